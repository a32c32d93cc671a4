"""Neighbourhood teams as data.police.uk's API gives them: who they are, when they meet, what they work on.

In the folder that `crimemap fetch police` writes, beside each neighbourhood's boundary, and all of them optional:
`neighbourhood.json` (contact, links, stations), `people.json`, `events.json`, `priorities.json`; and beside the list
`fetched.json`, the day on which all of it was asked for. Texts come as HTML and leave as plain text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from crimemap.sources.plain_text import line, paragraphs, web_address
from crimemap.sources.police_api import list_of, read_json
from crimemap.team import Contact, Event, Link, Person, Priority, Station, Team
from crimemap.terms import Refusal

FETCHED: Final = "fetched.json"
MOST_ROWS: Final = 500
"""People, meetings, priorities, links or stations of one neighbourhood that are read; more is no neighbourhood's.
[choose]"""

_MAIL: Final = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_PHONE: Final = re.compile(
    r"\+?[0-9(][0-9() .-]{1,22}[0-9](?: ?(?:,|ext\.?|extension|option|x) ?[0-9]{1,6})?", re.IGNORECASE
)
_PHONES: Final = ("telephone", "mobile")
_PAGES: Final = (
    "web", "facebook", "twitter", "youtube", "instagram", "bebo", "flickr", "google-plus", "blog", "forum",
    "e-messaging", "rss",
)  # fmt: skip
_UNUSED: Final = frozenset({"address", "fax", "pager", "myspace"})
"""Kinds of contact that nobody uses to reach a team now, or that `locations` gives."""


@dataclass(frozen=True, slots=True)
class Teams:
    """A force's teams by code, and what was left out of them."""

    teams: tuple[Team, ...]
    notes: tuple[str, ...]


def read_teams(folder: Path) -> Teams:
    """The teams of a force, sorted by code.

    Raises Refusal naming file and key for what is no answer of the API. A email address, a telephone or an address that
    cannot be one is left out, which is noted.
    """
    fetched = _fetched(folder / FETCHED)
    notes: list[str] = []
    teams = [_team(one.folder, one.code, one.name, fetched, notes) for one in list_of(folder)]
    return Teams(tuple(sorted(teams, key=lambda team: team.code)), tuple(notes))


def _fetched(path: Path) -> date | None:
    return _Table.of(path, {}, []).day("date") if path.is_file() else None


def _team(folder: Path, code: str, name: str, fetched: date | None, notes: list[str]) -> Team:
    detail = _Table.of(folder / "neighbourhood.json", {}, notes)
    return Team(
        code=code,
        name=name,
        url=detail.url("url_force"),
        about=detail.text("description"),
        contacts=detail.contacts(),
        people=tuple(_person(row) for row in _rows(folder / "people.json", notes)),
        events=tuple(event for row in _rows(folder / "events.json", notes) if (event := _event(row))),
        priorities=tuple(_priorities(folder / "priorities.json", notes)),
        stations=tuple(_station(row) for row in detail.rows("locations")),
        links=tuple(link for row in detail.rows("links") if (link := _link(row))),
        fetched=fetched,
    )


def _person(row: _Table) -> Person:
    return Person(row.line("name"), row.line("rank"), row.text("bio"), row.contacts())


def _event(row: _Table) -> Event | None:
    start, end = row.moment("start_date"), row.moment("end_date")
    title = row.line("title") or row.line("type")
    if start is None or not title:
        row.note("an event without a title or a start; left out")
        return None
    return Event(
        title=title,
        kind=row.line("type"),
        place=row.line("address"),
        about=row.text("description"),
        start=start,
        end=end if end and end > start else None,
        contacts=row.contacts(),
    )


def _priorities(path: Path, notes: list[str]) -> Iterator[Priority]:
    for row in _rows(path, notes):
        issue = row.text("issue")
        if issue:
            yield Priority(issue, row.day("issue-date"), row.text("action"), row.day("action-date"))
        else:
            row.note("a priority without an issue; left out")


def _station(row: _Table) -> Station:
    return Station(
        row.line("name"), row.line("type"), row.line("address"), row.line("postcode"), row.phone("telephone"),
        row.text("description"),
    )  # fmt: skip


def _link(row: _Table) -> Link | None:
    url = row.url("url")
    return Link(row.line("title") or url, url, row.line("description")) if url else None


def _rows(path: Path, notes: list[str]) -> list[_Table]:
    """The rows of a file that holds a list; none where there is no such file."""
    if not path.is_file():
        return []
    return _tables(path, "", read_json(path), notes)


def _tables(path: Path, key: str, found: Any, notes: list[str]) -> list[_Table]:
    where = f"{path}: {key}" if key else str(path)
    if not isinstance(found, list):
        raise Refusal(f"{where}: a JSON list was expected.")
    if len(found) > MOST_ROWS:
        raise Refusal(f"{where}: {len(found):,} entries; at most {MOST_ROWS} were expected.")
    for number, entry in enumerate(found, start=1):
        if not isinstance(entry, dict):
            raise Refusal(f"{where}: entry {number} is {str(entry)[:40]!r}; a JSON object was expected.")
    return [
        _Table(path, f"{key} entry {number}".strip(), entry, notes)
        for number, entry in enumerate(found, start=1)
    ]


@dataclass(slots=True)
class _Table:
    """A JSON object of the API: its values by key as what they are meant to be."""

    path: Path
    at: str
    values: dict[str, Any]
    notes: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, path: Path, default: dict[str, Any], notes: list[str]) -> _Table:
        """The object that a file holds; `default` where there is no such file."""
        found = read_json(path) if path.is_file() else default
        if not isinstance(found, dict):
            raise Refusal(f"{path}: a JSON object was expected.")
        return cls(path, "", found, notes)

    def _where(self, key: str) -> str:
        return ": ".join(part for part in (f"{self.path.parent.name}/{self.path.name}", self.at, key) if part)

    def _named(self, key: str) -> str:
        """As `_where`, with the whole path: for a refusal, which names one file of many folders."""
        return ": ".join(part for part in (str(self.path), self.at, key) if part)

    def note(self, said: str, key: str = "") -> None:
        self.notes.append(f"{self._where(key)}: {said}")

    def _written(self, key: str) -> str:
        """Text, "" where the key is absent or null. The API gives numbers as text and now and then as numbers."""
        found = self.values.get(key)
        if found is None:
            return ""
        if isinstance(found, bool) or not isinstance(found, str | int | float):
            raise Refusal(f"{self._named(key)}: text was expected.")
        return str(found)

    def text(self, key: str) -> tuple[str, ...]:
        return paragraphs(self._written(key))

    def line(self, key: str) -> str:
        return line(self._written(key))

    def url(self, key: str) -> str:
        return self._valid(key, web_address(self._written(key).strip()), "no http(s) address")

    def phone(self, key: str) -> str:
        written = line(self._written(key))
        return self._valid(key, written if _PHONE.fullmatch(written) else None, "no telephone number")

    def mail(self, key: str) -> str:
        written = line(self._written(key)).removeprefix("mailto:")
        return self._valid(key, written if _MAIL.fullmatch(written) else None, "no email address")

    def _valid(self, key: str, found: str | None, fault: str) -> str:
        if found is None and self._written(key).strip():
            self.note(f"{line(self._written(key), 60)!r} is {fault}; left out", key)
        return found or ""

    def moment(self, key: str) -> datetime | None:
        """A local time: the API writes no zone, and one that is written is not believed."""
        written = self._written(key).strip()
        if not written:
            return None
        try:
            return datetime.fromisoformat(written).replace(tzinfo=None)
        except ValueError:
            raise Refusal(
                f"{self._named(key)} = {written[:40]!r}: a date and time like 2026-12-03T19:00:00 was expected."
            ) from None

    def day(self, key: str) -> date | None:
        found = self.moment(key)
        return found.date() if found else None

    def rows(self, key: str) -> list[_Table]:
        found = self.values.get(key)
        return [] if found is None else _tables(self.path, key, found, self.notes)

    def contacts(self) -> tuple[Contact, ...]:
        """Mail first, then telephones, then pages."""
        found = self.values.get("contact_details")
        if not found:  # the API writes an empty table as []
            return ()
        if not isinstance(found, dict):
            raise Refusal(f"{self._named('contact_details')}: a JSON object was expected.")
        table = _Table(
            self.path, ": ".join(part for part in (self.at, "contact_details") if part), found, self.notes
        )
        listed = [("email", table.mail("email"))]
        listed += [(kind, table.phone(kind)) for kind in _PHONES]
        listed += [(kind, table.url(kind)) for kind in _PAGES]
        for kind in sorted(set(found) - {"email", *_PHONES, *_PAGES} - _UNUSED):
            table.note("an unknown kind of contact; left out", line(kind, 40))
        return tuple(Contact(kind, value) for kind, value in listed if value)
