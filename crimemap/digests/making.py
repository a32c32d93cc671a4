"""The letter of a month made of a brief: figures in sentences, what was done, meetings, decisions, how people feel.

Of convictions it holds a number and nothing else (rules C12, C14): a letter cannot be taken back. Texts that the police
publish freely are left out where anything in them might point to a person (rule C5).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from urllib.parse import quote

from crimemap import language, words
from crimemap.brief import Brief, decided, gatherings
from crimemap.charts.drawing import STAMP
from crimemap.digests.content import Digest, Item, Link, Section, meeting_item
from crimemap.disclosure import identifying
from crimemap.editorial.database import Bilingual
from crimemap.editorial.meetings import Body, Gathering
from crimemap.editorial.payback import Shown, Stage
from crimemap.editorial.payback.told import totals_told
from crimemap.language import gettext as _
from crimemap.language import ngettext
from crimemap.release import Area
from crimemap.terms import Month
from crimemap.words import Sentence
from crimemap.words import confidence as feelings
from crimemap.words.sentence import name

AHEAD: Final = timedelta(days=62)
"""How far ahead meetings are told of: this letter's month and the next one's. [choose]"""

LATELY: Final = timedelta(days=62)
"""How long ago what a letter tells of was done: what came just after one letter is in the next. [choose]"""

DECIDED: Final = timedelta(days=92)
"""How long ago a meeting was whose decisions are followed: by then it has met again. [choose]"""

_MOST: Final = 5
_LONGEST: Final = 240
"""Letters of a text that is not ours; the rest is a link away."""


@dataclass(frozen=True, slots=True)
class _Making:
    """A brief, the moment, and the site that links lead to."""

    told: Brief
    now: datetime
    site: str

    def address(self, path: str) -> str:
        prefix = "/cy" if language.current() == "cy" else ""
        return f"{self.site}{prefix}{path}"

    @property
    def page(self) -> str:
        """Of the area."""
        return self.address(f"/areas/{quote(self.told.area.code, safe='')}")

    @property
    def whose(self) -> str:
        """What a list of its partnership is narrowed by."""
        found = self.told.partnership
        return f"?partnership={quote(found.code, safe='')}" if found else ""

    @property
    def today(self) -> date:
        return self.now.date()


def digest_of(told: Brief, month: Month, *, now: datetime, site: str) -> Digest:
    """The letter of `month` about the area of `told`, in the current language.

    `now` is aware, in the site's zone; `site` is the address that links begin with.
    """
    making = _Making(told, now, site)
    place, when = told.area.name, language.month_name(month)
    return Digest(
        area=told.area,
        month=month,
        lang=language.current(),
        subject=_subject(making, when),
        title=place,
        lead=_(
            "The letter of %(month)s, as things stood on %(day)s.", month=when, day=language.day(now.date())
        ),
        stamp=STAMP if told.invented else "",
        sections=(
            _meetings(making),
            _decisions(making),
            *(() if _team_told(making) else (_done(making),)),
            _recorded(making),
            _outcomes(making),
            _payback(making),
            _news(making),
            _feelings(making),
        ),
        small=_small(told),
    )


def _subject(making: _Making, when: str) -> str:
    """What its reader can do next, where there is something."""
    place = making.told.area.name
    coming = gatherings.next_of(_coming(making), making.now)
    if coming is None:
        return _("%(place)s: the letter of %(month)s", place=place, month=when)
    return _("%(place)s: next meeting %(day)s", place=place, day=language.weekday(coming.start.date()))


# --- figures -------------------------------------------------------------------------------------------------


def _recorded(making: _Making) -> Section:
    told = making.told
    sentences = (told.lead, told.beside, Sentence.said(name(words.freshness(told.quality.freshness))))
    links = (Link(_("Where, which kinds, and month by month"), f"{making.page}#map"),)
    return Section(_("What was recorded"), tuple(each for each in sentences if each), links=links)


def _outcomes(making: _Making) -> Section:
    told, written = making.told, making.told.written
    sentences = [words.outcomes_lead(told.outcomes, told.quality)]
    links = [Link(_("What came of each kind of crime"), f"{making.page}/outcomes")]
    whose = making.told.partnership
    if not written.available:
        sentences.append(_unread())
    elif written.cases_shown:
        sentences.append(Sentence.said(name(_convictions(written.cases_shown, whose))))
        links.append(Link(_("What courts decided"), making.address(f"/convictions{making.whose}")))
    return Section(_("What came of it"), tuple(sentences), links=tuple(links))


def _convictions(shown: int, whose: Area | None) -> str:
    if whose is None:
        return ngettext("%(num)s conviction is shown now.", "%(num)s convictions are shown now.", shown)
    return ngettext(
        "%(num)s conviction is shown for %(place)s now.",
        "%(num)s convictions are shown for %(place)s now.",
        shown,
        place=whose.name,
    )


def _unread() -> Sentence:
    return Sentence.said(_("What is written about this area could not be read when this letter was made."))


# --- meetings ------------------------------------------------------------------------------------------------


def _coming(making: _Making) -> list[Gathering]:
    """Of a series the next date, and what is cancelled before it."""
    found = gatherings.next_of_each(making.told.gatherings, making.now)
    return [one for one in found if one.start <= making.now + AHEAD]


def _meetings(making: _Making) -> Section:
    coming = _coming(making)
    links = (Link(_("Every meeting, also for your own calendar"), making.address("/meetings")),)
    nothing = _("No meeting to come has been published.")
    items = tuple(_meeting(making, one) for one in coming[:_MOST])
    return Section(_("Meetings to come"), () if items else (Sentence.said(nothing),), items, links)


def _meeting(making: _Making, one: Gathering) -> Item:
    return meeting_item(one, making.address(f"/meetings/{quote(one.id, safe='')}"))


def _decisions(making: _Making) -> Section:
    title = _("What was decided")
    last = _decided(making)
    if last is None or last.record is None:
        nothing = _("No decision of a meeting has been published in the last three months.")
        return Section(title, (Sentence.said(nothing),))
    told = decided.Told.of(last.record, making.now)
    of, _lang = _typed(last.title)
    head = _(
        "%(meeting)s on %(day)s. %(came)s", meeting=of, day=language.day(last.start.date()), came=told.came
    )
    items = tuple(_decision(line) for line in told.lines)
    link = Link(
        _("All that was decided, asked and answered"), making.address(f"/meetings/{quote(last.id, safe='')}")
    )
    tally = _("Of what was to be done: %(tally)s", tally=told.tally) if told.tally else ""
    links = (
        (link, Link(_("What is being done here"), f"{making.page}#actions"))
        if _team_told(making)
        else (link,)
    )
    return Section(title, (Sentence.said(name(f"{head} {tally}".strip())),), items, links)


def _decided(making: _Making) -> Gathering | None:
    """The last meeting whose decisions are known."""
    return next((one for one in _held(making) if one.record is not None and one.record.decisions), None)


def _team_told(making: _Making) -> bool:
    """Whether what was decided is the team's own meeting's: then it says already what its list of priorities would."""
    last = _decided(making)
    return last is not None and last.body is Body.POLICE and making.told.area.code in last.areas


def _held(making: _Making) -> Iterator[Gathering]:
    """Those that are over, the latest first."""
    now, since = making.now, making.now - DECIDED
    held = (one for one in making.told.gatherings if gatherings.is_over(one, now))
    over = [one for one in held if not gatherings.is_over(one, since)]
    yield from sorted(over, key=lambda one: one.over.timestamp(), reverse=True)


def _decision(line: decided.Line) -> Item:
    said, lang = _typed(line.decided or line.action)
    action = _typed(line.action)[0] if line.decided else ""
    due = _("by %(day)s", day=language.day(line.due)) if line.due else ""
    who = ", ".join(part for part in (line.owner, due) if part)
    notes = (f"{action} ({who})" if action and who else action or who, _typed(line.came)[0])
    return Item(said, tuple(note for note in notes if note), lang=lang, mark=line.mark.word)


# --- what people do ------------------------------------------------------------------------------------------


def _done(making: _Making) -> Section:
    """What the police say that they did for the priorities that residents set."""
    team, home = making.told.crew.team, making.told.crew.home
    links = (Link(_("What is being done here"), f"{making.page}#actions"),)
    priorities = team.priorities if team is not None else ()
    items = tuple(
        Item(_short(one.issue[0]), (_short(one.action[0]),))
        for one in priorities
        if one.issue and one.action and _names_nobody(" ".join((one.issue[0], one.action[0])))
    )[:_MOST]
    if items:
        return Section(_("What was done"), items=items, links=links)
    place = (home or making.told.area).name
    nothing = (
        words.no_priorities(place, held=making.told.crew.held)
        if not priorities
        else _("What was done has not been published yet.")
    )
    if home is None and making.told.crew.neighbourhoods:
        nothing = _("Priorities are set neighbourhood by neighbourhood.")
    return Section(_("What was done"), (Sentence.said(name(nothing)),), links=links)


def _names_nobody(text: str) -> bool:
    return not identifying.find(text)


def _short(text: str) -> str:
    """A text that is not ours, cut after a word."""
    if len(text) <= _LONGEST:
        return text
    return text[:_LONGEST].rpartition(" ")[0].rstrip(",;:") + " …"


def _payback(making: _Making) -> Section:
    title, written = _("Community Payback"), making.told.written
    links = (
        Link(_("All projects"), making.address(f"/payback{making.whose}")),
        Link(_("Nominate work"), making.address("/payback/nominate")),
    )
    if not written.available:
        return Section(title, (_unread(),), links=links)
    found, whose = making.told.work
    told = totals_told(found.totals, found.hours_of_year)
    if not told:
        nothing = _("No Community Payback project has been published for %(place)s.", place=whose.name)
        return Section(title, (Sentence.said(name(nothing)),), links=links)
    since = making.today - LATELY
    done = [one for one in found.done if one.day is not None and one.day >= since]
    items = tuple(_job(one) for one in (*done, *found.ahead))[:_MOST]
    return Section(title, (Sentence.said(name(f"{whose.name}: {told}")),), items, links)


def _job(shown: Shown) -> Item:
    project = shown.project
    said, lang = _typed(project.title)
    hours = ngettext("%(num)s hour", "%(num)s hours", shown.hours) if shown.hours else ""
    place = _typed(project.place)[0]
    return Item(said, (", ".join(part for part in (_stage(shown), hours, place) if part),), lang=lang)


def _stage(shown: Shown) -> str:
    day = language.day(shown.day) if shown.day is not None else ""
    if shown.stage is Stage.DONE:
        return _("done on %(day)s", day=day) if day else _("done")
    if shown.stage is Stage.RUNNING:
        return _("under way since %(day)s", day=day) if day else _("under way")
    return _("planned for %(day)s", day=day) if day else _("planned")


def _news(making: _Making) -> Section:
    title, written = _("Good news"), making.told.written
    if not written.available:
        return Section(title, (_unread(),))
    links = (Link(_("All good news"), making.address(f"/news{making.whose}")),)
    items = tuple(
        Item(said, link=making.address(f"/news/{quote(one.id, safe='')}"), lang=lang)
        for one in written.stories
        if one.at >= making.now - LATELY
        for said, lang in (_typed(one.story.title),)
    )
    nothing = _("No good news has been published in the last two months.")
    return Section(title, () if items else (Sentence.said(nothing),), items, links)


def _feelings(making: _Making) -> Section:
    title, told = _("How people feel"), making.told
    found, whose = told.confidence, making.told.partnership
    place = feelings.place(found.area) if found is not None else (whose or told.area).name
    links = (
        Link(title, making.address(f"/confidence/{quote(whose.code, safe='')}" if whose else "/confidence")),
    )
    if found is None or found.is_empty:
        return Section(title, (Sentence.said(name(feelings.nobody(place))),), links=links)
    if found.headline is None:
        why = (
            feelings.why(found.why, place)
            if found.why is not None
            else _("Other questions were asked there.")
        )
        return Section(title, (Sentence.said(name(why)),), links=links)
    sentences = [feelings.lead(found.headline, place)]
    if found.area != told.area:
        sentences.append(Sentence.said(name(feelings.of_part(told.area.name, found.area.name))))
    return Section(title, tuple(sentences), links=links)


def _small(told: Brief) -> tuple[str, ...]:
    release = told.release
    return (
        _(
            "Police recorded crime is an official statistic, not an accredited one. Some crime is never reported."
        ),
        _("Contains public sector information licensed under the Open Government Licence v3.0."),
        _(
            "Figures to %(month)s. Release %(id)s.",
            month=language.month_name(release.months[-1]),
            id=release.id,
        ),
    )


def _typed(text: Bilingual) -> tuple[str, str | None]:
    """What people typed, and its language where it is not the letter's."""
    here = language.current()
    return text.said(here), text.in_other(here)
