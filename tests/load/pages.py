"""Pages with nothing cached, in this process."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterator, Sequence

from flask.testing import FlaskClient

from crimemap.factory import create_app
from crimemap.release import Area
from crimemap.settings import Settings
from tests.load.drawing import forget
from tests.load.figures import sample
from tests.load.lines import Aim, Line
from tests.load.material import Material
from tests.load.measuring import percentile, settled

_PAGES = (
    ("", "area page, nothing cached, p95", 60.0),
    ("/map", "map document, nothing cached, p95", 20.0),
    ("/map.geojson", "map data, nothing cached, p95", None),
)


def measure(material: Material) -> Iterator[Line]:
    """Milliseconds by the clock, each page asked for once; the templates have been read before."""
    first, *rest = sample(material.release, 40 if material.quick else 120)
    client = create_app(Settings(data=material.uncached())).test_client()
    for suffix, what, most in _PAGES:
        client.get(f"/areas/{first.code}{suffix}")
        forget()
        settled()
        yield _line(what, most, client, rest, suffix)


def _line(what: str, most: float | None, client: FlaskClient, areas: Sequence[Area], suffix: str) -> Line:
    walls: defaultdict[str, list[float]] = defaultdict(list)
    cpus, sizes = [], []
    for area in areas:
        path = f"/areas/{area.code}{suffix}"
        wall, cpu = time.perf_counter(), time.process_time()
        answer = client.get(path, headers={"Accept-Encoding": "gzip"})
        walls[area.kind.value].append(1000 * (time.perf_counter() - wall))
        cpus.append(1000 * (time.process_time() - cpu))
        sizes.append(len(answer.data) / 1000)
        if answer.status_code != 200:
            raise RuntimeError(f"{path} answered {answer.status_code}")
    every = [took for of_kind in walls.values() for took in of_kind]
    kinds = ", ".join(f"{kind} {percentile(took, 0.5):.0f}" for kind, took in sorted(walls.items()))
    said = (
        f"p50 {percentile(every, 0.5):.0f} ms ({kinds}), slowest {max(every):.0f} ms; processor time p95"
        f" {percentile(cpus, 0.95):.0f} ms; {percentile(sizes, 0.5):.0f} KB gzipped, largest {max(sizes):.0f} KB;"
        f" {len(areas)} areas"
    )
    return Line(
        "area", what, percentile(every, 0.95), "ms", None, Aim(most, of="ours") if most else None, said
    )
