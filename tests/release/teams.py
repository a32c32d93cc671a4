"""The police's answers for the handmade grid, as `crimemap fetch police` writes them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.release.handmade import RECIPE, STANDARD_ROWS, Row, write_inputs

TEAMS = '\n[neighbourhoods]\nteams = ["police-api/weston"]\n'
TEAMS_RECIPE = RECIPE + TEAMS
LEFT: dict[str, Any] = {
    "neighbourhood": {"contact_details": {"email": "left@weston.example", "telephone": "01632 960114"},
                      "url_force": "https://www.weston.example/left/", "links": [], "locations": []},
    "people": [{"name": "Rowan", "rank": "Sgt", "bio": "<p>Ten <script>alert(1)</script>years</p>",
                "contact_details": {}},
               {"name": "Hazel", "rank": "PC", "bio": "<img src=x onerror=alert(1)>", "contact_details": {}},
               {"name": "Vacant", "rank": "PCSO", "bio": None, "contact_details": {}}],
    "events": [
        {"title": "Meeting", "type": "meeting", "address": "Weston Library", "description": None,
         "start_date": "2026-12-03T19:00:00", "end_date": "2026-12-03T20:30:00", "contact_details": {}},
        {"title": "Night walk", "type": "meeting", "address": "Market Place", "description": None,
         "start_date": "2027-03-27T23:00:00", "end_date": "2027-03-28T03:00:00", "contact_details": {}},
        {"title": "Last month’s", "type": "meeting", "address": "Weston Library", "description": None,
         "start_date": "2026-11-05T19:00:00", "end_date": "2026-11-05T20:30:00", "contact_details": {}}],
    "priorities": [{"issue": "<p>Riders & noise</p>", "issue-date": "2026-09-19T00:00:00",
                    "action": "<p>Two gates</p>", "action-date": "2026-11-03T00:00:00"},
                   {"issue": "<p>Vans</p>", "issue-date": None, "action": None, "action-date": None}],
}  # fmt: skip
"""Of weston-n1. weston-n2 has published nothing."""


def write_teams(
    folder: Path, force: str, teams: dict[str, dict[str, Any]], *, fetched: str = "2026-11-20"
) -> None:
    """A force's folder: id → file → content."""
    inner = folder / "police-api" / force
    inner.mkdir(parents=True, exist_ok=True)
    listed = [{"id": identity, "name": f"{force.title()} {identity}"} for identity in teams]
    (inner / "neighbourhoods.json").write_text(json.dumps(listed))
    (inner / "fetched.json").write_text(json.dumps({"date": fetched}))
    for identity, files in teams.items():
        (inner / identity).mkdir(exist_ok=True)
        for name, content in files.items():
            (inner / identity / f"{name}.json").write_text(json.dumps(content))


def write_grid(folder: Path, rows: tuple[Row, ...] = STANDARD_ROWS, recipe: str = TEAMS_RECIPE) -> Path:
    """The handmade grid's input file, with the teams of one of its forces."""
    sources = write_inputs(folder, rows, recipe)
    write_teams(folder, "weston", {"N1": LEFT, "N2": {}, "N9": LEFT})
    return sources
