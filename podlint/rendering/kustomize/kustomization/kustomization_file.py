"""The file of a kustomization to what it says.

Sources: api/types/kustomization.go; api/internal/target/kusttarget.go.
"""

from __future__ import annotations

from collections.abc import Iterable

from podlint.rendering.kustomize.kustomization.entries import (
    FieldOptions,
    FieldSpec,
    GeneratorEntry,
    GeneratorOptions,
    ImageEntry,
    LabelsEntry,
    Replacement,
    ReplacementSource,
    ReplacementTarget,
    ReplicasEntry,
    Selector,
    Written,
)
from podlint.rendering.kustomize.kustomization.typed_data import Entry, YamlFile
from podlint.rendering.kustomize.kustomization.types import KUSTOMIZATION
from podlint.rendering.kustomize.nodes.errors import BuildError
from podlint.rendering.kustomize.nodes.identity import Gvk
from podlint.rendering.kustomize.nodes.node import Origin
from podlint.startup.frozen import Frozen

__all__ = ["COMPONENT", "Kustomization", "PatchEntry", "field_specs", "generator", "image", "patch",
           "read_kustomization", "replacement", "replicas", "selector"]  # fmt: skip

KUSTOMIZATION_KIND, COMPONENT = "Kustomization", "Component"
_API_VERSIONS = {
    KUSTOMIZATION_KIND: "kustomize.config.k8s.io/v1beta1",
    COMPONENT: "kustomize.config.k8s.io/v1alpha1",
}
_EMPTIED = frozenset(("bases", "imageTags", "helmChartInflationGenerator"))
"""Deprecated fields: nothing is left of empty ones when they are moved."""


class PatchEntry(Frozen):
    """An entry of ``patches`` or ``patchesJson6902``.

    Attributes:
        path: The file of the patch, if there is one.
        patch: The patch itself, if it is written in the kustomization.
        target: What selects the resources that are patched.
        allow_name_change: A strategic merge patch may change the name.
        allow_kind_change: A strategic merge patch may change the kind.
        origin: The entry's place.
    """

    path: Written | None
    patch: Written | None
    target: Selector | None
    allow_name_change: bool
    allow_kind_change: bool
    origin: Origin


class Kustomization:
    """A kustomization or a component: what its fields say.

    Attributes:
        file: Its path.
        entry: All its fields.
        kind: ``Kustomization`` or ``Component``.
    """

    def __init__(self, file: str, entry: Entry) -> None:
        self.file = file
        self.entry = entry
        self.kind = entry.text("kind") or KUSTOMIZATION_KIND

    @property
    def resources(self) -> tuple[Written, ...]:
        """The files and folders that it takes in."""
        return (*self.entry.texts("resources"), *self.entry.texts("bases"))

    @property
    def labels(self) -> list[LabelsEntry]:
        """The entries of ``labels``."""
        return [
            LabelsEntry(
                pairs=each.pairs("pairs"),
                include_selectors=each.flag("includeSelectors") is not None,
                include_templates=each.flag("includeTemplates") is not None,
                fields=field_specs(each.entries("fields")),
                origin=each.origin,
            )
            for each in self.entry.entries("labels")
        ]

    @property
    def images(self) -> list[ImageEntry]:
        """The entries of ``images``."""
        return [*map(image, (*self.entry.entries("images"), *self.entry.entries("imageTags")))]

    @property
    def replicas(self) -> list[ReplicasEntry]:
        """The entries of ``replicas``."""
        return [*map(replicas, self.entry.entries("replicas"))]

    @property
    def generators(self) -> list[GeneratorEntry]:
        """The entries of ``configMapGenerator``, then those of ``secretGenerator``."""
        return [
            generator(kind, each)
            for kind, field in (("ConfigMap", "configMapGenerator"), ("Secret", "secretGenerator"))
            for each in self.entry.entries(field)
        ]

    @property
    def generator_options(self) -> GeneratorOptions | None:
        """The options for all generators."""
        return _generator_options(self.entry.entry("generatorOptions"))

    def patches(self, field: str) -> list[PatchEntry]:
        """The entries of a field of patches."""
        return [patch(each) for each in self.entry.entries(field)]


def read_kustomization(file: str, text: str, lenient: bool = False) -> Kustomization:
    """What the file of a kustomization says.

    Args:
        file: Its path.
        text: Its text.
        lenient: Leave out unknown fields, take numbers and flags for texts, and accept a file that
            says nothing: another tool than kustomize reads it.

    Raises:
        BuildError: It is not valid, or says nothing.
    """
    yaml = YamlFile(file, text)
    entry = yaml.entry(KUSTOMIZATION, strict=not lenient, typed=lenient)
    fields = [name for name in entry.names if name not in ("kind", "apiVersion")]
    if not lenient and all(name in _EMPTIED and not entry.entries(name) for name in fields):
        raise BuildError("the kustomization is empty", entry.origin)
    found = Kustomization(file, entry)
    if found.kind not in _API_VERSIONS:
        message = f"kind should be {KUSTOMIZATION_KIND} or {COMPONENT}"
        raise BuildError(message, entry.origin_of("kind"))
    version = entry.text("apiVersion")
    if version and version != _API_VERSIONS[found.kind]:
        message = f"apiVersion for {found.kind} should be {_API_VERSIONS[found.kind]}"
        raise BuildError(message, entry.origin_of("apiVersion"))
    return found


def field_specs(entries: Iterable[Entry]) -> tuple[FieldSpec, ...]:
    """Fields of some kinds."""
    return tuple(
        FieldSpec(each.text("path"), gvk(each), each.flag("create") is not None) for each in entries
    )


def gvk(entry: Entry) -> Gvk:
    """The group, version and kind of an entry."""
    return Gvk(entry.text("group"), entry.text("version"), entry.text("kind"))


def selector(entry: Entry | None) -> Selector | None:
    """A selector, if there is one."""
    if entry is None:
        return None
    return Selector(
        gvk(entry),
        entry.text("name"),
        entry.text("namespace"),
        entry.text("labelSelector"),
        entry.text("annotationSelector"),
        entry.origin,
    )


def image(entry: Entry) -> ImageEntry:
    """An image."""
    return ImageEntry(
        name=entry.text("name"),
        new_name=entry.written("newName"),
        new_tag=entry.written("newTag"),
        tag_suffix=entry.written("tagSuffix"),
        digest=entry.written("digest"),
        origin=entry.origin,
    )


def replicas(entry: Entry) -> ReplicasEntry:
    """A number of replicas."""
    origin = entry.origin_of("count") if entry.has("count") else entry.origin
    count = Written(str(entry.number("count")), origin)
    return ReplicasEntry(name=entry.text("name"), count=count, origin=entry.origin)


def patch(entry: Entry) -> PatchEntry:
    """A patch."""
    options = entry.entry("options")
    return PatchEntry(
        path=entry.written("path"),
        patch=entry.written("patch"),
        target=selector(entry.entry("target")),
        allow_name_change=options is not None and options.flag("allowNameChange") is not None,
        allow_kind_change=options is not None and options.flag("allowKindChange") is not None,
        origin=entry.origin,
    )


def generator(kind: str, entry: Entry) -> GeneratorEntry:
    """A generator of a kind."""
    env = entry.written("env")
    return GeneratorEntry(
        kind=kind,
        name=entry.written("name") or Written("", entry.origin),
        namespace=entry.written("namespace"),
        behavior=entry.text("behavior"),
        literals=entry.texts("literals"),
        envs=(*entry.texts("envs"), *((env,) if env else ())),
        files=entry.texts("files"),
        type=entry.written("type"),
        options=_generator_options(entry.entry("options")),
        origin=entry.origin,
    )


def _generator_options(entry: Entry | None) -> GeneratorOptions | None:
    if entry is None:
        return None
    return GeneratorOptions(
        entry.pairs("labels"),
        entry.pairs("annotations"),
        entry.flag("disableNameSuffixHash") is not None,
        entry.flag("immutable"),
    )


def replacement(entry: Entry) -> Replacement:
    """A replacement."""
    source = entry.entry("source")
    value = None
    if entry.has("sourceValue"):
        value = Written(entry.text("sourceValue"), entry.origin_of("sourceValue"))
    targets = tuple(map(_target, entry.entries("targets"))) if entry.has("targets") else None
    return Replacement(_source(source), value, targets, entry.origin)


def _source(entry: Entry | None) -> ReplacementSource | None:
    found = selector(entry)
    if entry is None or found is None:
        return None
    return ReplacementSource(
        found, entry.text("fieldPath"), _options(entry.entry("options")), entry.origin
    )


def _target(entry: Entry) -> ReplacementTarget:
    rejected = (selector(each) for each in entry.entries("reject"))
    return ReplacementTarget(
        selector(entry.entry("select")),
        tuple(each for each in rejected if each is not None),
        entry.texts("fieldPaths"),
        _options(entry.entry("options")),
        entry.origin,
    )


def _options(entry: Entry | None) -> FieldOptions | None:
    if entry is None:
        return None
    return FieldOptions(
        entry.text("delimiter"), entry.number("index"), entry.flag("create") is not None
    )
