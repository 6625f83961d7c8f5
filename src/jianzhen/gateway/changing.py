"""Changes that the gateway makes up itself: a new key for a device, and its clock when it asks for the time."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any

from jianzhen.gateway.asking import AskError
from jianzhen.gateway.clock import now
from jianzhen.gateway.keystore import KeyStore, new_key
from jianzhen.gateway.logs import tell
from jianzhen.hj212 import Keyring
from jianzhen.hj212.decode import decode
from jianzhen.hj212.framer import Frame
from jianzhen.hj212.times import stamp

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from jianzhen.gateway.server import Gateway
    from jianzhen.hj212 import Message
    from jianzhen.hj212.message import Item

GRANTS = {"1013": "1012", "1014": "1014"}
"""What a device may ask for, and the command that grants it."""

_DONE = 1
_NOT_SOONER = 60.0
_CLOCK_REASON = "设备请求校时（1013） / the device asked for the time (1013)"
_KEY_REASON = "设备请求更换密钥（1014） / the device asked for a new key (1014)"


class Changing:
    """Rotates keys and grants what devices ask for; permission, reason and record are those of every change."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway
        self._unconfirmed: dict[str, bytes] = {}
        self._granted_at: dict[tuple[str, str], float] = {}
        self._tasks: set[asyncio.Task[object]] = set()
        path = gateway.settings.key_file
        self._store = KeyStore(path, gateway.settings.keys) if path else None

    async def rotate_key(self, mn: str, reason: str | None, *, by: str = "person") -> dict[str, Any]:
        """Give a device a new key under its present one (1014).

        The key is on disk before it is sent. Only when the device says that it has taken it, or sends something under
        it, is anything sent under it; packets under either can be read all along.

        Raises:
            AskError: As for every change; or the device has no key yet, or there is no file to keep the new one in.
        """
        store = self._store
        if store is None:
            raise AskError("没有密钥文件，新密钥无处保存（--keys）", "no file to keep the new key in (--keys)")
        seen = self._gateway.devices.get(mn)
        if not self._gateway.settings.keys.keys_of(mn) or seen is None or not seen.encrypted:
            raise AskError(
                f"设备 {mn} 未以已知密钥加密，新密钥不能明文下发",
                f"device {mn} does not encrypt under a known key, and a new one is not sent in clear",
            )
        self._gateway.asking.permit("1014", reason)
        key = new_key()
        try:
            await asyncio.to_thread(store.add, mn, key)
        except OSError as error:
            raise AskError(
                f"新密钥无法保存，未下发：{error}", f"the key cannot be kept, so it was not sent: {error}"
            ) from None
        self._unconfirmed[mn] = key
        items = [("SKCreateTime", stamp(now())), ("NewSK", key.decode())]
        told = await self._gateway.asking.ask(mn, "1014", items, reason, by=by)
        if told["exe_rtn"] == _DONE:
            await self._confirm(mn, store)
        return told | {"confirmed": mn not in self._unconfirmed}

    async def _confirm(self, mn: str, store: KeyStore) -> None:
        key = self._unconfirmed.pop(mn, None)
        if key is None:
            return
        try:
            await asyncio.to_thread(store.confirm, mn, key)
        except OSError as error:
            self._unconfirmed[mn] = key
            tell(logging.ERROR, "key_file_failed", mn=mn, error=str(error))

    def expects(self, message: Message) -> bool:
        """Whether the packet asks for something that is granted, or may be under a key that was not confirmed."""
        under_new = message.mn in self._unconfirmed and message.encrypted is not None
        return under_new or message.cn in self._gateway.settings.granted

    def heard(self, message: Message) -> None:
        """Grant what is asked for, and notice the new key in use."""
        mn = message.mn or ""
        key = self._unconfirmed.get(mn)
        if key is not None and self._store is not None and decode(Frame(message.raw), Keyring({mn: key})).encrypted:
            self._start(self._confirm(mn, self._store))
        granted = message.cn in self._gateway.settings.granted and not self._gateway.asking.expects(message)
        if granted and self._may(mn, message.cn or ""):
            self._start(self._grant(mn, message))

    def _may(self, mn: str, cn: str) -> bool:
        """Not again and again: a device that asks without end is served once a minute."""
        at = self._gateway.time()
        if at - self._granted_at.get((mn, cn), -_NOT_SOONER) < _NOT_SOONER:
            return False
        self._granted_at[mn, cn] = at
        return True

    async def _grant(self, mn: str, message: Message) -> None:
        try:
            if message.cn == "1014":
                await self.rotate_key(mn, _KEY_REASON, by="device")
                return
            instrument = message.first("PolId")
            items: list[Item] = [("PolId", instrument)] if instrument else []
            items.append(("SystemTime", stamp(now())))
            await self._gateway.asking.ask(mn, "1012", items, _CLOCK_REASON, by="device")
        except AskError as error:
            tell(logging.WARNING, "not_granted", mn=mn, cn=message.cn, why=str(error))

    def _start(self, work: Coroutine[object, object, object]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def stop(self) -> None:
        """Give up what is under way."""
        for task in self._tasks:
            task.cancel()
