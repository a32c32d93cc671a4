"""An area beside those like it, and two sides beside each other, in words: how far chance goes, never who is first."""

from __future__ import annotations

from collections.abc import Iterator

from crimemap import language
from crimemap.figure import Figure
from crimemap.language import gettext, ngettext
from crimemap.measures import crime
from crimemap.measures.comparison import LEAST_OTHERS, Apart, Basis, Comparison, Group, LeftOut, Verdict
from crimemap.measures.crime import rates
from crimemap.terms import CrimeType, Nation
from crimemap.words import labels
from crimemap.words.rates import interval_said, per, rate_said
from crimemap.words.sentence import Sentence, name


def a_year(number: str, what: crime.What, of: rates.Per) -> str:
    """68 crimes a year per 1,000 residents."""
    if what is CrimeType.ANTI_SOCIAL_BEHAVIOUR:
        return gettext("%(number)s reports a year %(per)s", number=number, per=per(of))
    return gettext("%(number)s crimes a year %(per)s", number=number, per=per(of))


def verdict(of: Verdict) -> str:
    """As it stands in a cell: where an area lies against the limits for its size."""
    return {
        Verdict.WITHIN: gettext("within the usual range"),
        Verdict.HIGHER: gettext("higher than the usual range"),
        Verdict.LOWER: gettext("lower than the usual range"),
        Verdict.CLEARLY_HIGHER: gettext("clearly higher than the usual range"),
        Verdict.CLEARLY_LOWER: gettext("clearly lower than the usual range"),
    }[of]


def beside_finding(found: Comparison) -> Sentence:
    """The area's rate, that of its group, and whether the difference is more than is usual; or why none is told."""
    own, mean = found.own, found.mean
    if own is None or mean is None:
        return Sentence.said(*_why_not(found))
    told = gettext(
        "%(place)s had *%(rate)s* in %(period)s (95%% interval %(interval)s); the %(count)s areas together had"
        " %(mean)s.",
        place=name(found.area.name),
        rate=a_year(rate_said(own.rate), found.what, found.per),
        period=labels.period_inside(found.period),
        interval=interval_said(own.rate),
        count=language.number(len(found.rows)),
        mean=rate_said(mean),
    )
    return Sentence.said(told, _against(own.verdict, by_chance=found.dispersion <= 1))


def _against(of: Verdict, *, by_chance: bool) -> str:
    """The verdict as a sentence, for limits of chance alone and for limits widened to how much the areas differ."""
    if by_chance:
        return {
            Verdict.WITHIN: gettext("The difference is *no more than chance explains*."),
            Verdict.HIGHER: gettext("That is *higher* than chance alone explains."),
            Verdict.LOWER: gettext("That is *lower* than chance alone explains."),
            Verdict.CLEARLY_HIGHER: gettext("That is *clearly higher* than chance alone explains."),
            Verdict.CLEARLY_LOWER: gettext("That is *clearly lower* than chance alone explains."),
        }[of]
    return {
        Verdict.WITHIN: gettext("The difference is *within what is usual* among these areas."),
        Verdict.HIGHER: gettext("That is *higher than is usual* among these areas."),
        Verdict.LOWER: gettext("That is *lower than is usual* among these areas."),
        Verdict.CLEARLY_HIGHER: gettext("That is *clearly higher than is usual* among these areas."),
        Verdict.CLEARLY_LOWER: gettext("That is *clearly lower than is usual* among these areas."),
    }[of]


def overlap(found: Comparison) -> str:
    """From how many of the others the area cannot be told apart."""
    others = len(found.others)
    values = {"others": language.number(others), "place": found.area.name}
    if not found.overlapping:
        return gettext(
            "None of the %(others)s others has an interval that overlaps with that of %(place)s.", **values
        )
    return ngettext(
        "%(num)s of the %(others)s others has an interval that overlaps with that of %(place)s: those two cannot be"
        " told apart.",
        "%(num)s of the %(others)s others have an interval that overlaps with that of %(place)s: it cannot be told"
        " apart from them.",
        found.overlapping,
        **values,
    )


def group(of: Group) -> str:
    """Which areas these are, and how they came to be compared."""
    if of.basis is Basis.SUPPLIED:
        return gettext(
            "The others are those that a reviewed list names as similar to %(place)s.", place=of.area.name
        )
    kinds = _kinds(of)
    if of.is_narrowed:
        return gettext(
            "No list of similar areas was supplied. The others are those %(count)s of the %(all)s other"
            " %(kinds)s%(where)s with the most nearly equal number of residents; they were not chosen for likeness in"
            " anything else.",
            count=language.number(len(of.others)),
            all=language.number(of.of),
            kinds=kinds,
            where=_where(of),
        )
    return gettext(
        "No list of similar areas was supplied. The others are the other %(kinds)s%(where)s; they were not chosen for"
        " likeness.",
        kinds=kinds,
        where=_where(of),
    )


def _kinds(of: Group) -> str:
    text = labels.kinds(of.area.kind, of.area.nation)
    return text[:1].lower() + text[1:]


def _where(of: Group) -> str:
    """A continuation: " of Larkwith", " of England that have figures here"."""
    if of.basis is Basis.NATION:
        return gettext(" of %(nation)s that have figures here", nation=nation(of.area.nation))
    return gettext(" of %(place)s", place=of.within.name) if of.within else ""


def nation(of: Nation) -> str:
    """The name of a nation."""
    return {
        Nation.ENGLAND: gettext("England"),
        Nation.WALES: gettext("Wales"),
        Nation.NORTHERN_IRELAND: gettext("Northern Ireland"),
        Nation.SCOTLAND: gettext("Scotland"),
        Nation.BRITAIN: gettext("Great Britain"),
    }[of]


def _why_not(found: Comparison) -> Iterator[str]:
    """Why nothing is compared: the area itself has no rate, or there are too few to compare with."""
    place = name(found.area.name)
    yield gettext("%(place)s is *not compared* with other areas here.", place=place)
    own = found.own_left_out
    if own is not None:
        yield apart(own.why)
        return
    yield _too_few(found)


def _too_few(found: Comparison) -> str:
    of, compared = found.group, len(found.group.others) - len(found.left_out)
    least = language.number(LEAST_OTHERS)
    if of.basis is Basis.SUPPLIED:
        return ngettext(
            "Only %(num)s area of those named as similar to it can be compared, and %(least)s are needed.",
            "Only %(num)s areas of those named as similar to it can be compared, and %(least)s are needed.",
            compared,
            least=least,
        )
    values = {"kinds": _kinds(of), "where": _where(of), "least": least}
    if not compared:
        return gettext(
            "No list of areas similar to it was supplied, and there are no other %(kinds)s%(where)s to compare with.",
            **values,
        )
    return ngettext(
        "No list of areas similar to it was supplied, and %(num)s other among the %(kinds)s%(where)s is too few to say"
        " what is usual: at least %(least)s are needed.",
        "No list of areas similar to it was supplied, and %(num)s others among the %(kinds)s%(where)s are too few to"
        " say what is usual: at least %(least)s are needed.",
        compared,
        **values,
    )


def apart(of: Apart) -> str:
    """Why an area cannot be compared."""
    return {
        Apart.VISITORS: gettext(
            "Few people live there and many come, so its rate per resident would mislead."
        ),
        Apart.FEW: gettext("There are too few people or homes for a rate to mean anything."),
        Apart.NO_PEOPLE: gettext("There is no count of people or homes to divide by."),
        Apart.NO_FIGURES: gettext("The figures for some of these months are missing or incomplete."),
    }[of]


def left_out(found: Comparison) -> tuple[str, ...]:
    """The others that are not compared, each reason with the places that it holds for."""
    by_why: dict[Apart, list[LeftOut]] = {}
    for one in found.left_out:
        if one.area != found.area:
            by_why.setdefault(one.why, []).append(one)
    return tuple(
        gettext(
            "Not compared: %(places)s. %(why)s",
            places=labels.listed([one.area.name for one in ones]),
            why=apart(why),
        )
        for why, ones in by_why.items()
    )


def bands(found: Comparison) -> str:
    """What the two bands behind the dots mean."""
    if found.dispersion <= 1:
        return gettext(
            "If every area had the rate of all together, chance would put 95 in 100 areas of its size inside the"
            " darker band and 998 in 1,000 inside the wider, paler one."
        )
    return gettext(
        "These areas differ from one another by more than chance, so the bands are widened to how much they differ:"
        " 95 in 100 areas of that size would lie inside the darker band and 998 in 1,000 inside the wider, paler one."
    )


def strip_title(found: Comparison) -> str:
    """The title of the strip for those who cannot see it."""
    return gettext(
        "%(place)s and the areas it is compared with, %(period)s",
        place=found.area.name,
        period=language.period_name(found.period),
    )


def strip_mean(found: Comparison) -> str:
    """The label of the upright line."""
    return gettext("All together: %(rate)s", rate=_decimal(found.mean))


def _decimal(of: Figure | None) -> str:
    return language.number(of.value, 1) if of is not None and of.value is not None else ""


def strip_unit(found: Comparison) -> str:
    """What the scale counts."""
    if found.what is CrimeType.ANTI_SOCIAL_BEHAVIOUR:
        return gettext("Reports a year %(per)s", per=per(found.per))
    return gettext("Crimes a year %(per)s", per=per(found.per))
