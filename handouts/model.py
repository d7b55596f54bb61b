"""The base of every model that is read from a file, and the field types they share."""

from __future__ import annotations

import ast
import functools
import inspect
import itertools
import textwrap
from collections.abc import Callable, Mapping  # noqa: TC003  annotations stay readable at run time
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler, GetJsonSchemaHandler, StringConstraints
from pydantic.json_schema import JsonSchemaValue  # noqa: TC002  the same
from pydantic_core import CoreSchema, core_schema

from handouts.discreet import Discreet


class Model(BaseModel):
    """Frozen, and closed: a key that is not declared is an error, so a typing slip is never lost text."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Put the text below each field into the JSON Schema; pydantic's hook."""
        made = handler(schema)
        properties = handler.resolve_ref_schema(made).get("properties", {})
        for key, text in descriptions(cls).items():
            if key in properties:
                properties[key]["description"] = text
        return made


@functools.cache
def descriptions(model: type[BaseModel]) -> Mapping[str, str]:
    """Return the text that stands below each field of a model in its source.

    Read when a schema or a hint asks for it. pydantic can do so when a class is made
    (``use_attribute_docstrings``), and then every start of the command pays for it.
    """
    found: dict[str, str] = {}
    for base in reversed(model.__mro__):
        if not (issubclass(base, BaseModel) and base not in (BaseModel, Model)):
            continue
        body = ast.parse(textwrap.dedent(inspect.getsource(base))).body[0]
        statements = body.body if isinstance(body, ast.ClassDef) else []
        for field_, text in itertools.pairwise(statements):
            if isinstance(field_, ast.AnnAssign) and isinstance(field_.target, ast.Name) and isinstance(text, ast.Expr):
                value = text.value
                if isinstance(value, ast.Constant) and isinstance(value.value, str):
                    found[field_.target.id] = inspect.cleandoc(value.value)
    return found


def describe(model: type[BaseModel]) -> None:
    """Give every field of a model its description, for hints."""
    for key, text in descriptions(model).items():
        model.model_fields[key].description = text


class Steps:
    """Marks text that goes through functions, each with what the one before it returned.

    The same as ``Field(max_length=…)`` and an `AfterValidator` for each; pydantic looks into the signature of such a
    function wherever a field has it, three hundred times in a start.
    """

    __slots__ = ("_most", "_steps")

    def __init__(self, most: int, *steps: Callable[[str], str]) -> None:
        """Take the most characters that the text may have before the first function, and the functions."""
        self._most = most
        self._steps = steps

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Return how text is checked; pydantic's hook."""
        made: CoreSchema = core_schema.str_schema(max_length=self._most)
        for step in self._steps:
            made = core_schema.no_info_after_validator_function(step, made)
        return made


Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
"""A folder or key name: lower-case letters, digits and single hyphens, at most 60 characters."""

LanguageCode = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$")]
"""A BCP 47 language tag: language, and where needed script and region (``en``, ``zh-Hans``, ``pt-BR``)."""


class Asset(Discreet, frozen=True):
    """Bytes of a picture or logo, read and checked before a writer sees them."""

    _unsaid: ClassVar[tuple[str, ...]] = ("data",)

    kind: str
    """``png``, ``jpeg`` or ``svg``."""
    data: bytes
    shown: str = "picture"
    """Its file, as findings name it."""

    def __eq__(self, other: object) -> bool:
        """Tell whether it is the same picture, in whatever file."""
        return isinstance(other, Asset) and (self.kind, self.data) == (other.kind, other.data)

    def __hash__(self) -> int:
        """Return the same for the same picture."""
        return hash((self.kind, self.data))
