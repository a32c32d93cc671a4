"""Pages about the service itself: how the figures are made."""

from __future__ import annotations

from flask import g

from crimemap.cache import Page, cached
from crimemap.web import site
from crimemap.web.public.blueprint import public
from crimemap.web.site.methods import methods_of


@public.get("/methods")
@cached()
def methods() -> Page:
    """How the figures are made, in plain words."""
    return site.page("public/methods.html", **methods_of(g.release))
