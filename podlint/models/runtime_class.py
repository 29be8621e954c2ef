"""RuntimeClass: how nodes run the containers of Pods that name it."""

from typing import TYPE_CHECKING

from .excerpt import Excerpt, ExcerptObject
from .lazy import lazy
from .quantity import Quantity

if TYPE_CHECKING:
    from .toleration import Toleration
else:
    Toleration = lazy(".toleration", "Toleration")

__all__ = ["Overhead", "RuntimeClass", "Scheduling"]


class Overhead(Excerpt):
    """What the sandbox of a Pod needs in addition to its containers.

    API type: `node/v1 Overhead`.
    """

    pod_fixed: dict[str, Quantity] = {}


class Scheduling(Excerpt):
    """The nodes that have the handler.

    API type: `node/v1 Scheduling`.
    """

    node_selector: dict[str, str] = {}
    tolerations: list[Toleration] = []


class RuntimeClass(ExcerptObject):
    """A handler of the container runtime, its overhead and its nodes.

    API type: `node/v1 RuntimeClass`.
    """

    handler: str | None = None
    overhead: Overhead | None = None
    scheduling: Scheduling | None = None
