"""Kubernetes objects, drawn at random from few names, so that they mean each other."""

from __future__ import annotations

import random
from typing import Any

from .random_text import Raw, scalar, text

NAMES = ("a", "b", "web", "db")
NAMESPACES = ("ns1", "default", "other")
LABELS = ("app", "tier", "app.kubernetes.io/name")
IMAGES = ("nginx", "nginx:1.0", "nginx:1.0@sha256:abc", "docker.io/library/nginx:2", "redis", "app:v1",
          "registry:5000/app", "registry:5000/app:v2", "busybox:")  # fmt: skip
WORKLOADS = {
    "Deployment": "apps/v1", "StatefulSet": "apps/v1", "DaemonSet": "apps/v1", "ReplicaSet": "apps/v1",
    "Job": "batch/v1", "CronJob": "batch/v1", "Pod": "v1", "PodTemplate": "v1",
    "ReplicationController": "v1",
}  # fmt: skip


def maybe(draw: random.Random, chance: float = 0.5) -> bool:
    return draw.random() < chance


def name(draw: random.Random) -> str:
    return draw.choice(NAMES)


def metadata(draw: random.Random, own: str | None = None) -> dict[str, Any]:
    found: dict[str, Any] = {"name": text(draw, own or name(draw))}
    if maybe(draw, 0.15):
        found["namespace"] = text(draw, draw.choice(NAMESPACES))
    if maybe(draw, 0.4):
        found["labels"] = labels(draw)
    if maybe(draw, 0.25):
        found["annotations"] = {
            draw.choice(("note", "x/y")): scalar(draw) for _ in range(draw.randint(0, 2))
        }
    if maybe(draw, 0.04):
        found["finalizers"] = [text(draw, draw.choice(NAMES)) for _ in range(draw.randint(0, 3))]
    if maybe(draw, 0.03):
        found["ownerReferences"] = [{"uid": name(draw), "name": scalar(draw)} for _ in range(2)]
    return found


def labels(draw: random.Random) -> dict[str, Any]:
    return {
        draw.choice(LABELS): scalar(draw) if maybe(draw, 0.2) else text(draw, name(draw))
        for _ in range(draw.randint(1, 2))
    }


def container(draw: random.Random) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": text(draw, draw.choice(("c", "app", "side", "web"))),
        "image": text(draw, draw.choice(IMAGES)),
    }
    if maybe(draw, 0.03):
        del found[draw.choice(("name", "image"))]
    if maybe(draw, 0.4):
        found["env"] = [env(draw) for _ in range(draw.randint(0, 3))]
    if maybe(draw, 0.2):
        found["envFrom"] = [{draw.choice(("configMapRef", "secretRef")): {"name": name(draw)}}]
    if maybe(draw, 0.4):
        found["ports"] = [port(draw, "containerPort") for _ in range(draw.randint(0, 3))]
    if maybe(draw, 0.25):
        found["volumeMounts"] = [
            {"name": name(draw), "mountPath": draw.choice(("/a", "/b", "/c"))}
            for _ in range(draw.randint(1, 2))
        ]
    if maybe(draw, 0.2):
        found["args"] = [scalar(draw) for _ in range(draw.randint(0, 3))]
    if maybe(draw, 0.2):
        found["resources"] = draw.choice(
            ({}, None, {"limits": {"cpu": scalar(draw)}}, {"requests": {"memory": Raw("1Gi")}})
        )
    if maybe(draw, 0.1):
        found["securityContext"] = draw.choice((None, {}, {"runAsUser": scalar(draw)}, Raw("")))
    return found


def env(draw: random.Random) -> dict[str, Any]:
    found: dict[str, Any] = {"name": text(draw, draw.choice(("A", "B", "C")))}
    kind = draw.random()
    if kind < 0.6:
        found["value"] = scalar(draw)
    elif kind < 0.9:
        reference, key = draw.choice((("configMapKeyRef", "key"), ("secretKeyRef", "key")))
        found["valueFrom"] = {reference: {"name": text(draw, name(draw)), key: "k"}}
    return found


def port(draw: random.Random, key: str) -> dict[str, Any]:
    found: dict[str, Any] = {key: Raw(draw.choice(("80", "80", "443", "'80'", "0x50", "53")))}
    if maybe(draw, 0.5):
        found["protocol"] = draw.choice(("TCP", "UDP"))
    if maybe(draw, 0.5):
        found["name"] = draw.choice(("http", "dns"))
    if maybe(draw, 0.03):
        del found[key]
    return found


def pod_spec(draw: random.Random) -> dict[str, Any]:
    found: dict[str, Any] = {"containers": [container(draw) for _ in range(draw.randint(1, 3))]}
    if maybe(draw, 0.2):
        found["initContainers"] = [container(draw) for _ in range(draw.randint(1, 2))]
    if maybe(draw, 0.05):
        found["ephemeralContainers"] = [container(draw)]
    if maybe(draw, 0.3):
        found["volumes"] = [volume(draw) for _ in range(draw.randint(1, 2))]
    if maybe(draw, 0.2):
        found["serviceAccountName"] = text(draw, name(draw))
    if maybe(draw, 0.1):
        found["imagePullSecrets"] = [{"name": name(draw)} for _ in range(draw.randint(0, 2))]
    if maybe(draw, 0.1):
        found["tolerations"] = [{"key": scalar(draw), "operator": "Exists"}, {"key": "b"}]
    if maybe(draw, 0.08):
        found["hostAliases"] = [{"ip": Raw("1.2.3.4"), "hostnames": [name(draw)]}]
    if maybe(draw, 0.1):
        found["topologySpreadConstraints"] = [
            {
                "topologyKey": name(draw),
                "whenUnsatisfiable": draw.choice(("DoNotSchedule", "ScheduleAnyway")),
                "maxSkew": scalar(draw),
                "labelSelector": {"matchLabels": labels(draw)},
            }
            for _ in range(draw.randint(1, 2))
        ]
    if maybe(draw, 0.1):
        found["affinity"] = {
            "podAntiAffinity": {
                "requiredDuringSchedulingIgnoredDuringExecution": [
                    {"topologyKey": "k", "labelSelector": {"matchLabels": labels(draw)}}
                ]
            }
        }
    if maybe(draw, 0.1):
        found[draw.choice(("hostNetwork", "priorityClassName", "nodeSelector"))] = scalar(draw)
    return found


def volume(draw: random.Random) -> dict[str, Any]:
    sources: list[dict[str, Any]] = [
        {"configMap": {"name": name(draw)}}, {"secret": {"secretName": name(draw)}}, {"emptyDir": {}},
        {"persistentVolumeClaim": {"claimName": name(draw)}}, {"hostPath": {"path": scalar(draw)}},
        {"projected": {"sources": [{"configMap": {"name": name(draw)}}, {"secret": {"name": name(draw)}}]}},
    ]  # fmt: skip
    return {"name": text(draw, name(draw)), **draw.choice(sources)}


def workload(draw: random.Random) -> dict[str, Any]:
    kind = draw.choice(("Deployment", "Deployment", *WORKLOADS))
    version = WORKLOADS[kind]
    if maybe(draw, 0.04):
        version = draw.choice(
            ("extensions/v1beta1", "apps/v1beta1", "batch/v1beta1", "example.com/v1")
        )
    found: dict[str, Any] = {"apiVersion": version, "kind": kind, "metadata": metadata(draw)}
    if maybe(draw, 0.03):
        return found
    template: dict[str, Any] = {"metadata": {"labels": labels(draw)}, "spec": pod_spec(draw)}
    if maybe(draw, 0.2):
        del template["metadata"]
    match kind:
        case "Pod":
            found["spec"] = template["spec"]
        case "PodTemplate":
            found["template"] = template
        case "CronJob":
            found["spec"] = {
                "schedule": Raw('"* * * * *"'),
                "jobTemplate": {"spec": {"template": template}},
            }
        case _:
            spec: dict[str, Any] = {"template": template}
            if maybe(draw, 0.5):
                spec["replicas"] = Raw(draw.choice(("1", "3", "'2'", "")))
            if maybe(draw, 0.6):
                spec["selector"] = (
                    labels(draw)
                    if kind == "ReplicationController"
                    else {"matchLabels": labels(draw)}
                )
            if kind == "StatefulSet" and maybe(draw):
                spec["volumeClaimTemplates"] = [
                    {"metadata": metadata(draw), "spec": {"storageClassName": name(draw)}}
                ]
                spec["serviceName"] = name(draw)
            found["spec"] = spec
    return found


def config(draw: random.Random) -> dict[str, Any]:
    kind = draw.choice(("ConfigMap", "ConfigMap", "Secret"))
    found: dict[str, Any] = {"apiVersion": "v1", "kind": kind, "metadata": metadata(draw)}
    if maybe(draw, 0.9):
        found["data"] = {
            draw.choice(("k", "l", "on", "1")): scalar(draw) for _ in range(draw.randint(0, 3))
        }
    if kind == "Secret" and maybe(draw):
        found["type"] = "Opaque"
    if maybe(draw, 0.1):
        found["immutable"] = True
    return found


def other(draw: random.Random) -> dict[str, Any]:
    own = metadata(draw)
    choices: list[dict[str, Any]] = [
        {"apiVersion": "v1", "kind": "Service", "metadata": own, "spec": {"ports": [port(draw, "port") for _ in range(draw.randint(0, 3))], **({"selector": labels(draw)} if maybe(draw, 0.7) else {})}},
        {"apiVersion": "v1", "kind": "ServiceAccount", "metadata": own, "secrets": [{"name": name(draw)}], "imagePullSecrets": [{"name": name(draw)}]},
        {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": draw.choice(NAMESPACES)}},
        {"apiVersion": "v1", "kind": "PersistentVolumeClaim", "metadata": own, "spec": {"storageClassName": scalar(draw)}},
        {"apiVersion": "networking.k8s.io/v1", "kind": "Ingress", "metadata": own, "spec": {"rules": [{"http": {"paths": [{"path": "/", "backend": {"service": {"name": name(draw), "port": {"number": scalar(draw)}}}}]}}], "tls": [{"secretName": name(draw)}]}},
        {"apiVersion": "autoscaling/v2", "kind": "HorizontalPodAutoscaler", "metadata": own, "spec": {"scaleTargetRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": name(draw)}, "metrics": [{"type": "Resource"}]}},
        {"apiVersion": "rbac.authorization.k8s.io/v1", "kind": draw.choice(("RoleBinding", "ClusterRoleBinding")), "metadata": own, "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": draw.choice(("Role", "ClusterRole")), "name": name(draw)}, "subjects": [{"kind": draw.choice(("ServiceAccount", "User")), "name": draw.choice((*NAMES, "default")), **({"namespace": draw.choice(NAMESPACES)} if maybe(draw) else {})} for _ in range(draw.randint(0, 2))]},
        {"apiVersion": "rbac.authorization.k8s.io/v1", "kind": draw.choice(("Role", "ClusterRole")), "metadata": own, "rules": [{"resourceNames": [name(draw)], "resources": ["configmaps"], "verbs": ["get"]}]},
        {"apiVersion": "policy/v1", "kind": "PodDisruptionBudget", "metadata": own, "spec": {"selector": {"matchLabels": labels(draw)}, "maxUnavailable": scalar(draw)}},
        {"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", "metadata": own, "spec": {"podSelector": {"matchLabels": labels(draw)}, "ingress": [{"from": [{"podSelector": {"matchLabels": labels(draw)}}]}]}},
        {"apiVersion": "example.com/v1", "kind": "Thing", "metadata": own, "spec": {"containers": [container(draw)], "template": {"spec": pod_spec(draw)}, "value": scalar(draw), "list": [scalar(draw), {"name": name(draw)}]}},
        {"apiVersion": "example.com/v1", "kind": "Wrapper", "metadata": own, "spec": {"object": workload(draw), "replicas": scalar(draw)}},
        {"apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition", "metadata": {"name": "things.example.com"}, "spec": {"conversion": {"webhook": {"clientConfig": {"service": {"name": name(draw), "namespace": "x"}}}}, "versions": [{"name": "v1", "schema": {"containers": [{"image": "nginx"}]}}]}},
        {"apiVersion": "v1", "kind": draw.choice(("List", "ConfigMapList")), "items": [config(draw) for _ in range(draw.randint(0, 2))]},
        {"apiVersion": "admissionregistration.k8s.io/v1", "kind": "ValidatingWebhookConfiguration", "metadata": own, "webhooks": [{"name": name(draw), "clientConfig": {"service": {"name": name(draw), "namespace": draw.choice(NAMESPACES)}}} for _ in range(draw.randint(1, 2))]},
    ]  # fmt: skip
    return draw.choice(choices)


def resource(draw: random.Random) -> dict[str, Any]:
    """An object."""
    kind = draw.random()
    if kind < 0.45:
        return workload(draw)
    return config(draw) if kind < 0.65 else other(draw)
