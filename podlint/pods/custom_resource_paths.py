"""How the paths to the Pods in custom resources are written, by families of kinds.

`podlint.pods.custom_resource_table` names the kinds.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Form = Literal["pods", "overlays", "containers"]
Paths = Mapping[Form, tuple[str, ...]]


def pods(*paths: str) -> Paths:
    """Pods as they are."""
    return {"pods": paths}


def overlays(*paths: str) -> Paths:
    """Pods that a controller completes."""
    return {"overlays": paths}


def argo(templates: str, *, spec: str) -> Paths:
    """Workflows: ``container`` or ``script`` of a template runs together with its ``sidecars``."""
    inline = f"{templates}.dag.tasks[*].inline"
    defaults = f"{spec}.templateDefaults"
    plugin = f"{spec}.executorPlugins[*].spec.sidecar.container"
    holders = (templates, inline, defaults)
    return {
        "overlays": (spec, *holders, *(f"{each}.containerSet" for each in holders)),
        "containers": (
            *(f"{each}.{name}" for each in holders for name in _ARGO_CONTAINERS),
            plugin,
        ),
    }


_ARGO_CONTAINERS = ("container", "script", "sidecars[*]")


def tekton(*tasks: str) -> Paths:
    """Tasks: each step and each sidecar is a container with additional fields."""
    names = ("steps[*]", "sidecars[*]", "stepTemplate")
    return {"containers": tuple(f"{task}.{name}" for task in tasks for name in names)}


def pipeline(spec: str) -> Paths:
    """Pipelines: tasks that are written into them, and into the pipelines in them."""
    lists = (f"{spec}.tasks[*]", f"{spec}.finally[*]")
    nested = tuple(f"{each}.pipelineSpec.tasks[*]" for each in lists)
    return tekton(*(f"{each}.taskSpec" for each in (*lists, *nested)))


def ray(*clusters: str, more: tuple[str, ...] = ()) -> Paths:
    """Ray: the operator writes the command that starts Ray to the first container."""
    groups = ("headGroupSpec.template", "workerGroupSpecs[*].template")
    return overlays(*(f"{each}.{group}" for each in clusters for group in groups), *more)


def spark(spec: str) -> Paths:
    """Spark: the operator writes the container of the driver and of the executors."""
    halves = (f"{spec}.driver", f"{spec}.executor")
    return {
        "overlays": (*halves, *(f"{each}.template" for each in halves)),
        "containers": tuple(f"{each}.sidecars[*]" for each in halves),
    }


def leader_worker(*specs: str) -> Paths:
    """Groups of one leader and its workers."""
    names = ("leaderTemplate", "workerTemplate")
    return pods(*(f"{each}.leaderWorkerTemplate.{name}" for each in specs for name in names))


def flink(spec: str) -> Paths:
    """Flink: the operator adds the main container."""
    parts = ("podTemplate", "jobManager.podTemplate", "taskManager.podTemplate")
    return overlays(*(f"{spec}.{part}" for part in parts))


def numaflow(vertex: str) -> Paths:
    """Numaflow: a vertex has a container for each function that users write."""
    parts = ("udf", "sink.udsink", "source.udsource", "source.transformer")
    return {"containers": tuple(f"{vertex}.{part}.container" for part in parts)}


_PREDICTORS = """
    huggingface lightgbm model onnx paddle pmml pytorch sklearn tensorflow triton xgboost
    """.split()
_PARTS = ("spec.predictor", "spec.explainer", "spec.transformer", "spec.canary[*].predictor")
INFERENCE: Paths = {
    "overlays": (*_PARTS, "spec.predictor.workerSpec", "spec.canary[*].predictor.workerSpec"),
    "containers": (
        *(f"{part}.{name}" for part in (_PARTS[0], _PARTS[3]) for name in _PREDICTORS),
        "spec.explainer.art",
        "spec.*.custom.container",
        "spec.*.*.custom.container",
    ),
}
LLM = overlays(
    *(
        f"spec.{part}"
        for part in (
            "template",
            "worker",
            "prefill.template",
            "prefill.worker",
            "router.scheduler.template",
            "router.scheduler.tokenizer.template",
        )
    )
)
ANALYSIS = pods("spec.metrics[*].provider.job.spec.template")
FLEET = pods("spec.template.spec.template")
TEMPLATE = pods("spec.template")
POD_TEMPLATE = overlays("spec.podTemplate")
SPEC = overlays("spec")
REPLICATED = "spec.replicatedJobs[*].template.spec.template"
CLICKHOUSE = overlays(
    "spec.templates.podTemplates[*]",
    "spec.configuration.clusters[*].layout.shards[*].replicas[*].template",
)
ENVOY = ("envoyDeployment", "envoyDaemonSet")
UNITED = ("statefulSet", "advancedStatefulSet", "cloneSet", "deployment")
