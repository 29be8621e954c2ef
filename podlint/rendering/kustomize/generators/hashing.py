"""The hashes that are appended to the names of generated objects.

Sources: api/hasher/hasher.go, api/internal/builtins/HashTransformer.go.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from podlint.document import JSON
from podlint.rendering.kustomize.nodes.errors import Declined
from podlint.rendering.kustomize.nodes.go_json import as_go_json
from podlint.rendering.kustomize.nodes.node import List, Node, Scalar
from podlint.rendering.kustomize.nodes.resource import NEEDS_HASH, Resource, sub_map
from podlint.rendering.kustomize.nodes.value import data_of

__all__ = ["add_hashes"]

_DIGITS = str.maketrans("013ae", "ghkmt")
_LENGTH = 10


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
    text = as_go_json(_as_floats(hashed))
    return sha256(text.encode()).hexdigest()[:_LENGTH].translate(_DIGITS)


def _field(node: Node | None) -> JSON:
    """A field as it counts: a scalar by its text, a map by its data."""
    if node is None:
        return ""
    if isinstance(node, Scalar):
        return node.text
    found = data_of(node)
    return None if isinstance(node, List) else found


def _as_floats(value: JSON) -> JSON:
    """Data after a decoder that knows floats alone."""
    if isinstance(value, dict):
        return {key: _as_floats(each) for key, each in value.items()}
    if isinstance(value, list):
        return [*map(_as_floats, value)]
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value
