"""The least that Flask can do: `tests.load.bare:app` sends the bytes in the file LOAD_BODY, and imports no crimemap."""

from __future__ import annotations

import os
from pathlib import Path

from flask import Flask, Response

app = Flask("bare")
_body = Path(os.environ["LOAD_BODY"]).read_bytes()


@app.get("/bare")
def send() -> Response:
    """The same bytes every time."""
    answer = Response(_body, mimetype="text/html")
    answer.headers["Content-Encoding"] = "gzip"
    return answer
