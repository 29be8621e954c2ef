"""ConfigMap and Secret, from which Pods read settings."""

from .object import KubernetesObject

__all__ = ["ConfigMap", "Secret"]


class ConfigMap(KubernetesObject):
    """Settings, as text or bytes, by key.

    API type: `core/v1 ConfigMap`.
    """

    immutable: bool | None = None
    data: dict[str, str] = {}
    binary_data: dict[str, str] = {}


class Secret(KubernetesObject):
    """Confidential data by key, in base64 or as text.

    API type: `core/v1 Secret`.
    """

    immutable: bool | None = None
    data: dict[str, str] = {}
    string_data: dict[str, str] = {}
    type: str | None = None
