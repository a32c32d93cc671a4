"""What was published when: releases of figures, and survey results that people published since, in one list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from crimemap import language
from crimemap.editorial import announcements, surveys
from crimemap.editorial.announcements import Announced, Subject
from crimemap.language import gettext as _
from crimemap.language import ngettext
from crimemap.measures.crime import SOURCE
from crimemap.release import Release
from crimemap.web.site import figures, revisions, timetable, written
from crimemap.web.site.frame import href, now
from crimemap.web.site.named import name_of
from crimemap.web.site.served import Served
from crimemap.web.site.timetable import Came, Coming, Note

HEADER = (
    "part", "subject", "partnership_code", "partnership", "title", "standing", "month", "at", "said_at", "moved_from",
    "reason", "release", "first_month", "last_month", "sha256", "source", "licence",
)  # fmt: skip


Line = dict[str, str]


@dataclass(frozen=True, slots=True)
class Row:
    """One publication. `at` is an instant here; `address` and `changes` are addresses, or empty."""

    came: Came
    at: datetime
    title: str
    lang: str
    place: str
    covers: str
    address: str
    changes: str
    source: str
    notes: tuple[Note, ...]
    entry: revisions.Entry | None = None
    upload: surveys.Published | None = None


def rows(served: Served, release: Release | None) -> tuple[Row, ...]:
    """Everything that was published and is kept, the latest first."""
    found = [*_figures(served), *_uploads(release)]
    return tuple(sorted(found, key=lambda row: row.at, reverse=True))


def came(found: Iterable[Row]) -> tuple[Came, ...]:
    """The same as the calendar needs it."""
    return tuple(row.came for row in found)


def to_csv(calendar: Sequence[Coming], found: Sequence[Row]) -> bytes:
    """The calendar with every change of it, and what was published; UTF-8 with a mark for Excel."""
    lines = [*_calendar_lines(calendar), *(_published_line(row) for row in found)]
    return figures.sheet(
        HEADER, [[{"licence": figures.LICENCE, **line}.get(name, "") for name in HEADER] for line in lines]
    )


def _figures(served: Served) -> Iterator[Row]:
    for entry in revisions.entries(served):
        one, came_ = entry.release, Came(Subject.CRIME, entry.at)
        covers = _(
            "%(first)s to %(last)s",
            first=language.month_name(one.months[0]), last=language.month_name(one.months[-1]),
        )  # fmt: skip
        changes = href("changes", earlier=entry.before, later=one.id) if entry.before else ""
        yield Row(
            came_, _here(entry.at), one.id, "", "", covers, href("release", release_id=one.id), changes, SOURCE,
            (*_surveys_in(one), *_announced(came_)), entry=entry,
        )  # fmt: skip


def _surveys_in(release: Release) -> Iterator[Note]:
    """Results of surveys that came with the figures."""
    if many := sum(file.results for file in release.manifest.surveys if file.format != "indicators"):
        yield Note(ngettext("With %(num)s survey result.", "With %(num)s survey results.", many))


def _uploads(release: Release | None) -> Iterator[Row]:
    said = language.current()
    nothing: tuple[surveys.Published, ...] = ()
    for one in written.read(_asked, nothing):
        came_ = Came(Subject.SURVEYS, one.at, one.partnership)
        place = name_of(release, one.partnership) if release is not None else one.partnership
        yield Row(
            came_, _here(one.at), one.title.said(said), one.title.language_said(said), place, "",
            "" if one.withdrawn else href("survey_file", upload_id=one.id), "", "", _of_upload(one), upload=one,
        )  # fmt: skip


def _asked(session: Session) -> tuple[surveys.Published, ...]:
    return surveys.published(session, now())


def _of_upload(one: surveys.Published) -> tuple[Note, ...]:
    """Why it was not announced, that it was corrected, or withdrawn."""
    said, notes = language.current(), []
    if one.unannounced:
        text = _("Not announced four weeks before.")
        notes.append(Note(text, one.unannounced.said(said), one.unannounced.language_said(said)))
    for _id, at in one.corrected:
        notes.append(Note(_("Corrected by what was published on %(when)s.", when=timetable.moment_of(at))))
    if one.withdrawn is not None:
        why = one.withdrawn.said
        text = _("Withdrawn on %(when)s.", when=timetable.moment_of(one.withdrawn.at))
        notes.append(Note(text, why.said(said), why.language_said(said)) if why else Note(text))
    return tuple(notes)


def _announced(what: Came) -> tuple[Note, ...]:
    """What the calendar had said of it, and every move."""
    for one in timetable.announced():
        if _is_of(one, what):
            return timetable.history(one)
    return ()


def _is_of(one: Announced, what: Came) -> bool:
    about_it = one.subject is what.subject and one.partnership in {None, what.partnership}
    return (
        about_it
        and not one.called_off
        and one.at is not None
        and _here(one.at).date() == _here(what.at).date()
    )


def _here(at: datetime) -> datetime:
    return at.astimezone(now().tzinfo)


def _calendar_lines(calendar: Sequence[Coming]) -> Iterator[Line]:
    """One line a row of the calendar, then every change of every announcement, also of those that are over."""
    said = language.current()
    for row in calendar:
        one = row.one
        yield {
            "part": "calendar", "subject": row.subject, "partnership": figures.safe_cell(row.place),
            "partnership_code": one.partnership or "" if one else "", "title": figures.safe_cell(row.title),
            "standing": row.standing, "month": str(row.month), "at": _stamp(row.at),
            "said_at": _stamp(one.said_at) if one else "",
            "reason": figures.safe_cell(one.reason.said(said)) if one else "",
        }  # fmt: skip
    for one in timetable.announced():
        for change in one.changes:
            yield {
                "part": "said", "subject": one.subject, "partnership_code": one.partnership or "",
                "title": figures.safe_cell(one.title.said(said)), "standing": change.what, "month": str(change.month),
                "at": _stamp(change.at), "said_at": _stamp(change.said_at),
                "moved_from": _stamp(change.old_at) or str(change.old_month or ""),
                "reason": figures.safe_cell(change.reason.said(said)),
            }  # fmt: skip


def _published_line(row: Row) -> Line:
    found: Line = {
        "part": "published", "subject": row.came.subject, "standing": "published", "at": _stamp(row.at),
        "reason": figures.safe_cell(" ".join(note.reason for note in row.notes if note.reason)), "source": row.source,
    }  # fmt: skip
    if row.entry is not None:
        one = row.entry.release
        title = announcements.CRIME_TITLE.said(language.current())
        found |= {
            "title": title,
            "release": one.id,
            "first_month": str(one.months[0]),
            "last_month": str(one.months[-1]),
        }
    if row.upload is not None:
        found |= {
            "title": figures.safe_cell(row.title), "partnership": figures.safe_cell(row.place),
            "partnership_code": row.upload.partnership, "sha256": row.upload.sha256,
            "standing": "withdrawn" if row.upload.withdrawn else "published",
        }  # fmt: skip
    return found


def _stamp(at: datetime | None) -> str:
    """2026-12-10T09:30+00:00, here."""
    return _here(at).isoformat(timespec="minutes") if at else ""
