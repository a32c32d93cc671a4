"""Reading a month set: ours against a bare typed copy of the same zip."""

from __future__ import annotations

from collections.abc import Iterator

from tests.load.lines import Aim, Line
from tests.load.material import Material
from tests.load.measuring import child, in_turns


def measure(material: Material) -> Iterator[Line]:
    """Processor seconds, each in a process of its own."""
    given = {"archive": material.archive, "scratch": material.folder, "forces": material.forces}
    told: dict[str, dict[str, float]] = {}

    def run(job: str) -> float:
        told[job] = child(job, **given)
        return told[job]["cpu"]

    ours, reference = in_turns(1 if material.quick else 3, lambda: run("read"), lambda: run("copy")).medians
    last, bare = told["read"], told["copy"]
    if last["rows"] != bare["rows"]:
        raise RuntimeError(f"{last['rows']} rows read, {bare['rows']} copied")
    yield Line(
        "read", "read, join to map points, sort, one file a month", ours, "s cpu", reference, Aim(1.8),
        f"{last['rows']:,.0f} rows; the reference is a bare typed DuckDB copy to zstd Parquet. By the clock"
        f" {last['wall']:.2f} and {bare['wall']:.2f} s; peak memory {last['peak']:.0f} and {bare['peak']:.0f} MB",
    )  # fmt: skip
