"""How a letter leaves: to a mail server, or as one file in DATA/outbox where none is set."""

from __future__ import annotations

import smtplib
import socket
import ssl
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Protocol, Self
from urllib.parse import unquote, urlsplit

from crimemap.editorial.composing import Written, message_of
from crimemap.settings import Refusal, Settings

_SECONDS: Final = 20
_LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})
_PORTS: Final = {"smtp": 587, "smtps": 465}
_TOO_LARGE: Final = 552
"""What a server that is told a letter's size says to its sender (RFC 1870)."""
_END: Final = b".\r\n"
"""The line with which a letter is over: a server that reads it has the letter, and one that does not has none."""


Gone = Callable[[], None]
"""Called in the instant from which a letter may be out, whatever becomes of the process that sent it."""


class Failed(Exception):
    """It did not go out. `said` names no address; `is_of_server`: no other letter would have gone either."""

    def __init__(self, said: str, *, for_good: bool = False, is_of_server: bool = False) -> None:
        super().__init__(said)
        self.said = said
        self.for_good = for_good
        self.is_of_server = is_of_server


def _answered(fault: smtplib.SMTPResponseException) -> Failed:
    code = fault.smtp_code
    if isinstance(fault, smtplib.SMTPSenderRefused) and code >= 500 and code != _TOO_LARGE:
        # Who we are, not whom we write to: one wrong setting would cost everybody's letters.
        return Failed(f"the mail server does not take our sender ({code})", is_of_server=True)
    return Failed(f"the mail server answered {code}", for_good=code >= 500)


class _Way(Protocol):
    def deliver(self, name: str, message: EmailMessage, gone: Gone) -> None: ...
    def close(self) -> None: ...


class Post:
    """Delivers letters for one run."""

    def __init__(self, way: _Way, sender: str, site_url: str) -> None:
        self._way = way
        self._sender = sender
        self._site = site_url

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """By the settings; nothing is opened. Raises Refusal."""
        url = settings.smtp_url.get_secret_value()
        host = urlsplit(settings.site_url).hostname or "localhost"
        sender = settings.sender or settings.contact
        if url and not sender:
            raise Refusal("CRIMEMAP_SENDER must be set where CRIMEMAP_SMTP_URL is: who letters come from.")
        way: _Way = _Server(url) if url else _Files(settings.data / "outbox")
        return cls(way, sender or f"newsroom@{host}", settings.site_url)

    def deliver(self, letter: Written, gone: Gone) -> None:
        """Raises Failed; then it is not out, also where `gone` was called."""
        try:
            message = message_of(letter, self._sender, self._site)
        except ValueError as fault:
            raise Failed("it cannot be written as a letter", for_good=True) from fault
        self._way.deliver(f"{letter.id}.eml", message, gone)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._way.close()


class _Files:
    """One file a letter, whole or not at all; the same letter again is the same file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def deliver(self, name: str, message: EmailMessage, gone: Gone) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            half = self._folder / f".{name}"
            half.touch(mode=0o600)
            half.write_bytes(message.as_bytes())
            half.replace(self._folder / name)
        except OSError as fault:
            raise Failed(
                f"the outbox folder cannot be written: {fault.strerror}", is_of_server=True
            ) from fault
        gone()

    def close(self) -> None:
        """Nothing is held open."""


class _Tells(smtplib.SMTP):
    """Calls `gone` between the text of a letter and the line with which it is over, so that no kill comes between the
    server's taking it and our knowing that."""

    gone: Gone = staticmethod(lambda: None)

    def send(self, s: Any) -> None:
        if not isinstance(s, bytes) or not s.endswith(b"\r\n" + _END):
            super().send(s)
            return
        super().send(s[: -len(_END)])
        self.gone()
        super().send(_END)


class _TellsSecurely(smtplib.SMTP_SSL, _Tells):
    """The same where the connection is secure from its first byte."""


class _Server:
    """One connection a run, made with the first letter. Never in clear, except to this machine itself."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in _PORTS or not parts.hostname:
            raise Refusal(
                "CRIMEMAP_SMTP_URL cannot be used: expected smtp://user:password@host:port or smtps://…."
            )
        self._is_tls = parts.scheme == "smtps"
        self._host, self._port = parts.hostname, parts.port or _PORTS[parts.scheme]
        self._user, self._password = unquote(parts.username or ""), unquote(parts.password or "")
        self._open: _Tells | None = None

    def deliver(self, name: str, message: EmailMessage, gone: Gone) -> None:  # noqa: ARG002  (a server names its own)
        connection = self._connection()
        connection.gone = gone
        try:
            connection.send_message(message)
        except smtplib.SMTPNotSupportedError as fault:
            # An address of other letters than ASCII's: this one letter's fault, else anybody's could end every run.
            raise Failed("the mail server takes no such address", for_good=True) from fault
        except smtplib.SMTPRecipientsRefused as fault:
            codes = [code for code, _said in fault.recipients.values()]
            raise Failed(f"the mail server answered {codes[0]}", for_good=min(codes) >= 500) from fault
        except smtplib.SMTPResponseException as fault:
            self.close()
            raise _answered(fault) from fault
        except (smtplib.SMTPException, OSError) as fault:
            self.close()
            raise Failed(f"the mail server went away ({type(fault).__name__})", is_of_server=True) from fault

    def _connection(self) -> _Tells:
        if self._open is None:
            try:
                self._open = self._connected()
            except (smtplib.SMTPException, OSError) as fault:
                said = getattr(fault, "smtp_code", type(fault).__name__)
                raise Failed(f"the mail server does not take us ({said})", is_of_server=True) from fault
        return self._open

    def _connected(self) -> _Tells:
        secure = ssl.create_default_context()
        if self._is_tls:
            made: _Tells = _TellsSecurely(self._host, self._port, timeout=_SECONDS, context=secure)
        else:
            made = _Tells(self._host, self._port, timeout=_SECONDS)
        try:
            # A letter is sent in two: the second part must not wait for the first to be acknowledged.
            if made.sock is not None:
                made.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._begin(made, secure)
        except (smtplib.SMTPException, OSError):
            made.close()
            raise
        return made

    def _begin(self, made: _Tells, secure: ssl.SSLContext) -> None:
        made.ehlo()
        if not self._is_tls and made.has_extn("starttls"):
            made.starttls(context=secure)
        elif not self._is_tls and self._host not in _LOOPBACK:
            raise smtplib.SMTPNotSupportedError("no STARTTLS")
        if self._user:
            made.login(self._user, self._password)

    def close(self) -> None:
        if self._open is not None:
            try:
                self._open.quit()
            except (smtplib.SMTPException, OSError):
                self._open.close()
            self._open = None
