"""What the controllers of custom resources add to their Pods, by ``group/Kind``.

docs/precision/additions.md says which entries have been compared with which version of their
sources. The places are:

- LeaderWorkerSet: ``AddLWSVariables`` in pkg/utils/pod/pod_utils.go, and
  pkg/utils/accelerators/tpu.go; ``volumeClaimTemplates`` in api/leaderworkerset/v1.
- JobSet and Kubeflow Trainer: Jobs in indexed mode, see the Job controller of Kubernetes. The
  volumes of ``volumeClaimPolicies`` are not needed here: the Pods are incomplete for podlint.
- Kubeflow training operator: ``setPodEnv`` in pkg/controller.v1/KIND/envvar.go; MPI operator:
  ``newLauncherPodTemplate`` in pkg/controller/mpi_job_controller.go.
- Kubeflow notebooks: ``setPrefixEnvVar`` in the notebook controller.
- KubeRay: ``setContainerEnvVars`` in ray-operator/controllers/ray/common/pod.go.
- Volcano: the plugins env and svc in pkg/controllers/job/plugins.
- Kruise: ``volumeClaimTemplates`` of CloneSet, StatefulSet and UnitedDeployment.
- Argo Workflows: workflow/common/common.go; ``volumes`` and ``volumeClaimTemplates`` of a workflow
  are those of all its Pods.
- Knative: pkg/reconciler/revision/resources/deploy.go (serving), and the reconcilers of
  ContainerSource and JobSink (eventing).
- Agones: ``sdkServerSidecar`` in pkg/gameservers/controller.go.
- Numaflow: pkg/apis/numaflow/v1alpha1/const.go.
- Agent Sandbox: ``volumeClaimTemplates`` in api/v1alpha1/sandbox_types.go.
"""

from __future__ import annotations

from collections.abc import Mapping

_LWS = "LWS_LEADER_ADDRESS LWS_GROUP_SIZE LWS_WORKER_INDEX TPU_*".split()
_INDEXED = ("JOB_COMPLETION_INDEX",)
_TORCH = "MASTER_ADDR MASTER_PORT WORLD_SIZE RANK PYTHONUNBUFFERED PET_*".split()
_BOOST = "MASTER_ADDR MASTER_PORT WORLD_SIZE RANK WORKER_ADDRS WORKER_PORT PYTHONUNBUFFERED".split()
_RAY = "RAY_* FQ_RAY_IP KUBERAY_GEN_RAY_START_CMD REDIS_PASSWORD".split()
_VOLCANO = "VC_* VK_TASK_INDEX".split()
_KNATIVE = "K_SERVICE K_REVISION K_CONFIGURATION PORT".split()
_AGONES = "AGONES_SDK_GRPC_PORT AGONES_SDK_HTTP_PORT".split()
_ARGO = ("ARGO_*",)

VARIABLES: Mapping[str, tuple[str, ...] | list[str]] = {
    "agones.dev/Fleet": _AGONES,
    "agones.dev/GameServer": _AGONES,
    "agones.dev/GameServerSet": _AGONES,
    "argoproj.io/ClusterWorkflowTemplate": _ARGO,
    "argoproj.io/CronWorkflow": _ARGO,
    "argoproj.io/Workflow": _ARGO,
    "argoproj.io/WorkflowTemplate": _ARGO,
    "batch.volcano.sh/CronJob": _VOLCANO,
    "batch.volcano.sh/Job": _VOLCANO,
    "disaggregatedset.x-k8s.io/DisaggregatedSet": _LWS,
    "flow.volcano.sh/JobFlow": _VOLCANO,
    "flow.volcano.sh/JobTemplate": _VOLCANO,
    "jobset.x-k8s.io/JobSet": _INDEXED,
    "kubeflow.org/JAXJob": "COORDINATOR_ADDRESS COORDINATOR_PORT NUM_PROCESSES PROCESS_ID "
    "PYTHONUNBUFFERED".split(),
    "kubeflow.org/MPIJob": "OMPI_* HYDRA_* I_MPI_* MPI_HOSTFILE K_MPI_JOB_ROLE "
    "NVIDIA_VISIBLE_DEVICES NVIDIA_DRIVER_CAPABILITIES".split(),
    "kubeflow.org/Notebook": ("NB_PREFIX",),
    "kubeflow.org/PaddleJob": ("PADDLE_*", "POD_IP_DUMMY", "PYTHONUNBUFFERED"),
    "kubeflow.org/PyTorchJob": _TORCH,
    "kubeflow.org/TFJob": ("TF_CONFIG",),
    "kubeflow.org/XGBoostJob": _BOOST,
    "leaderworkerset.x-k8s.io/LeaderWorkerSet": _LWS,
    "numaflow.numaproj.io/MonoVertex": ("NUMAFLOW_*",),
    "numaflow.numaproj.io/Pipeline": ("NUMAFLOW_*",),
    "ray.io/RayCluster": _RAY,
    "ray.io/RayCronJob": _RAY,
    "ray.io/RayJob": _RAY,
    "ray.io/RayService": _RAY,
    "serving.knative.dev/Configuration": _KNATIVE,
    "serving.knative.dev/Revision": _KNATIVE,
    "serving.knative.dev/Service": _KNATIVE,
    "sinks.knative.dev/JobSink": ("K_EVENT_PATH", "K_EXECUTION_MODE", *_INDEXED),
    "sources.knative.dev/ContainerSource": ("K_SINK", "K_CE_OVERRIDES", "K_CA_CERTS"),
    "trainer.kubeflow.org/ClusterTrainingRuntime": ("PET_*", "OMPI_*", *_INDEXED),
    "trainer.kubeflow.org/TrainingRuntime": ("PET_*", "OMPI_*", *_INDEXED),
    "workload.codeflare.dev/AppWrapper": (*_LWS, *_TORCH, *_RAY, *_INDEXED),
}
"""The variables that the controller adds to each container, as patterns with ``*``.

Controllers put them first, or in any case the references in ``command`` and ``args`` see them.
"""


def _claims(*specs: str) -> tuple[str, ...]:
    return tuple(f"{spec}.volumeClaimTemplates[*].metadata.name" for spec in specs)


def _workflow(spec: str) -> tuple[str, ...]:
    return (*_claims(spec), f"{spec}.volumes[*].name", f"{spec}.templates[*].volumes[*].name")


VOLUMES: Mapping[str, tuple[str, ...]] = {
    "agents.x-k8s.io/Sandbox": _claims("spec"),
    "apps.kruise.io/CloneSet": _claims("spec"),
    "apps.kruise.io/StatefulSet": _claims("spec"),
    "apps.kruise.io/UnitedDeployment": _claims(
        *(f"spec.template.{each}Template.spec" for each in ("statefulSet", "advancedStatefulSet")),
        "spec.template.cloneSetTemplate.spec",
    ),
    "argoproj.io/ClusterWorkflowTemplate": _workflow("spec"),
    "argoproj.io/CronWorkflow": _workflow("spec.workflowSpec"),
    "argoproj.io/Workflow": _workflow("spec"),
    "argoproj.io/WorkflowTemplate": _workflow("spec"),
    "disaggregatedset.x-k8s.io/DisaggregatedSet": _claims(
        "spec.roles[*].spec.leaderWorkerTemplate"
    ),
    "elasticsearch.k8s.elastic.co/Elasticsearch": _claims("spec.nodeSets[*]"),
    "leaderworkerset.x-k8s.io/LeaderWorkerSet": _claims("spec.leaderWorkerTemplate"),
    "logstash.k8s.elastic.co/Logstash": _claims("spec"),
    "workload.codeflare.dev/AppWrapper": _claims(
        "spec.components[*].template.spec",
        "spec.components[*].template.spec.leaderWorkerTemplate",
    ),
}
"""JSONPaths to the names of volumes that a Pod has in addition to its own spec."""

RETRIED: frozenset[str] = frozenset(
    """
    apps.kruise.io/AdvancedCronJob apps.kruise.io/BroadcastJob batch.volcano.sh/CronJob
    batch.volcano.sh/Job flow.volcano.sh/JobTemplate jobset.x-k8s.io/JobSet keda.sh/ScaledJob
    kubeflow.org/JAXJob kubeflow.org/MPIJob kubeflow.org/PaddleJob kubeflow.org/PyTorchJob
    kubeflow.org/TFJob kubeflow.org/XGBoostJob leaderworkerset.x-k8s.io/LeaderWorkerSet
    """.split()
)
"""Kinds whose controllers create a new Pod for one that failed, up to a limit that they set."""
