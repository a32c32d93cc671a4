"""A release's folder: made out of sight, checked, put in place by one rename, or not at all."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from crimemap.pipeline.earlier import digest_of
from crimemap.release import layout
from crimemap.release.manifest import Manifest
from crimemap.release.shelf import BUILDING, Shelf, sync_folder
from crimemap.release.verify import check
from crimemap.terms import Refusal

_SCRATCH = "scratch"


@contextmanager
def unharmed(shelf: Shelf) -> Iterator[None]:
    """What the disk refuses, to read or to write, is one sentence; the served release is as it was."""
    try:
        yield
    except (OSError, duckdb.IOException, duckdb.OutOfMemoryException, sqlite3.OperationalError) as fault:
        if isinstance(fault, sqlite3.OperationalError) and not _is_of_the_disk(fault):
            raise
        raise Refusal(
            f"The build stopped, and the served release is as it was: {_what_failed(shelf, fault)}."
        ) from fault


def _what_failed(shelf: Shelf, fault: Exception) -> str:
    """The input that could not be read, or the shelf that could not be written, and why."""
    named = fault.filename if isinstance(fault, OSError) else None
    if named and not Path(named).resolve().is_relative_to(shelf.folder.resolve()):
        return f"{named} could not be read: {getattr(fault, 'strerror', fault)}"
    return f"{shelf.folder} could not be written: {' '.join(str(fault).split())}"


@contextmanager
def workshop(shelf: Shelf) -> Iterator[Path]:
    """A folder to build in, on the same device as the shelf; removed when left, whatever happened.

    What a killed build left behind is removed first: the lock is ours, so that none of it is in use.
    """
    folder = shelf.folder / f"{BUILDING}{os.getpid()}"
    try:
        for dead in shelf.folder.glob(f"{BUILDING}*"):
            shutil.rmtree(dead)
        for part in ("facts", "counts", "points", "outcomes", _SCRATCH):
            (folder / part).mkdir(parents=True)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _is_of_the_disk(fault: sqlite3.Error) -> bool:
    return fault.sqlite_errorname.startswith(("SQLITE_FULL", "SQLITE_IOERR", "SQLITE_CANTOPEN"))


def scratch(folder: Path) -> Path:
    """Where unpacked files stand while they are read."""
    return folder / _SCRATCH


def digests(folder: Path) -> dict[str, str]:
    """Every file of the release and its SHA-256, without the manifest."""
    shutil.rmtree(scratch(folder))
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): digest_of(path) for path in paths}


def publish(folder: Path, manifest: Manifest, shelf: Shelf) -> bool:
    """Write the manifest, check the whole, and put it on the shelf; False where it stood there already.

    Raises Refusal where the release does not add up.
    """
    manifest = manifest.named()
    (folder / layout.MANIFEST).write_bytes(manifest.to_bytes())
    faults = check(folder, manifest.id)
    if faults:
        raise Refusal(f"The release does not add up and is not published: {faults[0]}.")
    target = shelf.folder / manifest.id
    if target.is_dir():
        if not check(target, manifest.id):
            return False
        # Damaged since: the sound one takes its place under the same id.
        target.rename(folder.with_name(f"{BUILDING}damaged-{manifest.id}"))
    for path in folder.rglob("*"):
        _sync(path)
    _sync(folder)
    folder.rename(target)
    sync_folder(shelf.folder)
    return True


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
