"""A page's figures, against reading the memory-mapped array directly."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from crimemap.brief import brief_of
from crimemap.release import Area, Release, layout
from crimemap.terms import AreaKind
from tests.load.lines import Aim, Line
from tests.load.material import Material
from tests.load.measuring import percentile, settled

Array = NDArray[np.int32]

_SIMILAR = 15


def sample(release: Release, many: int) -> list[Area]:
    """Areas as visitors ask for them: mostly the most local that have names, then small areas and partnerships."""
    dice = random.Random(1)
    local = AreaKind.NEIGHBOURHOOD if release.manifest.kinds.get("neighbourhood", 0) > 1 else AreaKind.WARD
    found: list[Area] = []
    for kind, share in ((local, 0.6), (AreaKind.LSOA, 0.25), (AreaKind.PARTNERSHIP, 0.15)):
        areas = release.areas(kind)
        found += dice.sample(areas, min(len(areas), max(1, round(many * share))))
    dice.shuffle(found)
    return found


def measure(material: Material) -> Iterator[Line]:
    """Milliseconds by the clock, area by area in turns."""
    release = material.release
    areas = sample(release, 60 if material.quick else 200)
    similar = {
        kind: random.Random(2).choices(range(many), k=_SIMILAR)
        for kind, many in release.manifest.kinds.items()
        if many
    }
    arrays = {
        kind: np.load(release.folder / layout.counts_file(kind), mmap_mode="r")
        for kind in release.manifest.kinds
    }
    brief_of(release, areas[0], None)
    settled()
    ours, reference = [], []
    for area in areas:
        start = time.perf_counter()
        brief_of(release, area, None)
        middle = time.perf_counter()
        _directly(arrays, area, similar[area.kind.value])
        end = time.perf_counter()
        ours.append(1000 * (middle - start))
        reference.append(1000 * (end - middle))
    said = f"{len(areas)} areas, {len(release.months)} months; the reference reads an area, its force and 15 others"
    yield Line("figures", "all figures of a page, p50", percentile(ours, 0.5), "ms", percentile(reference, 0.5),
               Aim(20), said)  # fmt: skip
    yield Line("figures", "all figures of a page, p99", percentile(ours, 0.99), "ms", percentile(reference, 0.99),
               Aim(10, of="ours"))  # fmt: skip


def _directly(arrays: dict[str, Array], area: Area, similar: list[int]) -> int:
    """Counts by month and type of the area, its force and some like it, out of the packed arrays."""
    counts, forces = arrays[area.kind.value], arrays["force"]
    own = counts[area.index], forces[0], counts[similar]
    return int(sum(part.sum() for part in own))
