"""Runs commands as one: they start together, and when one ends or a stop is asked for, all end."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import FrameType
from typing import Any

from jianzhen.words import Words

_LOOK_SECONDS = 0.1
_PR_SET_PDEATHSIG = 1
STOPS = (signal.SIGTERM, signal.SIGINT)


def run(
    commands: Mapping[Any, Sequence[str]],
    environment: Mapping[str, str],
    say: Callable[[Words], None],
    *,
    grace: float = 30,
) -> int:
    """Run until told to stop (0) or until one ends by itself (1).

    Args:
        commands: Command lines by name.
        environment: Theirs, over that of this process.
        say: Takes what is to be told.
        grace: Seconds that they have to finish what they are doing before they are killed.
    """
    with _stop_asked() as asked:
        children = {name: _start(command, {**os.environ, **environment}) for name, command in commands.items()}
        try:
            while not asked() and not _ended(children):
                time.sleep(_LOOK_SECONDS)
            code = 0 if asked() else _tell_ended(children, say)
        finally:
            _stop(list(children.values()), grace)
    return code


def _start(command: Sequence[str], environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    parent, die = os.getpid(), _parent_death_signal()

    def follow() -> None:
        die(signal.SIGTERM)
        if os.getppid() != parent:  # it ended before that was arranged
            os._exit(1)

    # No threads here that could hold a lock across the fork.
    return subprocess.Popen(command, env=environment, preexec_fn=follow)  # noqa: PLW1509, S603 - our own commands


def _parent_death_signal() -> Callable[[int], object]:
    """Arranges that a child is told to stop when this process is gone, killed without a word; Linux has that."""
    if not sys.platform.startswith("linux"):
        return bool
    libc = ctypes.CDLL(None, use_errno=True)
    return lambda number: libc.prctl(_PR_SET_PDEATHSIG, number, 0, 0, 0)


@contextmanager
def _stop_asked() -> Iterator[Callable[[], bool]]:
    """Whether a signal asked for a stop; the handlers of before come back at the end."""
    caught: list[int] = []

    def note(number: int, frame: FrameType | None) -> None:
        del frame
        caught.append(number)

    before = {number: signal.signal(number, note) for number in STOPS}
    try:
        yield lambda: bool(caught)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _ended(children: Mapping[str, subprocess.Popen[bytes]]) -> list[str]:
    return [name for name, child in children.items() if child.poll() is not None]


def _tell_ended(children: Mapping[str, subprocess.Popen[bytes]], say: Callable[[Words], None]) -> int:
    for name in _ended(children):
        code = children[name].returncode
        text = Words("{name} 意外结束（{code}），全部停止", "{name} ended by itself ({code}); stopping everything")
        say(text.format(name=name, code=code))
    return 1


def _stop(children: list[subprocess.Popen[bytes]], grace: float) -> None:
    for child in children:
        if child.poll() is None:
            child.terminate()
    until = time.monotonic() + grace
    for child in children:
        try:
            child.wait(max(0.0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
