"""Judging the edition."""

from __future__ import annotations

import pytest
from tests.support.hj212_packets import MN, sealed

from jianzhen.hj212 import decode

OLD_MN = "88888880000001"


@pytest.mark.parametrize(
    ("header", "cp", "edition"),
    [
        (f"QN=20260801085857223;ST=32;CN=2011;PW=123456;MN={MN};Flag=5;", "w01018-Rtd=1", "2017"),
        (f"QN=20260801085857223;ST=32;CN=2011;PW=123456;MN={MN};Flag=9;", "w01018-Rtd=1", "2025"),
        ("QN=20210801085857223;ST=21;CN=2011;PW=123456;MN=A1_2;Flag=9;", "w01018-Rtd=1", "2017"),
        ("QN=20260801085857223;ST=21;CN=2011;PW=123456;MN=A1_2;Flag=9;", "w01018-Rtd=1", "2025"),
        (f"ST=32;CN=2011;PW=123456;MN={OLD_MN};", "011-Rtd=1", "2005"),
        (f"ST=31;CN=2011;PW=123456;MN={OLD_MN};", "S01-Rtd=1;B02-Rtd=2", "2005"),
        (f"ST=31;CN=2011;PW=123456;MN={OLD_MN};", "112-Rtd=1;a99949-Rtd=2", "2005"),
        (f"ST=32;CN=2011;PW=123456;MN={OLD_MN};", "w01018-Rtd=1", "2017"),
        (f"ST=32;CN=2061;PW=123456;MN={OLD_MN};Flag=3;PNUM=1;PNO=1;", "", "2005"),
        (f"ST=32;CN=2011;PW=123456;MN={MN};Flag=5;RF=1;", "w01018-Rtd=1", "2025"),
        (f"ST=45;CN=2011;PW=123456;MN={MN};Flag=5;", "p99101-Rtd=St", "2025"),
        (f"ST=44;CN=2011;PW=123456;MN={MN};Flag=5;", "", "2025"),
        (f"ST=31;CN=9015;PW=123456;MN={MN};Flag=5;", "", "2025"),
        ("ST=21;CN=2062;PW=123456;MN=A1_2;Flag=5;", "w01001-Check=6", "2017"),
        ("ST=31;CN=1001;PW=123456;MN=;Flag=5;", "i23005-Info=1", "2025"),
        (f"ST=91;CN=9014;PW=123456;MN={MN};", "", "2017"),
        (f"ST=91;CN=9014;PW=123456;MN={OLD_MN};", "", "2005"),
        (f"ST=91;CN=9014;PW=123456;MN={OLD_MN};Flag=9;", "", "2017"),
    ],
)
def test_content_first_flag_second(header, cp, edition):
    assert decode(sealed(f"{header}CP=&&{cp}&&")).edition == edition
