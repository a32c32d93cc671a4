"""What is installed is named and hashed in the locks; where it comes from is the installing machine's affair."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PYTHON_LOCKS = ("requirements.txt", "requirements-test.txt")
NPM_LOCKS = ("package-lock.json", "tests/browser/package-lock.json")


@pytest.mark.parametrize("name", [*PYTHON_LOCKS, *NPM_LOCKS])
def test_no_lock_names_a_host(name: str) -> None:
    assert not re.search(r"://|--(extra-)?index|--find-links", (ROOT / name).read_text())


@pytest.mark.parametrize("name", PYTHON_LOCKS)
def test_every_python_package_is_pinned_and_hashed(name: str) -> None:
    entries = re.split(r"\n(?=[a-z0-9])", (ROOT / name).read_text(), flags=re.IGNORECASE)[1:]
    assert len(entries) > 20
    assert [
        entry.splitlines()[0] for entry in entries if "==" not in entry or "--hash=sha256:" not in entry
    ] == []


@pytest.mark.parametrize("name", NPM_LOCKS)
def test_every_npm_package_carries_its_integrity(name: str) -> None:
    packages = json.loads((ROOT / name).read_text())["packages"]
    assert [path for path, entry in packages.items() if path and not entry.get("integrity")] == []


@pytest.mark.parametrize("name", ["package.json", "tests/browser/package.json"])
def test_npm_packages_are_asked_for_by_exact_version(name: str) -> None:
    wanted = json.loads((ROOT / name).read_text())
    versions = {**wanted.get("dependencies", {}), **wanted.get("devDependencies", {})}
    assert [
        package for package, version in versions.items() if not re.fullmatch(r"\d+\.\d+\.\d+", version)
    ] == []


def test_the_test_lock_holds_every_package_of_the_run_lock_at_the_same_version() -> None:
    run, test = (
        set(re.findall(r"^[\w.-]+==[^ ;]+", (ROOT / lock).read_text(), re.MULTILINE)) for lock in PYTHON_LOCKS
    )
    assert run <= test
