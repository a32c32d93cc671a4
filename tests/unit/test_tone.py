"""No template, style, script or message of ours alarms, ranks or promises."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
import yaml

from crimemap.words import ALARM_WORDS, alarming

ROOT = Path(__file__).resolve().parents[2]
SPOKEN = {"gettext", "ngettext", "pgettext", "_"}


def written() -> list[Path]:
    found = [*(ROOT / "templates").rglob("*"), *(ROOT / "static" / "src").rglob("*")]
    return sorted(path for path in found if path.is_file() and path.suffix not in {".woff2", ".png", ".ico"})


def spoken(path: Path) -> list[str]:
    """Every literal text that a module gives to gettext."""
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


@pytest.mark.parametrize("path", written(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_template_style_or_script_alarms(path: Path):
    assert alarming(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "path", sorted((ROOT / "crimemap").rglob("*.py")), ids=lambda path: path.relative_to(ROOT).as_posix()
)
def test_no_message_alarms(path: Path):
    assert [text for text in spoken(path) if alarming(text)] == []


@pytest.mark.parametrize(
    "path", sorted((ROOT / "data" / "measures").glob("*.yaml")), ids=lambda path: path.name
)
def test_no_definition_alarms(path: Path):
    rows = next(iter(yaml.safe_load(path.read_text(encoding="utf-8")).values()))
    assert [text for row in rows for text in map(str, row.values()) if alarming(text)] == []


@pytest.mark.parametrize("word", ALARM_WORDS)
def test_every_alarm_word_is_found_in_any_case_and_number(word: str):
    for text in (word, word.upper(), f"A {word.capitalize()}s, here."):
        assert alarming(text)


@pytest.mark.parametrize(
    "text", ["worsted", "The road is unsafe", "safety partnership", "most crime", "Epidemiology"]
)
def test_plain_words_are_let_through(text: str):
    assert alarming(text) == []
