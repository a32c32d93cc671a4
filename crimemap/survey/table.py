"""A CSV text as rows of cells, or sentences that say why it is none: what both of our formats share."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Final

from crimemap.language import gettext as _
from crimemap.settings import Refusal
from crimemap.survey.cells import Cells, Refused, quoted
from crimemap.survey.columns import Column

LONGEST_LINE: Final = 65_536
"""Characters of a line: twenty times the longest row that anybody has a use for. [choose]"""
_BOMS: Final = (
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
    (b"PK\x03\x04", "xlsx"),
    (b"\xd0\xcf\x11\xe0", "xls"),
)


class NoTable(Refusal):
    """The file as a whole, or from some line on, cannot be read as a table. `fault` is the same as a Refused."""

    def __init__(self, line: int, said: str, column: str = "") -> None:
        super().__init__(said)
        self.fault = Refused(line, column, said)


def decoded(data: bytes) -> str:
    """The text of an uploaded file. Raises NoTable: UTF-8 is expected, and the sentence says what was found."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            if name.startswith("xls"):
                raise NoTable(
                    0, _("The file is a spreadsheet; a CSV file was expected: save it as “CSV UTF-8”.")
                )
            raise NoTable(
                0, _("The file is %(name)s text; UTF-8 was expected: save it as “CSV UTF-8”.", name=name)
            )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        raise NoTable(
            line,
            _(
                "Line %(line)s: a letter is not UTF-8 text, as was expected: save it as “CSV UTF-8”.",
                line=line,
            ),
        ) from None


def rows(text: str, columns: Sequence[Column]) -> Iterator[Cells | Refused]:
    """Every row but the empty ones, in order; a row of another width is a Refused. Raises NoTable."""
    text = text.removeprefix("\ufeff")
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise NoTable(line, _("Line %(line)s: a NUL character; text was expected.", line=line))
    reader = csv.reader(_lines(text), strict=True)
    line = 1
    try:
        header = next(reader, [])
        names = _header(header, columns)
        line = reader.line_num + 1
        for values in reader:
            if any(value.strip() for value in values):
                yield _cells(line, values, header, names)
            line = reader.line_num + 1
    except csv.Error:
        raise NoTable(
            line,
            _(
                "Line %(line)s: a quotation mark is open or stands alone; nothing after it can be read.",
                line=line,
            ),
        ) from None


def _lines(text: str) -> Iterator[str]:
    for number, line in enumerate(io.StringIO(text, newline=""), start=1):
        if len(line) > LONGEST_LINE:
            raise NoTable(
                number,
                _(
                    "Line %(line)s has %(many)s characters; at most %(most)s were expected.",
                    line=number, many=len(line), most=LONGEST_LINE,
                ),
            )  # fmt: skip
        yield line


def _header(header: list[str], columns: Sequence[Column]) -> list[str]:
    """The names of the columns in the file's order, "" for an empty one. Raises NoTable."""
    names = [name.strip().lower() for name in header]
    if not any(names):
        raise NoTable(0, _("The file is empty; a header and at least one row were expected."))
    if len(names) == 1 and any(sign in names[0] for sign in ";\t"):
        raise NoTable(1, _("Line 1: the columns are divided by semicolons or tabs; commas were expected."))
    known = [column.name for column in columns]
    for column in columns:
        if column.needed and column.name not in names:
            raise NoTable(
                1, _("Line 1: there is no column %(name)s; the columns are: %(known)s.", name=column.name,
                     known=", ".join(known)), column.name,
            )  # fmt: skip
    for name in filter(None, names):
        if name not in known:
            raise NoTable(
                1, _("Line 1: there is no such column as %(name)s; the columns are: %(known)s.", name=quoted(name),
                     known=", ".join(known)),
            )  # fmt: skip
        if names.count(name) > 1:
            raise NoTable(
                1, _("Line 1: the column %(name)s stands there twice; once was expected.", name=name), name
            )
    return names


def _cells(line: int, values: list[str], header: list[str], names: list[str]) -> Cells | Refused:
    if [value.strip() for value in values] == [name.strip() for name in header]:
        said = _("Line %(line)s: the header again; one file with one header was expected.", line=line)
        return Refused(line, "", said)
    # One value too many shifts every one after it, also where the last of the row is empty.
    if len(values) != len(names):
        said = _(
            "Line %(line)s: it has %(many)s values; %(most)s were expected, as in the header. A text or number with a"
            " comma in it stands in quotes.",
            line=line, many=len(values), most=len(names),
        )  # fmt: skip
        return Refused(line, "", said)
    unnamed = [value for name, value in zip(names, values, strict=True) if not name and value.strip()]
    if unnamed:
        said = _(
            "Line %(line)s: %(value)s stands in a column without a name; nothing was expected there.",
            line=line, value=quoted(unnamed[0]),
        )  # fmt: skip
        return Refused(line, "", said)
    return Cells(line, {name: value.strip() for name, value in zip(names, values, strict=True) if name})
