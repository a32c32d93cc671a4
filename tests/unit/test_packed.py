"""The file that is taken along: everything inside it, and a policy that lets exactly that run."""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path

import pytest
from markupsafe import Markup

from crimemap.web.site import Assets, packed


@pytest.fixture
def assets(tmp_path: Path) -> Assets:
    files = {
        "sheet.1.css": '@font-face{src:url("hand.2.woff2") format("woff2")} b{background:url(data:,x)}',
        "hand.2.woff2": "letters",
        "run.3.js": "let a = 1 < 2 && '\u2019';",
        "ends.4.js": "let a = '</SCRIPT >';",
    }
    for name, content in files.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    names = {"sheet.css": "sheet.1.css", "run.js": "run.3.js", "ends.js": "ends.4.js"}
    (tmp_path / "manifest.json").write_text(json.dumps(names), encoding="utf-8")
    return Assets(tmp_path)


def digest(text: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


def test_what_a_sheet_links_stands_inside_it(assets):
    inside = packed._inside(assets, ("sheet.css",), ())
    font = base64.b64encode(b"letters").decode()
    assert inside.styles == (
        f'@font-face{{src:url("data:font/woff2;base64,{font}") format("woff2")}} b{{background:url(data:,x)}}',
    )


def test_the_policy_names_the_very_bytes_that_run_and_nothing_else(assets):
    inside = packed._inside(assets, ("sheet.css",), ("run.js",))
    directives = dict(each.strip().partition(" ")[::2] for each in inside.policy.split(";"))
    assert directives == {
        "default-src": "'none'",
        "script-src": digest(inside.scripts[0]),
        "style-src": digest(inside.styles[0]),
        "img-src": "data:",
        "font-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    assert inside.header == inside.policy + "; frame-ancestors 'none'"


def test_a_script_stands_as_it_is_not_escaped(assets):
    inside = packed._inside(assets, (), ("run.js",))
    assert Markup("{}").format(inside.scripts[0]) == "let a = 1 < 2 && '\u2019';"


def test_a_script_that_holds_the_end_of_its_element_is_refused(assets):
    with pytest.raises(ValueError, match="end of its own element"):
        packed._inside(assets, (), ("ends.js",))


def test_an_asset_that_was_not_built_is_an_error_and_not_a_gap(assets):
    with pytest.raises(OSError, match=r"never\.css"):
        packed._inside(assets, ("never.css",), ())


def test_without_scripts_none_may_run(assets):
    assert "script-src 'none'" in packed._inside(assets, ("sheet.css",), ()).policy
