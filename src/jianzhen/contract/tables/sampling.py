"""Sampling: events, crews, samples, field instruments, photographs."""

from __future__ import annotations

from jianzhen.contract.columns import at, boolean, code, integer, number, ref, text
from jianzhen.contract.fields import org, parameter, parameters, person, place
from jianzhen.contract.model import FactTable

SAMPLING_EVENTS = FactTable(
    "sampling_events", "采样记录", "Sampling events", "B",
    (
        text("event_id", "采样记录编号", "Event", key=True, required=True, example="CY20260301-01",
             aliases=("采样单号", "采样任务编号")),
        org("lab_id", "监测机构代码", "Laboratory", required=True),
        ref("contract_id", "合同编号", "Contract", "contracts.contract_id", example="HT2026-001"),
        ref("outlet_id", "排放口编号", "Outlet", "outlets.outlet_id", example="DA001",
            aliases=("点位编号",)),
        text("site_name", "采样点位", "Site", example="1号锅炉排气筒出口",
             aliases=("点位名称", "采样地点", "监测点位")),
        code("category", "类别", "Category", "sample_category", required=True, example="exhaust",
             aliases=("样品类别", "监测类别", "检测类别")),
        at("started_at", "采样开始时间", "Started at", required=True, example="2026-03-01 09:00:00"),
        at("ended_at", "采样结束时间", "Ended at", required=True, example="2026-03-01 10:05:00"),
        *place(),
        ref("instrument_id", "采样仪器编号", "Instrument", "instruments.instrument_id", example="YQ-101"),
        number("load_pct", "生产负荷", "Load", unit="%", low=0, example="85", aliases=("工况", "负荷")),
        number("wind_speed", "风速", "Wind speed", unit="m/s", low=0, high=100, example="1.8"),
        code("weather", "天气", "Weather", "weather_condition", example="sunny", aliases=("天气状况",)),
        integer("planned_count", "计划样品数", "Samples planned", low=0, example="3"),
        person("client_signer_id", "受检方签字人代号", "Client's signer"),
    ),
    about_zh="每次到场采样或现场监测一行。",
    about_en="One visit to sample or measure on site.",
    subject="lab_id",
    aliases=("采样", "现场采样记录"),
)  # fmt: skip

SAMPLING_CREW = FactTable(
    "sampling_crew", "采样人员", "Sampling crew", "B",
    (
        ref("event_id", "采样记录编号", "Event", "sampling_events.event_id", key=True, required=True,
            example="CY20260301-01"),
        person("person_id", "人员代号", "Person", key=True, required=True),
        at("signed_in_at", "签到时间", "Signed in at", example="2026-03-01 08:50:00"),
        at("signed_out_at", "签退时间", "Signed out at", example="2026-03-01 10:20:00"),
        boolean("client_staff", "受检方人员", "Client's staff", example="否"),
        text("signature_sha256", "签名图像摘要", "Signature digest", form="sha256", example="ab" * 32),
        text("signature_device", "签名设备", "Signing device", example="TAB-03"),
    ),
    about_zh="参加采样的人员，每人一行；受检方陪同人员注明。",
    about_en="Who took part in an event; the client's own staff are marked.",
    subject="event_id",
)  # fmt: skip

SAMPLES = FactTable(
    "samples", "样品", "Samples", "B",
    (
        text("sample_no", "样品编号", "Sample no.", key=True, required=True, example="FQ260301-01-1",
             aliases=("样品号",)),
        org("lab_id", "监测机构代码", "Laboratory", key=True, required=True),
        ref("event_id", "采样记录编号", "Event", "sampling_events.event_id", example="CY20260301-01"),
        parameters(),
        text("container", "容器", "Container", example="玻璃瓶", aliases=("样品容器",)),
        text("preservative", "保存剂", "Preservative", example="硫酸 pH<2", aliases=("固定剂",)),
        boolean("sealed", "是否封样", "Sealed", example="是"),
        text("medium_id", "采样介质编号", "Medium", example="LM-0001", note_zh="滤膜、吸附管、气袋的编号",
             note_en="number of the filter, tube or bag", aliases=("滤膜编号", "滤筒编号")),
        at("collected_from_at", "样品采集开始时间", "Collected from", example="2026-03-01 09:00:00",
           aliases=("采样日期",)),
        at("collected_to_at", "样品采集结束时间", "Collected to", example="2026-03-01 09:20:00"),
        number("volume", "采样体积", "Volume", unit="L", low=0, example="400"),
        number("flow", "采样流量", "Flow", unit="L/min", low=0, example="20"),
        at("received_at", "接样时间", "Received at", example="2026-03-01 15:30:00", aliases=("收样日期", "收样时间")),
        person("received_by", "接样人代号", "Received by"),
        person("delivered_by", "送样人代号", "Delivered by"),
        text("storage", "保存条件", "Storage", example="4℃冷藏"),
        text("name", "样品名称", "Sample name", example="锅炉排气"),
        text("state", "样品状态", "State", example="完好", aliases=("样品性状",)),
    ),
    about_zh="样品及其流转（采集、交接、接样）。",
    about_en="Samples and their custody.",
    subject="lab_id",
    aliases=("样品流转", "样品登记"),
)  # fmt: skip

FIELD_READINGS = FactTable(
    "field_readings", "现场仪器存储", "Field instrument memory", "B",
    (
        ref("instrument_id", "仪器编号", "Instrument", "instruments.instrument_id", key=True, required=True,
            example="YQ-101"),
        integer("record_no", "存储记录号", "Record no.", key=True, required=True, low=0, example="1024"),
        ref("event_id", "采样记录编号", "Event", "sampling_events.event_id", example="CY20260301-01"),
        at("started_at", "开始时间", "Started at", example="2026-03-01 09:00:00"),
        at("ended_at", "结束时间", "Ended at", example="2026-03-01 09:20:00"),
        at("written_at", "写入时间", "Written at", example="2026-03-01 09:20:02"),
        parameter(example="颗粒物"),
        number("stored_value", "存储值", "Stored value", example="12.3"),
        number("volume", "工况体积", "Volume", unit="L", low=0, example="400"),
        number("standard_volume", "标况体积", "Standard volume", unit="L", low=0, example="355.2",
               aliases=("标干体积",)),
        text("ticket_no", "小票编号", "Ticket no.", example="1024"),
        text("ticket_value_text", "小票数值", "Ticket value", example="12.3"),
        at("ticket_started_at", "小票开始时间", "Ticket start", example="2026-03-01 09:00:00"),
        at("ticket_ended_at", "小票结束时间", "Ticket end", example="2026-03-01 09:20:00"),
        number("ticket_volume", "小票体积", "Ticket volume", unit="L", low=0, example="400"),
        text("ticket_template", "小票模板", "Ticket template", example="T-2.1"),
        text("firmware", "固件版本", "Firmware", example="2.1.0"),
    ),
    about_zh="现场仪器内存中的记录和打印小票，逐条对应。",
    about_en="Records in a field instrument's memory beside the tickets printed from them.",
    subject="instrument_id",
)  # fmt: skip

PHOTOS = FactTable(
    "photos", "现场照片", "Photographs", "B",
    (
        text("photo_id", "照片编号", "Photo", key=True, required=True, example="P-0001"),
        ref("event_id", "采样记录编号", "Event", "sampling_events.event_id", required=True, example="CY20260301-01"),
        text("sha256", "文件摘要", "File digest", form="sha256", example="cd" * 32),
        text("perceptual_hash", "感知哈希", "Perceptual hash", form="hash64", example="f0e4c2d7a1b59386"),
        at("taken_at", "拍摄时间", "Taken at", example="2026-03-01 09:05:00"),
        *place(),
        text("device_model", "拍摄设备型号", "Camera", example="CAM-1"),
    ),
    about_zh="采样现场照片的摘要、拍摄时间和坐标（不含照片本身）。",
    about_en="Digests, times and places of photographs taken on site, not the pictures.",
    subject="event_id",
)  # fmt: skip
