"""Verify finds one changed byte in every file, and figures that do not add up."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from crimemap.pipeline import Built
from crimemap.release import Release
from crimemap.release.manifest import Manifest
from crimemap.release.verify import check


@pytest.fixture
def copy(grid: Release, tmp_path: Path) -> Path:
    return Path(shutil.copytree(grid.folder, tmp_path / grid.id))


def test_a_sound_release_has_no_fault(copy: Path, grid_built: Built) -> None:
    assert check(copy, grid_built.id) == []


def test_one_changed_byte_is_found_in_every_file(copy: Path, grid_built: Built) -> None:
    files = [path for path in sorted(copy.rglob("*")) if path.is_file() and path.stat().st_size]
    assert len(files) >= 20
    for path in files:
        sound = path.read_bytes()
        for place in {0, len(sound) // 3, len(sound) // 2, len(sound) - 1}:
            data = bytearray(sound)
            data[place] ^= 1
            path.write_bytes(data)
            faults = check(copy, grid_built.id)
            name = path.relative_to(copy).as_posix()
            assert faults, f"{name}: byte {place}"
            assert faults[0].startswith(name), faults
        path.write_bytes(sound)
    assert check(copy, grid_built.id) == []


def test_a_file_that_is_missing_or_too_many_is_found(copy: Path, grid_built: Built) -> None:
    (copy / "extra.txt").write_text("x")
    (copy / "split.npy").unlink()
    assert check(copy, grid_built.id) == ["extra.txt is not in the manifest", "split.npy is missing"]


def test_a_release_under_another_name_is_found(copy: Path) -> None:
    assert "not of 2026-09-00000000" in check(copy, "2026-09-00000000")[0]


def test_a_release_of_an_older_format_is_called_old_not_changed(copy: Path) -> None:
    manifest = Manifest.from_bytes((copy / "manifest.json").read_bytes())
    older = json.loads(manifest.model_copy(update={"format": 1}).to_bytes())
    del older["classes"], older["outcomes"], older["surveys"]
    (copy / "manifest.json").write_text(json.dumps(older))
    assert check(copy, manifest.id) == [
        "manifest.json is of format 1; this version reads format 3: build it again"
    ]


def test_a_folder_without_a_manifest_is_no_release(tmp_path: Path) -> None:
    assert check(tmp_path, "2026-09-00000000")[0].startswith("manifest.json cannot be read")


def test_figures_that_do_not_add_up_are_found_though_every_digest_is_right(copy: Path) -> None:
    split = np.load(copy / "split.npy")
    split[0, 0, 0, 1] += 1
    np.save(copy / "split.npy", split)
    manifest = Manifest.from_bytes((copy / "manifest.json").read_bytes())
    files = dict(manifest.files) | {
        "split.npy": hashlib.sha256((copy / "split.npy").read_bytes()).hexdigest()
    }
    forged = manifest.model_copy(update={"files": files}).named()
    (copy / "manifest.json").write_bytes(forged.to_bytes())
    faults = check(copy, forged.id)
    assert "easton" in faults[0] or "btp" in faults[0]
    assert faults[-1] == "the forces' counts are not located, outside and unlocated together"
