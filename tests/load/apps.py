"""crimemap as the row `misses` serves it, for gunicorn: `tests.load.apps:counted()`."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

from flask import Flask, abort, g
from flask.typing import ResponseReturnValue
from flask_caching import Cache

from crimemap import brief
from crimemap.brief import Brief
from crimemap.factory import create_app
from crimemap.release import Area, Release
from crimemap.web import site
from crimemap.web.public import areas


def counted() -> Flask:
    """crimemap, whose briefs are counted in the file LOAD_COUNT and take LOAD_SECONDS for the areas LOAD_SLOW;
    and beside it, under /plain/, the same page behind Flask-Caching's own decorator."""
    app = create_app()
    slow, seconds = os.environ["LOAD_SLOW"].split(","), float(os.environ["LOAD_SECONDS"])
    told = brief.brief_of

    def slowly(release: Release, area: Area, *more: Any, **named: Any) -> Brief:
        if area.code in slow:
            with Path(os.environ["LOAD_COUNT"]).open("ab") as count:
                count.write(b".")
            time.sleep(seconds)
        return told(release, area, *more, **named)

    brief.brief_of = slowly
    plain = Cache(app, config={"CACHE_TYPE": "FileSystemCache", "CACHE_DIR": os.environ["LOAD_CACHE"]})
    undecorated = areas.area.__wrapped__  # type: ignore[attr-defined]

    @app.get("/plain/<code>")
    @plain.cached(timeout=600)
    def page(code: str) -> ResponseReturnValue:
        g.release = site.current_release()
        area = g.release.area(code)
        if area is None:
            abort(404)
        answer: ResponseReturnValue = undecorated(area=area)
        return answer

    return app
