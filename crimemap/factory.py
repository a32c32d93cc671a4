"""create_app(): wiring only. Nothing is opened here: workers are forked from what this makes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from flask import Flask, Response, g
from jinja2 import StrictUndefined
from werkzeug.datastructures import Headers
from werkzeug.middleware.proxy_fix import ProxyFix

from crimemap import brief, language
from crimemap import settings as configuration
from crimemap.cache import Front, PageCache, RevisionWatch, keep_hot, version_of
from crimemap.editorial.installation import open_database
from crimemap.settings import Settings
from crimemap.web import errors, feeds, meetings, newsroom, public, site  # noqa: F401  # two stand on public's blueprint
from crimemap.web.site import posting, refusals, written
from crimemap.web.site.doing import Stocks
from crimemap.web.site.static import HeldFiles
from crimemap.web.site.surveyed import Books

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_ROOT: Final = Path(__file__).resolve().parents[1]
_REVIEWED: Final = (
    "claims", "confidence", "deck", "indicators", "measures", "names", "payback", "retention.yaml", "rules", "stories",
    "support", "topics",
)  # fmt: skip
_LOOPBACK: Final = ("127.0.0.1", "localhost", "[::1]")
_HASHED: Final = re.compile(r"\.[0-9a-f]{8,}\.")

SECURITY: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self';"
        " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(self), microphone=(), payment=(), usb=(), interest-cohort=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

_OF_ITS_OWN: Final = frozenset({"Referrer-Policy", "Content-Security-Policy"})
"""What a page may say otherwise: it may tell still less of itself; what is framed or taken along has its own policy."""


def create_app(settings: Settings | None = None) -> Flask:
    """The application. Raises Refusal where a setting is wrong or the browser assets are not built."""
    chosen = settings or configuration.load()
    app = Flask("crimemap", root_path=str(_ROOT), static_folder=None, template_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = 64 * 1024
    app.config["TRUSTED_HOSTS"] = list(_hosts(chosen))
    app.jinja_options = {"undefined": StrictUndefined, "autoescape": True}
    served = site.Served(chosen.releases, chosen.timezone)
    app.extensions.update(
        {
            "crimemap.settings": chosen,
            "crimemap.served": served,
            "crimemap.database": open_database(chosen),
            "crimemap.assets": site.Assets(_ROOT / "static" / "dist"),
            "crimemap.stocks": Stocks(),
            "crimemap.books": Books(),
        }
    )
    site.templates(app, _ROOT / "templates")
    watch = RevisionWatch(app.extensions["crimemap.database"])
    cache = PageCache(app, chosen.data / "cache", _version(chosen), chosen.cache_url, watch)
    app.after_request(posting.write_letters)
    app.after_request(refusals.note)
    app.after_request(keep_hot)
    app.after_request(_with_headers(_security(chosen)))
    errors.init_app(app)
    app.before_request(written.refuse_foreign_forms)
    app.teardown_appcontext(written.close)
    public.init_app(app)
    newsroom.init_app(app)
    cache.front = Front(app.wsgi_app, served.release_id, _hosts(chosen), watch.number, served.ends)
    static = HeldFiles(
        cache.front,
        root=str(_ROOT / "static" / "dist"),
        prefix="static",
        allow_all_origins=False,
        immutable_file_test=lambda _path, url: bool(_HASHED.search(url)),
        add_headers_function=_for_static(_security(chosen)),
    )
    app.wsgi_app = _Language(static, chosen.enabled_languages)  # type: ignore[method-assign]
    if chosen.trusted_proxies:
        app.wsgi_app = _behind(app.wsgi_app, chosen.trusted_proxies)  # type: ignore[method-assign]
    return app


def _behind(app: WSGIApplication, proxies: int) -> ProxyFix:
    """Who asks and under which address, as so many proxies in front say; without them nothing of it is believed."""
    return ProxyFix(app, x_for=proxies, x_proto=proxies, x_host=proxies)


def _hosts(settings: Settings) -> tuple[str, ...]:
    """The names this site answers to: its public one, and loopback for health checks."""
    host = urlsplit(settings.site_url).hostname or ""
    return tuple(dict.fromkeys([f"[{host}]" if ":" in host else host, *_LOOPBACK]))


def _version(settings: Settings) -> str:
    shown = (settings.site_url, settings.languages, settings.contact, settings.sender, settings.timezone)
    parts = [
        _ROOT / "crimemap",
        _ROOT / "templates",
        *(_ROOT / "data" / name for name in _REVIEWED),
        _ROOT / "static" / "dist" / "manifest.json",
    ]
    return version_of(*(part for part in parts if part.exists()), chosen=shown)


def _security(settings: Settings) -> dict[str, str]:
    if not settings.https:
        return SECURITY
    return {**SECURITY, "Strict-Transport-Security": "max-age=31536000; includeSubDomains"}


def _with_headers(headers: dict[str, str]) -> Callable[[Response], Response]:
    def add(response: Response) -> Response:
        for name, value in headers.items():
            if name not in _OF_ITS_OWN or name not in response.headers:
                response.headers[name] = value
        release = g.get("release")
        if release is not None and brief.is_invented(release):
            response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        return response

    return add


def _for_static(security: dict[str, str]) -> Callable[[Headers, str, str], None]:
    def add(headers: Headers, _path: str, _url: str) -> None:
        for name, value in security.items():
            headers[name] = value

    return add


class _Language:
    """WSGI: everything said while an address under /cy is answered is said in Welsh, once Welsh is on."""

    def __init__(self, app: WSGIApplication, enabled: Iterable[str]) -> None:
        self._app = app
        self._welsh = "cy" in tuple(enabled)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        welsh = self._welsh and (path == site.WELSH_PREFIX or path.startswith(site.WELSH_PREFIX + "/"))
        with language.using("cy" if welsh else "en"):
            return self._app(environ, start_response)
