"""Make every validation error of a model a finding at its line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

from pydantic import ValidationError
from pydantic_core.core_schema import ErrorType

from handouts.findings import Finding
from handouts.model import describe
from handouts.yamlfile import schema, wording

if TYPE_CHECKING:
    from pydantic import BaseModel

    from handouts.yamlfile.file import Loc, YamlFile

_BUILTIN = frozenset(get_args(ErrorType))
"""Error types of pydantic itself; any other was raised by a model of this project."""


def findings(model_class: type[BaseModel], file: YamlFile, error: ValueError) -> list[Finding]:
    """Return a finding for each mistake that a `pydantic.ValidationError` tells of, unsorted."""
    if not isinstance(error, ValidationError):
        raise error
    single: list[tuple[Any, schema.Trail]] = []
    forks: dict[Loc, list[tuple[Any, schema.Trail]]] = {}
    for each in error.errors(include_url=False):
        trail = schema.follow(model_class, each["loc"])
        if trail.forks:
            forks.setdefault(trail.forks[0][0], []).append((each, trail))
        else:
            single.append((each, trail))
    found: list[Finding] = []
    for path, group in forks.items():
        kept = _meant(group)
        if kept:
            single += kept
        else:
            found.append(_none_fits(model_class, file, path, group))
    single = [pair for pair in single if not _follows_from_another(pair, single)]
    return found + [_finding(file, each, trail) for each, trail in single]


def _meant(group: list[tuple[Any, schema.Trail]]) -> list[tuple[Any, schema.Trail]]:
    """Return the errors of the form that the author evidently meant, or nothing if no form is evident.

    A form is evident when the value was taken for it and something inside is wrong, or when a
    rule of the project itself (and no mere type) refuses it.
    """
    path = group[0][1].forks[0][0]
    value = next((each["input"] for each, trail in group if trail.path == path), None)
    for each, trail in group:
        literal = each["type"] == "literal_error" and isinstance(value, str)
        if literal and wording.near(str(value), schema.choices(trail.annotation)):
            return [(each, trail)]
    forms = dict.fromkeys(trail.forks[0][1] for _, trail in group)
    for form in forms:
        of_form = [(each, trail) for each, trail in group if trail.forks[0][1] == form]
        inside = any(trail.path != path for _, trail in of_form)
        ruled = isinstance(value, str | dict) and any(each["type"] not in _BUILTIN for each, _ in of_form)
        if inside or ruled:
            return of_form
    return []


def _none_fits(
    model_class: type[BaseModel], file: YamlFile, path: Loc, group: list[tuple[Any, schema.Trail]]
) -> Finding:
    trail = schema.follow(model_class, path)
    if trail.model:
        describe(trail.model)
    value = next((each["input"] for each, below in group if below.path == path), None)
    code, message, hint = wording.several(wording.dotted(path), value, trail.annotation, trail.field)
    return Finding(code, message, file.place(path), hint)


def _follows_from_another(pair: tuple[Any, schema.Trail], pairs: list[tuple[Any, schema.Trail]]) -> bool:
    """Tell whether an error is only the shadow of another one that is reported as well."""
    each, trail = pair
    if each["type"] == "missing":
        # “titel” is reported as unknown with the advice “title”: that “title” is missing is no news.
        return any(
            other["type"] == "extra_forbidden"
            and other_trail.path[:-1] == trail.path[:-1]
            and wording.near(str(other_trail.path[-1]), other_trail.model.model_fields if other_trail.model else ())
            == trail.path[-1]
            for other, other_trail in pairs
        )
    if each["type"] == "too_short" and isinstance(each["input"], list):
        # pydantic counts only entries that are right; the wrong ones are reported themselves.
        return bool(len(each["input"]) >= each["ctx"]["min_length"])
    return False


def _finding(file: YamlFile, error: Any, trail: schema.Trail) -> Finding:
    if trail.model:
        describe(trail.model)
    code, message, hint = wording.explain(error, trail, file.source(trail.path))
    at_fork = trail.forks and trail.forks[-1][0] == trail.path and isinstance(error["input"], str)
    if at_fork and trail.field and error["type"] not in _BUILTIN:
        hint = f"{hint}, or {wording.listed(schema.choices(trail.field.annotation))}"
    path = trail.path
    if error["type"] == "missing":
        place = file.key_place(path[:-1])
    elif error["type"] == "extra_forbidden" or trail.of_key:
        place = file.key_place(path)
    else:
        key = (error.get("ctx") or {}).get("key")
        place = file.place((*path, key) if key else path)
    return Finding(code, message, place, hint)
