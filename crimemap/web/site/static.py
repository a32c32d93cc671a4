"""The built browser assets over HTTP, as they were when the application started.

A build replaces them under the servers that run. Their pages name what there was, and pages that visitors opened before
ask for it still: it is answered from memory until the server itself is a new one.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from whitenoise import WhiteNoise

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment


class HeldFiles(WhiteNoise):  # type: ignore[misc]  # WhiteNoise comes without types
    """WhiteNoise, which looks at its folder once and opens each file when it is asked for: here it may be gone then."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        paths = [path for file in self.files.values() for _encoding, path, _headers in file.alternatives]
        self._held = {path: Path(path).read_bytes() for path in paths}

    def serve(self, file: Any, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Raises nothing for a file that a build took away."""
        try:
            answer: Iterable[bytes] = super().serve(file, environ, start_response)
        except FileNotFoundError:
            path, headers = file.get_path_and_headers(environ)
            start_response("200 OK", list(headers))
            return [self._held[path]]
        return answer
