"""What happened, as entries of a feed in the language of the page: meetings, decisions, news, work done, figures."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

from crimemap import language, words
from crimemap.brief import gatherings as calendar
from crimemap.brief import standing
from crimemap.brief.decided import Told
from crimemap.editorial import happened
from crimemap.editorial.happened import Finished, Instants
from crimemap.editorial.meetings import Gathering, Standing
from crimemap.editorial.stories import Shown as Story
from crimemap.language import gettext as _
from crimemap.language import ngettext
from crimemap.measures import crime
from crimemap.release import Area, Release
from crimemap.web.feeds.writing import Entry
from crimemap.web.site import gatherings, payback
from crimemap.web.site.named import name_of
from crimemap.web.site.publications import Row

AHEAD: Final = timedelta(days=28)
"""How long before it a meeting enters a feed: a series would else fill it a year ahead. [choose]"""

Link = Callable[..., str]
"""An endpoint and its values as an absolute address."""


def meetings(release: Release, found: Iterable[Gathering], now: datetime, link: Link) -> Iterator[Entry]:
    """Those of the next four weeks; one that is moved or cancelled as an entry of its own, as soon as that is said."""
    for one in found:
        at = entered(one)
        if calendar.is_over(one, now) or at > now:
            continue
        row = gatherings.row(release, one)
        what = f"{row.standing}: {row.title.text}" if row.standing else row.title.text
        title = _("%(what)s, %(when)s", what=what, when=row.when)
        yield Entry(
            _name(one), title, row.title.lang, link("meeting", meeting_id=one.id), _of_meeting(row), _("Meeting"),
            at, max(at, one.changed_at.astimezone(UTC)),
        )  # fmt: skip


def entered(one: Gathering) -> datetime:
    """Since when a meeting stands in a feed."""
    changed = one.changed_at.astimezone(UTC)
    return (
        changed if one.standing is not Standing.AS_SAID else max(changed, one.start.astimezone(UTC) - AHEAD)
    )


def next_entry(found: Iterable[Gathering], now: datetime) -> datetime | None:
    """When the clock alone lets the next meeting into a feed."""
    return min((at for one in found if (at := entered(one)) > now), default=None)


def decisions(
    found: Iterable[Gathering], told: Mapping[str, Instants], now: datetime, link: Link
) -> Iterator[Entry]:
    """What each meeting decided."""
    for one in found:
        instants = told.get(one.id)
        if one.record is None or instants is None:
            continue
        title = gatherings.title_of(one)
        said = _("Decided at “%(title)s”, %(day)s", title=title.text, day=language.day(one.start.date()))
        yield Entry(
            f"/meetings/{one.id}/decided", said, title.lang, link("meeting", meeting_id=one.id),
            _of_record(Told.of(one.record, now)), _("Decisions"), instants.at, instants.changed,
        )  # fmt: skip


def news(release: Release, found: Iterable[Story], link: Link) -> Iterator[Entry]:
    """Good news: a measured success, or news."""
    for one in found:
        title, text = payback.said(one.story.text("title")), payback.said(one.story.text("outcome"))
        about = _("Success, measured") if one.is_success else _("News")
        instants = happened.instants(one.piece)
        place = name_of(release, one.piece.partnership)
        yield Entry(
            f"/news/{one.id}", title.text, title.lang, link("story", story_id=one.id),
            "\n".join(filter(None, (text.text, place))), about, instants.at, instants.changed,
        )  # fmt: skip


def work(release: Release, found: Iterable[Finished], link: Link) -> Iterator[Entry]:
    """Community Payback that is finished."""
    for one in found:
        title, place = payback.said(one.project.title), payback.said(one.project.place)
        hours = ngettext("%(num)s hour of unpaid work", "%(num)s hours of unpaid work", one.hours)
        text = f"{place.text}, {one.project.ward_name or name_of(release, one.partnership)}. {hours}."
        yield Entry(
            f"/payback/{one.id}", _("Finished: %(title)s", title=title.text), title.lang,
            link("project", project_id=one.id), text, _("Community Payback"), one.instants.at, one.instants.changed,
        )  # fmt: skip


def figures(
    release: Release, area: Area, rows: Iterable[Row], partnerships: Collection[str], link: Link
) -> Iterator[Entry]:
    """Figures and survey results that were published; of the release that is served, what it says of the area."""
    for row in rows:
        if row.entry is not None:
            yield _of_figures(release, area, row, row.entry.release, link)
        elif (
            row.upload is not None and row.upload.partnership in partnerships and row.upload.withdrawn is None
        ):
            yield Entry(
                f"/surveys/{row.upload.id}", row.title, row.lang or None,
                link("confidence_of", area=row.upload.partnership), row.place, _("Survey results"), row.at, row.at,
            )  # fmt: skip


def _of_figures(release: Release, area: Area, row: Row, one: Release, link: Link) -> Entry:
    said = _("They cover %(months)s.", months=row.covers)
    address = link("release", release_id=one.id)
    if one.id == release.id:
        quality = crime.data_quality(release, area, row.at.date())
        lead = words.lead(area, crime.year(release, area), quality)
        said = " ".join(map(str, (lead, *words.coverage(quality))))  # a month in between may be missing
        address = link("area", area=area)
    title = _("Figures to %(month)s published", month=language.month_name(one.months[-1]))
    name = f"/releases/{one.id}/{row.at:%Y%m%dT%H%M}"
    return Entry(name, title, None, address, said, _("Figures"), row.at, row.at)


def _name(one: Gathering) -> str:
    """A reader shows an entry once by its name: what is moved or cancelled has another."""
    stem = f"/meetings/{one.id}"
    if one.standing is Standing.CANCELLED:
        return f"{stem}/cancelled"
    if one.standing is Standing.MOVED:
        return f"{stem}/moved/{one.start:%Y%m%dT%H%M}"
    return stem


def _of_meeting(row: gatherings.Row) -> str:
    one = row.it
    said = language.current()
    lines = [row.when, row.place, _("Held by: %(who)s.", who=row.held_by), row.clocks]
    lines = [standing.told(one), *lines]
    return "\n".join([*(line for line in lines if line), *filter(None, [one.about.said(said)])])


def _of_record(told: Told) -> str:
    said = language.current()
    lines = []
    for line in told.lines:
        owner = _("By %(who)s.", who=line.owner) if line.owner else ""
        due = _("Due %(day)s.", day=language.day(line.due)) if line.due else ""
        lines.append(
            " ".join(
                filter(None, (line.decided.said(said), line.action.said(said), owner, due, line.mark.word))
            )
        )
    return "\n".join(lines) or _("No decision was taken.")
