"""The input file: every key of it, and what is said of one that is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from crimemap.pipeline.inputs import Recipe, load
from crimemap.terms import AreaKind, Refusal

LEAST = 'name = "A"\n[police]\narchives = ["a.zip"]\n'

EVERY_KEY = """
name = "Cambridgeshire"
forces = ["cambridgeshire"]
lsoa = 2021

[police]
archives = ["f"]
[history]
release = "2026-08-1f3a9c0d"
[neighbourhoods]
folder = "f"
[[areas]]
kind = "neighbourhood"
file = "f"
layer = "l"
code = "c"
name = "n"
force = "cambridgeshire"
vintage = 2022
within = "force"
[[areas]]
kind = "force"
file = "f"
code = "c"
name = "n"
force_column = "slug"
[[population]]
kind = "workday"
file = "f"
code = "c"
count = "n"
vintage = 2021
year = 2021
[[deprivation]]
scale = "IMD 2025"
nation = "England"
file = "f"
code = "c"
rank = "r"
decile = "d"
vintage = 2021
[[lookups]]
kind = "lsoa11-lsoa21"
file = "f"
from = "a"
to = "b"
change = "c"
[[postcodes]]
format = "onspd"
file = "f"
[[surveys]]
format = "mopac"
file = "f"
[[indicators]]
file = "f"
[similar]
file = "f"
area = "a"
like = "b"
[[names]]
file = "f"
code = "c"
name = "n"
[[basemap]]
kind = "road"
file = "f"
layer = "roads"
name = "name"
class = "class"
"""


def loaded(folder: Path, text: str, *files: str) -> Recipe:
    for name in files:
        (folder / name).write_text("")
    (folder / "sources.toml").write_text(text)
    return load(folder / "sources.toml")


def test_every_key_is_known(tmp_path: Path) -> None:
    recipe = loaded(tmp_path, EVERY_KEY, "f")
    assert recipe.areas[0].within is AreaKind.FORCE
    assert (recipe.lookups[0].source, recipe.lookups[0].target) == ("a", "b")
    assert recipe.basemap[0].klass == "class"
    assert (recipe.surveys[0].format, recipe.indicators[0].file) == ("mopac", "f")


def test_paths_are_relative_to_the_input_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    recipe = loaded(tmp_path, LEAST, "a.zip")
    assert recipe.path("a.zip") == tmp_path / "a.zip"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (LEAST + "[extra]\n", "extra: there is no such key"),
        (LEAST.replace('name = "A"\n', ""), "name: the key is missing"),
        (LEAST.replace('["a.zip"]', "[]"), "police.archives"),
        (LEAST.replace('"A"', "7"), "name = 7"),
        (LEAST + 'file = "x"\n', "police.file: there is no such key"),
        ('file = "x"\n' + LEAST, "file: there is no such key"),
        ('forces = ["West Police"]\n' + LEAST, "forces[0] = 'West Police'"),
        ("lsoa = 2001\n" + LEAST, "lsoa = 2001"),
        (LEAST.replace('"a.zip"', '"b.zip"'), "police.archives[0] = 'b.zip': there is no such file"),
        (LEAST + '[[areas]]\nkind="ward"\nfile="a.zip"\ncode="c"\nname="n"\nforce="kent"\n', "force is a key of"),
        (
            LEAST + '[[areas]]\nkind="neighbourhood"\nfile="a.zip"\ncode="c"\nname="n"\nforce="a"\nforce_column="b"\n',
            "one of the two",
        ),
        (LEAST + '[[areas]]\nkind="ward"\nfile="a.zip"\ncode="c"\nname="n"\nwithin="ward"\n', "areas[0].within"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_its_key(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(Refusal) as caught:
        loaded(tmp_path, text, "a.zip")
    assert said in str(caught.value)
    assert str(tmp_path / "sources.toml") in str(caught.value)


def test_an_input_file_that_is_not_there_or_not_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="no such input file"):
        load(tmp_path / "nowhere.toml")
    (tmp_path / "sources.toml").write_bytes(b"name = '\xff'")
    with pytest.raises(Refusal, match="UTF-8"):
        load(tmp_path / "sources.toml")
