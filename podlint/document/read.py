"""One chunk's text to data, positions and faults."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import StreamEndEvent

from podlint.document import events
from podlint.document.composer import Composer
from podlint.document.fault import Refused
from podlint.document.mend import Mended
from podlint.document.nodes import Nodes
from podlint.document.span import JSON
from podlint.startup.lazy_pattern import pattern

_LEAST_MENDINGS = 20
_MOST_READ_AGAIN = 3_000_000
"""Characters, which take some seconds."""
_BETWEEN = pattern(
    r"(?:[ \t\r\n\x85\u2028\u2029\ufeff]|#[^\r\n\x85\u2028\u2029]*|(?:^|(?<=\r))\.\.\.(?=\s))*",
    re.MULTILINE,
)
_REST_OF_LINE = pattern(r"[^\r\n]*")


class Reading:
    """What a chunk's content turned out to be; places are indices in the content.

    `end` is where content starts that Kubernetes does not read; None where there is none.
    `failure` is what kept podlint from reading it, which is no fault of the content.
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
    """Reads the first YAML document of a content, as Kubernetes does; never raises."""
    try:
        return _read(content)
    except Exception as failure:
        return Reading(failure=failure)


def _read(content: str) -> Reading:
    mended = Mended(content)
    for _ in range(max(_LEAST_MENDINGS, _MOST_READ_AGAIN // (len(content) + 1))):
        try:
            next_event = mended.restoring(events.events(mended.text))
            reading = compose(content, next_event)
            if reading.end is not None:
                _note_extra_content(reading, content, next_event)
        except MarkedYAMLError as error:
            if not mends(mended, error):
                return Reading(error=_refused(error, content))
        except (YAMLError, UnicodeEncodeError) as error:
            return Reading(error=_refused(error, content))
        else:
            return reading
    return Reading(error=Refused("syntax", "too many colons", 0, 0))


def mends(mended: Mended, error: MarkedYAMLError) -> bool:
    """Whether what the parser does not take has been replaced, because Kubernetes takes it."""
    if error.problem.startswith(events.UNKNOWN_ESCAPE):
        return mended.replace_quote_escapes()
    if error.problem == events.FLOW_COLON and events.NATIVE_PARSER:
        mended.replace_colons(error.problem_mark.index)
        return True
    return False


def _refused(error: YAMLError | UnicodeEncodeError, content: str) -> Refused:
    # Imported when needed: its tables of characters take longer to compile than a file to read.
    from podlint.document import syntax

    return syntax.refused(error, content)


def read_events(content: str, next_event: Callable[[], Any]) -> Reading:
    """Reads the first document of events that are known to be sound; never raises."""
    try:
        return compose(content, next_event)
    except Exception as failure:
        return Reading(failure=failure)


def compose(content: str, next_event: Callable[[], Any]) -> Reading:
    """Reads the first document of the events; raises what they raise."""
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
        pass  # what follows is not even YAML
    between = _BETWEEN.match(content, reading.end or 0)
    start = reading.end = between.end() if between else len(content)
    line = _REST_OF_LINE.match(content, start)
    message = "text after the end of the document, which Kubernetes does not read"
    advice = "Put a line '---' before it."
    problem = Refused("extra-content", message, start, line.end() if line else start, help=advice)
    reading.problems.append(problem)
