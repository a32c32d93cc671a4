"""What people typed, set into a slide: in the language of the deck where it is written in it, else marked."""

from __future__ import annotations

from collections.abc import Iterable

from crimemap import language
from crimemap.deck.slides import Line
from crimemap.editorial.database import Bilingual
from crimemap.words import Segment, Sentence


def plain(text: str) -> Sentence:
    """A text as it is: an asterisk in it marks nothing."""
    return Sentence((Segment(text),)) if text else Sentence()


def strong(text: str) -> Sentence:
    """A text that carries the finding, as it is."""
    return Sentence((Segment(text, strong=True),)) if text else Sentence()


def lang_of(text: Bilingual) -> str | None:
    """The language of a text, where it is not that of the deck."""
    return text.in_other(language.current())


def said(text: Bilingual) -> str:
    """In the language of the deck, or in the one there is."""
    return text.said(language.current())


def line(text: Bilingual, key: str = "", note: Sentence | None = None) -> Line:
    """A line of its own."""
    return Line(plain(said(text)), key=key, note=note or Sentence(), lang=lang_of(text))


def one_line(texts: Iterable[str]) -> str:
    """Parts of an address or a list, those that are there, with commas."""
    return ", ".join(text.strip() for text in texts if text.strip())
