"""The variables of a Flux Kustomization: ``spec.postBuild``.

ConfigMaps are looked up in the repository. If several have the name, as in a repository with a
folder for each cluster, those nearest to the Kustomization count, by the folders that they share
with it. The values of Secrets are never read: a finding could show them.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from podlint.reading.inputs import Inputs
from podlint.rendering.deployments.declared import (
    Declared,
    declared_in,
    text_at,
    value_at,
    with_words,
)
from podlint.rendering.deployments.repository import nothing_excluded
from podlint.rendering.deployments.substitution import Substitution, Variable
from podlint.rendering.kustomize.errors import BuildError
from podlint.rendering.kustomize.node import List, Map, Node, Scalar

__all__ = ["names_of_sources", "substitution_of"]

_CONFIG_MAP, _SECRET = "ConfigMap", "Secret"
_ENCRYPTED = "ENC["


def names_of_sources(objects: Iterable[Declared]) -> frozenset[str]:
    """The names of all ConfigMaps and Secrets that Kustomizations take variables from."""
    return frozenset(name for each in objects for _, name in _references(each.node) if name)


def _references(node: Map) -> Iterator[tuple[str, str]]:
    found = value_at(node, "spec", "postBuild", "substituteFrom")
    for each in found.items if isinstance(found, List) else ():
        yield text_at(each, "kind"), text_at(each, "name")


def substitution_of(
    inputs: Inputs, repository: Path, names: frozenset[str], declared: Declared
) -> Substitution | None:
    """How a Kustomization replaces variables; None if it does not.

    Args:
        inputs: The file system.
        repository: The root of the repository.
        names: The names of all sources of variables, which are looked up at once.
        declared: The Kustomization.

    Raises:
        BuildError: The value of a variable is not a string.
    """
    settings = value_at(declared.node, "spec", "postBuild")
    if not isinstance(settings, Map):
        return None
    variables: dict[str, Variable] = {}
    is_complete = True
    for kind, name in _references(declared.node):
        sources = [
            each
            for each in inputs.once(_sources, repository, names)
            if (each.kind, each.name) == (kind, name)
            and (not each.namespace or declared.namespace in ("", each.namespace))
        ]
        variables |= _variables_in(_nearest(sources, declared.file))
        is_complete = is_complete and bool(sources)
    own = value_at(settings, "substitute")
    for name, value in own.items.items() if isinstance(own, Map) else ():
        if not isinstance(value, Scalar) or value.tag != "str":
            raise BuildError(f"the value of `{name}` has to be a string", value.places[0])
        variables[name] = Variable(value.text, value.places[0])
    always = text_at(settings, "substituteStrategy") == "Always"
    return Substitution(variables, is_complete, always)


def _sources(inputs: Inputs, repository: Path, names: frozenset[str]) -> tuple[Declared, ...]:
    """The ConfigMaps and Secrets of a repository with some names."""
    words = [name.encode() for name in sorted(names)]
    return tuple(
        each
        for path in with_words(inputs, repository, words, nothing_excluded)
        for each in declared_in(inputs, path, _is_source)
        if each.name in names
    )


def _is_source(group: str, kind: str) -> bool:
    return not group and kind in (_CONFIG_MAP, _SECRET)


def _nearest(sources: list[Declared], file: str) -> list[Declared]:
    """Those of the sources that share the most folders with a file."""
    shared = [len(os.path.commonpath([each.file, file])) for each in sources]
    return [each for each, length in zip(sources, shared, strict=True) if length == max(shared)]


def _variables_in(sources: list[Declared]) -> dict[str, Variable]:
    """The variables of sources; those whose values differ between them are unknown."""
    found: dict[str, Variable] = {}
    for source in sources:
        for name, value in _values_in(source):
            text = value.text if isinstance(value, Scalar) and source.kind == _CONFIG_MAP else None
            if text is not None and text.startswith(_ENCRYPTED):
                text = None
            if name in found and found[name].text != text:
                text = None
            found[name] = Variable(text, value.places[0])
    if len(sources) > 1:
        shared = [{name for name, _ in _values_in(each)} for each in sources]
        found |= {
            name: Variable(None, found[name].origin)
            for name in found
            if not all(name in each for each in shared)
        }
    return found


def _values_in(source: Declared) -> Iterator[tuple[str, Node]]:
    for field in ("data", "stringData") if source.kind == _SECRET else ("data",):
        values = value_at(source.node, field)
        if isinstance(values, Map):
            yield from values.items.items()
