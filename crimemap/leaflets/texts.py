"""Texts of a leaflet from what people typed: in the sheet's language where it is written in it, and not too long."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from crimemap import language
from crimemap.editorial.database import Bilingual
from crimemap.leaflets.content import Text
from crimemap.words import Sentence
from crimemap.words.sentence import name

_ENDS: Final = re.compile(r"(?<=[.!?])\s+")


def text(*messages: str) -> Text:
    """Our own words, *asterisks* round the finding."""
    return Text(Sentence.said(*messages))


def linked(address: tuple[str, str], *messages: str) -> Text:
    """Our own words with an address in them: as it is printed, and as it is followed."""
    return Text(Sentence.said(*messages), link=address)


def plain(written: str, most: int | None = None) -> Text:
    """What was typed or published by others, its asterisks left as they are."""
    return Text(Sentence.said(name(short(written, most) if most else written)))


def bilingual(written: Bilingual, most: int | None = None) -> Text:
    """What people wrote in two languages or in one."""
    here = language.current()
    found = plain(written.said(here).strip(), most)
    return Text(found.said, written.in_other(here))


def joined(parts: Iterable[str]) -> str:
    """Texts as sentences one after the other: each with its full stop."""
    return " ".join(closed(part) for part in parts if part.strip())


def closed(written: str) -> str:
    """With a full stop where it has no end of its own."""
    written = written.strip()
    return written if not written or written[-1] in ".!?…:" else f"{written}."


def short(written: str, most: int) -> str:
    """Whole sentences of `written` up to `most` letters; of a longer first one its first words, and … for the rest.

    Paper ends where a page scrolls: the rest is at the address on it.
    """
    words = " ".join(written.split())
    if len(words) <= most:
        return words
    kept = ""
    for sentence in _ENDS.split(words):
        longer = f"{kept} {sentence}".strip()
        if len(longer) > most:
            break
        kept = longer
    return kept or words[: most - 1].rsplit(" ", 1)[0].rstrip(",;: ") + "…"
