"""What the county's people write, put into the editorial database by the calls that the newsroom uses itself.

`court`, `works`, `wishes`, `halls`, `decided`, `notices`, `results` and `told` hold what is said; `cases`, `projects`,
`asked`, `gathered`, `notices`, `results`, `told` and `readers` say it through the real calls, by two accounts that
cannot sign in (`press`), each act with the time at which it would have been done. `scenes` draws the pictures. The
same seed and day give the same words, dates and pictures; ids, keys and seals are drawn anew each time, as everywhere.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from zoneinfo import ZoneInfo

from crimemap import brief, language
from crimemap.demo.newsroom import asked, cases, gathered, notices, press, projects, readers, results, told
from crimemap.demo.newsroom.court import HEXMARSH, MELYS, TAMBER
from crimemap.editorial.database import Database
from crimemap.release import Release
from crimemap.settings import Refusal
from crimemap.terms import AreaKind

__all__ = ["write_people"]


def write_people(
    database: Database,
    release: Release,
    *,
    seed: int,
    as_of: date,
    zone: ZoneInfo,
    step: Callable[[str], None],
) -> bool:
    """Fill the editorial database, all of it or nothing. False where it was filled before.

    Raises Refusal for any release but the demonstration county's: nothing invented stands beside real figures.
    """
    _must_be_invented(release)
    with language.using("en"), database.session(writing=True) as session:
        if press.are_there(session):
            return False
        step("opening two accounts that cannot sign in")
        office = press.engaged(session, as_of, zone, seed)
        made: dict[str, str] = {}
        step("writing convictions")
        cases.convict(office)
        step("drawing and writing Community Payback")
        projects.work(office, release, made)
        step("taking nominations, asking what comes first")
        asked.nominate(office, made)
        asked.say(office)
        step("announcing what is published next")
        notices.announce(office)
        step("putting in survey results")
        results.upload(office)
        step("calling meetings")
        gathered.meet(office, release)
        step("telling good news")
        told.tell(office, release)
        told.brand(office)
        step("asking for letters")
        readers.subscribe(office, release)
        session.commit()
    return True


def _must_be_invented(release: Release) -> None:
    known = {area.code for area in release.areas(AreaKind.PARTNERSHIP)}
    if not brief.is_invented(release) or not {TAMBER, HEXMARSH, MELYS} <= known:
        raise Refusal(
            f"The served release is {release.name}: invented people are written only beside the demonstration county."
        )
