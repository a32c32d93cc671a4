"""What an OpenID provider says of somebody: the questions to it, and the checks on its answers (Authlib, joserfc)."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from authlib.oidc.discovery import OpenIDProviderMetadata, get_well_known_url
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from crimemap.settings import Refusal, Settings

RETURN: Final = "/newsroom/openid/return"
_ALGORITHMS: Final = ("RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "EdDSA")
"""Signatures with a public key alone: none that our own secret, or nothing, could make."""
_SECONDS: Final = 10
_LEEWAY: Final = 60


class NotAnswered(Refusal):
    """The provider does not answer, or not as OpenID Connect asks."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way to the provider and back; kept in a signed cookie until the return."""

    state: str
    nonce: str
    verifier: str

    @classmethod
    def new(cls) -> Way:
        """Nobody can foresee it."""
        return cls(secrets.token_urlsafe(24), secrets.token_urlsafe(24), secrets.token_urlsafe(48))


@dataclass(frozen=True, slots=True)
class Told:
    """Who the provider says it is."""

    issuer: str
    subject: str
    email: str
    second_factor: bool


class Provider:
    """The one provider of an installation. What it says of itself is asked for once a worker."""

    def __init__(self, settings: Settings) -> None:
        self._issuer = settings.oidc_issuer.rstrip("/")
        self._client_id = settings.oidc_client_id
        self._secret = settings.oidc_client_secret.get_secret_value()
        self._back = settings.site_url + RETURN
        self._known: OpenIDProviderMetadata | None = None

    def address(self, way: Way, *, again: bool) -> str:
        """Where the browser goes to sign in; `again`: even if it is signed in there. Raises NotAnswered."""
        more = {"prompt": "login"} if again else {}
        with self._client() as client:
            url, _state = client.create_authorization_url(
                self._metadata()["authorization_endpoint"],
                state=way.state, nonce=way.nonce, code_verifier=way.verifier, **more,
            )  # fmt: skip
        return str(url)

    def told(self, way: Way, code: str) -> Told:
        """What the code of a return stands for. Raises NotAnswered where any check fails."""
        try:
            with self._client() as client:
                token = client.fetch_token(
                    self._metadata()["token_endpoint"],
                    grant_type="authorization_code", code=code, code_verifier=way.verifier, timeout=_SECONDS,
                )  # fmt: skip
            claims = self._claims(token, way)
        except (AuthlibBaseError, JoseError, requests.RequestException, ValueError, KeyError) as fault:
            raise NotAnswered(f"The provider's answer does not hold: {type(fault).__name__}.") from fault
        if claims.get("email_verified") is False or not isinstance(claims.get("email"), str):
            raise NotAnswered("The provider vouches for no email address.")
        return Told(self._issuer, str(claims["sub"]), claims["email"], "mfa" in (claims.get("amr") or ()))

    def _claims(self, token: dict[str, Any], way: Way) -> CodeIDToken:
        keys = KeySet.import_key_set(_asked(self._metadata()["jwks_uri"]))  # type: ignore[arg-type]  # checked there
        opened = jwt.decode(token["id_token"], keys, algorithms=_ALGORITHMS)
        claims = CodeIDToken(
            opened.claims,
            opened.header,
            options={
                "iss": {"essential": True, "value": self._metadata()["issuer"]},
                "aud": {"essential": True, "value": self._client_id},
                "exp": {"essential": True},
            },
            params={
                "nonce": way.nonce,
                "client_id": self._client_id,
                "access_token": token.get("access_token"),
            },
        )
        claims.validate(leeway=_LEEWAY)
        return claims

    def _client(self) -> OAuth2Session:
        return OAuth2Session(
            self._client_id,
            self._secret,
            scope="openid email profile",
            redirect_uri=self._back,
            code_challenge_method="S256",
        )

    def _metadata(self) -> OpenIDProviderMetadata:
        if self._known is None:
            try:
                found = OpenIDProviderMetadata(_asked(get_well_known_url(self._issuer, external=True)))
            except (requests.RequestException, ValueError) as fault:
                raise NotAnswered("The provider does not answer.") from fault
            if str(found.get("issuer", "")).rstrip("/") != self._issuer:
                raise NotAnswered("The provider says that it is another.")
            for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
                if urlsplit(str(found.get(name, ""))).scheme != urlsplit(self._issuer).scheme:
                    raise NotAnswered(f"The provider's {name} cannot be used.")
            self._known = found
        return self._known


def _asked(address: str) -> dict[str, Any]:
    answer = requests.get(address, timeout=_SECONDS, allow_redirects=False)
    answer.raise_for_status()
    found: dict[str, Any] = answer.json()
    return found
