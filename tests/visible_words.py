"""All that a visitor is shown or read aloud of an answer: of a page, a picture, a PDF, a feed, a calendar, JSON."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from pypdf import PdfReader

_SAID = {"aria-label", "aria-roledescription", "title", "alt", "placeholder", "label"}
"""Attributes that are read aloud or shown; what a script says besides stands in data- attributes, with spaces in it."""
_CALENDAR = ("SUMMARY", "DESCRIPTION", "NAME", "X-WR-CALNAME", "CATEGORIES")
_UNSEEN = {"script", "style", "id", "guid", "pubdate", "lastbuilddate", "updated"}
"""Elements of pages and feeds that programs read."""
_OF_SCRIPTS = {"data-months"}
"""What a script compares with what was typed, and never shows."""


class _Reader(HTMLParser):
    """`found`: the texts of a page, in their order."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside.append(tag)
        given = {name: value or "" for name, value in attrs}
        for name, value in given.items():
            if name in _SAID or (
                name.startswith("data-") and " " in value.strip() and name not in _OF_SCRIPTS
            ):
                self.found += list(_within(value))
        if tag == "meta" and given.get("name") == "description":
            self.found.append(given["content"])
        if tag == "input" and given.get("type") in {"submit", "button"}:
            self.found.append(given.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in self._inside:
            while self._inside.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not self._inside or self._inside[-1] not in _UNSEEN:
            self.found.append(data)


def texts_of(mimetype: str, body: bytes) -> list[str]:
    """The texts of an answer of this type."""
    if mimetype == "application/pdf":
        return list(_of_pdf(body))
    text = body.decode()
    if mimetype == "text/calendar":
        lines = text.replace("\r\n ", "").splitlines()
        return [line.partition(":")[2] for line in lines if re.split("[:;]", line)[0] in _CALENDAR]
    if "json" in mimetype:
        return [piece for said in _of_json(json.loads(text)) for piece in _of_page(said)]
    found = _of_page(text)
    return [piece for said in found for piece in _of_page(said)] if "xml" in mimetype else found


def _of_page(text: str) -> list[str]:
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return [" ".join(said.split()) for said in reader.found if said.strip()]


def _within(value: str) -> Iterator[str]:
    """What an attribute holds for a script: a text, a page, or texts by name."""
    if value.lstrip().startswith("<"):
        yield from _of_page(value)
    elif value.startswith('{"'):
        yield from _of_json(json.loads(value))
    else:
        yield value


def _of_json(value: Any) -> Iterator[str]:
    """Its texts; a word alone is a code."""
    if isinstance(value, str):
        if " " in value.strip():
            yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _of_json(each)
    elif isinstance(value, list):
        for each in value:
            yield from _of_json(each)


def _of_pdf(body: bytes) -> Iterator[str]:
    """The title, what stands on each page, and what is read aloud of each picture."""
    read = PdfReader(io.BytesIO(body))
    yield str(read.metadata.title)
    yield from (page.extract_text() for page in read.pages)
    yield from _alternatives(read.trailer["/Root"]["/StructTreeRoot"])


def _alternatives(element: Any) -> Iterator[str]:
    element = element.get_object()
    if isinstance(element, list):
        for each in element:
            yield from _alternatives(each)
    elif isinstance(element, dict):
        if "/Alt" in element:
            yield str(element["/Alt"])
        if "/K" in element:
            yield from _alternatives(element["/K"])
