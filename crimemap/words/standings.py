"""Where an area stands on an indicator, in words: values with units and intervals, changes, targets, places in order.

A rise and a fall are told in the same words, and a place in order never without how many cannot be told apart.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from crimemap import language
from crimemap.figure import Figure, Status
from crimemap.language import gettext, ngettext, pgettext
from crimemap.measures import crime
from crimemap.measures.comparison import LEAST_OTHERS
from crimemap.measures.confidence import Against, Movement
from crimemap.measures.confidence.shares import UNIT
from crimemap.measures.indicators import Beside, Indicator, NoRank, Point, Standing, Step, Why
from crimemap.survey import LEAST_BASE, SMALL_BASE, Reported
from crimemap.words import labels
from crimemap.words.sentence import Sentence, name

WHOLE_FROM: Final = 1_000
"""From here on nothing after the point is told [choose]."""


def value(of: Figure) -> str:
    """50%, 14.2, 1,640; or why there is no number."""
    if of.value is None:
        return _no_number(of)
    said = _number(of.value)
    return gettext("%(number)s%%", number=said) if is_percent(of.unit) else said


def _no_number(of: Figure) -> str:
    if of.status is Status.SUPPRESSED:
        return gettext("no figure: fewer than %(least)s asked", least=language.number(LEAST_BASE))
    return gettext("not supplied")


def whole(of: Figure) -> str:
    """The value with what it counts: 50% of people asked, 14.2 serious acquisitive crimes per 1,000 residents."""
    if of.value is None:
        return _no_number(of)
    if of.unit == UNIT:
        return gettext("%(percent)s of people asked", percent=value(of))
    counted = of.unit.removeprefix("%").strip()
    return gettext("%(value)s %(unit)s", value=value(of), unit=counted) if counted else value(of)


def is_percent(unit: str) -> bool:
    """Whether a unit is a share or a change in percent."""
    return unit.startswith("%")


def _number(of: float) -> str:
    """With one digit after the point where it has any below 1,000."""
    whole = float(of).is_integer() or abs(of) >= WHOLE_FROM
    return language.number(round(of) if whole else of, 0 if whole else 1)


def unit(of: Figure) -> str:
    """What is counted: ours in the language of the page, a publisher's own as it has it."""
    return gettext(UNIT) if of.unit == UNIT else of.unit


def interval(of: Figure) -> str:
    """47.1 to 52.9; "none given" where the figure came without."""
    if of.value is None:
        return ""
    if of.interval is None:
        return gettext("none given")
    digits = 0 if max(abs(of.interval.lower), abs(of.interval.upper)) >= WHOLE_FROM else 1
    return gettext(
        "%(lower)s to %(upper)s",
        lower=language.number(of.interval.lower, digits),
        upper=language.number(of.interval.upper, digits),
    )


def when(of: Point) -> str:
    """The months that it covers."""
    return language.period_name(of.figure.period)


def inside(of: Point) -> str:
    """The same after "in": the 12 months to March 2026."""
    return labels.period_inside(of.figure.period)


def asked(of: Point) -> str:
    """How many it rests on; small samples are said to be small."""
    if of.figure.denominator is None:
        return gettext("not given")
    base = of.figure.denominator.value
    said = language.number(base)
    if of.figure.unit == UNIT and LEAST_BASE <= base < SMALL_BASE:
        return gettext("%(number)s (small sample)", number=said)
    return said


def rests_on(of: Point) -> str:
    """What the value was worked out from: people asked, else cases; nothing where that is not given."""
    if of.figure.denominator is None:
        return ""
    if of.figure.unit == UNIT:
        return gettext("%(count)s asked", count=asked(of))
    return gettext("%(count)s cases", count=asked(of))


def since(of: Standing) -> str:
    """Whether it moved and since when, by itself: "no clear change since the 12 months to March 2025"."""
    if of.change is None:
        return gettext("No earlier figure to compare it with.")
    return _moved(of.change)


def _moved(of: Step) -> str:
    when = inside(of.before)
    if of.broken:
        return gettext("Asked in another way in %(when)s, so not compared.", when=when)
    if of.movement is Movement.CANNOT_TELL:
        return gettext("Whether it changed since %(when)s cannot be told.", when=when)
    return {
        Movement.UP: gettext("Up since %(when)s, by more than chance explains.", when=when),
        Movement.DOWN: gettext("Down since %(when)s, by more than chance explains.", when=when),
        Movement.NO_CLEAR_CHANGE: gettext("No clear change since %(when)s.", when=when),
    }[of.movement]


def long_run(of: Standing) -> Sentence:
    """The same since the baseline, else since the first figure: small steps may add up. Nothing where `since` is of the
    same two."""
    step = of.long_run
    if step is None:
        return Sentence()
    values = {"value": value(step.before.figure), "when": inside(step.before)}
    if of.baseline is not None:
        first = gettext("Since the baseline, %(value)s in %(when)s:", **values)
    else:
        first = gettext("Since the first figure here, %(value)s in %(when)s:", **values)
    moved = {
        Movement.UP: gettext("*up*, by more than chance explains."),
        Movement.DOWN: gettext("*down*, by more than chance explains."),
        Movement.NO_CLEAR_CHANGE: gettext("*no clear change*."),
        Movement.CANNOT_TELL: gettext("whether it changed *cannot be told*."),
    }[step.movement]
    return Sentence.said(first, moved, _apart(step))


def step(of: Step) -> Sentence:
    """From one value to the next: both, the difference with its interval, and whether it is more than chance."""
    before, now = of.before.figure, of.now.figure
    if of.broken:
        return Sentence.said(
            gettext("The question or the way of asking changed in between, so the two are not compared.")
        )
    if before.value is None or now.value is None:
        return Sentence.said(gettext("One of the two has no figure, so they are not compared."))
    told = gettext(
        "It was *%(before)s* in %(then)s and *%(now)s* in %(latest)s.",
        before=value(before),
        then=inside(of.before),
        now=value(now),
        latest=inside(of.now),
    )
    return Sentence.said(told, _apart(of), _verdict(of))


def _apart(of: Step) -> str:
    apart = of.apart
    if apart is None or apart.value is None:
        return ""
    number = signed(apart.value)
    said = gettext("%(number)s points", number=number) if is_percent(of.now.figure.unit) else number
    if apart.interval is None:
        return gettext("The difference is %(difference)s.", difference=said)
    return gettext(
        "The difference is %(difference)s (95%% interval %(lower)s to %(upper)s).",
        difference=said,
        lower=signed(apart.interval.lower),
        upper=signed(apart.interval.upper),
    )


def _verdict(of: Step) -> str:
    if of.movement is Movement.CANNOT_TELL:
        return _untold(of)
    return {
        Movement.UP: gettext("That is *up*, by more than chance explains."),
        Movement.DOWN: gettext("That is *down*, by more than chance explains."),
        Movement.NO_CLEAR_CHANGE: gettext("That is *no clear change*: chance alone may have made it."),
    }[of.movement]


def _untold(of: Step) -> str:
    if of.before.figure.interval is None or of.now.figure.interval is None:
        return gettext(
            "Whether that is more than chance *cannot be told*: they do not both come with an interval."
        )
    return gettext("Whether that is more than chance *cannot be told*: they cover some of the same days.")


def signed(of: float) -> str:
    """+4.0, −0.2, 0.0: a difference always has its sign."""
    number = language.number(round(of, 1), 1)
    return f"+{number}" if round(of, 1) > 0 else number


def target(of: Standing) -> Sentence:
    """The target and its day, the baseline, and how the latest value lies to the way between them."""
    if of.target is None:
        return Sentence.said(gettext("Nobody supplied a target."))
    said = gettext(
        "The target is *%(target)s* by %(day)s.",
        target=value(of.target.figure),
        day=language.day(of.target.last),
    )
    base = ""
    if of.baseline is not None:
        base = gettext(
            "It starts from %(baseline)s in %(period)s.",
            baseline=value(of.baseline.figure),
            period=inside(of.baseline),
        )
    return Sentence.said(said, base, _against(of))


def _against(of: Standing) -> str:
    """Only of a survey's share: of other values there is no interval that we could stand by."""
    if of.against is None:
        return ""
    return {
        Against.ON_OR_ABOVE: gettext(
            "The latest figure *reaches the straight line* from the one to the other."
        ),
        Against.BELOW: gettext(
            "The latest figure is *short of the straight line* from the one to the other."
        ),
        Against.CANNOT_TELL: gettext(
            "Whether the latest figure reaches the straight line there *cannot be told* from its interval."
        ),
    }[of.against]


def change_reported(of: Reported) -> Sentence:
    """What somebody reported as a change: its sign, both periods and both counts, and who says so."""
    before, now = of.before or 0, of.now or 0
    values = {
        "before": _number(before),
        "then": _days(of.before_first, of.before_last),
        "now": _number(now),
        "period": _days(of.first, of.last),
    }
    counts = gettext("The count was *%(before)s* %(then)s and *%(now)s* %(period)s.", **values)
    if min(before, now) < crime.PERCENT_FROM:
        return Sentence.said(
            counts,
            gettext(
                "Both have to be %(least)s or more for a percentage.",
                least=language.number(crime.PERCENT_FROM),
            ),
        )
    percent = gettext("%(number)s%%", number=signed(of.value))
    if now > before:
        more = gettext("That is *%(percent)s*, a rise.", percent=percent)
    elif now < before:
        more = gettext("That is *%(percent)s*, a fall.", percent=percent)
    else:
        more = gettext("That is no change.")
    return Sentence.said(counts, more)


def _days(first: date | None, last: date | None) -> str:
    if first is None or last is None:
        return gettext("in a period that is not given")
    return gettext("from %(first)s to %(last)s", first=language.day(first), last=language.day(last))


def why_none(of: Standing) -> str:
    """Why there is no value: a sentence for the place of the figure."""
    if of.why is Why.OTHER_NATION:
        return gettext(
            "Not shown: this indicator was never for Wales. What people there were asked in a survey stands under “How"
            " people feel”."
        )
    if of.why is Why.NEVER_SHOWN:
        return gettext("Not shown here, whatever is supplied.")
    if of.why is Why.PARTS_ONLY:
        return gettext("Not published: the seven kinds are, but the score is not, and it is not their mean.")
    return gettext("Nobody supplied a figure.")


def why_none_short(of: Standing) -> str:
    """The same for a cell."""
    return gettext("not published") if of.why is Why.PARTS_ONLY else gettext("not supplied")


def rank(found: Beside) -> Sentence:
    """The place in order and how many cannot be told apart; or why no place is told. Never one without the other."""
    of = found.rank
    if of is None:
        return Sentence.said(_no_rank(found))
    values = {
        "place": language.number(of.place),
        "of": language.number(of.of),
        "area": name(found.group.area.name),
        "others": language.number(of.of - 1),
    }
    if of.highest_first:
        first = gettext(
            "Counted from the highest, the figure of %(area)s alone is number %(place)s of %(of)s", **values
        )
    else:
        first = gettext(
            "Counted from the lowest, the figure of %(area)s alone is number %(place)s of %(of)s", **values
        )
    if of.shared:
        first = ngettext(
            "%(first)s, with %(num)s other of the very same figure",
            "%(first)s, with %(num)s others of the very same figure",
            of.shared,
            first=first,
        )
    return Sentence.said(_apart_from(first, of.overlapping, values))


def _apart_from(first: str, overlapping: int, values: dict[str, str]) -> str:
    if not overlapping:
        return gettext(
            "%(first)s, and none of the other %(others)s has an interval that overlaps with its own.",
            first=first,
            **values,
        )
    return ngettext(
        "%(first)s, but *%(num)s of the other %(others)s cannot be told apart from it*: their intervals overlap.",
        "%(first)s, but *%(num)s of the other %(others)s cannot be told apart from it*: their intervals overlap.",
        overlapping,
        first=first,
        **values,
    )


def _no_rank(found: Beside) -> str:
    if found.no_rank is NoRank.NO_DIRECTION:
        return gettext("No place in order is told: neither more nor less of it is better.")
    if found.no_rank is NoRank.NO_INTERVAL:
        return gettext("No place in order is told: not every figure comes with an interval.")
    return ngettext(
        "No place in order is told: only %(num)s of the others has a figure for the same time, and %(least)s are"
        " needed.",
        "No place in order is told: only %(num)s of the others have a figure for the same time, and %(least)s are"
        " needed.",
        len(found.known),
        least=language.number(LEAST_OTHERS),
    )


def overlaps(of: bool | None) -> str:
    """Whether another area's interval meets the own one, in a cell."""
    if of is None:
        return pgettext("told apart", "Cannot tell")
    return pgettext("told apart", "No") if of else pgettext("told apart", "Yes")


def nothing_held(of: Indicator) -> str:
    """What this site does not hold of it, and why."""
    return " ".join(gettext(text) for text in (of.computed, of.lacks) if text)


def only(of: Point) -> Sentence:
    """The one value that there is."""
    if of.figure.value is None:
        return Sentence.said(
            gettext("In %(period)s there is *%(value)s*.", period=inside(of), value=value(of.figure))
        )
    return Sentence.said(
        gettext(
            "It was *%(value)s* in %(period)s. There is no other value to hold it against.",
            value=value(of.figure),
            period=inside(of),
        )
    )


def left_out(count: int) -> str:
    """How many partnerships have no row, and why."""
    return ngettext(
        "%(num)s partnership in Wales has no row: the indicator was for England alone. What people were asked there"
        " stands under “How people feel”.",
        "%(num)s partnerships in Wales have no row: the indicator was for England alone. What people were asked there"
        " stands under “How people feel”.",
        count,
    )
