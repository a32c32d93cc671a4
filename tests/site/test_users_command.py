"""`crimemap users`: the first administrator, and what only an operator can do."""

from __future__ import annotations

import datetime as dt

import pytest
from click.testing import CliRunner

from crimemap.cli import main
from tests.site.conftest import publish, site_of
from tests.site.signing import PASSWORD, code_at, send

ADD = (
    "users",
    "add",
    "ash@example.gov.uk",
    "--name",
    "Ash Tree",
    "--role",
    "administrator",
    "--partnership",
    "*",
)


@pytest.fixture
def run(tmp_path, monkeypatch):
    publish(tmp_path, facts=False)
    monkeypatch.setenv("CRIMEMAP_DATA", str(tmp_path))
    return lambda *arguments: CliRunner().invoke(main, list(arguments))


def path_of(result) -> str:
    assert result.exit_code == 0, result.output
    address = result.stdout.splitlines()[-1]
    assert address.startswith("http://127.0.0.1:8000/newsroom/invitations/")
    return address.removeprefix("http://127.0.0.1:8000")


def test_the_first_administrator_comes_in_by_the_link_of_the_last_line(run, tmp_path):
    client = site_of(tmp_path).test_client()
    link = path_of(run(*ADD))
    page = client.get(send(client, client.get(link), password=PASSWORD).location)
    secret = page.text.split('cm-key-text">')[1].split("<")[0]
    send(client, page, code=code_at(secret, dt.datetime.now(dt.UTC)))
    assert client.get("/newsroom/accounts/new").status_code == 200
    assert run("users", "list").stdout == "ash@example.gov.uk\tAsh Tree\tactive\tadministrator everywhere\n"
    refused = run("users", "remove", "--yes", "ash@example.gov.uk")
    assert refused.exit_code == 1
    assert "last administrator" in refused.stderr


def test_nobody_has_a_password_before_choosing_one(run):
    run(*ADD)
    assert "\tinvited\t" in run("users", "list").stdout


def test_an_address_is_invited_once(run):
    run(*ADD)
    again = run(*ADD)
    assert (again.exit_code, again.stdout) == (1, "")
    assert "There is an account" in again.stderr


def test_a_lost_phone_is_set_up_anew_by_another_link(run, tmp_path):
    first = path_of(run(*ADD))
    second = path_of(run("users", "reset-second-factor", "ASH@example.gov.uk"))
    client = site_of(tmp_path).test_client()
    assert client.get(first).status_code == 410
    assert client.get(second).status_code == 200


def test_a_removed_account_is_gone(run):
    run(*ADD)
    assert run("users", "remove", "--yes", "ash@example.gov.uk").exit_code == 0
    assert run("users", "list").stdout == ""
    assert run("users", "remove", "--yes", "ash@example.gov.uk").exit_code == 1


@pytest.mark.parametrize("missing", ["--name", "--role", "--partnership"])
def test_what_an_account_needs_is_asked_for(run, missing):
    arguments = list(ADD)
    at = arguments.index(missing)
    del arguments[at : at + 2]
    assert run(*arguments).exit_code == 2
