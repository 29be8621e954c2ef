"""Custom resources that contain Pods, and where, by API group and kind.

The paths come from the schemas of the resources (the CustomResourceDefinitions of the projects that
own the groups), as of 2026; checked: 2026-11-29. `CustomKind` describes the three forms.
"""

from __future__ import annotations

from collections.abc import Mapping

from podlint.pods.custom_resource_paths import (
    ANALYSIS,
    CLICKHOUSE,
    ENVOY,
    FLEET,
    INFERENCE,
    LLM,
    POD_TEMPLATE,
    REPLICATED,
    SPEC,
    TEMPLATE,
    UNITED,
    Paths,
    argo,
    flink,
    leader_worker,
    numaflow,
    overlays,
    pipeline,
    pods,
    ray,
    spark,
    tekton,
)

TABLE: Mapping[str, Paths] = {
    "acid.zalan.do/postgresql": {"overlays": ("spec",), "containers": ("spec.sidecars[*]",)},
    "actions.github.com/AutoscalingRunnerSet": overlays("spec.template"),
    "agent.k8s.elastic.co/Agent": overlays(
        *(f"spec.{each}.podTemplate" for each in ("daemonSet", "deployment", "statefulSet"))
    ),
    "agents.x-k8s.io/Sandbox": pods("spec.podTemplate"),
    "agones.dev/Fleet": FLEET,
    "agones.dev/GameServer": TEMPLATE,
    "agones.dev/GameServerSet": FLEET,
    "apm.k8s.elastic.co/ApmServer": POD_TEMPLATE,
    "apps.kruise.io/AdvancedCronJob": pods(
        "spec.template.broadcastJobTemplate.spec.template",
        "spec.template.jobTemplate.spec.template",
    ),
    "apps.kruise.io/BroadcastJob": TEMPLATE,
    "apps.kruise.io/CloneSet": TEMPLATE,
    "apps.kruise.io/DaemonSet": TEMPLATE,
    "apps.kruise.io/SidecarSet": SPEC,
    "apps.kruise.io/StatefulSet": TEMPLATE,
    "apps.kruise.io/UnitedDeployment": pods(
        *(f"spec.template.{each}Template.spec.template" for each in UNITED)
    ),
    "apps.openshift.io/DeploymentConfig": TEMPLATE,
    "argoproj.io/AnalysisRun": ANALYSIS,
    "argoproj.io/AnalysisTemplate": ANALYSIS,
    "argoproj.io/ClusterAnalysisTemplate": ANALYSIS,
    "argoproj.io/ClusterWorkflowTemplate": argo("spec.templates[*]", spec="spec"),
    "argoproj.io/CronWorkflow": argo("spec.workflowSpec.templates[*]", spec="spec.workflowSpec"),
    "argoproj.io/Experiment": pods("spec.templates[*].template"),
    "argoproj.io/Rollout": TEMPLATE,
    "argoproj.io/Workflow": argo("spec.templates[*]", spec="spec"),
    "argoproj.io/WorkflowTaskSet": argo("spec.tasks.*", spec="spec"),
    "argoproj.io/WorkflowTemplate": argo("spec.templates[*]", spec="spec"),
    "autoops.k8s.elastic.co/AutoOpsAgentPolicy": POD_TEMPLATE,
    "batch.volcano.sh/CronJob": pods("spec.jobTemplate.spec.tasks[*].template"),
    "batch.volcano.sh/Job": pods("spec.tasks[*].template"),
    "beat.k8s.elastic.co/Beat": overlays(
        *(f"spec.{each}.podTemplate" for each in ("daemonSet", "deployment"))
    ),
    "clickhouse-keeper.altinity.com/ClickHouseKeeperInstallation": CLICKHOUSE,
    "clickhouse.altinity.com/ClickHouseInstallation": CLICKHOUSE,
    "core.strimzi.io/StrimziPodSet": pods("spec.pods[*]"),
    "dataflow.argoproj.io/Pipeline": {"containers": ("spec.steps[*].container",)},
    "disaggregatedset.x-k8s.io/DisaggregatedSet": leader_worker("spec.roles[*].spec"),
    "elasticsearch.k8s.elastic.co/Elasticsearch": overlays("spec.nodeSets[*].podTemplate"),
    "enterprisesearch.k8s.elastic.co/EnterpriseSearch": POD_TEMPLATE,
    "extensions.agents.x-k8s.io/SandboxTemplate": pods("spec.podTemplate"),
    "flink.apache.org/FlinkBlueGreenDeployment": flink("spec.template.spec"),
    "flink.apache.org/FlinkDeployment": flink("spec"),
    "flow.volcano.sh/JobFlow": overlays("spec.flows[*].patch.jobSpec.tasks[*].template"),
    "flow.volcano.sh/JobTemplate": pods("spec.tasks[*].template"),
    "gateway.envoyproxy.io/EnvoyProxy": {
        "overlays": tuple(f"spec.provider.kubernetes.{each}.pod" for each in ENVOY),
        "containers": tuple(f"spec.provider.kubernetes.{each}.container" for each in ENVOY),
    },
    "grafana.integreatly.org/Grafana": overlays("spec.deployment.spec.template"),
    # JobSet sets restartPolicy if it is missing.
    "jobset.x-k8s.io/JobSet": overlays(REPLICATED),
    "keda.sh/ScaledJob": pods("spec.jobTargetRef.template"),
    "kibana.k8s.elastic.co/Kibana": POD_TEMPLATE,
    "kubeflow.org/ClusterTrainingRuntime": overlays(f"spec.template.{REPLICATED}"),
    "kubeflow.org/Experiment": overlays(
        "spec.trialTemplate.trialSpec.spec.template",
        "spec.trialTemplate.trialSpec.spec.*.*.template",
    ),
    # The training operator sets restartPolicy, so it may be missing.
    "kubeflow.org/JAXJob": overlays("spec.jaxReplicaSpecs.*.template"),
    "kubeflow.org/MPIJob": overlays("spec.mpiReplicaSpecs.*.template"),
    "kubeflow.org/Notebook": TEMPLATE,
    "kubeflow.org/PVCViewer": overlays("spec.podSpec"),
    "kubeflow.org/PaddleJob": overlays("spec.paddleReplicaSpecs.*.template"),
    "kubeflow.org/PodDefault": {"overlays": ("spec",), "containers": ("spec.sidecars[*]",)},
    "kubeflow.org/PyTorchJob": overlays("spec.pytorchReplicaSpecs.*.template"),
    "kubeflow.org/TFJob": overlays("spec.tfReplicaSpecs.*.template"),
    "kubeflow.org/TrainingRuntime": overlays(f"spec.template.{REPLICATED}"),
    "kubeflow.org/XGBoostJob": overlays("spec.xgbReplicaSpecs.*.template"),
    "kueue.x-k8s.io/Workload": pods("spec.podSets[*].template"),
    "leaderworkerset.x-k8s.io/LeaderWorkerSet": leader_worker("spec"),
    "logstash.k8s.elastic.co/Logstash": POD_TEMPLATE,
    "maps.k8s.elastic.co/ElasticMapsServer": POD_TEMPLATE,
    "monitoring.coreos.com/Alertmanager": SPEC,
    "monitoring.coreos.com/Prometheus": SPEC,
    "monitoring.coreos.com/PrometheusAgent": SPEC,
    "monitoring.coreos.com/ThanosRuler": SPEC,
    "numaflow.numaproj.io/MonoVertex": numaflow("spec"),
    "numaflow.numaproj.io/Pipeline": numaflow("spec.vertices[*]"),
    "numaplane.numaproj.io/MonoVertexRollout": numaflow("spec.monoVertex.spec"),
    "numaplane.numaproj.io/PipelineRollout": numaflow("spec.pipeline.spec.vertices[*]"),
    "opentelemetry.io/OpenTelemetryCollector": {
        "overlays": ("spec",),
        "containers": ("spec.additionalContainers[*]",),
    },
    "opentelemetry.io/TargetAllocator": {
        "overlays": ("spec",),
        "containers": ("spec.additionalContainers[*]",),
    },
    "operators.coreos.com/ClusterServiceVersion": pods(
        "spec.install.spec.deployments[*].spec.template"
    ),
    "packageregistry.k8s.elastic.co/PackageRegistry": POD_TEMPLATE,
    "postgres-operator.crunchydata.com/PostgresCluster": overlays(
        "spec.instances[*]", "spec.proxy.pgBouncer"
    ),
    "postgresql.cnpg.io/Pooler": overlays("spec.template"),
    "ray.io/RayCluster": ray("spec"),
    "ray.io/RayCronJob": ray(
        "spec.jobTemplate.rayClusterSpec", more=("spec.jobTemplate.submitterPodTemplate",)
    ),
    "ray.io/RayJob": ray("spec.rayClusterSpec", more=("spec.submitterPodTemplate",)),
    "ray.io/RayService": ray("spec.rayClusterConfig"),
    # Knative allows a container without a name and a probe without a port, and adds its own fields
    # to those of a Pod spec.
    "serving.knative.dev/Configuration": {
        "overlays": ("spec.template.spec",),
        "containers": ("spec.revisionTemplate.spec.container",),
    },
    "serving.knative.dev/Revision": SPEC,
    "serving.knative.dev/Service": {
        "overlays": ("spec.template.spec",),
        "containers": ("spec.runLatest.configuration.revisionTemplate.spec.container",),
    },
    "serving.kserve.io/ClusterServingRuntime": overlays("spec", "spec.workerSpec"),
    "serving.kserve.io/ClusterStorageContainer": {"containers": ("spec.container",)},
    "serving.kserve.io/InferenceService": INFERENCE,
    "serving.kserve.io/LLMInferenceService": LLM,
    "serving.kserve.io/LLMInferenceServiceConfig": LLM,
    "serving.kserve.io/ServingRuntime": overlays("spec", "spec.workerSpec"),
    "serving.kubeflow.org/InferenceService": INFERENCE,
    "sinks.knative.dev/JobSink": pods("spec.job.spec.template"),
    "sources.knative.dev/ContainerSource": overlays("spec.template"),
    "sparkoperator.k8s.io/ScheduledSparkApplication": spark("spec.template"),
    "sparkoperator.k8s.io/SparkApplication": spark("spec"),
    "sparkoperator.k8s.io/SparkConnect": overlays("spec.server.template", "spec.executor.template"),
    "spot.io/SpotDeployment": TEMPLATE,
    "tekton.dev/ClusterTask": tekton("spec"),
    "tekton.dev/Pipeline": pipeline("spec"),
    "tekton.dev/PipelineRun": pipeline("spec.pipelineSpec"),
    # A StepAction is one step, with its fields directly in the spec.
    "tekton.dev/StepAction": {"containers": ("spec",)},
    "tekton.dev/Task": tekton("spec"),
    "tekton.dev/TaskRun": tekton("spec.taskSpec"),
    "trainer.kubeflow.org/ClusterTrainingRuntime": overlays(f"spec.template.{REPLICATED}"),
    "trainer.kubeflow.org/TrainingRuntime": overlays(f"spec.template.{REPLICATED}"),
    "triggers.tekton.dev/TriggerTemplate": pipeline("spec.resourcetemplates[*].spec.pipelineSpec"),
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
