"""The life of a Pod as far as its spec determines it: start, probes, restarts, end, termination.

Durations that the spec does not determine, such as the start of a program, are `Bounds`.
"""

from __future__ import annotations

from .bounds import Bounds
from .ending import BACK_OFF, BACK_OFF_RESET, After, Ending, Phase, endings, phases
from .probing import failing, start_up_budget, until_killed
from .start import Gate, Start, starts
from .stopping import Stop, stops
from .timeline import Timeline, timeline

__all__ = [
    "BACK_OFF",
    "BACK_OFF_RESET",
    "After",
    "Bounds",
    "Ending",
    "Gate",
    "Phase",
    "Start",
    "Stop",
    "Timeline",
    "endings",
    "failing",
    "phases",
    "start_up_budget",
    "starts",
    "stops",
    "timeline",
    "until_killed",
]
