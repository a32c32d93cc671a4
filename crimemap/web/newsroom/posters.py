"""Named posters for a noticeboard in the newsroom: begun at a public case, decided by a second person, printed here.

A poster names a person, so that its PDF is made for whoever presses the button, is kept by nobody, and is made for not
one minute longer than its case is public.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final

from flask import Response, current_app, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest
from wtforms import Form, StringField, TextAreaField
from wtforms.validators import Length

from crimemap import brief, language
from crimemap.cache import Page
from crimemap.editorial import pieces, posters, publishing
from crimemap.editorial.people import Role
from crimemap.editorial.pieces import Conflict, Kind, Piece
from crimemap.editorial.posters import LONGEST, Case, Hanging, Poster
from crimemap.language import gettext as _
from crimemap.language import later
from crimemap.leaflets.typesetting import typeset
from crimemap.settings import Settings
from crimemap.web import site
from crimemap.web.newsroom import kinds, saving, telling
from crimemap.web.newsroom.blueprint import allows, newsroom
from crimemap.web.newsroom.kinds import Answer, KindAtTheDesk, Preview
from crimemap.web.site import convictions as told
from crimemap.web.site.fields import DayField

SIZES: Final = ("a4", "a3")


class PosterForm(Form):
    """Which noticeboard, who is there, why, and until when."""

    board = StringField(
        later("Which noticeboard"), [Length(max=LONGEST["board"])],
        description=later("As people call it: “Larkwith Library, by the counter”."),
        render_kw={"maxlength": LONGEST["board"]},
    )  # fmt: skip
    address = StringField(
        later("Its address"), [Length(max=LONGEST["address"])], render_kw={"maxlength": LONGEST["address"]}
    )
    staff = StringField(
        later("Who is there while it hangs"), [Length(max=LONGEST["staff"])],
        description=later("A role, not a name: “library staff at the counter”. A noticeboard that nobody watches shows"
                          " no names."),
        render_kw={"maxlength": LONGEST["staff"]},
    )  # fmt: skip
    until = DayField(later("Last day on the noticeboard"))
    reason = TextAreaField(
        later("Why the name is to hang there"), [Length(max=LONGEST["reason"])],
        description=later("Why standing on the site is not enough. Colleagues alone read this."),
        render_kw={"maxlength": LONGEST["reason"], "rows": 4},
    )  # fmt: skip

    def told(self) -> dict[str, Any]:
        """The answers, as the Content has them."""
        texts = {name: (getattr(self, name).data or "").strip() for name in LONGEST}
        return {**texts, "until": self.until.data}


@newsroom.get("/posters/new")
@allows(Role.AUTHOR)
def new_poster() -> Page:
    """The form, for one case that is public with its name."""
    case = _public_case(request.args.get("case", ""))
    return _form_page(PosterForm(data={"until": case.last_day}), case)


@newsroom.post("/posters/new")
@allows(Role.AUTHOR)
@site.commits
def create_poster() -> ResponseReturnValue:
    """Keep a new draft; the same form sent twice keeps one."""
    case = _public_case(request.form.get("case", ""))
    form = PosterForm(request.form)
    if not form.validate():
        return saving.not_saved() if saving.saves_itself() else _form_page(form, case, status=400)
    poster = Poster(case=case.piece.id, **form.told())
    piece = saving.begun(Kind.POSTER, case.piece.partnership, poster, saving.token())
    return saving.saved(piece, saving.page_of(piece))


@newsroom.get("/posters/<id>")
@allows(Role.AUTHOR)
def edit_poster(id: str) -> Page:  # noqa: A002  (as the desk builds it)
    """The form of a draft."""
    piece, poster = saving.opened(id, Poster)
    form = PosterForm(data={name: getattr(poster, name) for name in (*LONGEST, "until")})
    return _form_page(form, _case_of(poster), piece, poster)


@newsroom.post("/posters/<id>")
@allows(Role.AUTHOR)
@site.commits
def save_poster(id: str) -> ResponseReturnValue:  # noqa: A002
    """Save a draft, by a button or by itself."""
    piece, poster = saving.opened(id, Poster)
    form = PosterForm(request.form)
    if not form.validate():
        if saving.saves_itself():
            return saving.not_saved()
        return _form_page(form, _case_of(poster), piece, poster, 400)
    mine = Poster(case=poster.case, **form.told())
    try:
        piece = publishing.save(
            site.session(), site.person(), id, mine, version=saving.version(), now=site.now()
        )
    except Conflict as found:
        return saving.conflict(found, mine)
    return saving.saved(piece, saving.page_of(piece))


@newsroom.post("/posters/<id>/print")
@allows(Role.AUTHOR, Role.APPROVER)
@site.commits
def print_poster(id: str) -> ResponseReturnValue:  # noqa: A002
    """The PDF, to be printed now. 410 with one sentence once it may not hang any more."""
    size, spoken = request.form.get("size", ""), request.form.get("language", "en")
    if size not in SIZES or spoken not in languages():
        raise BadRequest
    try:
        found = posters.printing(site.session(), site.person(), id, size, now=site.now())
    except pieces.Gone as refusal:
        return site.page("newsroom/posters/over.html", status=410, why=str(refusal), id=id)
    with language.using(spoken):
        answer: Response = site.plain(_pdf(found, size), "application/pdf")
    answer.headers["Content-Disposition"] = site.download(f"poster-{id}-{size}.pdf")
    return answer


def languages() -> tuple[str, ...]:
    """Those that this installation speaks."""
    settings: Settings = current_app.extensions["crimemap.settings"]
    return settings.enabled_languages


def _public_case(case_id: str) -> Case:
    """Raises Gone where the case is not public with its name, or is not this person's to write for."""
    case = posters.case_of(site.session(), case_id, site.now())
    if case is None:
        raise pieces.Gone(_("A poster is of a case that is public with its name now, and this one is not."))
    site.person().must(Role.AUTHOR, case.piece.partnership)
    return case


def _case_of(poster: Poster) -> Case | None:
    return posters.case_of(site.session(), poster.case, site.now())


def _form_page(
    form: PosterForm,
    case: Case | None,
    piece: Piece | None = None,
    poster: Poster | None = None,
    status: int = 200,
) -> Page:
    return site.page(
        "newsroom/posters/form.html", status=status, form=form,
        case=case.piece.id if case else poster.case if poster else "",
        title=kinds.title(case.piece, case.content) if case else "",
        last_day=case.last_day if case else None, **saving.of_form(piece),
    )  # fmt: skip


# ---------------------------------------------------------------- the sheet


def sheet(case: Case, board: str, until: datetime | None) -> dict[str, Any]:
    """All that stands on it, in words: the PDF and the desk's preview are made of the same."""
    release = site.current_release()
    shown = told.case_shown(release, case.piece, case.content, until)
    last = shown.last_day
    said = (
        (_("Sentence"), shown.sentence.said or shown.sentence_told),
        (
            _("Court"),
            ", ".join(filter(None, (shown.court, language.day(shown.convicted) if shown.convicted else ""))),
        ),
        (_("Age when convicted"), shown.age),
        (_("From"), shown.place),
    )
    return {
        "offence": shown.offence,
        "lead": _("%(name)s, %(age)s, from %(place)s, was convicted of this offence.",
                  name=shown.name, age=shown.age, place=shown.place),
        "facts": [{"label": label, "said": text} for label, text in said if text],
        "happened_title": _("What happened"),
        "happened": shown.happened.said,
        "why_title": _("Why this hangs here"),
        "why": [
            _("Courts sit in public. %(partnership)s shows this by written rules and by the decision of two people, so"
              " that residents learn what comes of crime.", partnership=shown.partnership),
            _("Nobody else is to blame for it. Please leave the person’s family and neighbours in peace: to harass"
              " anybody because of this poster is a crime. Please take no picture of it."),
        ],
        "board": _("For this noticeboard alone: %(board)s.", board=board) if board else "",
        "until": _("Display until the end of %(day)s, then take it down.", day=language.day(last)) if last else "",
        "reference": _("Reference %(id)s", id=case.piece.id),
        "service": _("Local crime and justice"),
        "place": shown.partnership,
        "invented": _("Invented / Dychmygol") if brief.is_invented(release) else "",
        "last_day": last,
    }  # fmt: skip


def _pdf(found: Hanging, size: str) -> bytes:
    said = sheet(found.case, _where(found.poster), found.until)
    last: date = found.last_day
    return typeset(
        "poster-named",
        {**said, "last_day": last.isoformat(), "size": size},
        title=_("Poster %(id)s, display until %(day)s", id=found.piece.id, day=language.day(last)),
        lang=language.current(),
    )


def _where(poster: Poster) -> str:
    return ", ".join(part for part in (poster.board.strip(), poster.address.strip()) if part)


# ---------------------------------------------------------------- at the desk


def _preview(_piece: Piece, poster: Poster) -> Preview:
    case = _case_of(poster)
    if case is None:
        return Preview("newsroom/posters/preview.html", {"said": None})
    said = sheet(case, _where(poster), posters.removal_of(poster, case))
    return Preview("newsroom/posters/preview.html", {"said": said})


def _beside(piece: Piece, poster: Poster, now: datetime) -> Preview:
    """What a colleague must know to decide; and, once it is decided, the way to the printer."""
    may = None
    if piece.shown is not None and piece.ended_at is None:
        try:
            may = posters.hanging(site.session(), piece, now)
        except pieces.Gone:
            may = None
    return Preview(
        "newsroom/posters/beside.html",
        {
            "piece": piece, "poster": poster, "case": poster.case, "hangs": may, "sizes": SIZES,
            "languages": languages(),
            "decided": piece.shown is not None,
        },
    )  # fmt: skip


def _standing(piece: Piece, now: datetime) -> str:
    if piece.shown is None or piece.ended_at is not None:
        return (
            telling.standing(piece, now)
            if piece.ended_at
            else _("It may not hang before a second person decides.")
        )
    try:
        last = posters.hanging(site.session(), piece, now).last_day
    except pieces.Gone:
        return _("It may not hang any more.")
    return _("May hang until the end of %(day)s.", day=language.day(last))


def _answers(poster: Poster) -> list[Answer]:
    form = PosterForm()
    labels = {name: str(form[name].label.text) for name in (*LONGEST, "until")}
    found = [Answer(name, labels[name], getattr(poster, name)) for name in ("board", "address", "staff")]
    found.append(Answer("until", labels["until"], language.day(poster.until) if poster.until else ""))
    return [*found, Answer("reason", labels["reason"], poster.reason)]


def _title(piece: Piece, poster: Poster) -> str:
    board = poster.board.strip()
    return _("Poster for %(board)s", board=board) if board else _("Poster %(id)s", id=piece.id)


kinds.register(
    KindAtTheDesk(
        kind=Kind.POSTER,
        name=lambda: _("Poster for a noticeboard"),
        title=_title,
        preview=_preview,
        answers=_answers,
        edit="edit_poster",
        public=lambda _piece: None,
        beside=_beside,
        keeps_time=False,
        standing=_standing,
        shown_as=lambda: _("As it will hang"),
    )
)
