from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

import pytest
from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from handouts import yamlfile
from handouts.errors import ContentError
from handouts.model import Model, Slug
from handouts.yamlfile import wording

if TYPE_CHECKING:
    from pathlib import Path


class Dose(Model):
    amount: Annotated[int, Field(ge=1, le=10, examples=[2])]
    """How many tablets."""
    unit: Annotated[Literal["tablet", "drop"], Field(examples=["tablet"])] = "tablet"
    """The form."""

    @model_validator(mode="after")
    def _sane(self) -> Dose:
        if self.unit == "drop" and self.amount == 1:
            raise PydanticCustomError("odd", "one drop is odd", {"hint": "Take two", "code": "H199", "key": "amount"})
        return self


class Sheet(Model):
    title: Annotated[str, Field(min_length=3, max_length=10, examples=["Fever"])]
    """What it is about (see the manual)."""
    kind: Annotated[Literal["one", "two"], Field(examples=["one"])] = "one"
    """Which sort."""
    steps: Annotated[tuple[str, ...], Field(min_length=2, max_length=3, examples=[["Sit down", "Rest"]])]
    """What to do."""
    code: Annotated[Slug, Field(examples=["a-1"])] = "x"
    """A key."""
    ready: Annotated[bool, Field(examples=[True])] = False
    """Whether it is done."""
    ratio: Annotated[float, Field(gt=0, lt=1, examples=[0.5])] = 0.5
    """A share."""
    dose: Annotated[Dose | Literal["none", "ask us"], Field(examples=[{"amount": 2}])] = "none"
    """How much to take."""
    notes: Annotated[dict[Slug, Dose], Field(examples=[{"a": {"amount": 1}}])] = {}
    """Doses by name."""


OK = "title: Fever\nsteps:\n  - a\n  - b\n"


@pytest.fixture
def explain(tmp_path: Path) -> Any:
    def run(text: str) -> list[tuple[str, str]]:
        path = tmp_path / "x.yaml"
        path.write_text(text, "utf-8")
        with pytest.raises(ContentError) as caught:
            yamlfile.validate(Sheet, yamlfile.read(path, "x.yaml"))
        return [(str(each), each.hint) for each in caught.value.findings]

    return run


def test_validate_when_all_is_right_then_the_model_comes_back(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text(OK + "dose: {amount: 3}\nready: yes\nratio: .25\n")
    sheet = yamlfile.validate(Sheet, yamlfile.read(tmp_path / "x.yaml", "x.yaml"))
    assert (sheet.title, sheet.steps, sheet.dose, sheet.ready, sheet.ratio) == (
        "Fever",
        ("a", "b"),
        Dose(amount=3),
        True,
        0.25,
    )


@pytest.mark.parametrize(
    ("text", "line", "hint"),
    [
        (OK + "knid: one\n", "x.yaml:5:1: H110 “knid” is not a known key", "Did you mean “kind”?"),
        (
            OK + "zzz: one\n",
            "x.yaml:5:1: H110 “zzz” is not a known key",
            "Keys that can stand here: title, kind, steps, code, ready, ratio, dose, notes",
        ),
        (
            "steps: [a, b]\n",
            "x.yaml:1:1: H111 “title” is missing",
            "Add, for example, “title: Fever” (what it is about)",
        ),
        (
            "title: Fever\n",
            "x.yaml:1:1: H111 “steps” is missing",
            "Add “steps:” and below it, for example, “- Sit down” (what to do)",
        ),
        (
            OK.replace("Fever", "[a]"),
            "x.yaml:1:8: H112 title must be text, but YAML reads “[” as the beginning of a list",
            "Put quotes around the whole text that begins with “[”",
        ),
        (
            OK.replace(" Fever", "\n  - Fever"),
            "x.yaml:2:3: H112 title must be text, but it is a list",
            "Write one text here, without “- ” before it",
        ),
        (
            OK.replace("- a", "- Note: a"),
            "x.yaml:3:5: H112 steps[1] must be text, but it is keys and values",
            "Put the whole text in quotes: a “:” and a space after a word make it a key",
        ),
        (
            "title: Fever\nsteps: a\n",
            "x.yaml:2:8: H112 steps must be a list, but it is text (“a”)",
            "Write each item on a line of its own that begins with “- ”",
        ),
        (
            OK + "ready: maybe\n",
            "x.yaml:5:8: H112 ready must be true or false, but it is “maybe”",
            "Write, for example, “true” (whether it is done)",
        ),
        (
            OK + "ratio: half\n",
            "x.yaml:5:8: H112 ratio must be a number, but it is “half”",
            "Write, for example, “0.5” (a share)",
        ),
        (
            OK + "ratio: 1\n",
            "x.yaml:5:8: H117 ratio is “1”; it must be less than 1",
            "Write, for example, “0.5” (a share)",
        ),
        (OK.replace("Fever", ""), "x.yaml:1:7: H113 title is empty", "Write, for example, “Fever” (what it is about)"),
        (OK.replace("- b", "-"), "x.yaml:4:4: H113 steps[2] is empty", "Write it behind the “-”, or take the line out"),
        (
            "title: Fever\nsteps: []\n",
            "x.yaml:2:8: H113 steps is empty",
            "Write below it, for example, “- Sit down” (what to do)",
        ),
        (
            OK.replace("Fever", "Fe"),
            "x.yaml:1:8: H114 title has 2 characters; it must have at least 3",
            "Write, for example, “Fever” (what it is about)",
        ),
        (
            OK.replace("Fever", "Fever and cough"),
            "x.yaml:1:8: H114 title has 15 characters; it must have at most 10",
            "Make it shorter by 5, or move words to another place",
        ),
        (
            "title: Fever\nsteps: [a]\n",
            "x.yaml:2:8: H114 steps has 1 entry; it must have at least 2",
            "Write below it, for example, “- Sit down” (what to do)",
        ),
        (
            "title: Fever\nsteps: [a, b, c, d]\n",
            "x.yaml:2:8: H114 steps has 4 entries; it must have at most 3",
            "Take out 1, or put some of them together",
        ),
        (
            OK + "code: A b\n",
            "x.yaml:5:7: H115 code is “A b”, which is not in the right form",
            "Write, for example, “a-1” (a key)",
        ),
        (OK + "kind: tow\n", "x.yaml:5:7: H116 kind is “tow”; it must be “one” or “two”", "Did you mean “two”?"),
        (OK + "kind: other\n", "x.yaml:5:7: H116 kind cannot be “other”", "Write “one” or “two”"),
        (OK + "kind: [one]\n", "x.yaml:5:7: H112 kind must be text, but it is a list", "Write “one” or “two”"),
        (
            OK + "dose: sometimes\n",
            "x.yaml:5:7: H116 dose cannot be “sometimes”",
            "Write “{amount: 2}” or “none” or “ask us”",
        ),
        (
            OK + "dose: ask u\n",
            "x.yaml:5:7: H116 dose is “ask u”; it must be “none” or “ask us”",
            "Did you mean “ask us”?",
        ),
        (OK + "dose:\n", "x.yaml:5:6: H113 dose is empty", "Write, for example, “{amount: 2}” (how much to take)"),
        (OK + "dose: [a]\n", "x.yaml:5:7: H112 dose cannot be a list", "Write “{amount: 2}” or “none” or “ask us”"),
        (
            OK + "dose: {amount: 11}\n",
            "x.yaml:5:16: H117 dose.amount is “11”; it must be at most 10",
            "Write, for example, “2” (how many tablets)",
        ),
        (OK + "dose: {amount: 1, unit: drop}\n", "x.yaml:5:16: H199 dose: one drop is odd", "Take two"),
        (
            OK + "notes:\n  Bad Key: {amount: 1}\n",
            "x.yaml:6:3: H115 the key “Bad Key” is not in the right form",
            "Use lower-case letters, digits and hyphens",
        ),
        (
            OK + "notes:\n  a: {amont: 1, amount: 2}\n",
            "x.yaml:6:7: H110 “amont” is not a known key in notes.a",
            "Did you mean “amount”?",
        ),
        (
            OK + "notes: text\n",
            "x.yaml:5:8: H112 notes must be keys and values, but it is text (“text”)",
            "Write, for example, “{a: {amount: 1}}” (doses by name)",
        ),
        (
            OK + "notes:\n  a: text\n",
            "x.yaml:6:6: H112 notes.a must be keys and values, but it is text (“text”)",
            "Below it, indented, can stand: amount, unit",
        ),
    ],
)
def test_validate_when_one_thing_is_wrong_then_one_finding_says_what_and_what_to_do(
    explain: Any, text: str, line: str, hint: str
) -> None:
    assert explain(text) == [(line, hint)]


def test_validate_when_a_required_key_is_misspelt_then_it_is_not_reported_as_missing_too(explain: Any) -> None:
    assert explain(OK.replace("title", "titel")) == [
        ("x.yaml:1:1: H110 “titel” is not a known key", "Did you mean “title”?")
    ]


def test_validate_when_a_required_key_is_missing_and_another_unknown_then_both_are_reported(explain: Any) -> None:
    assert [line for line, _ in explain("steps: [a, b]\nzzz: 1\n")] == [
        "x.yaml:1:1: H111 “title” is missing",
        "x.yaml:2:1: H110 “zzz” is not a known key",
    ]


def test_validate_when_entries_are_wrong_then_the_list_is_not_called_too_short(explain: Any) -> None:
    assert [line for line, _ in explain("title: Fever\nsteps:\n  -\n  - [x]\n")] == [
        "x.yaml:3:4: H113 steps[1] is empty",
        "x.yaml:4:5: H112 steps[2] must be text, but YAML reads “[” as the beginning of a list",
    ]


def test_validate_when_a_value_could_be_two_forms_then_only_the_meant_one_is_explained(explain: Any) -> None:
    assert [line for line, _ in explain(OK + "dose: {amount: x, unit: pill, dose: 1}\n")] == [
        "x.yaml:5:16: H112 dose.amount must be a whole number, but it is “x”",
        "x.yaml:5:25: H116 dose.unit cannot be “pill”",
        "x.yaml:5:31: H110 “dose” is not a known key in dose",
    ]


def test_validate_when_many_things_are_wrong_then_all_come_in_the_order_of_the_file(explain: Any) -> None:
    found = [line for line, _ in explain("kind: x\nsteps: a\ntitle:\nready: no way\nextra: 1\n")]
    assert [line.split(" ")[0] for line in found] == [
        "x.yaml:1:7:",
        "x.yaml:2:8:",
        "x.yaml:3:7:",
        "x.yaml:4:8:",
        "x.yaml:5:1:",
    ]


def test_validate_when_a_value_holds_terminal_codes_then_the_message_spells_them_out(explain: Any) -> None:
    ((line, _),) = explain(OK + 'kind: "\\e[31mred\\u202e"\n')
    assert line == "x.yaml:5:7: H116 kind cannot be “U+001B[31mredU+202E”"


@pytest.mark.parametrize(
    ("path", "text"),
    [(("risks", "items", 1, "how_often"), "risks.items[2].how_often"), ((0, "a"), "[1].a"), ((), "")],
)
def test_dotted_when_a_path_has_indexes_then_they_count_from_one(path: tuple[str | int, ...], text: str) -> None:
    assert wording.dotted(path) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [("a: b", '"a: b"'), ("a", "a"), (["a", 1], "[a, 1]"), ({"a": True}, "{a: true}"), ("", '""'), ("#1", '"#1"')],
)
def test_as_yaml_when_a_value_is_shown_then_it_could_stand_in_a_file(value: object, text: str) -> None:
    assert wording.as_yaml(value) == text
