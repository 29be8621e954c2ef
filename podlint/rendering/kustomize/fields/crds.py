"""``crds``: definitions of OpenAPI whose extensions add fields to the tables.

Source: api/internal/accumulator/loadconfigfromcrds.go.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from podlint.document import JSON
from podlint.document.encoding import UndecodableError, decoded
from podlint.rendering.kustomize.fields.field_tables import FieldTables
from podlint.rendering.kustomize.kustomization.entries import (
    FieldSpec,
    Load,
    NameReference,
    Written,
)
from podlint.rendering.kustomize.kustomization.typed_data import YamlFile
from podlint.rendering.kustomize.nodes.errors import BuildError
from podlint.rendering.kustomize.nodes.identity import Gvk
from podlint.rendering.kustomize.nodes.read_nodes import Source, read_json
from podlint.rendering.kustomize.nodes.value import data_of

__all__ = ["defined_tables"]

_DEEPEST = 100
_REFERENCE = "x-kubernetes-object-ref"
_TABLES = {
    "x-kubernetes-annotation": "common_annotations",
    "x-kubernetes-label-selector": "common_labels",
    "x-kubernetes-identity": "name_prefix",
}

Properties = Mapping[str, Mapping[str, JSON]]


def defined_tables(paths: Sequence[Written], load: Load) -> FieldTables:
    """The fields that the definitions of some files add.

    Raises:
        BuildError: A file cannot be read, holds something else than definitions, or definitions
            that refer to each other in a circle.
    """
    found = FieldTables()
    for path in paths:
        definitions = _definitions(path, load)
        for name, properties in definitions.items():
            if properties.keys() >= {"kind", "apiVersion", "metadata"}:
                gvk = Gvk("", "", name.rpartition(".")[2])
                for tables in _Definitions(definitions, gvk, path).tables(name, ()):
                    found = found.merge(tables, path.origin)
    return found


def _definitions(path: Written, load: Load) -> dict[str, Properties]:
    """The properties of all definitions by their names."""
    file = load(path)
    try:
        text = decoded(file.content).text
    except UndecodableError as error:
        raise BuildError(f"{path.text} {error}", path.origin) from None
    if not file.content:
        raise BuildError(f"{path.text} is empty", path.origin)
    if file.content.startswith(b"{"):
        data = data_of(read_json(Source(file.file, text)))
    else:
        data = YamlFile(file.file, text).data
    return {
        name: {
            field: _map(each, path)
            for field, each in _map(
                _part(_map(_part(_map(definition, path), "schema"), path), "properties"), path
            ).items()
        }
        for name, definition in _map(data, path).items()
    }


def _map(data: JSON, path: Written) -> Mapping[str, JSON]:
    if data is None:
        return {}
    if not isinstance(data, dict):
        raise BuildError(f"{path.text} does not contain OpenAPI definitions", path.origin)
    return data


def _part(data: Mapping[str, JSON], name: str) -> JSON:
    """A field, whatever the case of its name."""
    return next((each for key, each in data.items() if key.lower() == name), None)


class _Definitions:
    """Finds the extensions of one kind's fields."""

    def __init__(self, definitions: Mapping[str, Properties], gvk: Gvk, path: Written) -> None:
        self._definitions = definitions
        self._gvk = gvk
        self._path = path

    def tables(self, name: str, path: tuple[str, ...]) -> Iterator[FieldTables]:
        """The fields of a definition, which stands at a path of the kind."""
        if len(path) > _DEEPEST:
            raise BuildError(
                f"definitions in {self._path.text} form a cycle",
                self._path.origin,
            )
        for field, definition in self._definitions.get(name, {}).items():
            here = (*path, field)
            extensions = {
                key.lower(): each for key, each in definition.items() if isinstance(each, str)
            }
            for extension, table in _TABLES.items():
                if extension in extensions:
                    yield FieldTables().replace(**{table: (self._field(here),)})
            kind = extensions.get(f"{_REFERENCE}-kind")
            version = extensions.get(f"{_REFERENCE}-api-version")
            if kind is not None and version is not None:
                key = extensions.get(f"{_REFERENCE}-name-key", "name")
                reference = NameReference(Gvk("", version, kind), (self._field((*here, key)),))
                yield FieldTables(name_reference=(reference,))
            target = definition.get("$ref")
            if isinstance(target, str):
                yield from self.tables(target, here)

    def _field(self, path: tuple[str, ...]) -> FieldSpec:
        return FieldSpec("/".join(path), self._gvk)
