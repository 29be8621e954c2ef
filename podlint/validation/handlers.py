"""Handlers: the actions of probes and hooks.

Source: `validateHandler` of `pkg/apis/core/validation`.
"""

from __future__ import annotations

from typing import Any

from .error import Errors
from .formats import header_name
from .path import Path
from .ports import refuse_named_or_numbered_port

__all__ = ["refuse_handler"]

SCHEMES = ("HTTP", "HTTPS")
_HANDLERS = ("exec", "httpGet", "tcpSocket", "grpc", "sleep")


def refuse_handler(
    errors: Errors,
    handler: dict[str, Any],
    grace_period: int,
    at: Path,
    *,
    zero_sleep: bool = True,
) -> None:
    """Refuse a missing handler, several handlers, and errors of the first one.

    Go: `validateHandler`.
    """
    given = [name for name in _HANDLERS if name in handler]
    if not given:
        errors.required(at, "must specify a handler type")
        return
    first, *others = given
    action, place = handler[first], (*at, first)
    match first:
        case "exec":
            if not action.get("command"):
                errors.required((*place, "command"))
        case "httpGet":
            _refuse_request(errors, action, place)
        case "tcpSocket" | "grpc":
            refuse_named_or_numbered_port(errors, action.get("port", 0), (*place, "port"))
        case "sleep":
            _refuse_sleep(errors, action.get("seconds", 0), grace_period, place, zero=zero_sleep)
    for name in others:
        errors.forbidden((*at, name), "may not specify more than 1 handler type")


def _refuse_sleep(errors: Errors, seconds: int, grace_period: int, at: Path, *, zero: bool) -> None:
    """Refuse a sleep that is too long, or too short for the version.

    Go: `validateSleepAction`.
    """
    if seconds > grace_period or seconds < 0 or (seconds == 0 and not zero):
        end = f"less than terminationGracePeriodSeconds ({grace_period})"
        gate = "AllowPodLifecycleSleepActionZeroValue"
        errors.invalid(
            at,
            f"must be non-negative and {end}"
            if zero
            else f"must be greater than 0 and {end}. Enable {gate} feature gate for zero sleep.",
        )


def _refuse_request(errors: Errors, action: dict[str, Any], at: Path) -> None:
    """Refuse an invalid port, scheme or header.

    Go: `validateHTTPGetAction`.
    """
    refuse_named_or_numbered_port(errors, action.get("port", 0), (*at, "port"))
    if action["scheme"] not in SCHEMES:
        errors.not_supported((*at, "scheme"), SCHEMES)
    for index, header in enumerate(action.get("httpHeaders", ())):
        place, shown = (*at, "httpHeaders", index, "name"), (*at, "httpHeaders")
        name = header.get("name", "")
        errors.invalid_each(place, header_name(name), shown, name)
