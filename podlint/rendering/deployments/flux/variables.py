"""The variables of a Flux Kustomization: ``spec.postBuild``.

ConfigMaps are looked up in the repository. If several have the name, as in a repository with a
folder for each cluster, those nearest to the Kustomization count, by the folders that they share
with it. The values of Secrets are never read: a finding could show them.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from podlint.document.regular_file import MOST_OF_MANIFEST
from podlint.reading.inputs import Inputs
from podlint.rendering.deployments.declared import (
    Declared,
    declared_in,
    manifests_with,
    text_at,
    value_at,
)
from podlint.rendering.deployments.flux.substitution import Substitution, Variable
from podlint.rendering.deployments.repository import nothing_excluded
from podlint.rendering.kustomize.nodes.errors import BuildError
from podlint.rendering.kustomize.nodes.node import List, Map, Node, Scalar

__all__ = ["files_naming", "may_have_sources", "names_in", "substitution_of"]

_CONFIG_MAP, _SECRET = "ConfigMap", "Secret"
_ENCRYPTED = "ENC["
_NAME = re.compile(rb"""name["']?\s*:\s*["']?([\w.-]+)""")


def _references(node: Map) -> Iterator[tuple[str, str]]:
    found = value_at(node, "spec", "postBuild", "substituteFrom")
    for each in found.items if isinstance(found, List) else ():
        yield text_at(each, "kind"), text_at(each, "name")


def substitution_of(inputs: Inputs, repository: Path, declared: Declared) -> Substitution | None:
    """How a Kustomization replaces variables; None if it does not.

    Args:
        inputs: The file system.
        repository: The root of the repository.
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
            for path in inputs.once(files_naming, repository, name)
            for each in inputs.once(declared_in, path, _is_source)
            if (each.kind, each.name) == (kind, name)
            and (not each.namespace or declared.namespace in ("", each.namespace))
        ]
        variables |= _variables_in(_nearest(sources, (declared.file, *declared.within)))
        is_complete = is_complete and bool(sources)
    own = value_at(settings, "substitute")
    for name, value in own.items.items() if isinstance(own, Map) else ():
        if not isinstance(value, Scalar) or value.tag != "str":
            raise BuildError(f"the value of `{name}` has to be a string", value.places[0])
        variables[name] = Variable(value.text, value.places[0])
    always = text_at(settings, "substituteStrategy") == "Always"
    return Substitution(variables, is_complete, always)


def files_naming(inputs: Inputs, repository: Path, name: str) -> tuple[Path, ...]:
    """The files of a repository that may have a ConfigMap or a Secret with a name."""
    return tuple(inputs.once(_files_with_sources, repository).get(name, ()))


def _files_with_sources(inputs: Inputs, repository: Path) -> dict[str, list[Path]]:
    """The files that may have ConfigMaps and Secrets, by all names in them."""
    found: dict[str, list[Path]] = {}
    for path in manifests_with(inputs, repository, may_have_sources, nothing_excluded):
        try:
            names = inputs.in_content(path, names_in, MOST_OF_MANIFEST)
        except (OSError, ValueError):
            continue
        for name in names:
            found.setdefault(name, []).append(path)
    return found


def names_in(content: bytes) -> tuple[str, ...]:
    """All names in a file, of objects and others."""
    return tuple(sorted({name.decode() for name in _NAME.findall(content)}))


def may_have_sources(content: bytes) -> bool:
    """Whether a file may have a ConfigMap or a Secret."""
    return _CONFIG_MAP.encode() in content or _SECRET.encode() in content


def _is_source(group: str, kind: str) -> bool:
    return not group and kind in (_CONFIG_MAP, _SECRET)


def _nearest(sources: list[Declared], files: tuple[str, ...]) -> list[Declared]:
    """Those of the sources that share the most folders with one of some files."""
    shared = [max(len(os.path.commonpath([each.file, file])) for file in files) for each in sources]
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
