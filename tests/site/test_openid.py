"""Signing in with the organisation's own account: a real provider on this machine, real keys, real tokens."""

from __future__ import annotations

import datetime as dt
import json
import time
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from tests.site.conftest import publish, site_of
from tests.site.signing import code_at, invited, send

CLIENT = "crimemap-client"


class Organisation:
    """An OpenID provider that answers what a test wants of it."""

    def __init__(self, server: HTTPServer) -> None:
        self.issuer = server.url_for("").rstrip("/")
        self.key = self.signing_key = RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"})
        self.asked: dict[str, str] = {}
        self.claims: dict[str, object] = {}
        self.header = {"alg": "RS256", "kid": "one"}
        server.expect_request("/.well-known/openid-configuration").respond_with_json(
            {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/keys",
            }
        )
        server.expect_request("/keys").respond_with_json(KeySet([self.key]).as_dict(private=False))
        server.expect_request("/token", method="POST").respond_with_handler(self.token)

    def token(self, request: Request) -> Response:
        self.sent = request.form.to_dict()
        claims = {
            "iss": self.issuer, "aud": CLIENT, "sub": "person-1", "email": "Ash@example.gov.uk",
            "email_verified": True, "iat": int(time.time()), "exp": int(time.time()) + 300,
            "nonce": self.asked.get("nonce"), **self.claims,
        }  # fmt: skip
        signed = jwt.encode(self.header, claims, self.signing_key, algorithms=["RS256", "HS256", "none"])
        body = {"access_token": "a", "token_type": "Bearer", "id_token": signed}
        return Response(json.dumps(body), mimetype="application/json")


@pytest.fixture
def organisation(httpserver: HTTPServer) -> Organisation:
    return Organisation(httpserver)


@pytest.fixture
def make(tmp_path, organisation: Organisation) -> Callable:
    publish(tmp_path, facts=False)

    def made(**settings):
        return site_of(
            tmp_path,
            oidc_issuer=organisation.issuer,
            oidc_client_id=CLIENT,
            oidc_client_secret="hush",
            **settings,
        )

    return made


def there_and_back(client, organisation: Organisation, **changes):
    """Over to the provider, and back as it sends the browser."""
    over = client.get("/newsroom/openid")
    assert over.status_code == 303
    organisation.asked = {name: values[0] for name, values in parse_qs(urlsplit(over.location).query).items()}
    query = {"state": organisation.asked["state"], "code": "the-code", **changes}
    return client.get("/newsroom/openid/return", query_string=query, headers={"Sec-Fetch-Site": "cross-site"})


def test_the_way_to_the_provider_is_sealed_and_sends_nothing_secret(make, organisation):
    client = make().test_client()
    over = client.get("/newsroom/openid")
    asked = parse_qs(urlsplit(over.location).query)
    assert over.location.startswith(organisation.issuer + "/authorize?")
    assert asked["redirect_uri"] == ["http://127.0.0.1:8000/newsroom/openid/return"]
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["scope"] == ["openid email profile"]
    cookie = next(text for text in over.headers.getlist("Set-Cookie") if text.startswith("openid="))
    assert "SameSite=Lax" in cookie
    assert "HttpOnly" in cookie
    assert "hush" not in over.location


def test_an_invited_person_still_sets_up_our_second_factor(make, organisation):
    app = make()
    invited(app)
    client = app.test_client()
    back = there_and_back(client, organisation)
    assert back.headers["Refresh"] == "0; url=/newsroom/set-up-second-factor"
    assert organisation.sent["code_verifier"]
    page = client.get("/newsroom/set-up-second-factor")
    secret = page.text.split('cm-key-text">')[1].split("<")[0]
    assert send(client, page, code=code_at(secret, dt.datetime.now(dt.UTC))).status_code == 200
    assert client.get("/newsroom/me").status_code == 200


def test_whoever_was_not_invited_stays_outside(make, organisation):
    app = make()
    back = there_and_back(app.test_client(), organisation)
    assert back.status_code == 403
    assert "Nobody has invited this account" in back.text


def test_the_providers_own_second_factor_counts_only_where_a_setting_says_so(make, organisation):
    app = make(oidc_second_factor="provider")
    invited(app)
    client = app.test_client()
    back = there_and_back(client, organisation)
    assert "set-up-second-factor" in back.headers["Refresh"]
    organisation.claims = {"amr": ["pwd", "mfa"]}
    back = there_and_back(client, organisation)
    assert client.get("/newsroom/me").status_code == 303
    assert send(client, back, "/newsroom/openid/continue").status_code == 303
    assert client.get("/newsroom/me").status_code == 200


def test_without_that_setting_the_providers_word_is_not_enough(make, organisation):
    app = make()
    invited(app)
    client = app.test_client()
    organisation.claims = {"amr": ["mfa"]}
    page = client.get("/newsroom/sign-in")
    assert "set-up-second-factor" in there_and_back(client, organisation).headers["Refresh"]
    assert (
        send(client, client.get("/newsroom/set-up-second-factor"), "/newsroom/openid/continue").location
        == "/newsroom/sign-in"
    )
    assert "your organisation" in page.text


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another"},
        {"aud": "another-client"},
        {"iss": "https://evil.example"},
        {"exp": int(time.time()) - 3600},
        {"email_verified": False},
        {"email": None},
    ],
)
def test_a_token_that_is_not_for_this_visit_opens_nothing(make, organisation, claims):
    app = make()
    invited(app)
    client = app.test_client()
    organisation.claims = claims
    assert there_and_back(client, organisation).status_code == 502
    assert client.get("/newsroom/second-factor").location == "/newsroom/sign-in"


def test_a_token_signed_by_another_key_or_by_none_opens_nothing(make, organisation):
    app = make()
    invited(app)
    organisation.signing_key = RSAKey.generate_key(2048, {"kid": "one"})
    assert there_and_back(app.test_client(), organisation).status_code == 502


def test_a_return_that_nobody_began_opens_nothing(make, organisation):
    app = make()
    invited(app)
    assert there_and_back(app.test_client(), organisation, state="forged").status_code == 502
    direct = app.test_client().get("/newsroom/openid/return?state=&code=x")
    assert direct.status_code == 502


def test_an_address_that_passed_to_somebody_else_does_not_take_the_account_along(make, organisation):
    app = make(oidc_second_factor="provider")
    invited(app)
    organisation.claims = {"amr": ["mfa"]}
    client = app.test_client()
    send(client, there_and_back(client, organisation), "/newsroom/openid/continue")
    organisation.claims = {"amr": ["mfa"], "sub": "person-2"}
    assert there_and_back(app.test_client(), organisation).status_code == 403


def test_where_no_provider_is_set_up_there_is_no_such_way(client):
    assert client.get("/newsroom/openid").status_code == 404
    assert client.get("/newsroom/openid/return").status_code == 404


def test_a_provider_that_is_silent_is_said_to_be(make, organisation, httpserver):
    app = make()
    httpserver.clear()
    answer = app.test_client().get("/newsroom/openid")
    assert answer.status_code == 502
    assert "did not answer" in answer.text
