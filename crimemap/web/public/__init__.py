"""Pages for residents. A route fetches, calls and renders; what is said of an area is brief's."""

from flask import Flask

from crimemap.web import site
from crimemap.web.public import (  # noqa: F401  # each registers its routes
    about,
    alerts,
    areas,
    branding,
    claims,
    compare,
    concerns,
    confidence,
    convictions,
    doing,
    embeds,
    finding,
    formats,
    indicators,
    leaflets,
    machines,
    mapping,
    meetings,
    national,
    news,
    nominations,
    outcomes,
    pages,
    payback,
    releases,
    says,
    stations,
    surveys,
)
from crimemap.web.public.blueprint import machines as machine_routes
from crimemap.web.public.blueprint import public


def init_app(app: Flask) -> None:
    """Every public route, its Welsh twin, and the addresses for machines."""
    app.register_blueprint(public)
    app.register_blueprint(public, name="public_cy", url_prefix=site.WELSH_PREFIX)
    app.register_blueprint(machine_routes)
