"""Explains the errors of the YAML parser in plain words, and says what to write instead."""

from __future__ import annotations

from typing import Any

from ruamel.yaml.error import MarkedYAMLError

from podlint.document.fault import Refused
from podlint.startup.lazy_pattern import pattern

_ILLEGAL = pattern(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_FIRST_OF_LINE = pattern(r"(?:^|[\r\n\x85\u2028\u2029])[ -]*\Z")

_TAB = ("a tab indents this line", "Indent with spaces.")
_KEY = (
    "a key is not allowed here",
    "Quote the value if ': ' is part of it; otherwise, correct the indentation.",
)
_DIRECTIVE = (
    "a line that starts with '%' is a directive of YAML",
    "Indent the line, or put the text in quotes.",
)
_HEXADECIMAL = (
    "the escape has too few hexadecimal digits",
    r"Write 2 hexadecimal digits after '\x', 4 after '\u' and 8 after '\U'.",
)

_NO_CONTENT = "did not find expected node content"
_BRACKET_OPEN = ("a '[' or '{' above is not closed", "Write the closing ']' or '}'.")

# the messages of libyaml and of ruamel.yaml's own parser: what is wrong, and what to write instead
_MESSAGES = {
    "mapping values are not allowed in this context": _KEY,
    "mapping values are not allowed here": _KEY,
    "block sequence entries are not allowed in this context": (
        "a list cannot start here",
        "Start the list on a new line, below the key.",
    ),
    "did not find expected key": (
        "this line is not a valid part of the map around it",
        "Correct the indentation of this line, or of the one above.",
    ),
    "did not find expected '-' indicator": (
        "this line is not a valid part of the list around it",
        "Indent the line as part of an item, or start it with '- '.",
    ),
    "could not find expected ':'": (
        "this line is neither 'key: value' nor part of the value above",
        "Write ': ' after the key, or correct the indentation.",
    ),
    "did not find expected ',' or ']'": (
        "the list that '[' opens is not closed",
        "Write ',' or ']' here.",
    ),
    "did not find expected ',' or '}'": (
        "the map that '{' opens is not closed",
        "Write ',' or '}' here.",
    ),
    _NO_CONTENT: (
        "a value is missing here",
        "Write the value. Put it in quotes if it starts with a special character.",
    ),
    "found unexpected end of stream": (
        "the quotes opened here are not closed",
        "Write the closing quote.",
    ),
    "found unexpected document indicator": (
        "'---' or '...' at the start of a line ends the document, even in quotes",
        "Indent the line.",
    ),
    "found unknown escape character": (
        "unknown escape in double quotes",
        r"Write '\\' for a backslash, or use single quotes.",
    ),
    "did not find expected hexdecimal number": _HEXADECIMAL,
    "found invalid Unicode character escape code": (
        "the escape is not a character on its own",
        "Write the character itself.",
    ),
    "found a tab character that violates indentation": _TAB,
    "found a tab character where an indentation space is expected": _TAB,
    "found an indentation indicator equal to 0": (
        "the indentation after '|' or '>' cannot be 0",
        "Write 1 to 9 after '|' or '>', or nothing.",
    ),
    "did not find expected comment or line break": (
        "text follows '|' or '>' on the same line",
        "Start the text on the next line, or use quotes.",
    ),
    "found unknown directive name": _DIRECTIVE,
    "could not find expected directive name": _DIRECTIVE,
    "found undefined tag handle": (
        "nothing declares the prefix of this tag",
        "Remove the tag, or put the text in quotes.",
    ),
    "did not find expected <document start>": (
        "the document does not start with '---', which is needed after a directive",
        "Write a line '---' above this line.",
    ),
    "found incompatible YAML document": (
        "the document is not YAML 1.1, the only version that Kubernetes reads",
        "Remove the %YAML line.",
    ),
    "did not find expected alphabetic or numeric character": (
        "'*' starts an alias, and '&' starts an anchor, but no name follows",
        "Put a value that starts with '*' or '&' in quotes.",
    ),
}
_AFTER_VALUE = frozenset({"did not find expected key", "did not find expected '-' indicator"})
_NOT_CLOSED = frozenset({"did not find expected ',' or ']'", "did not find expected ',' or '}'"})
_AT_CONTEXT = frozenset({"could not find expected ':'", "found unexpected end of stream"})


def refused(error: Exception, content: str) -> Refused:
    """The meaning and the place of a parser's error."""
    if isinstance(error, MarkedYAMLError):
        return _marked(error, content)
    illegal = _ILLEGAL.search(content)
    index = illegal.start() if illegal else 0
    shown = f"U+{ord(content[index]):04X}"
    message = f"the control character {shown} is not allowed in YAML"
    return Refused("control-character", message, index, index + 1, help="Remove the character.")


def _marked(error: Any, content: str) -> Refused:
    problem = error.problem or ""
    index = error.problem_mark.index if error.problem_mark else 0
    context = error.context_mark.index if error.context_mark else index
    related: tuple[tuple[str, int, int], ...] = ()
    if problem in _AT_CONTEXT:
        index = context
    elif context < index:
        related = (("the value around it starts here", context, context),)
    message, advice = _MESSAGES.get(problem) or _unusual(content[index : index + 1], problem)
    if problem in _NOT_CLOSED and content.startswith("?", index):
        message = "'?' cannot be part of unquoted text within '{ }' or '[ ]'"
        advice = "Put the text in quotes."
    if problem in _AFTER_VALUE and _FIRST_OF_LINE.search(content, 0, index) is None:
        message, advice = "text after the end of a value", "Put all of it in one pair of quotes."
    if problem == _NO_CONTENT and not content[index:].strip():
        message, advice = _BRACKET_OPEN
    ends = index >= len(content) or content[index] in "\r\n"
    end = index if ends else index + 1
    return Refused("syntax", message, index, end, related, advice)


def _unusual(character: str, problem: str) -> tuple[str, str | None]:
    if "cannot start any token" in problem:
        if character == "\t":
            return _TAB
        return f"a value cannot start with '{character}'", "Put the value in quotes."
    return f"this is not YAML as Kubernetes reads it: {problem}", None
