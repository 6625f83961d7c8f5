"""How long work is taken up, kept alive, stopped, and taken up again when its worker was lost."""

from __future__ import annotations

import datetime as dt
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from django.db import close_old_connections, connection
from django.db.models import F

from jianzhen.web.screening.models.work import SILENT, UNFINISHED, Work, WorkState
from jianzhen.words import Words

W = TypeVar("W", bound=Work)
MOST_TRIES = 3
_BEAT_SECONDS = 20.0
log = logging.getLogger(__name__)
LOST = Words(
    "后台进程多次中断，已停止重试。请系统管理员查看后台日志。",
    "Its worker was lost several times; it is not tried again. The administrator looks at the worker's log.",
)


class StopAskedError(Exception):
    """Somebody asked the work to stop."""


class WorkFailedError(Exception):
    """The work cannot be done, for a reason that its reader can do something about."""

    def __init__(self, words: Words) -> None:
        self.words = words
        super().__init__(words.en)


def perform(model: type[W], key: int, do: Callable[[W], None]) -> None:
    """Take a piece of work up and do it, unless another worker has it or it was stopped while it waited."""
    work = _claimed(model, key)
    if work is None:
        return
    try:
        with _kept_alive(model, key):
            do(work)
    except StopAskedError:
        _end(model, key, WorkState.CANCELLED)
    except WorkFailedError as error:
        _end(model, key, WorkState.FAILED, error.words)
    except Exception as error:
        log.exception("%s %s failed", model.__name__, key)
        kind = type(error).__name__
        words = Words("程序出错（{kind}），详见后台日志", "the program failed ({kind}); see the worker's log")
        _end(model, key, WorkState.FAILED, words.format(kind=kind))
    else:
        _end(model, key, WorkState.DONE)


def tell(work: Work, step: int, steps: int, doing: str) -> None:
    """Say how far it is.

    Raises:
        StopAskedError: Somebody wants it to stop.
    """
    model = type(work)
    rows = _rows(model).filter(pk=work.pk)
    rows.update(step=step, steps=steps, doing=doing[:120], heard_at=dt.datetime.now())
    if rows.filter(stop_asked=True).exists():
        raise StopAskedError


def ask_to_stop(model: type[W], key: int) -> None:
    """What waits ends at once, what runs before its next step."""
    _rows(model).filter(pk=key, state__in=UNFINISHED).update(stop_asked=True)
    now = dt.datetime.now()
    _rows(model).filter(pk=key, state=WorkState.WAITING.value).update(state=WorkState.CANCELLED.value, ended_at=now)


def take_up_again(model: type[W], enqueue: Callable[[int], object]) -> list[int]:
    """Put work whose worker was lost back into the queue; after some tries, give it up. Gives what was put back."""
    silent = _rows(model).filter(state=WorkState.RUNNING.value, heard_at__lt=dt.datetime.now() - SILENT)
    for key in silent.filter(tries__gte=MOST_TRIES).values_list("pk", flat=True):
        _end(model, key, WorkState.FAILED, LOST)
    again = []
    for key, heard_at in list(silent.filter(tries__lt=MOST_TRIES).values_list("pk", "heard_at")):
        # Of several schedulers one finds it as it was.
        lost = _rows(model).filter(pk=key, state=WorkState.RUNNING.value, heard_at=heard_at)
        if lost.update(state=WorkState.WAITING.value):
            enqueue(key)
            again.append(key)
    return again


def _claimed(model: type[W], key: int) -> W | None:
    now = dt.datetime.now()
    taken = _rows(model).filter(pk=key, state=WorkState.WAITING.value, stop_asked=False).update(
        state=WorkState.RUNNING.value, started_at=now, heard_at=now, tries=F("tries") + 1
    )  # fmt: skip
    return model._default_manager.get(pk=key) if taken else None


def _end(model: type[W], key: int, state: WorkState, fault: Words | None = None) -> None:
    told = {"fault_zh": fault.zh, "fault_en": fault.en} if fault else {}
    _rows(model).filter(pk=key).update(state=state.value, ended_at=dt.datetime.now(), doing="", **told)


@contextmanager
def _kept_alive(model: type[W], key: int) -> Iterator[None]:
    """Say every now and then that the worker is alive: one step may take minutes."""
    done = threading.Event()

    def beat() -> None:
        while not done.wait(_BEAT_SECONDS):
            close_old_connections()
            _rows(model).filter(pk=key).update(heard_at=dt.datetime.now())
        connection.close()

    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _rows(model: type[W]):  # type: ignore[no-untyped-def]  # noqa: ANN202 - the manager of whichever model it is
    return model._default_manager
