"""The long run in England and Wales: what a survey found and what the police recorded, kept apart."""

from __future__ import annotations

from crimemap.cache import Page, cached
from crimemap.web import site
from crimemap.web.public.blueprint import public
from crimemap.web.site import trends


@public.get("/national")
@cached()
def national() -> Page:
    """Two series, two sources, two drawings; no figure of this release is among them."""
    return site.page("public/national.html", views=trends.national_views())
