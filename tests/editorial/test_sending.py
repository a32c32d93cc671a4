"""Runs that send letters: which are alive, which were killed, and what a killed one had sent."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading

import pytest

from crimemap.editorial import sending

HOLD = """
import sys, time
from pathlib import Path
from crimemap.editorial import sending
with sending.running(Path(sys.argv[1])) as run:
    run.took("first")
    run.took("second")
    print(run.id, flush=True)
    time.sleep(600)
"""


@pytest.fixture
def held(tmp_path):
    """A run of another process that lives: (its process, its number)."""
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    yield process, process.stdout.readline().strip()
    process.kill()
    process.wait()
    process.stdout.close()


def found(folder):
    with sending.dead(folder) as ended:
        return ended


def test_a_run_that_lives_is_left_alone(tmp_path, held):
    assert found(tmp_path) == ()


def test_a_killed_run_is_found_at_once_with_all_that_it_had_sent_and_only_once(tmp_path, held):
    process, name = held
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert found(tmp_path) == (sending.Dead(name, frozenset({"first", "second"})),)
    assert found(tmp_path) == ()


def test_a_killed_run_is_kept_until_what_it_left_is_dealt_with(tmp_path, held):
    process, name = held
    process.kill()
    process.wait()

    def fail() -> None:
        with sending.dead(tmp_path) as ended:
            raise KeyError(ended[0].id)

    with pytest.raises(KeyError, match=name):
        fail()
    assert [each.id for each in found(tmp_path)] == [name]


def test_two_who_look_at_once_do_not_find_the_same_run(tmp_path, held):
    process, _name = held
    process.kill()
    process.wait()
    inner = []
    with sending.dead(tmp_path) as ended:
        looking = threading.Thread(target=lambda: inner.append(found(tmp_path)))
        looking.start()
        looking.join(30)
    assert (len(ended), inner) == (1, [()])


def test_a_letter_that_came_back_is_not_out_until_it_is_handed_over_again(tmp_path):
    tmp_path.joinpath("abc").write_bytes(b"first\nsecond\n-first\n-second\nsecond\n")
    assert found(tmp_path) == (sending.Dead("abc", frozenset({"second"})),)


def test_half_a_line_is_no_letter(tmp_path):
    tmp_path.joinpath("abc").write_bytes(b"whole\nhal")
    assert found(tmp_path) == (sending.Dead("abc", frozenset({"whole"})),)


def test_a_run_that_ends_well_leaves_no_file_and_one_that_does_not_is_told_of(tmp_path):
    with sending.running(tmp_path) as own:
        own.took("first")
    assert found(tmp_path) == ()

    def stopped() -> None:
        with sending.running(tmp_path) as own:
            own.took("second")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    assert [each.sent for each in found(tmp_path)] == [{"second"}]


def test_only_its_owner_may_read_it(tmp_path):
    folder = tmp_path / "sending"
    with sending.running(folder) as own:
        assert (folder / own.id).stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700
