"""Reads the data, positions and faults of a chunk."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import StreamEndEvent

from podlint.document import events
from podlint.document.composer import Composer
from podlint.document.fault import Refused
from podlint.document.nodes import Nodes
from podlint.document.span import JSON
from podlint.document.stand_ins import StandIns
from podlint.startup.lazy_pattern import pattern

_LEAST_REPLACEMENTS = 20
_MOST_READ_AGAIN = 3_000_000
"""A number of characters that takes some seconds."""
_BETWEEN = pattern(
    r"(?:[ \t\r\n\x85\u2028\u2029\ufeff]|#[^\r\n\x85\u2028\u2029]*|(?:^|(?<=\r))\.\.\.(?=\s))*",
    re.MULTILINE,
)
_REST_OF_LINE = pattern(r"[^\r\n]*")


class Reading:
    """The result of reading a chunk; places are indices in the content.

    `end` is the start of content that Kubernetes does not read; None if there is none. `failure` is
    an internal error of podlint, which is not a fault of the content.
    """

    __slots__ = ("data", "end", "error", "failure", "nodes", "problems")

    def __init__(
        self,
        data: JSON = None,
        nodes: Nodes | None = None,
        error: Refused | None = None,
        problems: list[Refused] | None = None,
        end: int | None = None,
        failure: Exception | None = None,
    ) -> None:
        self.data = data
        self.nodes = nodes or Nodes()
        self.error = error
        self.problems = problems or []
        self.end = end
        self.failure = failure


def read(content: str) -> Reading:
    """Read the first YAML document of a content as Kubernetes does; never raises."""
    try:
        return _read(content)
    except Exception as failure:
        return Reading(failure=failure)


def _read(content: str) -> Reading:
    stand_ins = StandIns(content)
    for _ in range(max(_LEAST_REPLACEMENTS, _MOST_READ_AGAIN // (len(content) + 1))):
        try:
            next_event = stand_ins.restoring(events.events(stand_ins.text))
            reading = compose(content, next_event)
            if reading.end is not None:
                _note_extra_content(reading, content, next_event)
        except MarkedYAMLError as error:
            if not replaces(stand_ins, error):
                return Reading(error=_refused(error, content))
        except (YAMLError, UnicodeEncodeError) as error:
            return Reading(error=_refused(error, content))
        else:
            return reading
    return Reading(error=Refused("syntax", "too many colons", 0, 0))


def replaces(stand_ins: StandIns, error: MarkedYAMLError) -> bool:
    """Whether the text that the parser refuses has been replaced, because Kubernetes accepts it."""
    if error.problem.startswith(events.UNKNOWN_ESCAPE):
        return stand_ins.replace_quote_escapes()
    if error.problem == events.FLOW_COLON and events.NATIVE_PARSER:
        stand_ins.replace_colons(error.problem_mark.index)
        return True
    return False


def _refused(error: YAMLError | UnicodeEncodeError, content: str) -> Refused:
    # Imported on use, because compiling its tables takes longer than reading a file.
    from podlint.document import syntax

    return syntax.refused(error, content)


def read_events(content: str, next_event: Callable[[], Any]) -> Reading:
    """Read the first document of events that are known to be valid; never raises."""
    try:
        return compose(content, next_event)
    except Exception as failure:
        return Reading(failure=failure)


def compose(content: str, next_event: Callable[[], Any]) -> Reading:
    """Read the first document of the events; raises their errors."""
    composer = Composer(content)
    try:
        data = composer.compose(next_event)
    except Refused as refused:
        return Reading(error=refused)
    return Reading(data, composer.nodes, None, composer.problems, composer.end)


def _note_extra_content(reading: Reading, content: str, next_event: Callable[[], Any]) -> None:
    try:
        if isinstance(next_event(), StreamEndEvent):
            reading.end = None
            return
    except YAMLError:
        pass  # the following text is not YAML
    between = _BETWEEN.match(content, reading.end or 0)
    start = reading.end = between.end() if between else len(content)
    line = _REST_OF_LINE.match(content, start)
    message = "Kubernetes does not read this text after the end of the document"
    advice = "Put a line '---' before this text."
    problem = Refused("extra-content", message, start, line.end() if line else start, help=advice)
    reading.problems.append(problem)
