"""Every word that a visitor reads in Welsh came out of the catalogue, or somebody typed it, or it is a name.

The catalogue is one of the test's own: its words have no plain vowel. A word with one that stands on the English page
too fell through.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator

import pytest
from babel import Locale
from flask import Flask
from flask.testing import FlaskClient
from pydantic import BaseModel
from werkzeug.test import TestResponse

from crimemap.brief import place_of
from crimemap.editorial import outbox, subscriptions
from crimemap.editorial.meetings import Body, Move
from crimemap.measures.claims.register import register
from crimemap.release import Release
from crimemap.release.shelf import Shelf
from crimemap.terms import AreaKind
from tests.pseudo_welsh import pseudo_welsh
from tests.site.conftest import publish as build
from tests.site.conftest import site_of
from tests.site.convictions_site import set_clock
from tests.site.meetings_site import cancel, decide, publish
from tests.site.test_doing import PROJECT, publish_project
from tests.site.test_routes import PUBLIC, address_of
from tests.small_meetings import NOW, PARTNERSHIP, meeting, series
from tests.small_records import decision, record
from tests.visible_words import texts_of

AFTER = dt.datetime(2026, 12, 4, 9, 0, tzinfo=NOW.tzinfo)
LARK = "corvenshire-lark"
HELD = meeting(areas=(LARK,))
COMING = series(areas=(LARK,), title_en="Ward panel", title_cy="", day=dt.date(2026, 12, 17))
OFF = meeting(areas=(LARK,), title_en="Night walk", title_cy="", body=Body.COUNCIL, day=dt.date(2026, 12, 10))
MOVED = meeting(
    areas=(LARK,), title_en="Drop-in", title_cy="", body=Body.HOUSING,
    moves=(Move(day=HELD.day, to=dt.date(2026, 12, 11), place="School", reason_en="Heating."),),
)  # fmt: skip
WHY = "The hall is flooded."
DECIDED = record(
    decisions=(
        decision(),
        decision(decided_en="Lock the gates.", due=HELD.day),
        decision(action_en="", owner="", due=None),
    )
)
KEPT = {
    "English", "Atom", "RSS", "JSON", "CSV", "OGL", "IMD", "LAA", "URL", "SHA", "CBA", "Invented", "Dychmygol", "uk",
    "Corvenshire", "Dunstock", "Tamberton", "Finch", "Chapel", "Road", "RoadDunstock", "Lane", "Edge", "O’Dowd",
    "person", "alcohol", "am", "pm", "count", "nowhere", "soon", "files", "street", "data", "reportfraud",
}  # fmt: skip
"""Names, signs, and words that are the same in both languages."""

_BABEL = Locale("cy")
CALENDAR = {
    word
    for names in (_BABEL.months, _BABEL.days)
    for width in ("wide", "abbreviated")
    for name in names["format"][width].values()
    for word in name.split()
}
"""What Babel calls the months and the days."""

OF_PUBLISHERS = (
    "/claims/<claim_id>", "/data", "/data/formats", "/indicators", "/methods", "/national", "/releases/changes",
)  # fmt: skip
"""Pages that quote titles of publishers' tables and names of columns."""

COMMANDS = {"crimemap", "make", "run", "release", "build", "list", "SOURCES", "toml"}

ADDRESSES = (
    "/meetings", f"/meetings?area={LARK}", "/meetings?month=2026-12", "/meetings?body=housing",
    *(f"/meetings/{{{which}}}" for which in ("held", "coming", "moved", "off")),
    *(f"/meetings/{{{which}}}/{leaf}" for which in ("held", "coming")
      for leaf in ("display", "pack", "deck.pdf", "decisions.pdf")),
    *(f"/leaflets/{LARK}{leaf}" for leaf in ("", "?print=large", "?size=a3")),
    *(f"/leaflets/{LARK}.pdf{leaf}" for leaf in ("", "?size=a4", "?size=a3", "?print=large")),
    f"/leaflets/{PARTNERSHIP}.pdf", f"/embed/{LARK}", f"/embed/{LARK}/meetings", f"/embed/{PARTNERSHIP}",
    "/alerts", f"/alerts?area={LARK}", "/alerts/sent", "/alerts/confirm/a", "/alerts/stop/a", "/feeds/meetings.atom",
    *(f"/feeds/areas/{LARK}.{form}" for form in ("atom", "rss", "json")),
    f"/calendar/areas/{LARK}.ics", "/calendar/meetings.ics", "/calendar/meetings/{off}.ics",
    "/nothing", "/areas/nowhere", "/meetings/nowhere", "/meetings?month=soon", f"/leaflets/{LARK}?size=a9",
    "/search?q=nowhere", "/search?q=QX1", "/concern/tell", "/payback/nominate",
)  # fmt: skip

_WORD = re.compile(r"[A-Za-zÀ-ž][A-Za-zÀ-ž’']+")
_PLAIN = re.compile(r"[aeiouwyAEIOUWY]")
_ADDRESS = re.compile(
    r"\{\w+\}|\S*(?:://|@)\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:uk|org|com|wales|example|pdf|csv|json)\b|/[\w/.-]+"
)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """A site in both languages on which meetings were held, are to come, were moved and cancelled."""
    folder = tmp_path_factory.mktemp("welsh")
    build(folder)
    with pseudo_welsh():
        made = site_of(folder, languages="en,cy")
        set_clock(made, NOW)
        ids = {"held": HELD, "coming": COMING, "moved": MOVED, "off": OFF}
        ids = {which: publish(made, told) for which, told in ids.items()}
        cancel(made, ids["off"], WHY)
        publish_project(made)
        set_clock(made, AFTER)
        decide(made, DECIDED.model_copy(update={"meeting": ids["held"]}), AFTER)
        made.extensions["test.meetings"] = ids
        yield made


@pytest.fixture(scope="module")
def given(app: Flask) -> list[str]:
    """What was typed, and names, the longest first."""
    release = _release(app)
    names = [name for kind in AreaKind for area in release.areas(kind) for name in (area.name, area.official)]
    typed = [text for each in (HELD, COMING, OFF, MOVED, DECIDED, PROJECT) for text in _typed(each)]
    quoted = [text for paper in register().papers for text in (paper.title, paper.who)]
    quoted += [claim.quote for claim in register().claims]
    found = {*names, *typed, *quoted, WHY, place_of(release)}
    return sorted({*found, *(text.rstrip(".") for text in found)}, key=len, reverse=True)


@pytest.fixture(scope="module")
def meetings(app: Flask) -> dict[str, str]:
    """The ids of those that were published; of a series its first date."""
    ids = app.extensions["test.meetings"]
    return {**ids, "coming": f"{ids['coming']}-{COMING.day}"}


def _release(app: Flask) -> Release:
    return Shelf(app.extensions["crimemap.settings"].releases).current()


def _typed(value: object) -> Iterator[str]:
    if isinstance(value, BaseModel):
        value = value.model_dump()
    if isinstance(value, str) and len(value) > 2:
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _typed(each)
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from _typed(each)


def left(answer: TestResponse, english: Callable[[], TestResponse], given: list[str]) -> set[str]:
    """Words of the Welsh answer that are English: the English one is asked for where there may be any."""
    here = _words(answer, given) - KEPT - CALENDAR
    return here & _words(english(), given) if here else here


def _words(answer: TestResponse, given: list[str]) -> set[str]:
    text = "\n".join(texts_of(answer.mimetype, answer.data))
    return plain_words(text.replace("\\n", " ").replace("\\,", ","), given)


def plain_words(text: str, given: list[str]) -> set[str]:
    """Words with a plain vowel, but what was typed."""
    text = " ".join(text.split())
    for each in given:
        text = text.replace(each, " ")
    return {word for word in _WORD.findall(_ADDRESS.sub(" ", text)) if _PLAIN.search(word)}


@pytest.fixture
def says_nothing_english(app: Flask, given: list[str]) -> Callable[..., None]:
    """Asks for an address in both languages."""

    def check(address: str, client: FlaskClient | None = None, **sent: object) -> None:
        visitor = client or app.test_client()
        way = visitor.post if sent else visitor.get
        assert left(way("/cy" + address, **sent), lambda: way(address, **sent), given) == set()

    return check


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_english_is_left_where_meetings_leaflets_and_letters_are(says_nothing_english, meetings, address):
    says_nothing_english(address.format(**meetings))


@pytest.mark.parametrize("rule", sorted(PUBLIC - set(OF_PUBLISHERS)))
def test_no_english_is_left_on_the_other_pages(app, says_nothing_english, rule):
    if not rule.endswith((".csv", ".js", ".geojson", "/embed")):  # data, and lines to be copied
        says_nothing_english(address_of(rule, _release(app)))


def test_no_english_is_left_in_what_is_wrong_with_an_answer(says_nothing_english, app):
    visitor = app.test_client()
    for address, wrong in (
        ("/alerts", {"email": "none", "place": "", "spoken": "fr"}),
        ("/payback/nominate", {"place": "", "paid": "perhaps", "email": "none", "website": ""}),
        ("/concern/tell", {"words": "", "reply_to": "none"}),
    ):
        says_nothing_english(address, visitor, data=wrong)


def test_no_english_is_left_where_nothing_is_published(tmp_path):
    with pseudo_welsh():
        empty = site_of(tmp_path, languages="en,cy").test_client()
        assert left(empty.get("/cy/"), lambda: empty.get("/"), []) <= COMMANDS


def test_no_english_is_left_in_the_letter_that_asks_for_a_press(app, given, monkeypatch):
    said: dict[str, str] = {}
    for spoken in ("cy", "en"):
        queued: list[str] = []
        monkeypatch.setattr(
            outbox, "queue", lambda _session, kept=queued, **of: kept.extend((of["subject"], of["body"]))
        )
        with app.extensions["crimemap.database"].session(writing=True) as session:
            subscriptions.ask(session, f"{spoken}@corven.example", LARK, "Larkwith", spoken, now=AFTER)
        said[spoken] = " ".join(queued)
    assert plain_words(said["cy"], given) & plain_words(said["en"], given) <= KEPT
