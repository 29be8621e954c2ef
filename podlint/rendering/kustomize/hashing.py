"""The hashes that are appended to the names of generated objects.

Sources: api/hasher/hasher.go, api/internal/builtins/HashTransformer.go; ``encoding/json`` of Go.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal
from hashlib import sha256

from podlint.document import JSON
from podlint.rendering.kustomize.errors import Declined
from podlint.rendering.kustomize.node import List, Node, Scalar
from podlint.rendering.kustomize.resource import NEEDS_HASH, Resource, sub_map
from podlint.rendering.kustomize.value import data_of

__all__ = ["add_hashes"]

_DIGITS = str.maketrans("013ae", "ghkmt")
_LENGTH = 10
_ESCAPES = str.maketrans({each: f"\\u{ord(each):04x}" for each in "<>&\u2028\u2029"})
_MOST_PLAIN = 1e21
_LEAST_PLAIN = 1e-6


def add_hashes(resources: Sequence[Resource]) -> None:
    """Append a hash of the data to the names of the resources that are marked for it.

    Raises:
        Declined: A marked resource is neither a ConfigMap nor a Secret.
        BuildError: Data cannot be printed.
    """
    for resource in resources:
        if resource.annotation(NEEDS_HASH) == "enabled":
            suffix = _hash(resource)
            resource.remember_id()
            name = (sub_map(resource.root, "metadata") or resource.root).items.get("name")
            if isinstance(name, Scalar):
                name.become(Scalar(f"{name.text}-{suffix}"))


def _hash(resource: Resource) -> str:
    kind = resource.gvk.kind
    items = resource.root.items
    if kind == "ConfigMap":
        hashed: dict[str, JSON] = {"data": _field(items.get("data")), "kind": kind, "name": ""}
        optional = "binaryData"
    elif kind == "Secret":
        hashed = {
            "data": _field(items.get("data")),
            "kind": kind,
            "name": "",
            "type": _field(items.get("type")),
        }
        optional = "stringData"
    else:
        raise Declined(f"podlint does not hash a {kind}", resource.source)
    extra = _field(items.get(optional))
    if isinstance(extra, dict):
        hashed[optional] = extra
    text = _go_json(hashed)
    return sha256(text.encode()).hexdigest()[:_LENGTH].translate(_DIGITS)


def _field(node: Node | None) -> JSON:
    """A field as it counts: a scalar by its text, a map by its data."""
    if node is None:
        return ""
    if isinstance(node, Scalar):
        return node.text
    found = data_of(node)
    return None if isinstance(node, List) else found


def _go_json(value: JSON) -> str:
    """JSON as Go writes it."""
    if isinstance(value, dict):
        return f"{{{','.join(f'{_go_json(key)}:{_go_json(value[key])}' for key in sorted(value))}}}"
    if isinstance(value, list):
        return f"[{','.join(map(_go_json, value))}]"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).translate(_ESCAPES)
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    return _number(value)


def _number(value: float) -> str:
    """A number, which is a float64 by now."""
    number = float(value)
    shortest = repr(number)
    if not number or _LEAST_PLAIN <= abs(number) < _MOST_PLAIN:
        return f"{Decimal(shortest):f}".removesuffix(".0")
    mantissa, _, exponent = shortest.partition("e")
    return f"{mantissa}e{int(exponent):+d}"
