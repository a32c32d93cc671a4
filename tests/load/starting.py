"""From starting gunicorn to the first answers."""

from __future__ import annotations

from collections.abc import Iterator

from tests.load.figures import sample
from tests.load.lines import Aim, Line
from tests.load.material import Material
from tests.load.measuring import in_turns
from tests.load.servers import serving


def measure(material: Material) -> Iterator[Line]:
    """Seconds by the clock; the reference is a bare Flask application behind the same gunicorn."""
    log, body = material.folder / "gunicorn.log", material.folder / "empty"
    body.write_bytes(b"")
    data, page = material.data, f"/areas/{sample(material.release, 4)[0].code}"

    def ours(path: str) -> float:
        with serving("app:app", log, path=path, settings={"CRIMEMAP_DATA": data}) as server:
            return server.ready

    def reference() -> float:
        with serving("tests.load.bare:app", log, path="/bare", settings={"LOAD_BODY": body}) as server:
            return server.ready

    pair = in_turns(1 if material.quick else 3, lambda: ours("/healthz"), reference)
    release = material.release.manifest
    size = f"{sum(release.kinds.values()):,} areas, {len(release.months)} months"
    said = f"{size}; to the first area page {ours(page):.2f} s"
    yield Line(
        "start", "until a worker answers", pair.medians[0], "s", pair.medians[1], Aim(2, of="ours"), said
    )
