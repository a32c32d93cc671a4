"""A map of one sheet, served with its script and its data as the site serves them, for a browser to open."""

from __future__ import annotations

import json
import mimetypes
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page
from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response

from crimemap import maps
from crimemap.release import Release

DIST = Path(__file__).resolve().parents[2] / "static" / "dist"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; font-src 'self';"
    " form-action 'self'; base-uri 'none'"
)
LINKS = maps.MapLinks(
    "/area",
    "/area/crime",
    "/area/crime.csv",
    "/map.js",
    "/whole.geojson",
    "/map-ground.geojson",
    "/map.geojson",
)


@dataclass
class Site:
    """A sheet served at /map with its script and data; `asked` is every path asked for."""

    release: Release
    sheet: maps.MapSheet | maps.RateSheet
    url: str = ""
    data_fails: bool = False
    asked: list[str] = field(default_factory=list)

    def __call__(self, environ: dict, start: Callable) -> object:
        path = urlsplit(Request(environ).url).path
        self.asked.append(path)
        made = self.answer(path)
        made.headers["Content-Security-Policy"] = POLICY
        return made(environ, start)

    def answer(self, path: str) -> Response:
        if path.startswith("/static/"):
            kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
            return Response((DIST / Path(path).name).read_bytes(), mimetype=kind)
        if path.endswith(".geojson"):
            return self.data(path)
        if path == "/map":
            return Response(maps.map_document(self.release, self.sheet, LINKS, asset), mimetype="text/html")
        if path == "/map.js":
            return Response(maps.map_script(self.sheet.area), mimetype="text/javascript")
        if path == "/map.svg":
            drawn = maps.static_svg(self.release, self.sheet, "screen", standalone=True)
            return Response(drawn, mimetype="image/svg+xml")
        return Response("<title>Another page</title>", mimetype="text/html")

    def data(self, path: str) -> Response:
        if self.data_fails:
            return Response("", 404)
        if path == "/map-ground.geojson":
            return Response(maps.map_ground(self.release, self.sheet), mimetype="application/geo+json")
        data = maps.map_data(self.release, self.sheet, lambda area: f"/areas/{area.code}", ground=False)
        return Response(data, mimetype="application/geo+json")


def asset(name: str) -> str:
    return "/static/" + json.loads((DIST / "manifest.json").read_text())[name]


@contextmanager
def serving(release: Release, sheet: maps.MapSheet | maps.RateSheet) -> Iterator[Site]:
    """The site of a sheet while it is served."""
    made = Site(release, sheet)
    server = make_server("127.0.0.1", 0, made, threaded=True)
    made.url = f"http://127.0.0.1:{server.server_port}/map"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield made
    server.shutdown()
    thread.join()


def ready(page: Page, site: Site) -> Page:
    page.goto(site.url)
    page.locator(".cm-ready").wait_for()
    return page
