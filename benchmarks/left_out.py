"""What of another object would undo a fault that is planted into it, and so is left out."""

from __future__ import annotations

_ALL = ("containers", "initContainers")
_SETTINGS = ("env", "envFrom", "volumeMounts")
_ACCOUNT = ("serviceAccountName", "serviceAccount", "automountServiceAccountToken")

_NODE = (("hostNetwork",), "on the node's network localhost is the node")
_GRACE = (("terminationGracePeriodSeconds",), "depends on the grace period")
_USER = (("securityContext",), "depends on the user")
_RESOURCES = (("resources",), "speaks of an amount that is missing")

LEFT_OUT: dict[str, tuple[tuple[str, ...], str]] = {
    "annotation-without-effect": (
        ("initContainers", "tolerations", "affinity"),
        "the field that replaced the annotation has an effect",
    ),
    "autoscaler-without-request": _RESOURCES,
    "container-request-not-counted": (_ALL, "speaks of all containers of the Pod"),
    "cpu-limit-against-policy": _RESOURCES,
    "deprecated-service-account-field": (_ACCOUNT, "the new field makes the old one harmless"),
    "disruption-budget-blocks-evictions": (("replicas",), "depends on the number of replicas"),
    "host-path-volume": (("volumes",), "one finding speaks of all volumes of the Pod"),
    "idle-container": (_ALL, "speaks of the only container of a Pod"),
    "image-shared-without-command": (_SETTINGS, "what differs may tell the containers apart"),
    "invalid-hook": _GRACE,
    "init-container-without-requests": (_ALL, "speaks of all containers of the Pod"),
    "job-never-completes": (_ALL, "speaks of Jobs whose containers are all servers"),
    "missing-cpu-request": _RESOURCES,
    "missing-memory-limit": _RESOURCES,
    "missing-memory-request": _RESOURCES,
    "missing-pre-stop": (_ALL, "asks which container a Service means"),
    "missing-readiness-probe": (_ALL, "asks which container a Service means"),
    "missing-run-as-non-root": _USER,
    "non-root-user-left-to-image": _USER,
    "overridden-system-variable": (("hostNetwork",), "agents of nodes may need to"),
    "pod-on-other-operating-system": (("nodeSelector",), "depends on where the Pod may run"),
    "pre-stop-exceeds-grace-period": _GRACE,
    "probe-grace-exceeds-pod-grace": _GRACE,
    "probe-port-not-open": _NODE,
    "root-image-with-run-as-non-root": _USER,
    "same-server-twice": (("ports", *_SETTINGS), "settings may move a server to another port"),
    "server-not-restarted": (_ALL, "speaks of Pods whose containers are all servers"),
    "shared-user-namespace": (
        ("hostNetwork", "hostPID", "hostIPC"),
        "no user namespace is possible beside the node's others",
    ),
    "sidecar-without-startup-gate": (("startupProbe",), "speaks of a probe that is missing"),
    "signals-unseen-neighbour": (
        ("hostPID", "shareProcessNamespace"),
        "with shared processes the neighbour is seen",
    ),
    "spoiled-guarantee": (_ALL, "speaks of all containers of the Pod"),
    "unneeded-service-account-token": (_ACCOUNT, "speaks of the default account"),
    "unsuitable-restart-policy": (("restartPolicy",), "speaks of a policy that is missing"),
    "update-needs-spare-node": (
        ("strategy", "hostNetwork"),
        "depends on the update, and speaks of the node's first port",
    ),
    "update-waits-for-volume": (
        ("replicas", "strategy"),
        "depends on how the workload is updated",
    ),
    "waits-for-own-container": _NODE,
}
"""By rule: the fields of the workload, the Pod or the container, and why."""

KIND_BOUND: dict[str, str] = {
    "init-failure-is-final": "a Job makes a new Pod",
    "invalid-dns-setting": "of a StatefulSet pods-refused-by-api-server speaks",
    "refused-by-api-server": "of workloads pods-refused-by-api-server speaks, too",
    "scheduled-static-pod": "only Pods can be static",
    "server-not-restarted": "of Jobs job-never-completes speaks",
    "static-pod-references-object": "only Pods can be static",
}
"""Rules about Pods that are not said of workloads, and why."""
