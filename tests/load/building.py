"""Building a whole release: against the bare copy, its memory, and what one more month costs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.load.lines import Aim, Line
from tests.load.material import Material
from tests.load.measuring import child


def measure(material: Material) -> Iterator[Line]:
    """From scratch on an empty shelf, then with a further month on the same shelf."""
    full: dict[str, Any] = material.build(material.recipe, material.releases)
    bare = child("copy", archive=material.archive, scratch=material.folder, forces=material.forces)
    more: dict[str, Any] = material.build(material.next_recipe, material.releases)
    months = full["steps"].get("months", 0.0)
    steps = ", ".join(f"{name.lower()} {cpu:.1f}" for name, cpu in full["steps"].items() if cpu >= 0.1)
    per_row = bare["cpu"] / bare["rows"] * full["rows"]
    yield Line(
        "build", "a whole release, boundaries never seen before", full["cpu"], "s cpu", per_row, Aim(2.3),
        f"{full['rows']:,} rows, {full['wall']:.0f} s by the clock; processor seconds by step: {steps}",
    )  # fmt: skip
    yield Line("build", "of it the months (what grows with them)", months, "s cpu", per_row, Aim(2.3))
    yield Line("build", "peak memory", full["peak"], "MB", None, Aim(1024, of="ours"),
               f"{more['peak']:.0f} MB with one more month")  # fmt: skip
    steps = ", ".join(f"{name.lower()} {cpu:.1f}" for name, cpu in more["steps"].items() if cpu >= 0.1)
    yield Line(
        "build", "one more month, the rest as before", more["cpu"], "s cpu", full["cpu"],
        Aim(0.5),
        f"the reference is the build of all months before; {more['wall']:.0f} s by the clock; by step: {steps}",
    )  # fmt: skip
