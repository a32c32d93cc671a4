"""British Transport Police's rows by map point: which station they were recorded at, apart from the streets."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from crimemap.pipeline.months import Plan
from crimemap.release import layout
from crimemap.terms import BTP


def write(folder: Path, plans: Sequence[Plan], forces: Sequence[str]) -> None:
    """Write stations.npy from the months' tallies, where British Transport Police is among `forces`."""
    if BTP not in forces:
        return
    number = list(forces).index(BTP)
    parts = [np.zeros((4, 0), np.uint32)]
    for position, one in enumerate(plans):
        rows = np.load(folder / layout.points_file(one.month), mmap_mode="r")
        own = rows[:, rows[layout.FORCE] == number]
        month = np.full(own.shape[1], position, np.uint32)
        parts.append(np.stack([own[layout.POINT], month, own[layout.TYPE], own[layout.COUNT]]))
    table = np.concatenate(parts, axis=1).astype(np.uint32)
    order = np.lexsort((table[2], table[1], table[0]))
    np.save(folder / layout.STATIONS, np.ascontiguousarray(table[:, order]))
