"""What comes when, what was published when, and what changed from one release to another."""

from __future__ import annotations

from datetime import datetime

from flask import current_app, g

from crimemap.cache import Page, cached
from crimemap.web import site
from crimemap.web.public.blueprint import public
from crimemap.web.site import publications, revisions, surveyed, timetable
from crimemap.web.site.doing import earliest
from crimemap.web.site.written import unread


@public.get("/releases")
@cached(written=True)
def releases() -> Page:
    """The calendar of the next twelve months, and everything that was published, the latest first."""
    found = publications.rows(_served(), g.release)
    return site.page(
        "public/about/releases.html",
        until=_until(),
        coming=timetable.coming(g.release, publications.came(found)),
        rows=found,
        moment_of=timetable.moment_of,
        unread=unread(),
    )


@public.get("/releases.csv")
@cached(written=True)
def releases_csv() -> Page:
    """The same for a program or a spreadsheet, with every change of the calendar."""
    found = publications.rows(_served(), g.release)
    calendar = timetable.coming(g.release, publications.came(found))
    answer = site.plain(publications.to_csv(calendar, found), "text/csv")
    answer.headers["Content-Disposition"] = site.download("releases.csv")
    answer.until = _until()
    return answer


@public.get("/releases/<release_id>")
@cached()
def release(release_id: str) -> Page:
    """What one release holds: months, files with their checksums, the account of every row."""
    found = revisions.opened(_served(), release_id)
    return site.page("public/about/release.html", **revisions.told(found))


@public.get("/releases/<earlier>..<later>")
@cached()
def changes(earlier: str, later: str) -> Page:
    """What changed between two releases."""
    found = revisions.compared(_served(), earlier, later)
    return site.page("public/about/changes.html", **revisions.summary(found))


@public.get("/releases/<earlier>..<later>.csv")
@cached()
def changes_csv(earlier: str, later: str) -> Page:
    """Every revised figure, one row a figure."""
    found = revisions.compared(_served(), earlier, later)
    answer = site.plain(revisions.to_csv(found), "text/csv")
    answer.headers["Content-Disposition"] = site.download(f"revisions-{earlier}-{later}.csv")
    return answer


def _until() -> datetime | None:
    return earliest(timetable.midnight(), timetable.until(), surveyed.until())


def _served() -> site.Served:
    served: site.Served = current_app.extensions["crimemap.served"]
    return served
