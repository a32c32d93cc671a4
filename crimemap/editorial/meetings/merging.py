"""Two versions of a meeting's record that were written from one: put together row by row, so that no row is lost.

What only one of the two changed is taken as that one has it; rows that either added are kept; what one took out and the
other left alone is gone. Only what both changed, each otherwise, is asked about. Rows are known again by their key; one
that has none yet (read from a file, or written before there were keys) by what it says.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Final, Literal, Self, TypeVar

from pydantic import BaseModel, ConfigDict

from crimemap.editorial.meetings.record import Asked, Decision, Hands, Record

Row = Decision | Hands | Asked
R = TypeVar("R", Decision, Hands, Asked)
T = TypeVar("T")
Marks = Mapping[str, str]
Side = Literal["mine", "theirs"]

LISTS: Final = ("decisions", "hands", "asked")
PRESENT: Final = "present"

_ALIKE: Final = 0.5
"""How much of what two rows say must be the same for the one to be the other, changed. [choose]"""


class Base(BaseModel):
    """What somebody began with: how many were present, and a short mark of what each row said, by its key."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    present: int | None = None
    decisions: dict[str, str] = {}
    hands: dict[str, str] = {}
    asked: dict[str, str] = {}

    @classmethod
    def of(cls, record: Record) -> Self:
        """Of a record as it stands."""
        marks = {
            name: {key: mark_of(row) for key, row in keyed(getattr(record, name)).items()} for name in LISTS
        }
        return cls.model_validate({PRESENT: record.present, **marks})


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody wrote, what they began with, and the keys of the rows that they took out, by their list."""

    record: Record
    base: Base = field(default_factory=Base)
    out: Mapping[str, Collection[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Question:
    """What both changed, each otherwise: a row, or the number of those present; None: that one took it out.

    `name` says what is asked, and of which version of theirs: an answer to an older one is none.
    """

    name: str
    list: str
    mine: Row | int | None
    theirs: Row | int | None


@dataclass(frozen=True, slots=True)
class Merged:
    """The two as one. While anything is `asked`, `record` holds my side of it; where I took it out, theirs."""

    record: Record
    asked: tuple[Question, ...]


def merge(mine: Typed, theirs: Record, chosen: Mapping[str, str] | None = None) -> Merged:
    """`theirs` is what stands; `chosen`: "mine" or "theirs" by the name of a question."""
    answers, asked = chosen or {}, list[Question]()
    present = _present(mine, theirs, answers, asked)
    lists = {name: tuple(_rows(name, mine, theirs, answers, asked)) for name in LISTS}
    told = {**lists, PRESENT: present, "pack": theirs.pack or mine.record.pack}
    return Merged(mine.record.model_copy(update=told), tuple(asked))


def keyed(rows: Iterable[R]) -> dict[str, R]:
    """Rows by their key, in their order. Two that say the same, and have no key, are two."""
    several = list(rows)
    known, found = {row.key for row in several if row.key}, dict[str, R]()
    for row in several:
        stem = key = row.key or mark_of(row)
        count = 1
        while key in found or (not row.key and key in known):
            count += 1
            key = f"{stem}-{count}"
        found[key] = row
    return found


def same(one: Record, other: Record) -> bool:
    """Whether the two say the same: which key a row has, nobody reads."""
    return _without_keys(one) == _without_keys(other)


def mark_of(row: Row) -> str:
    """Short for all that a row says."""
    said = row.model_dump(mode="json", exclude={"key"})
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:16]


def followed(before: Record, after: Record) -> Typed:
    """`after` as a change of `before`, of which it was written without keys: rows that are the same or alike keep
    theirs, and those that are no more were taken out."""
    update, out = {}, {}
    for name in LISTS:
        known, rows = keyed(getattr(before, name)), tuple(getattr(after, name))
        keys = _keys(known, rows)
        update[name] = tuple(
            row.model_copy(update={"key": key}) if key else row for row, key in zip(rows, keys, strict=True)
        )
        out[name] = frozenset(known).difference(keys)
    return Typed(after.model_copy(update=update), Base.of(before), out)


def _without_keys(record: Record) -> Record:
    lists = {
        name: tuple(row.model_copy(update={"key": ""}) for row in getattr(record, name)) for name in LISTS
    }
    return record.model_copy(update=lists)


def _present(mine: Typed, theirs: Record, answers: Mapping[str, str], asked: list[Question]) -> int | None:
    own, other, base = mine.record.present, theirs.present, mine.base.present
    if own in {other, base}:
        return other
    if other == base:
        return own
    name = f"{PRESENT}.{'' if other is None else other}"
    return _answered(Question(name, PRESENT, own, other), own, other, answers, asked)


def _rows(
    name: str, mine: Typed, theirs: Record, answers: Mapping[str, str], asked: list[Question]
) -> Iterator[Row]:
    own, others = keyed(getattr(mine.record, name)), keyed(getattr(theirs, name))
    base, out = getattr(mine.base, name), mine.out.get(name, ())
    for key in _in_order(list(own), list(others)):
        first, second = own.get(key), others.get(key)
        if first is None and key not in out:
            row = second  # they added it
        elif second is None and key not in base:
            row = first  # I did
        elif _says(first) == _says(second) or _says(first) == base.get(key):
            row = second
        elif _says(second) == base.get(key):
            row = first
        else:
            question = Question(f"{name}.{key}.{_says(second)}", name, first, second)
            row = _answered(question, first, second, answers, asked, instead=second)
        if row is not None:
            yield row if row.key == key else row.model_copy(update={"key": key})


def _says(row: Row | None) -> str | None:
    return mark_of(row) if row is not None else None


def _answered(  # noqa: PLR0917  (its own room only)
    question: Question, own: T | None, other: T | None, answers: Mapping[str, str], asked: list[Question],
    instead: T | None = None,
) -> T | None:  # fmt: skip
    """The side that was chosen; where nobody has yet, mine, or what is there `instead` of nothing."""
    match answers.get(question.name):
        case "mine":
            return own
        case "theirs":
            return other
    asked.append(question)
    return own if own is not None else instead


def _in_order(mine: list[str], theirs: Sequence[str]) -> list[str]:
    """Mine, and what only they have behind the row that it follows there."""
    found = mine
    for before, key in zip([None, *theirs], theirs, strict=False):
        if key not in found:
            found.insert(found.index(before) + 1 if before is not None else 0, key)
    return found


def _keys(known: Mapping[str, R], rows: Sequence[R]) -> list[str]:
    """For each row the key of the one that it was; "" for one that is new."""
    names, before = list(known), [mark_of(row) for row in known.values()]
    after = [mark_of(row) for row in rows]
    keys = [""] * len(rows)
    for what, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            keys[j1:j2] = names[i1:i2]
        elif what == "replace":
            _alike(known, names[i1:i2], rows, range(j1, j2), keys)
    return keys


def _alike(
    known: Mapping[str, R], names: list[str], rows: Sequence[R], places: Iterable[int], keys: list[str]
) -> None:
    """Of what stands in one place, the pairs that say nearly the same, the nearest first."""
    pairs = sorted(
        ((_likeness(known[name], rows[place]), name, place) for name in names for place in places),
        reverse=True,
    )
    for likeness, name, place in pairs:
        if likeness >= _ALIKE and not keys[place] and name not in keys:
            keys[place] = name


def _likeness(one: Row, other: Row) -> float:
    return SequenceMatcher(None, _text(one), _text(other), autojunk=False).ratio()


def _text(row: Row) -> str:
    """The words by which a reader knows it again."""
    match row:
        case Decision():
            return f"{row.decided_en}{row.decided_cy} {row.action_en}{row.action_cy}".strip()
        case Hands() | Asked():
            return f"{row.question_en}{row.question_cy}"
