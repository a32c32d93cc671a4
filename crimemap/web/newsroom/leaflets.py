"""Composing leaflets in the newsroom: a form, a preview as a page and on paper, and the way of every piece."""

from __future__ import annotations

from datetime import date, datetime

from flask import request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import Forbidden

from crimemap import language, places
from crimemap import leaflets as printing
from crimemap.brief import gatherings
from crimemap.cache import Page
from crimemap.editorial import leaflets, publishing
from crimemap.editorial.leaflets import Leaflet, LeafletFacts
from crimemap.editorial.meetings import Gathering, shelf
from crimemap.editorial.people import Role
from crimemap.editorial.pieces import Conflict, Gone, Kind, Piece
from crimemap.editorial.summary import Written
from crimemap.language import gettext as _
from crimemap.release import Area
from crimemap.web import site
from crimemap.web.newsroom import kinds, leaflets_forms, saving, telling
from crimemap.web.newsroom.blueprint import allows, newsroom
from crimemap.web.newsroom.kinds import Answer, KindAtTheDesk, Preview
from crimemap.web.newsroom.leaflets_forms import LeafletForm
from crimemap.web.newsroom.story_forms import areas
from crimemap.web.site import leaflets as sheets


@newsroom.get("/leaflets/new")
@allows(Role.AUTHOR)
def new_leaflet() -> Page:
    """An empty form; first which partnership, where this person writes for several."""
    choices = telling.partnership_choices(site.person(), Role.AUTHOR)
    partnership = request.args.get("partnership") or (choices[0][0] if len(choices) == 1 else "")
    if partnership not in dict(choices):
        return site.page("newsroom/leaflets/where.html", choices=choices)
    return _form_page(_form(partnership, Leaflet(area=request.args.get("area", ""))), partnership)


@newsroom.post("/leaflets/new")
@allows(Role.AUTHOR)
@site.commits
def create_leaflet() -> ResponseReturnValue:
    """Keep a new draft; the same form sent twice keeps one."""
    partnership = request.form.get("partnership", "")
    if partnership not in dict(telling.partnership_choices(site.person(), Role.AUTHOR)):
        raise Forbidden
    form = _sent(partnership)
    if not form.validate():
        return saving.not_saved() if saving.saves_itself() else _form_page(form, partnership, status=400)
    piece = saving.begun(Kind.LEAFLET, partnership, Leaflet(**form.told()), saving.token())
    return saving.saved(piece, saving.page_of(piece))


@newsroom.get("/leaflets/<id>")
@allows(Role.AUTHOR)
def edit_leaflet(id: str) -> Page:  # noqa: A002  (as the desk builds it)
    """The form of a draft."""
    piece, leaflet = saving.opened(id, Leaflet)
    return _form_page(_form(piece.partnership, leaflet), piece.partnership, piece)


@newsroom.post("/leaflets/<id>")
@allows(Role.AUTHOR)
@site.commits
def save_leaflet(id: str) -> ResponseReturnValue:  # noqa: A002
    """Save a draft, by a button or by itself."""
    piece, _leaflet = saving.opened(id, Leaflet)
    form = _sent(piece.partnership)
    if not form.validate():
        return (
            saving.not_saved() if saving.saves_itself() else _form_page(form, piece.partnership, piece, 400)
        )
    mine = Leaflet(**form.told())
    try:
        piece = publishing.save(
            site.session(), site.person(), id, mine,
            version=saving.version(), wanted_at=piece.wanted_at, now=site.now(),
        )  # fmt: skip
    except Conflict as found:
        return saving.conflict(found, mine)
    return saving.saved(piece, saving.page_of(piece))


@newsroom.get("/leaflets/<id>/preview.pdf")
@allows(Role.AUTHOR, Role.APPROVER)
def preview_leaflet(id: str) -> ResponseReturnValue:  # noqa: A002
    """The working copy on paper, for those who write or approve it."""
    piece, leaflet = saving.opened(id, Leaflet)
    made = _made(piece, leaflet)
    if made is None:
        raise Gone(_("There is nothing at this address."))
    answer = site.plain(printing.pdf(made), "application/pdf")
    name = site.download(f"draft-{sheets.file_name(made)}").removeprefix("attachment; ")
    answer.headers["Content-Disposition"] = f"inline; {name}"
    return answer


def _form(partnership: str, leaflet: Leaflet) -> LeafletForm:
    return LeafletForm.of(leaflet, areas=_areas(partnership), coming=_coming(partnership))


def _sent(partnership: str) -> LeafletForm:
    return LeafletForm(request.form, areas=_areas(partnership), coming=_coming(partnership))


def _areas(partnership: str) -> list[Area]:
    return areas(site.current_release(), partnership)


def _coming(partnership: str) -> tuple[Gathering, ...]:
    """Meetings of the partnership that people can still come to."""
    now = site.now()
    told = Written(meetings=shelf.shown(site.session(), now, partnership=partnership))
    found = gatherings.to_come(gatherings.joined(site.current_release(), told, now=now), now)
    return tuple(one for one in found if one.takes_place and one.partnership == partnership)


def _form_page(form: LeafletForm, partnership: str, piece: Piece | None = None, status: int = 200) -> Page:
    return site.page(
        "newsroom/leaflets/form.html", status=status, form=form, partnership=partnership,
        place=telling.partnership_name(partnership), **saving.of_form(piece),
    )  # fmt: skip


# ---------------------------------------------------------------- at the desk


def _made(piece: Piece, leaflet: Leaflet) -> printing.Leaflet | None:
    """The leaflet of the working copy as it would come out today; None where its area is in no release any more."""
    release = site.current_release()
    area = places.by_code(release, leaflet.area) if leaflet.area else None
    if area is None:
        return None
    choice = printing.Choice(**leaflets.composed(piece, leaflet, site.now()).as_choice())
    return sheets.of_choice(release, area, choice)


def _preview(piece: Piece, leaflet: Leaflet) -> Preview:
    return Preview("newsroom/leaflets/preview.html", {"leaflet": _made(piece, leaflet)})


def _beside(piece: Piece, leaflet: Leaflet, now: datetime) -> Preview:
    found = leaflets.current(site.session(), leaflet.area, now) if leaflet.area else None
    other = found.piece if found is not None and found.piece.id != piece.id else None
    last = leaflets.composed(piece, leaflet, now).last_day
    return Preview(
        "newsroom/leaflets/beside.html",
        {
            "piece": piece, "paper": _paper(leaflet), "other": other,
            "last_day": last, "sooner": _sooner(_made(piece, leaflet), last),
        },
    )  # fmt: skip


def _sooner(made: printing.Leaflet | None, last: date) -> str:
    """Why a sheet that is printed today comes down before residents get another leaflet, and how to change that."""
    if made is None or made.until >= last:
        return ""
    day = language.day(made.until)
    said = {
        printing.Bound.MEETING: _(
            "A sheet printed today says “Display until %(day)s”: on that day is the meeting on it. After it, the sheet"
            " names the next meeting by itself. For longer, choose a later meeting or leave the meeting out.",
            day=day,
        ),
        printing.Bound.PROJECT: _(
            "A sheet printed today says “Display until %(day)s”: after that day, work that it names is public no"
            " longer. For longer, leave the unpaid work out.",
            day=day,
        ),
        printing.Bound.SAY: _(
            "A sheet printed today says “Display until %(day)s”: then the vote on it closes. For longer, leave out"
            " how to suggest a place.",
            day=day,
        ),
    }
    return said.get(made.bound, _("A sheet printed today says “Display until %(day)s”.", day=day))


def _paper(leaflet: Leaflet) -> str:
    return _("Large print, A4") if leaflet.large else leaflets_forms.sizes()[leaflet.size]


def _answers(leaflet: Leaflet) -> list[Answer]:
    form = LeafletForm.of(leaflet, areas=(), coming=())
    labels = {
        name: str(form[name].label.text) for name in ("area", "message_en", "message_cy", "until", "formats")
    }
    blocks = [str(leaflets_forms.block_name(block)) for block in leaflet.blocks]
    return [
        Answer("area", labels["area"], _area_name(leaflet)),
        Answer("size", _("Paper"), leaflets_forms.sizes()[leaflet.size]),
        Answer("large", _("Large print"), _("Yes") if leaflet.large else _("No")),
        Answer("blocks", _("Blocks, in their order"), ", ".join(blocks)),
        Answer("message_en", labels["message_en"], leaflet.message_en),
        Answer("message_cy", labels["message_cy"], leaflet.message_cy),
        Answer("meeting", _("The meeting to announce"), leaflet.meeting or _("The next one")),
        Answer("until", labels["until"], language.day(leaflet.until) if leaflet.until else ""),
        Answer("formats", labels["formats"], leaflet.formats),
    ]


def _area_name(leaflet: Leaflet) -> str:
    area = places.by_code(site.current_release(), leaflet.area) if leaflet.area else None
    return area.name if area is not None else leaflet.area


def _title(piece: Piece, leaflet: Leaflet) -> str:
    name = _area_name(leaflet)
    return _("Leaflet for %(place)s", place=name) if name else _("Leaflet %(id)s", id=piece.id)


def _public(piece: Piece) -> str | None:
    facts = site.session().get(LeafletFacts, piece.id)
    return site.href("leaflet", area=facts.area) if facts is not None else None


kinds.register(
    KindAtTheDesk(
        kind=Kind.LEAFLET,
        name=lambda: _("Leaflet"),
        title=_title,
        preview=_preview,
        answers=_answers,
        edit="edit_leaflet",
        public=_public,
        new="new_leaflet",
        beside=_beside,
    )
)
