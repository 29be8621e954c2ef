"""Files that complete a kustomization: tables of fields, and replacements.

Sources: api/internal/plugins/builtinconfig/loaddefaultconfig.go;
api/internal/builtins/ReplacementTransformer.go.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from podlint import document
from podlint.rendering.kustomize.fields.field_tables import FieldTables
from podlint.rendering.kustomize.kustomization.entries import NameReference, Replacement, Written
from podlint.rendering.kustomize.kustomization.kustomization_file import (
    field_specs,
    gvk,
    replacement,
)
from podlint.rendering.kustomize.kustomization.typed_data import Entry, YamlFile
from podlint.rendering.kustomize.kustomization.types import REPLACEMENT, TABLES
from podlint.rendering.kustomize.nodes.errors import BuildError
from podlint.rendering.kustomize.nodes.node import Origin
from podlint.rendering.kustomize.nodes.read_nodes import Source

__all__ = ["loaded_replacements", "loaded_tables"]


def loaded_tables(source: Source) -> FieldTables:
    """The tables in a file of ``configurations``.

    Raises:
        BuildError: It is not valid.
    """
    entry = YamlFile(source.file, source.text).entry(TABLES, typed=True)
    for problem in document.load(source.text)[0].problems:
        if problem.kind == "duplicate-key":
            raise BuildError(problem.message, Origin(source.file, problem.span))
    references = tuple(
        NameReference(gvk(each), field_specs(each.entries("fieldSpecs")))
        for each in entry.entries("nameReference")
    )
    return FieldTables(
        name_prefix=field_specs(entry.entries("namePrefix")),
        name_suffix=field_specs(entry.entries("nameSuffix")),
        namespace=field_specs(entry.entries("namespace")),
        common_labels=field_specs(entry.entries("commonLabels")),
        labels=field_specs(entry.entries("labels")),
        template_labels=field_specs(entry.entries("templateLabels")),
        common_annotations=field_specs(entry.entries("commonAnnotations")),
        name_reference=references,
        var_reference=field_specs(entry.entries("varReference")),
        images=field_specs(entry.entries("images")),
        replicas=field_specs(entry.entries("replicas")),
    )


def loaded_replacements(
    entries: Iterable[Entry], read: Callable[[Written], Source]
) -> list[Replacement]:
    """The replacements of a kustomization, those in files included.

    Raises:
        BuildError: A file is not valid.
    """
    found = []
    for entry in entries:
        path = entry.written("path")
        if path is None:
            found.append(replacement(entry))
            continue
        if entry.has("source") or entry.entries("targets"):
            raise BuildError("a replacement with a path can have nothing else", entry.origin)
        source = read(path)
        file = YamlFile(source.file, source.text)
        if isinstance(file.data, list):
            found += map(replacement, file.entries(REPLACEMENT))
        elif isinstance(file.data, dict):
            found.append(replacement(file.entry(REPLACEMENT, strict=False, typed=True)))
        else:
            raise BuildError("the file contains no replacements", source.first)
    return found
