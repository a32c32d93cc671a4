"""The field's vocabulary, shared by every room: area kinds, months, crime types, forces.

Nothing here reads a file or knows of Flask. Names of things that residents read are given in
English and go through gettext where they are shown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Final, Self

from crimemap.settings import Refusal as Refusal  # noqa: PLC0414 - the field says terms.Refusal; it stands in the lowest room


class AreaKind(StrEnum):
    """The kinds of area that have a page, widest first. Values are those of the input file and the CSV."""

    FORCE = "force"
    PARTNERSHIP = "partnership"
    COMMITTEE = "committee"
    NEIGHBOURHOOD = "neighbourhood"
    WARD = "ward"
    LSOA = "lsoa"


class Nation(StrEnum):
    """The nation an area lies in; scales, terms and languages follow it."""

    ENGLAND = "England"
    WALES = "Wales"
    NORTHERN_IRELAND = "Northern Ireland"
    SCOTLAND = "Scotland"
    BRITAIN = "Great Britain"


_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month; the finest time that the publisher gives and that we show."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """`YYYY-MM` → Month. Raises ValueError for anything else, month 13 included."""
        found = _MONTH.fullmatch(text)
        if not found or not 1 <= int(found[2]) <= 12:
            raise ValueError(f"{text!r} is not a month; a month is written like 2026-09")
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def of(cls, day: date) -> Self:
        """The month that a day lies in."""
        return cls(day.year, day.month)

    @property
    def last_day(self) -> date:
        """Of the month."""
        after = self.plus(1)
        return date(after.year, after.number, 1) - timedelta(days=1)

    @property
    def ordinal(self) -> int:
        """Months since year 0, so that months can be subtracted."""
        return self.year * 12 + self.number - 1

    @classmethod
    def from_ordinal(cls, ordinal: int) -> Self:
        return cls(ordinal // 12, ordinal % 12 + 1)

    def plus(self, months: int) -> Month:
        return Month.from_ordinal(self.ordinal + months)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"


@dataclass(frozen=True, slots=True)
class Period:
    """Whole months from `first` to `last`, both included."""

    first: Month
    last: Month

    @classmethod
    def of(cls, month: Month) -> Period:
        return cls(month, month)

    @classmethod
    def ending(cls, last: Month, months: int = 12) -> Period:
        return cls(last.plus(1 - months), last)

    @property
    def length(self) -> int:
        return self.last.ordinal - self.first.ordinal + 1

    def months(self) -> tuple[Month, ...]:
        return tuple(Month.from_ordinal(n) for n in range(self.first.ordinal, self.last.ordinal + 1))

    def before(self) -> Period:
        """The same months a year earlier."""
        return Period(self.first.plus(-12), self.last.plus(-12))

    def __contains__(self, month: Month) -> bool:
        return self.first <= month <= self.last

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}..{self.last}"


class CrimeType(StrEnum):
    """A crime type by the police API's slug. The order is the order of every counts array and of the CSV."""

    ANTI_SOCIAL_BEHAVIOUR = "anti-social-behaviour"
    BICYCLE_THEFT = "bicycle-theft"
    BURGLARY = "burglary"
    CRIMINAL_DAMAGE_ARSON = "criminal-damage-arson"
    DRUGS = "drugs"
    OTHER_CRIME = "other-crime"
    OTHER_THEFT = "other-theft"
    POSSESSION_OF_WEAPONS = "possession-of-weapons"
    PUBLIC_ORDER = "public-order"
    ROBBERY = "robbery"
    SHOPLIFTING = "shoplifting"
    THEFT_FROM_THE_PERSON = "theft-from-the-person"
    VEHICLE_CRIME = "vehicle-crime"
    VIOLENT_CRIME = "violent-crime"
    # Published from 2011-09 to 2013-04 only; its parts came after.
    PUBLIC_DISORDER_WEAPONS = "public-disorder-weapons"


ALL_CRIME: Final = "all-crime"
"""The slug of the default view in addresses: every crime type together, anti-social behaviour beside it, not in it."""

TYPES: Final[tuple[CrimeType, ...]] = tuple(CrimeType)

CRIME_TYPES: Final[tuple[CrimeType, ...]] = tuple(
    t for t in TYPES if t is not CrimeType.ANTI_SOCIAL_BEHAVIOUR
)
"""What "crime" means in every total here: reports of anti-social behaviour are counted beside it (rule M16)."""

CSV_NAMES: Final[dict[str, CrimeType]] = {
    "Anti-social behaviour": CrimeType.ANTI_SOCIAL_BEHAVIOUR,
    "Bicycle theft": CrimeType.BICYCLE_THEFT,
    "Burglary": CrimeType.BURGLARY,
    "Criminal damage and arson": CrimeType.CRIMINAL_DAMAGE_ARSON,
    "Drugs": CrimeType.DRUGS,
    "Other crime": CrimeType.OTHER_CRIME,
    "Other theft": CrimeType.OTHER_THEFT,
    "Possession of weapons": CrimeType.POSSESSION_OF_WEAPONS,
    "Public order": CrimeType.PUBLIC_ORDER,
    "Robbery": CrimeType.ROBBERY,
    "Shoplifting": CrimeType.SHOPLIFTING,
    "Theft from the person": CrimeType.THEFT_FROM_THE_PERSON,
    "Vehicle crime": CrimeType.VEHICLE_CRIME,
    "Violence and sexual offences": CrimeType.VIOLENT_CRIME,
    "Violent crime": CrimeType.VIOLENT_CRIME,
    "Public disorder and weapons": CrimeType.PUBLIC_DISORDER_WEAPONS,
}
"""The publisher's names over the three lists of types (2010-12, 2011-09, 2013-05). Source: data.police.uk files."""


class Outcome(StrEnum):
    """What came of a crime, by the police API's slug, from the least to the most that is known of it.

    The order is that of every outcomes array, and the rank by which one of several outcomes of the same month is
    chosen (docs/decisions/0030). The first two are ours: no text was given, and a text that we do not know.
    """

    NOT_GIVEN = "not-given"
    NOT_RECOGNISED = "not-recognised"
    STATUS_UPDATE_UNAVAILABLE = "status-update-unavailable"
    UNDER_INVESTIGATION = "under-investigation"
    COURT_RESULT_UNAVAILABLE = "court-result-unavailable"
    NO_FURTHER_ACTION = "no-further-action"
    UNABLE_TO_PROSECUTE = "unable-to-prosecute"
    FURTHER_INVESTIGATION_NOT_IN_PUBLIC_INTEREST = "further-investigation-not-in-public-interest"
    FURTHER_ACTION_NOT_IN_PUBLIC_INTEREST = "further-action-not-in-public-interest"
    FORMAL_ACTION_NOT_IN_PUBLIC_INTEREST = "formal-action-not-in-public-interest"
    ACTION_TAKEN_BY_ANOTHER_ORGANISATION = "action-taken-by-another-organisation"
    LOCAL_RESOLUTION = "local-resolution"
    DRUGS_POSSESSION_WARNING = "drugs-possession-warning"
    PENALTY_NOTICE_ISSUED = "penalty-notice-issued"
    CAUTIONED = "cautioned"
    SENTENCED_IN_ANOTHER_CASE = "sentenced-in-another-case"
    AWAITING_COURT_RESULT = "awaiting-court-result"
    CHARGED = "charged"
    SENT_TO_CROWN_COURT = "sent-to-crown-court"
    UNABLE_TO_PROCEED = "unable-to-proceed"
    NOT_GUILTY = "not-guilty"
    OTHER_COURT_DISPOSAL = "other-court-disposal"
    ABSOLUTE_DISCHARGE = "absolute-discharge"
    CONDITIONAL_DISCHARGE = "conditional-discharge"
    COMPENSATION = "compensation"
    DEPRIVED_OF_PROPERTY = "deprived-of-property"
    FINED = "fined"
    COMMUNITY_PENALTY = "community-penalty"
    SUSPENDED_SENTENCE = "suspended-sentence"
    IMPRISONED = "imprisoned"


OUTCOMES: Final[tuple[Outcome, ...]] = tuple(Outcome)

NO_RESULT: Final[frozenset[Outcome]] = frozenset(OUTCOMES[: OUTCOMES.index(Outcome.NO_FURTHER_ACTION)])
"""Outcomes that say no more than that nothing is known yet, or any more."""

CHARGES: Final[frozenset[Outcome]] = frozenset(
    {
        Outcome.SENTENCED_IN_ANOTHER_CASE,
        Outcome.AWAITING_COURT_RESULT,
        Outcome.CHARGED,
        Outcome.SENT_TO_CROWN_COURT,
    }
)
"""Somebody was charged or summonsed; what the court made of it is not told."""

COURT_RESULTS: Final[frozenset[Outcome]] = frozenset(OUTCOMES[OUTCOMES.index(Outcome.UNABLE_TO_PROCEED) :])

OUTCOME_NAMES: Final[dict[str, Outcome]] = {
    "Status update unavailable": Outcome.STATUS_UPDATE_UNAVAILABLE,
    "Under investigation": Outcome.UNDER_INVESTIGATION,
    "Court result unavailable": Outcome.COURT_RESULT_UNAVAILABLE,
    "Investigation complete; no suspect identified": Outcome.NO_FURTHER_ACTION,
    "Unable to prosecute suspect": Outcome.UNABLE_TO_PROSECUTE,
    "Further investigation is not in the public interest": Outcome.FURTHER_INVESTIGATION_NOT_IN_PUBLIC_INTEREST,
    "Further action is not in the public interest": Outcome.FURTHER_ACTION_NOT_IN_PUBLIC_INTEREST,
    "Formal action is not in the public interest": Outcome.FORMAL_ACTION_NOT_IN_PUBLIC_INTEREST,
    "Action to be taken by another organisation": Outcome.ACTION_TAKEN_BY_ANOTHER_ORGANISATION,
    "Local resolution": Outcome.LOCAL_RESOLUTION,
    "Offender given a drugs possession warning": Outcome.DRUGS_POSSESSION_WARNING,
    "Offender given penalty notice": Outcome.PENALTY_NOTICE_ISSUED,
    "Offender given a caution": Outcome.CAUTIONED,
    "Suspect charged as part of another case": Outcome.SENTENCED_IN_ANOTHER_CASE,
    "Awaiting court outcome": Outcome.AWAITING_COURT_RESULT,
    "Suspect charged": Outcome.CHARGED,
    "Defendant sent to Crown Court": Outcome.SENT_TO_CROWN_COURT,
    "Court case unable to proceed": Outcome.UNABLE_TO_PROCEED,
    "Defendant found not guilty": Outcome.NOT_GUILTY,
    "Offender otherwise dealt with": Outcome.OTHER_COURT_DISPOSAL,
    "Offender given absolute discharge": Outcome.ABSOLUTE_DISCHARGE,
    "Offender given conditional discharge": Outcome.CONDITIONAL_DISCHARGE,
    "Offender ordered to pay compensation": Outcome.COMPENSATION,
    "Offender deprived of property": Outcome.DEPRIVED_OF_PROPERTY,
    "Offender fined": Outcome.FINED,
    "Offender given community sentence": Outcome.COMMUNITY_PENALTY,
    "Offender given suspended prison sentence": Outcome.SUSPENDED_SENTENCE,
    "Offender sent to prison": Outcome.IMPRISONED,
}
"""The publisher's texts, of "Last outcome category" and of "Outcome type" (data.police.uk files, formats.md 1.4)."""

_FROM_2010: Final = frozenset(
    {
        CrimeType.ANTI_SOCIAL_BEHAVIOUR,
        CrimeType.BURGLARY,
        CrimeType.OTHER_CRIME,
        CrimeType.ROBBERY,
        CrimeType.VEHICLE_CRIME,
        CrimeType.VIOLENT_CRIME,
    }
)
_FROM_2011: Final = _FROM_2010 | {
    CrimeType.CRIMINAL_DAMAGE_ARSON,
    CrimeType.DRUGS,
    CrimeType.OTHER_THEFT,
    CrimeType.PUBLIC_DISORDER_WEAPONS,
    CrimeType.SHOPLIFTING,
}
_FROM_2013: Final = frozenset(TYPES) - {CrimeType.PUBLIC_DISORDER_WEAPONS}


@lru_cache(maxsize=512)
def types_in_use(month: Month) -> frozenset[CrimeType]:
    """The types that the publisher's list held in `month`: 6 from 2010-12, 11 from 2011-09, 14 from 2013-05.

    A type outside the list is `not applicable` in that month, never 0.
    """
    if month < Month(2011, 9):
        return _FROM_2010
    return _FROM_2011 if month < Month(2013, 5) else _FROM_2013


@dataclass(frozen=True, slots=True)
class Force:
    """A police force: the slug of its file names, the name its rows carry, its police force area code."""

    slug: str
    name: str
    code: str
    nation: Nation


BTP: Final = "btp"
"""British Transport Police: its rows are kept out of street counts."""

NORTHERN_IRELAND: Final = "northern-ireland"
"""Its files use the same crime ids every month for other crimes: no id of its own is a key."""

# slug · name in the files · police force area code. Sources: data.police.uk /api/forces, ONS code list of
# police force areas (December 2022). The two without an area code are known by their slug.
_FORCES = """
avon-and-somerset|Avon and Somerset Constabulary|E23000036
bedfordshire|Bedfordshire Police|E23000026
btp|British Transport Police|btp
cambridgeshire|Cambridgeshire Constabulary|E23000023
cheshire|Cheshire Constabulary|E23000006
city-of-london|City of London Police|E23000034
cleveland|Cleveland Police|E23000013
cumbria|Cumbria Constabulary|E23000002
derbyshire|Derbyshire Constabulary|E23000018
devon-and-cornwall|Devon & Cornwall Police|E23000035
dorset|Dorset Police|E23000039
durham|Durham Constabulary|E23000008
dyfed-powys|Dyfed-Powys Police|W15000004
essex|Essex Police|E23000028
gloucestershire|Gloucestershire Constabulary|E23000037
greater-manchester|Greater Manchester Police|E23000005
gwent|Gwent Police|W15000002
hampshire|Hampshire Constabulary|E23000030
hertfordshire|Hertfordshire Constabulary|E23000027
humberside|Humberside Police|E23000012
kent|Kent Police|E23000032
lancashire|Lancashire Constabulary|E23000003
leicestershire|Leicestershire Police|E23000021
lincolnshire|Lincolnshire Police|E23000020
merseyside|Merseyside Police|E23000004
metropolitan|Metropolitan Police Service|E23000001
norfolk|Norfolk Constabulary|E23000024
north-wales|North Wales Police|W15000001
north-yorkshire|North Yorkshire Police|E23000009
northamptonshire|Northamptonshire Police|E23000022
northern-ireland|Police Service of Northern Ireland|northern-ireland
northumbria|Northumbria Police|E23000007
nottinghamshire|Nottinghamshire Police|E23000019
south-wales|South Wales Police|W15000003
south-yorkshire|South Yorkshire Police|E23000011
staffordshire|Staffordshire Police|E23000015
suffolk|Suffolk Constabulary|E23000025
surrey|Surrey Police|E23000031
sussex|Sussex Police|E23000033
thames-valley|Thames Valley Police|E23000029
warwickshire|Warwickshire Police|E23000017
west-mercia|West Mercia Police|E23000016
west-midlands|West Midlands Police|E23000014
west-yorkshire|West Yorkshire Police|E23000010
wiltshire|Wiltshire Police|E23000038
"""


def nation_of(code: str) -> Nation:
    """The nation that an area code's first letter names; slugs are the two forces without a code."""
    if code == BTP:
        return Nation.BRITAIN
    return {
        "W": Nation.WALES,
        "N": Nation.NORTHERN_IRELAND,
        "n": Nation.NORTHERN_IRELAND,
        "S": Nation.SCOTLAND,
    }.get(code[:1], Nation.ENGLAND)


FORCES: Final[dict[str, Force]] = {
    slug: Force(slug, name, code, nation_of(code))
    for slug, name, code in (line.split("|") for line in _FORCES.split("\n") if line)
}
"""Every force that publishes to data.police.uk, by slug."""
