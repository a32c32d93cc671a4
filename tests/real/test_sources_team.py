"""A real neighbourhood as the police API answered: contact, links, and nothing that has to be left out."""

import json
import shutil
from pathlib import Path

from crimemap.sources.police_team import read_teams
from crimemap.team import Contact

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data"
ID = "AA3"


def test_a_real_answer_is_read_whole(tmp_path: Path) -> None:
    folder = tmp_path / "gloucestershire"
    (folder / ID).mkdir(parents=True)
    listed = json.loads((DATA / "api/neighbourhoods.json").read_text())
    (folder / "neighbourhoods.json").write_text(json.dumps(listed))
    shutil.copyfile(DATA / "api/AA3.json", folder / ID / "neighbourhood.json")
    read = read_teams(folder)
    assert read.notes == ()
    assert len(read.teams) == len(listed)
    team = next(team for team in read.teams if team.code == "gloucestershire-aa3")
    assert team.name == "St Marks"
    assert team.contacts == (Contact("twitter", "https://twitter.com/CheltPolice"),)
    assert len(team.links) == 6
    assert team.links[0].url == "http://www.cheltenham.gov.uk"
    assert team.url.startswith("https://www.gloucestershire.police.uk/")
