"""``handouts check``."""

from __future__ import annotations

import pytest

from handouts.errors import ExitCode
from tests.made_up_checks import GUARDED, SUGGESTED, TOGETHER, WARNED


def test_check_when_all_is_right_then_says_so_and_writes_nothing(handouts, tmp_path):
    called = handouts("check")
    assert (called.code, called.err) == (0, "")
    assert called.out.endswith("handouts right; pages were not set: add --pages\n")
    assert list(tmp_path.iterdir()) == []
    assert handouts("check", "--quiet").out == ""


def test_check_when_a_topic_is_wrong_then_tells_every_problem(handouts, mine, add_topic):
    add_topic("cardiology/valve", **{"title: Opening": "tilte: Opening"})
    called = handouts("check", "valve")
    assert (called.code, called.codes()) == (ExitCode.CONTENT, {"H110"})
    assert called.out == "1 handout with errors: 1 error\n"
    assert list((mine / "output").iterdir()) == []


def test_check_when_a_file_is_named_then_checks_that_language_only(handouts, mine, add_topic):
    add_topic("cardiology/valve", **{"title: Opening": "tilte: Opening"})
    file = add_topic("cardiology/stent")
    called = handouts("check", str(file.relative_to(mine)))
    assert (called.code, called.out) == (0, "1 handout right\n")
    assert handouts("check", str(file)).code == 0


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("content/clinic.yaml", "nmae: x\n"),
        ("content/clinic-north.yaml", "nmae: x\n"),
        ("layouts/languages/en.yaml", "cdoe: en\n"),
        ("layouts/ours/layout.yaml", "paeg: x\n"),
    ],
)
def test_check_when_a_file_of_another_kind_is_named_then_checks_it(handouts, mine, name, text):
    (mine / name).parent.mkdir(parents=True, exist_ok=True)
    (mine / name).write_text(text)
    called = handouts("check", name)
    assert called.code == ExitCode.CONTENT
    assert called.err.startswith(f"{name}:1:1: H110 ")
    data = handouts("check", name, "--json").json()
    assert data["exit_code"] == ExitCode.CONTENT
    assert data["findings"][0]["file"] == name


@pytest.mark.parametrize(
    ("template", "code"), [("{% if %}", "H210"), ("{{ nothing }}", "H211"), ("</p>", "H220"), ("<font/>", "H221")]
)
def test_check_when_a_template_is_named_then_handouts_are_set_with_it(handouts, mine, add_topic, template, code):
    add_topic("cardiology/stent")
    handouts("copy", "standard")
    page = mine / "layouts" / "standard" / "page.xml.j2"
    assert handouts("check", "layouts/standard/page.xml.j2").out.endswith("handouts right\n")

    page.write_text(template, encoding="utf-8")

    called = handouts("check", "layouts/standard/page.xml.j2")
    assert (called.code, called.codes()) == (ExitCode.CONTENT, {code})


@pytest.mark.parametrize("wrong", ["</p>", "<font>x</font>", '<p class="leed">x</p>', "x"])
def test_check_when_a_template_makes_wrong_markup_then_the_place_is_in_the_template(handouts, mine, add_topic, wrong):
    add_topic("cardiology/stent")
    part = mine / "layouts" / "shared" / "sections" / "summary.xml.j2"
    part.parent.mkdir(parents=True)
    part.write_text(
        f"{{# a\ncomment #}}\n{{% if handout.title %}}\n  <p>Good.</p>\n  {wrong}\n{{% endif %}}\n", encoding="utf-8"
    )

    called = handouts("check", "stent")

    assert called.code == ExitCode.CONTENT
    assert called.err.startswith(f"layouts/shared/sections/summary.xml.j2:{4 if wrong == 'x' else 5}")


def test_check_when_a_shared_template_is_named_then_every_layout_is_checked(handouts, mine, add_topic):
    add_topic("cardiology/stent")
    shared = mine / "layouts" / "shared" / "sections" / "summary.xml.j2"
    shared.parent.mkdir(parents=True)
    shared.write_text("{% if %}", encoding="utf-8")

    data = handouts("check", "layouts/shared/sections/summary.xml.j2", "stent", "--json").json()

    assert {each["layout"] for each in data["outcomes"]} >= {"standard", "large-print"}
    assert {each["ok"] for each in data["outcomes"]} == {False}


def test_check_when_a_template_has_no_layout_then_says_so(handouts, mine):
    (mine / "page.xml.j2").write_text("<p/>")
    assert handouts("check", "page.xml.j2").codes() == {"H543"}
    (mine / "layouts" / "ours").mkdir(parents=True)
    (mine / "layouts" / "ours" / "page.xml.j2").write_text("<p/>")
    assert handouts("check", "layouts/ours/page.xml.j2").codes() == {"H534"}


def test_check_when_such_a_file_is_right_then_says_so(handouts, mine):
    called = handouts("check", "content/clinic.yaml")
    assert (called.code, called.out, called.err) == (0, "1 file right\n", "")


def test_check_when_files_and_topics_are_named_then_checks_both(handouts, mine, add_topic):
    add_topic("cardiology/stent")
    (mine / "content" / "clinic-north.yaml").write_text("nmae: x\n")
    called = handouts("check", "stent", "content/clinic-north.yaml")
    assert (called.code, called.codes()) == (ExitCode.CONTENT, {"H110", "H111"})
    assert called.out.startswith("1 handout right: ")


def test_check_when_the_file_is_of_no_kind_then_says_which_there_are(handouts, mine):
    (mine / "notes.yaml").write_text("a: b\n")
    called = handouts("check", "notes.yaml")
    assert (called.code, called.codes()) == (ExitCode.USAGE, {"H543"})
    assert handouts("check", "missing.yaml").codes() == {"H531"}


def test_check_when_content_is_in_the_wrong_place_then_warns(handouts, add_topic):
    file = add_topic("cardiology/valve")
    file.rename(file.with_name("english.yaml"))
    called = handouts("check")
    assert (called.code, called.codes()) == (0, {"H507"})


@pytest.mark.parametrize("command", ["build", "check", "list"])
def test_exit_code_when_a_link_leads_out_of_the_workspace_then_is_2(handouts, mine, tmp_path, command):
    (tmp_path / "elsewhere").mkdir()
    (mine / "content" / "cardiology").symlink_to(tmp_path / "elsewhere")

    called = handouts(command)

    assert (called.code, called.codes()) == (2, {"H506"})
    assert handouts(command, "--json").json()["exit_code"] == 2


@pytest.fixture
def wordy(handouts, made_up, add_topic):
    """Return a workspace with words that the made-up checks know."""
    add_topic("cardiology/stent", **{"A doctor opens a narrow tube": "A widget and a doodad open a narrow tube"})
    return handouts


def test_check_when_words_are_found_then_marks_them_and_says_why_once(wordy, add_topic):
    add_topic("cardiology/valve", **{"A doctor opens": "The widget opens", "title: Opening": "title: Closing"})
    called = wordy("check", "--department", "cardiology")

    assert (called.code, called.codes()) == (0, {WARNED, SUGGESTED})
    lines = called.err.splitlines()
    first = next(number for number, line in enumerate(lines) if f"{WARNED} warning: “widget”" in line)
    assert lines[first].startswith("content/cardiology/stent/en.yaml:13:5:")
    words, carets, hint = lines[first + 1 : first + 4]
    assert words[carets.index("^") : carets.rindex("^") + 1] == "widget"
    assert hint == "    Name it"
    assert called.err.count("Nobody knows what a widget is. (A book, page 7)") == 1
    assert called.out == "3 handouts right: 2 warnings, 1 suggestion; pages were not set: add --pages\n"


def test_check_when_strict_then_warnings_are_errors_and_suggestions_are_not(wordy):
    called = wordy("check", "stent", "--strict")

    assert (called.code, called.out) == (ExitCode.CONTENT, "1 handout with errors: 1 error, 1 suggestion\n")
    assert wordy("check", "stent").code == 0
    data = wordy("check", "stent", "--strict", "--json").json()
    assert data["exit_code"] == ExitCode.CONTENT
    assert data["outcomes"][0]["ok"] is False


def test_check_when_printed_as_json_then_findings_carry_the_words(wordy):
    data = wordy("check", "stent", "--json").json()

    (finding,) = [each for each in data["findings"] if each["code"] == WARNED]
    assert finding["excerpt"] == {
        "before": "A ",
        "words": "widget",
        "after": " and a doodad open a narrow tube with a tiny balloon. It…",
    }
    assert (finding["key"], finding["severity"]) == ("widget", "warning")


def test_check_when_quiet_then_tells_errors_only(wordy):
    called = wordy("check", "stent", "--quiet")

    assert (called.code, called.out, called.err) == (0, "", "")


def test_check_when_two_forms_are_asked_for_then_refuses(handouts):
    called = handouts("check", "--json", "--sarif")

    assert called.code == ExitCode.USAGE
    assert "cannot be given together" in called.err


def test_check_when_several_handouts_are_chosen_then_they_are_laid_side_by_side(wordy, add_topic):
    add_topic("cardiology/valve")

    assert TOGETHER in wordy("check", "--department", "cardiology").codes()
    assert TOGETHER not in wordy("check", "valve").codes()


def test_check_when_the_settings_are_named_then_checks_them(wordy, mine):
    settings = mine / "content" / "checks.yaml"
    settings.write_text(f"severities:\n  {GUARDED}: off\n")
    called = wordy("check", "content/checks.yaml")
    assert (called.code, called.codes()) == (ExitCode.CONTENT, {"H303"})
    assert called.err.startswith(f"content/checks.yaml:2:9: H303 {GUARDED} is an error that cannot be turned down")

    settings.write_text(f"severities:\n  {WARNED}: off\n  H388: error\n")
    assert wordy("check", "content/checks.yaml").codes() == {"H300"}
    assert wordy("check", "stent").codes() == {"H300", SUGGESTED}


def test_check_when_everything_is_checked_then_tells_of_what_the_settings_allow_for_nothing(wordy, mine):
    entry = f"  - code: {GUARDED[:-1]}6\n    words: whatsit\n    reason: Our nurses say it all day\n"
    (mine / "content" / "checks.yaml").write_text(f"allow:\n{entry}")

    assert "H301" in wordy("check", "--language", "all").codes()
    assert "H301" not in wordy("check", "stent").codes()


def test_check_when_words_alone_are_asked_for_then_no_page_is_set(wordy, add_topic):
    add_topic("cardiology/valve", **{"A doctor opens": "A \N{COPTIC SMALL LETTER ALFA} widget opens"})

    called = wordy("check", "valve", "--words")

    assert (called.code, called.codes(), called.out) == (0, {WARNED}, "1 handout right: 1 warning\n")
    assert wordy("check", "valve").codes() == {WARNED, "H401"}


@pytest.mark.parametrize(
    ("words", "pages", "end"),
    [
        (["valve"], True, ""),
        (["valve", "--words"], False, ""),
        (["content/cardiology/valve/en.yaml"], True, ""),
        (["layouts/standard/page.xml.j2"], True, ""),
        (["--department", "cardiology"], False, "; pages were not set: add --pages"),
        (["--department", "cardiology", "--words"], False, ""),
        (["--department", "cardiology", "--pages"], True, ""),
        ([], False, "; pages were not set: add --pages"),
        (["--pages"], True, ""),
        (["--layout", "large-print"], True, ""),
        (["--department", "cardiology", "--page-size", "a4"], True, ""),
        (["--appointment", "2026-12-03 08:30"], True, ""),
        (["--layout", "large-print", "--words"], False, ""),
    ],
)
def test_check_when_topics_are_named_then_pages_are_set_and_else_only_if_asked_for(
    wordy, mine, add_topic, words, pages, end
):
    wordy("copy", "standard")
    # No font has this letter, which shows only on a page.
    add_topic("cardiology/valve", **{"A doctor opens": "A \N{COPTIC SMALL LETTER ALFA} widget opens"})

    called = wordy("check", *words)

    assert ("H401" in called.codes()) == pages
    assert called.out.rstrip("\n").endswith(end or "suggestion" * ("valve" not in str(words)))
    assert ("pages were not set" in called.out) == bool(end)
    assert wordy("check", *words, "--json").json()["pages_set"] is pages
