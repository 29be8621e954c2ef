"""Custom resources that contain Pods, and where, by API group and kind.

The paths come from the schemas of the resources (the CustomResourceDefinitions of the projects that
own the groups), as of 2026. `CustomKind` describes the three forms.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Form = Literal["pods", "overlays", "containers"]
Paths = Mapping[Form, tuple[str, ...]]


def _pods(*paths: str) -> Paths:
    return {"pods": paths}


def _overlays(*paths: str) -> Paths:
    return {"overlays": paths}


def _argo(templates: str, *, spec: str) -> Paths:
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


def _tekton(*tasks: str) -> Paths:
    """Tasks: each step and each sidecar is a container with additional fields."""
    names = ("steps[*]", "sidecars[*]", "stepTemplate")
    return {"containers": tuple(f"{task}.{name}" for task in tasks for name in names)}


def _pipeline(spec: str) -> Paths:
    lists = (f"{spec}.tasks[*]", f"{spec}.finally[*]")
    nested = tuple(f"{each}.pipelineSpec.tasks[*]" for each in lists)
    return _tekton(*(f"{each}.taskSpec" for each in (*lists, *nested)))


def _ray(*clusters: str, more: tuple[str, ...] = ()) -> Paths:
    """Ray: the operator writes the command that starts Ray to the first container."""
    groups = ("headGroupSpec.template", "workerGroupSpecs[*].template")
    return _overlays(*(f"{each}.{group}" for each in clusters for group in groups), *more)


def _spark(spec: str) -> Paths:
    halves = (f"{spec}.driver", f"{spec}.executor")
    return {
        "overlays": (*halves, *(f"{each}.template" for each in halves)),
        "containers": tuple(f"{each}.sidecars[*]" for each in halves),
    }


def _leader_worker(*specs: str) -> Paths:
    names = ("leaderTemplate", "workerTemplate")
    return _pods(*(f"{each}.leaderWorkerTemplate.{name}" for each in specs for name in names))


def _flink(spec: str) -> Paths:
    parts = ("podTemplate", "jobManager.podTemplate", "taskManager.podTemplate")
    return _overlays(*(f"{spec}.{part}" for part in parts))


def _numaflow(vertex: str) -> Paths:
    parts = ("udf", "sink.udsink", "source.udsource", "source.transformer")
    return {"containers": tuple(f"{vertex}.{part}.container" for part in parts)}


_PREDICTORS = """
    huggingface lightgbm model onnx paddle pmml pytorch sklearn tensorflow triton xgboost
    """.split()
_PARTS = ("spec.predictor", "spec.explainer", "spec.transformer", "spec.canary[*].predictor")
_INFERENCE: Paths = {
    "overlays": (*_PARTS, "spec.predictor.workerSpec", "spec.canary[*].predictor.workerSpec"),
    "containers": (
        *(f"{part}.{name}" for part in (_PARTS[0], _PARTS[3]) for name in _PREDICTORS),
        "spec.explainer.art",
        "spec.*.custom.container",
        "spec.*.*.custom.container",
    ),
}
_LLM = _overlays(
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
_ANALYSIS = _pods("spec.metrics[*].provider.job.spec.template")
_FLEET = _pods("spec.template.spec.template")
_TEMPLATE = _pods("spec.template")
_POD_TEMPLATE = _overlays("spec.podTemplate")
_SPEC = _overlays("spec")
_REPLICATED = "spec.replicatedJobs[*].template.spec.template"
_CLICKHOUSE = _overlays(
    "spec.templates.podTemplates[*]",
    "spec.configuration.clusters[*].layout.shards[*].replicas[*].template",
)
_ENVOY = ("envoyDeployment", "envoyDaemonSet")
_UNITED = ("statefulSet", "advancedStatefulSet", "cloneSet", "deployment")

TABLE: Mapping[str, Paths] = {
    "acid.zalan.do/postgresql": {"overlays": ("spec",), "containers": ("spec.sidecars[*]",)},
    "actions.github.com/AutoscalingRunnerSet": _overlays("spec.template"),
    "agent.k8s.elastic.co/Agent": _overlays(
        *(f"spec.{each}.podTemplate" for each in ("daemonSet", "deployment", "statefulSet"))
    ),
    "agents.x-k8s.io/Sandbox": _pods("spec.podTemplate"),
    "agones.dev/Fleet": _FLEET,
    "agones.dev/GameServer": _TEMPLATE,
    "agones.dev/GameServerSet": _FLEET,
    "apm.k8s.elastic.co/ApmServer": _POD_TEMPLATE,
    "apps.kruise.io/AdvancedCronJob": _pods(
        "spec.template.broadcastJobTemplate.spec.template",
        "spec.template.jobTemplate.spec.template",
    ),
    "apps.kruise.io/BroadcastJob": _TEMPLATE,
    "apps.kruise.io/CloneSet": _TEMPLATE,
    "apps.kruise.io/DaemonSet": _TEMPLATE,
    "apps.kruise.io/SidecarSet": _SPEC,
    "apps.kruise.io/StatefulSet": _TEMPLATE,
    "apps.kruise.io/UnitedDeployment": _pods(
        *(f"spec.template.{each}Template.spec.template" for each in _UNITED)
    ),
    "apps.openshift.io/DeploymentConfig": _TEMPLATE,
    "argoproj.io/AnalysisRun": _ANALYSIS,
    "argoproj.io/AnalysisTemplate": _ANALYSIS,
    "argoproj.io/ClusterAnalysisTemplate": _ANALYSIS,
    "argoproj.io/ClusterWorkflowTemplate": _argo("spec.templates[*]", spec="spec"),
    "argoproj.io/CronWorkflow": _argo("spec.workflowSpec.templates[*]", spec="spec.workflowSpec"),
    "argoproj.io/Experiment": _pods("spec.templates[*].template"),
    "argoproj.io/Rollout": _TEMPLATE,
    "argoproj.io/Workflow": _argo("spec.templates[*]", spec="spec"),
    "argoproj.io/WorkflowTaskSet": _argo("spec.tasks.*", spec="spec"),
    "argoproj.io/WorkflowTemplate": _argo("spec.templates[*]", spec="spec"),
    "autoops.k8s.elastic.co/AutoOpsAgentPolicy": _POD_TEMPLATE,
    "batch.volcano.sh/CronJob": _pods("spec.jobTemplate.spec.tasks[*].template"),
    "batch.volcano.sh/Job": _pods("spec.tasks[*].template"),
    "beat.k8s.elastic.co/Beat": _overlays(
        *(f"spec.{each}.podTemplate" for each in ("daemonSet", "deployment"))
    ),
    "clickhouse-keeper.altinity.com/ClickHouseKeeperInstallation": _CLICKHOUSE,
    "clickhouse.altinity.com/ClickHouseInstallation": _CLICKHOUSE,
    "core.strimzi.io/StrimziPodSet": _pods("spec.pods[*]"),
    "dataflow.argoproj.io/Pipeline": {"containers": ("spec.steps[*].container",)},
    "disaggregatedset.x-k8s.io/DisaggregatedSet": _leader_worker("spec.roles[*].spec"),
    "elasticsearch.k8s.elastic.co/Elasticsearch": _overlays("spec.nodeSets[*].podTemplate"),
    "enterprisesearch.k8s.elastic.co/EnterpriseSearch": _POD_TEMPLATE,
    "extensions.agents.x-k8s.io/SandboxTemplate": _pods("spec.podTemplate"),
    "flink.apache.org/FlinkBlueGreenDeployment": _flink("spec.template.spec"),
    "flink.apache.org/FlinkDeployment": _flink("spec"),
    "flow.volcano.sh/JobFlow": _overlays("spec.flows[*].patch.jobSpec.tasks[*].template"),
    "flow.volcano.sh/JobTemplate": _pods("spec.tasks[*].template"),
    "gateway.envoyproxy.io/EnvoyProxy": {
        "overlays": tuple(f"spec.provider.kubernetes.{each}.pod" for each in _ENVOY),
        "containers": tuple(f"spec.provider.kubernetes.{each}.container" for each in _ENVOY),
    },
    "grafana.integreatly.org/Grafana": _overlays("spec.deployment.spec.template"),
    # JobSet sets restartPolicy if it is missing.
    "jobset.x-k8s.io/JobSet": _overlays(_REPLICATED),
    "keda.sh/ScaledJob": _pods("spec.jobTargetRef.template"),
    "kibana.k8s.elastic.co/Kibana": _POD_TEMPLATE,
    "kubeflow.org/ClusterTrainingRuntime": _overlays(f"spec.template.{_REPLICATED}"),
    "kubeflow.org/Experiment": _overlays(
        "spec.trialTemplate.trialSpec.spec.template",
        "spec.trialTemplate.trialSpec.spec.*.*.template",
    ),
    # The training operator sets restartPolicy, so it may be missing.
    "kubeflow.org/JAXJob": _overlays("spec.jaxReplicaSpecs.*.template"),
    "kubeflow.org/MPIJob": _overlays("spec.mpiReplicaSpecs.*.template"),
    "kubeflow.org/Notebook": _TEMPLATE,
    "kubeflow.org/PVCViewer": _overlays("spec.podSpec"),
    "kubeflow.org/PaddleJob": _overlays("spec.paddleReplicaSpecs.*.template"),
    "kubeflow.org/PodDefault": {"overlays": ("spec",), "containers": ("spec.sidecars[*]",)},
    "kubeflow.org/PyTorchJob": _overlays("spec.pytorchReplicaSpecs.*.template"),
    "kubeflow.org/TFJob": _overlays("spec.tfReplicaSpecs.*.template"),
    "kubeflow.org/TrainingRuntime": _overlays(f"spec.template.{_REPLICATED}"),
    "kubeflow.org/XGBoostJob": _overlays("spec.xgbReplicaSpecs.*.template"),
    "kueue.x-k8s.io/Workload": _pods("spec.podSets[*].template"),
    "leaderworkerset.x-k8s.io/LeaderWorkerSet": _leader_worker("spec"),
    "logstash.k8s.elastic.co/Logstash": _POD_TEMPLATE,
    "maps.k8s.elastic.co/ElasticMapsServer": _POD_TEMPLATE,
    "monitoring.coreos.com/Alertmanager": _SPEC,
    "monitoring.coreos.com/Prometheus": _SPEC,
    "monitoring.coreos.com/PrometheusAgent": _SPEC,
    "monitoring.coreos.com/ThanosRuler": _SPEC,
    "numaflow.numaproj.io/MonoVertex": _numaflow("spec"),
    "numaflow.numaproj.io/Pipeline": _numaflow("spec.vertices[*]"),
    "numaplane.numaproj.io/MonoVertexRollout": _numaflow("spec.monoVertex.spec"),
    "numaplane.numaproj.io/PipelineRollout": _numaflow("spec.pipeline.spec.vertices[*]"),
    "opentelemetry.io/OpenTelemetryCollector": {
        "overlays": ("spec",),
        "containers": ("spec.additionalContainers[*]",),
    },
    "opentelemetry.io/TargetAllocator": {
        "overlays": ("spec",),
        "containers": ("spec.additionalContainers[*]",),
    },
    "operators.coreos.com/ClusterServiceVersion": _pods(
        "spec.install.spec.deployments[*].spec.template"
    ),
    "packageregistry.k8s.elastic.co/PackageRegistry": _POD_TEMPLATE,
    "postgres-operator.crunchydata.com/PostgresCluster": _overlays(
        "spec.instances[*]", "spec.proxy.pgBouncer"
    ),
    "postgresql.cnpg.io/Pooler": _overlays("spec.template"),
    "ray.io/RayCluster": _ray("spec"),
    "ray.io/RayCronJob": _ray(
        "spec.jobTemplate.rayClusterSpec", more=("spec.jobTemplate.submitterPodTemplate",)
    ),
    "ray.io/RayJob": _ray("spec.rayClusterSpec", more=("spec.submitterPodTemplate",)),
    "ray.io/RayService": _ray("spec.rayClusterConfig"),
    # Knative allows a container without a name and a probe without a port, and adds its own fields
    # to those of a Pod spec.
    "serving.knative.dev/Configuration": {
        "overlays": ("spec.template.spec",),
        "containers": ("spec.revisionTemplate.spec.container",),
    },
    "serving.knative.dev/Revision": _SPEC,
    "serving.knative.dev/Service": {
        "overlays": ("spec.template.spec",),
        "containers": ("spec.runLatest.configuration.revisionTemplate.spec.container",),
    },
    "serving.kserve.io/ClusterServingRuntime": _overlays("spec", "spec.workerSpec"),
    "serving.kserve.io/ClusterStorageContainer": {"containers": ("spec.container",)},
    "serving.kserve.io/InferenceService": _INFERENCE,
    "serving.kserve.io/LLMInferenceService": _LLM,
    "serving.kserve.io/LLMInferenceServiceConfig": _LLM,
    "serving.kserve.io/ServingRuntime": _overlays("spec", "spec.workerSpec"),
    "serving.kubeflow.org/InferenceService": _INFERENCE,
    "sinks.knative.dev/JobSink": _pods("spec.job.spec.template"),
    "sources.knative.dev/ContainerSource": _overlays("spec.template"),
    "sparkoperator.k8s.io/ScheduledSparkApplication": _spark("spec.template"),
    "sparkoperator.k8s.io/SparkApplication": _spark("spec"),
    "sparkoperator.k8s.io/SparkConnect": _overlays(
        "spec.server.template", "spec.executor.template"
    ),
    "spot.io/SpotDeployment": _TEMPLATE,
    "tekton.dev/ClusterTask": _tekton("spec"),
    "tekton.dev/Pipeline": _pipeline("spec"),
    "tekton.dev/PipelineRun": _pipeline("spec.pipelineSpec"),
    "tekton.dev/Task": _tekton("spec"),
    "tekton.dev/TaskRun": _tekton("spec.taskSpec"),
    "trainer.kubeflow.org/ClusterTrainingRuntime": _overlays(f"spec.template.{_REPLICATED}"),
    "trainer.kubeflow.org/TrainingRuntime": _overlays(f"spec.template.{_REPLICATED}"),
    "triggers.tekton.dev/TriggerTemplate": _pipeline("spec.resourcetemplates[*].spec.pipelineSpec"),
    "workload.codeflare.dev/AppWrapper": {
        "pods": (
            "spec.components[*].template.spec.template",
            "spec.components[*].template.spec.leaderWorkerTemplate.leaderTemplate",
            "spec.components[*].template.spec.leaderWorkerTemplate.workerTemplate",
        ),
        "overlays": ("spec.components[*].template.spec.*.*.template",),
    },
}
"""The paths of each ``group/Kind``."""

WHOLE = frozenset(
    """
    agones.dev/Fleet agones.dev/GameServer agones.dev/GameServerSet
    apps.kruise.io/AdvancedCronJob apps.kruise.io/BroadcastJob apps.kruise.io/CloneSet
    apps.kruise.io/DaemonSet apps.kruise.io/StatefulSet apps.kruise.io/UnitedDeployment
    argoproj.io/AnalysisRun argoproj.io/AnalysisTemplate argoproj.io/ClusterAnalysisTemplate
    argoproj.io/Experiment argoproj.io/Rollout
    batch.volcano.sh/CronJob batch.volcano.sh/Job
    disaggregatedset.x-k8s.io/DisaggregatedSet
    jobset.x-k8s.io/JobSet
    keda.sh/ScaledJob
    kubeflow.org/JAXJob kubeflow.org/MPIJob kubeflow.org/Notebook kubeflow.org/PaddleJob
    kubeflow.org/PyTorchJob kubeflow.org/TFJob kubeflow.org/XGBoostJob
    leaderworkerset.x-k8s.io/LeaderWorkerSet
    serving.knative.dev/Configuration serving.knative.dev/Revision serving.knative.dev/Service
    sinks.knative.dev/JobSink sources.knative.dev/ContainerSource
    """.split()
)
"""The kinds whose Pods no controller completes with an image.

The webhooks of Kruise, Volcano, Knative, the training operator, JobSet and Argo Rollouts reject a
container without an image. The others create Pods from the template as it is.
"""
