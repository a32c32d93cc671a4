"""A meeting in a box: the deck, its map and its tables and the form for decisions in one file that needs no network.

Beside it two papers for the laptop that opens no such file: the deck as a PDF, and the form to write on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from flask import current_app

from crimemap import language
from crimemap.cache import Page, cached
from crimemap.deck import Deck
from crimemap.editorial import retention
from crimemap.editorial.meetings import recording
from crimemap.leaflets import handouts
from crimemap.leaflets.slides import deck_pdf as pdf_of
from crimemap.settings import Settings
from crimemap.web import site
from crimemap.web.site import decks, gatherings, packed
from crimemap.web.site.visitors import public

_STYLES: Final = ("deck.css", "pack.css")
_SCRIPTS: Final = ("deck.js", "map-slide.js", "decide.js")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the form of decisions knows of its meeting, and which bodies it offers as owners. `address`: where its file
    is taken in; `wanting`: what is said of an answer that is not there, in the words of the gate; `months`: what they
    are called in the language of the page, then in English; `days`: how long what is typed is kept on that computer."""

    meeting: str
    partnership: str
    title: str
    held: str
    bodies: tuple[str, ...]
    address: str
    wanting: dict[str, str]
    months: tuple[str, ...]
    days: int


@public.get("/meetings/<meeting_id>/pack")
@cached(written=True)
def pack(meeting_id: str) -> Page:
    """The file to take along. It holds no script, style, font or picture of elsewhere, and asks for none."""
    shown = _shown(meeting_id)
    inside = packed.inside(_STYLES, _SCRIPTS)
    answer = site.page(
        "meetings/pack.html", until=shown.until, deck=shown.deck, inside=inside, asked=_asked(shown.deck)
    )
    answer.headers["Content-Security-Policy"] = inside.header
    answer.headers["Content-Disposition"] = site.download(f"meeting-{meeting_id}.html")
    return answer


@public.get("/meetings/<meeting_id>/deck.pdf")
@cached(written=True)
def deck_pdf(meeting_id: str) -> Page:
    """The slides as a PDF, with their figures after them."""
    shown = _shown(meeting_id)
    answer = site.plain(pdf_of(shown.deck), "application/pdf")
    answer.until = shown.until
    answer.headers["Content-Disposition"] = site.download(f"meeting-{meeting_id}.pdf")
    return answer


@public.get("/meetings/<meeting_id>/decisions.pdf")
@cached(written=True)
def decisions_pdf(meeting_id: str) -> Page:
    """The paper form of decisions."""
    shown = _shown(meeting_id)
    typed_in = _address("decide", meeting=shown.deck.gathering.id)
    answer = site.plain(handouts.decision_form(shown.deck, typed_in), "application/pdf")
    answer.until = shown.until
    answer.headers["Content-Disposition"] = site.download(f"decisions-{meeting_id}.pdf")
    return answer


def _shown(meeting_id: str) -> decks.ShownDeck:
    return decks.deck_shown(gatherings.asked(meeting_id))


def _asked(deck: Deck) -> Asked:
    it = deck.gathering
    bodies = dict.fromkeys(body for body in (it.organiser, *it.attends) if body)
    return Asked(
        meeting=it.id, partnership=it.partnership, title=deck.title, held=it.start.date().isoformat(),
        bodies=tuple(bodies), address=_address("import_decisions"), wanting=recording.wanting(),
        months=(*language.month_names(), *language.month_names("en")), days=retention.term("box").days,
    )  # fmt: skip


def _address(endpoint: str, **values: str) -> str:
    """A page of the newsroom, as somebody types it who has but the file or the paper."""
    settings: Settings = current_app.extensions["crimemap.settings"]
    return settings.site_url + site.newsroom_href(endpoint, **values)
