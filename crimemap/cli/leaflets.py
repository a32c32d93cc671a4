"""`crimemap leaflets OUT`: the leaflets of many areas as files, for a printer's shop or a day of deliveries."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from crimemap import settings
from crimemap.cli.running import Teller, stoppable
from crimemap.terms import AreaKind, Refusal

if TYPE_CHECKING:
    from crimemap.release import Area, Release

_SIZES = ("a5", "a4", "a3", "large")


@click.command("leaflets")
@click.argument("out", type=click.Path(file_okay=False, path_type=Path))
@click.option("--area", "codes", multiple=True, help="Code of an area; may be given several times.")
@click.option("--partnership", default="", help="Code of a partnership: its neighbourhoods.")
@click.option(
    "--size",
    type=click.Choice(_SIZES),
    default="a5",
    show_default=True,
    help="The paper; large: large print.",
)
def leaflets(out: Path, codes: tuple[str, ...], partnership: str, size: str) -> None:
    """Write leaflets into OUT, one file an area: of the areas named, of a partnership's neighbourhoods, or of all."""
    from crimemap.factory import create_app  # noqa: PLC0415  (only this command needs the site)

    chosen = settings.load()
    app = create_app(chosen)
    teller = Teller()
    with stoppable(), teller.telling():
        with app.test_request_context():
            areas = _areas(_release(), codes, partnership)
        _folder(out)
        for index, area in enumerate(areas, 1):
            teller.step(f"Leaflet {index} of {len(areas)}: {area.name}")
            with app.test_request_context():
                made = _made(area.code, size)
            _keep(out / f"{area.code.replace('/', '-')}-{size}.pdf", made, f"{index - 1} of {len(areas)}")
    if not chosen.base_url:
        click.echo(
            f"CRIMEMAP_BASE_URL is not set: the codes lead to {chosen.site_url}, which only this machine opens.",
            err=True,
        )
    click.echo(f"{len(areas)} leaflets in {out}")


def _release() -> Release:
    from crimemap.web.site import current_release  # noqa: PLC0415
    from crimemap.web.site.served import NoRelease  # noqa: PLC0415

    try:
        return current_release()
    except NoRelease as none:
        raise Refusal(str(none)) from none


def _folder(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise Refusal(f"No leaflet was written: {out} cannot be made a folder ({fault.strerror}).") from fault


def _made(code: str, size: str) -> bytes:
    from crimemap.leaflets import Size, pdf  # noqa: PLC0415
    from crimemap.web.site import leaflets as making  # noqa: PLC0415

    release = _release()
    area = _found(release, code)
    large = size == "large"
    found = making.made(release, area, None if large else Size(size), large=large)
    if not found.whole:
        raise Refusal(
            "What people wrote cannot be read now: try again, so that no meeting is left out on paper."
        )
    return pdf(found.leaflet)


def _areas(release: Release, codes: Sequence[str], partnership: str) -> list[Area]:
    """By place. Raises Refusal for a code that the release does not hold."""
    if codes and partnership:
        raise Refusal("Name areas or a partnership, not both.")
    if codes:
        return [_found(release, code) for code in dict.fromkeys(codes)]
    if partnership:
        whole = _found(release, partnership)
        if whole.kind is not AreaKind.PARTNERSHIP:
            raise Refusal(f"{partnership} is no partnership but a {whole.kind}: name it with --area.")
        return list(release.parts(whole, AreaKind.NEIGHBOURHOOD))
    return list(release.areas(AreaKind.NEIGHBOURHOOD))


def _found(release: Release, code: str) -> Area:
    from crimemap import places  # noqa: PLC0415

    area = places.by_code(release, code)
    if area is None:
        raise Refusal(f"There is no area with the code {code} in release {release.id}.")
    return area


def _keep(path: Path, made: bytes, before: str) -> None:
    """Whole or not at all: a run that is stopped leaves no half of a file. `before`: how many are written, in words."""
    try:
        _written(path, made)
    except OSError as fault:
        raise Refusal(f"{path} cannot be written: {fault.strerror}. {before} leaflets are.") from fault


def _written(path: Path, made: bytes) -> None:
    handle, name = tempfile.mkstemp(prefix=".leaflet-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(made)
        fresh = Path(name)
        fresh.chmod(0o644)
        fresh.replace(path)
    finally:
        Path(name).unlink(missing_ok=True)
