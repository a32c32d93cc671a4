"""Two files of survey results: one that Hexmarsh published, one of Tamber Vale that waits for its announced hour."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime

from crimemap.demo import files
from crimemap.demo import surveys as rows
from crimemap.demo.newsroom.court import HEXMARSH, TAMBER
from crimemap.demo.newsroom.notices import survey_hour
from crimemap.demo.newsroom.press import Press
from crimemap.editorial import publishing, surveys
from crimemap.editorial.pieces import Kind, Piece
from crimemap.editorial.surveys import Survey

Rows = Callable[[date], Sequence[Sequence[object]]]


def upload(office: Press) -> None:
    """The first was not announced in time, and says so; the second comes with the calendar."""
    _put_in(office, HEXMARSH, rows.after_dark_rows, ago=20, content=_EVENINGS)
    _put_in(office, TAMBER, rows.autumn_rows, ago=3, content=_AUTUMN, at=survey_hour(office))


_EVENINGS = Survey(
    title_en="Hexmarsh after dark: a survey of early spring",
    title_cy="Hexmarsh wedi iddi dywyllu: arolwg dechrau'r gwanwyn",
    note_en="Another survey than the yearly one: the two do not make one series.",
    note_cy="Arolwg gwahanol i'r un blynyddol: nid yw'r ddau yn gwneud un gyfres.",
    reason_en="The partnership asked for the results for its autumn meeting.",
    reason_cy="Gofynnodd y bartneriaeth am y canlyniadau ar gyfer ei chyfarfod hydref.",
)
_AUTUMN = Survey(
    title_en="How people feel in Tamber Vale: survey of autumn",
    title_cy="Sut mae pobl yn teimlo yn Tamber Vale: arolwg yr hydref",
)


def _put_in(
    office: Press, partnership: str, made: Rows, *, ago: int, content: Survey, at: datetime | None = None
) -> None:
    piece = office.draft(Kind.SURVEY, partnership, content, ago + 2, partnership)
    written = _with_file(office, piece, content, files.table(rows.SURVEY_HEADER, made(office.today)), ago)
    now = office.at(ago + 2, 15, 10)
    piece = publishing.save(
        office.session, office.author, piece.id, written, version=piece.version, wanted_at=at, now=now
    )
    office.hand_in(piece, ago + 2)
    office.approve(piece, ago)


def _with_file(office: Press, piece: Piece, content: Survey, data: bytes, ago: int) -> Survey:
    return surveys.keep(office.session, office.author, piece, content, data, now=office.at(ago + 2, 15, 5))
