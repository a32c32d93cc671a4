"""The WSGI application, for gunicorn and flask."""

from crimemap.factory import create_app
from crimemap.terms import Refusal

try:
    app = create_app()
except Refusal as refusal:
    # One sentence instead of a traceback: whoever starts the site can act on it.
    raise SystemExit(f"crimemap: {refusal}") from None
