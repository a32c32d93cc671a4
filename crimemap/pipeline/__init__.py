"""One release from its input file: read → protect → assign → count → verify → swap.

    built = build(Path("SOURCES.toml"), Shelf(settings.releases), at=now, progress=...)

The files, in the data's order: inputs · lookups · boundaries · family · shapes (atlas) → received → assign →
register · count → months → coverage · people · centres → places · background → write. `earlier` knows what
need not be done again.
"""

from crimemap.pipeline.build import Built, build
from crimemap.pipeline.progress import Progress, Silent

__all__ = ["Built", "Progress", "Silent", "build"]
