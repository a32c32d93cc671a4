"""Who may use each route of the newsroom: one table, and a visit by everybody to every one of them."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from crimemap.editorial.people import Role
from tests.site.newsroom import PARTNERSHIP, hidden, person, signed_in

AUTHOR, APPROVER, ADMINISTRATOR = Role.AUTHOR, Role.APPROVER, Role.ADMINISTRATOR
EVERYBODY = frozenset()  # signed in or not: the way in
SIGNED_IN = frozenset(Role)
WRITERS = frozenset({AUTHOR, APPROVER})
AUTHORS = frozenset({AUTHOR})
APPROVERS = frozenset({APPROVER})
ADMINISTRATORS = frozenset({ADMINISTRATOR})
READERS_OF_THE_AUDIT = frozenset({APPROVER, ADMINISTRATOR})

STEP = "<any(result,checks,words,showing):step>"

# (address, method) → who.
TABLE = {
    # the way in
    ("/sign-in", "GET"): EVERYBODY,
    ("/sign-in", "POST"): EVERYBODY,
    ("/second-factor", "GET"): EVERYBODY,
    ("/second-factor", "POST"): EVERYBODY,
    ("/set-up-second-factor", "GET"): EVERYBODY,
    ("/set-up-second-factor", "POST"): EVERYBODY,
    ("/invitations/<secret>", "GET"): EVERYBODY,
    ("/invitations/<secret>", "POST"): EVERYBODY,
    ("/reset/<secret>", "GET"): EVERYBODY,
    ("/reset/<secret>", "POST"): EVERYBODY,
    ("/forgotten-password", "GET"): EVERYBODY,
    ("/forgotten-password", "POST"): EVERYBODY,
    ("/openid", "GET"): EVERYBODY,
    ("/openid/return", "GET"): EVERYBODY,
    ("/openid/continue", "POST"): EVERYBODY,
    # one's own account
    ("/confirm", "GET"): SIGNED_IN,
    ("/confirm", "POST"): SIGNED_IN,
    ("/me", "GET"): SIGNED_IN,
    ("/me/password", "POST"): SIGNED_IN,
    ("/me/recovery-codes", "POST"): SIGNED_IN,
    ("/me/sessions", "POST"): SIGNED_IN,
    ("/sign-out", "POST"): SIGNED_IN,
    # other people's
    ("/accounts", "GET"): ADMINISTRATORS,
    ("/accounts/new", "GET"): ADMINISTRATORS,
    ("/accounts/new", "POST"): ADMINISTRATORS,
    ("/accounts/<account_id>", "GET"): ADMINISTRATORS,
    ("/accounts/<account_id>", "POST"): ADMINISTRATORS,
    ("/accounts/<account_id>/close", "POST"): ADMINISTRATORS,
    ("/accounts/<account_id>/reopen", "POST"): ADMINISTRATORS,
    ("/accounts/<account_id>/invite", "POST"): ADMINISTRATORS,
    ("/accounts/<account_id>/erase", "POST"): ADMINISTRATORS,
    # the desk
    ("/", "GET"): SIGNED_IN,
    ("/calendar", "GET"): WRITERS,
    ("/pieces", "GET"): WRITERS,
    ("/pieces/<piece_id>", "GET"): WRITERS,
    ("/pieces/<piece_id>/hand-in", "POST"): AUTHORS,
    ("/pieces/<piece_id>/take-back", "POST"): AUTHORS,
    ("/pieces/<piece_id>/when", "POST"): AUTHORS,
    ("/pieces/<piece_id>/settle", "POST"): AUTHORS,
    ("/pieces/<piece_id>/approve", "POST"): APPROVERS,
    ("/pieces/<piece_id>/send-back", "POST"): APPROVERS,
    ("/pieces/<piece_id>/shorten", "POST"): WRITERS,
    ("/pieces/<piece_id>/take-down", "POST"): WRITERS,
    # how a partnership's pages look
    ("/branding", "GET"): WRITERS,
    ("/branding", "POST"): AUTHORS,
    ("/branding/<brand_id>.css", "GET"): WRITERS,
    ("/branding/<brand_id>.png", "GET"): WRITERS,
    ("/branding/<brand_id>/publish", "POST"): APPROVERS,
    ("/branding/<brand_id>/refuse", "POST"): APPROVERS,
    # leaflets
    ("/leaflets/new", "GET"): AUTHORS,
    ("/leaflets/new", "POST"): AUTHORS,
    ("/leaflets/<id>", "GET"): AUTHORS,
    ("/leaflets/<id>", "POST"): AUTHORS,
    ("/leaflets/<id>/preview.pdf", "GET"): WRITERS,
    # posters for a noticeboard
    ("/posters/new", "GET"): AUTHORS,
    ("/posters/new", "POST"): AUTHORS,
    ("/posters/<id>", "GET"): AUTHORS,
    ("/posters/<id>", "POST"): AUTHORS,
    ("/posters/<id>/print", "POST"): WRITERS,
    # good news
    ("/stories/new", "GET"): AUTHORS,
    ("/stories/new", "POST"): AUTHORS,
    ("/stories/<id>", "GET"): AUTHORS,
    ("/stories/<id>", "POST"): AUTHORS,
    # meetings
    ("/meetings", "GET"): WRITERS,
    ("/meetings/new", "GET"): AUTHORS,
    ("/meetings/new", "POST"): AUTHORS,
    ("/meetings/<id>", "GET"): AUTHORS,
    ("/meetings/<id>", "POST"): AUTHORS,
    ("/meetings/<id>/dates", "GET"): WRITERS,
    ("/meetings/<meeting>/presenter", "GET"): WRITERS,
    ("/meetings/<meeting>/cancel", "GET"): WRITERS,
    ("/meetings/<meeting>/cancel", "POST"): WRITERS,
    # what meetings decided
    ("/records", "GET"): AUTHORS,
    ("/records/<id>", "GET"): AUTHORS,
    ("/meetings/<meeting>/decide", "GET"): AUTHORS,
    ("/meetings/<meeting>/decide", "POST"): AUTHORS,
    ("/meetings/<meeting>/decide/settle", "POST"): AUTHORS,
    ("/meetings/import", "GET"): AUTHORS,
    ("/meetings/import", "POST"): AUTHORS,
    ("/records/<id>/add", "POST"): AUTHORS,
    ("/records/<id>/again", "POST"): AUTHORS,
    # Community Payback
    ("/payback/new", "GET"): AUTHORS,
    ("/payback/new", "POST"): AUTHORS,
    ("/payback/<id>", "GET"): AUTHORS,
    ("/payback/<id>", "POST"): AUTHORS,
    ("/payback/<id>/photographs", "POST"): APPROVERS,
    ("/payback/pictures/<name>.jpg", "GET"): WRITERS,
    # convictions
    ("/convictions/new", "GET"): AUTHORS,
    ("/convictions/new", "POST"): AUTHORS,
    ("/convictions/<id>", "GET"): AUTHORS,
    (f"/convictions/<id>/{STEP}", "GET"): AUTHORS,
    (f"/convictions/<id>/{STEP}", "POST"): AUTHORS,
    ("/convictions/<id>/withhold", "POST"): AUTHORS,
    ("/convictions/<id>/photograph", "GET"): WRITERS,
    ("/convictions/<id>/decide-photograph", "POST"): APPROVERS,
    ("/convictions/<id>/hold", "POST"): WRITERS,
    ("/convictions/<id>/quash", "POST"): WRITERS,
    ("/convictions/<id>/release", "POST"): APPROVERS,
    ("/court-lists", "GET"): AUTHORS,
    ("/court-lists", "POST"): AUTHORS,
    ("/court-lists/template.csv", "GET"): AUTHORS,
    # survey results
    ("/surveys/new", "GET"): AUTHORS,
    ("/surveys/new", "POST"): AUTHORS,
    ("/surveys/<id>", "GET"): AUTHORS,
    ("/surveys/<id>", "POST"): AUTHORS,
    ("/surveys/<id>/file.csv", "GET"): WRITERS,
    ("/surveys/<id>/withdraw", "GET"): WRITERS,
    ("/surveys/<id>/withdraw", "POST"): WRITERS,
    # nominations, and the say on them
    ("/nominations", "GET"): WRITERS,
    ("/nominations/<nomination_id>", "GET"): WRITERS,
    ("/nominations/<nomination_id>/<act>", "POST"): WRITERS,
    ("/nominations/<nomination_id>/contact", "POST"): WRITERS,
    ("/nominations/<nomination_id>/letter", "POST"): WRITERS,
    ("/nominations/<nomination_id>/pictures/<picture_id>.jpg", "GET"): WRITERS,
    ("/says", "GET"): WRITERS,
    ("/says/new", "GET"): AUTHORS,
    ("/says/new", "POST"): AUTHORS,
    ("/says/<say_id>", "GET"): WRITERS,
    ("/says/<say_id>/change", "GET"): AUTHORS,
    ("/says/<say_id>/change", "POST"): AUTHORS,
    ("/says/<say_id>/codes", "POST"): WRITERS,
    ("/says/<say_id>/hand-in", "POST"): AUTHORS,
    ("/says/<say_id>/publish", "POST"): APPROVERS,
    ("/says/<say_id>/stop", "POST"): WRITERS,
    # messages from visitors
    ("/concerns", "GET"): WRITERS,
    ("/concerns/<concern_id>", "POST"): WRITERS,
    ("/concerns/<concern_id>/done", "POST"): WRITERS,
    # the calendar of publications
    ("/releases", "GET"): READERS_OF_THE_AUDIT,
    ("/releases/new", "GET"): READERS_OF_THE_AUDIT,
    ("/releases/new", "POST"): READERS_OF_THE_AUDIT,
    ("/releases/<announcement_id>", "GET"): READERS_OF_THE_AUDIT,
    ("/releases/<announcement_id>", "POST"): READERS_OF_THE_AUDIT,
    ("/releases/<announcement_id>/call-off", "POST"): READERS_OF_THE_AUDIT,
    # the audit
    ("/audit", "GET"): READERS_OF_THE_AUDIT,
    ("/audit/<int(max=2147483647):number>", "POST"): READERS_OF_THE_AUDIT,
}
ROWS = sorted(TABLE)
HARMLESS = {200, 302, 303, 400, 404, 405, 409, 410, 422, 502}
"""What somebody who may use a route gets for a record that is not there, or for an empty form."""


def routes(app: Flask) -> set[tuple[str, str]]:
    return {
        (rule.rule.removeprefix("/newsroom"), method)
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/newsroom")
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }


def address_of(rule: str) -> str:
    return "/newsroom" + re.sub(r"<[^>]*[a-z_]+>", "1", rule.replace(STEP, "result"))


def visit(client, rule: str, method: str, token: str = ""):
    if method == "GET":
        return client.get(address_of(rule))
    return client.open(
        address_of(rule), method=method, data={"csrf_token": token, "partnership": PARTNERSHIP}
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Flask:
    from tests.site.conftest import publish, site_of

    folder = tmp_path_factory.mktemp("who")
    publish(folder, facts=False)
    return site_of(folder)


def test_the_table_names_every_route_and_no_other(app):
    assert routes(app) - set(TABLE) == set(), "routes that say nowhere who may use them"
    assert set(TABLE) - routes(app) == set(), "rows of routes that are gone"


def test_a_view_that_names_nobody_is_closed_to_all(app):
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith("/newsroom"):
            view = app.view_functions[rule.endpoint]
            assert getattr(view, "allowed", None) or getattr(view, "open_to_all", False), rule


@pytest.mark.parametrize(("rule", "method"), [row for row in ROWS if TABLE[row]])
def test_nobody_gets_in_without_signing_in(site, rule, method):
    answer = visit(signed_in(site, None), rule, method)
    assert (answer.status_code, answer.location) == (303, "/newsroom/sign-in")


@pytest.mark.parametrize(("rule", "method"), ROWS)
def test_each_role_gets_where_it_belongs_and_nowhere_else(site, rule, method):
    for role in Role:
        client = signed_in(site, person("Oak", role))
        token = hidden(client.get("/newsroom/forgotten-password"))
        answer = visit(client, rule, method, token)
        if TABLE[rule, method] and role not in TABLE[rule, method]:
            assert answer.status_code == 403, f"{role}: {answer.status_code}"
        else:
            assert answer.status_code in HARMLESS, f"{role}: {answer.status_code}"


@pytest.mark.parametrize(("rule", "method"), ROWS)
def test_somebody_without_any_grant_gets_nowhere(site, rule, method):
    answer = visit(signed_in(site, person("Oak")), rule, method)
    if TABLE[rule, method]:
        assert answer.status_code == 403


@pytest.mark.parametrize(("rule", "method"), [row for row in ROWS if row[1] != "GET"])
def test_no_form_is_taken_without_its_token(site, rule, method):
    roles = TABLE[rule, method] or SIGNED_IN
    client = signed_in(site, person("Oak", *roles))
    client.get("/newsroom/forgotten-password")
    for token in ("", "forged"):
        assert visit(client, rule, method, token).status_code == 400
    foreign = hidden(signed_in(site, person("Elm", *roles)).get("/newsroom/forgotten-password"))
    assert visit(client, rule, method, foreign).status_code == 400


def test_who_may_do_weighty_things_is_asked_for_the_phone_again(app):
    asked = {
        rule.rule.removeprefix("/newsroom")
        for rule in app.url_map.iter_rules()
        if getattr(app.view_functions[rule.endpoint], "asks_again", False)
    }
    weighty = {rule for rule, method in TABLE if rule.startswith("/accounts/") and method == "POST"}
    assert asked >= weighty | {"/pieces/<piece_id>/approve", "/says/<say_id>/publish"}
