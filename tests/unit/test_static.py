"""Browser assets are answered as they were when the application started, also while a build puts others there."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from werkzeug.test import Client
from werkzeug.wrappers import Response

from crimemap.web.site import Assets
from crimemap.web.site.static import HeldFiles


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    folder = tmp_path / "dist"
    folder.mkdir()
    (folder / "site.12345678.css").write_text("b { color: red }", encoding="utf-8")
    (folder / "site.12345678.css.br").write_bytes(b"packed")
    (folder / "manifest.json").write_text(json.dumps({"site.css": "site.12345678.css"}), encoding="utf-8")
    return folder


def nowhere(environ, start_response):
    start_response("404 Not Found", [])
    return [b""]


def test_a_style_sheet_that_a_build_took_away_is_served_all_the_same(dist: Path):
    client = Client(HeldFiles(nowhere, root=str(dist), prefix="static"), Response)
    before = client.get("/static/site.12345678.css", buffered=True)
    packed = client.get("/static/site.12345678.css", headers={"Accept-Encoding": "br"}, buffered=True)
    shutil.rmtree(dist)
    after = client.get("/static/site.12345678.css", buffered=True)
    assert (after.status_code, after.data, after.mimetype) == (200, before.data, "text/css")
    assert after.headers["Cache-Control"] == before.headers["Cache-Control"]
    again = client.get("/static/site.12345678.css", headers={"Accept-Encoding": "br"}, buffered=True)
    assert (again.data, again.headers["Content-Encoding"]) == (packed.data, "br")
    assert client.get("/static/never.css").status_code == 404


def test_what_a_file_to_take_along_holds_is_there_too(dist: Path):
    assets = Assets(dist)
    shutil.rmtree(dist)
    assert assets.read("site.css") == b"b { color: red }"
