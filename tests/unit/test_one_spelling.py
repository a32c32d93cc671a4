"""One word for one thing on pages, forms, letters and papers."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SPOKEN = {"gettext", "ngettext", "pgettext", "_", "later"}
TEXTS = ("data/retention.yaml", "docs/newsroom.md", "docs/hosting.md", "README.md")


def spoken() -> Iterator[tuple[str, str]]:
    """Where, and what: templates whole, of modules the messages."""
    for path in (ROOT / "templates").rglob("*.*"):
        yield path.name, path.read_text(encoding="utf-8")
    for text in TEXTS:
        yield text, (ROOT / text).read_text(encoding="utf-8")
    for path in (ROOT / "crimemap").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = (
                getattr(node.func, "id", getattr(node.func, "attr", "")) if isinstance(node, ast.Call) else ""
            )
            if isinstance(node, ast.Call) and name in SPOKEN:
                for argument in node.args:
                    if isinstance(argument, ast.Constant):
                        yield path.name, str(argument.value)


@pytest.mark.parametrize(
    ("other", "ours"),
    [
        (r"\be-mail|(?<!e)\bmail address", "email"),
        (r"What is to be done\b|By which organisation\b", "What will be done; Who does it"),
        (r"Close it for good|takes place otherwise|One person, one say\b|\"Says\"", "plain words"),
    ],
)
def test_a_thing_has_one_name(other: str, ours: str) -> None:
    found = [(where, hit[0]) for where, text in spoken() for hit in re.finditer(other, text, re.IGNORECASE)]
    assert found == [], f"say: {ours}"
