"""``buildMetadata``: notes in annotations where a resource comes from, and what has changed it.

They are made whatever word the field holds, and removed in the end unless they are asked for.

Sources: api/resource/origin.go; ``AddTransformerAnnotation`` in api/resmap/reswrangler.go;
``Run`` in api/krusty/kustomizer.go.
"""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Sequence

from podlint.rendering.kustomize.kustomization.entries import FieldSpec, Written
from podlint.rendering.kustomize.nodes.node import Origin, Scalar
from podlint.rendering.kustomize.nodes.resource import INTERNAL, Resource
from podlint.rendering.kustomize.transformers.labels import add_entries

__all__ = ["Trail", "finish"]

_ORIGIN = "config.kubernetes.io/origin"
_TRANSFORMATIONS = "alpha.config.kubernetes.io/transformations"
_PREFIX = "internal.config.kubernetes.io/"
_REMOVED = (
    *INTERNAL,
    *(
        f"{_PREFIX}{name}"
        for name in (
            "allowNameChange allowKindChange path index seqindent id"
            " annotations-migration-resource-id helm-generated"
        ).split()
    ),
    "config.kubernetes.io/path",
    "config.kubernetes.io/index",
    "config.k8s.io/id",
)
_MANAGED_BY = "app.kubernetes.io/managed-by"
_VERSION = "kustomize-v5.8.1"
_LABELS = (FieldSpec("metadata/labels", create=True),)


class Trail:
    """The path from the root of the build to a kustomization."""

    def __init__(self, path: str = "") -> None:
        self._path = path

    def below(self, path: str) -> Trail:
        """The path to a folder or file that the kustomization names."""
        return Trail(posixpath.normpath(posixpath.join(self._path, path)))

    def note_file(self, resources: Sequence[Resource]) -> None:
        """Note that resources come from the file at the end of the path."""
        for resource in resources:
            resource.annotate(_ORIGIN, f"path: {self._path}\n")

    def note_generator(self, resource: Resource, kind: str, file: str) -> None:
        """Note that a resource has been generated."""
        if resource.annotation(_ORIGIN) is None:
            _set(resource, _ORIGIN, self._configured(kind, file, ""))

    def note_transformer(self, resources: Sequence[Resource], kind: str, file: str) -> None:
        """Note that something has changed, or may have changed, resources."""
        for resource in resources:
            if not resource.root.items:
                continue
            if resource.annotation(_ORIGIN) is None:
                _set(resource, _ORIGIN, self._configured(kind, file, ""))
                continue
            before = resource.annotation(_TRANSFORMATIONS) or ""
            more = self._configured(kind, file, "  ")
            _set(resource, _TRANSFORMATIONS, f"{before}- {more[2:]}")

    def _configured(self, kind: str, file: str, indent: str) -> str:
        path = posixpath.normpath(posixpath.join(self._path, posixpath.basename(file)))
        return "".join(
            f"{indent}{line}\n"
            for line in (
                f"configuredIn: {path}",
                "configuredBy:",
                "  apiVersion: builtin",
                f"  kind: {kind}",
            )
        )


def _set(resource: Resource, name: str, text: str) -> None:
    texts = resource.texts("annotations")
    texts[name] = Scalar(text, "str")
    resource.set_texts("annotations", texts)


def finish(resources: Sequence[Resource], words: Collection[str], origin: Origin) -> None:
    """Add the label that is asked for, and remove the notes that are not.

    Args:
        resources: All resources.
        words: The words of ``buildMetadata`` of the root.
        origin: The place of the field.
    """
    if "managedByLabel" in words:
        add_entries(resources, {_MANAGED_BY: Written(_VERSION, origin)}, _LABELS)
    for resource in resources:
        for names in (
            _REMOVED,
            () if "originAnnotations" in words else (_ORIGIN,),
            () if "transformerAnnotations" in words else (_TRANSFORMATIONS,),
        ):
            texts = resource.texts("annotations")
            for name in (_ORIGIN, _TRANSFORMATIONS):
                if name in texts and not texts[name].places:
                    texts[name].places = (origin,)
            if names and (texts or names is not _REMOVED):
                resource.set_texts(
                    "annotations", {name: each for name, each in texts.items() if name not in names}
                )
