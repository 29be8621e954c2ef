"""What admission webhooks add to Pods with certain annotations or labels.

docs/precision/additions.md says which entries have been compared with which version of their
sources. The sources are the projects' documentation of their annotations, and their code for the
names of containers, volumes and variables:

- Cloud Storage FUSE of GKE: pkg/webhook/sidecar_spec.go of gcs-fuse-csi-driver.
- Istio: manifests/charts/istio-control/istio-discovery/files/injection-template.yaml.
- Linkerd: charts/partials of linkerd2.
- Vault Agent Injector: agent-inject/agent/annotations.go and container_volume.go of vault-k8s.
- Dapr: pkg/injector/annotations and pkg/injector/patcher; ``DAPR_*`` in all containers.
- Consul: control-plane/connect-inject/webhook of consul-k8s.
- OpenTelemetry operator: annotation.go, nginx.go, apachehttpd.go and dotnet.go in
  internal/instrumentation, and pkg/sidecar.
- Azure Workload Identity: pkg/webhook/consts.go.
- Datadog: pkg/clusteragent/admission/mutate of datadog-agent.
- Kuma: pkg/plugins/runtime/k8s/util/names.go.
"""

from __future__ import annotations

from podlint.startup.frozen import Frozen

__all__ = ["WEBHOOKS", "Webhook"]


class Webhook(Frozen):
    """What one webhook adds.

    Attributes:
        name: What people call the program.
        marks: Annotations and labels of the Pod that ask for it, as patterns with ``*``. A value
            such as ``false`` or ``disabled`` does not.
        containers: The names of its containers.
        variables: Variables that it adds to the Pod's own containers, as patterns with ``*``.
        volumes: Volumes that it adds to the Pod, as patterns with ``*``.
        mounted: Volumes of the Pod that its container mounts if the Pod defines them.
        naming: Annotations that name volumes of the Pod for its container to mount.
        defining: Annotations with a JSON object, whose keys are names of volumes that it adds.
    """

    name: str
    marks: tuple[str, ...]
    containers: tuple[str, ...] = ()
    variables: tuple[str, ...] = ()
    volumes: tuple[str, ...] = ()
    mounted: tuple[str, ...] = ()
    naming: tuple[str, ...] = ()
    defining: tuple[str, ...] = ()


_GCSFUSE = ("gke-gcsfuse-*", "gcsfuse-sa-token")
_ISTIO = """
    istio-* istiod-ca-cert workload-socket workload-certs credential-socket custom-bootstrap-volume
    lightstep-certs
""".split()
_VAULT = """
    vault-secrets vault-secrets-custom-* home-init home-sidecar vault-config vault-tls-secrets
    vault-agent-cache extra-secrets
""".split()

_DATADOG = "datadog* agent-config agent-option agent-tmp agent-log agent-ca-cert".split()

WEBHOOKS = (
    Webhook(
        "the Cloud Storage FUSE webhook",
        marks=("gke-gcsfuse/volumes",),
        containers=("gke-gcsfuse-sidecar", "gke-gcsfuse-metadata-prefetch"),
        volumes=_GCSFUSE,
        mounted=_GCSFUSE,
    ),
    Webhook(
        "Istio",
        marks=("sidecar.istio.io/*", "inject.istio.io/templates", "istio.io/rev"),
        containers=("istio-proxy", "istio-init", "istio-validation"),
        volumes=tuple(_ISTIO),
        mounted=tuple(_ISTIO),
        naming=("sidecar.istio.io/userVolumeMount", "proxy.istio.io/overrides"),
        defining=("sidecar.istio.io/userVolume",),
    ),
    Webhook(
        "Linkerd",
        marks=("linkerd.io/inject",),
        containers=("linkerd-proxy", "linkerd-init", "linkerd-network-validator", "linkerd-debug"),
        volumes=("linkerd-*", "podinfo"),
        mounted=("linkerd-*", "podinfo"),
    ),
    Webhook(
        "the Vault Agent Injector",
        marks=("vault.hashicorp.com/agent-inject",),
        containers=("vault-agent", "vault-agent-init"),
        volumes=tuple(_VAULT),
        mounted=tuple(_VAULT),
        naming=(
            "vault.hashicorp.com/agent-copy-volume-mounts",
            "vault.hashicorp.com/agent-service-account-token-volume-name",
        ),
    ),
    Webhook(
        "Dapr",
        marks=("dapr.io/enabled",),
        containers=("daprd",),
        variables=("DAPR_*", "APP_API_TOKEN"),
        volumes=("dapr-*",),
        mounted=("dapr-*",),
        naming=(
            "dapr.io/volume-mounts",
            "dapr.io/volume-mounts-rw",
            "dapr.io/unix-domain-socket-path",
        ),
    ),
    Webhook(
        "Consul",
        marks=("consul.hashicorp.com/connect-inject",),
        containers=("consul-dataplane", "consul-connect-inject-init"),
        variables=("*_CONNECT_SERVICE_HOST", "*_CONNECT_SERVICE_PORT"),
        volumes=("consul-*", "envoy-access-logs"),
        mounted=("consul-*", "envoy-access-logs"),
        naming=("consul.hashicorp.com/consul-sidecar-user-volume-mount",),
    ),
    Webhook(
        "the OpenTelemetry operator",
        marks=("instrumentation.opentelemetry.io/inject-*", "sidecar.opentelemetry.io/inject"),
        containers=("otc-container", "opentelemetry-auto-instrumentation", "otel-agent-*"),
        variables=(*"OTEL_* CORECLR_* DOTNET_* LD_LIBRARY_PATH".split(),),
        volumes=("opentelemetry-auto-instrumentation*", "otel-nginx-*", "otel-apache-*"),
    ),
    Webhook(
        "Azure Workload Identity",
        marks=("azure.workload.identity/use",),
        containers=("azwi-proxy", "azwi-proxy-init"),
        variables=(
            "AZURE_CLIENT_ID",
            "AZURE_TENANT_ID",
            "AZURE_FEDERATED_TOKEN_FILE",
            "AZURE_AUTHORITY_HOST",
            "AZURE_KUBERNETES_*",
        ),
        volumes=("azure-identity-token", "azure-workload-identity-reserved-*"),
    ),
    Webhook(
        "the Datadog Cluster Agent",
        marks=("admission.datadoghq.com/*",),
        containers=("datadog-agent-injected",),
        variables=("DD_*",),
        volumes=tuple(_DATADOG),
    ),
    Webhook(
        "Kuma",
        marks=("kuma.io/sidecar-injection",),
        containers=("kuma-sidecar", "kuma-init", "kuma-validation"),
        volumes=("kuma-*",),
        mounted=("kuma-*",),
    ),
)
"""The webhooks that podlint knows."""
