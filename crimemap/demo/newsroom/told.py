"""Four stories through the real calls, three measured by the release and one only news; and one brand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from crimemap.demo.newsroom.court import HEXMARSH, MELYS, TAMBER
from crimemap.demo.newsroom.press import Press
from crimemap.demo.newsroom.sheet import Sheet
from crimemap.demo.newsroom.works import Two
from crimemap.editorial import branding
from crimemap.editorial.database import Bilingual
from crimemap.editorial.pieces import Kind
from crimemap.editorial.stories import TEXTS, Evidence, Side, Story
from crimemap.measures import crime
from crimemap.release import Release
from crimemap.terms import CrimeType


@dataclass(frozen=True, slots=True)
class Tale:
    """A story. `measured`: an area's code and what was counted there. What is said holds whichever way it went."""

    ago: int
    partnership: str
    title: Two
    problem: Two
    action: Two
    outcome: Two
    caveat: Two
    approaches: tuple[str, ...]
    measured: tuple[str, CrimeType] | None = None


TALES: Final = (
    Tale(
        38, TAMBER, ("Locks for 180 back gates in Larkwith", ""),
        (("In most burglaries in Larkwith somebody came from the path behind the houses, through a gate that could not"
          " be locked."), ""),
        (("The neighbourhood team and the housing association fitted locks to 180 gates in six weekends, and showed"
          " people how to mark their bicycles and tools. Residents of eleven streets hold the keys between them."), ""),
        ("People say that they know those who live behind them now: four streets have begun a shared list.", ""),
        ("Burglary also fell where no gate got a lock, so that not all of the change can be due to the locks.",
         ""),
        ("early-action", "driving-seat"), ("corvenshire-tv3", CrimeType.BURGLARY),
    ),
    Tale(
        24, HEXMARSH, ("Light over the car parks of Caddlesea", ""),
        ("Cars and vans were broken into at the sea front, most of them in two car parks without a lamp.", ""),
        (("The council put up fourteen lamps and cut the hedges back. Wardens walk through in the evening and leave a"
          " note on the windscreen where something is left in sight."), ""),
        ("The parking places near the harbour are used in the evening again, the traders say.", ""),
        (("The figures are for all of Caddlesea, because none are published for a single car park. Vehicle crime fell"
          " in other towns too."), ""),
        ("early-action", "right-level"), ("corvenshire-hx5", CrimeType.VEHICLE_CRIME),
    ),
    Tale(
        16, MELYS, ("A warning by door and text in Aberfelys", "Rhybudd wrth y drws a thrwy neges yn Aberfelys"),
        ("When one home was burgled, others close by often followed within a fortnight.",
         "Pan oedd rhywun yn torri i mewn i un cartref, roedd eraill gerllaw yn aml yn dilyn o fewn pythefnos."),
        (("Since spring the team knocks at the forty nearest doors within a day, brings window locks, and sends a"
          " message to whoever asked for one."),
         ("Ers y gwanwyn mae'r tîm yn curo wrth y deugain drws agosaf o fewn diwrnod, yn dod â chloeon ffenestri, ac yn"
          " anfon neges at bawb a ofynnodd am un.")),
        ("Six hundred people have signed up for messages.", "Mae chwe chant o bobl wedi cofrestru i gael negeseuon."),
        ("Only burglaries that were reported are counted, and the year is too short to tell whether it lasts.",
         "Dim ond bwrgleriaethau a gofnodwyd sy'n cael eu cyfrif, ac mae blwyddyn yn rhy fyr i ddweud a fydd yn para."),
        ("early-action", "visible-justice"), ("dyffryn-melys-dyf.01", CrimeType.BURGLARY),
    ),
    Tale(
        5, TAMBER, ("A stall where you can ask what came of it", ""),
        ("People told the partnership that they report things and never hear again.", ""),
        (("On the first Saturday of each month somebody from the police, the council and the probation service stands"
          " at Tamberton market, with the cases, projects and promises of the month on one sheet."), ""),
        ("At the first two stalls 130 people stopped, and 22 nominated work for Community Payback.", ""),
        ("", ""), ("visible-justice", "driving-seat"),
    ),
)  # fmt: skip


def tell(press: Press, release: Release) -> None:
    """Every story, approved the day after it was written."""
    for tale in TALES:
        content = _content(tale, release)
        piece = press.draft(Kind.STORY, tale.partnership, content, tale.ago + 1, tale.title)
        press.hand_in(piece, tale.ago + 1)
        press.approve(piece, tale.ago)


def brand(press: Press) -> None:
    """One partnership has a name, a logo and a colour of its own."""
    sheet = Sheet("brand")
    wanted = branding.Wanted(
        Bilingual("Dyffryn Melys Together", "Dyffryn Melys Gyda'n Gilydd"), "#5B3A76", sheet.badge()
    )
    made = branding.propose(
        press.session, press.author, MELYS, wanted, token=press.mark("brand"), now=press.at(200, 11)
    )
    branding.decide(press.session, press.approver, made.id, publish=True, now=press.at(199, 10))


def _content(tale: Tale, release: Release) -> Story:
    said: dict[str, Any] = {}
    for name in TEXTS:
        said[f"{name}_en"], said[f"{name}_cy"] = getattr(tale, name)
    return Story(**said, approaches=tale.approaches, evidence=_evidence(tale, release))


def _evidence(tale: Tale, release: Release) -> Evidence | None:
    """The latest twelve months against those before, as the measures have them."""
    if tale.measured is None:
        return None
    code, what = tale.measured
    area = release.area(code)
    if area is None:
        return None
    change = crime.change(release, area, what, crime.latest_period(release))
    return Evidence(
        type=what.value, area=area.code, area_name=area.name, before=Side.of(change.before), after=Side.of(change.now),
        verdict=change.verdict.value, wanted="fewer", broken=change.broken_by.what if change.broken_by else "",
    )  # fmt: skip
