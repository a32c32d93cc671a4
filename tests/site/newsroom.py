"""Signed-in visits for tests: who is signed in is put there; how one signs in is tested by itself."""

from __future__ import annotations

import re

from flask import Flask
from werkzeug.test import TestResponse

from crimemap.editorial.people import Grant, Person, Role
from tests.site.client import CheckingClient

PARTNERSHIP = "E22900001"  # of the small release


def person(name: str, *roles: Role, partnership: str = "*") -> Person:
    return Person(f"{name.lower()}-id", name, frozenset(Grant(role, partnership) for role in roles))


def signed_in(app: Flask, somebody: Person | None) -> CheckingClient:
    """A client for `somebody`; the last one asked for is who is signed in to `app`."""
    app.extensions["crimemap.who"] = lambda: somebody
    return app.test_client()


def hidden(page: TestResponse, name: str = "csrf_token") -> str:
    """The value of a hidden field of a page."""
    found = re.search(rf'name="{name}"[^>]*value="([^"]*)"', page.text)
    assert found, f"no hidden field {name}"
    return found[1]
