"""The long run in England and Wales: a survey and the police's own count, two series that are never joined.

Source: data/measures/national.yaml, reviewed figures, each series with the publication that it was read from. A year
that is not there was not published in it: nothing is filled in. Units: estimated incidents; recorded offences.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Annotated, Final

from pydantic import BeforeValidator, HttpUrl, model_validator

from crimemap.disclosure.reviewed import load
from crimemap.figure import Figure, Status
from crimemap.measures.definitions import FOLDER, Row, as_month
from crimemap.terms import Month, Period

THOUSAND: Final = 1_000
SURVEY: Final = "survey"
RECORDED: Final = "recorded"

_Month = Annotated[Month, BeforeValidator(as_month)]


class Published(Row):
    """One figure as read: the last of its twelve months, and the number."""

    months: _Month
    value: int


class NationalBreak(Row):
    """From the figure of `months` on, those before cannot be compared with those after."""

    months: _Month
    what: str
    why: str
    source: str


class National(Row):
    """One of the two series, with where it was read. Texts are English and go through gettext where they are shown."""

    id: str
    title: str
    what: str
    limits: str
    unit: str
    thousands: bool
    publisher: str
    publication: str
    table: str
    released: dt.date | None = None
    edition: str = ""
    url: HttpUrl
    read: str
    also: str = ""
    also_url: HttpUrl | None = None
    licence: str
    reviewed: dt.date
    after: str = ""
    after_source: str = ""
    after_url: HttpUrl | None = None
    breaks: tuple[NationalBreak, ...]
    figures_read: tuple[Published, ...]

    @model_validator(mode="before")
    @classmethod
    def _renamed(cls, row: object) -> object:
        """The file says `figures`; here those are Figures."""
        if isinstance(row, dict) and "figures" in row:
            return {
                **{key: value for key, value in row.items() if key != "figures"},
                "figures_read": row["figures"],
            }
        return row

    @model_validator(mode="after")
    def _in_order(self) -> National:
        last = [figure.months for figure in self.figures_read]
        if last != sorted(set(last)) or any(figure.value <= 0 for figure in self.figures_read):
            raise ValueError(f"the figures of {self.id} are positive and in the order of time, one a year")
        if not {row.months for row in self.breaks} <= set(last):
            raise ValueError(f"a break of {self.id} begins with one of its figures")
        return self

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Each year as a Figure in single incidents or offences, oldest first."""
        per = THOUSAND if self.thousands else 1
        return tuple(
            Figure(
                value=one.value * per,
                status=Status.PUBLISHED,
                period=Period.ending(one.months),
                unit=self.unit,
                source=f"{self.publisher}, {self.publication}",
                release=self.reviewed.isoformat(),
            )
            for one in self.figures_read
        )

    def stretches(self) -> Iterator[tuple[Figure, ...]]:
        """Runs of figures with no break among them: only inside one may two figures be compared."""
        starts = {row.months for row in self.breaks}
        run: list[Figure] = []
        for figure in self.figures:
            if figure.period.last in starts and run:
                yield tuple(run)
                run = []
            run.append(figure)
        yield tuple(run)


class _File(Row):
    series: tuple[National, ...]


def load_national(file: Path = FOLDER / "national.yaml") -> tuple[National, ...]:
    """The series in the order of the file. Raises Refusal naming the file and the key."""
    return load(file, _File).series


@cache
def national() -> dict[str, National]:
    """The reviewed series of this installation by id (`survey`, `recorded`), read once a process."""
    return {series.id: series for series in load_national()}
