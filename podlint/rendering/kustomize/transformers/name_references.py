"""References by name, which follow the objects that were renamed.

Sources: api/internal/accumulator/namereferencetransformer.go, api/filters/nameref;
``SubsetThatCouldBeReferencedByResource`` in api/resmap/reswrangler.go.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from podlint.rendering.kustomize.fields.field_specs import set_fields
from podlint.rendering.kustomize.kustomization.entries import FieldSpec, NameReference
from podlint.rendering.kustomize.nodes.effort import spend
from podlint.rendering.kustomize.nodes.errors import BuildError
from podlint.rendering.kustomize.nodes.identity import Gvk, is_cluster_scoped
from podlint.rendering.kustomize.nodes.node import List, Map, Node, Origin, Scalar, is_null, text_of
from podlint.rendering.kustomize.nodes.resource import PREFIXES, SUFFIXES, Resource, sub_map
from podlint.rendering.kustomize.nodes.setting import set_field
from podlint.rendering.kustomize.nodes.value import scalar_value

__all__ = ["follow_names"]


def follow_names(resources: Sequence[Resource], references: Iterable[NameReference]) -> None:
    """Write the present names of resources wherever a former one is written.

    Args:
        resources: All resources.
        references: The table of fields that hold names.

    Raises:
        BuildError: It is not clear which resource a name means, or a field holds no name.
    """
    candidates = _Candidates(resources)
    by_kind: dict[Gvk, list[tuple[Gvk, FieldSpec]]] = {}
    references = tuple(references)
    for each in candidates.all:
        original = each.resource.original_id.gvk
        if original not in by_kind:
            by_kind[original] = [
                (reference.gvk, field)
                for reference in references
                for field in reference.fields
                if original.is_selected_by(field.gvk)
            ]
        if by_kind[original]:
            _check_version(each.resource)
            spend(len(by_kind[original]), each.resource.source)
            namespaces = frozenset(_namespaces_of_subjects(each.resource))
            for gvk, field in by_kind[original]:
                _Referrer(each, namespaces, candidates, gvk, field.path).follow()


def _check_version(resource: Resource) -> None:
    """Refuse what kustomize does not recognize as the resource (`confirmNodeMatchesReferrer`)."""
    items, gvk = resource.root.items, resource.gvk
    version, kind = text_of(items.get("apiVersion")), text_of(items.get("kind"))
    if (version, kind) != (gvk.api_version, gvk.kind):
        raise resource.error("`apiVersion` or `kind` is not plain text")


def _namespaces_of_subjects(resource: Resource) -> Iterator[str]:
    """The namespaces of the service accounts that a RoleBinding names."""
    subjects = resource.root.items.get("subjects")
    if resource.gvk.kind != "RoleBinding" or not isinstance(subjects, List):
        return
    for subject in subjects.items:
        if not isinstance(subject, Map):
            raise resource.error("a subject is not a map")
        if subject.items.keys() >= {"namespace", "kind"}:
            namespace, kind = (
                scalar_value(each) if isinstance(each, Scalar) else None
                for each in (subject.items["namespace"], subject.items["kind"])
            )
            if not isinstance(kind, str):
                raise resource.error("the kind of a subject is not text")
            if kind == "ServiceAccount":
                if not isinstance(namespace, str):
                    raise resource.error("the namespace of a subject is not text")
                yield namespace


class _Candidate:
    """A resource that names may mean, and what it is and was called."""

    def __init__(self, resource: Resource) -> None:
        self.resource = resource
        self.id = resource.id
        self.previous = resource.previous_ids
        self.is_cluster_scoped = is_cluster_scoped(self.id.gvk)
        self.prefixes = resource.entries(PREFIXES)
        self.suffixes = resource.entries(SUFFIXES)
        self.namespaces = (
            resource.original_id.effective_namespace,
            self.id.effective_namespace,
        )

    def was_of(self, gvk: Gvk) -> bool:
        """Whether it was once of a kind; what was never renamed never was."""
        return any(each.gvk.is_selected_by(gvk) for each in self.previous)

    def is_dressed_as(self, other: _Candidate, bare_fits: bool) -> bool:
        """Whether it got the same prefixes and suffixes in the end."""
        return _end_alike(self.prefixes, other.prefixes, bare_fits) and _end_alike(
            self.suffixes, other.suffixes, bare_fits
        )

    @property
    def name_places(self) -> tuple[Origin, ...]:
        """Who wrote its present name, as places of the references to it."""
        metadata = sub_map(self.resource.root, "metadata")
        name = metadata.items.get("name") if metadata else None
        return tuple(each.followed() for each in name.places) if name else ()


def _end_alike(one: list[str], other: list[str], empty_fits: bool) -> bool:
    length = min(len(one), len(other))
    if not length:
        return empty_fits or len(one) == len(other)
    return one[-length:] == other[-length:]


class _Candidates:
    """All resources, by the names that they once had."""

    def __init__(self, resources: Iterable[Resource]) -> None:
        self.all = [_Candidate(each) for each in resources]
        self._by_name: dict[str, list[_Candidate]] = {}
        self._by_namespace: dict[str, list[_Candidate]] = {}
        for each in self.all:
            self._by_namespace.setdefault(each.namespaces[0], []).append(each)
            for name in dict.fromkeys(previous.name for previous in each.previous):
                self._by_name.setdefault(name, []).append(each)

    def once_in(self, namespace: str) -> list[_Candidate]:
        """The ones that were in a namespace at first."""
        return self._by_namespace.get(namespace, [])

    def once_named(self, name: str) -> list[_Candidate]:
        """The ones that once had a name."""
        return self._by_name.get(name, [])


class _Referrer:
    """Follows the names at one field of a resource."""

    def __init__(
        self,
        referrer: _Candidate,
        namespaces: frozenset[str],
        candidates: _Candidates,
        gvk: Gvk,
        path: str,
    ) -> None:
        self._referrer = referrer
        self._namespaces = namespaces
        self._candidates = candidates
        self._gvk = gvk
        self._path = path

    def follow(self) -> None:
        set_fields(self._referrer.resource, (FieldSpec(self._path),), self._set, None, ())

    def _error(self, message: str, node: Node) -> BuildError:
        origin = next(iter(node.places), self._referrer.resource.source)
        return BuildError(f"{message} (field {self._path} of {self._referrer.id})", origin)

    def _set(self, node: Node) -> None:
        if isinstance(node, List):
            for each in node.items:
                if isinstance(each, List):
                    raise self._error("a name is a list", each)
                self._set(each)
        elif isinstance(node, Map):
            self._set_map(node)
        elif not is_null(node):
            self._set_scalar(node)

    def _set_scalar(self, node: Scalar) -> None:
        found = self._referral(node, self._candidates.once_named(node.text), whole=False)
        if found and found.id.name != node.text:
            node.become(Scalar(found.id.name, places=found.name_places))

    def _set_map(self, node: Map) -> None:
        name = node.items.get("name")
        if name is None:
            raise self._error("there is no `name`", node)
        text = name.text if isinstance(name, Scalar) else ""
        found = self._referral(name, self._in_namespace(node, text), whole=True)
        if found is None or (found.id.name == text and not found.id.namespace):
            return
        self._write(node, "name", found.id.name, found)
        if found.id.namespace:
            self._write(node, "namespace", found.id.namespace, found)

    def _write(self, node: Map, field: str, text: str, found: _Candidate) -> None:
        set_field(node, field, Scalar(text, places=found.name_places))

    def _in_namespace(self, node: Map, name: str) -> list[_Candidate]:
        """Those once named so, in the namespace that the map names."""
        found = self._candidates.once_named(name)
        written = node.items.get("namespace")
        if written is None:
            return found
        namespace = written.text if isinstance(written, Scalar) else ""
        if not namespace:
            return []
        # The original namespaces count, or else the present ones.
        which = 0 if any(map(self._sees, self._candidates.once_in(namespace))) else 1
        return [each for each in found if each.namespaces[which] == namespace]

    def _sees(self, other: _Candidate) -> bool:
        """Whether the resource can refer to another one at all."""
        if self._referrer.is_cluster_scoped or other.is_cluster_scoped:
            return True
        if self._referrer.id.effective_namespace == other.id.effective_namespace:
            return True
        return other.id.namespace in self._namespaces

    def _referral(self, node: Node, candidates: list[_Candidate], whole: bool) -> _Candidate | None:
        """The one that is meant, if that is clear; `whole`: name and namespace are taken over."""
        spend(len(candidates), self._referrer.resource.source)
        role = self._role()
        found = [
            each
            for each in candidates
            if each.was_of(self._gvk)
            and (role is None or each.was_of(role))
            and self._is_near(each)
            and self._sees(each)
        ]
        if len(found) > 1:
            found = [each for each in found if each.is_dressed_as(self._referrer, bare_fits=True)]
        if len(found) > 1:
            found = [each for each in found if each.is_dressed_as(self._referrer, bare_fits=False)]
        if len({(each.id.name, each.id.namespace if whole else "") for each in found}) > 1:
            names = ", ".join(str(each.id) for each in found)
            raise self._error(f"several objects match the name: {names}", node)
        return next(iter(found), None)

    def _is_near(self, other: _Candidate) -> bool:
        """Whether another resource is in the namespace, or may be named across namespaces."""
        return (
            self._referrer.is_cluster_scoped
            or other.is_cluster_scoped
            or other.id.gvk.kind == "ServiceAccount"
            or self._referrer.id.effective_namespace == other.id.effective_namespace
        )

    def _role(self) -> Gvk | None:
        """The kind that a ``roleRef`` names; None where it does not matter, or is not written."""
        if not self._path.endswith("roleRef/name"):
            return None
        role = sub_map(self._referrer.resource.root, "roleRef")
        group = role.items.get("apiGroup") if role else None
        kind = role.items.get("kind") if role else None
        if group is None or kind is None:
            return None
        return Gvk(_raw(group), "", _raw(kind))


def _raw(node: Node) -> str:
    return node.text if isinstance(node, Scalar) else ""
