"""How the program ends when a signal asks it to.

An exception would do so as well, but Python drops exceptions that a signal raises in some places,
such as an import, and prints a traceback in others.
"""

from __future__ import annotations

import os
import sys

try:
    # `signal` gives the numbers names, which takes longer to load than all of this.
    import _signal as signals  # type: ignore[import-not-found, unused-ignore]
except ImportError:
    import signal as signals

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType

__all__ = ["end_at_once"]

_WORKER = "podlint.engine.worker"


def end_at_once() -> None:
    """Let SIGINT and SIGTERM end this process and its workers, from now on.

    The exit code is what shells show for the signal: 130 or 143. Nothing is printed. No new file is
    left behind, because signals wait while a file is written. An ignored signal stays ignored.
    """
    if signals.getsignal(signals.SIGINT) is signals.default_int_handler:
        signals.signal(signals.SIGINT, _end)
    if signals.getsignal(signals.SIGTERM) == signals.SIG_DFL:
        signals.signal(signals.SIGTERM, _end)


def _end(number: int, _: FrameType | None) -> None:
    try:
        if workers := sys.modules.get(_WORKER):
            workers.kill_all()
    finally:
        os._exit(128 + number)
