"""The fields of another object that would undo a fault planted into it, and are left out."""

from __future__ import annotations

_ALL = ("containers", "initContainers")
_SETTINGS = ("env", "envFrom", "volumeMounts")
_ACCOUNT = ("serviceAccountName", "serviceAccount", "automountServiceAccountToken")

_NODE = (("hostNetwork",), "localhost is the node if the Pod uses the node's network")
_VARIABLES = (("envFrom",), "other sources may set the missing variables")
_GRACE = (("terminationGracePeriodSeconds",), "the rule depends on the grace period")
_USER = (("securityContext",), "the rule depends on the user ID")
_RESOURCES = (("resources",), "the rule reports a missing amount")

_HOST_NETWORK = ("hostNetwork",)

LEFT_OUT: dict[str, tuple[tuple[str, ...], str]] = {
    "amount-required-by-quota": (
        (*_ALL, "resources"),
        "the rule reports a missing amount, in the first container without it",
    ),
    "annotation-without-effect": (
        ("initContainers", "tolerations", "affinity"),
        "the field that replaced the annotation has an effect",
    ),
    "autoscaler-without-request": _RESOURCES,
    "bound-account-not-used": (_ACCOUNT, "the rule is about the default service account"),
    "circular-start-order": _NODE,
    "contradictory-node-selection": (
        ("affinity",),
        "nodes may match a different term of the node affinity",
    ),
    "container-request-not-counted": (_ALL, "the rule is about all containers of the Pod"),
    "control-plane-not-tolerated": (
        ("tolerations", "affinity", "nodeSelector", "nodeName"),
        "the Pod may tolerate the taint, or run elsewhere",
    ),
    "cpu-limit-against-policy": _RESOURCES,
    "deprecated-service-account-field": (_ACCOUNT, "the new field makes the old field harmless"),
    "displaced-service-account-token": (
        ("automountServiceAccountToken",),
        "the rule depends on the token, which is not mounted then",
    ),
    "dns-blocked-by-network-policy": (
        ("hostNetwork",),
        "policies do not apply to Pods on the node's network",
    ),
    "disruption-budget-blocks-evictions": (
        ("replicas",),
        "the rule depends on the number of replicas",
    ),
    "dollar-name-as-value": (
        ("initContainers",),
        "a tool may replace the value if the document has other placeholders",
    ),
    "dropped-capability-of-image": _USER,
    "host-path-volume": (("volumes",), "one finding reports all volumes of the Pod"),
    "host-name-too-long": (
        _HOST_NETWORK,
        "the Pod has the node's name if it uses the node's network",
    ),
    "host-port-without-effect": (
        _HOST_NETWORK,
        "all ports are ports of the node if the Pod uses the node's network",
    ),
    "idle-container": (_ALL, "the rule is about Pods with one container"),
    "image-shared-without-command": (
        _SETTINGS,
        "different settings can give the containers different tasks",
    ),
    "init-command-fails-next-time": (
        ("volumeMounts",),
        "two volumes at one path are a different fault",
    ),
    "init-container-without-requests": (_ALL, "the rule is about all containers of the Pod"),
    "invalid-hook": _GRACE,
    "job-never-completes": (_ALL, "the rule is about Jobs whose containers are all servers"),
    "missing-cpu-request": _RESOURCES,
    "missing-memory-limit": _RESOURCES,
    "missing-memory-request": _RESOURCES,
    "missing-pre-stop": (
        _ALL,
        "the rule depends on the container to which a Service sends requests",
    ),
    "missing-readiness-probe": (
        _ALL,
        "the rule depends on the container to which a Service sends requests",
    ),
    "missing-run-as-non-root": _USER,
    "never-scheduled": (
        ("affinity", "nodeSelector", "nodeName", "schedulerName"),
        "the rule depends on the nodes that suit the Pod",
    ),
    "non-root-user-left-to-image": _USER,
    "overridden-system-variable": (
        ("hostNetwork",),
        "node agents may need to override such variables",
    ),
    "ownership-change-refused": _USER,
    "post-start-asks-own-port": _NODE,
    "pod-on-other-operating-system": (
        ("nodeSelector",),
        "the rule depends on the nodes on which the Pod may run",
    ),
    "pre-stop-exceeds-grace-period": _GRACE,
    "policy-rules-ignored": (("policyTypes",), "the rule depends on the directions"),
    "probe-grace-exceeds-pod-grace": _GRACE,
    "database-at-volume-root": _VARIABLES,
    "database-volume-at-wrong-path": _VARIABLES,
    "missing-required-variable": _VARIABLES,
    "probe-port-not-open": (
        (*_NODE[0], *_ALL),
        "the rule depends on the programs of all containers, and on the network",
    ),
    "service-port-not-open": (_ALL, "the rule depends on the programs of all containers"),
    "replicas-exceed-nodes": (
        ("affinity", "nodeSelector", "replicas", "resources", "tolerations", "hostNetwork"),
        "the rule depends on the nodes that suit the Pod",
    ),
    "root-image-with-run-as-non-root": _USER,
    "runtime-socket-volume": (
        (*_HOST_NETWORK, "volumes", "securityContext"),
        "agents of the node may use directories of the container runtime",
    ),
    "same-server-twice": (("ports", *_SETTINGS), "settings may change the port of a server"),
    "server-not-restarted": (_ALL, "the rule is about Pods whose containers are all servers"),
    "service-variable-collision": (
        ("envFrom", "enableServiceLinks"),
        "variables from elsewhere override the variables of Services",
    ),
    "shared-user-namespace": (
        ("hostNetwork", "hostPID", "hostIPC"),
        "a Pod that uses namespaces of the node cannot have a user namespace",
    ),
    "sidecar-without-startup-gate": (("startupProbe",), "the rule reports a missing probe"),
    "surge-blocked-by-host-port": (
        ("hostNetwork", "strategy", "affinity", "replicas"),
        "the rule depends on the update strategy, the network and the nodes",
    ),
    "signal-stops-at-shell": (("lifecycle",), "a preStop hook can stop the program"),
    "terms-meant-together": (("affinity",), "another term may seem to be an alternative"),
    "signals-unseen-neighbour": (
        ("hostPID", "shareProcessNamespace"),
        "with a shared process namespace, the container sees the other processes",
    ),
    "spoiled-guarantee": (_ALL, "the rule is about all containers of the Pod"),
    "unneeded-service-account-token": (_ACCOUNT, "the rule is about the default service account"),
    "unreadable-volume-file": _USER,
    "unsuitable-restart-policy": (("restartPolicy",), "the rule reports a missing policy"),
    "unwritable-claim": _USER,
    "unwritable-directory-of-image": _USER,
    "unwritable-host-path": _USER,
    "update-exceeds-quota": (
        (*_ALL, "resources", "strategy"),
        "the rule depends on the sum of all requests",
    ),
    "update-needs-spare-node": (
        ("strategy", "hostNetwork"),
        "the rule depends on the update strategy, and reports only the first host port",
    ),
    "update-waits-for-volume": (
        ("replicas", "strategy"),
        "the rule depends on the update strategy",
    ),
    "waits-for-own-container": _NODE,
}
"""By rule: the fields of the workload, the Pod or the container, and why."""

KIND_BOUND: dict[str, str] = {
    "ephemeral-claim-name-too-long": "the rule depends on the length of the Pod's name",
    "fqdn-without-effect": "in a StatefulSet, the Pods have a subdomain",
    "init-failure-is-final": "in a Job, a new Pod replaces a failed Pod",
    "invalid-dns-setting": "in a StatefulSet, pods-refused-by-api-server reports the fault",
    "refused-by-api-server": "in workloads, pods-refused-by-api-server reports the fault as well",
    "scheduled-static-pod": "only Pods can be static",
    "server-not-restarted": "in Jobs, job-never-completes reports the fault",
    "static-pod-references-object": "only Pods can be static",
}
"""Rules about Pods whose faults are not planted into workloads, and why."""
