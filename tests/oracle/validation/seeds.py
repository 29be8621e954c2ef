"""Objects that Kubernetes takes, with about every field in use: what variations begin with."""

from __future__ import annotations

import copy
import random
from typing import Any

LABELS = {"app": "web"}
VOLUMES: list[dict[str, Any]] = [
    {"emptyDir": {"sizeLimit": "1Gi"}},
    {"hostPath": {"path": "/var", "type": "Directory"}},
    {"gitRepo": {"repository": "r", "directory": "d"}},
    {"gcePersistentDisk": {"pdName": "d", "partition": 1}},
    {"awsElasticBlockStore": {"volumeID": "v"}},
    {"secret": {"secretName": "s", "items": [{"key": "k", "path": "p"}, {"key": "l", "path": "q"}]}},
    {"nfs": {"server": "s", "path": "/p"}},
    {"iscsi": {"targetPortal": "1.2.3.4", "iqn": "iqn.2001-04.com.example:s", "lun": 1}},
    {"glusterfs": {"endpoints": "e", "path": "p"}},
    {"flocker": {"datasetName": "d"}},
    {"persistentVolumeClaim": {"claimName": "c"}},
    {"rbd": {"monitors": ["m"], "image": "i"}},
    {"cinder": {"volumeID": "v"}},
    {"cephfs": {"monitors": ["m"]}},
    {"quobyte": {"registry": "r:1", "volume": "v"}},
    {"downwardAPI": {"items": [{"path": "p", "fieldRef": {"fieldPath": "metadata.labels"}}]}},
    {"fc": {"targetWWNs": ["w"], "lun": 1}},
    {"flexVolume": {"driver": "d", "options": {"a": "b"}}},
    {"configMap": {"name": "c", "defaultMode": 256}},
    {"azureFile": {"secretName": "s", "shareName": "s"}},
    {"vsphereVolume": {"volumePath": "p"}},
    {"photonPersistentDisk": {"pdID": "p"}},
    {"portworxVolume": {"volumeID": "p"}},
    {"azureDisk": {"diskName": "d", "diskURI": "https://d"}},
    {"storageos": {"volumeName": "v"}},
    {
        "projected": {
            "sources": [
                {"secret": {"name": "s", "items": [{"key": "k", "path": "p"}]}},
                {"configMap": {"name": "c"}},
                {"serviceAccountToken": {"path": "t", "expirationSeconds": 600}},
                {"downwardAPI": {"items": [{"path": "n", "fieldRef": {"fieldPath": "metadata.name"}}]}},
                {"clusterTrustBundle": {"signerName": "a.io/b", "path": "n/b", "labelSelector": {}}},
            ]
        }
    },
    {"scaleIO": {"gateway": "g", "system": "s", "volumeName": "v"}},
    {"csi": {"driver": "d.io", "nodePublishSecretRef": {"name": "s"}}},
    {
        "ephemeral": {
            "volumeClaimTemplate": {
                "spec": {
                    "accessModes": ["ReadWriteOnce"],
                    "resources": {"requests": {"storage": "1Gi"}},
                    "selector": {"matchLabels": LABELS},
                }
            }
        }
    },
    {"image": {"reference": "i"}},
    {
        "projected": {
            "sources": [
                {"clusterTrustBundle": {"name": "a.io:b:c", "path": "b"}},
                {"clusterTrustBundle": {"signerName": "a.io/b", "path": "b/c"}},
            ]
        }
    },
    {
        "projected": {
            "sources": [
                {
                    "podCertificate": {
                        "signerName": "a.io/b",
                        "keyType": "ED25519",
                        "maxExpirationSeconds": 3600,
                        "credentialBundlePath": "c",
                        "keyPath": "c/k",
                        "certificateChainPath": "c/d",
                    }
                }
            ]
        }
    },
]  # fmt: skip
CONTAINER: dict[str, Any] = {
    "image": "app:1",
    "ports": [{"name": "http", "containerPort": 80}, {"containerPort": 81, "hostPort": 81}],
    "env": [
        {"name": "A", "value": "x"},
        {"name": "B", "valueFrom": {"fieldRef": {"fieldPath": "metadata.name"}}},
        {
            "name": "C",
            "valueFrom": {"resourceFieldRef": {"resource": "limits.cpu", "divisor": "1m"}},
        },
        {"name": "D", "valueFrom": {"secretKeyRef": {"name": "s", "key": "k"}}},
        {"name": "E", "valueFrom": {"configMapKeyRef": {"name": "c", "key": "k"}}},
    ],
    "envFrom": [{"configMapRef": {"name": "c"}, "prefix": "P_"}, {"secretRef": {"name": "s"}}],
    "volumeMounts": [
        {"name": "v0", "mountPath": "/a"},
        {"name": "v1", "mountPath": "/b", "readOnly": True, "recursiveReadOnly": "Enabled"},
    ],
    "resources": {
        "requests": {"cpu": "1", "memory": "1Gi", "nvidia.com/gpu": "1"},
        "limits": {"cpu": "2", "memory": "1Gi", "nvidia.com/gpu": "1", "hugepages-2Mi": "4Mi"},
        "claims": [{"name": "device"}],
    },
    "resizePolicy": [{"resourceName": "cpu", "restartPolicy": "NotRequired"}],
    "securityContext": {
        "runAsUser": 1,
        "capabilities": {"add": ["NET_ADMIN"]},
        "seccompProfile": {"type": "Localhost", "localhostProfile": "p"},
        "appArmorProfile": {"type": "RuntimeDefault"},
        "procMount": "Default",
    },
}
PROBES: dict[str, Any] = {
    "livenessProbe": {"httpGet": {"port": "http", "httpHeaders": [{"name": "X-A", "value": "b"}]}},
    "readinessProbe": {"tcpSocket": {"port": 80}, "periodSeconds": 5},
    "startupProbe": {"exec": {"command": ["ls"]}, "terminationGracePeriodSeconds": 5},
    "lifecycle": {"preStop": {"sleep": {"seconds": 5}}, "postStart": {"exec": {"command": ["ls"]}}},
}  # fmt: skip
_TERM: dict[str, Any] = {
    "topologyKey": "zone",
    "labelSelector": {"matchLabels": LABELS},
    "matchLabelKeys": ["tier"],
    "namespaces": ["n"],
}
_NODE_TERM: dict[str, Any] = {
    "matchExpressions": [{"key": "a", "operator": "In", "values": ["b"]}],
    "matchFields": [{"key": "metadata.name", "operator": "In", "values": ["n"]}],
}
_REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution"
_PREFERRED = "preferredDuringSchedulingIgnoredDuringExecution"
POD: dict[str, Any] = {
    "terminationGracePeriodSeconds": 20,
    "nodeSelector": {"disk": "ssd"},
    "serviceAccountName": "account",
    "securityContext": {
        "fsGroup": 1,
        "supplementalGroups": [1],
        "sysctls": [{"name": "kernel.shmmax", "value": "1"}],
        "seccompProfile": {"type": "RuntimeDefault"},
        "seLinuxChangePolicy": "Recursive",
    },
    "imagePullSecrets": [{"name": "a"}, {"name": "b"}],
    "hostname": "h",
    "subdomain": "s",
    "affinity": {
        "nodeAffinity": {
            _REQUIRED: {"nodeSelectorTerms": [_NODE_TERM]},
            _PREFERRED: [{"weight": 1, "preference": _NODE_TERM}],
        },
        "podAffinity": {_REQUIRED: [_TERM]},
        "podAntiAffinity": {_PREFERRED: [{"weight": 5, "podAffinityTerm": _TERM}]},
    },
    "tolerations": [{"key": "k", "operator": "Exists", "effect": "NoExecute", "tolerationSeconds": 5}],
    "hostAliases": [{"ip": "1.2.3.4", "hostnames": ["h"]}],
    "priorityClassName": "p",
    "dnsConfig": {"nameservers": ["1.2.3.4"], "searches": ["a.b"], "options": [{"name": "o"}]},
    "readinessGates": [{"conditionType": "a/b"}],
    "runtimeClassName": "r",
    "overhead": {"cpu": "1m"},
    "topologySpreadConstraints": [
        {"maxSkew": 1, "topologyKey": "z", "whenUnsatisfiable": "DoNotSchedule", "minDomains": 1,
         "labelSelector": {"matchLabels": LABELS}, "matchLabelKeys": ["tier"]},
        {"maxSkew": 1, "topologyKey": "z", "whenUnsatisfiable": "ScheduleAnyway"},
    ],
    "schedulingGates": [{"name": "a/b"}],
    "resourceClaims": [{"name": "device", "resourceClaimName": "c"}],
    "resources": {"requests": {"cpu": "20"}, "limits": {"cpu": "20", "memory": "20Gi"}},
}  # fmt: skip
JOB: dict[str, Any] = {
    "completionMode": "Indexed",
    "completions": 5,
    "parallelism": 2,
    "backoffLimitPerIndex": 1,
    "maxFailedIndexes": 2,
    "podFailurePolicy": {
        "rules": [
            {"action": "FailJob", "onExitCodes": {"operator": "In", "values": [1, 2]}},
            {"action": "Ignore", "onPodConditions": [{"type": "A"}]},
        ]
    },
    "successPolicy": {"rules": [{"succeededIndexes": "0-2", "succeededCount": 1}]},
    "managedBy": "a.io/b",
}
WORKLOADS: dict[str, tuple[str, dict[str, Any]]] = {
    "PodTemplate": ("v1", {}),
    "ReplicationController": ("v1", {"selector": LABELS}),
    "ReplicaSet": ("apps/v1", {"selector": {"matchLabels": LABELS}, "replicas": 2}),
    "Deployment": (
        "apps/v1",
        {
            "selector": {"matchLabels": LABELS},
            "strategy": {"rollingUpdate": {"maxSurge": 1, "maxUnavailable": "50%"}},
        },
    ),
    "StatefulSet": (
        "apps/v1",
        {
            "selector": {"matchLabels": LABELS},
            "serviceName": "s",
            "updateStrategy": {"rollingUpdate": {"partition": 1, "maxUnavailable": 1}},
            "volumeClaimTemplates": [
                {
                    "metadata": {"name": "v0"},
                    "spec": {
                        "accessModes": ["ReadWriteOnce"],
                        "resources": {"requests": {"storage": "1Gi"}},
                    },
                }
            ],
        },
    ),
    "DaemonSet": ("apps/v1", {"selector": {"matchLabels": LABELS}}),
    "Job": ("batch/v1", JOB),
    "CronJob": ("batch/v1", {"schedule": "*/5 * * * *", "timeZone": "Europe/Berlin"}),
}
METADATA: dict[str, Any] = {
    "name": "web",
    "labels": {**LABELS, "tier": "front"},
    "annotations": {"a.io/b": "c"},
    "finalizers": ["a.io/f"],
    "ownerReferences": [
        {"apiVersion": "v1", "kind": "Node", "name": "n", "uid": "u", "controller": True}
    ],
}


def seed(rng: random.Random) -> dict[str, Any]:
    """A sound object of any kind with some of all this."""
    metadata = _some(METADATA, rng)
    metadata.setdefault("name", "web")
    metadata["labels"] = dict(METADATA["labels"])
    spec = pod_spec(rng)
    if rng.random() < 0.08:
        add_newest_fields(spec, rng)
    if rng.random() < 0.4:
        return {"apiVersion": "v1", "kind": "Pod", "metadata": metadata, "spec": spec}
    kind = rng.choice(list(WORKLOADS))
    api_version, owner = WORKLOADS[kind]
    template = {"metadata": {"labels": dict(METADATA["labels"])}, "spec": spec}
    obj = {"apiVersion": api_version, "kind": kind, "metadata": metadata}
    if kind == "PodTemplate":
        return {**obj, "template": template}
    body: dict[str, Any] = copy.deepcopy(owner)
    if kind == "CronJob":
        jobs = {**_some(JOB, rng), "template": template}
        spec["restartPolicy"] = "Never"
        return {**obj, "spec": {**body, "jobTemplate": {"spec": jobs}}}
    if kind == "Job":
        spec["restartPolicy"] = "Never"
        body = _some(body, rng)
    return {**obj, "spec": {**body, "template": template}}


def pod_spec(rng: random.Random) -> dict[str, Any]:
    """A sound spec with some of all this."""
    spec = _some(POD, rng)
    volumes = copy.deepcopy(rng.sample(VOLUMES, 3))
    spec["volumes"] = [{"name": f"v{number}", **each} for number, each in enumerate(volumes)]
    spec.setdefault("resourceClaims", copy.deepcopy(POD["resourceClaims"]))
    spec["containers"] = [container(f"c{n}", rng, True) for n in range(rng.choice((1, 1, 2)))]
    if rng.random() < 0.5:
        sidecar = rng.random() < 0.5
        init = container("i0", rng, sidecar)
        if sidecar:
            init["restartPolicy"] = "Always"
        spec["initContainers"] = [init]
    return spec


def add_newest_fields(spec: dict[str, Any], rng: random.Random) -> None:
    """Add fields that only the newest version has: in any other the object has unknown fields."""
    spec["evictionResponders"] = [{"name": "a.io/b", "priority": 5}]
    for volume in spec["volumes"]:
        for name in ("secret", "configMap", "downwardAPI", "projected"):
            if name in volume:
                volume[name]["defaultUser"] = rng.choice((1, -1))
                for item in volume[name].get("items", ()):
                    item["user"] = rng.choice((1, -1))
        for source in volume.get("projected", {}).get("sources", ()):
            for name in rng.sample(list(source), 1):
                source[name]["user"] = rng.choice((1, -1))
        if "emptyDir" in volume:
            volume["emptyDir"]["mode"] = 511
    for each in spec["containers"]:
        for mount in each.get("volumeMounts", ()):
            mount["bindMountOptions"] = ["noexec"]
        if "livenessProbe" in each:
            each["livenessProbe"]["httpGet"]["protocol"] = rng.choice(("HTTP2", "x"))
            each["readinessProbe"] = {"grpc": {"port": 1, "mode": "TLS"}}


def container(name: str, rng: random.Random, probed: bool) -> dict[str, Any]:
    """A sound container with some of all this."""
    found = {**_some(CONTAINER, rng), **(_some(PROBES, rng) if probed else {})}
    return {"image": "app:1", **found, "name": name}


def _some(fields: dict[str, Any], rng: random.Random) -> dict[str, Any]:
    share = rng.choice((0.1, 0.3, 0.7))
    chosen = {name: value for name, value in fields.items() if rng.random() < share}
    return copy.deepcopy(chosen)
