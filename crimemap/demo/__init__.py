"""The demonstration county: invented files in the publishers' own formats, to run, show and test everything with.

In the order of the work: `plan` (what is where, drawn by hand) → `ground` (coast, rivers, hills, railway) → `streets`
(towns cut into blocks) → `areas` (small areas and all that is made of them) → `people` (residents, deprivation,
vintages, postcodes) → `points` (the publisher's map points) → `crime` (what happened) → `police`, `county`, `files`
(as the publishers write it). `lines` holds chance, curves and the sheet that all of it lies on.

The same seed and date give the same bytes of every file. Nothing in it is real.
"""

from crimemap.demo.county import write_county

__all__ = ["write_county"]
