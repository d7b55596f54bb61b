"""What a file says about its own checks, and what a workspace says about all of them.

``checks:`` in a content file allows what is meant; ``content/checks.yaml`` sets a workspace's targets.
"""

from typing import Annotated, Literal

from pydantic import Field

from handouts.content.facts import Count
from handouts.content.prose import Line
from handouts.model import Model

Code = Annotated[str, Field(pattern=r"^H3[0-9]{2}$", examples=["H320"])]
"""The code of a check."""


class Allowed(Model):
    """Something that a check would find, and that is meant."""

    code: Code
    """The check."""
    words: Annotated[Line | None, Field(max_length=200, examples=["catheter"])] = None
    """The word, term or fact that the finding names; left out, every finding of this code is allowed."""
    reason: Annotated[Line, Field(min_length=10, max_length=400, examples=["Our nurses teach this word before"])]
    """Why it is meant."""


class FileChecks(Model):
    """``checks`` of a content file."""

    allow: Annotated[tuple[Allowed, ...], Field(max_length=100, examples=[[]])] = ()
    """What is meant, each with its reason."""


class CheckSettings(Model):
    """``content/checks.yaml``: what a workspace asks of every handout."""

    target_grade: Annotated[Count, Field(ge=1, le=12, examples=[6])] = 6
    """The highest Flesch-Kincaid grade of a whole file (AMA, Health literacy and patient safety 2007: sixth grade)."""
    section_grade: Annotated[Count, Field(ge=1, le=14, examples=[8])] = 8
    """The highest grade of any section (CDC: eighth grade or below)."""
    longest_sentence: Annotated[Count, Field(ge=8, le=60, examples=[20])] = 20
    """The most words of a sentence."""
    allow: Annotated[tuple[Allowed, ...], Field(max_length=400, examples=[[]])] = ()
    """What is meant in every file, each with its reason."""
    severities: Annotated[
        dict[Code, Literal["error", "warning", "suggestion", "off"]], Field(examples=[{"H321": "off"}])
    ] = {}
    """How bad a finding is in this workspace, by code."""
