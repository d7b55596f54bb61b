"""HTML from Python values: whatever is text is escaped, in one place."""

from __future__ import annotations

import html


class Html(str):
    """Text that is HTML already."""

    __slots__ = ()


_VOID = frozenset(("meta", "link", "br", "hr", "wbr"))


def el(name: str, /, *children: object, **attributes: object) -> Html:
    """Return an element.

    Args:
        name: its name.
        children: what stands in it; `Html` as it is, other values as escaped text, `None` not at all.
        attributes: with ``_`` for ``-``, and one at the end where Python has the word for itself; `None` and `False`
            leave an attribute out, `True` gives it no value.
    """
    said = "".join(
        f" {key.rstrip('_').replace('_', '-')}" + ("" if value is True else f'="{html.escape(str(value))}"')
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    return Html(f"<{name}{said}>") if name in _VOID else Html(f"<{name}{said}>{join(*children)}</{name}>")


def join(*children: object) -> Html:
    """Return children one after another."""
    return Html("".join(child if isinstance(child, Html) else _text(child) for child in children if child is not None))


def _text(value: object) -> str:
    return html.escape(str(value), quote=False)
