"""How gunicorn serves crimemap: `gunicorn app:app`, on a developer's machine and on a host alike."""

import gc
import os
import sys
from pathlib import Path

from crimemap.settings import load
from crimemap.terms import Refusal

try:
    settings = load()
except Refusal as refusal:
    raise SystemExit(f"crimemap: {refusal}") from None

bind = f"{settings.host}:{settings.port}"
worker_class = "gthread"  # held p99 at 22-49 ms where gevent reached 1 s
workers = max(2, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 2)
threads = 8
preload_app = True  # code is shared between workers; releases and connections are opened after the fork
timeout = 60
graceful_timeout = 20
keepalive = 5
loglevel = "warning"
control_socket_disable = True  # it would be written into the home folder
if Path("/dev/shm").is_dir():  # noqa: S108 (heartbeats touch memory, not a disk that may stall)
    worker_tmp_dir = "/dev/shm"  # noqa: S108


def when_ready(server):
    """The socket is listening and the application is loaded: say where."""
    # What was loaded stays: else Python looks through all of it for garbage every few pages, 50 ms at a time.
    gc.collect()
    gc.freeze()
    # A page makes a hundred thousand things that are gone with it: looking every 700 of them takes 5 ms of a page.
    gc.set_threshold(20_000, 20, 20)
    sys.stdout.write(f"crimemap is at {settings.site_url}\n")
    sys.stdout.flush()
