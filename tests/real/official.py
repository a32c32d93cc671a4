"""The official tables of recorded crime (ONS), read from the workbook without a spreadsheet library."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def table(workbook: Path, name: str) -> Iterator[list[str]]:
    """The rows of a sheet as text; empty cells that the file leaves out at the end are absent."""
    with zipfile.ZipFile(workbook) as opened:
        shared = [
            "".join(text.text or "" for text in item.iter(f"{_MAIN}t"))
            for item in ET.fromstring(opened.read("xl/sharedStrings.xml"))
        ]
        sheet = ET.fromstring(opened.read(f"xl/{_target(opened, name)}"))
    for row in sheet.iter(f"{_MAIN}row"):
        yield [_text(cell, shared) for cell in row]


def _target(opened: zipfile.ZipFile, name: str) -> str:
    sheets = ET.fromstring(opened.read("xl/workbook.xml")).iter(f"{_MAIN}sheet")
    wanted = next(sheet.get(_REL) for sheet in sheets if (sheet.get("name") or "").strip() == name)
    links = ET.fromstring(opened.read("xl/_rels/workbook.xml.rels"))
    return next(link.get("Target", "") for link in links if link.get("Id") == wanted)


def _text(cell: ET.Element, shared: list[str]) -> str:
    found = cell.find(f"{_MAIN}v")
    if found is None or found.text is None:
        return ""
    return shared[int(found.text)] if cell.get("t") == "s" else found.text


def by_partnership(workbook: Path, sheet: str, force: str) -> dict[str, dict[str, int]]:
    """Code of a partnership (of the force itself: the force's) → heading → count, for one force."""
    heads: list[str] = []
    found: dict[str, dict[str, int]] = {}
    for row in table(workbook, sheet):
        if row[:1] and row[0].startswith("Police Force Area"):
            heads = [" ".join(text.split()) for text in row]
        elif heads and row[:1] == [force]:
            counts = {
                head: int(text) for head, text in zip(heads, row, strict=False) if text.lstrip("-").isdigit()
            }
            found[row[2] or force] = counts
    return found
