"""A resource in the course of a build: its tree, and what it was called before.

Like kustomize, a resource keeps what it was called in annotations of its own, which patches can
meet (`api/resource/resource.go`, `api/internal/utils/annotations.go`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from podlint.rendering.kustomize.nodes.errors import BuildError, Declined
from podlint.rendering.kustomize.nodes.identity import Gvk, ResourceId
from podlint.rendering.kustomize.nodes.node import (
    List,
    Map,
    Node,
    Origin,
    Scalar,
    is_filled,
    text_of,
)
from podlint.rendering.kustomize.nodes.setting import (
    clear,
    created_map,
    set_field,
    set_texts,
    texts_in,
)

__all__ = ["INTERNAL", "Resource", "sub_map"]

_PREFIX = "internal.config.kubernetes.io/"
PREVIOUS_KINDS = f"{_PREFIX}previousKinds"
PREVIOUS_NAMES = f"{_PREFIX}previousNames"
PREVIOUS_NAMESPACES = f"{_PREFIX}previousNamespaces"
PREFIXES = f"{_PREFIX}prefixes"
SUFFIXES = f"{_PREFIX}suffixes"
REFERRERS = f"{_PREFIX}refBy"
BEHAVIOR = f"{_PREFIX}generatorBehavior"
NEEDS_HASH = f"{_PREFIX}needsHashSuffix"

INTERNAL = (
    PREVIOUS_KINDS, PREVIOUS_NAMES, PREVIOUS_NAMESPACES, PREFIXES, SUFFIXES, REFERRERS, BEHAVIOR,
    NEEDS_HASH,
)  # fmt: skip


def sub_map(node: Node | None, *steps: str) -> Map | None:
    """The map at a path of maps, if there is one."""
    for step in steps:
        if not isinstance(node, Map):
            return None
        node = node.items.get(step)
    return node if isinstance(node, Map) else None


class Resource:
    """A resource.

    Attributes:
        root: Its tree.
        source: What is said of it: the file that it comes from, or the entry that generates it.
    """

    __slots__ = ("root", "source")

    def __init__(self, root: Map, source: Origin | None = None) -> None:
        self.root = root
        self.source = source

    @property
    def gvk(self) -> Gvk:
        """Its present group, version and kind; of a null, how it is written."""
        items = self.root.items
        version, kind = items.get("apiVersion"), items.get("kind")
        return Gvk.of(
            version.text if isinstance(version, Scalar) else "",
            kind.text if isinstance(kind, Scalar) else "",
        )

    @property
    def name(self) -> str:
        """Its present name."""
        metadata = sub_map(self.root, "metadata")
        return text_of(metadata.items.get("name")) if metadata else ""

    @property
    def namespace(self) -> str:
        """Its present namespace, empty where unset."""
        metadata = sub_map(self.root, "metadata")
        return text_of(metadata.items.get("namespace")) if metadata else ""

    @property
    def id(self) -> ResourceId:
        """What it is called now (`CurId`)."""
        return ResourceId(self.gvk, self.name, self.namespace)

    @property
    def previous_ids(self) -> list[ResourceId]:
        """What it was called, the earliest first; group and version are the present ones.

        Raises:
            BuildError: The annotations that hold it do not fit together.
        """
        names = self.entries(PREVIOUS_NAMES)
        if not names:
            return []
        namespaces = self.entries(PREVIOUS_NAMESPACES)
        kinds = self.entries(PREVIOUS_KINDS)
        if not len(names) == len(namespaces) == len(kinds):
            raise BuildError(f"{self.id} has lost its former names", self.source)
        gvk = self.gvk
        return [
            ResourceId(Gvk(gvk.group, gvk.version, kind), name, namespace)
            for name, namespace, kind in zip(names, namespaces, kinds, strict=True)
        ]

    @property
    def original_id(self) -> ResourceId:
        """What it was called at first (`OrgId`)."""
        return next(iter(self.previous_ids), self.id)

    @property
    def ids(self) -> list[ResourceId]:
        """All of them: the previous ones, then the present one."""
        return [*self.previous_ids, self.id]

    def remember_id(self) -> None:
        """Note what it is called now among its previous ids (`StorePreviousId`)."""
        present = self.id
        self.append(PREVIOUS_NAMES, present.name)
        self.append(PREVIOUS_NAMESPACES, present.effective_namespace)
        self.append(PREVIOUS_KINDS, present.gvk.kind)

    def entries(self, annotation: str) -> list[str]:
        """The parts of an internal annotation; none if it is missing."""
        annotations = sub_map(self.root, "metadata", "annotations")
        found = annotations.items.get(annotation) if annotations else None
        return found.text.split(",") if isinstance(found, Scalar) else []

    def append(self, annotation: str, entry: str) -> None:
        """Add a part to an internal annotation, unless it is empty."""
        if entry:
            self.annotate(annotation, ",".join([*self.entries(annotation), entry]))

    def annotate(self, annotation: str, text: str) -> None:
        """Set an annotation; the map is made if necessary (`AnnotationSetter`)."""
        metadata = self.metadata()
        if not is_filled(metadata.items.get("annotations")):
            clear(metadata, "annotations")
        created_map(metadata, "annotations").items[annotation] = Scalar(text, "str", True)

    def texts(self, field: str) -> dict[str, Scalar]:
        """The labels or annotations as texts (`GetLabels`, `GetAnnotations`).

        Raises:
            BuildError: They are a list, which kubectl fails over.
        """
        metadata = sub_map(self.root, "metadata")
        found = metadata.items.get(field) if metadata else None
        if isinstance(found, List) and found.items:
            # kustomize takes the elements for keys and values in turn, if it does not crash.
            refusal = BuildError if len(found.items) % 2 else Declined
            raise refusal(f"the {field} must not be a list", next(iter(found.places), self.source))
        return texts_in(found)

    def set_texts(self, field: str, texts: Mapping[str, Scalar]) -> None:
        """Put others in the place of all labels or annotations; remove the map if it is empty."""
        set_texts(self.metadata(), field, texts)

    def annotation(self, name: str) -> str | None:
        """The text of an annotation, or None."""
        annotations = sub_map(self.root, "metadata", "annotations")
        found = annotations.items.get(name) if annotations else None
        return found.text if isinstance(found, Scalar) else None

    def remove_annotations(self, names: Iterable[str]) -> None:
        """Remove annotations, and the map if nothing is left."""
        metadata = sub_map(self.root, "metadata")
        annotations = sub_map(metadata, "annotations")
        if metadata is None or annotations is None:
            return
        for name in names:
            annotations.items.pop(name, None)
        if not annotations.items:
            del metadata.items["annotations"]

    def set_name(self, name: Scalar) -> None:
        """Give it a name; the quotes are those of the old one (`SetName`)."""
        set_field(self.metadata(), "name", name)

    def set_namespace(self, namespace: Scalar) -> None:
        """Put it into a namespace, or out of any if the text is empty (`SetNamespace`)."""
        if namespace.text:
            set_field(self.metadata(), "namespace", namespace)
        elif isinstance(metadata := self.root.items.get("metadata"), Map):
            clear(metadata, "namespace")

    def metadata(self) -> Map:
        """The map of its metadata, which is made if there is none.

        Raises:
            BuildError: It is not a map.
        """
        return created_map(self.root, "metadata")

    def error(self, message: str) -> BuildError:
        """An error about this resource."""
        return BuildError(f"{message} in {self.id}", self.source)
