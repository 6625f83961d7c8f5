"""What recurring jobs are called on the page of running."""

from __future__ import annotations

from collections.abc import Mapping

from jianzhen.words import Words

JOBS: Mapping[str, Words] = {
    "accounts.jobs.forget_full_buckets": Words("清理尝试次数的记录", "drop counts of tries that have run out"),
    "audit.jobs.sign_root_of_the_day": Words("签名当日的日志根", "sign the log's root of the day"),
    "filing.jobs.forget_keys": Words("清理重复提交的标识", "drop keys of repeated submissions"),
    "filing.jobs.forget_unreferred_files": Words("清理无人引用的上传文件", "delete uploads that nothing refers to"),
    "filing.jobs.remind": Words("催报到期未报的", "remind of what is due"),
    "filing.jobs.take_up_what_stopped": Words("继续中断的受理与入湖", "take up intake that was cut off"),
    "leads.jobs.sum_up_tallies": Words("汇总线索数", "sum the counts of leads up"),
    "operations.jobs.forget_dead_processes": Words("清理已退出的进程", "drop processes long gone"),
    "registers.jobs.forget_old_imports": Words("清理未确认的名录导入", "drop imports nobody confirmed"),
    "screening.jobs.clear_workshops": Words("清理筛查留下的半成品", "drop what unfinished screenings left"),
    "screening.jobs.screen_as_planned": Words("按计划发起筛查", "ask for planned screenings"),
    "screening.jobs.take_up_lost_work": Words("继续中断的筛查", "take up screenings that were cut off"),
    "site.jobs.clear_sessions": Words("清理过期的登录", "drop sessions that have run out"),
}
"""By name without the first part, which all of them share."""
_SHARED = "jianzhen.web."


def title_of(job: str) -> Words:
    """A job in words; one that nobody has named is called as in the program."""
    short = job.removeprefix(_SHARED)
    return JOBS.get(short, Words(short, short))
