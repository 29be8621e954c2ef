"""The sources of the values of environment variables."""

from .fields import field
from .node import Node
from .quantity import Quantity

__all__ = [
    "ConfigMapEnvSource",
    "ConfigMapKeySelector",
    "EnvFromSource",
    "EnvVarSource",
    "FileKeySelector",
    "ObjectFieldSelector",
    "ResourceFieldSelector",
    "SecretEnvSource",
    "SecretKeySelector",
]


class ConfigMapEnvSource(Node):
    """All entries of a ConfigMap, as variables.

    API type: `core/v1 ConfigMapEnvSource`.
    """

    name: str | None = None
    optional: bool | None = None


class SecretEnvSource(Node):
    """All entries of a Secret, as variables.

    API type: `core/v1 SecretEnvSource`.
    """

    name: str | None = None
    optional: bool | None = None


class EnvFromSource(Node):
    """A source of many variables at once.

    API type: `core/v1 EnvFromSource`.
    """

    prefix: str | None = None
    config_map_ref: ConfigMapEnvSource | None = None
    secret_ref: SecretEnvSource | None = None


class ObjectFieldSelector(Node):
    """A field of the Pod, as in `metadata.name`.

    API type: `core/v1 ObjectFieldSelector`.
    """

    api_version: str | None = None
    field_path: str | None = field(required=True)


class ResourceFieldSelector(Node):
    """A request or limit of a container.

    API type: `core/v1 ResourceFieldSelector`.
    """

    container_name: str | None = None
    resource: str | None = field(required=True)
    divisor: Quantity | None = None


class ConfigMapKeySelector(Node):
    """One entry of a ConfigMap.

    API type: `core/v1 ConfigMapKeySelector`.
    """

    name: str | None = None
    key: str | None = field(required=True)
    optional: bool | None = None


class SecretKeySelector(Node):
    """One entry of a Secret.

    API type: `core/v1 SecretKeySelector`.
    """

    name: str | None = None
    key: str | None = field(required=True)
    optional: bool | None = None


class FileKeySelector(Node):
    """One variable of a file that another container wrote.

    API type: `core/v1 FileKeySelector`.
    """

    volume_name: str | None = field(required=True)
    path: str | None = field(required=True)
    key: str | None = field(required=True)
    optional: bool | None = None


class EnvVarSource(Node):
    """The source of a variable's value; exactly one field must be set.

    API type: `core/v1 EnvVarSource`.
    """

    field_ref: ObjectFieldSelector | None = None
    resource_field_ref: ResourceFieldSelector | None = None
    config_map_key_ref: ConfigMapKeySelector | None = None
    secret_key_ref: SecretKeySelector | None = None
    file_key_ref: FileKeySelector | None = field(since="1.34")
