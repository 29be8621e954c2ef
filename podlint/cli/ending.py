"""Ends the program when it receives SIGINT or SIGTERM.

podlint does not raise an exception for a signal: in some places, such as an import, Python drops
such an exception, and in others it prints a traceback.
"""

from __future__ import annotations

import os
import sys

try:
    # `signal` also makes an enumeration of the numbers, and so takes much longer to import.
    import _signal as signals  # type: ignore[import-not-found, unused-ignore]
except ImportError:
    import signal as signals

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType

__all__ = ["end_at_once"]

_WORKER = "podlint.engine.worker"


def end_at_once() -> None:
    """From now on, end this process and its workers on SIGINT and SIGTERM.

    The exit code is the one that shells show for the signal: 130 or 143. Nothing is printed. No
    temporary file remains, because signals are held back while a file is written. An ignored signal
    stays ignored.
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
