"""Follow the way of a validation error through the models, to the field it is about."""

from __future__ import annotations

import re
import types
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union, get_args, get_origin

from msgspec import Struct
from pydantic import BaseModel

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo


class Trail(Struct):
    """Where a validation error points: in the file, and in the models."""

    path: tuple[str | int, ...]
    """Keys and indexes that lead to the value in the file."""
    field: FieldInfo | None = None
    """The field that the last key of the path names; none below a list or a free mapping."""
    model: type[BaseModel] | None = None
    """The model that holds the last key of the path."""
    annotation: Any = None
    """The type that the value should have."""
    forks: list[tuple[tuple[str | int, ...], str]] = []
    """Where a value may have one of several forms: its path, and which form this error is about."""
    of_key: bool = False
    """Whether the error is about the key itself, in a mapping with free keys."""


def bare(annotation: Any) -> Any:
    """Return a type without `Annotated` and without ``| None``."""
    while True:
        origin = get_origin(annotation)
        if origin is Annotated:
            annotation = get_args(annotation)[0]
        elif origin in (Union, types.UnionType):
            arms = [arm for arm in get_args(annotation) if arm is not type(None)]
            if len(arms) != 1:
                return annotation
            annotation = arms[0]
        else:
            return annotation


def arms(annotation: Any) -> list[Any]:
    """Return the forms that a value may have, each bare."""
    annotation = bare(annotation)
    if get_origin(annotation) in (Union, types.UnionType):
        return [bare(arm) for arm in get_args(annotation) if arm is not type(None)]
    return [annotation]


def choices(annotation: Any) -> list[str]:
    """Return the words that a value may be, for all forms that are a choice of words."""
    return [str(word) for arm in arms(annotation) if get_origin(arm) is Literal for word in get_args(arm)]


def is_model(annotation: Any) -> bool:
    """Tell whether a bare type is a model."""
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _arm(annotation: Any, tag: str) -> Any:
    """Return the form that a tag of pydantic names ("function-after[_check(), Frequency]", "literal['a']")."""
    words = set(re.findall(r"\w+", tag))
    forms = arms(annotation)
    for form in forms:
        if is_model(form) and form.__name__ in words:
            return form
    for form in forms:
        literal = get_origin(form) is Literal
        if literal == tag.startswith("literal[") and not is_model(form):
            return form
    return None


def follow(model: type[BaseModel], loc: tuple[str | int, ...]) -> Trail:
    """Follow ``loc`` of a validation error from a model."""
    trail = Trail((), annotation=model)
    for part in loc:
        here = bare(trail.annotation)
        if part == "[key]":
            trail.of_key = True
        elif get_origin(here) in (Union, types.UnionType):
            trail.forks.append((trail.path, str(part)))
            trail.annotation = _arm(here, str(part))
        elif is_model(here):
            trail.path += (part,)
            trail.model = here
            trail.field = here.model_fields.get(str(part))
            trail.annotation = trail.field.annotation if trail.field else None
        else:
            trail.path += (part,)
            trail.model, trail.field = None, None
            inner = [form for form in get_args(here) if form is not Ellipsis]
            trail.annotation = inner[-1] if inner else None
    return trail
