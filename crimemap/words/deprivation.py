"""Deprivation in words: of places and what they lack, never of the people who live there."""

from __future__ import annotations

from collections.abc import Iterator

from crimemap import language
from crimemap.language import gettext, ngettext
from crimemap.measures.deprivation import TENTHS, Deprivation, Scale
from crimemap.terms import AreaKind
from crimemap.words import labels
from crimemap.words.comparison import nation
from crimemap.words.sentence import Sentence, name


def tenth(decile: int) -> str:
    """A tenth by name: "the most deprived tenth", "the fourth most deprived tenth", "the least deprived tenth"."""
    return {
        1: gettext("the most deprived tenth"),
        2: gettext("the second most deprived tenth"),
        3: gettext("the third most deprived tenth"),
        4: gettext("the fourth most deprived tenth"),
        5: gettext("the fifth most deprived tenth"),
        6: gettext("the fifth least deprived tenth"),
        7: gettext("the fourth least deprived tenth"),
        8: gettext("the third least deprived tenth"),
        9: gettext("the second least deprived tenth"),
        10: gettext("the least deprived tenth"),
    }[decile]


def tenth_label(decile: int) -> str:
    """The same as the head of a row."""
    text = tenth(decile)
    return text[:1].upper() + text[1:]


def finding(found: Deprivation, scale: Scale) -> Sentence:
    """In which tenth a small area lies; of a larger one, what of it is in the most deprived tenth."""
    where = nation(scale.nation)
    if scale.decile is not None:
        return Sentence.said(
            gettext(
                "%(place)s is *in %(tenth)s* of %(nation)s’s small areas.",
                place=name(found.area.name),
                tenth=tenth(int(scale.decile.value or 0)),
                nation=where,
            )
        )
    most = scale.tenths[0].areas
    areas = sum(int(row.areas.value or 0) for row in scale.tenths)
    values = {"place": _place(found), "nation": where, "all": language.number(areas)}
    if not most.value:
        return Sentence.said(
            ngettext(
                "*None* of the small areas of %(place)s (%(num)s in all) is in the most deprived tenth of %(nation)s.",
                "*None* of the %(num)s small areas of %(place)s is in the most deprived tenth of %(nation)s.",
                areas,
                **values,
            )
        )
    told = ngettext(
        "*%(num)s of the %(all)s small areas* of %(place)s is in the most deprived tenth of %(nation)s.",
        "*%(num)s of the %(all)s small areas* of %(place)s are in the most deprived tenth of %(nation)s.",
        int(most.value),
        **values,
    )
    return Sentence.said(told, _living(scale))


def _place(found: Deprivation) -> str:
    """A force has no small areas: those of the area that it polices are meant."""
    if found.area.kind is AreaKind.FORCE:
        return gettext("the area of %(force)s", force=name(found.area.name))
    return name(found.area.name)


def _living(scale: Scale) -> str:
    most = scale.most
    if most is None or most.value is None or most.denominator is None:
        return ""
    return gettext(
        "*%(count)s residents* live there, %(share)s of all.",
        count=language.number(most.value),
        share=language.percent(most.value / most.denominator.value),
    )


def nothing(found: Deprivation) -> str:
    """That no ranks were supplied."""
    return gettext(
        "No deprivation ranks were supplied for %(place)s, so nothing is said of it here.",
        place=found.area.name,
    )


def what_it_is() -> str:
    """What deprivation means, and what it does not."""
    return gettext(
        "Deprivation is about income, work, health, schooling, housing and surroundings. It is not a measure of"
        " people."
    )


def about_scale(scale: Scale) -> str:
    """Which scale this is; the two nations' are never set beside each other."""
    return gettext(
        "The scale is %(scale)s, which ranks the small areas of %(nation)s alone. England and Wales measure deprivation"
        " differently, so a tenth in one is not a tenth in the other.",
        scale=scale.name,
        nation=nation(scale.nation),
    )


def unranked(found: Deprivation) -> str:
    """How many small areas have no rank; nothing where all have one."""
    if not found.unranked:
        return ""
    return ngettext(
        "%(num)s small area has no rank: its boundary is newer than the scale, or it was not supplied.",
        "%(num)s small areas have no rank: their boundaries are newer than the scale, or they were not supplied.",
        found.unranked,
    )


def strip_title(scale: Scale, place: str) -> str:
    """The title of the strip."""
    if not scale.tenths:
        return gettext("%(place)s among the tenths of %(nation)s", place=place, nation=nation(scale.nation))
    return gettext(
        "Small areas of %(place)s in each tenth of %(nation)s", place=place, nation=nation(scale.nation)
    )


def strip_description(scale: Scale, place: str) -> str:
    """The strip for those who cannot see it."""
    if scale.decile is not None:
        return gettext("%(place)s is in %(tenth)s.", place=place, tenth=tenth(int(scale.decile.value or 0)))
    return " ".join(_columns(scale))


def _columns(scale: Scale) -> Iterator[str]:
    yield gettext("From the most deprived tenth to the least, of %(tenths)s:", tenths=TENTHS)
    yield labels.listed([language.number(row.areas.value or 0) for row in scale.tenths]) + "."
