"""The stylesheet and the logo of a partnership: same origin, and kept for ever, because their addresses change."""

from __future__ import annotations

from typing import Final

from werkzeug.exceptions import NotFound

from crimemap.cache import Page
from crimemap.editorial import branding
from crimemap.web import site
from crimemap.web.public.blueprint import machines
from crimemap.web.site import brands

_FOR_EVER: Final = "public, max-age=31536000, immutable"


@machines.get("/branding/<partnership>.<digest>.css")
def brand_css(partnership: str, digest: str) -> Page:
    """One colour."""
    return _kept(brands.stylesheet(_found(partnership, digest)), "text/css")


@machines.get("/branding/<partnership>.<digest>.png")
def brand_logo(partnership: str, digest: str) -> Page:
    """The logo, as it was made anew."""
    logo = _found(partnership, digest).logo
    if logo is None:
        raise NotFound
    return _kept(logo, "image/png")


def _found(partnership: str, digest: str) -> branding.Brand:
    found = branding.by_digest(site.session(), partnership, digest)
    if found is None:
        raise NotFound
    return found


def _kept(body: str | bytes, mimetype: str) -> Page:
    answer = site.plain(body, mimetype)
    answer.headers["Cache-Control"] = _FOR_EVER
    return answer
