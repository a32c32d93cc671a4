"""Writing a project of Community Payback with its photographs, at which a second person looks before they are shown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from flask import Response, abort, request
from flask.typing import ResponseReturnValue

from crimemap import language
from crimemap.cache import Page
from crimemap.editorial import pictures, pieces, publishing
from crimemap.editorial.nominations.models import Nomination
from crimemap.editorial.payback import Photo, Project, Role, Suggested, photographs
from crimemap.editorial.payback.listing import draft
from crimemap.editorial.people import Role as May
from crimemap.editorial.pieces import Conflict, Gone, Kind, Piece, State
from crimemap.language import gettext as _
from crimemap.release import Area
from crimemap.web import site
from crimemap.web.newsroom import kinds, saving, telling
from crimemap.web.newsroom.blueprint import allows, newsroom, takes
from crimemap.web.newsroom.payback_forms import (
    ProjectForm,
    answered,
    check_point,
    form_of,
    pictured,
    wards_of,
)
from crimemap.web.site import payback as told
from crimemap.web.site.fields import token

MOST_BYTES: Final = len(Role) * pictures.MOST_BYTES + 256 * 1024
"""Three photographs of the largest size, and the words."""

_YEARS_SHOWN: Final = 2
"""What the form begins with. [choose]"""

SMALL: Final = "-640"


@newsroom.get("/payback/new")
@allows(May.AUTHOR)
def new_project() -> Page:
    """The form of a new project; where somebody writes for several partnerships, which one first."""
    choices = telling.partnership_choices(site.person(), May.AUTHOR)
    nomination = _nomination()
    wanted = request.args.get("partnership") or (nomination.partnership if nomination else "")
    codes = [code for code, _name in choices]
    partnership = wanted if wanted in codes else (codes[0] if len(codes) == 1 else "")
    if not partnership:
        return site.page("newsroom/payback/which.html", choices=choices)
    wards = wards_of(site.current_release(), partnership)
    return _form_page(form_of(_begun(nomination), wards), None, partnership, wards)


@newsroom.post("/payback/new")
@allows(May.AUTHOR)
@takes(MOST_BYTES)
@site.commits
def create_project() -> ResponseReturnValue:
    """Make the draft, of what can be read; where something cannot, the form comes back with all that was typed."""
    partnership = request.form.get("partnership", "")
    now, wards = site.now(), wards_of(site.current_release(), partnership)
    form = _sent(wards)
    good = _good(form)
    project = answered(form, Project(), wards)
    piece = publishing.create(
        site.session(), site.person(), Kind.PROJECT, partnership, project,
        token=request.form.get("token", "")[:80] or token(), now=now,
    )  # fmt: skip
    if _is_there(piece, project):
        return saving.saved(piece, saving.page_of(piece))
    return _finish(piece, form, project, wards, good=good)


@newsroom.get("/payback/<id>")
@allows(May.AUTHOR)
def edit_project(id: str) -> Page:  # noqa: A002  (the desk's own name for it)
    """The form of a draft."""
    piece, project = saving.opened(id, Project)
    wards = wards_of(site.current_release(), piece.partnership)
    return _form_page(form_of(project, wards), piece, piece.partnership, wards)


@newsroom.post("/payback/<id>")
@allows(May.AUTHOR)
@takes(MOST_BYTES)
@site.commits
def save_project(id: str) -> ResponseReturnValue:  # noqa: A002
    """Keep what was typed, and the photographs even where something typed cannot be read."""
    piece, before = saving.opened(id, Project, writing=True)
    wards = wards_of(site.current_release(), piece.partnership)
    form = _sent(wards)
    good = _good(form)
    return _finish(piece, form, answered(form, before, wards), wards, good=good)


@newsroom.post("/payback/<id>/photographs")
@allows(May.APPROVER)
@site.commits
def confirm_photographs(id: str) -> ResponseReturnValue:  # noqa: A002
    """Who approves says of each photograph that nobody can be recognised in it."""
    piece, project = saving.opened(id, Project, writing=True)
    seen = set(request.form.getlist("photograph"))
    used = [photo.id for photo in project.photos if photo.id in seen]
    photographs.confirm(site.session(), site.person(), piece, used, now=site.now())
    return site.see_other(site.newsroom_href("piece", piece_id=id, done="photographs"))


@newsroom.get("/payback/pictures/<name>.jpg")
@allows(May.AUTHOR, May.APPROVER)
def project_picture(name: str) -> ResponseReturnValue:
    """A photograph of a draft, for those who work for its partnership."""
    photo, piece = photographs.find(site.session(), name.removesuffix(SMALL))
    site.person().must_work_for(piece.partnership)
    data = photographs.jpeg(site.session(), photo, piece, small=name.endswith(SMALL))
    if data is None:
        raise Gone(_("What was written here has been erased."))
    return Response(data, mimetype="image/jpeg")


def _is_there(piece: Piece, project: Project) -> bool:
    """Whether the same form was sent before: what was typed is there, and the photographs too."""
    before = pieces.content_of(site.session(), piece)
    if piece.version == 1 or not isinstance(before, Project):
        return False
    brings = any(file.filename for file in request.files.values())
    return before == project.model_copy(update={"photos": before.photos}) and bool(
        before.photos or not brings
    )


def _nomination() -> Nomination | None:
    """The nomination that a project is made of, where the address names one."""
    named = request.args.get("nomination", "")
    return site.session().get(Nomination, named) if named else None


def _begun(nomination: Nomination | None) -> Project:
    """What a new form begins with: what was accepted, where it comes of a nomination."""
    today = site.now().date()
    last = date(today.year + _YEARS_SHOWN, today.month, min(today.day, 28))
    if nomination is None or nomination.title is None:
        return Project(until=last)
    words = nomination.summary
    return Project(
        title_en=nomination.title.en, title_cy=nomination.title.cy, ward=nomination.area,
        why_en=words.en if words else "", why_cy=words.cy if words else "", planned=nomination.starts_on,
        suggested=Suggested.RESIDENTS, nomination=nomination.id, until=last,
    )  # fmt: skip


def _sent(wards: Sequence[Area]) -> ProjectForm:
    form = ProjectForm(request.form)
    form.offer(wards)
    return form


def _good(form: ProjectForm) -> bool:
    """Whether every answer can be read."""
    return all((form.validate(), check_point(form, site.current_release())))


def _finish(
    piece: Piece, form: ProjectForm, project: Project, wards: Sequence[Area], *, good: bool
) -> ResponseReturnValue:
    """Keep the photographs that came; then save, or show the form again with what is wrong."""
    ids = _photographs(piece, form)
    mine = pictured(project, form, ids)
    if not good or any(form[f"{role}_file"].errors for role in Role):
        if saving.saves_itself():
            return saving.not_saved()
        for role, name in ids.items():
            form[f"{role}_id"].data = name
        return _form_page(form, piece, piece.partnership, wards, status=400)
    if mine == pieces.content_of(site.session(), piece):
        return saving.saved(piece, saving.page_of(piece))
    try:
        saved = publishing.save(
            site.session(), site.person(), piece.id, mine, version=_version(piece), now=site.now(),
            wanted_at=piece.wanted_at,
        )  # fmt: skip
    except Conflict as found:
        return saving.conflict(found, mine)
    photographs.tidy(site.session(), piece, [*ids.values(), *_shown_ids(piece)])
    return saving.saved(saved, saving.page_of(piece))


def _shown_ids(piece: Piece) -> list[str]:
    """The photographs that visitors see while it is written anew."""
    shown = pieces.shown_of(site.session(), piece)
    return [photo.id for photo in shown.photos] if isinstance(shown, Project) else []


def _photographs(piece: Piece, form: ProjectForm) -> dict[Role, str]:
    """The photograph of each role: the file that came, else the one that there was, unless it is taken out."""
    held = photographs.of(site.session(), piece)
    found: dict[Role, str] = {}
    for role in Role:
        name = form.kept(role)
        if name in held and f"{role}_out" not in request.form:
            found[role] = name
        if (new := _new_photograph(piece, form, role)) is not None:
            found[role] = new
    return found


def _new_photograph(piece: Piece, form: ProjectForm, role: Role) -> str | None:
    file = request.files.get(f"{role}_file")
    data = file.read(pictures.MOST_BYTES + 1) if file and file.filename else b""
    if not data and not (file and file.filename):
        return None
    try:
        made = pictures.clean(data)
        name = photographs.keep(site.session(), site.person(), piece, made, now=site.now())
    except pictures.Unusable as refusal:
        form[f"{role}_file"].errors = [str(refusal)]
        return None
    if name is None:
        form[f"{role}_file"].errors = [
            _("This draft holds too many photographs. Save it, then add this one.")
        ]
    return name


def _version(piece: Piece) -> int:
    """The version that the form was made of; a new draft is its own. Raises 400."""
    text = request.form.get("version") or str(piece.version)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else abort(400)


def _form_page(
    form: ProjectForm, piece: Piece | None, partnership: str, wards: Sequence[Area], *, status: int = 200
) -> Page:
    return site.page(
        "newsroom/payback/form.html", status=status, form=form, piece=piece, partnership=partnership,
        place=telling.partnership_name(partnership), wards=wards, roles=tuple(Role),
        welsh_first=telling.is_welsh(partnership),
        most=pictures.MOST_BYTES // 1024**2, waits=piece is not None and piece.state is State.WAITING,
    )  # fmt: skip


def _address(name: str) -> str:
    return site.newsroom_href("project_picture", name=name)


def _preview(piece: Piece, project: Project) -> kinds.Preview:
    """The page as visitors will see it; its photographs come from the newsroom, since nobody else sees them yet."""
    shown = draft(site.session(), piece, project)
    context = told.page_of(site.current_release(), shown, picture=_address)
    return kinds.Preview("public/payback/body.html", context)


def _beside(piece: Piece, project: Project, _now: datetime) -> kinds.Preview | None:
    """What is to be confirmed of the photographs, and by whom it was."""
    if not project.photos:
        return None
    held = photographs.of(site.session(), piece)
    waiting = [photo for photo in project.photos if photo.id in held and held[photo.id].checked_at is None]
    mine = any(held[photo.id].made_by == site.person().id for photo in waiting)
    may = site.person().may(May.APPROVER, piece.partnership) and not mine
    context = {
        "piece": piece, "waiting": waiting, "may": may, "address": _address, "all": len(project.photos),
        "newsroom_href": site.newsroom_href,
    }  # fmt: skip
    return kinds.Preview("newsroom/payback/photographs.html", context)


def _answers(project: Project) -> list[kinds.Answer]:
    """Every answer in words, for comparing two versions."""
    form = form_of(project, [])
    plain = [
        kinds.Answer(name, str(form[name].label.text), _worded(project, name))
        for name in Project.model_fields
        if name not in {"photos", "ward", "nomination"} and name in form
    ]
    ward = kinds.Answer("ward", _("Ward"), project.ward_name)
    named = kinds.Answer("ward_name", _("Name of the ward, as it was then"), project.ward_name)
    photos = kinds.Answer("photos", _("Photographs"), "; ".join(_photo(photo) for photo in project.photos))
    return [*plain, ward, named, photos]


def _photo(photo: Photo) -> str:
    described = photo.alt_en or photo.alt_cy or _("not described")
    return f"{photo.role}: {described} ({photo.id[:6]})"


def _worded(project: Project, name: str) -> str:
    value = getattr(project, name)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, date):
        return language.day(value)
    return "" if value is None else str(value)


kinds.register(
    kinds.KindAtTheDesk(
        kind=Kind.PROJECT,
        name=lambda: _("Community Payback project"),
        title=lambda piece, project: (
            project.title.said("en") or _("Project without a title (%(id)s)", id=piece.id)
        ),
        preview=_preview,
        answers=_answers,
        edit="edit_project",
        public=lambda piece: site.href("project", project_id=piece.id),
        new="new_project",
        beside=_beside,
    )
)
