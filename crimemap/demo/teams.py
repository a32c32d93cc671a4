"""Neighbourhood teams of the county, as the police API answers: people, meetings, priorities; all of it invented.

Caddlesea has published nothing. One post is vacant, one meeting is cancelled, one moved, one in two languages, one on
the night the clocks change, one without an end; one lies in the past. Wrenstow has none to come.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Final, TypeAlias

from crimemap.demo import plan

Answer: TypeAlias = dict[str, Any]

_MON, _TUE, _WED, _THU, _FRI, _SAT, _SUN = range(7)
_FETCHED_BEFORE: Final = 2
"""Days before the county's day on which the police were asked."""

SITES: Final = {
    plan.CORVENSHIRE: "corvenshire.example",
    plan.DYFFRYN_MELYS: "heddlu-dyffryn-melys.example",
}


@dataclass(frozen=True, slots=True)
class _Team:
    """Ranks and trees; where and when they meet (day of the week, hour, days ahead at least); issues and actions."""

    people: tuple[tuple[str, str], ...] = ()
    hall: str = ""
    when: tuple[int, float, int] | None = None
    priorities: tuple[tuple[str, str], ...] = ()
    station: str = ""
    more: tuple[str, ...] = field(default=())
    """What is to happen beside the regular meeting ("night", "marking", "past"), or what is odd about it (_ABOUT)."""


_TEAMS: Final = {
    "TV1": _Team(
        (("Sgt", "Elder"), ("PC", "Ash"), ("PC", "Poplar"), ("PCSO", "Lime"), ("PCSO", "Cherry")),
        "Guildhall, Market Place", (_TUE, 18.0, 9),
        (("Fights and shouting after closing time around Market Place",
          "Two officers from 10pm to 3am on Fridays and Saturdays; taxi marshals paid for by the council until March."),
         ("Bicycles taken from the station’s racks",
          "The racks were moved into the light; 140 bicycles marked at two sessions."),
         ("Shop staff insulted and threatened", "A radio link between 31 shops; visits every day at four.")),
        "Tamberton Police Station, Guildhall Street", ("night", "past")),
    "TV2": _Team((("Sgt", "Birch"), ("PC", "Aspen"), ("PCSO", "Maple")), "Teaselby Community Hall", (_WED, 19.0, 8),
        (("Cars raced on the ring road on Sunday evenings", "Speed checks on six Sundays; 41 drivers spoken to."),
         ("Parcels taken from doorsteps", "Forty homes now share four parcel boxes."),
         ("Young people with nowhere to go after school", "")), "", ("cancelled",)),
    "TV3": _Team((("Sgt", "Rowan"), ("PC", "Hazel"), ("PCSO", "Alder")), "Larkwith Library, Wren Street",
        (_THU, 19.0, 10),
        (("Riders cutting through Lark Common at night",
          "Two gates fitted at Plover Road; patrols on Friday and Saturday evenings until the new year."),
         ("Thefts from vans around the station",
          "Lighting repaired in the station car park; owners shown how to secure their tools."),
         ("Shop staff threatened in the evening",
          "A radio link between eleven shops was promised. Nine are connected.")),
        "Larkwith Police Station, Wren Street", ("marking", "past")),
    "TV4": _Team((("Sgt", "Linden"), ("PC", "Larch"), ("PCSO", "Juniper")), "Dunstock School", (_MON, 18.5, 15),
        (("Fly-tipping in the lanes", "Two gates closed with the council; three people fined."),
         ("Speeding past the school", "Volunteers with a speed gun twice a week."),
         ("Noise from the playing field", "")),
        "", ("moved",)),
    "TV5": _Team((("Sgt", "Beech"), ("PC", "Oak"), ("PC", "Hawthorn"), ("PCSO", "Willow")), "Osterby Chapel Hall",
        (_TUE, 19.0, 16),
        (("Drinking in the park", "An order allows officers to take alcohol away until September."),
         ("Burglaries of sheds and garages", "Locks fitted for 60 homes; a watch group in four streets."),
         ("Damage to bus shelters", "Polycarbonate instead of glass at three stops.")), "Osterby Police Station"),
    "TV6": _Team((("PC", "Cedar"), ("PCSO", "Pine")), "", None,
        (("Thefts of diesel and tools from farms", "Marking days at the market; number plates read on the main road."),
         ("Callers who say that they are from the council", "The home for the elderly has a doorbell with a camera."),
         ("Dogs worrying sheep", "Signs at every stile; two owners warned."))),
    "HX1": _Team((("Sgt", "Sycamore"), ("PC", "Chestnut"), ("PC", "Holly"), ("PCSO", "Elm")), "Hexmarsh Corn Hall",
        (_THU, 18.0, 13),
        (("Begging with threats in the High Street", "Outreach workers with every patrol; eleven people housed."),
         ("Vehicle crime at the multi-storey", "Barriers and lights; staff on site until midnight."),
         ("Drug dealing by the canal", "Hedges cut, benches moved, patrols on foot.")), "Hexmarsh Police Station"),
    "HX2": _Team((("Sgt", "Spindle"), ("PC", "Medlar"), ("PCSO", "Quince")), "Ferrowby Sailing Club", (_SAT, 10.0, 12),
        (("Outboard motors taken from the harbour", "Forty engines marked; a camera at the slipway."),
         ("Young people jumping from the pier", "Talks in every class of the secondary school."),
         ("Parking on the lifeboat’s way", "The council painted the lines again.")), "", ("open",)),
    "HX3": _Team((("PC", "Bay"), ("PCSO", "")), "Pennyfold Village Hall", (_WED, 19.5, 17),
        (("Speeding through the village", "A sign that shows the speed, moved every month."),
         ("Thefts from churches", "Lead replaced; neighbours have the number to call."),
         ("Cold callers", "Stickers for 300 doors."))),
    "HX4": _Team((("PC", "Fir"), ("PCSO", "Buckthorn")), "Gorseworth Mill", (_THU, 19.0, 24),
        (("Quad bikes on the downs", "Three seized with the national park’s rangers."),
         ("Vans broken into at viewpoints", "Notices in four languages; patrols at weekends."),
         ("Litter and fires", ""))),
    "HX5": _Team(),
    "DYF.01": _Team((("Sgt", "Onnen"), ("PC", "Celyn"), ("PCSO", "Bedwen")), "Neuadd y Dref, Aberfelys",
        (_MON, 18.5, 14),
        (("Yfed yn y parc / Drinking in the park", "Patrolau gyda’r nos / Patrols in the evening."),
         ("Dwyn o siopau / Shoplifting", "Cyswllt radio rhwng wyth siop / A radio link between eight shops."),
         ("Beiciau ar y prom / Bicycles on the promenade", "")), "Gorsaf Heddlu Aberfelys / Aberfelys Police Station",
        ("bilingual",)),
    "DYF.02": _Team((("PC", "Helyg"), ("PCSO", "Gwern")), "Neuadd Llanfelys", (_TUE, 19.0, 20),
        (("Goryrru ar y bont / Speeding on the bridge", "Arwydd newydd / A new sign."),
         ("Tipio anghyfreithlon / Fly-tipping", ""), ("Dwyn o ffermydd / Theft from farms", ""))),
    "DYF.03": _Team((("PC", "Derwen"), ("PCSO", "Eithin")), "Clwb Rygbi Nantfelys", (_THU, 19.0, 27),
        (("Difrod yn y maes chwarae / Damage at the playground", "Golau newydd / New lights."),
         ("Dwyn disel / Diesel theft", ""), ("Sŵn gyda’r nos / Noise at night", ""))),
}  # fmt: skip


def fetched(as_of: date) -> Answer:
    """When the police were asked."""
    return {"date": (as_of - timedelta(days=_FETCHED_BEFORE)).isoformat()}


def contact(town: plan.Town) -> Answer:
    """How to reach a town's team; Caddlesea has published nothing."""
    if not _TEAMS[town.id].people:
        return {}
    name = town.name.lower().replace(" ", "-")
    number = 106 + 4 * plan.TOWNS.index(town)
    return {"email": f"{name}@{SITES[town.force]}", "telephone": f"01632 960{number}"}


def stations(town: plan.Town) -> list[Answer]:
    """Where the team is found."""
    address = _TEAMS[town.id].station
    if not address:
        return []
    name, _, street = address.partition(", ")
    return [{"name": name, "type": "station", "address": f"{street}, {town.name}".removeprefix(", "), "postcode": "",
             "telephone": "101", "latitude": None, "longitude": None,
             "description": "<p>Front counter open Monday to Friday, 9am to 5pm.</p>"}]  # fmt: skip


def people(town: plan.Town) -> list[Answer]:
    """The team, by rank; a post without a name is vacant."""
    return [
        {"name": name or "Vacant", "rank": rank, "contact_details": {},
         "bio": f"<p>Works in {town.name}.</p>" if name else "<p>We are filling this post.</p>"}
        for rank, name in _TEAMS[town.id].people
    ]  # fmt: skip


def priorities(town: plan.Town, as_of: date) -> list[Answer]:
    """What the team works on: set two months ago, acted on since, or not yet."""
    set_on, acted = as_of - timedelta(days=64), as_of - timedelta(days=19)
    return [
        {"issue": f"<p>{issue}</p>", "issue-date": f"{set_on}T00:00:00",
         "action": f"<p>{action}</p>" if action else None,
         "action-date": f"{acted - timedelta(days=3 * n)}T00:00:00" if action else None}
        for n, (issue, action) in enumerate(_TEAMS[town.id].priorities)
    ]  # fmt: skip


_ABOUT: Final = {
    "": ("Neighbourhood meeting", "Step-free. Tell us what should come next."),
    "moved": ("Neighbourhood meeting", "Moved from the church hall: the heating is being repaired."),
    "cancelled": ("Cancelled: neighbourhood meeting", "The hall is flooded. We meet again a fortnight later."),
    "bilingual": ("Cyfarfod cymdogaeth / Neighbourhood meeting",
                  "Croeso i chi siarad Cymraeg. You are welcome to speak English."),
    "open": ("Coffee with the team", ""),
}  # fmt: skip
"""What is said of a team's regular meeting, where something is to be said."""


def events(town: plan.Town, as_of: date) -> list[Answer]:
    """Meetings of the next weeks and one of the last, in no order: the API gives none."""
    team = _TEAMS[town.id]
    found = []
    if "night" in team.more:
        start = _at(_clocks_change(as_of) - timedelta(days=1), 23.0)
        found.append(_event("Night walk with the street pastors", "Meet at the Guildhall steps", start, 4.0,
                            "The clocks change during this walk."))  # fmt: skip
    if "marking" in team.more:
        start = _at(_next(_SAT, as_of + timedelta(days=19)), 10.0)
        found.append(_event("Tools and bicycles marked free", f"{town.name} Station car park", start, 3.0))
    if "past" in team.more:
        start = _at(_next(_THU, as_of - timedelta(days=11)), 19.0)
        found.append(_event(_ABOUT[""][0], team.hall, start, 1.5))
    if team.when:
        weekday, hour, ahead = team.when
        start = _at(_next(weekday, as_of + timedelta(days=ahead)), hour)
        special = next((name for name in team.more if name in _ABOUT), "")
        title, about = _ABOUT[special]
        meeting = _event(title, team.hall, start, 1.5, about)
        found.append({**meeting, "end_date": None} if special == "open" else meeting)
        if special == "cancelled":
            found.append(_event(_ABOUT[""][0], team.hall, start + timedelta(days=14), 1.5, _ABOUT[""][1]))
    return found


def _event(title: str, place: str, start: datetime, hours: float, about: str = "") -> Answer:
    return {"title": title, "type": "meeting", "address": place, "description": f"<p>{about}</p>" if about else None,
            "start_date": start.isoformat(), "end_date": (start + timedelta(hours=hours)).isoformat(),
            "contact_details": {}}  # fmt: skip


def _at(day: date, hour: float) -> datetime:
    return datetime.combine(day, time(int(hour), int(hour % 1 * 60)))


def _next(weekday: int, earliest: date) -> date:
    """The first such day of the week, not before `earliest`."""
    return earliest + timedelta(days=(weekday - earliest.weekday()) % 7)


def _clocks_change(after: date) -> date:
    """The next last Sunday of March or October."""
    for year in (after.year, after.year + 1):
        for month in (3, 10):
            last = date(year, month, 31)
            sunday = last - timedelta(days=(last.weekday() - _SUN) % 7)
            if sunday > after:
                return sunday
    raise AssertionError("every year has a March")
