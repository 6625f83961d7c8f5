"""What an administrator has to see to, in words with what to do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from jianzhen.web.operations.state import State
from jianzhen.words import Words

_BACKUP_AFTER = dt.timedelta(days=7)
_ROOT_AFTER = dt.timedelta(days=2)
_WAITS_AT_MOST = dt.timedelta(minutes=15)
_LEAST_FREE = 0.1
_LEAST_FREE_BYTES = 2 * 1024**3


def troubles(found: State) -> list[Words]:
    """Everything that is not as it should be, the weightiest first."""
    return [*_of_processes(found), *_of_work(found), *_of_keeping(found)]


def _of_processes(found: State) -> Iterator[Words]:
    if not found.alive("worker"):
        yield Words(
            "没有后台任务进程在运行：导入与筛查不会进行。运行 jianzhen serve，或 jianzhen serve --only worker",
            "no worker runs, so neither imports nor screenings go on; run jianzhen serve, or with --only worker",
        )
    if not found.alive("scheduler"):
        yield Words(
            "没有定时任务进程在运行：日志根不签名、到期不提醒。运行 jianzhen serve，或 jianzhen serve --only scheduler",
            "no scheduler runs, so no root is signed and nobody is reminded; run jianzhen serve, or with"
            " --only scheduler",
        )
    if found.gateway == {}:
        yield Words(
            "数采仪网关没有应答；查看其日志，重新运行 jianzhen gateway serve",
            "the gateway does not answer; look at its log and run jianzhen gateway serve again",
        )
    elif found.gateway and found.gateway.get("alarm"):
        text = Words("数采仪网关无法落盘：{alarm}", "the gateway cannot store: {alarm}")
        yield text.format(alarm=str(found.gateway["alarm"]))


def _of_work(found: State) -> Iterator[Words]:
    queue = found.queue
    if queue.stalled:
        yield Words(
            f"{len(queue.stalled)} 个后台任务中断（进程已退出）；在相应页面重新发起",
            f"{len(queue.stalled)} background tasks were cut off (their process is gone); start them again",
        )
    if queue.oldest_at and found.now - queue.oldest_at > _WAITS_AT_MOST:
        yield Words("后台任务排队过久；增加 worker 进程", "background tasks wait too long; run more workers")
    if queue.failed:
        yield Words(
            f"近一日 {queue.failed} 个后台任务失败；原因见 worker 的日志",
            f"{queue.failed} background tasks failed within a day; the worker's log says why",
        )
    for job in found.jobs:
        if job.failed:
            yield Words(
                f"定时任务“{job.title.zh}”上次失败，原因见 scheduler 的日志",
                f"a recurring job failed: {job.title.en}; the scheduler's log says why",
            )


def _of_keeping(found: State) -> Iterator[Words]:
    if found.disk_free < max(_LEAST_FREE_BYTES, found.disk_bytes * _LEAST_FREE):
        yield Words("磁盘空间不足；清理或扩容", "the disk is nearly full; make room")
    if found.log.backed_up_at is None or found.now - found.log.backed_up_at > _BACKUP_AFTER:
        yield Words(
            "七日内没有备份；运行 jianzhen backup，并把文件放到另一台机器",
            "no backup within seven days; run jianzhen backup and keep the file on another machine",
        )
    if found.log.entries and (found.log.signed_at is None or found.now - found.log.signed_at > _ROOT_AFTER):
        yield Words(
            "两日内没有签名的日志根；运行 jianzhen audit sign 看原因",
            "no root of the log was signed within two days; jianzhen audit sign says why",
        )
