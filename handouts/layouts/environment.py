"""The one Jinja2 environment: sandboxed, strict, escaping, and reading templates of the workspace alone.

A template may read what it is given and call nothing: no method, no attribute that begins with an
underscore, no filter or test that is not listed here. ``safe`` is not, so author text is always escaped.
"""

from __future__ import annotations

import datetime
import itertools
import re
from typing import TYPE_CHECKING, Any

import jinja2
from jinja2.filters import FILTERS
from jinja2.nodes import EvalContext  # noqa: F401  resolves annotations of filters
from jinja2.runtime import BlockReference, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.tests import TESTS

from handouts import yamlfile
from handouts.errors import HandoutsError, LayoutError
from handouts.findings import Finding, Place
from handouts.layouts.compiled import shared
from handouts.layouts.files import stamp
from handouts.layouts.frequencies import runs
from handouts.layouts.generated import FIELDS, SHARES, Generator, written
from handouts.layouts.layout import find
from handouts.layouts.phrase import fill
from handouts.layouts.rewrite import COUNTED, Budget, Endless, bounded, marked, tightened
from handouts.layouts.wording import MissingValueError, Wording
from handouts.model import Model

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from jinja2 import nodes
    from jinja2.runtime import Context

    from handouts.layouts.layout import Layout

OUTPUT_LIMIT = 4_000_000
"""Characters of markup; the longest handout that content allows makes some two million."""
_ROUNDS = 1000
"""Rounds of one ``range``."""
ROUNDS_IN_ALL = 200_000
"""Rounds of all loops and calls of macros in one handout; the longest that content allows takes some 40,000."""
_NUMBER_LIMIT = 1_000_000
_BUILTIN = "builtin:"
_FILTERS = ("capitalize", "default", "e", "escape", "first", "join", "last", "length", "list", "lower", "map")
_MORE_FILTERS = ("reject", "rejectattr", "select", "selectattr", "sort", "trim", "upper")
_TESTS = ("boolean", "defined", "divisibleby", "eq", "equalto", "even", "false", "ge", "gt", "in", "iterable", "le")
_MORE_TESTS = ("lt", "mapping", "ne", "none", "number", "odd", "sequence", "string", "true", "undefined")


def _worded(method: Callable[..., Any]) -> Callable[..., Any]:
    """Return a filter that calls a method of the handout's `Wording`."""

    @jinja2.pass_context
    def apply(context: Context, value: Any) -> Any:
        return method(context["wording"], value)

    return apply


@jinja2.pass_context
def _date(context: Context, value: datetime.date, form: str = "full") -> str:
    day = value.date() if isinstance(value, datetime.datetime) else value
    language: Any = context["language"]
    return str(language.date(day, form))


@jinja2.pass_context
def _number(context: Context, value: float) -> str:
    language: Any = context["language"]
    return str(language.number(value))


class _Loader(jinja2.BaseLoader):
    """Finds a template in the layout's folder, then in ``layouts/shared``; the clinic's before the builtin one.

    ``builtin:<layout>/<name>`` is the file that comes with the program, so that a clinic's template
    can extend the one it stands in front of.
    """

    def __init__(self, layout: Layout) -> None:
        self._layout = layout.name
        self._workspace = layout.workspace

    def get_source(
        self,
        environment: jinja2.Environment,  # noqa: ARG002  the engine's signature
        template: str,
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        path = self._path(template)
        if path is None:
            raise jinja2.TemplateNotFound(template)
        now = stamp(path)
        text = yamlfile.read_text(path, self._workspace.shown(path))
        return text, self._workspace.shown(path), lambda: stamp(path) == now

    def _path(self, template: str) -> Path | None:
        if template.startswith(_BUILTIN):
            shipped = self._workspace.shipped()
            return find(shipped, f"layouts/{template.removeprefix(_BUILTIN)}")
        own = find(self._workspace, f"layouts/{self._layout}/{template}")
        return own or find(self._workspace, f"layouts/shared/{template}")


_compiled = shared()


class _TooLongError(Exception):
    """A template makes more markup than any handout needs."""


def _bounded(pieces: Iterable[str]) -> str:
    kept: list[str] = []
    size = 0
    left = iter(pieces)
    # Text of the content has bounds of its own, so a hundred pieces at a time are not too many.
    while some := list(itertools.islice(left, 100)):
        kept.append("".join(some))
        size += len(kept[-1])
        if size > OUTPUT_LIMIT:
            raise _TooLongError
    return "".join(kept)


class _Environment(ImmutableSandboxedEnvironment):
    intercepted_binops = frozenset({"*", "**", "//", "%"})
    traced = False
    budget = Budget(ROUNDS_IN_ALL)

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.code_generator_class = Generator
        # Templates ask for these by the hundred; see `handouts.layouts.generated`.
        self.fields = FIELDS
        self.written = written
        self._layout: Layout | None = None
        self._taken: dict[str, jinja2.Template] = {}

    def begin(self, layout: Layout) -> None:
        """Begin a rendering; templates are as they were when this layout was loaded, however long a batch takes."""
        self.budget.begin()
        if layout is not self._layout:
            self._layout = layout
            self._taken.clear()

    def _generate(
        self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False
    ) -> str:
        bounded(source, self)
        if self.traced and filename:
            marked(source, filename)
        else:
            tightened(source)
        return super()._generate(source, name, filename, defer_init)

    def get_template(self, *arguments: Any, **named: Any) -> jinja2.Template:
        # Templates that include one another twice make as many rounds as a loop.
        self.budget.spend()
        name = arguments[0]
        if named or len(arguments) > 2 or not isinstance(name, str):  # with globals of its own
            return super().get_template(*arguments, **named)
        return self._taken.get(name) or self._take(name)

    def _take(self, name: str) -> jinja2.Template:
        taken = self._taken[name] = super().get_template(name)
        # The engine goes through these for each include, and its own chain of mappings is slow at that.
        taken.globals = dict(self.globals)
        return taken

    def included(self, name: str, context: Context, local: dict[str, Any]) -> Iterator[str]:
        """Return the pieces of a template that another includes; see `handouts.layouts.generated`."""
        self.budget.spend()
        taken = self._taken.get(name) or self._take(name)
        if not taken.root_render_func.__globals__[SHARES]:
            context = taken.new_context(context.get_all(), True, local)
        elif local:
            context = context.derived(local)
        return taken.root_render_func(context)

    def call(self, *arguments: Any, **named: Any) -> Any:
        self.budget.spend()
        return super().call(*arguments, **named)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        if isinstance(obj, Model):
            return attr in FIELDS[type(obj)]
        return super().is_safe_attribute(obj, attr, value)

    def is_safe_callable(self, obj: Any) -> bool:
        return isinstance(obj, Macro | BlockReference | LoopContext) or obj is _range

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        # Text times a million is the memory of the machine.
        if not all(isinstance(side, int | float) and abs(side) < _NUMBER_LIMIT for side in (left, right)):
            message = f"“{operator}” takes two numbers below {_NUMBER_LIMIT:,}"
            raise TypeError(message)
        if operator == "**":
            message = "“**” is not allowed"
            raise TypeError(message)
        return super().call_binop(context, operator, left, right)


def _range(*bounds: int) -> range:
    rounds = range(*bounds)
    if len(rounds) > _ROUNDS:
        message = f"a range has {len(rounds)} rounds, and {_ROUNDS} are allowed"
        raise OverflowError(message)
    return rounds


_kept: dict[tuple[str, bool, tuple[str, ...]], _Environment] = {}


def environment(layout: Layout, *, traced: bool = False) -> _Environment:
    """Return the environment of a layout; it keeps its compiled templates for as long as the process lives.

    Args:
        layout: whose templates it finds.
        traced: whether every element is marked with its file and line (see `handouts.layouts.rewrite.marked`).
    """
    key = (layout.name, traced, tuple(map(str, (layout.workspace.start, *layout.workspace.roots))))
    if key not in _kept:
        made = _Environment(
            loader=_Loader(layout),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            cache_size=200,
            bytecode_cache=None if traced else _compiled,
        )
        made.traced = traced
        made.budget = Budget(ROUNDS_IN_ALL)
        made.concat = _bounded  # type: ignore[method-assign]  # the engine keeps a function here
        made.globals = {"range": _range}
        made.filters = {name: FILTERS[name] for name in (*_FILTERS, *_MORE_FILTERS)}
        made.filters |= {
            COUNTED: made.budget.counted,
            "activity": _worded(Wording.activity),
            "address": _worded(Wording.address),
            "after": _worded(Wording.after),
            "clock": _worded(Wording.clock),
            "date": _date,
            "dated": _worded(Wording.dated),
            "duration": _worded(Wording.duration),
            "fill": fill,
            "number": _number,
            "offset": _worded(Wording.offset),
            "plain": _worded(Wording.plain),
            "prose": _worded(Wording.prose),
            "runs": runs,
            "sentence": _worded(Wording.sentence),
            "shown": _worded(Wording.shown),
        }
        made.tests = {name: TESTS[name] for name in (*_TESTS, *_MORE_TESTS)}
        _kept[key] = made
    return _kept[key]


def expand(layout: Layout, context: dict[str, Any], template: str = "page.xml.j2", *, traced: bool = False) -> str:
    """Return what a template of the layout makes, the page's unless another is named; ``traced`` as for `environment`.

    Raises:
        LayoutError: H210 a template's syntax is wrong, H211 it fails where it runs, H212 a template
            that it names is missing, H213 it makes more markup, or runs longer, than any handout needs.
        MissingValueError: the content names a value that the clinic does not give.
    """
    try:
        engine = environment(layout, traced=traced)
        engine.begin(layout)
        return engine.get_template(template).render(context)
    except (HandoutsError, MissingValueError):
        raise
    except _TooLongError as error:
        message = f"the template makes more than {OUTPUT_LIMIT:,} characters of markup"
        hint = "Look for a loop that repeats too often"
        raise LayoutError(Finding("H213", message, _place(error, layout), hint)) from None
    except Endless as error:
        message = f"the template goes through more than {ROUNDS_IN_ALL:,} rounds of its loops and macros"
        hint = "Look for loops inside one another, and for a macro or a template that uses itself"
        raise LayoutError(Finding("H213", message, _place(error, layout), hint)) from None
    except jinja2.TemplateSyntaxError as error:
        place = Place(error.filename or str(error.name), error.lineno)
        hint = "See the templates that come with the program for the form"
        raise LayoutError(Finding("H210", _sentence(error.message), place, hint)) from None
    except jinja2.TemplateNotFound as error:
        message = f"there is no template “{error.message}”"
        hint = "Name a file of the layout's folder or of “shared”, or “builtin:<layout>/<file>”"
        raise LayoutError(Finding("H212", message, _place(error, layout), hint)) from None
    except Exception as error:  # noqa: BLE001  whatever a template does wrong is told with its own line
        message = f"the template fails: {_sentence(str(error)) or type(error).__name__}"
        hint = "Compare it with the template that comes with the program"
        raise LayoutError(Finding("H211", message, _place(error, layout), hint)) from None


def _place(error: BaseException, layout: Layout) -> Place:
    """Return the line of the innermost template that an error came through."""
    place = Place(f"layouts/{layout.name}/page.xml.j2")
    trace = error.__traceback__
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if name.endswith(".j2"):
            place = Place(name, trace.tb_lineno)
        trace = trace.tb_next
    return place


def _sentence(message: str | None) -> str:
    """Return a message of the template engine in one line without a full stop, without addresses in memory."""
    line = " ".join((message or "").split()).rstrip(".")
    return re.sub(r" at 0x[0-9a-fA-F]+", "", line)[:300]
