"""A court list as a CSV file: every row becomes a draft, or a sentence that says what is wrong with it and where.

Nothing of a row is guessed: a value that cannot be read keeps its row out. A value that is missing does not: the
draft then asks for it. A date of birth becomes three ages and is forgotten.
"""

from __future__ import annotations

import csv
import hashlib
import hmac
import io
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from cryptography.fernet import Fernet
from sqlalchemy import select
from sqlalchemy.orm import Session

from crimemap.editorial import audit, keys
from crimemap.editorial.convictions.columns import COLUMNS, Column, Columns, Value, column_of
from crimemap.editorial.convictions.content import Conviction
from crimemap.editorial.convictions.gate import today
from crimemap.editorial.convictions.reading import read_day
from crimemap.editorial.people import Person, Role
from crimemap.editorial.pieces import Kind, Piece, State
from crimemap.editorial.rules import Ages
from crimemap.language import gettext as _
from crimemap.language import number
from crimemap.settings import Refusal

MOST_BYTES: Final = 5 * 1024**2
MOST_ROWS: Final = 5_000
"""Of one file. [choose]"""

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_TOKENS_AT_ONCE: Final = 500


class Unreadable(Refusal):
    """A file that cannot be taken at all: one sentence."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong: the line of the file, the column's name ("" = the whole row), one sentence."""

    line: int
    column: str
    why: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row that can become a draft. `mark` is the same for the same row of another file."""

    line: int
    content: Conviction
    mark: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Batch:
    """A whole file: rows that can become drafts, and what is wrong with the others."""

    rows: tuple[Row, ...]
    faults: tuple[Fault, ...]

    @property
    def bad_lines(self) -> int:
        """How many rows were left out."""
        return len({fault.line for fault in self.faults})


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a file: new drafts by line, and lines whose case was taken before."""

    made: tuple[tuple[int, str], ...]
    already: tuple[int, ...]


def template_csv() -> str:
    """An empty list with every column, and one row that shows how each is filled in."""
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\r\n")
    writer.writerow([column.name for column in COLUMNS])
    writer.writerow([column.example for column in COLUMNS])
    return "\ufeff" + made.getvalue()


def read_batch(data: bytes, now: datetime, wards: Mapping[str, str], partnership: str) -> Batch:
    """A file as a spreadsheet saves it: UTF-8 or Windows letters; commas, semicolons or tabs.

    `wards`: names by code, of the partnership whose name is `partnership`. Raises Unreadable.
    """
    table = csv.reader(io.StringIO(_text(data), newline=""), delimiter=_delimiter(_text(data)), strict=True)
    try:
        heads = _heads(next(table, []))
        rows, faults = _rows(table, heads, Columns(wards, partnership), today(now))
    except csv.Error as fault:
        raise Unreadable(
            _(
                "Line %(line)s cannot be read as CSV: a quotation mark is open or stands alone.",
                line=table.line_num,
            )
        ) from fault
    return Batch(tuple(rows), tuple(faults))


def _text(data: bytes) -> str:
    if not data.strip():
        raise Unreadable(_("The file is empty."))
    if len(data) > MOST_BYTES:
        raise Unreadable(_("The file is larger than %(most)s MB. Divide it.", most=MOST_BYTES // 1024**2))
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decoded(data, "utf-16")
    if b"\0" in data:
        raise Unreadable(_("This is no CSV file. In the spreadsheet choose “Save as” and CSV."))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _decoded(data, "cp1252")


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as fault:
        raise Unreadable(_("The letters of this file cannot be read. Save it as CSV in UTF-8.")) from fault


def _delimiter(text: str) -> str:
    """What divides the first line most often."""
    first = text.lstrip("\ufeff\r\n").split("\n", 1)[0]
    return max(",;\t", key=first.count)


def _heads(cells: list[str]) -> list[Column]:
    heads = []
    for number_, cell in enumerate(cells, 1):
        column = column_of(cell)
        if column is None:
            raise Unreadable(
                _(
                    "Line 1, column %(number)s: “%(name)s” is no column of a court list. The columns are those of the"
                    " template.",
                    number=number_,
                    name=" ".join(cell.split())[:40],
                )
            )
        if column in heads:
            raise Unreadable(_("Line 1: the column %(name)s stands twice.", name=column.name))
        heads.append(column)
    wanting = [column.name for column in COLUMNS if column.required and column not in heads]
    if wanting:
        raise Unreadable(_("Line 1: the column %(name)s is wanting.", name=wanting[0]))
    return heads


def _rows(
    table: Iterator[list[str]], heads: list[Column], columns: Columns, day: date
) -> tuple[list[Row], list[Fault]]:
    rows: list[Row] = []
    faults: list[Fault] = []
    line, count = 2, 0
    seen: dict[str, int] = {}
    for cells in table:
        starts, line = line, getattr(table, "line_num", line) + 1
        if not any(cell.strip() for cell in cells):
            continue
        count += 1
        if count > MOST_ROWS:
            raise Unreadable(_("The file has more than %(most)s rows. Divide it.", most=number(MOST_ROWS)))
        made = _row(starts, cells, heads, columns, day)
        if isinstance(made, Row) and (first := seen.setdefault(made.mark, starts)) != starts:
            made = [Fault(starts, "", _("This row is the same as line %(line)s.", line=first))]
        if isinstance(made, Row):
            rows.append(made)
        else:
            faults += made
    return rows, faults


def _row(line: int, cells: list[str], heads: list[Column], columns: Columns, day: date) -> Row | list[Fault]:
    if len(cells) > len(heads):
        why = _(
            "There are more cells than columns: %(count)s. Put texts with commas in quotation marks.",
            count=len(cells),
        )
        return [Fault(line, "", why)]
    given = {column.name: " ".join(cell.split()) for column, cell in zip(heads, cells, strict=False)}
    values = Value(given)
    faults = [
        Fault(line, name, _("A cell may not begin with “%(sign)s”, as a formula does.", sign=text[0]))
        for name, text in given.items()
        if text.startswith(_FORMULA)
    ]
    faults += [Fault(line, name, why) for name, why in columns.read(values)]
    faults += [Fault(line, name, why) for name, why in _work_out_ages(values, day)]
    if faults:
        return faults
    mark = "\x1f".join(f"{name}={text.casefold()}" for name, text in sorted(given.items()) if text)
    return Row(line, Conviction.model_validate(values.answers), mark)


def _work_out_ages(values: Value, day: date) -> Iterator[tuple[str, str]]:
    """Three ages of a date of birth, and what is wrong with it; it goes no further than this."""
    text = values.given.get("date_of_birth", "")
    if not text:
        return
    born = read_day(text)
    if born is None:
        yield (
            "date_of_birth",
            _("This is no day. Write it as numbers with the whole year, such as 27 3 2026."),
        )
        return
    days = {name: read_day(values.given.get(name, "")) for name in ("offence_date", "conviction_date")}
    offence, conviction = days["offence_date"], days["conviction_date"]
    if offence is None or conviction is None:
        yield (
            "date_of_birth",
            _("Ages need the day of the offence and the day of the conviction too: one of them is wanting."),
        )
        return
    try:
        ages = Ages.of(born, offence, conviction, day)
    except ValueError:
        yield "date_of_birth", _("Birth, offence, conviction and today do not come in this order.")
        return
    values.answers.update(
        age_at_offence=str(ages.at_offence), age_at_conviction=str(ages.at_conviction), age_now=str(ages.now)
    )


def take_batch(session: Session, person: Person, partnership: str, batch: Batch, now: datetime) -> Taken:
    """Make a draft of each row that was not taken before, all in the session's one transaction."""
    person.must(Role.AUTHOR, partnership)
    key = keys.vault_of(session).signing
    tokens = {row.line: _token(key, partnership, row) for row in batch.rows}
    known = _known(session, list(tokens.values()))
    fresh = [row for row in batch.rows if tokens[row.line] not in known]
    drafts = _drafts(session, person, partnership, [(row.content, tokens[row.line]) for row in fresh], now)
    made = tuple((row.line, draft) for row, draft in zip(fresh, drafts, strict=True))
    already = tuple(row.line for row in batch.rows if tokens[row.line] in known)
    if made:
        audit.record(
            session, person.id, "drafted from a court list", f"court-list:{drafts[0]}", now=now,
            said={"partnership": partnership, "drafts": drafts, "left out": batch.bad_lines},
        )  # fmt: skip
    return Taken(made, already)


def _drafts(
    session: Session, person: Person, partnership: str, answers: list[tuple[Conviction, str]], now: datetime
) -> list[str]:
    """As publishing.create, for thousands at once: three statements and one entry of the audit, not five each."""
    pieces = [
        Piece(
            id=_new_id(), kind=Kind.CONVICTION, partnership=partnership, state=State.DRAFT, version=1, token=token,
            author=person.id, made_at=now, changed_at=now, changed_by=person.id, writers=[person.id],
        )
        for _content, token in answers
    ]  # fmt: skip
    made = [keys.RecordKey(record=piece.subject, wrapped=_new_key(session), made_at=now) for piece in pieces]
    session.add_all(made)
    session.flush()  # so that `seal` finds each key in the session's memory
    for piece, (content, _token) in zip(pieces, answers, strict=True):
        piece.content = keys.seal(session, piece.subject, content.model_dump(mode="json"), now)
    session.add_all(pieces)
    session.flush()
    return [piece.id for piece in pieces]


def _new_id() -> str:
    return "".join(secrets.choice("abcdefghjkmnpqrstuvwxyz23456789") for _each in range(10))


def _new_key(session: Session) -> bytes:
    return keys.vault_of(session).wrap(Fernet.generate_key())


def _token(key: bytes, partnership: str, row: Row) -> str:
    """The same for the same row, and of no use to anybody without the installation's key."""
    return "list:" + hmac.new(key, f"{partnership}\x1e{row.mark}".encode(), hashlib.sha256).hexdigest()


def _known(session: Session, tokens: list[str]) -> frozenset[str]:
    found: set[str] = set()
    for start in range(0, len(tokens), _TOKENS_AT_ONCE):
        some = tokens[start : start + _TOKENS_AT_ONCE]
        found.update(session.scalars(select(Piece.token).where(Piece.token.in_(some))))
    return frozenset(found)
