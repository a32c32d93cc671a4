"""Forty-two convictions through the real calls: named, waiting, counted, withheld, held back, corrected, over."""

from __future__ import annotations

from typing import Final

from crimemap.demo.newsroom import court
from crimemap.demo.newsroom.court import HEXMARSH, MELYS, TAMBER, Fate, Heard
from crimemap.demo.newsroom.press import Press
from crimemap.editorial.convictions import calls
from crimemap.editorial.convictions.content import Conviction
from crimemap.editorial.pieces import Kind, Piece

_COURTS: Final = {
    TAMBER: "Tamberton Magistrates’ Court",
    HEXMARSH: "Hexmarsh Magistrates’ Court",
    MELYS: "Llys Ynadon Aberfelys",
}
_UNITS: Final = (
    "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve", "Thirteen",
    "Fourteen", "Fifteen", "Sixteen", "Seventeen", "Eighteen", "Nineteen",
)  # fmt: skip
_TENS: Final = {2: "Twenty", 3: "Thirty", 4: "Forty"}
_HELD, _CORRECTED = 3, 5
"""Days before the demonstration on which an appeal was lodged, and on which another succeeded."""

_WHY: Final = "The partnership's priority this year: people ask what came of it."


def convict(press: Press) -> None:
    """Every case, the oldest first, as they would have come."""
    numbered = list(enumerate(court.EVERY, 1))
    for number, heard in sorted(numbered, key=lambda each: (-each[1].ago, each[0])):
        _told(press, heard, invented(number))


def invented(number: int) -> str:
    """The name of a person who does not exist: 1 → "Persona-One Invented"."""
    tens, units = divmod(number, 10)
    word = (
        _UNITS[number - 1]
        if number < len(_UNITS) + 1
        else _TENS[tens] + (f"-{_UNITS[units - 1]}" if units else "")
    )
    return f"Persona-{word} Invented"


def _told(press: Press, heard: Heard, name: str) -> None:
    before = heard.ago + 1
    piece = press.draft(Kind.CONVICTION, heard.partnership, _content(press, heard, name), before, name)
    match heard.fate:
        case Fate.DRAFT:
            return
        case Fate.WITHHELD:
            now = press.at(before, 15, 25)
            calls.withhold(press.session, press.author, piece.id, version=piece.version, now=now)
        case Fate.WAITING:
            press.hand_in(piece, before)
        case _:
            press.hand_in(piece, before)
            press.approve(piece, heard.ago)
            _afterwards(press, heard.fate, piece)


def _afterwards(press: Press, fate: Fate, piece: Piece) -> None:
    if fate is Fate.HELD:
        calls.hold(press.session, press.author, piece.id, now=press.at(_HELD, 11, 30))
    elif fate is Fate.CORRECTED:
        calls.quash(press.session, press.approver, piece.id, now=press.at(_CORRECTED, 14, 10))


def _content(press: Press, heard: Heard, name: str) -> Conviction:
    convicted = press.weekday(heard.ago + 3 + heard.heard_earlier)
    place, place_name = heard.place
    age = str(heard.age)
    usual = {
        "offence": heard.offence, "conviction_date": f"{convicted.day} {convicted.month} {convicted.year}",
        "court": "magistrates", "court_name": _COURTS[heard.partnership],
        "age_at_offence": age, "age_at_conviction": age, "age_now": age,
        "restriction": "none", "relationship": "none", "child_involved": "no", "hate_element": "no", "appeal": "none",
        "name": name, "place": place, "place_name": place_name,
        "what_happened_en": heard.what[0], "what_happened_cy": heard.what[1],
        "sentence_words_en": heard.sentence[0], "sentence_words_cy": heard.sentence[1],
        "why_publish": _WHY,
    }  # fmt: skip
    return Conviction.model_validate({**usual, **heard.more, "sentences": heard.sentences})
