"""The classes of shaded maps: where one shade ends and the next begins, made once a release and kept in its manifest.

Near quintiles of the latest year over all areas of a kind, those in which residents mislead left out, rounded to
numbers that can be read; the same for every month and every map of the release, so that two maps can be compared
(rule M12).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from crimemap.measures.crime import rates
from crimemap.measures.crime.counting import ALL, What
from crimemap.release import Release, layout
from crimemap.release.manifest import Ledger, Manifest
from crimemap.terms import TYPES, AreaKind, CrimeType

Classes = dict[str, dict[str, tuple[float, ...]]]

KINDS: Final = (AreaKind.PARTNERSHIP, AreaKind.NEIGHBOURHOOD, AreaKind.WARD, AreaKind.LSOA)
"""Kinds that a map shades: the parts of something."""

LEAST_AREAS: Final = 8
"""Of fewer areas no classes are made: they would only rank them [choose]."""

FINENESS: Final = 12
"""Breaks are rounded to no finer a step than this part of the way from the first to the last [choose]."""

STEPS: Final = (1.0, 2.0, 2.5, 5.0)
FINEST: Final = 0.1
"""Steps are 1, 2, 2.5 or 5 times a power of ten; never finer than a rate is shown."""

_NO_LEDGER: Final = Ledger(rows_in=0, published=0, set_aside={}, files=())


def with_classes(folder: Path, manifest: Manifest) -> Manifest:
    """The manifest with the class breaks of the release whose other files are already in `folder`."""
    # What figures need, without the account of every file, which would be in memory three times.
    needed = manifest.model_copy(update={"ledger": _NO_LEDGER, "inputs": (), "files": {}})
    draft = folder / layout.MANIFEST
    draft.write_bytes(needed.to_bytes())
    try:
        classes = classes_of(Release(folder))
    finally:
        draft.unlink()
    return manifest.model_copy(update={"classes": classes})


def classes_of(release: Release) -> Classes:
    """Kind → "<type>/<per>" → breaks. Only what has breaks is in it."""
    found: Classes = {}
    for kind in KINDS:
        areas = release.areas(kind)
        if len(areas) < LEAST_AREAS:
            continue
        found_here = rates.Distribution(release, areas)
        of_kind = {
            rates.class_key(what, per): breaks
            for what in (ALL, *TYPES)
            for per in _pers(what)
            if (breaks := breaks_between(found_here.values(what, per)))
        }
        if of_kind:
            found[kind.value] = of_kind
    return found


def _pers(what: What) -> Sequence[rates.Per]:
    if what is CrimeType.BURGLARY:
        return (rates.Per.HOUSEHOLDS, rates.Per.RESIDENTS, rates.Per.WORKDAY)
    return (rates.Per.RESIDENTS, rates.Per.WORKDAY)


def breaks_between(values: NDArray[np.float64]) -> tuple[float, ...]:
    """At most four rising numbers above 0 that part `values` into near fifths; () where too few or all are equal."""
    if len(values) < LEAST_AREAS or float(values.min()) == float(values.max()):
        return ()
    fifths = np.unique(np.percentile(values, [20, 40, 60, 80]))
    fifths = fifths[fifths > 0]
    if not len(fifths):
        # Four areas in five have none: one break parts those that have some.
        fifths = values[values > 0].min(keepdims=True)
    step = _step(fifths)
    rounded = np.floor(fifths / step + 0.5) * step
    return tuple(sorted({round(float(value), 1) for value in rounded if FINEST <= value <= values.max()}))


def _step(fifths: NDArray[np.float64]) -> float:
    """The roundest step that keeps the fifths apart, from 0 too, and no finer than FINENESS asks."""
    apart = float(np.diff(fifths, prepend=0.0).min())
    spread = float(fifths[-1] - fifths[0])
    return _round_below(max(apart, spread / FINENESS, FINEST))


def _round_below(size: float) -> float:
    """The largest of STEPS times a power of ten that is not above `size`; 0.1, 0.2, 0.5 and up."""
    power = 10.0 ** np.floor(np.log10(size * (1 + 1e-9)))
    step = max(one for one in STEPS if one * power <= size * (1 + 1e-9)) * float(power)
    return 0.2 if abs(step - 0.25) < 1e-9 else max(step, FINEST)
