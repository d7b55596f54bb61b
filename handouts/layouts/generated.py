"""The code that templates are compiled to, where it does the same as the engine's own in less time.

A handout takes several hundred attributes of models and writes several hundred values. The engine's own code calls
two functions of Python for each.
"""

from __future__ import annotations

import functools
import keyword
from typing import TYPE_CHECKING, Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator
from markupsafe import Markup, escape

from handouts.model import Model

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2.compiler import Frame


class _Fields(dict[Any, frozenset[str]]):
    """The fields of each kind of model, and of each kind of frozen record; other kinds have none."""

    def __missing__(self, kind: Any) -> frozenset[str]:
        names = kind.model_fields if issubclass(kind, Model) else getattr(kind, "__match_args__", ())
        fields = self[kind] = frozenset(name for name in names if not name.startswith("_"))
        return fields


FIELDS = _Fields()
"""By kind the attributes that every template may read; the sandbox judges all others."""

marked: Callable[[str], Markup] = functools.partial(str.__new__, Markup)
"""Says of text that it is markup; `Markup` itself asks first what else it may be."""


def written(value: object) -> str:
    """Return a value as it is written into markup, as `markupsafe.escape` does, which takes three times as long."""
    if value.__class__ is not str:
        return value if value.__class__ is Markup else escape(value)
    if "&" in value:
        value = value.replace("&", "&amp;")
    if "<" in value or ">" in value:
        value = value.replace("<", "&lt;").replace(">", "&gt;")
    if "'" in value:
        value = value.replace("'", "&#39;")
    if '"' in value:
        value = value.replace('"', "&#34;")
    return value


_OWN = (nodes.Assign, nodes.AssignBlock, nodes.Block, nodes.Extends, nodes.FromImport, nodes.Import, nodes.Macro)
"""What a template may hold that names something in its context."""
SHARES = "shares"
"""The name in the code of a template that tells whether it can share the context of the one that includes it."""


class Generator(CodeGenerator):
    """Writes the code of a template for an environment that has `FIELDS` as ``fields``, `written` and ``included``."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802  the engine's name
        """Write the code as ever, and whether the template names nothing in its context."""
        super().visit_Template(node, frame)
        shares = not any(
            isinstance(inner, _OWN) or (isinstance(inner, nodes.Name) and inner.name == "self")
            for inner in node.find_all(nodes.Node)
        )
        self.writeline(f"{SHARES} = {shares}")

    def visit_Include(self, node: nodes.Include, frame: Frame) -> None:  # noqa: N802  the engine's name
        """Write code that asks the environment for the pieces of a template that is named as it is."""
        named = isinstance(node.template, nodes.Const) and isinstance(node.template.value, str)
        if not named or node.ignore_missing or not node.with_context:
            super().visit_Include(node, frame)
            return
        self.writeline("yield from " if frame.buffer is None else f"{frame.buffer}.extend(", node)
        self.write("environment.included(")
        self.visit(node.template, frame)
        self.write(f", context, {self.dump_local_context(frame)})" + (")" if frame.buffer is not None else ""))

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802  the engine's name
        """Write code that reads the fields of a model in place, and for all else asks the environment, as ever."""
        if keyword.iskeyword(node.attr):
            super().visit_Getattr(node, frame)
            return
        self.write(f"(owner.{node.attr} if {node.attr!r} in environment.fields[(owner := ")
        self.visit(node.node, frame)
        self.write(f").__class__] else environment.getattr(owner, {node.attr!r}))")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.written(")
