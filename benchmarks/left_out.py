"""What of another object would undo a fault that is planted into it, and so is left out."""

from __future__ import annotations

_ALL = ("containers", "initContainers")
_SETTINGS = ("env", "envFrom", "volumeMounts")
_ACCOUNT = ("serviceAccountName", "serviceAccount", "automountServiceAccountToken")

_RESOURCES = (("resources",), "speaks of an amount that is missing")

LEFT_OUT: dict[str, tuple[tuple[str, ...], str]] = {
    "annotation-without-effect": (
        ("initContainers", "tolerations", "affinity"),
        "the field that replaced the annotation has an effect",
    ),
    "autoscaler-without-request": _RESOURCES,
    "container-request-not-counted": (_ALL, "speaks of all containers of the Pod"),
    "cpu-limit-against-policy": _RESOURCES,
    "disruption-budget-blocks-evictions": (("replicas",), "depends on the number of replicas"),
    "idle-container": (_ALL, "speaks of the only container of a Pod"),
    "image-shared-without-command": (_SETTINGS, "what differs may tell the containers apart"),
    "init-container-without-requests": (_ALL, "speaks of all containers of the Pod"),
    "job-never-completes": (_ALL, "speaks of Jobs whose containers are all servers"),
    "missing-cpu-request": _RESOURCES,
    "missing-memory-limit": _RESOURCES,
    "missing-memory-request": _RESOURCES,
    "missing-readiness-probe": (_ALL, "asks which container a Service means"),
    "pod-on-other-operating-system": (("nodeSelector",), "depends on where the Pod may run"),
    "root-image-with-run-as-non-root": (("securityContext",), "depends on the Pod's user"),
    "same-server-twice": (("ports", *_SETTINGS), "settings may move a server to another port"),
    "server-not-restarted": (_ALL, "speaks of Pods whose containers are all servers"),
    "shared-user-namespace": (
        ("hostNetwork", "hostPID", "hostIPC"),
        "no user namespace is possible beside the node's others",
    ),
    "signals-unseen-neighbour": (
        ("hostPID", "shareProcessNamespace"),
        "with shared processes the neighbour is seen",
    ),
    "spoiled-guarantee": (_ALL, "speaks of all containers of the Pod"),
    "unneeded-service-account-token": (_ACCOUNT, "speaks of the default account"),
    "unsuitable-restart-policy": (("restartPolicy",), "speaks of a policy that is missing"),
    "update-needs-spare-node": (("strategy",), "depends on how the workload is updated"),
    "update-waits-for-volume": (
        ("replicas", "strategy"),
        "depends on how the workload is updated",
    ),
    "waits-for-own-container": (("hostNetwork",), "on the node's network localhost is the node"),
}
"""By rule: the fields of the workload, the Pod or the container, and why."""
