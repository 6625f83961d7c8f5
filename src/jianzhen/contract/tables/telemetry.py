"""Automatic monitoring: observations, marks, parameters and events of devices."""

from __future__ import annotations

from jianzhen.contract.columns import at, boolean, code, integer, number, text
from jianzhen.contract.fields import device, factor, person
from jianzhen.contract.model import FactTable

OBSERVATIONS = FactTable(
    "observations", "自动监测数据", "Observations", "C",
    (
        device(key=True, required=True),
        factor(key=True, required=True),
        code("cycle", "数据周期", "Cycle", "observation_cycle", key=True, required=True, example="hour"),
        at("at", "数据时间", "At", key=True, required=True, example="2026-03-01 09:00:00",
           note_zh="时段的起始时刻", note_en="start of the interval", aliases=("监测时间", "时间")),
        number("avg", "平均值", "Mean", example="21.4", aliases=("均值", "实测值")),
        number("min", "最小值", "Minimum", example="18.0"),
        number("max", "最大值", "Maximum", example="26.3"),
        number("total", "累计值", "Total", example="3.2", aliases=("排放量",)),
        number("converted", "折算值", "Converted mean", example="24.8", aliases=("折算浓度",)),
        code("flag", "数据标记", "Flag", "observation_flag", example="N"),
        at("received_at", "平台接收时间", "Received at", example="2026-03-01 10:01:12"),
        boolean("backfilled", "补传", "Backfilled", example="否"),
    ),
    about_zh="自动监测设备上报的实时、分钟、小时、日数据。",
    about_en="Data a device reported, per factor, cycle and interval.",
    subject="device_id",
    aliases=("在线数据", "自动监测"),
)  # fmt: skip

MARKS = FactTable(
    "marks", "标记", "Marks", "C",
    (
        text("mark_id", "标记编号", "Mark no.", key=True, required=True, example="BJ-0001"),
        integer("revision", "修订次数", "Revision", key=True, required=True, low=0, example="0"),
        device(required=True),
        code("kind", "标记种类", "Kind", "mark_kind", required=True, example="condition"),
        code("mark", "标记内容", "Mark", "mark", required=True, example="shutdown"),
        factor(note_zh="空白表示全部因子", note_en="empty means all factors"),
        at("from_at", "起始时间", "From", required=True, example="2026-03-01 00:00:00"),
        at("to_at", "截止时间", "To", example="2026-03-01 08:00:00"),
        at("created_at", "填报时间", "Created at", required=True, example="2026-03-01 09:30:00", aliases=("标记时间",)),
        person("created_by", "填报人代号", "Created by"),
        boolean("automatic", "自动标记", "Automatic", example="否"),
        text("reason", "标记理由", "Reason", example="计划停炉检修"),
    ),
    about_zh="工况标记与自动监测异常标记；每次修改一行。",
    about_en="Marks of condition and abnormality; each revision is a row.",
    subject="device_id",
    aliases=("数据标记记录",),
)  # fmt: skip

DEVICE_PARAMETERS = FactTable(
    "device_parameters", "上报参数", "Reported parameters", "C",
    (
        device(key=True, required=True),
        text("instrument", "监测仪器", "Instrument", key=True, example="a21026", note_zh="HJ 212 的 PolId 或仪器编号",
             note_en="PolId of HJ 212 or the instrument's number"),
        code("name", "参数名称", "Name", "device_parameter", key=True, required=True, example="range"),
        at("at", "上报时间", "At", key=True, required=True, example="2026-03-01 09:00:00"),
        number("value", "参数值", "Value", example="200"),
        text("value_text", "参数文本", "Value as sent", example="200.0"),
        code("source", "参数来源", "Source", "device_parameter_source", example="3020"),
    ),
    about_zh="设备上报（3020）、平台下发（3021）或现场检查读到的参数。",
    about_en="Parameters as reported (3020), set by the platform (3021) or read on site.",
    subject="device_id",
)  # fmt: skip

SAMPLING_CYCLES = FactTable(
    "sampling_cycles", "仪器取样时刻", "Sampling cycles", "C",
    (
        device(key=True, required=True),
        at("at", "取样时间", "At", key=True, required=True, example="2026-03-01 08:00:00"),
        code("mode", "取样方式", "Mode", "cycle_mode", example="automatic"),
    ),
    about_zh="水质自动分析仪每次取样的时刻。",
    about_en="The moments at which an analyser drew a sample.",
    subject="device_id",
)  # fmt: skip

REMOTE_PERMITS = FactTable(
    "remote_permits", "远程维护许可", "Remote permits", "C",
    (
        device(key=True, required=True),
        at("from_at", "起始时间", "From", key=True, required=True, example="2026-03-01 14:00:00"),
        at("to_at", "截止时间", "To", required=True, example="2026-03-01 15:00:00"),
        text("actor", "维护单位或人员", "Actor", required=True, example="厂家远程诊断"),
        text("purpose", "用途", "Purpose", example="升级固件"),
    ),
    about_zh="经备案的远程维护时段。",
    about_en="Spans in which remote maintenance was permitted.",
    subject="device_id",
)  # fmt: skip

DEVICE_EVENTS = FactTable(
    "device_events", "设备事件", "Device events", "C",
    (
        device(key=True, required=True),
        at("at", "发生时间", "At", key=True, required=True, example="2026-03-01 14:05:00"),
        at("ended_at", "结束时间", "Ended at", example="2026-03-01 14:20:00"),
        code("kind", "事件种类", "Kind", "device_event_kind", key=True, required=True, example="remote_session"),
        text("name", "事件对象", "Name", example="标气阀"),
        text("before", "变化前", "Before", example="关"),
        text("after", "变化后", "After", example="开"),
        text("order_qn", "指令请求编码(QN)", "Order (QN)", example="20260301140500000"),
        text("actor", "操作者", "Actor", example="管理员"),
    ),
    about_zh="远程会话、登录、重启、换机、阀位、开门、校时、离线等。",
    about_en="Remote sessions, log-ins, restarts, exchanges, valves, doors, clock changes, spells off line.",
    subject="device_id",
)  # fmt: skip

LOCAL_VALUES = FactTable(
    "local_values", "现场端数值", "Local values", "C",
    (
        device(key=True, required=True),
        factor(key=True, required=True),
        at("at", "读取时间", "At", key=True, required=True, example="2026-03-01 09:00:00"),
        code("stage", "所在环节", "Stage", "local_stage", key=True, required=True, example="analyser"),
        number("value", "现场值", "Value", example="21.4"),
    ),
    about_zh="分析仪和数采仪上读到的数值，用来与平台数据核对。",
    about_en="Values read at the analyser and the logger, to hold against what was uploaded.",
    subject="device_id",
)  # fmt: skip
