"""What every Kubernetes object has."""

from typing import Any, ClassVar

from .kinds import has_model, qualified
from .metadata import ObjectMeta
from .node import Node, link

__all__ = ["KubernetesObject"]


class KubernetesObject(Node):
    """An object of the API; of a kind that podlint has no model for, this much only.

    API type: `meta/v1 TypeMeta` and `meta/v1 ObjectMeta`.
    """

    checked: ClassVar[bool] = True
    """Whether the model has every field, so that what does not fit it is wrong."""

    api_version: str | None = None
    kind: str | None = None
    metadata: ObjectMeta | None = None

    def model_post_init(self, _: Any, /) -> None:
        """Link the nodes of the object to each other."""
        link(self)

    @property
    def name(self) -> str | None:
        """The name, where one is given."""
        return self.metadata.name if self.metadata else None

    @property
    def namespace(self) -> str | None:
        """The namespace, where one is given."""
        return self.metadata.namespace if self.metadata else None

    @property
    def group(self) -> str:
        """The API group; empty for the core group."""
        return (self.api_version or "").rpartition("/")[0]

    @property
    def qualified_kind(self) -> str:
        """What to compare kinds by: ``Deployment``, but ``apps.kruise.io/StatefulSet``.

        A custom resource may be named as a built-in kind, and an item of a typed list need not
        say its kind.
        """
        model = type(self).__name__
        return model if has_model(model) else qualified(self.group, self.kind or "")
