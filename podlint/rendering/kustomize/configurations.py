"""``configurations``: fields that a kustomization adds to the built-in tables.

Source: api/internal/plugins/builtinconfig.
"""

from __future__ import annotations

from collections.abc import Sequence

from podlint import document
from podlint.document.encoding import UndecodableError, decoded
from podlint.rendering.kustomize.entries import Load, NameReference, Written
from podlint.rendering.kustomize.errors import BuildError
from podlint.rendering.kustomize.field_tables import FieldTables, built_in_tables, sorted_fields
from podlint.rendering.kustomize.kustomization_file import field_specs, gvk
from podlint.rendering.kustomize.kustomization_types import TABLES
from podlint.rendering.kustomize.node import Origin
from podlint.rendering.kustomize.typed_data import YamlFile

__all__ = ["configured_tables"]

_NAMES = {
    "name_prefix": "namePrefix",
    "name_suffix": "nameSuffix",
    "namespace": "namespace",
    "common_labels": "commonLabels",
    "labels": "labels",
    "template_labels": "templateLabels",
    "common_annotations": "commonAnnotations",
    "var_reference": "varReference",
    "images": "images",
    "replicas": "replicas",
}


def configured_tables(paths: Sequence[Written], load: Load) -> FieldTables:
    """The built-in tables, completed by those of some files.

    Raises:
        BuildError: A file cannot be read, or contradicts another table.
    """
    if not paths:
        return built_in_tables()
    found = FieldTables()
    for path in paths:
        found = found.merge(_tables(path, load), path.origin)
    return built_in_tables().merge(found, paths[0].origin)


def _tables(path: Written, load: Load) -> FieldTables:
    file = load(path)
    try:
        text = decoded(file.content).text
    except UndecodableError as error:
        raise BuildError(f"{path.text} {error}", path.origin) from None
    entry = YamlFile(file.file, text).entry(TABLES)
    for problem in document.load(text)[0].problems:
        if problem.kind == "duplicate-key":
            raise BuildError(problem.message, Origin(file.file, problem.span))
    return FieldTables(
        **{
            name: sorted_fields(field_specs(entry.entries(field))) for name, field in _NAMES.items()
        },
        name_reference=tuple(
            NameReference(gvk(each), field_specs(each.entries("fieldSpecs")))
            for each in entry.entries("nameReference")
        ),
    )
