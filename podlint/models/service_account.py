"""ServiceAccount: the identity of a Pod for the API server and registries."""

from typing import TYPE_CHECKING

from .lazy import lazy
from .object import KubernetesObject

if TYPE_CHECKING:
    from .reference import LocalObjectReference, ObjectReference
else:
    LocalObjectReference = lazy(".reference", "LocalObjectReference")
    ObjectReference = lazy(".reference", "ObjectReference")

__all__ = ["ServiceAccount"]


class ServiceAccount(KubernetesObject):
    """An identity for Pods.

    API type: `core/v1 ServiceAccount`.
    """

    secrets: list[ObjectReference] = []
    image_pull_secrets: list[LocalObjectReference] = []
    automount_service_account_token: bool | None = None
