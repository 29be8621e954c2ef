"""Environment variables."""

from typing import TYPE_CHECKING

from .fields import field
from .lazy import lazy
from .node import Node

if TYPE_CHECKING:
    from .environment_source import EnvVarSource
else:
    EnvVarSource = lazy(".environment_source", "EnvVarSource")

__all__ = ["EnvVar"]


class EnvVar(Node):
    """An environment variable.

    API type: `core/v1 EnvVar`.
    """

    name: str | None = field(required=True)
    value: str | None = None
    value_from: EnvVarSource | None = None
