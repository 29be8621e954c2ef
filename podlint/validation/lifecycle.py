"""Hooks of containers.

Source: `validateLifecycle` of `pkg/apis/core/validation`.
"""

from __future__ import annotations

from typing import Any

from .error import Errors
from .features import Features
from .handlers import refuse_handler
from .path import Path

__all__ = ["refuse_lifecycle"]


def refuse_lifecycle(
    errors: Errors, container: dict[str, Any], grace_period: int, features: Features, at: Path
) -> None:
    """Refuse hooks without an action, and invalid actions.

    Go: `validateLifecycle`. A stop signal is dropped before, because its gate is off.
    """
    lifecycle = container.get("lifecycle", {})
    for name in ("postStart", "preStop"):
        if name in lifecycle:
            place = (*at, "lifecycle", name)
            zero = features.zero_sleep
            refuse_handler(errors, lifecycle[name], grace_period, place, zero_sleep=zero)
