from __future__ import annotations

import jinja2
import pytest

from handouts.document.vocabulary import ELEMENTS, INLINES
from handouts.layouts.rewrite import BLOCKS, COUNTED, MARK, Budget, Endless, bounded, marked, tightened


def _written(source, *, limit=1000, mark=False, **values):
    """Return what a template writes once it is rewritten."""
    budget = Budget(limit)

    class Rewriting(jinja2.Environment):
        def _generate(self, source, name, filename, defer_init=False):
            bounded(source, self)
            if mark:
                marked(source, "page.xml.j2")
            return super()._generate(source, name, filename, defer_init)

    engine = Rewriting(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    engine.filters[COUNTED] = budget.counted
    budget.begin()
    return engine.from_string(source).render(**values)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{% for x in values %}{{ x }}{% endfor %}", "123"),
        ("{% for x in values if x != 2 %}{{ x }}{% endfor %}", "13"),
        (
            "{% for x in values %}{{ loop.index }}/{{ loop.length }}{{ '' if loop.last else ',' }}{% endfor %}",
            "1/3,2/3,3/3",
        ),
        ("{% for x in [] %}{{ x }}{% else %}none{% endfor %}", "none"),
        ("{% for a, b in pairs %}{{ a }}{{ b }};{% endfor %}", "12;34;"),
        ("{% for x in values %}{% for y in values %}{{ x * y }} {% endfor %}{% endfor %}", "1 2 3 2 4 6 3 6 9 "),
    ],
)
def test_bounded_when_loops_end_in_time_then_they_do_as_before(source, expected):
    assert _written(source, values=[1, 2, 3], pairs=[(1, 2), (3, 4)]) == expected


def test_bounded_when_rounds_are_used_up_then_the_rendering_ends():
    loops = "{% for a in values %}{% for b in values %}{% endfor %}{% endfor %}"

    assert _written(loops, limit=110, values=range(10)) == ""
    with pytest.raises(Endless):
        _written(loops, limit=109, values=range(10))


def test_marked_when_elements_are_written_then_each_has_its_line_before_it():
    written = _written("<a>\n<b>{{ x }}</b>\n{% if x %}\n<c/>\n{% endif %}\n</a>", mark=True, x="<d>")

    assert written.replace(f"<?{MARK} ", "").replace(" page.xml.j2?>", "·") == (
        "1·<a>\n2·<b>&lt;d&gt;2·</b>\n4·<c/>\n6·</a>"
    )


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<ul>\n  <li>{{ x }}</li>\n  <li>b</li>\n</ul>\n", "<ul><li>1</li><li>b</li></ul>"),
        ("<p>\n {{ x }} b </p>", "<p>1 b</p>"),
        (
            "<p>a <strong>b</strong> <strong>c</strong>\n {{ x }}</p>",
            "<p>a <strong>b</strong> <strong>c</strong>\n 1</p>",
        ),
        ("<dt>a <small>b</small> c</dt>", "<dt>a <small>b</small> c</dt>"),
        ('<p class="a > b" id="c">\n d</p>', '<p class="a > b" id="c">d</p>'),
        ('<field label="x <{{ x }} "/> <field label=" y"/>', '<field label="x <1 "/><field label=" y"/>'),
        ("<p>a\u00a0</p>", "<p>a\u00a0</p>"),
        ("<pre> a </pre> <table-of> b", "<pre> a </pre> <table-of> b"),
        ("<td><![CDATA[a <p> b]]> <p> </td>", "<td><![CDATA[a <p> b]]> <p> </td>"),
    ],
)
def test_tightened_when_space_stands_at_blocks_then_it_alone_is_left_out(source, expected):
    class Tightening(jinja2.Environment):
        def _generate(self, source, name, filename, defer_init=False):
            tightened(source)
            return super()._generate(source, name, filename, defer_init)

    assert Tightening(trim_blocks=True, lstrip_blocks=True).from_string(source).render(x=1) == expected


def test_blocks_when_compared_with_the_vocabulary_then_they_are_all_but_what_stands_in_a_line():
    assert len(BLOCKS) == len(set(BLOCKS))
    assert set(BLOCKS) == set(ELEMENTS) - INLINES - {"small"}
