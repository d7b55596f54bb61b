"""Guards over the repository itself. Each first makes sure that it saw what it guards."""

from __future__ import annotations

import ast
import fnmatch
import functools
import importlib
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests import shipped

ROOT = shipped.ROOT
PACKAGE = ROOT / "handouts"
TESTS = ROOT / "tests"
LONGEST = 400
LICENCES = ("LICENSE", "LICENSE.txt", "OFL.txt")

# Tests of whole files and of the repository, which have no module of their own to mirror.
WHOLE = {
    "test_assets",
    "test_guards",
    "test_matrix",
    "test_wheel",
    "test_structure_check",
    "test_completeness",
    "test_readme",
}
# Tests of one property of a package.
ASPECTS = {"checks/test_seeded.py", "cli/test_bad_input.py", "cli/test_startup.py"}
# Folders of tests that prove a property of several modules.
BESIDE = {"benchmarks", "golden", "data"}

# Put together from halves, so that this file does not hold what it looks for.
PLACES = [f"/{name}/" for name in ("work", "root", "home", "farm", "opt", "tmp", "Users")]
HOSTS = ["pypi" + ".org", "python" + "hosted", "registry." + "npmjs", "deb." + "debian", "proxy." + "golang"]
NAMELESS = {"utils", "util", "helpers", "helper", "common", "core", "base", "misc", "constants"}
CLOCKS = {"now", "today", "utcnow", "localtime", "gmtime", "time_ns", "monotonic", "perf_counter"}


@functools.cache
def files() -> tuple[Path, ...]:
    """Return every file of the product that git would take, without a workspace that was begun in the checkout."""
    listed = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode == 0:
        found = [ROOT / name for name in listed.stdout.split("\0") if name]
    else:
        # Without git: the same by hand, where only folders at the top are what a build leaves.
        left = {".git", "output", "build", "dist"}
        found = [path for path in ROOT.rglob("*") if path.relative_to(ROOT).parts[0] not in left]
        caches = re.compile(r"__pycache__|\.(mypy|ruff|pytest|hypothesis|import_linter|venv).*|venv|.*\.egg-info")
        found = [path for path in found if not any(map(caches.fullmatch, path.relative_to(ROOT).parts))]
    # Whoever makes a virtual environment in the checkout may give it any name.
    left_out = {path.parent for path in found if path.name == "pyvenv.cfg"}
    # The README begins a clinic of one's own right after the set-up, so it stands in the checkout.
    left_out |= {folder for folder in ROOT.iterdir() if (folder / "content" / "clinic.yaml").is_file()}
    return tuple(sorted(path for path in found if path.is_file() and left_out.isdisjoint(path.parents)))


def _named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@functools.cache
def texts() -> dict[Path, str]:
    """Return the files that are text."""
    found = {}
    for path in files():
        try:
            found[path] = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
    return found


@functools.cache
def modules() -> dict[Path, ast.Module]:
    """Return the syntax trees of the package and the tests."""
    found = {p: ast.parse(t) for p, t in texts().items() if p.suffix == ".py"}
    assert sum(p.is_relative_to(PACKAGE) for p in found) >= 40
    assert sum(p.is_relative_to(TESTS) for p in found) >= 20
    return found


def test_files_when_counted_then_none_is_longer_than_a_reader_can_hold():
    code = {p: t for p, t in texts().items() if p.suffix in (".py", ".j2", ".css", "") and p.suffix != ".txt"}
    code = {p: t for p, t in code.items() if p.name not in LICENCES}

    assert sum(p.suffix == ".py" for p in code) > 60
    assert sum(p.suffix == ".j2" for p in code) > 20
    assert {_named(p): n for p, t in code.items() if (n := t.count("\n")) > LONGEST} == {}


def test_modules_when_named_then_each_name_says_what_it_holds():
    names = {p.stem: _named(p) for p in modules() if p.is_relative_to(PACKAGE)}

    assert len(names) > 40
    assert [names[name] for name in sorted(NAMELESS & set(names))] == []


def test_tests_when_listed_then_each_mirrors_a_module():
    tests = [p for p in modules() if p.is_relative_to(TESTS) and p.name.startswith("test_")]
    mirrors = [p for p in tests if p.relative_to(TESTS).parts[0] not in BESIDE and p.stem not in WHOLE]
    mirrors = [p for p in mirrors if p.relative_to(TESTS).as_posix() not in ASPECTS]
    stray = []
    for path in mirrors:
        module = PACKAGE / path.relative_to(TESTS).with_name(path.name.removeprefix("test_"))
        package = module.with_suffix("")
        own = module.parent  # tests/cli/test_cli.py is about the package handouts.cli as a whole
        if not (module.exists() or package.is_dir() or (own.is_dir() and own.name == package.name)):
            stray.append(_named(path))

    assert len(mirrors) > 20
    assert stray == []


def test_tests_when_pytest_collects_them_then_no_folder_is_passed_over(pytestconfig):
    folders = {p.parent.relative_to(TESTS) for p in modules() if p.is_relative_to(TESTS) and p.stem.startswith("test_")}
    passed_over = pytestconfig.getini("norecursedirs")

    assert len(folders) > 8
    assert [
        f for f in folders if any(fnmatch.fnmatch(part, pattern) for part in f.parts for pattern in passed_over)
    ] == []


def test_packages_when_listed_then_each_has_tests():
    packages = sorted(p.parent for p in modules() if p.name == "__init__.py" and p.parent.parent == PACKAGE)
    tested = {
        p.relative_to(TESTS).parts[0] for p in modules() if p.is_relative_to(TESTS) and p.name.startswith("test_")
    }

    assert len(packages) >= 8
    assert [p.name for p in packages if p.name not in tested and f"test_{p.name}.py" not in tested] == []


def test_tests_when_read_then_each_can_fail():
    seen, idle = 0, []
    for path, tree in modules().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_") and path.is_relative_to(TESTS):
                seen += 1
                if not any(_judges(inner) for inner in ast.walk(node)):
                    idle.append(f"{_named(path)}: {node.name}")

    assert seen > 200
    assert idle == []


def _judges(node: ast.AST) -> bool:
    """Tell whether a node can make a test fail: an assert, an expected error, or a call of a check that asserts."""
    if isinstance(node, ast.Assert):
        return True
    if not isinstance(node, ast.Call):
        return False
    called = ast.unparse(node.func).rpartition(".")[2]
    return called in ("raises", "warns") or called.lstrip("_").startswith(("assert", "check", "expect", "refuse"))


def test_tests_when_named_then_each_name_is_a_sentence():
    names = [
        (path, node.name)
        for path, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_") and path.is_relative_to(TESTS)
    ]

    assert len(names) > 200
    told = re.compile(r"test_[a-z0-9]+(_[a-z0-9]+){2,}")
    assert [f"{_named(p)}: {name}" for p, name in names if not told.fullmatch(name)] == []


def test_texts_when_searched_then_none_names_a_machine_or_a_registry():
    banned = re.compile("|".join(re.escape(word) for word in (*PLACES, *HOSTS)))
    found = [f"{_named(p)}: {m[0]}" for p, t in texts().items() for m in banned.finditer(t)]

    assert len(texts()) > 150
    assert found == []


def test_texts_when_searched_then_nothing_is_left_to_do():
    banned = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
    code = {
        p: t for p, t in texts().items() if p.suffix in (".py", ".j2", ".yaml", ".toml", ".md") and p != Path(__file__)
    }

    assert len(code) > 100
    assert [f"{_named(p)}: {m[0]}" for p, t in code.items() for m in banned.finditer(t)] == []


def test_package_when_read_then_only_the_command_line_looks_at_the_clock():
    below = {p: t for p, t in modules().items() if p.is_relative_to(PACKAGE) and not p.is_relative_to(PACKAGE / "cli")}
    looks = [
        f"{_named(path)}:{node.lineno}: {ast.unparse(node)}"
        for path, tree in below.items()
        for node in ast.walk(tree)
        if (isinstance(node, ast.Attribute) and node.attr in CLOCKS)
        or (isinstance(node, ast.Attribute) and ast.unparse(node) == "time.time")
        or (isinstance(node, ast.ImportFrom) and node.module == "time")
    ]

    assert len(below) > 40
    # `self.today`, `request.today` and the like are the date that was passed in.
    assert [
        look for look in looks if not look.endswith(".today") or re.search(r": (datetime\.)?date(time)?\.today$", look)
    ] == []


def test_package_when_read_then_every_exception_to_a_rule_has_its_reason():
    marks = re.compile(r"#\s*(noqa|type: ignore)(.*)$", re.MULTILINE)
    reasoned = re.compile(r"(: [A-Z]+\d+(, ?[A-Z]+\d+)*|\[[a-z-]+(, ?[a-z-]+)*\])  \S.*")
    code = {p: t for p, t in texts().items() if p.suffix == ".py" and p != Path(__file__)}
    found = [(p, m[0], m[2]) for p, t in code.items() for m in marks.finditer(t)]

    assert len(found) > 10
    assert [f"{_named(p)}: {mark}" for p, mark, rest in found if not reasoned.fullmatch(rest.rstrip())] == []


def test_all_when_a_module_has_one_then_it_is_sorted_and_every_name_is_there():
    seen = 0
    for path, tree in modules().items():
        if not path.is_relative_to(PACKAGE):
            continue
        for node in tree.body:
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
                seen += 1
                names = ast.literal_eval(node.value)
                # Classes and constants first, as the linter sorts them.
                assert names == sorted(names, key=_isort_key), _named(path)
                dotted = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
                module = importlib.import_module(dotted)
                assert [name for name in names if not hasattr(module, name)] == [], _named(path)

    assert seen >= 5


def _isort_key(name: str) -> tuple[int, str]:
    return (0 if name.isupper() and len(name) > 1 else 1 if name[:1].isupper() else 2, name)


def test_fonts_when_listed_then_each_has_its_licence_and_its_source():
    fonts = [p for p in files() if p.suffix in (".ttf", ".otf", ".woff2")]

    assert len(fonts) >= 4
    assert {_named(p) for p in fonts if not any((p.parent / name).is_file() for name in LICENCES)} == set()
    assert {_named(p) for p in fonts if not (p.parent / "SOURCE.txt").is_file()} == set()


def test_icons_when_listed_then_they_have_their_licence():
    folder = ROOT / "layouts" / "icons"
    icons = [p for p in files() if p.is_relative_to(folder) and p.name not in (*LICENCES, "SOURCE.txt")]

    assert icons
    assert any((folder / name).is_file() for name in LICENCES)


def test_changelog_when_read_then_it_has_an_unreleased_section_with_entries():
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    section = re.search(r"^## \[Unreleased\]\n(.*?)(?=^## \[|\Z)", text, re.MULTILINE | re.DOTALL)

    assert section
    assert re.search(r"^- \S", section[1], re.MULTILINE)
    assert set(re.findall(r"^### (.+)$", section[1], re.MULTILINE)) <= {
        "Added",
        "Changed",
        "Fixed",
        "Removed",
        "Security",
        "Content",
    }


def test_ledger_when_it_names_a_test_then_the_test_is_there():
    text = (PACKAGE / "pdf" / "PDF_UA.md").read_text(encoding="utf-8")
    named = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", text)

    assert len(named) >= 8
    assert [path for path, _ in named if not (ROOT / path).is_file()] == []
    assert [
        name for path, name in named if name and f"def {name}(" not in (ROOT / path).read_text(encoding="utf-8")
    ] == []
    rows = [row for row in text.splitlines() if re.match(r"\| \d", row)]
    assert len(rows) > 60
    assert [row for row in rows if len(re.findall("[🟢🟣🔵🟠]", row)) != 1] == [], (
        "each clause has one mark, and none is broken"
    )


# ---------------------------------------------------------------- README


@functools.cache
def readme_lines() -> tuple[str, ...]:
    """Return the command lines of the README's fenced blocks."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```(?:bash|console|sh|shell|text)?\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return tuple(line.strip().removeprefix("$ ") for block in blocks for line in block.splitlines() if line.strip())


def _calls() -> list[list[str]]:
    """Return the words of every call of the command in the README."""
    parts = [part for line in readme_lines() for part in re.split(r"&&|\|\||;|\|", line.split(" #")[0])]
    return [words for part in parts if (words := part.split()) and words[0] == "handouts"]


def test_readme_when_read_then_it_opens_with_the_two_commands_that_do_all_the_set_up():
    commands = [line for line in readme_lines() if line.startswith("pip install") and "&&" in line]

    assert commands[:2] == ["pip install . && handouts build", "pip install '.[test]' && pytest"]


def test_readme_when_it_names_a_command_then_the_command_and_its_options_exist():
    from handouts.cli import app  # noqa: PLC0415  only this test needs the command line

    called = _calls()
    assert len(called) >= 5
    wrong = []
    for words in called:
        name = next((word for word in words[1:] if not word.startswith("-")), None)
        if name is None:
            continue
        if name not in app.COMMANDS:
            wrong.append(" ".join(words))
            continue
        known = {opt for p in app.load(name).params for opt in (*p.opts, *p.secondary_opts)} | {"--help", "-h"}
        wrong += [f"{name} {word}" for word in words if word.startswith("-") and word.partition("=")[0] not in known]

    assert wrong == []
    told = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in app.COMMANDS if f"handouts {name}" not in told] == []


def test_readme_when_it_links_to_a_file_then_the_file_is_there():
    seen, missing = 0, []
    for path, text in texts().items():
        if path.suffix == ".md":
            for target in re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", text):
                seen += 1
                if not (path.parent / target).exists():
                    missing.append(f"{_named(path)}: {target}")

    assert seen >= 3
    assert missing == []


# ---------------------------------------------------------------- dependencies


@functools.cache
def _project() -> dict[str, object]:
    table = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert isinstance(table, dict)
    return table


def _pins() -> dict[str, str]:
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9][a-z0-9._-]*)==([^\s;]+)", text, re.MULTILINE))


@pytest.mark.parametrize("extra", [None, "test"])
def test_constraints_when_read_then_each_direct_dependency_is_pinned_inside_its_range(extra):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [Requirement(r) for r in (project["optional-dependencies"][extra] if extra else project["dependencies"])]
    pins = _pins()

    assert len(wanted) >= 8
    assert len(pins) >= 40
    assert [r.name for r in wanted if not r.specifier.contains(pins.get(canonicalize_name(r.name), "0"))] == []


def test_dependencies_when_read_then_each_has_a_tested_range():
    project = _project()
    wanted = [Requirement(str(r)) for r in project["dependencies"]]  # type: ignore[attr-defined]  # a list in the file

    assert len(wanted) >= 8
    unbounded = [r.name for r in wanted if not {s.operator for s in r.specifier} >= {">=", "<"}]
    assert unbounded == ["tzdata"], "only time zones are wanted as new as they come"


def test_constraints_when_read_then_each_pin_has_hashes_and_no_index_is_named():
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    entries = [e for e in re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE) if "==" in e.splitlines()[0]]

    assert len(entries) >= 40
    assert [e.splitlines()[0] for e in entries if "--hash=sha256:" not in e] == []
    assert "://" not in text
