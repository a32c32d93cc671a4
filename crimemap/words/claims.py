"""Claims of the policy papers in words: the value, how sure it is, the verdict and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from crimemap import language
from crimemap.figure import Figure
from crimemap.language import gettext, ngettext, pgettext
from crimemap.measures.claims import Answer, Claim, ClaimTest, Local, Reading, Verdict, Why
from crimemap.measures.national import national
from crimemap.release import Area
from crimemap.words import concentration, confidence, labels
from crimemap.words import national as long_run
from crimemap.words.concentration import percent
from crimemap.words.sentence import Sentence


def verdict(of: Answer, *, here: bool = False) -> str:
    """As it stands by itself; where nobody can tell, in a few words why. `here`: of a place of this site, which the
    paper does not speak of."""
    if of.verdict is Verdict.CANNOT_TELL:
        return gettext("Cannot tell: %(why)s", why=_SHORT[of.why]())
    return {
        Verdict.HOLDS: pgettext("a claim", "Holds here") if here else pgettext("a claim", "Holds"),
        Verdict.DOES_NOT: pgettext("a claim", "Does not hold here")
        if here
        else pgettext("a claim", "Does not hold"),
        Verdict.MEASURED: pgettext("a claim", "Measured here"),
    }[of.verdict]


_SHORT = {
    Why.NO_CLEAR_CHANGE: lambda: gettext("no clear change"),
    Why.WIDE: lambda: gettext("interval too wide"),
    Why.NOT_HELD: lambda: gettext("no data given"),
    Why.NO_SIGN: lambda: gettext("no sign given"),
    Why.NO_BASE: lambda: gettext("number asked unknown"),
    Why.NO_INTERVAL: lambda: gettext("no interval given"),
    Why.FEW_AREAS: lambda: gettext("too few areas"),
    Why.NOT_RANKED: lambda: gettext("no deprivation ranks"),
    Why.INCOMPLETE: lambda: gettext("police months missing"),
    Why.BROKEN: lambda: gettext("counted differently before"),
    Why.FEW_CRIMES: lambda: gettext("too few crimes"),
    Why.NOT_ASKED: lambda: gettext("no survey here"),
    Why.ONE_WAVE: lambda: gettext("asked only once"),
    Why.FEW_ASKED: lambda: gettext("too few answers"),
    Why.NOT_FALLING: lambda: gettext("crime not falling"),
    Why.OVERLAP: lambda: gettext("changes too close"),
    Why.ONE_AREA: lambda: gettext("choose one area"),
}
"""Why nobody can tell, at the verdict itself."""


def tally(verdicts: Iterable[Verdict]) -> str:
    """How many of each verdict, in the order of `Verdict`: "1 holds and 8 cannot be told"; nothing of none."""
    counted = Counter(verdicts)
    told = {
        Verdict.HOLDS: lambda num: ngettext("%(num)s holds", "%(num)s hold", num),
        Verdict.DOES_NOT: lambda num: ngettext("%(num)s does not hold", "%(num)s do not hold", num),
        Verdict.CANNOT_TELL: lambda num: ngettext("%(num)s cannot be told", "%(num)s cannot be told", num),
        Verdict.MEASURED: lambda num: ngettext(
            "%(num)s is measured without a verdict", "%(num)s are measured without a verdict", num
        ),
    }
    return language.listed([told[one](counted[one]) for one in Verdict if counted[one]])


def why(answer: Answer) -> str:
    """The reason, in a sentence of its own."""
    return _WHY[answer.why]()


_WHY = {
    Why.INSIDE: lambda: gettext("The number claimed lies within the interval."),
    Why.OUTSIDE: lambda: gettext("The number claimed lies outside the interval."),
    Why.AT_LEAST: lambda: gettext(
        "The number is tested as “at least”, and the published figures show as much or more. They are estimates, and"
        " their table gives no interval."
    ),
    Why.LESS_THAN: lambda: gettext(
        "The number is tested as “at least”, and the published figures show less."
    ),
    Why.CLEAR: lambda: gettext("The change is too large to be chance alone."),
    Why.OPPOSITE: lambda: gettext("It went the other way, too far to be chance alone."),
    Why.NO_CLEAR_CHANGE: lambda: gettext("There is no clear change: a difference of this size can be chance."),
    Why.WIDE: lambda: gettext("The interval is so wide that it would hold almost any claim."),
    Why.NOT_HELD: lambda: gettext("This site does not hold what the claim was made from."),
    Why.NO_SIGN: lambda: gettext("The paper prints the number without a sign and without a period."),
    Why.NO_BASE: lambda: gettext("It is not given how many people answered."),
    Why.NO_INTERVAL: lambda: gettext(
        "Both are estimates from asking some people, and their table does not say how far chance may have moved each."
        " So it does not settle that the lower one was lower."
    ),
    Why.FEW_AREAS: lambda: gettext("There are too few small areas with a figure."),
    Why.NOT_RANKED: lambda: gettext("No deprivation ranks were supplied."),
    Why.INCOMPLETE: lambda: gettext("The police did not supply every month that the test needs in full."),
    Why.BROKEN: lambda: gettext("Something changed in how it is counted or asked, so the two cannot be compared."),
    Why.FEW_CRIMES: lambda: gettext("There are too few crimes for a percentage."),
    Why.NOT_ASKED: lambda: gettext("No survey that asked this of the whole of this place was supplied."),
    Why.ONE_WAVE: lambda: gettext("It was asked only once, or never in a way that compares."),
    Why.FEW_ASKED: lambda: gettext("Fewer than 100 people answered."),
    Why.NOT_FALLING: lambda: gettext("Recorded crime did not clearly fall in that time."),
    Why.OVERLAP: lambda: gettext("The intervals of the two changes overlap."),
    Why.ELSEWHERE: lambda: gettext(
        "The claim is of another place, so this neither bears it out nor speaks against it."
    ),
    Why.ONE_AREA: lambda: gettext("A survey is of one area. Choose a partnership or a force."),
}  # fmt: skip
"""Said when it is shown, in the language of the page."""


def place(local: Local, forces: Sequence[Area]) -> str:
    """Where an answer is of, as the head of a row; `forces`: those of the release, which a nation is named by."""
    text = concentration.where(local.area, local.nation, forces)
    return text[:1].upper() + text[1:]


def value(reading: Reading, answer: Answer) -> Sentence:
    """The value with what it was worked out from; empty where there is none."""
    if answer.figure is None and not answer.facts:
        return Sentence()
    return Sentence.said(_value(reading, answer))


def _value(reading: Reading, answer: Answer) -> str:
    match reading.test:
        case ClaimTest.SURVEY_CHANGE:
            return long_run.stretch([answer.facts[1], answer.facts[0]])
        case ClaimTest.SURVEY_LOWEST:
            return _lowest(answer)
        case ClaimTest.COUNT_CHANGE | ClaimTest.COUNT_DIRECTION:
            return _counts(answer)
        case ClaimTest.CONFIDENCE_CHANGE:
            return _points(answer)
        case ClaimTest.FEAR_AND_CRIME:
            return _fear(answer)
        case _:
            return _of_small_areas(reading, answer)


def _lowest(answer: Answer) -> str:
    now, lower = answer.figure, answer.facts[0]
    if now is None:
        return ""
    return gettext(
        "*%(now)s* in %(year)s. The lowest before it was *%(other)s*, in %(then)s.",
        now=long_run.millions(now),
        year=long_run.national_year(now),
        other=long_run.millions(lower),
        then=long_run.national_year(lower),
    )


def _counts(answer: Answer) -> str:
    now, before = answer.facts
    if now.value is None or before.value is None:
        return ""
    counts = gettext(
        "%(now)s in %(period)s, %(before)s in the 12 months before",
        now=language.number(now.value),
        period=labels.period_inside(now.period),
        before=language.number(before.value),
    )
    if answer.figure is None or answer.figure.value is None:
        return counts + "."
    return gettext("*%(change)s*: %(counts)s.", change=changed(answer.figure.value), counts=counts)


def changed(value: float) -> str:
    """A change in percent in words, a fall and a rise alike: "9.1% fewer"."""
    number = percent(abs(value))
    if value < 0:
        return gettext("%(percent)s fewer", percent=number)
    return gettext("%(percent)s more", percent=number)


def _points(answer: Answer) -> str:
    if answer.figure is None or answer.figure.value is None:
        return ""
    now, before = answer.facts
    return gettext(
        "*%(points)s points*: from %(before)s to %(now)s.",
        points=signed(answer.figure.value),
        before=percent(before.value or 0, 0),
        now=percent(now.value or 0, 0),
    )


def _fear(answer: Answer) -> str:
    if answer.figure is None or answer.figure.value is None:
        return ""
    people = gettext(
        "The share who feel unsafe after dark changed by *%(change)s*",
        change=signed_percent(answer.figure.value),
    )
    if len(answer.facts) == 1 and answer.facts[0].value is not None:
        return gettext(
            "%(people)s, recorded crime by *%(crime)s*.",
            people=people,
            crime=signed_percent(answer.facts[0].value),
        )
    return people + "."


def _of_small_areas(reading: Reading, answer: Answer) -> str:
    figure, facts = answer.figure, answer.facts
    if figure is None or figure.value is None:
        return ""
    if reading.test is ClaimTest.RANK_CORRELATION:
        return gettext(
            "The two orders of %(count)s small areas agree by *%(rho)s*, where 1 is the same order and 0 no link.",
            rho=language.number(figure.value, 2),
            count=language.number(figure.denominator.value if figure.denominator else 0),
        )
    if reading.test is ClaimTest.TENTHS_OVERLAP:
        return gettext(
            "*%(both)s of %(of)s* small areas: %(share)s.",
            both=language.number(facts[0].value or 0),
            of=language.number(facts[1].value or 0),
            share=percent(figure.value, 0),
        )
    if reading.test is ClaimTest.SHARE_OF_TENTH:
        return gettext(
            "*%(share)s*: %(count)s of %(total)s crimes.",
            share=percent(figure.value),
            count=language.number(facts[0].value or 0),
            total=language.number(facts[1].value or 0),
        )
    if reading.test is ClaimTest.LEVEL_OF_NEXT:
        return gettext(
            "*%(change)s*: %(then)s crimes in all and not %(total)s.",
            change=changed(-figure.value),
            then=language.number(facts[3].value or 0),
            total=language.number(facts[2].value or 0),
        )
    return gettext("*%(share)s* of people asked.", share=percent(figure.value, 0))


def signed(value: float) -> str:
    """4.0 → "+4.0"; -0.2 → "−0.2"."""
    number = language.number(value, 1)
    return number if value < 0 else f"+{number}"


def signed_percent(value: float) -> str:
    """A change in percent with its sign."""
    return gettext("%(number)s%%", number=signed(value))


def interval(reading: Reading, answer: Answer) -> str:
    """The 95 % interval in the unit of the value; "none" is said where there is none."""
    figure = answer.figure
    if figure is None or figure.interval is None:
        return gettext("none")
    if reading.test is ClaimTest.LEVEL_OF_NEXT:
        return concentration.fall_interval(figure)
    low, high = _ends(reading, figure)
    return gettext("%(low)s to %(high)s", low=low, high=high)


def _ends(reading: Reading, figure: Figure) -> tuple[str, str]:
    found = figure.interval
    if found is None:
        return "", ""
    lower, upper = found.lower, found.upper
    match reading.test:
        case ClaimTest.RANK_CORRELATION:
            return language.number(lower, 2), language.number(upper, 2)
        case ClaimTest.COUNT_CHANGE | ClaimTest.COUNT_DIRECTION | ClaimTest.FEAR_AND_CRIME:
            return signed_percent(lower), signed_percent(upper)
        case ClaimTest.CONFIDENCE_CHANGE:
            return signed(lower), gettext("%(number)s points", number=signed(upper))
        case _:
            return percent(lower), percent(upper)


def explained(claim: Claim, reading: Reading, answer: Answer) -> str:
    """Why, and of the paper's own claim what would be needed."""
    needs = claim.needs if reading.about == "paper" and answer.verdict is Verdict.CANNOT_TELL else ""
    if not needs:
        return why(answer)
    return gettext("%(why)s Needed: %(needs)s", why=why(answer), needs=gettext(needs))


def asked(answer: Answer) -> str:
    """All that must stand beside a share of people asked (rule S1): how many, when, how, in which words, by whom."""
    share = answer.share
    if share is None:
        return ""
    row = share.row
    lacks = confidence.not_given(row)
    words = gettext("Question: “%(wording)s”", wording=confidence.wording(row)) if row.wording else ""
    parts = (f"{confidence.base(share)}.", confidence.how_asked(row), words, f"{row.source}.", *lacks)
    told = " ".join(part for part in parts if part)
    return told[:1].upper() + told[1:]


def source(reading: Reading, answer: Answer) -> str:
    """Where the value comes from."""
    if reading.test in {ClaimTest.SURVEY_CHANGE, ClaimTest.SURVEY_LOWEST}:
        return national()[reading.series or ""].publication
    figure = answer.figure or (answer.facts[0] if answer.facts else None)
    return figure.source if figure else ""
