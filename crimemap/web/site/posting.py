"""Letters that a request queued, where no mail server is set: written as files at once.

With a mail server they wait for `crimemap outbox send`: no visitor and no press officer waits for another machine.
"""

from __future__ import annotations

import structlog
from flask import Response, current_app, g

from crimemap.editorial import letters, outbox
from crimemap.settings import Refusal, Settings
from crimemap.web.site.frame import now

_log = structlog.get_logger()


def write_letters(response: Response) -> Response:
    """For after_request. What was changed stays changed, whatever becomes of the letters."""
    settings: Settings = current_app.extensions["crimemap.settings"]
    session = g.get("written")
    if session is None or settings.smtp_url.get_secret_value() or not outbox.has_queued(session):
        return response
    session.close()  # what it held is committed; nothing may be locked while letters are claimed
    try:
        fared = outbox.send(current_app.extensions["crimemap.database"], settings, now(), letters.address_of)
    except Refusal as fault:
        _log.warning("letters wait", why=str(fault))
    else:
        if fared.fault:
            _log.warning("letters wait", why=fared.fault)
    return response
