"""The objects of a unit: what selects what, and whether absence is certain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from podlint.document.field_path import field_names, texts_in
from podlint.models import KubernetesObject
from podlint.models.workloads import PodTarget, pods_of
from podlint.startup.frozen import Frozen

if TYPE_CHECKING:
    from podlint.document import Place
    from podlint.models import LabelSelector
    from podlint.models.service import Service

Kind = TypeVar("Kind", bound=KubernetesObject)


class Generated(Frozen):
    """A ConfigMap or Secret that the unit's kustomization generates.

    Attributes:
        kind: ``ConfigMap`` or ``Secret``.
        name: The name that manifests use; kustomize appends a hash wherever it occurs.
        keys: Its keys; None if unread files or another kustomization add keys.
    """

    kind: str
    name: str
    keys: frozenset[str] | None


class ObjectSet(Frozen):
    """Objects that are applied together.

    Attributes:
        objects: Complete objects and fragments, in the order of files and documents.
        fragments: The places of objects that are patches, or that a patch in the repository
            changes. Missing fields of these objects may be set elsewhere.
        all_read: Every file of the unit was read and none is a template, so no unread file can
            change the objects in the set. It can be True although `complete` is False.
        labelled: The places of objects to whose selectors and templates a kustomization adds
            labels.
        unclaimed: The places of fragments that no kustomization includes, and their missing fields.
        complete: All objects of the unit are in `objects`, so an object that is not there does not
            exist. False for text from standard input, for charts, for kustomizations that include
            resources from elsewhere, and if a file could not be read.
        namespace: The namespace that the unit's kustomization sets on all objects, if any.
        generated: The ConfigMaps and Secrets that the kustomization generates.
        replicas: The numbers of replicas that the kustomization sets, by the names of workloads.
        built: A kustomization builds the objects, so they are applied with one command.
    """

    objects: tuple[KubernetesObject, ...]
    fragments: frozenset[Place]
    complete: bool
    all_read: bool = True
    labelled: frozenset[Place] = frozenset()
    unclaimed: Mapping[Place, str] = MappingProxyType({})
    namespace: str | None = None
    generated: tuple[Generated, ...] = ()
    replicas: Mapping[str, int] = MappingProxyType({})
    built: bool = False

    @classmethod
    def of_fragments(cls, objects: Iterable[KubernetesObject]) -> ObjectSet:
        """Objects whose unit is unknown. Missing fields of these objects may be set elsewhere."""
        objects = tuple(objects)
        return cls(objects, frozenset(each.at for each in objects), complete=False)

    def is_fragment(self, obj: KubernetesObject) -> bool:
        """Whether the object is a patch, or a patch changes it."""
        return obj.at in self.fragments

    def of(self, kind: type[Kind]) -> Iterator[Kind]:
        """The objects of one kind."""
        if kind not in self._by_type:
            self._by_type[kind] = [obj for obj in self.objects if isinstance(obj, kind)]
        return iter(self._by_type[kind])

    def named(self, kind: str) -> Iterator[KubernetesObject]:
        """The objects of a kind given by name, as in `KubernetesObject.qualified_kind`."""
        return iter(self._by_kind.get(kind, ()))

    def whole(self, kind: type[Kind]) -> Iterator[Kind]:
        """The objects of one kind that are not fragments, so missing fields are faults."""
        return (obj for obj in self.of(kind) if not self.is_fragment(obj))

    def pods(self) -> Iterator[PodTarget]:
        """All Pods and Pod templates."""
        return iter(self._pods)

    def whole_pods(self) -> Iterator[PodTarget]:
        """The Pods and Pod templates that are not fragments, so missing fields are faults."""
        return (pod for pod in self._pods if not pod.partial and not self.is_fragment(pod.owner))

    def selected(self, selector: Mapping[str, str], namespace: str | None) -> Iterator[PodTarget]:
        """The Pods with all labels of a selector in a namespace; none for an empty selector.

        An object without a namespace can be applied to any namespace, so it matches all of them.
        """
        first = next(iter(selector.items()), None)
        for pod in self._by_label.get(first, ()) if first else ():
            labels = pod.labels
            if all(labels.get(key) == value for key, value in selector.items()) and together(
                namespace, pod.owner.namespace
            ):
                yield pod

    def matched(self, selector: LabelSelector, namespace: str | None) -> Iterator[PodTarget]:
        """The Pods that a selector matches in a namespace; all of them for an empty selector."""
        first = next(iter(selector.match_labels.items()), None)
        for pod in self._by_label.get(first, ()) if first else self._pods:
            labels = pod.labels
            if together(namespace, pod.owner.namespace) and not selector.unmet(labels):
                yield pod

    def services_of(self, pod: PodTarget) -> tuple[Service, ...]:
        """The Services that select a Pod."""
        return tuple(self._services.get(id(pod.spec), ()))

    @cached_property
    def _services(self) -> dict[int, list[Service]]:
        from podlint.models.service import Service

        found: dict[int, list[Service]] = {}
        for service in self.of(Service):
            selector = service.spec.selector if service.spec else {}
            for pod in self.selected(selector, service.namespace):
                found.setdefault(id(pod.spec), []).append(service)
        return found

    def nearly_selected(
        self, selector: Mapping[str, str], namespace: str | None
    ) -> PodTarget | None:
        """A complete Pod that a selector would match if its values had no typos, or None."""
        first = next(iter(selector.items()), None)
        for pod in self._nearly_labelled(*first) if first else ():
            labels = pod.labels
            wrong = {key for key, value in selector.items() if labels.get(key) != value}
            if not wrong or pod.partial or self.is_fragment(pod.owner):
                continue
            if not together(namespace, pod.owner.namespace):
                continue
            if all(_is_slip(selector[key], labels.get(key)) for key in wrong):
                return pod
        return None

    def _nearly_labelled(self, key: str, value: str) -> Iterator[PodTarget]:
        from podlint.models.guess import slip_of

        yield from self._by_label.get((key, value), ())
        for other in self._label_values.get(key, ()):
            if slip_of(value, (other,)):
                yield from self._by_label[key, other]

    def find(
        self, kind: str, name: str | None, asker: KubernetesObject | None
    ) -> KubernetesObject | None:
        """The object with a kind and name that another object references, or None.

        Files of a unit can be alternatives that define the same names. If there are several
        objects, the one in the same file as the reference is returned.

        Args:
            kind: The kind, as in `KubernetesObject.qualified_kind`.
            name: The name.
            asker: The object that contains the reference; None if the namespace does not matter.
        """
        named = self._by_name.get((kind, name), []) if name else []
        if asker is None:
            return next(iter(named), None)
        namespace = asker.namespace
        found = [obj for obj in named if together(namespace, obj.namespace)]
        beside = (obj for obj in found if obj.at.document.is_beside(asker.at.document))
        return next(beside, found[0] if found else None)

    @cached_property
    def written(self) -> frozenset[str]:
        """The field names and kinds in all objects, as in `written_in`, and the generated kinds."""
        generated = (each.kind for each in self.generated)
        return frozenset(generated).union(*map(self.written_in, self.objects))

    def written_in(self, obj: KubernetesObject) -> set[str]:
        """The names of the fields in an object, and its kind.

        For an object without a model, only the fields at the top level and in the metadata, because
        rules read no others.
        """
        if id(obj) not in self._names:
            modelled = type(obj) is not KubernetesObject
            names = field_names(obj.written if modelled else obj.written.get("metadata"))
            self._names[id(obj)] = {*names, *obj.written, obj.qualified_kind}
        return self._names[id(obj)]

    @cached_property
    def custom_texts(self) -> frozenset[str]:
        """Strings in custom resources, whose controllers may create objects with such names."""
        return frozenset(
            text
            for obj in self.objects
            if "." in obj.group and not obj.group.endswith("k8s.io")
            for text in texts_in(obj.written)
        )

    @cached_property
    def _names(self) -> dict[int, set[str]]:
        return {}

    @cached_property
    def _by_type(self) -> dict[type, list[Any]]:
        return {}

    @cached_property
    def _by_name(self) -> dict[tuple[str, str | None], list[KubernetesObject]]:
        found: dict[tuple[str, str | None], list[KubernetesObject]] = {}
        for obj in self.objects:
            found.setdefault((obj.qualified_kind, obj.name), []).append(obj)
        return found

    @cached_property
    def _by_kind(self) -> dict[str, list[KubernetesObject]]:
        found: dict[str, list[KubernetesObject]] = {}
        for obj in self.objects:
            found.setdefault(obj.qualified_kind, []).append(obj)
        return found

    @cached_property
    def _label_values(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for key, value in self._by_label:
            found.setdefault(key, []).append(value)
        return found

    @cached_property
    def _pods(self) -> tuple[PodTarget, ...]:
        return tuple(pod for obj in self.objects for pod in pods_of(obj))

    @cached_property
    def _by_label(self) -> dict[tuple[str, str], list[PodTarget]]:
        found: dict[tuple[str, str], list[PodTarget]] = {}
        for pod in self._pods:
            for label in (pod.labels).items():
                found.setdefault(label, []).append(pod)
        return found


def together(one: str | None, other: str | None) -> bool:
    """Whether two namespaces may be the same; None stands for a manifest without a namespace."""
    return not one or not other or one == other


def _is_slip(value: str, other: str | None) -> bool:
    from podlint.models.guess import slip_of

    return other is not None and slip_of(value, (other,)) is not None
