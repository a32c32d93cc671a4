"""Postcode files made by hand, in both formats."""

import zipfile

import numpy as np
import pytest

from crimemap.sources.postcodes import read_postcodes
from crimemap.terms import Refusal

ONSPD = "pcd,pcd2,pcds,doterm,lat,long\n"


def code_point(tmp_path, text, member="Data/CSV/cb.csv"):
    path = tmp_path / "codepo.zip"
    with zipfile.ZipFile(path, "w") as opened:
        opened.writestr("Doc/Code-Point_Open_Column_Headers.csv", "PC,PQ,EA,NO\nPostcode,x,y,z\n")
        opened.writestr("__MACOSX/Data/CSV/._cb.csv", b"\0\xff")
        opened.writestr(member, text)
    return path


def onspd(tmp_path, text):
    path = tmp_path / "onspd.csv"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("member", ["Data/CSV/cb.csv", "codepo_gb/Data/CSV/cb.csv", "data/csv/CB.CSV"])
def test_code_point_open_is_read_in_degrees_and_without_its_documents(tmp_path, member):
    text = '"CB1 0AG",10,546182,257043,"E92000001"\r\n"QX12AB",10,546182,257043,"E92000001"\r\n'
    found = read_postcodes(code_point(tmp_path, text, member), "code-point-open")
    assert found.codes.tolist() == ["CB10AG", "QX12AB"]
    assert np.allclose(found.lon, 0.13718, atol=1e-4)
    assert np.allclose(found.lat, 52.19225, atol=1e-4)
    assert found.lon.dtype == found.lat.dtype == np.float64
    assert found.left_out == {}


def test_what_has_no_place_is_left_out_and_counted(tmp_path):
    text = (
        '"CB1 0AG",10,546182,257043\n"cb1 0ag",10,546182,257043\n"CB1 9ZZ",90,0,0\n'
        '"CB1 9ZY",90,,\n"nonsense",10,546182,257043\n"CB1 9ZX",10,9000000,257043\n'
    )
    found = read_postcodes(code_point(tmp_path, text), "code-point-open")
    assert found.codes.tolist() == ["CB10AG"]
    assert found.left_out == {
        "not a postcode": 1,
        "outside Great Britain and Ireland": 1,
        "repeated": 1,
        "zero coordinates": 2,
    }


@pytest.mark.parametrize("header", [ONSPD, ONSPD.upper(), ONSPD.replace("pcds", "x")])
def test_onspd_leaves_out_what_is_terminated_or_nowhere(tmp_path, header):
    text = header + (
        "CB1 0AG,CB1  0AG,CB1 0AG,,52.1922,0.1371\n"
        "CB1 0AB,CB1  0AB,CB1 0AB,199606,52.1,0.1\n"
        "IM1 1AA,IM1  1AA,IM1 1AA,,99.999999,0.000000\n"
    )
    found = read_postcodes(onspd(tmp_path, text), "onspd")
    assert found.codes.tolist() == ["CB10AG"]
    assert (found.lon.tolist(), found.lat.tolist()) == ([0.1371], [52.1922])
    assert found.left_out == {"terminated": 1, "zero coordinates": 1}


def test_a_zipped_onspd_is_read_from_its_data_folder(tmp_path):
    row = "CB1 0AG,CB1  0AG,CB1 0AG,,52.1922,0.1371\n"
    with zipfile.ZipFile(tmp_path / "o.zip", "w") as opened:
        opened.writestr("Data/ONSPD_MAY_2025_UK.csv", ONSPD + row)
        opened.writestr("Data/multi_csv/ONSPD_MAY_2025_UK_CB.csv", ONSPD + row)
        opened.writestr("Documents/names.csv", "a,b\n")
    assert read_postcodes(tmp_path / "o.zip", "onspd").codes.tolist() == ["CB10AG"]


def test_an_empty_list_of_postcodes_is_empty(tmp_path):
    assert read_postcodes(code_point(tmp_path, ""), "code-point-open").codes.tolist() == []
    assert read_postcodes(onspd(tmp_path, ONSPD), "onspd").codes.tolist() == []


def test_faults_are_refused_with_file_and_line(tmp_path):
    good = '"CB1 0AG",10,546182,257043\n'
    for text, sentence in [
        (good + '"CB1 0AH",10,north,257043\n', r"codepo\.zip: Data/CSV/cb\.csv, line 2: coordinate 'north'"),
        (good + '"CB1 0AH",10\n', "line 2: 2 columns; at least 4"),
        (good.encode() + b'"CB1\xff0AH",10,1,1\n', "line 2: byte 0xff is not UTF-8"),
        (good + '"CB1 0AH"x,10,1,1\n', "line 2: it cannot be read as CSV"),
    ]:
        with pytest.raises(Refusal, match=sentence):
            read_postcodes(code_point(tmp_path, text), "code-point-open")
    with pytest.raises(Refusal, match="no column 'lat'; its columns are pcds, doterm, long"):
        read_postcodes(onspd(tmp_path, "pcds,doterm,long\n"), "onspd")
    with pytest.raises(Refusal, match="line 2: 1 columns"):
        read_postcodes(onspd(tmp_path, ONSPD + "CB1 0AG\n"), "onspd")


def test_files_of_another_kind_are_refused(tmp_path):
    with pytest.raises(Refusal, match=r"Data/CSV/\*\.csv was expected"):
        read_postcodes(code_point(tmp_path, "", "cb.csv"), "code-point-open")
    with pytest.raises(Refusal, match="no such file"):
        read_postcodes(tmp_path / "none.zip", "code-point-open")
    with pytest.raises(Refusal, match="no such file"):
        read_postcodes(tmp_path / "none.csv", "onspd")
    with pytest.raises(Refusal, match="it holds 2"):
        read_postcodes(two_csvs(tmp_path), "onspd")


def two_csvs(tmp_path):
    path = tmp_path / "two.zip"
    with zipfile.ZipFile(path, "w") as opened:
        opened.writestr("Data/a.csv", ONSPD)
        opened.writestr("Data/b.csv", ONSPD)
    return path


def test_a_damaged_member_is_refused(tmp_path):
    path = code_point(tmp_path, '"CB1 0AG",10,546182,257043\n' * 50)
    data = bytearray(path.read_bytes())
    data[data.index(b"546182") + 1] ^= 1
    path.write_bytes(bytes(data))
    with pytest.raises(Refusal, match="cannot be unpacked whole"):
        read_postcodes(path, "code-point-open")
