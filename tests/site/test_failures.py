"""What is said when there is nothing to show, or something breaks."""

from pathlib import Path

import pytest

from crimemap.factory import create_app
from crimemap.settings import Settings
from crimemap.terms import Refusal
from tests.site.conftest import publish, site_of


def test_before_the_first_release_every_page_says_so_and_how_to_load_one(tmp_path: Path):
    client = site_of(tmp_path).test_client()
    for address in (
        "/",
        "/areas",
        "/areas/E22900001",
        "/search?q=x",
        "/areas/E22900001/map.geojson",
        "/methods",
    ):
        answer = client.get(address)
        assert answer.status_code == 503
        assert "No figures have been loaded yet" in answer.text
        assert "crimemap release build" in answer.text
        assert "Traceback" not in answer.text
        assert answer.headers["Retry-After"]
    assert client.get("/healthz").status_code == 503
    assert client.get("/nowhere").status_code == 404


@pytest.mark.parametrize("current", ["2026-09-00000000\n", "../../etc\n", "", "\x00\n"])
def test_a_release_that_cannot_be_read_is_a_503(tmp_path: Path, current: str):
    publish(tmp_path)
    (tmp_path / "releases" / "current").write_text(current)
    assert site_of(tmp_path).test_client().get("/").status_code == 503


def test_a_damaged_manifest_is_a_503(tmp_path: Path):
    release = publish(tmp_path)
    (release.folder / "manifest.json").write_text("{")
    assert site_of(tmp_path).test_client().get("/areas").status_code == 503


def test_a_fault_of_ours_is_a_page_that_gives_nothing_away(tmp_path: Path, monkeypatch):
    publish(tmp_path)
    app = site_of(tmp_path)

    def broken(release):
        raise RuntimeError("the secret is 1234")

    monkeypatch.setattr("crimemap.web.public.finding.places.directory", broken)
    answer = app.test_client().get("/areas")
    assert answer.status_code == 500
    assert "Sorry, something went wrong" in answer.text
    assert "1234" not in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    monkeypatch.undo()
    assert app.test_client().get("/areas").status_code == 200


def test_without_built_assets_the_site_refuses_to_start_in_one_sentence(tmp_path: Path, monkeypatch):
    monkeypatch.setattr("crimemap.factory._ROOT", tmp_path)
    with pytest.raises(Refusal, match=r"run `make build`\.$"):
        create_app(Settings(data=tmp_path))


def test_starting_opens_nothing_and_keeps_only_the_keys_that_all_workers_need(tmp_path: Path):
    create_app(Settings(data=tmp_path / "data", cache_url="redis://127.0.0.1:1/0"))
    made = {file.name for file in (tmp_path / "data").rglob("*") if file.is_file()}
    assert made == {".lock", "encryption", "secret", "signing"}


def test_where_keys_cannot_be_kept_the_site_refuses_to_start_in_one_sentence(tmp_path: Path):
    (tmp_path / "data").write_text("no folder")
    with pytest.raises(Refusal, match=r"The keys of the newsroom cannot be kept in .*\.$"):
        create_app(Settings(data=tmp_path / "data"))


def test_a_public_site_asks_for_https_only(tmp_path: Path):
    publish(tmp_path)
    client = site_of(tmp_path, base_url="https://crime.example.gov.uk").test_client()
    answer = client.get("/", base_url="https://crime.example.gov.uk")
    assert answer.status_code == 200
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")
