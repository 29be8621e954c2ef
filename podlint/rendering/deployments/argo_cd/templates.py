"""Templates of ApplicationSets: texts in which parameters are filled in.

There are two kinds: plain ones, ``{{path.basename}}``, and with ``goTemplate: true`` those of Go,
``{{ .path.basename | normalize }}``. Of the latter, podlint evaluates fields, texts, `index` and
some functions. An expression that it cannot evaluate, or whose parameter only Argo CD knows, is
left in the text.

Source: ``Replace`` in applicationset/utils/utils.go of Argo CD 3.5.
"""

from __future__ import annotations

from collections.abc import Callable

from podlint.rendering.kustomize.nodes.node import List, Map, Node, Origin, Scalar, child, text_map
from podlint.startup.frozen import Frozen
from podlint.startup.lazy_pattern import pattern

__all__ = ["Parameters", "Rendered", "has_expression", "rendered", "rendered_text", "sanitized"]

_PLAIN = pattern(r"\{\{(.*?)\}\}")
_GO = pattern(r"(?s)(\s*\{\{- |\{\{)(.*?)( -\}\}\s*|\}\})")
_WORD = pattern(r"""\s*(?:(\|)|"((?:[^"\\]|\\.)*)"|`([^`]*)`|(-?[0-9]+)(?![\w.])|([.\w]+))""")
_CONTROL = frozenset("if else end range with define template block break continue".split())
_INVALID = pattern(r"[^-a-z0-9.]")
_LONGEST_NAME = 253

Value = str | int | Node | None
"""The value of an expression; None for a parameter that does not exist."""


class _UnknownError(Exception):
    """An expression cannot be evaluated."""


class Parameters(Frozen, eq=False):
    """Parameters of a template.

    Attributes:
        values: Their values; of plain templates, only texts at the top count.
        why_unknown: Why there may be other ones; empty if there are none.
    """

    values: Map
    why_unknown: str = ""


class Rendered:
    """A text in which parameters have been filled in.

    Attributes:
        text: The text.
        places: The places of the parameters.
    """

    def __init__(self, text: str, places: tuple[Origin, ...] = ()) -> None:
        self.text = text
        self.places = places


def has_expression(text: str) -> bool:
    """Whether a text is a template."""
    return "{{" in text


def rendered(node: Node, parameters: Parameters, go: bool) -> Node:
    """A node with parameters filled in, in texts and in keys.

    Args:
        node: The node.
        parameters: The parameters.
        go: The templates are those of Go.
    """
    if isinstance(node, Scalar):
        if node.tag != "str" or not has_expression(node.text):
            return node
        found = rendered_text(node.text, parameters, go)
        return Scalar(found.text, "str", node.quoted, (*found.places, *node.places))
    if isinstance(node, List):
        return List([rendered(each, parameters, go) for each in node.items], node.places)
    return text_map(
        {
            rendered_text(key, parameters, go).text: rendered(each, parameters, go)
            for key, each in node.items.items()
        },
        node.places,
    )


def rendered_text(text: str, parameters: Parameters, go: bool) -> Rendered:
    """A text with parameters filled in."""
    if not has_expression(text):
        return Rendered(text)
    return _go(text, parameters) if go else _plain(text, parameters)


def _plain(text: str, parameters: Parameters) -> Rendered:
    places: list[Origin] = []

    def value(expression: str) -> str | None:
        found = parameters.values.items.get(expression.strip())
        if not isinstance(found, Scalar):
            return None
        places.extend(found.places)
        return found.text

    pieces = []
    at = 0
    for match in _PLAIN.finditer(text):
        filled_in = value(match[1])
        pieces += [text[at : match.start()], match[0] if filled_in is None else filled_in]
        at = match.end()
    return Rendered("".join((*pieces, text[at:])), tuple(places))


def _go(text: str, parameters: Parameters) -> Rendered:
    places: list[Origin] = []
    pieces = []
    at = 0
    for match in _GO.finditer(text):
        words = _words(match[2])
        if words and isinstance(words[0], _Name) and words[0].text in _CONTROL:
            return Rendered(text)
        pieces.append(text[at : match.start()])
        at = match.end()
        try:
            pieces.append(_text(_pipeline(words, parameters, places)))
        except _UnknownError:
            pieces.append(match[0])
    return Rendered("".join((*pieces, text[at:])), tuple(places))


class _Name:
    """A word that is a field or a function."""

    def __init__(self, text: str) -> None:
        self.text = text


class _Pipe:
    """The sign between two steps of a pipeline."""


Word = _Name | _Pipe | str | int


def _words(expression: str) -> list[Word] | None:
    """The words of an expression; None if there is something else in it."""
    found: list[Word] = []
    at = 0
    while expression[at:].strip():
        match = _WORD.match(expression, at)
        if match is None:
            return None
        pipe, quoted, raw, number, name = match.groups()
        if pipe:
            found.append(_Pipe())
        elif name:
            found.append(_Name(name))
        elif number:
            found.append(int(number))
        elif quoted is not None and "\\" in quoted:
            return None
        else:
            found.append(quoted if quoted is not None else raw)
        at = match.end()
    return found


def _pipeline(words: list[Word] | None, parameters: Parameters, places: list[Origin]) -> Value:
    """The value of a pipeline.

    Raises:
        _UnknownError: It cannot be evaluated.
    """
    steps: list[list[Word]] = [[]]
    for word in words or ():
        if isinstance(word, _Pipe):
            steps.append([])
        else:
            steps[-1].append(word)
    piped: list[Value] = []
    for first, *rest in filter(None, steps):
        arguments = [*(_operand(each, parameters, places) for each in rest), *piped]
        if isinstance(first, _Name) and not first.text.startswith("."):
            value = _called(first.text, arguments)
        elif arguments:
            raise _UnknownError
        else:
            value = _operand(first, parameters, places)
        piped = [value]
    if not all(steps) or not piped:
        raise _UnknownError
    return piped[0]


def _operand(word: Word, parameters: Parameters, places: list[Origin]) -> Value:
    if isinstance(word, str | int):
        return word
    if not isinstance(word, _Name) or not word.text.startswith("."):
        raise _UnknownError
    found: Node | None = parameters.values
    for step in filter(None, word.text.split(".")):
        found = child(found, step)
        if found is None and parameters.why_unknown:
            raise _UnknownError
    if isinstance(found, Scalar):
        places.extend(found.places)
    return found


def _text(value: Value) -> str:
    """A value as a text.

    Raises:
        _UnknownError: It is a map, a list or null, or does not exist.
    """
    if isinstance(value, str | int):
        return str(value)
    if isinstance(value, Scalar) and value.tag != "null":
        return value.text
    raise _UnknownError


def _called(name: str, arguments: list[Value]) -> Value:
    if name == "index":
        return _index(arguments)
    if name == "default" and len(arguments) == 2 and arguments[1] is None:
        return arguments[0]
    if name not in _FUNCTIONS:
        raise _UnknownError
    number, function = _FUNCTIONS[name]
    if len(arguments) != number:
        raise _UnknownError
    return function(*map(_text, arguments))


def _index(arguments: list[Value]) -> Value:
    """An element of a map or list.

    Raises:
        _UnknownError: There is none.
    """
    found, *steps = arguments or [None]
    for step in steps:
        if not isinstance(step, str | int) or isinstance(found, str | int):
            raise _UnknownError
        found = child(found, step)
    return found


def sanitized(name: str) -> str:
    """A text as the name of an object (`SanitizeName`)."""
    return _INVALID.sub("-", name.lower())[:_LONGEST_NAME].strip("-.")


_FUNCTIONS: dict[str, tuple[int, Callable[..., str]]] = {
    "default": (2, lambda other, text: text or other),
    "lower": (1, str.lower),
    "normalize": (1, sanitized),
    "replace": (3, lambda old, new, text: text.replace(old, new)),
    "toString": (1, str),
    "trim": (1, str.strip),
    "trimPrefix": (2, lambda prefix, text: text.removeprefix(prefix)),
    "trimSuffix": (2, lambda suffix, text: text.removesuffix(suffix)),
    "upper": (1, str.upper),
}
"""The functions that are evaluated, each with the number of its arguments."""
