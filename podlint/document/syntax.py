"""What the YAML parser says, in words that say what to do."""

from __future__ import annotations

from typing import Any

from ruamel.yaml.error import MarkedYAMLError

from podlint.document.fault import Refused
from podlint.startup.lazy_pattern import pattern

_ILLEGAL = pattern(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_FIRST_OF_LINE = pattern(r"(?:^|[\r\n\x85\u2028\u2029])[ -]*\Z")

_TAB = "a tab cannot indent: use spaces"
_DIRECTIVE = "a line that starts with '%' is for the parser: indent it, or use quotes"
_HEXADECIMAL = r"'\x', '\u' and '\U' need 2, 4 and 8 hexadecimal digits"

# the messages of libyaml and of ruamel.yaml's own parser
_MESSAGES = {
    "mapping values are not allowed in this context": (
        "a key cannot stand here: quote the value if ': ' is part of it, else check the indentation"
    ),
    "mapping values are not allowed here": (
        "a key cannot stand here: quote the value if ': ' is part of it, else check the indentation"
    ),
    "block sequence entries are not allowed in this context": (
        "a list cannot start here: put '- ' on a line of its own, below the key"
    ),
    "did not find expected key": (
        "this does not fit into the map around it: check the indentation of this line"
    ),
    "did not find expected '-' indicator": (
        "this does not fit into the list around it: indent it as part of an item, or write '- '"
    ),
    "could not find expected ':'": (
        "this is neither 'key: value' nor part of the value above: write ': ', or check indentation"
    ),
    "did not find expected ',' or ']'": "the list that '[' opens is not closed: write ',' or ']'",
    "did not find expected ',' or '}'": "the map that '{' opens is not closed: write ',' or '}'",
    "did not find expected node content": "a value is missing here: write it, or put it in quotes",
    "found unexpected end of stream": "the quotes opened here are not closed",
    "found unexpected document indicator": (
        "'---' or '...' at the start of a line ends the document, even in quotes: indent it"
    ),
    "found unknown escape character": (
        r"no such escape in double quotes: write '\\' for a backslash, or use single quotes"
    ),
    "did not find expected hexdecimal number": _HEXADECIMAL,
    "found invalid Unicode character escape code": (
        "this escape is no character on its own: write the character itself"
    ),
    "found a tab character that violates indentation": _TAB,
    "found a tab character where an indentation space is expected": _TAB,
    "found an indentation indicator equal to 0": "after '|' or '>' write 1 to 9, or nothing",
    "did not find expected comment or line break": (
        "the text of '|' or '>' starts on the next line: move it there, or use quotes"
    ),
    "found unknown directive name": _DIRECTIVE,
    "could not find expected directive name": _DIRECTIVE,
    "found undefined tag handle": "nothing declares this tag's prefix: drop the tag, or use quotes",
    "did not find expected <document start>": "'---' must stand above this line",
    "found incompatible YAML document": "Kubernetes reads YAML 1.1 only: drop the %YAML line",
    "did not find expected alphabetic or numeric character": (
        "'*' starts an alias and '&' an anchor: put a value that starts with one of them in quotes"
    ),
}
_AFTER_VALUE = frozenset({"did not find expected key", "did not find expected '-' indicator"})
_NOT_CLOSED = frozenset({"did not find expected ',' or ']'", "did not find expected ',' or '}'"})
_AT_CONTEXT = frozenset({"could not find expected ':'", "found unexpected end of stream"})


def refused(error: Exception, content: str) -> Refused:
    """What the error of a parser means, and where."""
    if isinstance(error, MarkedYAMLError):
        return _marked(error, content)
    illegal = _ILLEGAL.search(content)
    index = illegal.start() if illegal else 0
    shown = f"U+{ord(content[index]):04X}"
    message = f"the control character {shown} cannot stand in YAML: remove it"
    return Refused("control-character", message, index, index + 1)


def _marked(error: Any, content: str) -> Refused:
    problem = error.problem or ""
    index = error.problem_mark.index if error.problem_mark else 0
    context = error.context_mark.index if error.context_mark else index
    related: tuple[tuple[str, int, int], ...] = ()
    if problem in _AT_CONTEXT:
        index = context
    elif context < index:
        related = (("what it belongs to starts here", context, context),)
    message = _MESSAGES.get(problem) or _unusual(content[index : index + 1], problem)
    if problem in _NOT_CLOSED and content.startswith("?", index):
        message = "'?' cannot be part of plain text within '{ }' or '[ ]': put the text in quotes"
    if problem in _AFTER_VALUE and _FIRST_OF_LINE.search(content, 0, index) is None:
        message = "text after the end of a value: put all of it into one pair of quotes"
    ends = index >= len(content) or content[index] in "\r\n"
    return Refused("syntax", message, index, index if ends else index + 1, related)


def _unusual(character: str, problem: str) -> str:
    if "cannot start any token" in problem:
        if character == "\t":
            return _TAB
        return f"a value cannot start with '{character}': put it in quotes"
    return f"this is not YAML as Kubernetes reads it: {problem}"
