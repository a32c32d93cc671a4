"""A measured line, and the table that they make: rich on a terminal, plain elsewhere, JSON for a machine."""

from __future__ import annotations

import json
import platform
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

import psutil
from rich.console import Console
from rich.table import Table

HEADINGS = ("row", "what", "ours", "reference", "ratio", "aim", "met")


@dataclass(frozen=True, slots=True)
class Aim:
    """What a number should be: at most (`best` low) or at least (high) `limit`, of the ratio or of our own value."""

    limit: float
    of: Literal["ratio", "ours"] = "ratio"
    best: Literal["low", "high"] = "low"

    def met(self, ratio: float | None, ours: float) -> bool | None:
        """None where there is no ratio to judge."""
        value = ratio if self.of == "ratio" else ours
        if value is None:
            return None
        return value <= self.limit if self.best == "low" else value >= self.limit


@dataclass(frozen=True, slots=True)
class Line:
    """One number beside its reference, both measured in this run. `note` says what the number alone does not."""

    row: str
    what: str
    ours: float
    unit: str
    reference: float | None = None
    aim: Aim | None = None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        return self.ours / self.reference if self.reference else None

    @property
    def met(self) -> bool | None:
        return self.aim.met(self.ratio, self.ours) if self.aim else None

    def cells(self) -> tuple[str, ...]:
        """As the table has them."""
        return (
            self.row,
            self.what,
            _value(self.ours, self.unit),
            "" if self.reference is None else _value(self.reference, self.unit),
            "" if self.ratio is None else _share(self.ratio),
            self._aim_text(),
            {True: "yes", False: "NO", None: ""}[self.met],
        )

    def _aim_text(self) -> str:
        if self.aim is None:
            return ""
        limit = _share(self.aim.limit) if self.aim.of == "ratio" else _value(self.aim.limit, self.unit)
        return f"{'≤' if self.aim.best == 'low' else '≥'} {limit}"


def _value(value: float, unit: str) -> str:
    digits = f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.3g}"
    return f"{digits} {unit}".strip()


def _share(ratio: float) -> str:
    """Small ratios as per cent, others as times."""
    return f"{ratio:.2%}" if ratio < 0.1 else f"{ratio:.2f}×"


def show(lines: Sequence[Line], said: Sequence[str]) -> None:
    """Print the table, what it was measured on, and the notes."""
    console = Console(highlight=False)
    if console.is_terminal:
        table = Table(*HEADINGS, box=None, pad_edge=False)
        for line in lines:
            table.add_row(*line.cells(), style={False: "red", True: "", None: "dim"}[line.met])
        console.print(table)
    else:
        rows = [HEADINGS, *(line.cells() for line in lines)]
        widths = [max(len(row[n]) for row in rows) for n in range(len(HEADINGS))]
        for row in rows:
            print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    for text in (*said, *(f"{line.row}, {line.what}: {line.note}" for line in lines if line.note)):
        console.print(text, markup=False, soft_wrap=True)


def write(path: Path, lines: Sequence[Line], said: Sequence[str], *, quick: bool) -> None:
    """The same for a machine."""
    path.parent.mkdir(parents=True, exist_ok=True)
    told: dict[str, Any] = {
        "at": datetime.now().astimezone().isoformat(timespec="seconds"),
        "quick": quick,
        "python": platform.python_version(),
        "processors": psutil.cpu_count(),
        "load_average": psutil.getloadavg(),
        "measured_on": list(said),
        "lines": [{**asdict(line), "ratio": line.ratio, "met": line.met} for line in lines],
    }
    path.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", "utf-8")


def tell(text: str) -> None:
    """What is going on, on stderr."""
    print(text, file=sys.stderr, flush=True)
