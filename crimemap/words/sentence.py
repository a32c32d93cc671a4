"""A sentence that knows which of its words carry the finding, and nothing of HTML until it is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Self

from markupsafe import Markup, escape

_STRONG: Final = "*"
_STAND_IN: Final = "\ue000"
"""A private character for an asterisk that is part of a name."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Some of a sentence's text; `strong` where it is the finding."""

    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """Text in segments. `str()` is plain text; a template shows it escaped, with <strong> round the finding."""

    segments: tuple[Segment, ...] = ()

    @classmethod
    def said(cls, *messages: str) -> Self:
        """Translated messages in which *asterisks* mark the finding, one after the other with a space between."""
        pieces = " ".join(message for message in messages if message).split(_STRONG)
        return cls(
            tuple(
                Segment(piece.replace(_STAND_IN, _STRONG), strong=bool(n % 2))
                for n, piece in enumerate(pieces)
                if piece
            )
        )

    def __str__(self) -> str:
        return "".join(segment.text for segment in self.segments)

    def __html__(self) -> Markup:
        """As markupsafe and Jinja ask for it."""
        return Markup("").join(
            Markup("<strong>{}</strong>").format(segment.text) if segment.strong else escape(segment.text)
            for segment in self.segments
        )

    def __bool__(self) -> bool:
        return bool(self.segments)


def name(text: str) -> str:
    """A name from data, to be set into a message: its own asterisks stay asterisks."""
    return text.replace(_STRONG, _STAND_IN)


def capital(text: str) -> str:
    """With a capital at the start, past a mark of strength."""
    start = 1 if text.startswith(_STRONG) else 0
    return text[:start] + text[start : start + 1].upper() + text[start + 1 :]
