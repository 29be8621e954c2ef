"""Kinds without Pods that podlint knows without a model, by API group.

A kind is unknown if it is not here, not built in, not in the table of custom resources and not
defined in the repository. Then it may have Pods that podlint does not see.
"""

from collections.abc import Mapping

from .served_kinds import SERVED

__all__ = ["is_known", "tool_of"]

_TOOLS: Mapping[str, str] = {
    "admission.k8s.io": "a request to an admission webhook",
    "apiserver.config.k8s.io": "the API server",
    "apiserver.k8s.io": "the API server",
    "audit.k8s.io": "the API server's audit log",
    "backstage.io": "Backstage",
    "builtin": "kustomize",
    "chainsaw.kyverno.io": "Chainsaw",
    "cli.kyverno.io": "the Kyverno CLI",
    "client.authentication.k8s.io": "kubectl",
    "cloudcontrollermanager.config.k8s.io": "the cloud controller manager",
    "component.config.k8s.io": "the scheduler",
    "componentconfig": "Kubernetes' components",
    "config.kubernetes.io": "kustomize and kpt functions",
    "config.projectcalico.org": "calicoctl",
    "controller-runtime.sigs.k8s.io": "controller-runtime",
    "credentialprovider.kubelet.k8s.io": "the kubelet",
    "ctlptl.dev": "ctlptl",
    "descheduler": "the descheduler",
    "deschedulerpolicy": "the descheduler",
    "devspace.sh": "DevSpace",
    "eksctl.io": "eksctl",
    "eventratelimit.admission.k8s.io": "the API server",
    "fn.kpt.dev": "kpt",
    "garden.io": "Garden",
    "imagepolicy.k8s.io": "the API server",
    "k0s.k0sproject.io": "k0s",
    "k0sctl.k0sproject.io": "k0sctl",
    "k3d.io": "k3d",
    "kapp.k14s.io": "kapp",
    "kbld.k14s.io": "kbld",
    "kind.x-k8s.io": "kind",
    "kind.sigs.k8s.io": "kind",
    "kops": "kOps",
    "kops.k8s.io": "kOps",
    "kpt.dev": "kpt",
    "krew.googlecontainertools.github.com": "krew",
    "kubeadm.k8s.io": "kubeadm",
    "kubecontrollermanager.config.k8s.io": "the controller manager",
    "kubectl.config.k8s.io": "kubectl",
    "kubelet.config.k8s.io": "the kubelet",
    "kubeproxy.config.k8s.io": "kube-proxy",
    "kubescheduler.config.k8s.io": "the scheduler",
    "kustomize.config.k8s.io": "kustomize",
    "kuttl.dev": "KUTTL",
    "kudo.dev": "KUTTL",
    "meta.pkg.crossplane.io": "the Crossplane CLI",
    "pod-security.admission.config.k8s.io": "the API server",
    "podtolerationrestriction.admission.k8s.io": "the API server",
    "release-notes": "release notes",
    "resourcequota.admission.k8s.io": "the API server",
    "scheduler.alpha.kubernetes.io": "the scheduler",
    "scorecard.operatorframework.io": "the Operator SDK",
    "skaffold": "Skaffold",
    "test.gatekeeper.sh": "gator",
    "troubleshoot.sh": "troubleshoot",
    "vendir.k14s.io": "vendir",
    "webhook.admission.k8s.io": "the API server",
    "webhookadmission.config.k8s.io": "the API server",
}
"""The API groups of files that a tool reads and that are never sent to an API server."""

_CORE_FILES: Mapping[str, str] = {"Config": "kubectl", "Policy": "the scheduler"}
"""Kinds in the group without a name that are such files: the kubeconfig, the old policy."""

_CUSTOM = frozenset(
    "acid.zalan.do altinity.com amazonaws.com ambassador.io apache.org appscode.com "
    "aquasecurity.github.io argoproj.io aws.com azure.com bitnami.com cattle.io ceph.io ceph.com "
    "cert-manager.io cilium.io cloud.google.com cnpg.io cockroachlabs.com confluent.io "
    "containo.us coreos.com couchbase.com crossplane.io crunchydata.com dapr.io datadoghq.com "
    "datastax.com dynatrace.com eclipse.org elastic.co emqx.io external-secrets.io flagger.app "
    "fluentbit.io fluxcd.io gatekeeper.sh getambassador.io gke.io googleapis.com grafana.com "
    "haproxy.com haproxy.org hashicorp.com ibm.com infinispan.org instana.io istio.io "
    "jaegertracing.io k14s.io k6.io k8s.aws k8s.io k8ssandra.io k8up.io karpenter.sh keda.sh "
    "keycloak.org kiali.io knative.dev knative.io konghq.com kubeflow.org kubevirt.io kuma.io "
    "kyverno.io linkerd.io logging.banzaicloud.io longhorn.io maistra.io mariadb.com "
    "mattermost.com metallb.io metallb.universe.tf min.io mongodb.com mysql.com newrelic.com "
    "nginx.com nginx.org nvidia.com openebs.io openfaas.com openshift.io opensearch.opster.io "
    "opentelemetry.io operatorframework.io oracle.com percona.com pingcap.com planetscale.com "
    "projectcalico.org projectcontour.io pulumi.com rabbitmq.com ray.io redhat.com rook.io "
    "scylladb.com smi-spec.io solo.io spotahome.com stackable.tech strimzi.io submariner.io "
    "tekton.dev tigera.io traefik.io upbound.io vault.banzaicloud.com velero.io "
    "victoriametrics.com vmware.com volcano.sh weave.works x-k8s.io yugabyte.com".split()
)
"""Well-known API groups of custom resources, or suffixes of such groups. The table of custom
resources has the kinds with Pods.
"""

_REMOVED = frozenset({"PodSecurityPolicy"})
"""Kinds of older versions of Kubernetes."""


def tool_of(group: str, kind: str) -> str | None:
    """The tool that reads a file that looks like an object; None if it may be an object."""
    return _TOOLS.get(group) if group else _CORE_FILES.get(kind)


def is_known(group: str, kind: str) -> bool:
    """Whether podlint knows which Pods, if any, objects of a kind have."""
    if group in SERVED:
        return kind in SERVED[group] or kind in _REMOVED
    parts = group.split(".")
    return any(".".join(parts[start:]) in _CUSTOM for start in range(len(parts)))
