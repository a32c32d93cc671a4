"""A leaflet as PDF: its data handed to templates/print/leaflet.typ, its map and its QR code as vectors."""

from __future__ import annotations

import io
from typing import Final

import segno

from crimemap.language import gettext as _
from crimemap.leaflets.content import Leaflet, Part, Text
from crimemap.leaflets.typesetting import segments, typeset

_MAP: Final = "map"
_FINEST: Final = 37
"""Squares of a code that is read from the width of a thumb: 0.6 mm each on an A5."""


def pdf(leaflet: Leaflet) -> bytes:
    """The same leaflet gives the same bytes. Raises NoFonts where set-up did not unpack the fonts."""
    drawn, squares = code(leaflet.link)
    pictures = {"code": drawn}
    for part in leaflet.parts:
        if part.picture is not None:
            pictures[_MAP] = part.picture.drawn
    data = {**_data(leaflet), "squares": squares}
    return typeset("leaflet", data, pictures, title=leaflet.title, lang=leaflet.lang)


def code(link: str) -> tuple[bytes, int]:
    """A QR code as SVG, and how many squares it is wide.

    A quarter of it may be lost, on a torn or folded sheet; of a long address an eighth, so that its squares stay large
    enough for an old camera.
    """
    made = segno.make(link, error="q", micro=False)
    if made.symbol_size(border=0)[0] > _FINEST:
        made = segno.make(link, error="m", micro=False)
    drawn = io.BytesIO()
    made.save(drawn, kind="svg", border=0, dark="#1B2426", xmldecl=False)
    return drawn.getvalue(), int(made.symbol_size(border=0)[0])


def _data(leaflet: Leaflet) -> dict[str, object]:
    return {
        "page": _("Page {page} of {pages}"),
        "size": "large" if leaflet.choice.large else leaflet.choice.size,
        "service": leaflet.service,
        "partnership": _text(leaflet.partnership),
        "stamp": leaflet.stamp,
        "place": leaflet.place,
        "lead": segments(leaflet.lead),
        "beside": segments(leaflet.beside),
        "parts": [_part(part) for part in leaflet.parts],
        "address": leaflet.address,
        "link": leaflet.link,
        "scan": _("A code to scan: it opens %(address)s", address=leaflet.address),
        "closing": [_text(text) for text in leaflet.closing],
        "small": leaflet.small,
        "reference": leaflet.reference,
    }


def _part(part: Part) -> dict[str, object]:
    table, picture = part.table, part.picture
    return {
        "block": part.block,
        "title": part.title,
        "solid": part.solid,
        "headline": _text(part.headline),
        "ways": part.ways,
        "texts": [_text(text) for text in part.texts if text],
        "pairs": [{"name": _text(pair.name), "said": _text(pair.said)} for pair in part.pairs],
        "table": {"caption": table.caption, "heads": table.heads, "rows": table.rows} if table else None,
        "picture": {
            "name": _MAP,
            "words": picture.words,
            "spots": [{"letter": each.letter, "name": each.name, "figure": each.figure} for each in picture.spots],
        }
        if picture
        else None,
        "notes": [_text(note) for note in part.notes if note],
    }  # fmt: skip


def _text(text: Text | None) -> dict[str, object] | None:
    if not text:
        return None
    said = [{"text": piece, "strong": strong, "link": to} for piece, strong, to in text.pieces()]
    return {"said": said, "lang": text.lang}
