"""Pages with nothing cached, in this process."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence

from flask.testing import FlaskClient

from crimemap.factory import create_app
from crimemap.settings import Settings
from tests.load.figures import sample
from tests.load.lines import Aim, Line
from tests.load.material import Material
from tests.load.measuring import percentile


def measure(material: Material) -> Iterator[Line]:
    """Milliseconds by the clock, each page asked for once; the templates have been read before."""
    areas = sample(material.release, 40 if material.quick else 120)
    client = create_app(Settings(data=material.uncached())).test_client()
    first, rest = areas[0].code, [area.code for area in areas[1:]]
    for suffix in ("", "/map", "/map.geojson"):
        client.get(f"/areas/{first}{suffix}")
    yield _line("area page, nothing cached, p95", 60, client, [f"/areas/{code}" for code in rest])
    yield _line("map document, nothing cached, p95", 20, client, [f"/areas/{code}/map" for code in rest])
    yield _line(
        "map data, nothing cached, p95", None, client, [f"/areas/{code}/map.geojson" for code in rest]
    )


def _line(what: str, most: float | None, client: FlaskClient, paths: Sequence[str]) -> Line:
    walls, cpus, sizes = [], [], []
    for path in paths:
        wall, cpu = time.perf_counter(), time.process_time()
        answer = client.get(path, headers={"Accept-Encoding": "gzip"})
        walls.append(1000 * (time.perf_counter() - wall))
        cpus.append(1000 * (time.process_time() - cpu))
        sizes.append(len(answer.data) / 1000)
        if answer.status_code != 200:
            raise RuntimeError(f"{path} answered {answer.status_code}")
    said = (
        f"p50 {percentile(walls, 0.5):.0f} ms, slowest {max(walls):.0f} ms; processor time p95"
        f" {percentile(cpus, 0.95):.0f} ms; {percentile(sizes, 0.5):.0f} KB gzipped, largest {max(sizes):.0f} KB;"
        f" {len(paths)} areas"
    )
    aim = Aim(most, of="ours") if most else None
    return Line("area", what, percentile(walls, 0.95), "ms", None, aim, said)
