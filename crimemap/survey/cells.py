"""The cells of one row, as texts, numbers and days: each either what it should be or one sentence that says so."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, TypeVar
from urllib.parse import urlsplit

from crimemap.language import gettext as _
from crimemap.settings import Refusal

_NUMBER: Final = re.compile(r"[+-]?\d{1,12}(?:[.,]\d{1,12})?", re.ASCII)
_WHOLE: Final = re.compile(r"\d{1,9}|\d{1,3}(?:,\d{3}){1,2}", re.ASCII)
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_SLUG: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
_SHOWN: Final = 40
YEARS: Final = (1970, 2100)
"""Years that a survey may be of: anything else is a slip. [choose]"""
LONGEST: Final = 300
"""Characters of a name, a source or a mode. [choose]"""
LONGEST_WORDING: Final = 2_000
_FORMULA: Final = frozenset("=+-@|%＝＋－＠−﹢﹣﹦﹫")
_UNSEEN: Final = frozenset({"Cc", "Cf", "Co", "Cs", "Cn"})

Kind = TypeVar("Kind", bound=StrEnum)


class BadCell(Refusal):
    """A row that cannot be used: the column and what was wrong; the sentence is made by `Cells.refused`."""

    def __init__(self, column: str, said: str) -> None:
        super().__init__(said)
        self.column = column


@dataclass(frozen=True, slots=True)
class Refused:
    """`said` is a whole sentence that names the line and the column; `column` is empty where it is the row's or the
    file's fault, `line` is 0 where it is the whole file's."""

    line: int
    column: str
    said: str


@dataclass(frozen=True, slots=True)
class Cells:
    """One row: the values of its columns, trimmed, by name; an absent column reads as an empty one."""

    line: int
    values: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.values.get(column, "")

    def bad(self, column: str, expected: str) -> BadCell:
        """What to raise: the value is quoted, `expected` says what should stand there."""
        found = quoted(self[column]) if self[column] else _("empty")
        return self.wrong(
            column, _("column %(column)s is %(found)s; %(expected)s", column=column, found=found, expected=expected)
        )  # fmt: skip

    def wrong(self, column: str, said: str) -> BadCell:
        """What to raise where the value alone does not tell what is wrong. `said` goes on after "Line 7: "."""
        return BadCell(column, _("Line %(line)s: %(said)s.", line=self.line, said=said))

    def text(self, column: str, *, most: int = LONGEST, needed: bool = True) -> str:
        """One line of text, its spaces made one. Raises BadCell: empty, too long, a formula, signs unseen."""
        value = " ".join(self[column].split())
        if not value:
            if needed:
                raise self.bad(column, _("a text was expected"))
            return ""
        if value[0] in _FORMULA:
            raise self.bad(
                column,
                _("text was expected: a cell that begins with %(sign)s is a formula to a spreadsheet", sign=value[0]),
            )  # fmt: skip
        if any(unicodedata.category(letter) in _UNSEEN for letter in value):
            raise self.bad(column, _("text without control characters was expected"))
        if len(value) > most:
            raise self.bad(column, _("at most %(most)s characters were expected", most=most))
        return value

    def slug(self, column: str) -> str:
        """An id. Raises BadCell."""
        value = self[column]
        if not _SLUG.fullmatch(value) or len(value) > LONGEST:
            raise self.bad(
                column, _("an id of small letters, figures and hyphens was expected, like safe-by-day")
            )
        return value

    def choice(self, column: str, kind: type[Kind]) -> Kind:
        """One of the values of an enumeration, however its letters are cased. Raises BadCell."""
        try:
            return kind(self[column].lower())
        except ValueError:
            names = ", ".join(one.value for one in kind)
            raise self.bad(column, _("one of these was expected: %(names)s", names=names)) from None

    def number(self, column: str, expected: str) -> float | None:
        """A number with a point or a comma; None where it is empty. Raises BadCell with `expected`."""
        value = self[column]
        if not value:
            return None
        if not _NUMBER.fullmatch(value):
            raise self.bad(column, expected)
        return float(value.replace(",", "."))

    def whole(self, column: str, *, least: int, expected: str) -> int | None:
        """A whole number from `least`, as 1100 or 1,100; None where it is empty. Raises BadCell with `expected`."""
        value = self[column]
        if not value:
            return None
        if not _WHOLE.fullmatch(value) or int(value.replace(",", "")) < least:
            raise self.bad(column, expected)
        return int(value.replace(",", ""))

    def day(self, column: str) -> date | None:
        """A day as 2026-05-04; None where it is empty. Raises BadCell."""
        value = self[column]
        if not value:
            return None
        expected = _("a day was expected, as 2026-05-04")
        if not _DAY.fullmatch(value):
            raise self.bad(column, expected)
        try:
            found = date.fromisoformat(value)
        except ValueError:
            raise self.bad(column, expected) from None
        if not YEARS[0] <= found.year <= YEARS[1]:
            raise self.bad(
                column,
                _("a day between %(first)s and %(last)s was expected", first=YEARS[0], last=YEARS[1]),
            )
        return found

    def days(self, first: str, last: str) -> tuple[date | None, date | None]:
        """Two days in their order; None where a cell is empty. Raises BadCell."""
        begins, ends = self.day(first), self.day(last)
        if begins is not None and ends is not None and begins > ends:
            raise self.wrong(
                last,
                _(
                    "%(last)s is %(ends)s, before %(first)s, %(begins)s; the first day was expected to come first",
                    first=first, last=last, begins=begins.isoformat(), ends=ends.isoformat(),
                ),
            )  # fmt: skip
        return begins, ends

    def address(self, column: str) -> str:
        """A web address, or nothing. Raises BadCell."""
        value = self[column]
        if value and not _is_address(value):
            raise self.bad(column, _("an address that begins with https:// or http:// was expected"))
        return value


def quoted(value: str) -> str:
    """A value as it is shown in a sentence: short, and without what cannot be seen."""
    plain = "".join(
        letter if unicodedata.category(letter) not in _UNSEEN else "�" for letter in value[: _SHOWN + 1]
    )
    return f"“{plain[:_SHOWN]}…”" if len(plain) > _SHOWN else f"“{plain}”"


def _is_address(text: str) -> bool:
    if len(text) > 500 or re.search(r"[\s<>\"'\\\x00-\x20]", text):
        return False
    try:
        parts = urlsplit(text)
        sound = parts.scheme in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc
        _port = parts.port
    except ValueError:
        return False
    return sound
