"""The common part of all Kubernetes objects."""

from typing import Any, ClassVar

from .kinds import has_model, qualified
from .metadata import ObjectMeta
from .node import Node, link

__all__ = ["KubernetesObject"]


class KubernetesObject(Node):
    """A Kubernetes object. If podlint has no model for the kind, it reads only these fields.

    API type: `meta/v1 TypeMeta` and `meta/v1 ObjectMeta`.
    """

    checked: ClassVar[bool] = True
    """Whether the model has every field, so that data that does not fit is a fault."""

    api_version: str | None = None
    kind: str | None = None
    metadata: ObjectMeta | None = None

    def model_post_init(self, _: Any, /) -> None:
        """Link the nodes of the object to each other."""
        link(self)

    @property
    def name(self) -> str | None:
        """The name, if there is one."""
        return self.metadata.name if self.metadata else None

    @property
    def namespace(self) -> str | None:
        """The namespace, if there is one."""
        return self.metadata.namespace if self.metadata else None

    @property
    def group(self) -> str:
        """The API group; empty for the core group."""
        return (self.api_version or "").rpartition("/")[0]

    @property
    def qualified_kind(self) -> str:
        """The kind, with the API group for a custom resource: ``apps.kruise.io/StatefulSet``.

        A custom resource can have the name of a built-in kind. An item of a typed list need not set
        its kind.
        """
        model = type(self).__name__
        return model if has_model(model) else qualified(self.group, self.kind or "")
