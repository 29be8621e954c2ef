"""Resources of kustomizations for tests, without files."""

from __future__ import annotations

from podlint.document import JSON, Span
from podlint.rendering.kustomize.kustomization.entries import Written
from podlint.rendering.kustomize.nodes.node import Map, Origin
from podlint.rendering.kustomize.nodes.read_nodes import Source, read_nodes
from podlint.rendering.kustomize.nodes.resource import INTERNAL, Resource
from podlint.rendering.kustomize.nodes.value import data_of

ENTRY = Origin("kustomization.yaml", Span(9, 1, 9, 2))


def resources_of(text: str) -> list[Resource]:
    found = []
    for node in read_nodes(Source("r.yaml", text)):
        assert isinstance(node, Map)
        found.append(Resource(node))
    return found


def written(text: str, line: int = 9) -> Written:
    return Written(text, Origin("kustomization.yaml", Span(line, 1, line, 2)))


def data(resource: Resource) -> dict[str, JSON]:
    """The data of a resource without what kustomize notes in it."""
    resource.remove_annotations(INTERNAL)
    found = data_of(resource.root)
    assert isinstance(found, dict)
    return found
