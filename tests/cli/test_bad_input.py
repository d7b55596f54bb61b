"""Bad input, as it reaches a user: every problem with its file, its line and what to do, and never a traceback.

Each case is made from a shipped topic by one slip, and goes through the command line with every check on.
"""

from __future__ import annotations

import pytest

from handouts.errors import ExitCode

TOPIC = "biliary-balloon-dilation"
FILE = f"content/interventional-radiology/{TOPIC}/en.yaml"
APPROVALS = f"content/interventional-radiology/{TOPIC}/en.approvals"
SETTINGS = "content/checks.yaml"
APPROVE = ("approve", TOPIC, "--by", "Interventional radiologist, MD", "--review-by", "2027-11-20")
REASON = "We talked about this word with our patients"

RESULT = "The doctor tells you the same day if the duct is open."
WORDS = "risks of every kind that we know of and that you should think about with us before you say yes to it"
RISK = "        n: 2\n        of: 100"


@pytest.fixture(autouse=True)
def _no_checks():
    """Leave every check on; the other tests of the command line turn them off."""


@pytest.fixture
def topic(handouts, mine):
    """Return a function that changes a clinic's own copy of a shipped topic; it was right before."""
    assert handouts("copy", TOPIC).code == 0
    path = mine / FILE

    def change(old, new):
        """Put words in the place of others, and return the line on which they stand."""
        text = path.read_text("utf-8")
        assert text.count(old) == 1
        path.write_text(text.replace(old, new), "utf-8")
        return text[: text.index(old)].count("\n") + 1

    return change


def _told(called, place, code):
    """Return the finding of a code at a place, with its hint; the output has nothing that a user cannot use."""
    assert "Traceback" not in called.out + called.err
    lines = called.err.splitlines()
    at = next((n for n, line in enumerate(lines) if line.startswith(f"{place}:") and f": {code} " in line), None)
    assert at is not None, f"no {code} at {place} in:\n{called.err}"
    hints = [line.strip() for line in lines[at + 1 :]]
    end = next((n for n, line in enumerate(hints) if ": H" in line), len(hints))
    told = [line for line in hints[:end] if line]
    assert told, f"{code} says nothing of what to do"
    return " ".join([lines[at], *told])


def test_check_when_nothing_was_changed_then_all_is_right(handouts, topic):
    called = handouts("check", TOPIC)

    assert (called.code, called.err, called.out) == (0, "", "1 handout right\n")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        pytest.param(RESULT, '""', ("H113", "is empty", ""), id="empty text"),
        pytest.param(RESULT, '"  "', ("H113", "is empty", ""), id="text of spaces"),
        pytest.param(RESULT, '"****"', ("H122", "marks no words", ""), id="text of marks"),
        pytest.param(RESULT, " ".join([WORDS] * 4), ("H315", "88 words", "Make two sentences"), id="no sentence ends"),
        pytest.param(
            RESULT,
            "El médico le dice el mismo día si el conducto está abierto.",
            ("H312", "“results” has words that look Spanish", "Translate them"),
            id="another language",
        ),
        pytest.param(RESULT, "You know the same day \U0001f642.", ("H401", "U+1F642", ""), id="emoji"),
        pytest.param(
            RISK,
            RISK.replace("n: 2", "n: 102"),
            ("H126", "102 of 100 people cannot be", "Check the numbers"),
            id="n > N",
        ),
        pytest.param(RISK, RISK.replace("n: 2", "n: 1,02"), ("H125", "1,02", ""), id="comma in a count"),
        pytest.param(RISK, RISK.replace("n: 2", "n: 2-3"), ("H125", "2-3", ""), id="range in a count"),
        pytest.param(
            RISK, RISK.replace("of: 100", "of: 0"), ("H116", "cannot be “0”", "Write “100”"), id="zero people"
        ),
        pytest.param(
            "Some people need surgery.",
            "Surgery helps 1,200 of 1,000 people.",
            ("H358", "“1,200 of 1,000” people cannot be", "Look the numbers up"),
            id="n > N with commas, in a sentence",
        ),
        pytest.param(
            "Some people need surgery.",
            "Between 9 and 5 of 100 people need surgery.",
            ("H358", "“9 and 5 of 100” people cannot be", "the smaller one first"),
            id="range that runs backward",
        ),
        pytest.param(
            "Some people need surgery.",
            "About 3 of 0 people need surgery.",
            ("H358", "“3 of 0” people cannot be", "Look the numbers up"),
            id="zero people, in a sentence",
        ),
    ],
)
def test_check_when_a_text_or_a_number_is_bad_then_its_line_and_the_remedy_are_told(handouts, topic, old, new, told):
    line = topic(old, new) + (old is RISK and "of: 100" not in new)
    code, message, remedy = told
    finding = _told(handouts("check", TOPIC), f"{FILE}:{line}", code)

    assert message in finding
    assert remedy in finding


@pytest.mark.parametrize(
    "text",
    ["Good.", "None", "Drink 1,000 to 1,500 mL of water.", "We do 1,200 to 1,500 tests a year.", "Rest 1–2 days."],
)
def test_check_when_a_section_is_one_word_or_holds_grouped_numbers_then_nothing_is_said(handouts, topic, text):
    topic(RESULT, text)
    called = handouts("check", TOPIC)

    assert (called.code, called.err) == (0, "")


@pytest.mark.parametrize(
    ("entries", "told"),
    [
        (
            ("code: H320, words: stent, reason: {}", "code: H320, words: Stent, reason: Another reason for it"),
            ("H302", "a second time, with another reason", "Keep the entry whose reason holds"),
        ),
        (("code: H358, reason: {}",), ("H304", "cannot be allowed without naming the words", "Add “words:”")),
        (("code: H320, words: stent, reason: {}",), ("H301", "no longer finds “stent”", "Delete the entry")),
        (("code: H398, reason: {}",), ("H300", "there is no check H398", "Did you mean")),
    ],
)
def test_check_when_the_allow_list_of_a_file_contradicts_itself_then_the_entry_is_told(
    handouts, mine, topic, entries, told
):
    code, message, remedy = told
    rows = "".join(f"    - {{{entry.format(REASON)}}}\n" for entry in entries)
    path = mine / FILE
    path.write_text(f"{path.read_text('utf-8')}\nchecks:\n  allow:\n{rows}", "utf-8")
    called = handouts("check", TOPIC, "--words")
    finding = _told(called, f"{FILE}:{path.read_text('utf-8').count(chr(10))}", code)

    assert message in finding
    assert remedy in finding
    assert called.code == (ExitCode.CONTENT if code in ("H302", "H304") else 0)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "severities:\n  H321: error\nallow:\n  - {code: H321, reason: %s}\n",
            (4, "H308", "H321 is allowed in every file, and made an error on line 2"),
        ),
        (
            "allow:\n  - {code: H321, words: MRI, reason: %s}\n  - {code: H321, reason: Another reason for it}\n",
            (2, "H302", "with another reason"),
        ),
        (
            "allow:\n  - {code: H358, words: 5 of 0, reason: %s}\n",
            (2, "H304", "cannot be allowed for every file at once"),
        ),
        ("severities:\n  H350: off\n", (2, "H303", "H350 is an error that cannot be turned down or off")),
        ("target_grade: 8\nsection_grade: 6\n", (2, "H305", "grade 6 at most, but a whole file grade 8")),
    ],
)
@pytest.mark.parametrize("command", ["check", "build"])
def test_settings_when_they_contradict_themselves_then_nothing_is_judged_by_them(
    handouts, mine, topic, command, text, told
):
    line, code, message = told
    (mine / SETTINGS).write_text(text % REASON if "%s" in text else text, "utf-8")
    called = handouts(command, TOPIC)

    assert called.code == ExitCode.CONTENT
    assert message in _told(called, f"{SETTINGS}:{line}", code)
    assert not list((mine / "output").glob("**/*.pdf"))


def _forged(text):
    return text.replace("by: Interventional radiologist, MD", "by: Chief of surgery, MD", 1)


def _truncated(text):
    return text[: len(text) * 2 // 3]


def _reordered(text):
    head, first, second = text.split("\napproval ")
    return f"{head}\napproval {second}\napproval {first}"


def _emptied(text):
    return text[: text.index("approval 1")]


@pytest.mark.parametrize("tamper", [_forged, _truncated, _reordered, _emptied])
def test_approvals_when_tampered_with_then_no_command_takes_them_for_an_approval(handouts, mine, topic, tamper):
    assert handouts(*APPROVE).code == 0
    assert handouts(*APPROVE, "--second", "--by", "Pharmacist, PharmD").code == 0
    path = mine / APPROVALS
    damaged = tamper(path.read_text("utf-8"))
    path.write_text(damaged, "utf-8")

    for words in (("check", TOPIC, "--words"), ("build", TOPIC), ("diff", TOPIC), APPROVE):
        called = handouts(*words)
        assert called.code == ExitCode.CONTENT, words
        assert "version control" in _told(called, APPROVALS, "H381")
    assert path.read_text("utf-8") == damaged
    assert not list((mine / "output").glob("**/*.pdf"))
    (row,) = [line for line in handouts("list").out.splitlines() if TOPIC in line]
    assert " draft " in row


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("title: Opening", "tilte: Opening", "H110"),
        ("Some people need surgery.", "About 120 of 100 people need surgery.", "H358"),
        ("source: janssen-2014", "source: jansen-2014", "H14"),
    ],
)
def test_approve_when_the_file_has_errors_then_they_are_told_and_nothing_is_recorded(
    handouts, mine, topic, old, new, code
):
    line = topic(old, new)
    called = handouts(*APPROVE)

    assert called.code == ExitCode.CONTENT
    assert any(each.startswith(code) for each in called.codes())
    assert f"{FILE}:{line}:" in called.err
    assert "Traceback" not in called.err
    assert not (mine / APPROVALS).exists()


def test_clock_when_it_is_before_the_approval_then_no_command_trusts_it(handouts, mine, topic, monkeypatch):
    assert handouts(*APPROVE).code == 0
    monkeypatch.setenv("HANDOUTS_TODAY", "2019-01-01")

    # “approve” is refused as what cannot be done today; in the others the content does not hold.
    for words, code in ((("check", TOPIC, "--words"), 2), (("build", TOPIC), 2), (APPROVE, 3)):
        called = handouts(*words)
        assert (called.code, called.codes() & {"H384"}) == (code, {"H384"}), words
        assert "clock" in called.err
        assert "Traceback" not in called.err
    assert not list((mine / "output").glob("**/*.pdf"))


@pytest.mark.parametrize("day", ["tomorrow", "2026-02-30", "21/11/2026"])
def test_clock_when_the_day_that_is_set_is_none_then_says_how_to_write_it(handouts, mine, topic, monkeypatch, day):
    monkeypatch.setenv("HANDOUTS_TODAY", day)
    called = handouts("build", TOPIC)

    assert (called.code, called.codes()) == (ExitCode.USAGE, {"H530"})
    assert "Write year-month-day: 2026-11-21" in called.err
