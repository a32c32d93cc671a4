"""The file of decisions that a meeting in a box saves: read whole, and every fault of it said with its place.

It comes from a stranger's machine: nothing in it is believed that is not checked here, and nothing is used of a file
that has any fault. Source of the shape: `static/src/decide.js`, which writes it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final, Literal, TypeVar
from uuid import UUID

from crimemap.editorial.meetings.record import Asked, Decision, Hands, Record
from crimemap.editorial.meetings.recording import LONGEST, MOST, MOST_PRESENT
from crimemap.language import gettext as _
from crimemap.language import number
from crimemap.settings import Refusal

FORMAT: Final = "crimemap-decisions"
VERSION: Final = 1
MOST_BYTES: Final = 256 * 1024

MOST_FAULTS: Final = 50
"""So many are said; a file with more is no file of ours. [choose]"""

Spoken = Literal["en", "cy"]
T = TypeVar("T")

_LONGEST_TITLE: Final = 200
_MOST_SAVED: Final = 100_000
_MEETING: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_CODE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
_UNSEEN: Final = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


@dataclass(frozen=True, slots=True)
class Fault:
    """`place` as the file has it ("decisions, row 2, due"; "line 3, column 7"; "" the whole), and one sentence."""

    place: str
    said: str

    def __str__(self) -> str:
        return f"{self.place}: {self.said}" if self.place else self.said


class Unreadable(Refusal):
    """The file cannot be used: every fault of it."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(" ".join(str(fault) for fault in faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Packed:
    """What a file says. `session` marks the form in which it was typed, `saved` counts how often that was saved;
    `saved_at` by the clock of that machine. `record` is what was typed, in the language `spoken`. `digest`: of all its
    bytes."""

    session: str
    saved: int
    saved_at: datetime
    partnership: str
    spoken: Spoken
    record: Record
    digest: str = ""


def read(data: bytes) -> Packed:
    """Raises Unreadable, whatever the bytes are."""
    said = _loaded(data)
    if said.get("format") != FORMAT:
        raise Unreadable((Fault("", _("This is no file of decisions that a meeting in a box saved.")),))
    if said.get("version") != VERSION or isinstance(said.get("version"), bool):
        why = _("It was saved by another version of the meeting in a box, which this site cannot read.")
        raise Unreadable((Fault("version", why),))
    reading = _Reading()
    found = reading.whole(said)
    if reading.faults or found is None:
        raise Unreadable(tuple(reading.faults[:MOST_FAULTS]))
    return replace(found, digest=hashlib.sha256(data).hexdigest())


class _Twice(ValueError):
    """A key that stands twice in the same place."""


def _loaded(data: bytes) -> Mapping[str, Any]:
    if len(data) > MOST_BYTES:
        raise Unreadable((Fault("", _("The file is larger than %(most)s KB.", most=MOST_BYTES // 1024)),))
    if not data.strip():
        raise Unreadable((Fault("", _("The file is empty.")),))
    try:
        said = json.loads(data.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_no_number)
    except UnicodeDecodeError:
        raise Unreadable((Fault("", _("The file is not text in UTF-8.")),)) from None
    except json.JSONDecodeError as fault:
        place = _("line %(line)s, column %(column)s", line=fault.lineno, column=fault.colno)
        why = _("The file breaks off or was changed here: it is no JSON.")
        raise Unreadable((Fault(place, why),)) from None
    except _Twice as fault:
        raise Unreadable((Fault(str(fault), _("This key stands twice in one place.")),)) from None
    except (ValueError, RecursionError):
        raise Unreadable((Fault("", _("The file was not written by a meeting in a box.")),)) from None
    if not isinstance(said, dict):
        raise Unreadable((Fault("", _("This is no file of decisions that a meeting in a box saved.")),))
    return said


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise _Twice(_shown(key))
        found[key] = value
    return found


def _no_number(text: str) -> float:
    raise ValueError(text)


def _shown(key: str) -> str:
    """A key as it may be said back: short, and without signs that nobody sees."""
    return _UNSEEN.sub("", key)[:40]


class _Reading:
    """One pass over a file, which gathers its faults instead of stopping at the first."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def whole(self, said: Mapping[str, Any]) -> Packed | None:
        """Everything, or None where anything is wrong; then `faults` say what."""
        self._keys(said, "", _WHOLE, frozenset({"language"}))
        spoken: Spoken = "cy" if said.get("language") == "cy" else "en"
        if said.get("language", "en") not in ("en", "cy"):
            self._wrong("language", _("“en” or “cy” was expected."))
        rows = {name: self._rows(said, name) for name in MOST}
        record = {
            "meeting": self._text(said, "meeting", pattern=_MEETING), "held": self._day(said, "held"),
            f"title_{spoken}": self._text(said, "title", most=_LONGEST_TITLE),
            "present": self._number(said, "present", MOST_PRESENT, may_be_null=True),
        }  # fmt: skip
        decisions = tuple(self._decision(row, place, spoken) for place, row in rows["decisions"])
        hands = tuple(self._hands(row, place, spoken) for place, row in rows["hands"])
        asked = tuple(self._asked(row, place, spoken) for place, row in rows["asked"])
        mark, saved = self._mark(said), self._number(said, "saved", _MOST_SAVED, least=1)
        saved_at, partnership = self._instant(said), self._text(said, "partnership", pattern=_CODE)
        if self.faults or saved_at is None or saved is None:
            return None
        held = Record(**record, decisions=decisions, hands=hands, asked=asked, pack=mark)
        return Packed(mark, saved, saved_at, partnership, spoken, held)

    def _decision(self, row: Mapping[str, Any], place: str, spoken: Spoken) -> Decision:
        return Decision(
            **{f"{name}_{spoken}": self._text(row, name, place, most=LONGEST[name]) for name in ("decided", "action")},
            **{name: self._text(row, name, place, most=LONGEST[name]) for name in ("owner", "contact", "reach")},
            due=self._day(row, "due", place, may_be_empty=True),
        )  # fmt: skip

    def _hands(self, row: Mapping[str, Any], place: str, spoken: Spoken) -> Hands:
        return Hands(
            **{f"question_{spoken}": self._text(row, "question", place, most=LONGEST["question"])},
            **{name: self._number(row, name, MOST_PRESENT, place) or 0 for name in ("yes", "no", "neither")},
        )

    def _asked(self, row: Mapping[str, Any], place: str, spoken: Spoken) -> Asked:
        both = ("question", "answer")
        return Asked(
            **{f"{name}_{spoken}": self._text(row, name, place, most=LONGEST[name]) for name in both}
        )

    def _rows(self, said: Mapping[str, Any], name: str) -> list[tuple[str, Mapping[str, Any]]]:
        """The rows of a list that are rows, each with its place."""
        rows = said.get(name, [])
        if not isinstance(rows, list):
            self._wrong(name, _("A list was expected."))
            return []
        if len(rows) > MOST[name]:
            self._wrong(name, _("There are more than %(most)s rows.", most=MOST[name]))
            return []
        found: list[tuple[str, Mapping[str, Any]]] = []
        for count, row in enumerate(rows, 1):
            place = _("%(list)s, row %(row)s", list=name, row=count)
            if not isinstance(row, dict):
                self._wrong(place, _("An object with keys was expected."))
                continue
            self._keys(row, place, _ROWS[name])
            found.append((place, row))
        return found

    def _keys(
        self,
        said: Mapping[str, Any],
        place: str,
        known: frozenset[str],
        optional: frozenset[str] = frozenset(),
    ) -> None:
        for key in sorted(said.keys() - known - optional):
            self._wrong(_in(place, _shown(key)), _("This key is not known."))
        for key in sorted(known - said.keys()):
            self._wrong(_in(place, key), _("This key is missing."))

    def _text(
        self, said: Mapping[str, Any], key: str, place: str = "", *, most: int = 0,
        pattern: re.Pattern[str] | None = None,
    ) -> str:  # fmt: skip
        text = said.get(key, "")
        if not isinstance(text, str):
            self._wrong(_in(place, key), _("Text was expected."))
        elif pattern is not None:
            if key in said and not pattern.fullmatch(text):
                self._wrong(_in(place, key), _("This is none of this site’s own marks."))
        elif len(text) > most:
            self._wrong(_in(place, key), _("It is longer than %(most)s letters.", most=number(most)))
        elif _UNSEEN.search(text):
            self._wrong(_in(place, key), _("It holds signs that cannot be seen."))
        else:
            return text.strip()
        return text if isinstance(text, str) and pattern is not None else ""

    def _number(
        self, said: Mapping[str, Any], key: str, most: int, place: str = "", *, least: int = 0,
        may_be_null: bool = False,
    ) -> int | None:  # fmt: skip
        value = said.get(key)
        if key not in said or (value is None and may_be_null):
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            why = _("A whole number from %(least)s to %(most)s was expected.", least=least, most=number(most))
            self._wrong(_in(place, key), why)
            return None
        return value

    def _day(
        self, said: Mapping[str, Any], key: str, place: str = "", *, may_be_empty: bool = False
    ) -> date | None:
        value = said.get(key)
        if key not in said or (may_be_empty and value == ""):
            return None
        day = _tried(date.fromisoformat, value)
        if day is None or not isinstance(value, str) or day.isoformat() != value:
            self._wrong(_in(place, key), _("A day like 2026-12-03 was expected."))
        return day

    def _instant(self, said: Mapping[str, Any]) -> datetime | None:
        at = _tried(datetime.fromisoformat, said.get("saved_at"))
        if "saved_at" in said and (at is None or at.tzinfo is None or not 2000 < at.year < 2200):
            at = None
            self._wrong("saved_at", _("An instant like 2026-12-03T20:41:00+00:00 was expected."))
        return at

    def _mark(self, said: Mapping[str, Any]) -> str:
        value = said.get("session")
        mark = _tried(UUID, value)
        if "session" in said and (mark is None or mark.version != 4 or str(mark) != str(value).lower()):
            self._wrong("session", _("The mark that every meeting in a box gives its file was expected."))
        return str(mark) if mark is not None else ""

    def _wrong(self, place: str, said: str) -> None:
        self.faults.append(Fault(place, said))


_WHOLE: Final = frozenset(
    {
        "format", "version", "session", "saved", "saved_at", "meeting", "partnership", "title", "held", "present",
        "decisions", "hands", "asked",
    }
)  # fmt: skip
_ROWS: Final[Mapping[str, frozenset[str]]] = {
    "decisions": frozenset({"decided", "action", "owner", "due", "contact", "reach"}),
    "hands": frozenset({"question", "yes", "no", "neither"}),
    "asked": frozenset({"question", "answer"}),
}


def _in(place: str, key: str) -> str:
    return f"{place}, {key}" if place else key


def _tried(make: Callable[[str], T], value: object) -> T | None:
    """What `make` makes of a text; None where it is no text, or not of that kind."""
    if not isinstance(value, str):
        return None
    try:
        return make(value)
    except ValueError:
        return None
