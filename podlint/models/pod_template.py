"""Templates of Pods."""

from .metadata import ObjectMeta
from .node import Node
from .object import KubernetesObject
from .pod import PodSpec

__all__ = ["PodTemplate", "PodTemplateSpec"]


class PodTemplateSpec(Node):
    """The template of the Pods of a workload.

    API type: `core/v1 PodTemplateSpec`.
    """

    metadata: ObjectMeta | None = None
    spec: PodSpec | None = None


class PodTemplate(KubernetesObject):
    """An object that contains only a Pod template.

    API type: `core/v1 PodTemplate`.
    """

    template: PodTemplateSpec | None = None
