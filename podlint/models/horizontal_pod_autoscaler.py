"""HorizontalPodAutoscaler: scales the number of Pods of a workload by metrics."""

from .excerpt import Excerpt, ExcerptObject
from .kinds import kind_meant
from .scalar import Int32

__all__ = [
    "CrossVersionObjectReference",
    "HorizontalPodAutoscaler",
    "HorizontalPodAutoscalerSpec",
    "MetricSpec",
    "MetricTarget",
    "ResourceMetricSource",
]


class CrossVersionObjectReference(Excerpt):
    """The workload that is scaled.

    API type: `autoscaling/v2 CrossVersionObjectReference`.
    """

    api_version: str | None = None
    kind: str | None = None
    name: str | None = None

    @property
    def qualified_kind(self) -> str:
        """The kind of the reference, as for `KubernetesObject.qualified_kind`."""
        return kind_meant(self.api_version, self.kind or "")


class MetricTarget(Excerpt):
    """The target value of a metric.

    API type: `autoscaling/v2 MetricTarget`, in part.
    """

    type: str | None = None
    average_utilization: Int32 | None = None


class ResourceMetricSource(Excerpt):
    """The usage of a resource by all containers of the Pods, or by the container with a name.

    API type: `autoscaling/v2 ResourceMetricSource` and `ContainerResourceMetricSource`.
    """

    name: str | None = None
    container: str | None = None
    target: MetricTarget | None = None
    target_average_utilization: Int32 | None = None


class MetricSpec(Excerpt):
    """A metric that the number of Pods depends on.

    API type: `autoscaling/v2 MetricSpec`, in part.
    """

    type: str | None = None
    resource: ResourceMetricSource | None = None
    container_resource: ResourceMetricSource | None = None


class HorizontalPodAutoscalerSpec(Excerpt):
    """The workload to scale, the limits, and the metrics.

    API type: `autoscaling/v2 HorizontalPodAutoscalerSpec`, in part, and that of `autoscaling/v1`.
    """

    scale_target_ref: CrossVersionObjectReference | None = None
    min_replicas: Int32 | None = None
    max_replicas: Int32 | None = None
    metrics: list[MetricSpec] = []
    target_cpu_utilization_percentage: Int32 | None = None


class HorizontalPodAutoscaler(ExcerptObject):
    """Changes the number of Pods of a workload according to metrics.

    API type: `autoscaling/v2 HorizontalPodAutoscaler`, in part.
    """

    spec: HorizontalPodAutoscalerSpec | None = None
