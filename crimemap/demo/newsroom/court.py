"""The convictions of the county, as its press officers would write them. Nobody in them exists.

What is told: a thing done, the place as a ward or town, the sentence. Never a victim, a shop's name, a street or a
reason to gloat. Cases of Dyffryn Melys stand in both languages.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from crimemap.editorial.convictions.content import TOWN, WHOLE_PARTNERSHIP, Part

TAMBER: Final = "E22900001"
HEXMARSH: Final = "E22900002"
MELYS: Final = "W22900001"


class Fate(StrEnum):
    """What becomes of a case on its way."""

    NAMED = "named"
    EXPIRED = "expired"
    WAITING = "waiting"
    COUNTED = "counted"
    HELD = "held"
    CORRECTED = "corrected"
    WITHHELD = "withheld"
    DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class Heard:
    """One case. `ago`: days before the day of the demonstration on which it was published, or would have been.

    `heard_earlier`: days that the court's day lay further back than usual. `place`: a ward's code and name, or TOWN and
    the town's. `more`: other answers of the form than the usual ones.
    """

    fate: Fate
    ago: int
    partnership: str
    place: tuple[str, str]
    offence: str
    parts: tuple[tuple[str, str], ...]
    what: tuple[str, str]
    sentence: tuple[str, str]
    age: int = 34
    heard_earlier: int = 0
    more: dict[str, str] = field(default_factory=dict)

    @property
    def sentences(self) -> tuple[Part, ...]:
        """As the form holds them."""
        return tuple(Part(kind=kind, measure=measure) for kind, measure in self.parts)


_CENTRE = ("E05900001", "Tamberton Centre")
_LARKWITH = ("E05900005", "Larkwith South")
_OSTERBY = ("E05900008", "Osterby North")
_DUNSTOCK = ("E05900006", "Dunstock North")
_TEASELBY = (TOWN, "Teaselby")
_WRENSTOW = ("E05900011", "Wrenstow South")
_HEX = (TOWN, "Hexmarsh")
_CADDLESEA = ("E05900021", "Caddlesea South")
_FERROWBY = ("E05900014", "Ferrowby North")
_GORSEWORTH = (TOWN, "Gorseworth")
_PENNYFOLD = ("E05900017", "Pennyfold South")
_ABERFELYS = ("W05900002", "Aberfelys De")
_LLANFELYS = (TOWN, "Llanfelys")
_NANTFELYS = ("W05900005", "Nantfelys")

NAMED: Final = (
    Heard(
        Fate.NAMED, 27, TAMBER, _TEASELBY, "drink-driving",
        (("community-order", "12 months, 100 hours"), ("disqualification", "26 months")),
        (("Drove into a parked car in Teaselby and drove on. A breath test showed 96 micrograms of alcohol"
         " in 100 millilitres of breath. The limit is 35. Nobody was hurt."), ""),
        ("A community order of 12 months with 100 hours of unpaid work, and no driving for 26 months.", ""), 41,
    ),
    Heard(
        Fate.NAMED, 24, TAMBER, _CENTRE, "shop-theft",
        (("community-order", "12 months, 80 hours"), ("compensation", "£95")),
        (("Took razors and skin care worth £310 from a shop in Tamberton Centre, on three days of one week. Most of it"
         " was found and given back."), ""),
        ("A community order of 12 months with 80 hours of unpaid work, and £95 to pay to the shop.", ""), 36,
    ),
    Heard(
        Fate.NAMED, 19, HEXMARSH, _HEX, "shop-theft",
        (("suspended", "12 weeks"), ("compensation", "£220")),
        (("Took power tools worth £640 from a shop in Hexmarsh and offered them for sale online. It was the ninth theft"
         " in a year."), ""),
        (("Twelve weeks in prison, suspended: it is served only after another offence. £220 to pay to the"
         " shop."), ""), 47,
    ),
    Heard(
        Fate.NAMED, 17, MELYS, _ABERFELYS, "drink-driving",
        (("fine", "£460"), ("disqualification", "18 months")),
        (("Drove in Aberfelys with 74 micrograms of alcohol in 100 millilitres of breath. The limit is 35. Somebody"
         " had told the police."),
         ("Gyrru yn Aberfelys â 74 microgram o alcohol mewn 100 mililitr o anadl. Y terfyn yw 35. Roedd rhywun wedi"
         " dweud wrth yr heddlu.")),
        ("A fine of £460, and no driving for 18 months.", "Dirwy o £460, a gwaharddiad rhag gyrru am 18 mis."), 52,
    ),
    Heard(
        Fate.NAMED, 15, TAMBER, _OSTERBY, "criminal-damage-public",
        (("community-order", "12 months, 120 hours"), ("compensation", "£600")),
        (("Broke eleven panes of the bus shelters in Osterby in one night. New glass cost the council £2,860, and the"
         " shelters stood open for nine days."), ""),
        ("A community order of 12 months with 120 hours of unpaid work, and £600 to pay to the council.", ""), 27,
    ),
    Heard(
        Fate.NAMED, 13, HEXMARSH, _CADDLESEA, "drink-driving",
        (("fine", "£620"), ("disqualification", "20 months")),
        (("Drove a van along the sea front in Caddlesea with 88 micrograms of alcohol in 100 millilitres of breath. The"
         " limit is 35."), ""),
        ("A fine of £620, and no driving for 20 months. Five months fewer after a course.", ""), 39,
    ),
    Heard(
        Fate.NAMED, 11, MELYS, _LLANFELYS, "shop-theft",
        (("community-order", "12 months, 60 hours"), ("compensation", "£130")),
        ("Took meat and spirits worth £260 from a shop in Llanfelys on four days.",
         "Dwyn cig a gwirodydd gwerth £260 o siop yn Llanfelys ar bedwar diwrnod."),
        ("A community order of 12 months with 60 hours of unpaid work, and £130 to pay to the shop.",
         "Gorchymyn cymunedol o 12 mis gyda 60 awr o waith di-dâl, a £130 i'w dalu i'r siop."), 30,
    ),
    Heard(
        Fate.NAMED, 9, TAMBER, _LARKWITH, "drink-driving",
        (("fine", "£415"), ("disqualification", "16 months")),
        (("Drove in Larkwith with 69 micrograms of alcohol in 100 millilitres of breath. The limit is 35. Police saw"
         " the car drift across the middle of the road."), ""),
        ("A fine of £415, and no driving for 16 months.", ""), 44,
    ),
    Heard(
        Fate.NAMED, 8, HEXMARSH, _FERROWBY, "criminal-damage-public",
        (("community-order", "18 months, 140 hours"), ("compensation", "£480")),
        ("Cut down six young trees on the green in Ferrowby that people had planted in the spring.", ""),
        ("A community order of 18 months with 140 hours of unpaid work, and £480 for new trees.", ""), 23,
    ),
    Heard(
        Fate.NAMED, 6, TAMBER, _DUNSTOCK, "shop-theft",
        (("fine", "£180"), ("compensation", "£140")),
        (("Took spirits and coffee worth £275 from a shop in Dunstock and pushed past the staff at the door. Nobody was"
         " hurt."), ""),
        ("A fine of £180, and £140 to pay to the shop.", ""), 29,
    ),
    Heard(
        Fate.NAMED, 4, MELYS, _NANTFELYS, "criminal-damage-public",
        (("community-order", "12 months, 90 hours"), ("compensation", "£350")),
        ("Sprayed paint over the new signs and benches of the riverside path in Nantfelys.",
         "Chwistrellu paent dros arwyddion a meinciau newydd y llwybr glan afon yn Nantfelys."),
        ("A community order of 12 months with 90 hours of unpaid work, and £350 to pay to the council.",
         "Gorchymyn cymunedol o 12 mis gyda 90 awr o waith di-dâl, a £350 i'w dalu i'r cyngor."), 25,
    ),
    Heard(
        Fate.NAMED, 2, HEXMARSH, _GORSEWORTH, "shop-theft",
        (("custody", "8 weeks"),),
        ("Took clothes worth £410 from shops in Gorseworth on two days, while under an order not to enter them.", ""),
        ("Eight weeks in prison.", ""), 33,
    ),
)  # fmt: skip

ON_THE_WAY: Final = (
    Heard(
        Fate.WAITING, 0, TAMBER, _CENTRE, "drink-driving",
        (("fine", "£540"), ("disqualification", "22 months")),
        ("Drove in Tamberton Centre with 91 micrograms of alcohol in 100 millilitres of breath. The limit is 35.", ""),
        ("A fine of £540, and no driving for 22 months.", ""), 31,
    ),
    Heard(
        Fate.WAITING, 0, HEXMARSH, _PENNYFOLD, "shop-theft",
        (("community-order", "12 months, 100 hours"), ("compensation", "£75")),
        ("Took perfume worth £340 from a shop in Hexmarsh on two days.", ""),
        ("A community order of 12 months with 100 hours of unpaid work, and £75 to pay to the shop.", ""), 45,
    ),
    Heard(
        Fate.WAITING, 0, MELYS, _ABERFELYS, "criminal-damage-public",
        (("community-order", "12 months, 80 hours"), ("compensation", "£290")),
        ("Broke the lamps of the harbour walk in Aberfelys.", "Torri lampau rhodfa'r harbwr yn Aberfelys."),
        ("A community order of 12 months with 80 hours of unpaid work, and £290 to pay to the council.",
         "Gorchymyn cymunedol o 12 mis gydag 80 awr o waith di-dâl, a £290 i'w dalu i'r cyngor."), 22,
    ),
    Heard(
        Fate.HELD, 10, TAMBER, _WRENSTOW, "drink-driving",
        (("fine", "£500"), ("disqualification", "17 months")),
        ("Drove in Wrenstow with 71 micrograms of alcohol in 100 millilitres of breath. The limit is 35.", ""),
        ("A fine of £500, and no driving for 17 months.", ""), 58,
    ),
    Heard(
        Fate.CORRECTED, 20, HEXMARSH, _FERROWBY, "shop-theft",
        (("community-order", "12 months, 60 hours"), ("compensation", "£110")),
        ("Took groceries worth £230 from a shop in Ferrowby.", ""),
        ("A community order of 12 months with 60 hours of unpaid work, and £110 to pay to the shop.", ""), 37,
    ),
)  # fmt: skip

_NAMES: Final = {TAMBER: "Tamber Vale", HEXMARSH: "Hexmarsh", MELYS: "Dyffryn Melys"}
_LONG_AGO: Final = 600
"""Days after which the sentence is over and the conviction spent."""

_FINE = ("A fine of £120.", "Dirwy o £120.")
_THEFT = ("Took goods worth less than £200 from a shop.", "Dwyn nwyddau gwerth llai na £200 o siop.")
_PAINT = ("Sprayed paint on a wall.", "Chwistrellu paent ar wal.")


def _past(ago: int, partnership: str, place: tuple[str, str], offence: str) -> Heard:
    """A case whose days are over."""
    drink = offence == "drink-driving"
    parts = (("fine", "£380"), ("disqualification", "15 months")) if drink else (("fine", "£240"),)
    what = (
        (
            "Drove with more alcohol in the breath than the law allows.",
            "Gyrru â mwy o alcohol yn yr anadl nag a ganiateir.",
        )
        if drink
        else ("Took goods worth £280 from a shop.", "Dwyn nwyddau gwerth £280 o siop.")
    )
    sentence = (
        ("A fine of £380, and no driving for 15 months.", "Dirwy o £380, a gwaharddiad rhag gyrru am 15 mis.")
        if drink
        else ("A fine of £240.", "Dirwy o £240.")
    )
    return Heard(Fate.EXPIRED, ago, partnership, place, offence, parts, what, sentence)


EXPIRED: Final = (
    _past(33, TAMBER, _CENTRE, "shop-theft"),
    _past(45, TAMBER, _OSTERBY, "drink-driving"),
    _past(52, HEXMARSH, _HEX, "drink-driving"),
    _past(68, HEXMARSH, _CADDLESEA, "shop-theft"),
    _past(80, MELYS, _ABERFELYS, "drink-driving"),
)


def _counted(
    ago: int, partnership: str, place: tuple[str, str], offence: str = "shop-theft-low-value"
) -> Heard:
    """A minor offence: counted, and nobody is named (rule C7)."""
    what = _PAINT if offence == "graffiti" else _THEFT
    return Heard(Fate.COUNTED, ago, partnership, place, offence, (("fine", "£120"),), what, _FINE)


COUNTED: Final = (
    *(_counted(ago, TAMBER, _CENTRE) for ago in (95, 98, 101, 103, 108, 112)),
    _counted(64, TAMBER, _LARKWITH, "graffiti"),
    *(_counted(ago, HEXMARSH, _HEX) for ago in (97, 100, 106, 110, 115)),
    _counted(39, MELYS, _LLANFELYS),
    _counted(72, MELYS, _ABERFELYS, "graffiti"),
)


def _stopped(fate: Fate, ago: int, partnership: str, **more: str) -> Heard:
    """A case that a rule keeps off the site; `more` holds the answer that does."""
    earlier = _LONG_AGO if fate is Fate.WITHHELD and not more else 0
    said = {"what_happened_en": "Broke the windows of a hall in one night."} | more
    return Heard(
        fate, ago, partnership, (WHOLE_PARTNERSHIP, _NAMES[partnership]), "criminal-damage-public",
        (("community-order", "12 months, 80 hours"),), (said.pop("what_happened_en"), ""),
        ("A community order of 12 months with 80 hours of unpaid work.", ""),
        heard_earlier=earlier, more=said,
    )  # fmt: skip


BLOCKED: Final = (
    _stopped(Fate.WITHHELD, 12, TAMBER, age_at_offence="17", age_at_conviction="18", age_now="18"),
    _stopped(Fate.WITHHELD, 26, HEXMARSH, age_at_offence="16", age_at_conviction="17", age_now="17"),
    _stopped(Fate.WITHHELD, 21, TAMBER, restriction="in-force"),
    _stopped(Fate.WITHHELD, 16, HEXMARSH, relationship="known"),
    _stopped(
        Fate.DRAFT, 1, MELYS,
        what_happened_en="Broke the windows of his mother's house at 14 Heol y Dderwen while she was at work.",
    ),
    _stopped(Fate.WITHHELD, 104, TAMBER),
)  # fmt: skip
"""C2 twice, C3, C4, C5 (a draft that its author can mend), C9."""

EVERY: Final = (*NAMED, *ON_THE_WAY, *COUNTED, *BLOCKED, *EXPIRED)
"""Forty-two."""
