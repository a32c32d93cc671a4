"""Reading what was printed: the words of a PDF as they are set, its pages, its tags."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ContentStream, NameObject


def opened(made: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(made))


def together(text: str) -> str:
    """Without spaces: a line may break anywhere, also behind a hyphen, and a table has its words in columns."""
    return "".join(text.split())


def words_of(made: bytes) -> str:
    return together("\n".join(page.extract_text() for page in opened(made).pages))


def read_aloud(made: bytes) -> list[str]:
    """The words of each page without its furniture, which no reader for the blind speaks."""
    reader, pages = opened(made), []
    for page in reader.pages:
        content = ContentStream(page["/Contents"].get_object(), reader, "bytes")
        depth, kept, silent = 0, [], None
        for operands, operator in content.operations:
            if operator in (b"BDC", b"BMC"):
                depth += 1
                silent = depth if silent is None and operands[0] == "/Artifact" else silent
            if silent is None or operator not in (b"Tj", b"TJ"):
                kept.append((operands, operator))
            if operator == b"EMC":
                silent = None if silent == depth else silent
                depth -= 1
        content.operations = kept
        page[NameObject("/Contents")] = content
        pages.append(page.extract_text())
    return pages


def tags_of(made: bytes) -> list[str]:
    """The kinds of element in the structure tree, in reading order."""
    root = opened(made).trailer["/Root"]["/StructTreeRoot"]
    return list(_below(root))


def _below(element: Any) -> Iterator[str]:
    if "/S" in element:
        yield str(element["/S"])
    kids = element.get("/K", [])
    kids = kids.get_object() if hasattr(kids, "get_object") else kids
    for kid in kids if isinstance(kids, list) else [kids]:
        found = kid.get_object() if hasattr(kid, "get_object") else kid
        if isinstance(found, dict) and ("/S" in found or "/K" in found):
            yield from _below(found)


def fonts_of(made: bytes) -> set[str]:
    """The names of the fonts of every page, pictures in it included, without the letters that mark a subset."""
    found = set()
    for page in opened(made).pages:
        for resources in _resources(page):
            for font in resources.get("/Font", {}).values():
                found.add(str(font.get_object()["/BaseFont"]).rsplit("+", 1)[-1])
    return found


def bitmaps_of(made: bytes) -> int:
    """How many pictures of pixels it holds."""
    return sum(
        each.get_object().get("/Subtype") == "/Image"
        for page in opened(made).pages
        for resources in _resources(page)
        for each in resources.get("/XObject", {}).values()
    )


def _resources(holder: Any) -> Iterator[Any]:
    resources = holder.get("/Resources", {})
    resources = resources.get_object() if hasattr(resources, "get_object") else resources
    yield resources
    drawn = resources.get("/XObject", {})
    drawn = drawn.get_object() if hasattr(drawn, "get_object") else drawn
    for each in drawn.values():
        yield from _resources(each.get_object())
