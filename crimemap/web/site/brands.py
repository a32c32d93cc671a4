"""A partnership's own name, logo and colour on a page that is about it."""

from __future__ import annotations

from dataclasses import dataclass

from crimemap import language
from crimemap.editorial import branding
from crimemap.web.site.written import read


@dataclass(frozen=True, slots=True)
class BrandShown:
    """What a page's head and header say. Addresses hold a digest, so that they may be kept for ever."""

    name: str
    lang: str | None
    stylesheet: str
    logo: str | None


def brand(partnership: str | None) -> BrandShown | None:
    """For `site.page(…, brand=brand(code))`, on pages cached as `written=True` or not at all. None: none of its own,
    or it cannot be read now.
    """
    return brand_shown(
        read(lambda session: branding.current(session, partnership), None) if partnership else None
    )


def brand_shown(found: branding.Brand | None) -> BrandShown | None:
    """The same where it has been read already."""
    if found is None:
        return None
    here = language.current()
    stem = f"/branding/{found.partnership}.{found.digest}"
    return BrandShown(
        found.name.said(here), found.name.in_other(here), f"{stem}.css",
        f"{stem}.png" if found.logo is not None else None,
    )  # fmt: skip


def stylesheet(found: branding.Brand) -> str:
    """The colour on the rule under the header and on the buttons; nothing else of a page changes."""
    colour = found.colour
    return (
        f".cm-brand{{border-bottom-color:{colour}}}"
        f".govuk-button:not(.govuk-button--secondary,.govuk-button--warning),"
        f".govuk-button:not(.govuk-button--secondary,.govuk-button--warning):hover{{background-color:{colour}}}"
    )
