"""`python -m tests.load [--only ROW …] [--quick]`: ratios against their references. docs/benchmarks.md reads them.

Nothing here is a test: it ends with 0 whatever the numbers are, and with 1 where something could not be measured.
"""

from __future__ import annotations

import argparse
import importlib
import sys
import tempfile
import time
import traceback
from pathlib import Path

from tests.county import ROOT
from tests.load.lines import Line, show, tell, write
from tests.load.material import Material

ROWS = {
    "read": "reading",
    "build": "building",
    "assign": "assigning",
    "figures": "figures",
    "map": "drawing",
    "cached": "serving",
    "area": "pages",
    "phone": "phone",
    "misses": "misses",
    "start": "starting",
    "print": "printing",
}
"""The rows, and the module of each; imported when asked for, so that one that cannot be does not stop the others."""

RESULT = ROOT / "build" / "bench.json"


def main() -> int:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.load", description="Ratios against their references."
    )
    parser.add_argument(
        "--only", nargs="+", choices=ROWS, default=list(ROWS), metavar="ROW", help=" ".join(ROWS)
    )
    parser.add_argument("--quick", action="store_true", help="a few forces, fewer rounds: under a minute")
    given = parser.parse_args()
    RESULT.parent.mkdir(exist_ok=True)
    lines: list[Line] = []
    failed: list[str] = []
    # In build/ and not in the system's temporary folder: that one may be memory, and links need one file system.
    with tempfile.TemporaryDirectory(dir=RESULT.parent, prefix="bench-") as folder:
        material = Material(Path(folder), given.quick)
        for row in given.only:
            _measure(row, material, lines, failed)
        said = [*material.said(), *failed]
    show(lines, said)
    write(RESULT, lines, said, quick=given.quick)
    tell(f"Written to {RESULT.relative_to(ROOT)}")
    return 1 if failed else 0


def _measure(row: str, material: Material, lines: list[Line], failed: list[str]) -> None:
    tell(f"Measuring: {row}")
    start = time.perf_counter()
    try:
        lines += importlib.import_module(f"tests.load.{ROWS[row]}").measure(material)
    except Exception as fault:  # noqa: BLE001  # one row that fails is said, and the others are measured
        traceback.print_exc()
        failed.append(f"{row}: could not be measured: {fault}")
    tell(f"  {time.perf_counter() - start:.0f} s")


if __name__ == "__main__":
    sys.exit(main())
