"""The base of every model that is read from a file, and the field types they share."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints


class Model(BaseModel):
    """Frozen, and closed: a key that is not declared is an error, so a typing slip is never lost text."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
"""A folder or key name: lower-case letters, digits and single hyphens, at most 60 characters."""

LanguageCode = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$")]
"""A BCP 47 language tag: language, and where needed script and region (``en``, ``zh-Hans``, ``pt-BR``)."""


@dataclass(frozen=True, slots=True)
class Asset:
    """Bytes of a picture or logo, read and checked before a writer sees them."""

    kind: str
    """``png``, ``jpeg`` or ``svg``."""
    data: bytes = field(repr=False)
