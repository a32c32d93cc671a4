"""The code on a leaflet: on every paper a camera reads the address that is printed beside it, and it leads there."""

from __future__ import annotations

from urllib.parse import urlsplit

import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from crimemap.web.site import current_release
from crimemap.web.site import leaflets as making
from tests.printed import together, words_of
from tests.site.conftest import publish, site_of
from tests.small_meetings import PARTNERSHIP

LARK = "corvenshire-lark"
LONG = "https://crime-and-justice.tamber-vale-community-safety-partnership.example"
PAPERS = ("?size=a5", "?size=a4", "?size=a3", "?print=large")


def pictures(made: bytes, dots: int) -> list[Image.Image]:
    """Its pages at so many dots an inch."""
    return [page.render(scale=dots / 72).to_pil() for page in pypdfium2.PdfDocument(made)]


def read_from(made: bytes, dots: int, mode: str = "RGB") -> list[str]:
    """What a camera reads on its pages: in colour, or in grey."""
    return [
        found.text for page in pictures(made, dots) for found in zxingcpp.read_barcodes(page.convert(mode))
    ]


@pytest.fixture(scope="module", params=["https://tambervale.example", LONG])
def site(request, tmp_path_factory):
    """Over a folder of its own: what is kept in it carries the address under which it was served."""
    folder = tmp_path_factory.mktemp("addressed")
    publish(folder)
    return site_of(folder, base_url=request.param)


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("code", [LARK, PARTNERSHIP])
def test_a_camera_reads_the_address_that_is_printed_beside_the_code(site, paper, code):
    made = site.test_client().get(f"/leaflets/{code}.pdf{paper}").data
    address = f"{site.extensions['crimemap.settings'].base_url}/areas/{code}"
    for dots, mode in ((100, "RGB"), (100, "L"), (150, "L")):
        assert read_from(made, dots, mode) == [address], (dots, mode)
    assert together(address.removeprefix("https://")) in words_of(made)
    assert site.test_client().get(urlsplit(address).path).status_code == 200


def test_the_code_of_a_welsh_leaflet_leads_to_the_welsh_page(tmp_path):
    publish(tmp_path)
    site = site_of(tmp_path, base_url="https://tambervale.example", languages="en,cy")
    client = site.test_client()
    (address,) = read_from(client.get(f"/cy/leaflets/{LARK}.pdf").data, 150)
    assert address == f"https://tambervale.example/cy/areas/{LARK}"
    assert client.get(urlsplit(address).path).status_code == 200


def test_the_code_says_what_the_page_of_the_leaflet_says(site):
    with site.test_request_context():
        leaflet = making.made(current_release(), current_release().area(LARK)).leaflet
    page = site.test_client().get(f"/leaflets/{LARK}").text
    assert leaflet.address in page
    assert leaflet.link.endswith(leaflet.address)


def test_without_a_public_address_the_code_leads_to_this_machine(client):
    (address,) = read_from(client.get(f"/leaflets/{LARK}.pdf").data, 150)
    assert address.startswith("http://127.0.0.1:")
    assert client.get(urlsplit(address).path).status_code == 200
