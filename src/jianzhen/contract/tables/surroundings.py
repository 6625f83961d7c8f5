"""The surroundings: weather and receiving waters."""

from __future__ import annotations

from jianzhen.contract.columns import at, number, ref, text
from jianzhen.contract.fields import parameter, place, unit
from jianzhen.contract.model import FactTable

WEATHER = FactTable(
    "weather", "气象", "Weather", "C",
    (
        text("station_id", "气象站编号", "Station", key=True, required=True, example="53614"),
        at("at", "观测时间", "At", key=True, required=True, example="2026-03-01 09:00:00"),
        *place(),
        number("wind_speed", "风速", "Wind speed", unit="m/s", low=0, high=150, example="1.8"),
        number("rain", "降水量", "Rain", unit="mm", low=0, example="0"),
        number("temperature", "气温", "Temperature", unit="℃", low=-90, high=70, example="6.2"),
        number("pressure", "气压", "Pressure", unit="hPa", low=300, high=1100, example="888.5"),
    ),
    about_zh="气象站逐时观测。",
    about_en="Hourly weather.",
    subject="station_id",
)  # fmt: skip

SECTIONS = FactTable(
    "sections", "断面", "River sections", "C",
    (
        text("section_id", "断面编号", "Section", key=True, required=True, example="SEC-01"),
        text("name", "断面名称", "Name", example="示例河下游"),
        *place(),
        ref("downstream_id", "下游断面编号", "Downstream section", "sections.section_id", example="SEC-02"),
    ),
    about_zh="地表水断面及其上下游关系。",
    about_en="River sections and which lies downstream of which.",
    subject="section_id",
)  # fmt: skip

SECTION_QUALITY = FactTable(
    "section_quality", "断面水质", "Section quality", "C",
    (
        ref("section_id", "断面编号", "Section", "sections.section_id", key=True, required=True, example="SEC-01"),
        at("at", "监测时间", "At", key=True, required=True, example="2026-03-01 08:00:00"),
        parameter(key=True, required=True, example="氨氮"),
        number("value", "监测值", "Value", example="0.42"),
        unit(),
        number("limit", "限值", "Limit", example="1.0"),
    ),
    about_zh="断面水质监测结果。",
    about_en="Water quality at river sections.",
    subject="section_id",
)  # fmt: skip
