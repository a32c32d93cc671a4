"""Survey results at the desk: the page as visitors will see it, and beside it what the file was understood to say."""

from __future__ import annotations

from datetime import datetime

from crimemap import language
from crimemap.editorial import surveys
from crimemap.editorial.database import Bilingual
from crimemap.editorial.people import EVERYWHERE
from crimemap.editorial.pieces import Kind, Piece
from crimemap.editorial.surveys import Survey, Understood, understand
from crimemap.language import gettext as _
from crimemap.release import Area, Release
from crimemap.survey import Book
from crimemap.terms import AreaKind
from crimemap.web import site
from crimemap.web.newsroom import kinds, surveys_told
from crimemap.web.newsroom.kinds import Answer, KindAtTheDesk, Preview
from crimemap.web.newsroom.surveys_told import Told
from crimemap.web.site import confidence, surveyed


def understood_of(piece: Piece, content: Survey) -> Understood:
    """What the piece's file says; nothing where there is none."""
    data = surveys.bytes_of(site.session(), piece, content)
    return Understood() if data is None else understand(data, piece.partnership)


def told_of(piece: Piece, content: Survey) -> Told:
    """The same in words, beside what is published now."""
    own = f"upload {piece.id}"
    return surveys_told.told(understood_of(piece, content), site.current_release(), surveyed.book(), own)


def _preview(piece: Piece, content: Survey) -> Preview:
    """The page of a partnership as it will be: what is public now, and this. Never kept by any cache."""
    release, found = site.current_release(), understood_of(piece, content)
    areas = _partnerships(release, found)
    if not areas:
        return Preview("newsroom/surveys/no_preview.html", {"is_empty": not found.results})
    book = Book([*surveyed.parts(), (f"upload {piece.id}", found.results, ())])
    context = {"release": release, **confidence.context_of(book, release, areas[0])}
    return Preview("newsroom/surveys/preview.html", {**context, "others": areas[1:]})


def _partnerships(release: Release, found: Understood) -> list[Area]:
    """Those that the file has results of, by place."""
    codes = {row.area for row in found.results}
    return [area for area in release.areas(AreaKind.PARTNERSHIP) if area.code in codes]


def _beside(piece: Piece, content: Survey, now: datetime) -> Preview:
    at = surveys.at_of(piece, now)
    return Preview(
        "newsroom/surveys/beside.html",
        {
            "piece": piece, "told": told_of(piece, content), "content": content,
            "announced": surveys.announcement(site.session(), piece.partnership, at),
            "is_public": piece.is_visible(now),
        },
    )  # fmt: skip


def _answers(content: Survey) -> list[Answer]:
    return [
        Answer("title_en", _("Title"), content.title_en),
        Answer("title_cy", _("Title in Welsh"), content.title_cy),
        Answer("note_en", _("What readers must know"), content.note_en),
        Answer("note_cy", _("What readers must know, in Welsh"), content.note_cy),
        Answer("reason_en", _("Why on a day that was not announced"), content.reason_en),
        Answer("reason_cy", _("The same reason in Welsh"), content.reason_cy),
        Answer("file", _("File"), content.sha256[:12]),
    ]


def _public(piece: Piece) -> str:
    """The page that shows it."""
    if piece.partnership == EVERYWHERE:
        return site.href("confidence")
    area = site.current_release().area(piece.partnership)
    return site.href("confidence_of", area=area) if area is not None else site.href("confidence")


def _title(piece: Piece, content: Survey) -> str:
    title: Bilingual = content.title
    return title.said(language.current()) or _("Survey results %(id)s", id=piece.id)


kinds.register(
    KindAtTheDesk(
        kind=Kind.SURVEY,
        name=lambda: _("Survey results"),
        title=_title,
        preview=_preview,
        answers=_answers,
        edit="edit_survey",
        public=_public,
        new="new_survey",
        beside=_beside,
        keeps_time=False,
        is_wide=True,
        take_down="withdraw_survey",
    )
)
