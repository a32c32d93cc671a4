"""The files of survey results as they were published, byte for byte."""

from __future__ import annotations

from flask import abort

from crimemap.cache import Page, cached
from crimemap.editorial import pieces, surveys
from crimemap.editorial.pieces import Gone, Kind
from crimemap.web import site
from crimemap.web.public.blueprint import public


@public.get("/confidence/files/<upload_id>.csv")
@cached(written=True)
def survey_file(upload_id: str) -> Page:
    """One file, from the hour of its publication on; 410 once it was withdrawn."""
    session, now = site.session(), site.now()
    try:
        data = surveys.file_of(session, upload_id, now)
    except Gone:
        if pieces.find(session, upload_id, kind=Kind.SURVEY).was_public(now):
            abort(410)
        raise
    answer = site.plain(data, "text/csv")
    answer.headers["Content-Disposition"] = site.download(f"survey-{upload_id}.csv")
    return answer
