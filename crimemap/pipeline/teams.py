"""Teams as the police publish them → teams.sqlite: those of the neighbourhoods that this release has."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

import orjson

from crimemap.pipeline.atlas import Atlas
from crimemap.pipeline.background import finish, new_file
from crimemap.pipeline.earlier import digest_of
from crimemap.pipeline.inputs import Recipe
from crimemap.release import layout
from crimemap.sources.police_api import BOUNDARY, LISTED
from crimemap.sources.police_team import read_teams
from crimemap.team import Team
from crimemap.terms import AreaKind, Refusal

_NAMED: Final = 3
_NOTES: Final = 20
"""How many neighbourhoods a note names, and how many notes a folder has, before they are counted."""


def write(folder: Path, recipe: Recipe, atlas: Atlas, notes: list[str]) -> None:
    """Write teams.sqlite where [neighbourhoods] names a folder; what is left out is appended to `notes`.

    A team belongs to the neighbourhood with its code, wherever that neighbourhood's boundary is from. Raises Refusal
    where two folders hold the same force.
    """
    given = recipe.neighbourhoods.all_folders if recipe.neighbourhoods else ()
    if not given:
        return
    layer = atlas.layer(AreaKind.NEIGHBOURHOOD)
    known = set(layer.codes) if layer else set()
    found: dict[str, Team] = {}
    for key, written in given:
        read = read_teams(recipe.path(written))
        notes += (f"{written}: {note}" for note in read.notes[:_NOTES])
        if len(read.notes) > _NOTES:
            notes.append(f"{written}: {len(read.notes) - _NOTES:,} more of the same kinds")
        elsewhere = [team for team in read.teams if team.code not in known]
        if elsewhere:
            notes.append(f"{written}: {_some(elsewhere)}: no such neighbourhood in this release; left out")
        for team in read.teams:
            if team.code in found:
                raise Refusal(
                    f"{recipe.file}: {key} = {written!r}: the team of {team.code!r} came with another folder already."
                )
            if team.code in known:
                found[team.code] = team
    connection = new_file(folder / layout.TEAMS)
    connection.executescript(layout.TEAMS_SCHEMA)
    connection.executemany(
        "INSERT INTO teams VALUES (?, ?)",
        ((code, orjson.dumps(found[code], option=orjson.OPT_SORT_KEYS).decode()) for code in sorted(found)),
    )
    finish(connection)


def boundaries_of(folder: Path) -> dict[str, object]:
    """What a folder of neighbourhoods says of areas: its force, and a digest of names and boundaries.

    A new person in a team is no reason to read every boundary again.
    """
    digest = hashlib.sha256()
    for path in sorted([folder / LISTED, *folder.glob(f"*/{BOUNDARY}")]):
        if path.is_file():
            digest.update(f"{path.relative_to(folder).as_posix()} {digest_of(path)}\n".encode())
    return {"force": folder.resolve().name, "boundaries": digest.hexdigest()}


def _some(teams: list[Team]) -> str:
    named = ", ".join(f"{team.code} ({team.name})" for team in teams[:_NAMED])
    return named + (f" and {len(teams) - _NAMED:,} more" if len(teams) > _NAMED else "")
