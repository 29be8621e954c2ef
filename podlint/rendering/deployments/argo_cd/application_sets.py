"""ApplicationSets to the Applications that they make.

Source: applicationset/controllers/template of Argo CD 3.5.
"""

from __future__ import annotations

from collections.abc import Iterator

from podlint.document import load
from podlint.document.text import Text
from podlint.rendering.deployments.argo_cd.applications import Application
from podlint.rendering.deployments.argo_cd.generators import MOST_GENERATED, Generated, generated
from podlint.rendering.deployments.argo_cd.templates import (
    Parameters,
    has_expression,
    rendered,
    rendered_text,
)
from podlint.rendering.deployments.declared import Declared, text_at, value_at
from podlint.rendering.deployments.document_nodes import node_of
from podlint.rendering.deployments.node_merging import filled_up, merged, placed
from podlint.rendering.deployments.repository import Repository
from podlint.rendering.kustomize.nodes.errors import BuildError, Declined
from podlint.rendering.kustomize.nodes.node import List, Map, Node, Scalar, text_map

__all__ = ["applications_of"]


def applications_of(
    repository: Repository, declared: Declared
) -> Iterator[Application | BuildError]:
    """The Applications that an ApplicationSet makes, and why others are not made.

    Args:
        repository: The repository.
        declared: The ApplicationSet.
    """
    go_flag = value_at(declared.node, "spec", "goTemplate")
    go = isinstance(go_flag, Scalar) and go_flag.text == "true"
    template = value_at(declared.node, "spec", "template")
    generators = value_at(declared.node, "spec", "generators")
    if not isinstance(template, Map):
        return
    number = 0
    for generator in generators.items if isinstance(generators, List) else ():
        try:
            for each in generated(repository, generator, go):
                for parameters in each.parameters:
                    number += 1
                    if number > MOST_GENERATED:
                        message = (
                            f"podlint generates at most {MOST_GENERATED} Applications of a set"
                        )
                        yield Declined(message, generator.places[0])
                        return
                    yield _application(declared, _whole(template, each), parameters, go)
        except BuildError as error:
            yield error


def _whole(template: Map, generated_by: Generated) -> Map:
    """The template with what a generator says about it."""
    return filled_up(generated_by.template, template) if generated_by.template else template


def _application(
    declared: Declared, template: Map, parameters: Parameters, go: bool
) -> Application:
    """An Application.

    Raises:
        BuildError: Its patch cannot be applied.
    """
    node = rendered(template, parameters, go)
    assert isinstance(node, Map)
    patch = value_at(declared.node, "spec", "templatePatch")
    if isinstance(patch, Scalar) and patch.text:
        node = _patched(node, patch, parameters, go)
    node = text_map(node.items, (declared.place,))
    name = text_at(node, "metadata", "name")
    other = "podlint does not evaluate it" if go else "no generator has this parameter"
    return Application(
        node,
        f"Application {name} of ApplicationSet {declared.name}",
        declared.file,
        parameters.why_unknown or other,
    )


def _patched(node: Map, patch: Scalar, parameters: Parameters, go: bool) -> Map:
    """An Application with ``templatePatch``.

    Raises:
        BuildError: It is not valid.
        Declined: podlint cannot evaluate it.
    """
    found = rendered_text(patch.text, parameters, go)
    if has_expression(found.text):
        raise Declined("podlint does not evaluate this templatePatch", patch.places[0])
    document = next(iter(load(found.text)), None)
    if document is None or not isinstance(document.data, dict):
        raise BuildError("the templatePatch is not a map in YAML", patch.places[0])
    places = (*patch.places, *found.places)
    patched: Node = placed(node_of(document, "", Text(found.text)), places)
    return merged(node, patched) if isinstance(patched, Map) else node
