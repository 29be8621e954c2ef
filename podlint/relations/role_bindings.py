"""Which ServiceAccounts the RoleBindings and ClusterRoleBindings of a unit name.

Shape: `subjects` of rbac.authorization.k8s.io/v1. A subject of kind ServiceAccount in a
ClusterRoleBinding needs a namespace (``ValidateRoleBindingSubject`` in
pkg/apis/rbac/validation/validation.go); in a RoleBinding, that of the binding is usual.
"""

from __future__ import annotations

from collections.abc import Iterator

from podlint.document import Place
from podlint.models import KubernetesObject
from podlint.relations.object_set import ObjectSet
from podlint.startup.frozen import Frozen

__all__ = ["BoundAccount", "bound_accounts"]


_CLUSTER_WIDE = "ClusterRoleBinding"


class BoundAccount(Frozen):
    """A ServiceAccount that a binding names.

    Attributes:
        binding: The RoleBinding or ClusterRoleBinding.
        name: The name of the ServiceAccount.
        namespace: Its namespace as written; None if there is none.
        at: The place of the subject.
        is_cluster_wide: The binding is a ClusterRoleBinding.
    """

    binding: KubernetesObject
    name: str
    namespace: str | None
    at: Place
    is_cluster_wide: bool


def bound_accounts(objects: ObjectSet) -> Iterator[BoundAccount]:
    """The ServiceAccounts of all bindings, in order."""
    for kind in ("RoleBinding", _CLUSTER_WIDE):
        for binding in objects.named(kind):
            subjects = binding.written.get("subjects")
            for index, subject in enumerate(subjects if isinstance(subjects, list) else ()):
                if not isinstance(subject, dict) or subject.get("kind") != "ServiceAccount":
                    continue
                name, namespace = subject.get("name"), subject.get("namespace")
                if isinstance(name, str) and (namespace is None or isinstance(namespace, str)):
                    at = binding.at / "subjects" / index
                    wide = kind == _CLUSTER_WIDE
                    yield BoundAccount(binding, name, namespace or None, at, wide)
