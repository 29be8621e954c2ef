"""The entries of a kustomization that change or generate resources, with who wrote them.

Whatever reads a kustomization makes them; the modules that are named after them apply them. Their
texts are those of the kustomization as its own reader decodes it (`api/types`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple, TypeAlias

from podlint.rendering.kustomize.nodes.identity import Gvk
from podlint.rendering.kustomize.nodes.node import Origin, Scalar
from podlint.startup.frozen import Frozen

__all__ = [
    "FieldOptions",
    "FieldSpec",
    "GeneratorEntry",
    "GeneratorOptions",
    "ImageEntry",
    "LabelsEntry",
    "Load",
    "LoadedFile",
    "NameReference",
    "Replacement",
    "ReplacementSource",
    "ReplacementTarget",
    "ReplicasEntry",
    "Selector",
    "Written",
]


class Written(NamedTuple):
    """A text of a kustomization, and its place."""

    text: str
    origin: Origin

    def scalar(self, tag: str = "str") -> Scalar:
        """The text as a value of a resource; with an empty tag, the text decides what it means."""
        return Scalar(self.text, tag, places=(self.origin,))


class LoadedFile(NamedTuple):
    """A file that a kustomization names.

    Attributes:
        file: Its path, as in `podlint.rendering.kustomize.nodes.node.Origin`.
        content: Its bytes.
    """

    file: str
    content: bytes


Load: TypeAlias = Callable[[Written], LoadedFile]
"""Reads a file by its path relative to the kustomization; raises `BuildError` where it may not."""


class FieldSpec(NamedTuple):
    """A field of some kinds (`types.FieldSpec`).

    Attributes:
        path: The path to it, with slashes; a piece that ends in ``[]`` is a list.
        gvk: The kinds that have it; an empty part means any.
        create: Maps that are missing on the way are made.
    """

    path: str
    gvk: Gvk = Gvk("", "", "")
    create: bool = False


class NameReference(NamedTuple):
    """The fields that hold the name of a kind (`NameBackReferences`).

    Attributes:
        gvk: The kind that is named; an empty part means any.
        fields: Where it is named; their `create` is never used.
    """

    gvk: Gvk
    fields: tuple[FieldSpec, ...]


class LabelsEntry(Frozen):
    """An entry of ``labels``.

    Attributes:
        pairs: The labels.
        include_selectors: Selectors get them too, and templates.
        include_templates: The metadata of templates gets them too.
        fields: Further fields that get them.
        origin: The entry's place.
    """

    pairs: Mapping[str, Written]
    include_selectors: bool
    include_templates: bool
    fields: tuple[FieldSpec, ...]
    origin: Origin


class ImageEntry(Frozen):
    """An entry of ``images``; what is not written or empty is None.

    Attributes:
        name: The images that it concerns: a regular expression, as it is used.
        new_name: The name that they get.
        new_tag: The tag that they get.
        tag_suffix: What is appended to the tag.
        digest: The digest that they get.
        origin: The entry's place.
    """

    name: str
    new_name: Written | None
    new_tag: Written | None
    tag_suffix: Written | None
    digest: Written | None
    origin: Origin

    @property
    def writers(self) -> tuple[Origin, ...]:
        """The places of the fields that make a new image: tag or digest first, then the name.

        An entry without these fields writes nothing.
        """
        fields = (self.digest, self.new_tag, self.tag_suffix, self.new_name)
        return tuple(each.origin for each in fields if each)


class ReplicasEntry(Frozen):
    """An entry of ``replicas``.

    Attributes:
        name: The present or a previous name of the resource.
        count: The count, as a decimal number.
        origin: The entry's place.
    """

    name: str
    count: Written
    origin: Origin


class GeneratorOptions(Frozen):
    """``generatorOptions``, or ``options`` of a generator."""

    labels: Mapping[str, Written]
    annotations: Mapping[str, Written]
    disable_name_suffix_hash: bool = False
    immutable: Written | None = None


class GeneratorEntry(Frozen):
    """An entry of ``configMapGenerator`` or ``secretGenerator``.

    Attributes:
        kind: ``ConfigMap`` or ``Secret``.
        name: The name, which may be empty.
        namespace: The namespace, if it is written and not empty.
        behavior: The word as it is written; empty if it is not.
        literals: The literal pairs.
        envs: The files of pairs; a deprecated ``env`` is the last.
        files: The files.
        type: The type of a Secret, if it is written and not empty.
        options: The options of the entry alone.
        origin: The entry's place.
    """

    kind: str
    name: Written
    namespace: Written | None
    behavior: str
    literals: tuple[Written, ...]
    envs: tuple[Written, ...]
    files: tuple[Written, ...]
    type: Written | None
    options: GeneratorOptions | None
    origin: Origin


class Selector(Frozen):
    """What selects resources; an empty text selects all (`types.Selector`)."""

    gvk: Gvk = Gvk("", "", "")
    name: str = ""
    namespace: str = ""
    label_selector: str = ""
    annotation_selector: str = ""
    origin: Origin | None = None


class FieldOptions(Frozen):
    """How the text of a field is taken apart (`types.FieldOptions`)."""

    delimiter: str = ""
    index: int = 0
    create: bool = False


class ReplacementSource(Frozen):
    """Where the value of a replacement comes from.

    Attributes:
        selector: The resource; its texts are not regular expressions.
        field_path: The field; empty means the name.
        options: Which part of the field's text is taken, if not all.
        origin: The source's place.
    """

    selector: Selector
    field_path: str
    options: FieldOptions | None
    origin: Origin


class ReplacementTarget(Frozen):
    """Where the value of a replacement is written.

    Attributes:
        select: The resources; None if it is missing.
        reject: Those of them that are left out.
        field_paths: The fields; none means the name.
        options: How the fields are written.
        origin: The target's place.
    """

    select: Selector | None
    reject: tuple[Selector, ...]
    field_paths: tuple[Written, ...]
    options: FieldOptions | None
    origin: Origin


class Replacement(Frozen):
    """An entry of ``replacements``, or of a file of them.

    Attributes:
        source: Where the value comes from, if that is a resource.
        source_value: The value, if it is written.
        targets: Where it goes; None if it is missing or null.
        origin: The entry's place.
    """

    source: ReplacementSource | None
    source_value: Written | None
    targets: tuple[ReplacementTarget, ...] | None
    origin: Origin
