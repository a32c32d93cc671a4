"""The catalogue of indicators in words: what each is, where it holds, and what things are called in each nation."""

from __future__ import annotations

from collections.abc import Sequence

from crimemap import language
from crimemap.language import gettext
from crimemap.measures.definitions import Polarity
from crimemap.measures.indicators import (
    Challenge,
    Indicator,
    Origin,
    Paper,
    Theme,
    Thing,
    Tier,
    papers,
    scores,
    term,
)
from crimemap.release import Area
from crimemap.terms import Nation
from crimemap.words.comparison import nation
from crimemap.words.sentence import Sentence, name


def number(of: Indicator) -> str:
    """NI 21; of what is no national indicator nothing."""
    return gettext("NI %(number)s", number=of.number) if of.number is not None else ""


def title(of: Indicator) -> str:
    """NI 21: Dealing with local concerns…"""
    said = gettext(of.title)
    return gettext("%(number)s: %(title)s", number=number(of), title=said) if of.number is not None else said


def level(of: Tier | None) -> str:
    """The tag of a row, always in words."""
    return {
        Tier.NATIONAL: gettext("From the national list"),
        Tier.LOCAL: gettext("Chosen locally"),
        None: gettext("Not in the national list"),
    }[of]


def level_explained(of: Indicator) -> str:
    """What the tag means of this one."""
    if of.level is Tier.LOCAL:
        return gettext(
            "Chosen locally: this list is taken from slides of Luton’s partnership of 2009, which mark it “(local)” in"
            " Luton’s agreement, because Luton chose it for itself. It is one of the national list all the same."
        )
    if of.level is Tier.NATIONAL:
        return gettext(
            "From the national list: one of the 198, reported for every council area of England. It says nothing of who"
            " the figures beside it are of."
        )
    return gettext("Not in the national list: the documents ask for it, or show it, beside that list.")


def theme(of: Theme) -> str:
    """The heading of a theme."""
    return {
        Theme.STRONGER: gettext("Stronger communities"),
        Theme.CULTURE: gettext("Culture, sport and dealing with the council"),
        Theme.SAFER: gettext("Safer communities"),
        Theme.HEALTH: gettext("Health"),
        Theme.YOUTH: gettext("Young people and the law"),
        Theme.SATISFACTION: gettext("Victims and witnesses"),
        Theme.CONTEXT: gettext("The place itself"),
        Theme.CHANGES: gettext("Changes in recorded crime, as a partnership reports them"),
    }[of]


def theme_explained(of: Theme) -> str:
    """What has to be said under a heading; for most nothing."""
    return {
        Theme.SATISFACTION: gettext(
            "Not in the national list. A Home Office document of 2009 asks partnerships for a strategy for them."
        ),
        Theme.CONTEXT: gettext("No measure of anybody’s work: how hard a place makes it to be rated highly."),
        Theme.CHANGES: gettext(
            "Luton’s slides of 2009 print these changes without their periods and counts, so they are no figures here."
            " A partnership can supply each with its sign, both periods and both counts."
        ),
    }.get(of, "")


def origin(of: Origin) -> str:
    """Who asks or counts."""
    return {
        Origin.SURVEY: gettext("A survey"),
        Origin.POLICE: gettext("The police"),
        Origin.HEALTH: gettext("The health service"),
        Origin.YOUTH_JUSTICE: gettext("Youth justice"),
        Origin.PARTNERS: gettext("Several agencies together"),
        Origin.COUNCIL: gettext("The council"),
        Origin.IMMIGRATION: gettext("The immigration service"),
        Origin.INDEX: gettext("A research company"),
    }[of]


def kinds(of: Indicator) -> str:
    """The parts that a scale is made of, by name."""
    return language.listed([f"“{gettext(one.title)}”" for one in of.strands])


def better(of: Polarity) -> str:
    """Which way is better."""
    return {
        Polarity.HIGHER: gettext("Higher is better"),
        Polarity.LOWER: gettext("Lower is better"),
        Polarity.NEITHER: gettext("Neither way is better in itself"),
    }[of]


def nations(of: Indicator) -> str:
    """England only; England and Wales."""
    if of.is_national_indicator:
        return gettext("England only. Areas in Wales never had it.")
    if len(of.nations) == 1:
        return gettext("%(nation)s only.", nation=nation(of.nations[0]))
    return gettext("%(nations)s.", nations=language.listed([nation(one) for one in of.nations]))


def counted(of: Indicator) -> str:
    """Who asks or counts, and in what."""
    return gettext("%(who)s. %(how)s", who=origin(of.source), how=gettext(of.measured))


def named(of: Indicator) -> str:
    """Where it stands: author, title, year; how other lists call it; what the paper prints that is no figure here."""
    found: Paper = papers()[of.paper]
    said = [
        gettext(
            "%(author)s, “%(title)s” (%(year)s).", author=found.author, title=found.title, year=found.year
        )
    ]
    if of.elsewhere:
        said.append(
            gettext("In other lists of the set it is called “%(title)s”.", title=gettext(of.elsewhere))
        )
    if of.printed:
        said.append(
            gettext("The document prints: “%(title)s %(printed)s”.", title=of.title, printed=of.printed)
        )
    return " ".join(said)


def terms(where: Nation) -> Sentence:
    """What the things of the papers were called in `where`, and what they are called now; in Wales also what never
    was. Nothing for other nations."""
    if where not in {Nation.ENGLAND, Nation.WALES}:
        return Sentence()
    partnership, strategic, agreement = (
        term(thing, where) for thing in (Thing.PARTNERSHIP, Thing.STRATEGIC, Thing.AGREEMENT)
    )
    values = {
        "nation": nation(where),
        "partnership": gettext(partnership.then),
        "partnership_short": partnership.short,
        "strategic": gettext(strategic.then),
        "strategic_short": strategic.short,
    }
    said = gettext(
        "In the years of that list the partnership was called a %(partnership)s (%(partnership_short)s) in %(nation)s,"
        " and the board over all services a %(strategic)s (%(strategic_short)s).",
        **values,
    )
    if agreement.exists:
        more = gettext(
            "Targets stood in a %(agreement)s (%(short)s).",
            agreement=gettext(agreement.then),
            short=agreement.short,
        )
    else:
        more = gettext("There were *no Local Area Agreements* in %(nation)s.", nation=nation(where))
    return Sentence.said(said, more, _now(where))


def _now(where: Nation) -> str:
    """What is called something else now."""
    changed = [
        gettext("the %(then)s is now a %(now)s", then=gettext(one.then), now=gettext(one.now))
        for one in (term(thing, where) for thing in (Thing.PARTNERSHIP, Thing.STRATEGIC))
        if one.now and one.now != one.then
    ]
    return gettext("Since then, %(changes)s.", changes=language.listed(changed)) if changed else ""


def hidden_here(where: Nation, count: int) -> str:
    """Why rows are left out of what is shown of an area there; nothing where none are."""
    if not count:
        return ""
    return gettext(
        "The %(count)s national indicators are left out: the set, and the agreements that targets stood in, were for"
        " England alone, and this partnership is in %(nation)s.",
        count=language.number(count),
        nation=nation(where),
    )


def unknown(ids: Sequence[str]) -> str:
    """What was supplied and has no place in the catalogue; nothing where there is no such thing."""
    if not ids:
        return ""
    return gettext(
        "Figures were also supplied of %(ids)s. The catalogue has no such row, so they are not shown.",
        ids=language.listed([f"“{one}”" for one in ids]),
    )


def challenge(found: Challenge) -> Sentence:
    """How hard a place makes it to be rated highly; no other place's score and no order."""
    held = scores()
    values = {
        "place": name(found.area.name),
        "score": language.number(found.score.value or 0),
        "least": language.number(held.scale.least),
        "most": language.number(held.scale.most),
        "domains": language.number(held.domains),
    }
    first = gettext(
        "%(place)s scored *%(score)s* on a scale from %(least)s to %(most)s on the Area Challenge Index.",
        **values,
    )
    second = gettext(
        "People in places like this tend to give lower ratings, whoever does the work. The score is made of"
        " %(domains)s things that describe a place, such as how many people move in and out, and says nothing of"
        " anybody who lives or works there.",
        **values,
    )
    return Sentence.said(first, _harder(found), second)


def _harder(found: Challenge) -> str:
    average = ""
    if found.average is not None and found.average.value is not None:
        average = gettext("The average is %(average)s.", average=language.number(found.average.value))
    if found.harder:
        quoted = gettext("The index calls this a “*harder-than-average place*” in which to satisfy people.")
        return " ".join(part for part in (average, quoted) if part)
    if found.harder is False:
        quoted = gettext("So this is *not* what the index calls a “harder-than-average place”.")
        return " ".join(part for part in (average, quoted) if part)
    return gettext("What the average is, nobody has supplied, so it cannot be said which side of it this is.")


def challenge_source(found: Challenge) -> str:
    """Where the score was read."""
    if found.from_paper:
        return gettext("Source: %(source)s.", source=found.score.source)
    return gettext(
        "Source: %(source)s; the index is Ipsos MORI’s. For %(period)s.",
        source=found.score.source,
        period=language.period_name(found.score.period),
    )


def no_challenge(area: Area) -> str:
    """Why a place has no score here."""
    if area.nation is not Nation.ENGLAND:
        return gettext(
            "There is no score of %(place)s: the index was made for England, from a survey of England.",
            place=area.name,
        )
    return gettext("Nobody supplied the score of %(place)s.", place=area.name)


def challenge_paper() -> str:
    """What the paper gives: whose scores, and between what. By name, and none beside its place."""
    held = scores()
    found = sorted(one.score for one in held.scores)
    return gettext(
        "Luton’s slides of %(year)s give the scores of five councils, %(names)s: between %(least)s and %(most)s. Each"
        " stands with its own partnership, where that has a page here.",
        year=held.year,
        names=language.listed(sorted(one.name for one in held.scores)),
        least=language.number(found[0]),
        most=language.number(found[-1]),
    )
