"""The import contracts name rooms one by one: a room that is added must be placed in each of them."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CONTRACTS = {
    contract["id"]: contract
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
}
ROOMS = {
    f"crimemap.{entry.stem}"
    for entry in (ROOT / "crimemap").iterdir()
    if (entry.suffix == ".py" and entry.stem != "__init__") or (entry / "__init__.py").exists()
}

# Rooms that a contract lets through, by design.
FREE = {
    "received": {
        "cli",
        "factory",
        "demo",
        "pipeline",
        "sources",
        "disclosure",
        "figure",
        "survey",
        "team",
        "language",
        "terms",
        "settings",
    },
    "flask": {"cli", "factory", "web", "cache"},
}


@pytest.mark.parametrize("contract", sorted(FREE))
def test_every_room_is_either_bound_by_the_contract_or_let_through_on_purpose(contract: str) -> None:
    free = {f"crimemap.{room}" for room in FREE[contract]}
    assert ROOMS - free - set(CONTRACTS[contract]["source_modules"]) == set()
