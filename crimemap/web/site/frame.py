"""How an answer is made: the release it is made from, the template, the words and addresses in it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, Final

import govuk_frontend_jinja
from flask import Flask, current_app, g, render_template, request
from jinja2 import (
    ChainableUndefined,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PackageLoader,
    PrefixLoader,
)
from markupsafe import Markup
from werkzeug.routing import BuildError, MapAdapter

from crimemap import brief, language, words
from crimemap.cache import Page
from crimemap.figure import Status
from crimemap.release import Release
from crimemap.settings import Settings
from crimemap.terms import Refusal
from crimemap.web.site import component_words, fields
from crimemap.web.site.served import NoRelease, Served

WELSH_PREFIX: Final = "/cy"
MARK: Final = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 44 44">'
    '<circle cx="5" cy="30" r="4.6" fill="#17403A"/><circle cx="16.6" cy="27" r="7" fill="#17403A"/>'
    '<circle cx="32.2" cy="22" r="10.8" fill="#17403A"/><circle cx="32.2" cy="22" r="4" fill="#F2B134"/></svg>'
)
"""The site\'s own mark, as an icon."""


_NOT_IN_A_FILE_NAME: Final = re.compile(r"[^A-Za-z0-9._-]+")
_PACKED: Final = frozenset({".br", ".gz"})


class Assets:
    """Names of the built browser assets; makes an address of a name."""

    def __init__(self, dist: Path) -> None:
        """Reads all of them: a build replaces them under the servers that run. Raises Refusal where there are none."""
        try:
            self._names: dict[str, str] = json.loads((dist / "manifest.json").read_bytes())
            self._held = {
                each.name: each.read_bytes() for each in dist.iterdir() if each.suffix not in _PACKED
            }
        except (OSError, ValueError) as fault:
            raise Refusal(
                f"The browser assets are not built ({dist}/manifest.json): run `make build`."
            ) from fault

    def __call__(self, name: str) -> str:
        """`site.css` → `/static/site.9ac43cf2f0.css`. Raises KeyError for a name that was not built."""
        return f"/static/{self._names[name]}"

    def read(self, name: str) -> bytes:
        """What is in it, for a file that must stand alone; `name` as above, or the hashed one that a sheet links.

        Raises FileNotFoundError for one that was not built.
        """
        held = self._held.get(self._names.get(name, name))
        if held is None:
            raise FileNotFoundError(f"{name} is not among the browser assets that were built")
        return held


def templates(app: Flask, folder: Path) -> None:
    """Jinja as our pages need it: escaping, no silent gaps, words by language, GOV.UK's macros."""
    environment = app.jinja_env
    environment.add_extension("jinja2.ext.i18n")
    environment.trim_blocks = environment.lstrip_blocks = True
    govuk = partial(_govuk, environment)
    app.jinja_loader = ChoiceLoader(
        [
            FileSystemLoader(folder),
            PrefixLoader({"govuk_frontend_jinja": PackageLoader(govuk_frontend_jinja.__name__)}),
        ]
    )
    environment.globals.update(
        asset=app.extensions["crimemap.assets"],
        href=href,
        newsroom_href=newsroom_href,
        govuk=govuk,
        control=partial(fields.control, govuk),
        error_summary=partial(fields.error_summary, govuk),
        csrf_field=fields.csrf_field,
        one_time=fields.token,
        number=language.number,
        percent=language.percent,
        month_name=language.month_name,
        period_name=language.period_name,
        day=language.day,
        weekday=language.weekday,
        clock=language.clock,
        listed=language.listed,
        words=words,
        place_of=brief.place_of,
        Status=Status,
        _=language.gettext,
        gettext=language.gettext,
        ngettext=language.ngettext,
        pgettext=language.pgettext,
    )


@lru_cache(maxsize=4)
def _forgiving(environment: Environment) -> Environment:
    """GOV.UK's macros test parameters that nobody gave; our own templates may not."""
    return environment.overlay(undefined=ChainableUndefined)


def _govuk(environment: Environment, component: str, **params: Any) -> Markup:
    """A GOV.UK Frontend component by its folder's name: `govuk("error-summary", titleText=…)`."""
    macro = "govuk" + component.title().replace("-", "")
    template = _forgiving(environment).get_template(f"govuk_frontend_jinja/components/{component}/macro.html")
    said = {**params, **component_words.words_of(component, params)}
    return Markup(getattr(template.module, macro)(said))  # noqa: S704  # made by an autoescaping macro


def adapter() -> MapAdapter:
    """The addresses of this application, for the request being answered."""
    return current_app.url_map.bind("")


def href(endpoint: str, **values: object) -> str:
    """The address of a public page in the language of this page."""
    blueprint = "public_cy" if language.current() == "cy" else "public"
    given = {name: getattr(value, "code", value) for name, value in values.items() if value is not None}
    return adapter().build(f"{blueprint}.{endpoint}", given)


def newsroom_href(endpoint: str, **values: object) -> str:
    """The address of a page of signed-in work."""
    return adapter().build(
        f"newsroom.{endpoint}", {name: value for name, value in values.items() if value is not None}
    )


def twin() -> str | None:
    """The address of this same page in the other language; None where that language is off or has no such page."""
    settings: Settings = current_app.extensions["crimemap.settings"]
    if "cy" not in settings.enabled_languages or not request.endpoint:
        return None
    blueprint, _, endpoint = request.endpoint.rpartition(".")
    other = {"public": "public_cy", "public_cy": "public"}.get(blueprint)
    if other is None:
        return None
    values = {name: getattr(value, "code", value) for name, value in (request.view_args or {}).items()}
    try:
        return adapter().build(f"{other}.{endpoint}", values)
    except BuildError:
        return None


def page(template: str, *, status: int = 200, until: datetime | None = None, **context: object) -> Page:
    """A page from a template, with what every page says: service, release, whether it is invented."""
    release = _release_if_any()
    frame: Mapping[str, object] = {
        "release": release,
        "invented": release is not None and brief.is_invented(release),
        "lang": language.current(),
        "twin": twin(),
        "nav": "crime",
        "here": None,
        "noindex": False,
        "brand": None,
    }
    answer = Page(render_template(template, **{**frame, **context}), status=status, mimetype="text/html")
    answer.headers["Content-Language"] = language.current()
    answer.until = until
    return answer


def plain(body: str | bytes, mimetype: str) -> Page:
    """An answer that is no page: data, a script, a picture."""
    return Page(body, mimetype=mimetype)


def download(name: str) -> str:
    """A Content-Disposition under which a file is saved by this name, whatever letters a code holds."""
    safe = _NOT_IN_A_FILE_NAME.sub("-", name)
    return f'attachment; filename="{safe}"'


def see_other(address: str) -> Page:
    """303: what was looked for is at another address."""
    answer = Page(status=303)
    answer.headers["Location"] = address
    return answer


def no_store(answer: Page) -> Page:
    """An answer that nobody keeps: it depends on what this visitor typed."""
    answer.headers["Cache-Control"] = "no-store"
    return answer


def current_release() -> Release:
    """The release of this request: taken once, so that a request ends with the release it began with.

    `g.ends` is the instant from which another one is served: nobody is told to keep an answer beyond it.
    """
    if "release" not in g:
        served: Served = current_app.extensions["crimemap.served"]
        g.ends = served.ends()
        g.release = served.release()
    release: Release = g.release
    return release


def published(release: Release) -> date | None:
    """The day on which the release was made current."""
    day: date | None = current_app.extensions["crimemap.served"].published(release)
    return day


def now() -> datetime:
    """The time at which this page is made, in the site's zone."""
    moment: datetime = current_app.extensions["crimemap.served"].now()
    return moment


def _release_if_any() -> Release | None:
    """An error page says what every page says, where there is a release to say it of."""
    try:
        return current_release()
    except NoRelease:
        return None
