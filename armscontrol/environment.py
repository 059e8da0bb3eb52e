"""Reads settings from environment variables, strictly: an invalid value raises a SettingError that names the
variable, the value and what is expected. Only settings.py imports this."""

import os
import re
import secrets
from pathlib import Path
from typing import Any

import dj_database_url

TRUE = frozenset({"1", "true", "yes", "on"})
FALSE = frozenset({"0", "false", "no", "off", ""})
DATABASE_SCHEMES = ("postgres", "postgresql", "sqlite")


class SettingError(Exception):
    """An invalid setting in the environment; the message is one line for a person."""


def text(name: str, *, default: str = "") -> str:
    """The variable's text, stripped; if it is unset, the text of the file named by NAME_FILE (a secret), or `default`.

    Raises SettingError if that file cannot be read.
    """
    file = os.environ.get(f"{name}_FILE", "").strip()
    if name not in os.environ and file:
        try:
            return Path(file).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or "not UTF-8"
            raise SettingError(f"{name}_FILE={file!r} cannot be read ({reason})") from None
    return os.environ.get(name, default).strip()


def one_of(name: str, *choices: str) -> str:
    """The variable's text, one of the choices; the first if it is unset. Raises SettingError on any other."""
    value = text(name) or choices[0]
    if value not in choices:
        raise SettingError(f"{name}={value!r} is none of {', '.join(choices)}")
    return value


def boolean(name: str, *, default: bool = False) -> bool:
    """The variable as true or false. Raises SettingError on anything but 1/true/yes/on and 0/false/no/off."""
    raw = os.environ.get(name)
    if raw is None:
        return default
    value = raw.strip().lower()
    if value in TRUE:
        return True
    if value in FALSE:
        return False
    raise SettingError(f"{name}={raw!r} is neither true nor false; write 1 or 0")


def whole_number(name: str, *, default: int, minimum: int = 0) -> int:
    """The variable as an integer of at least `minimum`. Raises SettingError otherwise."""
    raw = os.environ.get(name)
    if raw is None or not raw.strip():
        return default
    try:
        value = int(raw)
    except ValueError:
        raise SettingError(f"{name}={raw!r} is not a whole number") from None
    if value < minimum:
        raise SettingError(f"{name}={raw!r} is too small; the least is {minimum}")
    return value


def rate(name: str, *, default: str) -> tuple[int, int] | None:
    """A rate limit as requests and seconds, from a text like `600/min` (sec, min, hour, day); None for `off`.

    Raises SettingError on anything else.
    """
    raw = text(name, default=default)
    number, slash, unit = raw.partition("/")
    seconds = {"sec": 1, "min": 60, "hour": 3600, "day": 86400}.get(unit)
    if raw == "off":
        return None
    if not slash or seconds is None or not number.isdecimal() or not 0 < int(number) <= 10**9:
        raise SettingError(f"{name}={raw!r} is no rate; write one as 600/min (sec, min, hour, day), or off")
    return int(number), seconds


def contact(name: str) -> str:
    """A contact URL, `mailto:…` or `https://…`; empty if it is unset. Raises SettingError on anything else."""
    value = text(name)
    if value and not re.fullmatch(r"(mailto:[^\s@?]+@[^\s@?]+|https://\S+)", value):
        raise SettingError(f"{name}={value!r} is neither mailto:NAME@HOST nor https://…")
    return value


def listed(name: str, *, default: tuple[str, ...] = ()) -> list[str]:
    """The variable's comma-separated values, stripped, without empty ones."""
    raw = os.environ.get(name)
    if raw is None:
        return list(default)
    return [part.strip() for part in raw.split(",") if part.strip()]


def secret_key(name: str, *, directory: Path) -> str:
    """The variable's text; if it is unset, a key generated once and stored in `directory` (ignored by Git).

    Raises SettingError if the key is shorter than 50 characters or the directory cannot be written.
    """
    given = text(name)
    if given:
        if len(given) < 50:
            raise SettingError(f"{name} is shorter than 50 characters; make one with: openssl rand -hex 32")
        return given
    path = directory / "secret_key"
    try:
        directory.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="ascii") as file:
            path.chmod(0o600)
            file.write(secrets.token_urlsafe(64))
    except FileExistsError:
        pass
    except OSError as error:
        raise SettingError(f"{name} is unset and {path} cannot be written ({error.strerror}); set {name}") from None
    return path.read_text(encoding="ascii").strip()


def database(name: str, *, default: str) -> dict[str, Any]:
    """The database of the URL, as Django's settings dictionary. Raises SettingError on an invalid URL."""
    return parsed_database(name, text(name) or default)


def replicas(name: str) -> dict[str, dict[str, Any]]:
    """The databases of the comma-separated URLs, as replica1, replica2, …; none if the variable is unset.

    Raises SettingError on an invalid URL. Tests do not use replicas: theirs mirror the primary.
    """
    urls = [url.strip() for url in text(name).split(",") if url.strip()]
    return {
        f"replica{number}": parsed_database(name, url) | {"TEST": {"MIRROR": "default"}}
        for number, url in enumerate(urls, start=1)
    }


SQLITE: dict[str, Any] = {
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    },
    "CONN_MAX_AGE": 10,
}
POSTGRESQL: dict[str, Any] = {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
# JIT-compiling takes PostgreSQL longer than any query here runs. The bitmap of a common word in a million meetings does
# not fit into the default work_mem of 4 MB: with a lossy bitmap it would parse all texts on half of the pages.
POSTGRESQL_OPTIONS = {"connect_timeout": 3, "tcp_user_timeout": 10_000, "options": "-c jit=off -c work_mem=16MB"}


def parsed_database(name: str, url: str) -> dict[str, Any]:
    """The settings of a database URL. PostgreSQL connections persist for a minute, are health-checked, and time out
    soon on an unresponsive server. SQLite connections persist for some seconds (opening one takes longer than most
    queries; a replaced file is noticed after that), with IMMEDIATE transactions and a write-ahead log, so that readers
    see the old record until a load commits. Raises SettingError, without the password in its message."""
    scheme = url.partition("://")[0]
    shown = re.sub(r"(?<=:)[^:@/]*(?=@)", "…", url)
    expected = "expected postgres://USER:PASSWORD@HOST:PORT/NAME or sqlite:///PATH"
    if "://" not in url or scheme not in DATABASE_SCHEMES:
        raise SettingError(f"{name}={shown!r} is not a database URL; {expected}")
    try:
        config: dict[str, Any] = dict(dj_database_url.parse(url))
    except (dj_database_url.ParseError, dj_database_url.UnknownSchemeError, ValueError):
        raise SettingError(f"{name}={shown!r} cannot be read; {expected}") from None
    if not config["NAME"]:
        raise SettingError(f"{name}={shown!r} names no database; {expected}")
    if scheme == "sqlite":
        return config | SQLITE
    return config | POSTGRESQL | {"OPTIONS": POSTGRESQL_OPTIONS | config.get("OPTIONS", {})}


def memory(*, location: str, counted: bool = False) -> dict[str, Any]:
    """An in-process cache, separate for each location; `counted` for the metrics."""
    plain = "django.core.cache.backends.locmem.LocMemCache"
    return {
        "BACKEND": "armscontrol.monitoring.metrics.cache.CountedMemory" if counted else plain,
        "LOCATION": location,
        "OPTIONS": {"MAX_ENTRIES": 3_000},
    }


def shared_cache(name: str) -> dict[str, Any]:
    """The cache shared by the processes: Redis if the variable is set, otherwise this process's memory. Raises
    SettingError on an invalid URL."""
    url = text(name)
    if not url:
        return memory(location="shared")
    if url.partition("://")[0] not in {"redis", "rediss", "unix"}:
        raise SettingError(f"{name}={url!r} is not a cache's URL; expected redis://:PASSWORD@HOST:PORT/0")
    from redis.backoff import NoBackoff  # late: importing it takes longer than all the other settings
    from redis.retry import Retry

    given = {"socket_connect_timeout": 0.5, "socket_timeout": 0.5, "retry": Retry(NoBackoff(), 0)}
    return {
        "BACKEND": "armscontrol.redis_cache.ForgivingRedisCache",
        "LOCATION": url,
        "KEY_PREFIX": "across",
        "OPTIONS": given | {"serializer": "armscontrol.redis_cache.WholeNumbers"},
    }
