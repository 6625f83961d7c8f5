"""What an office sets: from a file, over it the environment; every fault is told at once."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from jianzhen.web.database import database
from jianzhen.web.demo import marker
from jianzhen.words import Words

FILE = "JIANZHEN_SETTINGS"
"""Names the settings file; without it ``settings.toml`` in the data folder is read when it is there."""
FILE_NAME = "settings.toml"
KEPT_SECRET = Path("keys", "secret_key")
"""Below the data folder."""
_SHORTEST_SECRET = 32
_PREFIX = "JIANZHEN_"
_OTHERS = frozenset({FILE, "JIANZHEN_ADMIN_PASSWORD", "JIANZHEN_BACKUP_PASSPHRASE"})
"""Variables that are no settings."""
_NEAR = 0.7
_HIGHEST_PORT = 65535


class OptionsError(ValueError):
    """The settings cannot be used; ``faults`` says everything that is wrong with them."""

    def __init__(self, faults: list[Words]) -> None:
        self.faults = faults
        super().__init__("\n".join(f"{fault.zh}\n  {fault.en}" for fault in faults))


@dataclass(frozen=True)
class Options:
    """Everything that can be set.

    Attributes:
        data: Folder with the database, the keys and what is uploaded.
        database_url: Where the database is; a file in the data folder unless said otherwise.
        host, port: Where the web server listens.
        processes, threads: Of the web server.
        hosts: Names under which browsers may ask; the local ones unless said otherwise.
        https: Browsers come over TLS (ended by a proxy that sets ``X-Forwarded-Proto``).
        secret_key: Signs sessions; read from ``keys/secret_key`` of the data folder unless given.
        language: What a newcomer reads, ``zh`` or ``en``.
        idle_minutes: Without a request for so long, a person is signed out.
        session_hours: Signed out after so long in any case.
        elevated_minutes: The elevated mode lasts so long.
        second_factor: Everybody sets up one-time codes or a passkey before anything else.
        metrics_token: Whoever shows it may read ``/metrics`` from another machine.
        demonstration: The folder is marked as one; not to be set.
    """

    data: Path = Path("jianzhen-data")
    database_url: str = ""
    host: str = "127.0.0.1"
    port: int = 8000
    processes: int = 2
    threads: int = 4
    hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]")
    https: bool = False
    secret_key: str = ""
    language: str = "zh"
    idle_minutes: int = 30
    session_hours: int = 12
    elevated_minutes: int = 15
    second_factor: bool = True
    metrics_token: str = ""
    demonstration: bool = False


def _folder(value: object) -> Path:
    folder = Path(_text(value)).expanduser().absolute()
    if folder.exists() and not folder.is_dir():
        raise ValueError("expected a folder, and this is a file")
    return folder


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("expected a text")
    return value.strip()


def _whole(least: int, most: int) -> Callable[[object], int]:
    def read(value: object) -> int:
        # ``True`` is an int to Python, not to an office.
        text = "" if isinstance(value, bool) else str(value).strip()
        if not text.isdecimal() or not least <= int(text) <= most:
            raise ValueError(f"expected a whole number from {least} to {most}")
        return int(text)

    return read


def _names(value: object) -> tuple[str, ...]:
    parts = value.split(",") if isinstance(value, str) else value
    if not isinstance(parts, list) or not parts or not all(isinstance(part, str) and part.strip() for part in parts):
        raise ValueError("expected names, with commas between them")
    return tuple(part.strip() for part in parts)


def _yes_no(value: object) -> bool:
    known = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
    try:
        return known[str(value).strip().lower()]
    except KeyError:
        raise ValueError("expected true or false") from None


def _language(value: object) -> str:
    if value not in {"zh", "en"}:
        raise ValueError("expected zh or en")
    return str(value)


def _database_url(value: object) -> str:
    text = _text(value)
    database(text)
    return text


def _secret(value: object) -> str:
    text = _text(value)
    if len(text) < _SHORTEST_SECRET:
        raise ValueError(f"expected {_SHORTEST_SECRET} characters or more")
    return text


_READERS: Mapping[str, Callable[[object], Any]] = {
    "data": _folder,
    "database_url": _database_url,
    "host": _text,
    "port": _whole(1, _HIGHEST_PORT),
    "processes": _whole(1, 64),
    "threads": _whole(1, 64),
    "hosts": _names,
    "https": _yes_no,
    "secret_key": _secret,
    "language": _language,
    "idle_minutes": _whole(1, 24 * 60),
    "session_hours": _whole(1, 24),
    "elevated_minutes": _whole(1, 60),
    "second_factor": _yes_no,
    "metrics_token": _secret,
}


def variable(name: str) -> str:
    """The environment variable of an option."""
    return "DATABASE_URL" if name == "database_url" else f"JIANZHEN_{name.upper()}"


def load(environment: Mapping[str, str]) -> Options:
    """Read the settings file and the environment, which has the last word.

    Raises:
        OptionsError: Something is wrong; all of it is told.
    """
    faults: list[Words] = []
    data = _read("data", environment.get(variable("data")) or str(Options.data), variable("data"), faults)
    given = _from_file(environment, data, faults)
    for name in _READERS:
        if name != "data" and (text := environment.get(variable(name))):
            given[name] = _read(name, text, variable(name), faults)
    given["data"] = data
    faults.extend(_misspelt(environment))
    if "secret_key" not in given:
        given["secret_key"] = _kept_secret(data, faults)
    if not faults and marker.is_marked(data):
        faults.extend(marker.faults(data, given))
        given |= {"demonstration": True, "second_factor": False}
    if faults:
        raise OptionsError(faults)
    given.setdefault("database_url", f"sqlite:///{data / 'jianzhen.sqlite3'}")
    return Options(**given)


def _from_file(environment: Mapping[str, str], data: Any, faults: list[Words]) -> dict[str, Any]:
    named = environment.get(FILE)
    path = Path(named) if named else Path(data or ".") / FILE_NAME
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        if named:
            faults.append(Words(f"{path}：没有这个文件（{FILE}）", f"{path}: no such file ({FILE})"))
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        faults.append(Words(f"{path}：无法读取：{error}", f"{path}: cannot be read: {error}"))
        return {}
    known = {name: value for name, value in content.items() if _known(name, path, faults)}
    return {name: _read(name, value, f"{path}: {name}", faults) for name, value in known.items()}


def _known(name: str, path: Path, faults: list[Words]) -> bool:
    """The data folder holds the file, so the file does not name the folder."""
    names = [field.name for field in fields(Options) if field.name not in {"data", "demonstration"}]
    if name in names:
        return True
    near = get_close_matches(name, names, 1)
    hint = Words(f"；是否指 {near[0]}", f"; did you mean {near[0]}") if near else Words("", "")
    faults.append(Words(f"{path}：没有 {name} 这一项{hint.zh}", f"{path}: there is no setting {name}{hint.en}"))
    return False


def _misspelt(environment: Mapping[str, str]) -> Iterator[Words]:
    """A setting that is nearly written right would be taken for absent, and nobody would know."""
    known = {field.name.upper() for field in fields(Options)}
    for name in sorted(environment):
        short = name.removeprefix(_PREFIX)
        if name == short or name in _OTHERS or name in map(variable, map(str.lower, known)):
            continue
        if near := get_close_matches(short, known, 1, _NEAR):
            meant = variable(near[0].lower())
            yield Words(
                f"{name}：没有这一项，是否指 {meant}", f"{name}: there is no such setting; did you mean {meant}"
            )


def _read(name: str, value: object, where: str, faults: list[Words]) -> Any:
    try:
        return _READERS[name](value)
    except ValueError as error:
        # A secret or a password in an address is not repeated where others read it.
        shown = "…" if name in {"secret_key", "database_url", "metrics_token"} else repr(value)
        faults.append(Words(f"{where} = {shown}：不可用（{error}）", f"{where} = {shown}: {error}"))
        return None


def _kept_secret(data: Any, faults: list[Words]) -> str:
    """The key that ``jianzhen init`` wrote; empty before it ran, and Django refuses to sign with that."""
    if data is None:
        return ""
    path: Path = data / KEPT_SECRET
    try:
        return str(_read("secret_key", path.read_text(encoding="utf-8"), str(path), faults) or "")
    except FileNotFoundError:
        return ""
    except OSError as error:
        faults.append(Words(f"{path}：无法读取：{error}", f"{path}: cannot be read: {error}"))
        return ""
