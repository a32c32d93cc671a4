"""An open poll and a survey share no sentence, table, chart or template (rule S5)."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
SPOKEN = {"gettext", "ngettext", "pgettext", "_", "later"}
# A link to polls, or to the file of polls, may stand on a page of surveys: it shows nothing of either.
ONLY_LINKS = {"public/confidence/contents.html", "public/confidence/all.html"}
# How figures are made: it tells the two apart, and holds no figure.
METHODS = {"methods_confidence.html", "formats.html", "methods.html"}
APART = "public/confidence/parts/polls.html"
POLL, SURVEY = (
    re.compile(r"\bpoll(s|ed|ing)?\b", re.IGNORECASE),
    re.compile(r"\bsurvey(s|ed)?\b", re.IGNORECASE),
)
POLLS = re.compile(r"\b(?:shown|found|confidence)\.polls\b")
# What the presenters hand to templates of what surveys say.
SURVEYS = re.compile(
    r"\bfound\.|\bshown\.(?:found|waves|also|similar|safe|problems|trend|strands|gaps?|satisfaction|police|others"
    r"|askings|doubts)\b"
)


def in_template(path: Path) -> list[str]:
    return re.findall(r'_\(\s*"((?:[^"\\]|\\.)*)"', path.read_text(encoding="utf-8"))


def in_module(path: Path) -> list[str]:
    """Every literal text given to gettext."""
    calls = [
        node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)
    ]
    named = [node for node in calls if getattr(node.func, "id", getattr(node.func, "attr", "")) in SPOKEN]
    return [
        argument.value
        for node in named
        for argument in node.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    ]


def both(text: str) -> bool:
    """Whether one of its sentences speaks of polls and of surveys."""
    return any(POLL.search(one) and SURVEY.search(one) for one in re.split(r"(?<=[.:;?!])\s", text))


def shown_to_visitors() -> list[Path]:
    """Templates of public pages, and what is said on them; the newsroom's forms ask which of the two a file is."""
    templates = [
        path
        for path in TEMPLATES.rglob("*.html")
        if "newsroom" not in path.parts and path.name not in METHODS
    ]
    modules = [
        *(ROOT / "crimemap" / "words").rglob("*.py"),
        *(ROOT / "crimemap" / "charts").rglob("*.py"),
        *(ROOT / "crimemap" / "web" / "site" / "confidence").rglob("*.py"),
    ]
    return sorted([*templates, *modules])


@pytest.mark.parametrize("path", shown_to_visitors(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_sentence_speaks_of_a_poll_and_a_survey(path: Path):
    spoken = in_module(path) if path.suffix == ".py" else in_template(path)
    assert [text for text in spoken if both(text)] == []


def test_one_template_shows_polls_and_it_shows_nothing_else():
    users = {
        path.relative_to(TEMPLATES).as_posix()
        for path in TEMPLATES.rglob("*.html")
        if POLLS.search(path.read_text(encoding="utf-8"))
    }
    assert users - ONLY_LINKS == {APART}
    assert SURVEYS.findall((TEMPLATES / APART).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("name", sorted(ONLY_LINKS))
def test_elsewhere_polls_are_only_linked(name: str):
    lines = [
        line for line in (TEMPLATES / name).read_text(encoding="utf-8").splitlines() if POLLS.search(line)
    ]
    assert lines
    for line in lines:
        assert re.fullmatch(
            r"\s*\{% if shown\.polls %\}<li><a href=\"[^\"]*\">\{\{ _\(\"[^\"]*\"\) \}\}</a></li>\{% endif %\}",
            line,
        ), line


def test_no_chart_is_drawn_of_a_poll():
    for path in (ROOT / "crimemap" / "charts").rglob("*.py"):
        assert not re.search(r"\.polls\b|Conduct\.POLL", path.read_text(encoding="utf-8")), path


def test_the_lint_finds_what_it_is_for():
    assert both("50% in the survey and 77% in the poll.")
    assert both("Polls and surveys agree")
    assert not both("A poll is no sample. The survey asked 1,100.")
    assert SURVEYS.search("{{ shown.safe.series }}")
    assert SURVEYS.search("{{ found.headline }}")
