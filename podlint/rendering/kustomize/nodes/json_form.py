"""Nodes as they are after they have been JSON: in its text, and read back from it.

In the text, every string is quoted and a number is what Go's encoding/json writes. Read back by
kustomize, every number is a 64-bit float, and strings are quoted only where YAML needs it.

Sources: ``RNode.MarshalJSON``, ``UnmarshalJSON`` and ``FromMap`` in kyaml/yaml/rnode.go;
``stringv`` and ``floatv`` in encode.go, and ``yaml_emitter_analyze_scalar`` in emitterc.go of
go.yaml.in/yaml/v3.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from podlint.document import JSON, Path
from podlint.rendering.kustomize.nodes.errors import BuildError
from podlint.rendering.kustomize.nodes.node import List, Map, Node, Origin, Scalar
from podlint.rendering.kustomize.nodes.value import data_of, is_nothing, scalar_value, tag_of
from podlint.startup.lazy_pattern import pattern

__all__ = ["as_json", "json_nodes", "number_text", "read_back"]

_BASE_60 = pattern(r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?")
_OLD_BOOLS = frozenset("y Y yes Yes YES on On ON n N no No NO off Off OFF".split())
_NO_START = frozenset("#,[]{}&*!|>'\"%@`")
_MEANS_ENTRY = pattern(r"[-?:](?:[ \t\n]|\Z)|---|\.\.\.")
_INNER = pattern(r":(?:[ \t\n]|\Z)|[ \t\n]#|[\n\r\x85\u2028\u2029]")
_UNPRINTABLE = pattern(
    r"[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_SMALLEST, _LARGEST = 1e-6, 1e21
"""Between these encoding/json writes no exponent."""
_LEAST_EXPONENT, _SHORT_EXPONENT = -4, 6
"""Between these Go's ``'g'`` writes no exponent."""


def as_json(node: Node, written: bool = True, is_root: bool = True) -> Node:
    """A resource as it is in the text of JSON.

    Args:
        node: The resource.
        written: It is written as YAML and read again before it becomes JSON, as kustomize mostly
            does: nothing in brackets becomes an empty text.
        is_root: It is all of a resource.

    Raises:
        BuildError: It cannot be written as JSON.
    """
    data_of(node, is_root=is_root)
    return _as_json(node, written, in_flow=False)


def _as_json(node: Node, written: bool, in_flow: bool) -> Node:
    if isinstance(node, List):
        in_flow = written and (in_flow or node.flow)
        return List([_as_json(each, written, in_flow) for each in node.items], node.places)
    if isinstance(node, Map):
        in_flow = written and (in_flow or node.flow)
        found = Map(
            {key: _as_json(each, written, in_flow) for key, each in node.items.items()}, node.places
        )
        found.keys = dict(node.keys)
        found.texts = _odd(found)
        return found
    return _scalar("" if is_nothing(node, in_flow) else scalar_value(node), node.places)


def _odd(owner: Map) -> frozenset[str]:
    return frozenset(key for key in owner.items if tag_of(key) != "str")


def _scalar(value: JSON, places: tuple[Origin, ...]) -> Scalar:
    if isinstance(value, str):
        return Scalar(value, "str", True, places)
    if value is None:
        return Scalar("null", "null", False, places)
    if isinstance(value, bool):
        return Scalar("true" if value else "false", "bool", False, places)
    assert isinstance(value, int | float)
    return Scalar(number_text(value), "int" if isinstance(value, int) else "float", False, places)


def json_nodes(data: JSON, origin: Callable[[Path], Origin], path: Path = ()) -> Node:
    """Data as it is in the text of JSON.

    Args:
        data: The data.
        origin: The place of a path.
        path: The path of the data.
    """
    places = (origin(path),)
    if isinstance(data, list):
        items = [json_nodes(each, origin, (*path, at)) for at, each in enumerate(data)]
        return List(items, places)
    if isinstance(data, dict):
        found = Map(
            {key: json_nodes(each, origin, (*path, key)) for key, each in data.items()}, places
        )
        found.texts = _odd(found)
        return found
    return _scalar(data, places)


def number_text(number: int | float) -> str:
    """A number as encoding/json writes it."""
    if isinstance(number, int):
        return str(number)
    if number != 0 and not _SMALLEST <= abs(number) < _LARGEST:
        mantissa, _, exponent = _shortest(number)
        return f"{mantissa}e{exponent[0]}{exponent[1:].lstrip('0')}"
    mantissa, _, exponent = _shortest(number)
    return _positional(mantissa, int(exponent))


def _shortest(number: float) -> tuple[str, str, str]:
    """The shortest digits as a mantissa, and an exponent of at least two digits."""
    for precision in range(17):
        text = f"{number:.{precision}e}"
        if float(text) == number:
            break
    return text.partition("e")


def _positional(mantissa: str, exponent: int) -> str:
    sign = "-" if mantissa.startswith("-") else ""
    digits = mantissa.lstrip("-").replace(".", "")
    if exponent < 0:
        return f"{sign}0.{'0' * (-exponent - 1)}{digits}"
    digits = digits.ljust(exponent + 1, "0")
    whole, fraction = digits[: exponent + 1], digits[exponent + 1 :].rstrip("0")
    return f"{sign}{whole}.{fraction}" if fraction else f"{sign}{whole}"


def _general(number: float) -> str:
    """A number as Go formats it with ``'g'`` and the shortest precision."""
    mantissa, _, exponent = _shortest(number)
    if _LEAST_EXPONENT <= int(exponent) < _SHORT_EXPONENT:
        return _positional(mantissa, int(exponent))
    return f"{mantissa}e{exponent}"


def read_back(node: Node) -> Node:
    """A node in the text of JSON as kustomize reads it back.

    Raises:
        BuildError: A number is too large for JSON.
    """
    if isinstance(node, List):
        made = List([read_back(each) for each in node.items], node.places)
        made.flow = not node.items
        return made
    if isinstance(node, Map):
        found = Map({key: read_back(each) for key, each in node.items.items()}, node.places)
        found.flow = not node.items
        found.keys = {key: node.keys[key] for key in node.items if key in node.keys}
        found.texts = _odd(found)
        return found
    if node.tag == "str":
        return Scalar(node.text, "str", _is_quoted(node.text), node.places)
    if node.tag in ("int", "float"):
        number = float(node.text)
        if number in (float("inf"), float("-inf")):
            raise BuildError(f"the number {node.text} is too large", next(iter(node.places), None))
        text = _general(number)
        return Scalar(text, tag_of(text), False, node.places)
    return Scalar(node.text, node.tag, False, node.places)


@lru_cache(maxsize=4096)
def _is_quoted(text: str) -> bool:
    """Whether go-yaml writes a string in quotes or as a block."""
    if tag_of(text) != "str" or text in _OLD_BOOLS or _BASE_60.fullmatch(text):
        return True
    return (
        text[0] in _NO_START
        or text[0] == " "
        or text[-1] == " "
        or _MEANS_ENTRY.match(text) is not None
        or _INNER.search(text) is not None
        or _UNPRINTABLE.search(text) is not None
    )
