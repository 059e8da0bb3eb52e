"""One log line for every log-in, failed log-in, lock-out and log-out: what happened and the user's id, nothing else of
anybody. Written whatever LOG_LEVEL says."""

import logging
from typing import Any

from axes.signals import user_locked_out
from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed

logger = logging.getLogger("armscontrol.audit")


def listen() -> None:
    """Write lines from now on."""
    user_logged_in.connect(_logged_in)
    user_logged_out.connect(_logged_out)
    user_login_failed.connect(_failed)
    user_locked_out.connect(_locked_out)


def _logged_in(user: Any, **_signal: Any) -> None:
    _write("login", user.pk)


def _logged_out(user: Any, **_signal: Any) -> None:
    _write("logout", user.pk if user else None)


def _failed(credentials: dict[str, Any], **_signal: Any) -> None:
    _write("failed login", _named(credentials.get("username")))


def _locked_out(username: str | None, **_signal: Any) -> None:
    _write("lock-out", _named(username))


def _named(username: str | None) -> int | None:
    """The id of the user that was named; None where there is none. 1 query."""
    named = get_user_model()._default_manager.filter(username=username or "")
    found: int | None = named.values_list("pk", flat=True).first()
    return found


def _write(event: str, user: int | None) -> None:
    shown = "nobody known" if user is None else f"user {user}"
    logger.info("admin: %s, %s", event, shown, extra={"fields": {"event": event, "user": user}})
