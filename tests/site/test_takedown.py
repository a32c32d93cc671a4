"""After its last day a name is in no answer, no cache, no log line and no file: searched for byte by byte."""

from __future__ import annotations

import datetime as dt
import gzip
import logging
import re

import pytest
from sqlalchemy import select

from crimemap.editorial import keys, retention
from crimemap.editorial.pieces import Piece
from tests.editorial.convictions_cases import NAME
from tests.site.convictions_site import ASH, BEECH, NOW, press, publish_case, set_clock, stored

WORDS = (NAME, "Persona-Nineteen")
HAPPENED = "Drove a lorry through the market cross."


@pytest.fixture
def app(fresh):
    made = fresh()
    made.extensions["crimemap.ask_again"] = lambda: None
    set_clock(made, NOW)
    return made


def found(data: bytes) -> bool:
    head, _, body = data.partition(b"\n")  # a cached page is gzipped after its first line
    zipped = next((part for part in (data, body) if part[:2] == b"\x1f\x8b"), b"")
    text = head + gzip.decompress(zipped) if zipped else data
    return any(word.lower().encode() in text.lower() for word in (*WORDS, HAPPENED))


def addresses(app):
    """Every public address that links lead to, and the machines' ones."""
    client = app.test_client()
    seen, waiting = {}, ["/", "/convictions", "/convictions/ledger", "/robots.txt", "/search?q=Larkwith"]
    waiting += [f"/areas/{area}" for area in ("E22900001", "corvenshire-lark", "corvenshire")]
    while waiting:
        address = waiting.pop(0)
        if address in seen or len(seen) > 120:
            continue
        answer = seen[address] = client.get(address)
        if answer.mimetype == "text/html":
            links = re.findall(r'<a[^>]*href="(/[^"#]*)', answer.text)
            waiting += [link.replace("&amp;", "&") for link in links if not link.startswith("/newsroom")]
    return seen


def naming(answers):
    return {
        address
        for address, answer in answers.items()
        if found(answer.data) or found(str(answer.headers).encode())
    }


def files(app):
    data = app.extensions["crimemap.settings"].data
    return [path for path in data.rglob("*") if path.is_file()]


def with_name(app):
    return [str(path) for path in files(app) if found(path.read_bytes())]


@pytest.mark.parametrize("way", ["its last day", "an appeal", "a success", "withdrawal"])
def test_a_name_stands_on_its_own_page_alone_and_nowhere_after_it_came_down(app, caplog, capfd, way):
    caplog.set_level(logging.DEBUG)
    piece = publish_case(app, what_happened_en=HAPPENED)
    before = addresses(app)
    assert f"/convictions/{piece}" in before
    assert naming(before) == {f"/convictions/{piece}"}
    assert with_name(app) == []
    if way == "its last day":
        set_clock(app, stored(app, piece).until)
    elif way == "an appeal":
        assert press(app, ASH, piece, "/newsroom/convictions/{id}/hold").status_code == 303
    elif way == "a success":
        assert press(app, ASH, piece, "/newsroom/convictions/{id}/quash", sure="y").status_code == 303
    else:
        given = {"why": "the family was threatened"}
        assert press(app, BEECH, piece, "/newsroom/pieces/{id}/take-down", **given).status_code == 303
    assert app.test_client().get(f"/convictions/{piece}").status_code == 410
    assert app.test_client().head(f"/convictions/{piece}").status_code == 410
    after = addresses(app)
    assert naming(after) == set()
    assert naming({f"/convictions/{piece}": app.test_client().get(f"/convictions/{piece}")}) == set()
    assert with_name(app) == []
    said = caplog.text + "".join(capfd.readouterr())
    assert not found(said.encode())


def test_a_case_stands_to_the_last_second_and_not_to_the_next(app):
    piece = publish_case(app)
    client = app.test_client()
    assert f"/convictions/{piece}" in client.get("/convictions").text
    until = stored(app, piece).until
    set_clock(app, until - dt.timedelta(seconds=1))
    assert client.get(f"/convictions/{piece}").status_code == 200
    set_clock(app, until)
    assert client.get(f"/convictions/{piece}").status_code == 410


def test_after_its_term_not_even_the_keys_of_the_installation_open_what_was_written(app):
    piece = publish_case(app)
    late = stored(app, piece).until + retention.term("convictions")
    with app.extensions["crimemap.database"].session(writing=True) as session:
        retention.run(session, late)
        session.commit()
    with app.extensions["crimemap.database"].session() as session:
        row = session.scalars(select(Piece)).one()
        assert (row.content, row.shown) == (None, None)
        assert session.get(keys.RecordKey, row.subject).wrapped is None
