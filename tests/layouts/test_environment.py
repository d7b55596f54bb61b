from __future__ import annotations

import os

import jinja2
import pytest
from jinja2.sandbox import ImmutableSandboxedEnvironment

from handouts import layouts
from handouts.layouts import environment as engine
from handouts.layouts.rewrite import COUNTED
from tests.layouts.conftest import TODAY

TINY = "{% extends 'builtin:standard/page.xml.j2' %}\n"


def _page(studio, text):
    studio.write("layouts/standard/page.xml.j2", text)
    return studio


def _finding(studio, text):
    _page(studio, text)
    (finding,) = studio.refused(studio.markup)
    return finding


# ---------------------------------------------------------------- templates in templates

PARTS = {
    "plain": "[{{ name }}{{ here is defined and here }}]",
    "twice": "{% include 'plain' %}{% for here in 'ab' %}{% include 'plain' %}{% endfor %}",
    "sets": "{% set name = 'other' %}{% include 'plain' %}{% set here %}<{{ name }}{% endset %}{% include 'plain' %}",
    "macro": "{% macro told(x) %}({{ x }}{% include 'plain' %}){% endmacro %}{{ told(name) }}",
    "blocks": "{% block one %}{% include 'plain' %}{% endblock %}{{ self.one() }}",
    "child": "{% extends 'blocks' %}{% block one %}{{ super() }}{% include 'sets' %}{% endblock %}",
    "from": "{% from 'macro' import told with context %}{{ told('x') }}",
    "import": "{% import 'macro' as m with context %}{{ m.told('x') }}",
    "itself": "{% if n %}{{ n }}{% with n = n - 1 %}{% include 'itself' %}{% endwith %}{% endif %}",
}


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize(
    "form",
    [
        "{% include PART %}{{ name }}{{ here is defined }}",
        "{% for here in [1, 2] %}{% include PART %}{{ loop.index }}{% endfor %}{% include PART %}",
        "{% with here = '<' %}{% include PART %}{% with name = here %}{% include PART %}{% endwith %}{% endwith %}",
        "{% set name = '&' %}{% include PART %}{% set all %}{% include PART %}{% endset %}{{ all }}",
        "{% macro made(here) %}{% include PART %}{% endmacro %}{{ made(3) }}{{ made('<') }}",
        "{% block top %}{% include PART %}{% endblock %}{% block low scoped %}{% include PART %}{% endblock %}",
        "{% include PART without context %}{% include [PART, 'none'] %}{% include 'none' ignore missing %}",
        "{% include PART ignore missing %}{% include PART ~ '' %}{{ name }}",
    ],
)
def test_include_when_a_template_stands_in_another_then_it_is_as_the_engine_has_it(part, form):
    sources = {**PARTS, "page": form.replace("PART", repr(part))}
    options = {"loader": jinja2.DictLoader(sources), "autoescape": True}
    ours = engine._Environment(**options)
    ours.filters[COUNTED] = ours.budget.counted
    theirs = ImmutableSandboxedEnvironment(**options)

    made, expected = (environment.get_template("page").render(name="<N>", n=3) for environment in (ours, theirs))

    assert made == expected
    assert made


# ---------------------------------------------------------------- where templates are found


def test_template_when_a_clinic_extends_the_builtin_one_then_its_block_takes_the_place(studio):
    _page(studio, TINY + "{% block closing %}<p>Our own end</p>{% endblock %}")

    markup = studio.markup()

    assert "<p>Our own end</p>" in markup
    assert "colophon" not in markup
    assert "<h1>Opening a narrow tube</h1>" in markup


def test_template_when_a_block_calls_super_then_both_are_there(studio):
    _page(studio, TINY + "{% block help %}<p>First</p>{{ super() }}{% endblock %}")

    markup = studio.markup()

    assert markup.index("<p>First</p>") < markup.index("Call 911 right away")


def test_template_when_a_clinic_has_its_own_partial_then_every_layout_takes_it(studio):
    studio.write("layouts/shared/sections/my_questions.xml.j2", "<p>Ask us.</p>")

    assert all("<p>Ask us.</p>" in studio.markup(layout=name) for name in ("standard", "large-print"))


def test_template_when_the_layout_has_its_own_partial_then_it_stands_before_the_shared_one(studio):
    studio.write("layouts/shared/parts/risks_items.xml.j2", "<p>Shared.</p>")

    assert "<p>Shared.</p>" in studio.markup()
    assert "<p>Shared.</p>" not in studio.markup(layout="large-print")


def test_template_when_it_changes_then_the_next_handout_has_the_change(studio):
    path = studio.write("layouts/shared/sections/my_questions.xml.j2", "<p>One.</p>")
    assert "<p>One.</p>" in studio.markup()
    studio.write("layouts/shared/sections/my_questions.xml.j2", "<p>Two.</p>")
    os.utime(path, ns=(1, 1))

    assert "<p>Two.</p>" in studio.markup()


def test_template_when_it_changes_during_a_batch_then_all_its_handouts_are_made_with_the_old_one(studio):
    def markup(layout):
        options = layouts.RenderOptions(today=TODAY)
        return layouts.render(studio.handout(), studio.clinic(), studio.language(), layout, options)

    path = studio.write("layouts/shared/sections/my_questions.xml.j2", "<p>One.</p>")
    layout = studio.layout()
    assert "<p>One.</p>" in markup(layout)
    studio.write("layouts/shared/sections/my_questions.xml.j2", "<p>Two.</p>")
    os.utime(path, ns=(1, 1))

    assert "<p>One.</p>" in markup(layout)
    assert "<p>Two.</p>" in markup(studio.layout())


def test_template_when_it_leads_out_of_the_folder_by_a_link_then_it_is_refused(studio, tmp_path_factory):
    secret = tmp_path_factory.mktemp("elsewhere") / "secret.j2"
    secret.write_text("<p>secret</p>", "utf-8")
    link = studio.folder / "layouts" / "shared" / "sections" / "my_questions.xml.j2"
    link.parent.mkdir(parents=True)
    link.symlink_to(secret)

    (finding,) = studio.refused(studio.markup)

    assert finding.code == "H506"


@pytest.mark.parametrize(
    "name", ["../../content/clinic.yaml", "/etc/hosts", "builtin:../content/clinic.yaml", "a\\\\b"]
)
def test_template_when_it_names_a_file_outside_then_it_is_refused(studio, name):
    assert _finding(studio, f"{{% include '{name}' %}}").code in ("H506", "H212")


# ---------------------------------------------------------------- mistakes


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("<p>\n{% if %}</p>", "H210", 2),
        ("<p>\n\n{{ a b }}</p>", "H210", 3),
        ("\n{% for x in y %}", "H210", 2),
        ("{{ handout.title | safe }}", "H210", 1),
        ("\n{{ handout.title | nothing }}", "H210", 2),
        ("{{ handout is callable }}", "H210", 1),
        ("{% do x %}", "H210", 1),
        ("\n{{ missing }}", "H211", 2),
        ("\n\n{{ handout.titel }}", "H211", 3),
        ("{{ handout.review.nobody }}", "H211", 1),
        ("\n{% include 'sections/none.xml.j2' %}", "H212", 2),
        ("{% extends 'builtin:none/page.xml.j2' %}", "H212", 1),
        ("\n{{ 1 // 0 }}", "H211", 2),
        ("\n{{ say.risks.name | fill }}\n{{ say.when_to_call.heading | fill }}", "H211", 3),
        ("{% include 'page.xml.j2' %}", "H211", 1),
        ("{% macro m() %}{{ m() }}{% endmacro %}\n{{ m() }}", "H211", 1),
    ],
)
def test_template_when_it_is_wrong_then_its_own_line_is_told(studio, text, code, line):
    finding = _finding(studio, text)

    assert (finding.code, finding.place.line) == (code, line)
    assert finding.place.file == "layouts/standard/page.xml.j2"


def test_template_when_a_partial_is_wrong_then_the_line_of_the_partial_is_told(studio):
    studio.write("layouts/shared/sections/limits.xml.j2", "\n\n\n{{ handout.nothing }}")

    (finding,) = studio.refused(studio.markup)

    assert finding.code == "H211"
    assert (finding.place.file, finding.place.line) == ("layouts/shared/sections/limits.xml.j2", 4)
    assert "nothing" in finding.message


def test_template_when_it_is_not_text_then_the_file_is_told(studio):
    path = studio.folder / "layouts" / "shared" / "sections" / "limits.xml.j2"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"\xff\xfe\x00")

    (finding,) = studio.refused(studio.markup)

    assert finding.place.file == "layouts/shared/sections/limits.xml.j2"


# ---------------------------------------------------------------- what a template may not do


@pytest.mark.parametrize(
    "expression",
    [
        "''.__class__",
        "handout.__class__",
        "handout['__class__']",
        "handout.__dict__",
        "handout.model_fields",
        "handout.model_config",
        "handout.model_dump()",
        "handout.model_copy()",
        "handout.title.upper()",
        "handout.title.format(1)",
        "'{0.__class__}'.format(handout)",
        "wording._values",
        "wording.prose('a')",
        "wording.prose.__self__",
        "slots[0].__class__",
        "cycler",
        "lipsum",
        "namespace",
        "dict",
        "self.__init__",
        "self._TemplateReference__context",
        "range.__self__",
        "[].append(1)",
        "handout | attr('__class__')",
        "[handout] | map(attribute='__class__') | join",
        "'a' * 1000000000",
        "[0] * 1000000000",
        "10 ** 10 ** 10",
        "'%999999999d' % 1",
        "range(100000000) | list",
        "range(1001) | list",
    ],
)
def test_template_when_it_reaches_for_more_than_it_is_given_then_it_is_refused(studio, expression):
    finding = _finding(studio, f"{{{{ {expression} }}}}")

    assert finding.code in ("H210", "H211")
    assert finding.place.line == 1
    assert "0x" not in finding.message


@pytest.mark.parametrize(
    "expression", ["handout.title", "range(3) | list", "7 // 2", "6 * 7", "handout.risks.items | length"]
)
def test_template_when_it_reads_what_it_is_given_then_it_may(studio, expression):
    _page(studio, f"{{{{ {expression} }}}}")

    assert studio.markup()


def test_template_when_it_makes_too_much_then_it_is_stopped(studio, monkeypatch):
    monkeypatch.setattr(engine, "OUTPUT_LIMIT", 100_000)
    loops = "{% for a in range(1000) %}{% for b in range(1000) %}" + "x" * 50 + "{% endfor %}{% endfor %}"

    assert _finding(studio, loops).code == "H213"


@pytest.mark.parametrize(
    "endless",
    [
        "{% for a in range(1000) %}" * 3 + "{% endfor %}" * 3,
        "{% macro twice(n) %}{% if n %}{{ twice(n - 1) }}{{ twice(n - 1) }}{% endif %}{% endmacro %}{{ twice(60) }}",
        "{% for a in [[1], [2]] recursive %}{{ loop([a, a]) }}{% endfor %}",
    ],
)
def test_template_when_it_goes_on_without_writing_then_it_is_stopped(studio, monkeypatch, endless):
    monkeypatch.setattr(engine, "_kept", {})
    monkeypatch.setattr(engine, "ROUNDS_IN_ALL", 20_000)

    finding = _finding(studio, endless)

    assert finding.code in ("H211", "H213")
    assert finding.place.line == 1


def test_template_when_it_includes_others_twice_over_and_over_then_it_is_stopped(studio, monkeypatch):
    monkeypatch.setattr(engine, "_kept", {})
    monkeypatch.setattr(engine, "ROUNDS_IN_ALL", 20_000)
    for number in range(20):
        studio.write(f"layouts/standard/part{number}.j2", f"{{% include 'part{number + 1}.j2' %}}" * 2)
    studio.write("layouts/standard/part20.j2", " ")

    assert _finding(studio, "{% include 'part0.j2' %}").code == "H213"


def test_template_when_the_longest_handout_is_set_then_rounds_are_far_from_used_up(studio, monkeypatch):
    monkeypatch.setattr(engine, "_kept", {})
    long = studio.handout(preparation=[{"when": "8 hours before", "text": "Do it."}] * 100, do=["Drink water"] * 400)
    studio.markup(long)

    spent = max(made.budget.limit - made.budget._left for made in engine._kept.values())
    assert 500 < spent < engine.ROUNDS_IN_ALL / 20


def test_template_when_content_holds_template_marks_then_they_are_text(studio):
    text = "A % {% for x in range(9) %} {# c #} \\{\\{ ''.__class__ \\}\\}"

    markup = studio.markup(studio.handout(summary=text))

    assert "{% for x in range(9) %} {# c #} {{ &#39;&#39;.__class__ }}" in markup


def test_template_when_it_sets_author_text_then_it_is_always_escaped(studio):
    _page(studio, "{{ handout.title }}|{{ handout.summary | prose }}|{{ clinic.name }}")
    loaded = studio.handout(title="<h1> & co", summary='<font color="red">x</font>')

    assert studio.markup(loaded, studio.clinic(name="A<B")) == (
        "&lt;h1&gt; &amp; co|&lt;font color=&#34;red&#34;&gt;x&lt;/font&gt;|A&lt;B"
    )
