"""Good news in the newsroom: a form for problem, action, measure and caveat, and what the gate makes of them."""

from __future__ import annotations

from datetime import datetime

from flask import request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest, Forbidden

from crimemap import words
from crimemap.cache import Page
from crimemap.editorial import publishing, stories
from crimemap.editorial.people import Role
from crimemap.editorial.pieces import Conflict, Kind, Piece
from crimemap.editorial.stories import Evidence, Side, Story
from crimemap.language import gettext as _
from crimemap.measures import crime
from crimemap.measures.crime.counting import breaks_of
from crimemap.release import Area, Release
from crimemap.web import site
from crimemap.web.newsroom import kinds, saving, story_forms, telling
from crimemap.web.newsroom.blueprint import allows, newsroom
from crimemap.web.newsroom.kinds import Answer, KindAtTheDesk, Preview
from crimemap.web.newsroom.story_forms import COUNTED, TYPED, StoryForm
from crimemap.web.site import news as told


@newsroom.get("/stories/new")
@allows(Role.AUTHOR)
def new_story() -> Page:
    """An empty form; first which partnership, where this person writes for several."""
    choices = telling.partnership_choices(site.person(), Role.AUTHOR)
    partnership = request.args.get("partnership") or (choices[0][0] if len(choices) == 1 else "")
    if partnership not in dict(choices):
        return site.page("newsroom/stories/where.html", choices=choices)
    return _form_page(StoryForm(release=site.current_release(), partnership=partnership), partnership)


@newsroom.post("/stories/new")
@allows(Role.AUTHOR)
@site.commits
def create_story() -> ResponseReturnValue:
    """Keep a new draft; the same form sent twice keeps one."""
    partnership = request.form.get("partnership", "")
    if partnership not in dict(telling.partnership_choices(site.person(), Role.AUTHOR)):
        raise Forbidden
    form = StoryForm(request.form, release=site.current_release(), partnership=partnership)
    if not form.validate():
        return saving.not_saved() if saving.saves_itself() else _form_page(form, partnership, status=400)
    piece = saving.begun(Kind.STORY, partnership, _story(form, None), saving.token())
    return saving.saved(piece, saving.page_of(piece))


@newsroom.get("/stories/<id>")
@allows(Role.AUTHOR)
def edit_story(id: str) -> Page:  # noqa: A002  (as the desk builds it)
    """The form of a draft."""
    piece, story = saving.opened(id, Story)
    form = StoryForm(release=site.current_release(), partnership=piece.partnership)
    form.hold(story)
    return _form_page(form, piece.partnership, piece)


@newsroom.post("/stories/<id>")
@allows(Role.AUTHOR)
@site.commits
def save_story(id: str) -> ResponseReturnValue:  # noqa: A002
    """Save a draft, by a button or by itself."""
    session, person = site.session(), site.person()
    piece, story = saving.opened(id, Story)
    form = StoryForm(request.form, release=site.current_release(), partnership=piece.partnership)
    if not form.validate():
        return (
            saving.not_saved() if saving.saves_itself() else _form_page(form, piece.partnership, piece, 400)
        )
    mine = _story(form, story)
    try:
        piece = publishing.save(
            session, person, id, mine, version=saving.version(), wanted_at=piece.wanted_at, now=site.now()
        )
    except Conflict as found:
        return saving.conflict(found, mine)
    return saving.saved(piece, saving.page_of(piece))


def _form_page(form: StoryForm, partnership: str, piece: Piece | None = None, status: int = 200) -> Page:
    return site.page(
        "newsroom/stories/form.html", status=status, form=form, partnership=partnership,
        place=telling.partnership_name(partnership), approaches=stories.approaches(), **saving.of_form(piece),
    )  # fmt: skip


def _story(form: StoryForm, before: Story | None) -> Story:
    """What the form says. A measure that was not chosen anew stays as it was, with its release."""
    kept = before.evidence if before is not None else None
    evidence = None
    if form.measure.data == TYPED:
        evidence = form.typed()
    elif form.measure.data == COUNTED:
        evidence = _counted(form, kept)
    return Story(**form.told(), evidence=evidence)


def _counted(form: StoryForm, kept: Evidence | None) -> Evidence:
    release: Release = site.current_release()
    area = release.area(form.area.data)
    if area is None:
        raise BadRequest
    before, after = form.periods()
    if kept is not None and (kept.area, kept.type, kept.before.period, kept.after.period) == (
        area.code, form.type.data, before, after,
    ):  # fmt: skip
        return kept.model_copy(update={"wanted": form.wanted.data})
    what = told.what_of_slug(form.type.data)
    found = crime.Change(crime.total(release, area, what, after), crime.total(release, area, what, before))
    broken = _broken(release, area, what, found)
    return Evidence(
        type=form.type.data, area=area.code, area_name=area.name, before=Side.of(found.before),
        after=Side.of(found.now), verdict="cannot tell" if broken else found.verdict.value,
        wanted=form.wanted.data, broken=broken,
    )  # fmt: skip


def _broken(release: Release, area: Area, what: crime.What, found: crime.Change) -> str:
    """Why the two cannot be compared, where how crime is recorded changed between them; else nothing."""
    for row in breaks_of(release, area, what):
        if found.before.period.first < row.month <= found.now.period.last:
            return _("two periods in which it was recorded in the same way")
    return ""


# ---------------------------------------------------------------- at the desk


def _preview(piece: Piece, story: Story) -> Preview:
    now = site.now()
    at = piece.publish_at or piece.wanted_at or now
    view = told.story_view(
        site.current_release(), piece, story,
        is_success=stories.is_success(story), day=at.astimezone(now.tzinfo).date(),
    )  # fmt: skip
    return Preview("public/news/one.html", {"told": view})


def _beside(_piece: Piece, story: Story, _now: datetime) -> Preview:
    return Preview("newsroom/stories/beside.html", {"lacks": stories.lacks(story)})


def _answers(story: Story) -> list[Answer]:
    asked = story_forms.labels()
    texts = [
        Answer(f"{name}_{spoken}", asked[f"{name}_{spoken}"][0], getattr(story, f"{name}_{spoken}"))
        for name in stories.TEXTS
        for spoken in ("en", "cy")
    ]
    chosen = [row.title.said("en") for row in stories.approaches() if row.slug in story.approaches]
    return [
        *texts,
        Answer("approaches", asked["approaches"][0], ", ".join(chosen)),
        Answer("evidence", _("The measure"), _measure(story.evidence)),
    ]


def _measure(evidence: Evidence | None) -> str:
    if evidence is None:
        return _("No measure")
    name = (
        (evidence.name_en or evidence.name_cy)
        if evidence.is_typed
        else words.crime_type(told.what_of(evidence))
    )
    sides = [
        f"{words.figure(side.figure())} ({side.first} {side.last}, {side.source})"
        for side in (evidence.before, evidence.after)
    ]
    return " · ".join(part for part in (name, evidence.area_name, *sides) if part)


kinds.register(
    KindAtTheDesk(
        kind=Kind.STORY,
        name=lambda: _("Good news"),
        title=lambda piece, story: story.title.said("en") or _("Story %(id)s", id=piece.id),
        preview=_preview,
        answers=_answers,
        edit="edit_story",
        public=lambda piece: site.href("story", story_id=piece.id),
        new="new_story",
        beside=_beside,
    )
)
