"""What attackers try against the newsroom: each is refused, and written to the log without anything personal."""

from __future__ import annotations

import re

import pytest
from freezegun import freeze_time
from markupsafe import escape
from sqlalchemy import func, select
from structlog.testing import capture_logs

from crimemap.editorial import accounts
from crimemap.editorial.accounts import Account
from crimemap.editorial.people import Grant, Role
from crimemap.editorial.pieces import Piece
from tests.site.attacking import SCRIPTS, SQL, Endless, Forms, filled
from tests.site.conftest import publish, site_of
from tests.site.newsroom import PARTNERSHIP, hidden, person, signed_in
from tests.site.signing import Colleague, invited, send
from tests.site.test_who_may_use import ROWS, SIGNED_IN, TABLE, address_of

PUBLIC_FORMS = ("/concern/tell", "/payback/nominate", "/payback/say/x")
EVERYTHING = person("Oak", *Role)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("attacked")
    publish(folder)
    return site_of(folder)


@pytest.fixture
def clock():
    with freeze_time("2026-11-22 10:00:00") as frozen:
        yield frozen


@pytest.fixture
def colleague(fresh, clock) -> Colleague:
    found = Colleague(fresh(facts=False), clock)
    found.accept()
    return found


def refusals(logs: list[dict]) -> list[dict]:
    return [line for line in logs if line["event"] == "web.refused"]


def stored(app, model) -> int:
    with app.extensions["crimemap.database"].session() as session:
        return session.scalar(select(func.count()).select_from(model))


# ---- forms of another site


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}]
)
@pytest.mark.parametrize(
    "address", ["/newsroom/accounts/new", "/newsroom/sign-in", "/newsroom/sign-out", *PUBLIC_FORMS]
)
def test_a_form_of_another_site_is_refused_and_logged(site, address, headers):
    client = signed_in(site, EVERYTHING)
    token = hidden(client.get("/newsroom/forgotten-password"))
    with capture_logs() as logs:
        answer = client.post(address, data={"csrf_token": token, "name": "x"}, headers=headers)
    assert answer.status_code == 403
    assert refusals(logs)


def test_a_token_of_another_session_is_refused_and_logged(site):
    client = signed_in(site, EVERYTHING)
    foreign = hidden(site.test_client().get("/newsroom/sign-in"))
    client.get("/newsroom/sign-in")
    with capture_logs() as logs:
        assert client.post("/newsroom/accounts/new", data={"csrf_token": foreign}).status_code == 400
    assert refusals(logs)[0]["route"] == "/newsroom/accounts/new"


def test_every_form_of_the_newsroom_carries_its_token(site):
    client = signed_in(site, EVERYTHING)
    for rule, method in ROWS:
        if method == "GET":
            page = client.get(address_of(rule))
            if page.status_code == 200 and page.mimetype == "text/html":
                for form in Forms(page.text).found:
                    assert form["method"].lower() != "post" or "csrf_token" in form["fields"], rule


# ---- forced browsing and privilege


def test_who_is_kept_out_is_logged_without_being_named(site):
    client = signed_in(site, person("Oakley", Role.AUTHOR))
    with capture_logs() as logs:
        assert client.get("/newsroom/accounts?who=oakley@example.org").status_code == 403
    assert refusals(logs) == [
        {
            "event": "web.refused", "log_level": "warning", "status": 403, "method": "GET",
            "why": "not allowed, or sent from another site", "route": "/newsroom/accounts",
        }
    ]  # fmt: skip


def test_nobody_gives_themselves_more_by_posting_it(colleague):
    client, own = colleague.client, colleague.account().id
    page = client.get("/newsroom/me")
    more = {"grants": ["approver:*", "author:*"], "role": "approver", "roles": "approver", "partnership": "*"}
    answer = client.post(f"/newsroom/accounts/{own}", data={"csrf_token": hidden(page), **more})
    assert answer.status_code == 403
    send(client, page, "/newsroom/me/password", present="x", password="heron kettle marble", **more)
    send(client, page, "/newsroom/me/sessions", **more)
    assert colleague.account().grants == {Grant(Role.ADMINISTRATOR, "*")}


def test_an_administrator_of_one_partnership_grants_nothing_elsewhere(fresh):
    app = fresh(facts=False)
    client = signed_in(app, person("Oak", Role.ADMINISTRATOR, partnership=PARTNERSHIP))
    token = hidden(client.get("/newsroom/accounts/new"))
    for grant in ("administrator:*", "author:corvenshire-other", "king:corvenshire-vale", "author"):
        answer = client.post(
            "/newsroom/accounts/new",
            data={"csrf_token": token, "name": "Elm", "email": "elm@example.org", "grants": grant},
        )
        assert answer.status_code == 422, grant
    assert stored(app, Account) == 0


def test_accounts_of_another_partnership_are_out_of_reach(fresh):
    app = fresh(facts=False)
    invited(app, grants=(Grant(Role.AUTHOR, "another"),))
    with app.extensions["crimemap.database"].session() as session:
        other = accounts.by_email(session, "ash@example.gov.uk").id
    client = signed_in(app, person("Oak", Role.ADMINISTRATOR, partnership=PARTNERSHIP))
    token = hidden(client.get("/newsroom/accounts/new"))
    assert client.get(f"/newsroom/accounts/{other}").status_code == 403
    for act in ("", "/close", "/reopen", "/invite", "/erase"):
        data = {"csrf_token": token, "meant": "y", "grants": f"author:{PARTNERSHIP}"}
        assert client.post(f"/newsroom/accounts/{other}{act}", data=data).status_code == 403, act


# ---- fields that no form has


def test_fields_that_the_form_does_not_have_change_nothing_of_an_account(fresh):
    app = fresh(facts=False)
    client = signed_in(app, person("Oak", Role.ADMINISTRATOR))
    page = client.get("/newsroom/accounts/new")
    extra = {
        "id": "chosen", "active": "", "password": "x", "accepted_at": "2026-01-01", "fs_uniquifier": "x",
        "tf_totp_secret": "x", "made_by": "somebody", "link": "x", "usable": "", "by": "operator",
    }  # fmt: skip
    answer = send(client, page, name="Elm", email="elm@example.org", grants=f"author:{PARTNERSHIP}", **extra)
    assert answer.status_code == 200
    with app.extensions["crimemap.database"].session() as session:
        found = accounts.by_email(session, "elm@example.org")
        assert found.grants == {Grant(Role.AUTHOR, PARTNERSHIP)}
        assert (found.password, found.accepted_at, found.tf_totp_secret) == (None, None, None)
        assert found.id != "chosen"
        assert found.fs_uniquifier != "x"
        assert found.made_by == "oak-id"


@pytest.mark.parametrize(
    "address", ["/newsroom/stories/new", "/newsroom/payback/new", "/newsroom/convictions/new"]
)
def test_fields_that_the_form_does_not_have_publish_nothing(fresh, address):
    app = fresh()
    client = signed_in(app, person("Oak", Role.AUTHOR, partnership=PARTNERSHIP))
    page = client.get(f"{address}?partnership={PARTNERSHIP}")
    form = next(
        each
        for each in Forms(page.text).found
        if each["method"] == "post" and "sign-out" not in each["action"]
    )
    extra = {
        "id": "chosen", "state": "approved", "approver": "oak-id", "author": "somebody", "shown": "x",
        "publish_at": "2026-01-01T00:00:00", "decided_at": "2026-01-01", "verdict": "named", "until": "2099-01-01",
    }  # fmt: skip
    client.post(form["action"] or address, data={**filled(form, "A plain text"), **extra})
    with app.extensions["crimemap.database"].session() as session:
        for piece in session.scalars(select(Piece)):
            assert (str(piece.state), piece.approver, piece.shown, piece.author) == (
                "draft",
                None,
                None,
                "oak-id",
            )
            assert piece.id != "chosen"


# ---- stored script


@pytest.mark.parametrize("payload", SCRIPTS)
def test_script_in_an_accounts_name_is_shown_as_text(fresh, payload):
    app = fresh(facts=False)
    client = signed_in(app, EVERYTHING)
    page = client.get("/newsroom/accounts/new")
    shown = send(client, page, name=payload, email="elm@example.org", grants="author:*")
    assert str(escape(payload)) in shown.text
    listed = client.get("/newsroom/accounts")
    account = re.search(r'href="(/newsroom/accounts/[a-z0-9]{10})"', listed.text)[1]
    for opened in (listed, client.get(account), client.get("/newsroom/audit")):
        assert opened.status_code == 200
        assert payload not in opened.text or payload == str(escape(payload))


ADDRESSES = sorted(
    {rule for rule, method in ROWS if method == "GET" and rule.endswith(("/new", "/tell", "/nominate"))}
)


@pytest.mark.parametrize("payload", SCRIPTS)
@pytest.mark.parametrize(
    "address", [*("/newsroom" + rule for rule in ADDRESSES), "/concern/tell", "/payback/nominate"]
)
def test_script_in_every_field_of_every_form_is_shown_as_text(site, address, payload):
    """The client that opens the pages fails for any inline script or handler; here also for what is no tag."""
    client = signed_in(site, person("Oak", *Role, partnership=PARTNERSHIP))
    page = client.get(f"{address}?partnership={PARTNERSHIP}")
    for form in Forms(page.text).found:
        if form["method"].lower() != "post" or "sign-out" in form["action"]:
            continue
        answer = client.post(form["action"] or address, data=filled(form, payload))
        assert answer.status_code < 500
        if answer.status_code == 303:
            answer = client.get(answer.location)
        assert 'href="javascript:' not in answer.text
        assert "49" not in re.findall(r"\b49\b.{0,12}mark5", answer.text)
    for listed in (
        "/newsroom/",
        "/newsroom/pieces",
        "/newsroom/calendar",
        "/newsroom/nominations",
        "/newsroom/concerns",
    ):
        assert 'href="javascript:' not in client.get(listed).text


# ---- what is too large


def most_bytes(app, rule: str) -> int:
    endpoint, _values = app.url_map.bind("").match(address_of(rule), method="POST")
    return getattr(app.view_functions[endpoint], "most_bytes", 64 * 1024)


@pytest.mark.parametrize("counted", [True, False])
def test_fifty_megabytes_are_refused_and_never_held(site, counted):
    large = 50 * 1024 * 1024
    for rule, method in ROWS:
        if method == "GET":
            continue
        client = signed_in(site, person("Oak", *(TABLE[rule, method] or SIGNED_IN)))
        body = Endless(large)
        length = (
            {"CONTENT_LENGTH": str(large)}
            if counted
            else {"wsgi.input_terminated": True, "CONTENT_LENGTH": "", "HTTP_TRANSFER_ENCODING": "chunked"}
        )
        with capture_logs() as logs:
            answer = client.open(
                address_of(rule), method=method, content_type="application/x-www-form-urlencoded",
                environ_overrides={"wsgi.input": body, **length},
            )  # fmt: skip
        # Without a length said before, the form is cut where the view's limit is: its token is not in what is left.
        assert answer.status_code in ({413} if counted else {413, 400}), rule
        assert body.read_bytes <= (0 if counted else most_bytes(site, rule)), f"{rule}: {body.read_bytes}"
        assert refusals(logs)[0]["status"] == answer.status_code


@pytest.mark.parametrize("address", PUBLIC_FORMS)
def test_fifty_megabytes_are_refused_by_the_public_forms_too(site, address):
    body = Endless(50 * 1024 * 1024)
    answer = site.test_client().open(
        address, method="POST", content_type="application/x-www-form-urlencoded",
        environ_overrides={"wsgi.input": body, "CONTENT_LENGTH": str(body.left)},
    )  # fmt: skip
    assert answer.status_code in {404, 413}
    assert body.read_bytes <= 64 * 1024


# ---- SQL


@pytest.mark.parametrize("text", SQL)
def test_sql_in_every_part_of_every_address_finds_nothing(site, text):
    client = signed_in(site, EVERYTHING)
    token = hidden(client.get("/newsroom/forgotten-password"))
    before = stored(site, Account)
    for rule, method in ROWS:
        address = "/newsroom" + re.sub(r"<[^>]*[a-z_]+>", text.replace("%", "%25").replace("/", "%2F"), rule)
        data = {"csrf_token": token} if method == "POST" else None
        answer = client.open(
            address, method=method, data=data, query_string={"partnership": text, "page": text, "q": text}
        )
        assert answer.status_code in {200, 302, 303, 400, 404, 405, 409, 410, 413, 422, 429, 502, 403}, rule
    assert stored(site, Account) == before


@pytest.mark.parametrize("text", SQL)
def test_sql_does_not_sign_anybody_in(colleague, text):
    client = colleague.app.test_client()
    page = client.get("/newsroom/sign-in")
    for email, password in ((text, text), (colleague.email, text), (f"{colleague.email}{text}", "x" * 12)):
        assert send(client, page, email=email, password=password).status_code == 422
    assert client.get("/newsroom/me").status_code == 303


# ---- the way in


def test_a_cookie_that_was_changed_or_made_up_opens_nothing(colleague):
    real = colleague.client.get_cookie("newsroom", path="/newsroom").value
    for cookie in (real[:-3] + "abc", real.split(".")[0], "x" * 40, real.replace(".", "", 1)):
        thief = colleague.app.test_client()
        thief.set_cookie("newsroom", cookie, path="/newsroom")
        assert thief.get("/newsroom/me").location == "/newsroom/sign-in"


@pytest.mark.parametrize(
    "text", ["x\r\nSet-Cookie: a=b", "x%0d%0aSet-Cookie:%20a=b", "x\nLocation: https://evil.example"]
)
def test_no_header_can_be_put_in(colleague, text):
    client = colleague.app.test_client()
    answers = [client.get("/newsroom/accounts", query_string={"next": text})]
    answers.append(
        client.get(
            "/newsroom/accounts", query_string={"next": text}, headers={"Sec-Fetch-Site": "cross-site"}
        )
    )
    page = client.get("/newsroom/sign-in")
    answers.append(send(client, page, email=text, password=text))
    for answer in answers:
        assert "a=b" not in str(answer.headers.getlist("Set-Cookie"))
        assert "evil" not in answer.headers.get("Location", "")
        assert "\n" not in answer.headers.get("Refresh", "")


@pytest.mark.parametrize(
    "address", ["//evil.example", "/\\evil.example", "https://evil.example", "/newsroom@evil.example"]
)
def test_signing_in_leads_nowhere_else(colleague, address):
    client = colleague.app.test_client()
    client.get("/newsroom/sign-in", query_string={"next": address})
    client.get("/newsroom/me", query_string={"next": address})
    assert re.match(r"/newsroom/", colleague.sign_in(client).location)


def test_who_is_said_to_ask_is_believed_from_trusted_proxies_alone(tmp_path):
    publish(tmp_path, facts=False)
    seen = []
    for trusted in (0, 1):
        app = site_of(tmp_path, trusted_proxies=trusted)
        app.before_request(lambda: seen.append(__import__("flask").request.remote_addr))
        app.test_client().get("/newsroom/sign-in", headers={"X-Forwarded-For": "192.0.2.9, 198.51.100.7"})
    assert seen == ["127.0.0.1", "198.51.100.7"]


def test_failures_to_sign_in_are_logged_without_who_it_was(colleague):
    client = colleague.app.test_client()
    with capture_logs() as logs:
        colleague.give_password("wrong wrong wrong", client=client)
    assert [line["event"] for line in logs] == ["sign_in.failed"]
    assert colleague.email not in str(logs)
