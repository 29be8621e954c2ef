"""Namespaces with LimitRanges and ResourceQuotas, and Pods to be admitted to them, drawn at random."""

from __future__ import annotations

import random
from typing import Any, NamedTuple

Object = dict[str, Any]

CPU = (
    "0",
    "1m",
    "50m",
    "100m",
    "200m",
    "250m",
    "0.3",
    "500m",
    "1",
    "1500m",
    "2",
    "3",
    "100u",
    "1e1",
    "8",
)
MEMORY = (
    "0", "32Mi", "64Mi", "100Mi", "128Mi", "256Mi", "300M", "512Mi", "0.5Gi", "1Gi", "1G", "1.5Gi", "2Gi",
    "1500000000", "1e9", "4Gi", "9007199254740993", "9Ei",
)  # fmt: skip
STORAGE = ("0", "10Mi", "100Mi", "1Gi", "1.5Gi", "2Gi", "10G")
PAGES = ("0", "2Mi", "4Mi", "6Mi", "8Mi")
COUNTED = ("0", "1", "2", "3", "4")
AMOUNTS = {
    "cpu": CPU,
    "memory": MEMORY,
    "ephemeral-storage": STORAGE,
    "hugepages-2Mi": PAGES,
    "example.com/gpu": COUNTED,
}
RATIOS = ("1", "1500m", "2", "3", "4", "4.001", "10", "100")
CLASSES = {"low": -5, "high": 1000}
OVERHEADS: dict[str, Object] = {"plain": {}, "sandbox": {"cpu": "250m", "memory": "64Mi"}}
SCOPES = ("Terminating", "NotTerminating", "BestEffort", "NotBestEffort", "PriorityClass", "CrossNamespacePodAffinity")  # fmt: skip
HARD = (
    "pods", "count/pods", "cpu", "memory", "requests.cpu", "requests.memory", "limits.cpu", "limits.memory",
    "ephemeral-storage", "requests.ephemeral-storage", "limits.ephemeral-storage", "hugepages-2Mi",
    "requests.hugepages-2Mi", "requests.example.com/gpu", "services", "count/configmaps",
    "services.loadbalancers", "services.nodeports", "persistentvolumeclaims", "requests.storage",
    "gold.storageclass.storage.k8s.io/requests.storage", "count/services", "count/persistentvolumeclaims",
    "gold.storageclass.storage.k8s.io/persistentvolumeclaims", "configmaps", "count/deployments.apps",
)  # fmt: skip
FACTORS = {"n": -9, "u": -6, "m": -3, "": 0, "k": 3, "M": 6, "G": 9}


class Namespace(NamedTuple):
    """What is drawn for one namespace."""

    name: str
    limit_ranges: list[Object]
    quotas: list[Object]
    pods: list[Object]
    others: list[Object]


def draw(seed: object, name: str, pods: int = 20) -> Namespace:
    """A namespace; the same for the same seed."""
    dice = random.Random(str(seed))
    ranges = [limit_range(dice, f"range-{n}") for n in range(dice.choice((0, 1, 1, 1, 1, 2)))]
    quotas = [quota(dice, f"quota-{n}") for n in range(dice.choice((0, 0, 1, 1, 2)))]
    return Namespace(
        name,
        ranges,
        quotas,
        [pod(dice, f"pod-{n}") for n in range(pods)],
        [other(dice, f"other-{n}") for n in range(pods // 4)],
    )


def odd(seed: object, name: str, count: int = 20) -> Namespace:
    """A namespace with LimitRanges and quotas only, of which the server refuses many."""
    dice = random.Random(str(seed))
    ranges = [limit_range(dice, f"range-{n}") for n in range(count)]
    for each in ranges:
        for one in each["spec"]["limits"]:
            spoil(dice, one)
        if each["spec"]["limits"] and dice.random() < 0.05:
            each["spec"]["limits"] *= 2
    quotas = [quota(dice, f"quota-{n}") for n in range(count)]
    for each in quotas:
        spoil_quota(dice, each["spec"])
    return Namespace(name, ranges, quotas, [], [])


def spoil(dice: random.Random, found: Object) -> None:
    """Change the bounds for one type in a way that the server may refuse."""
    chosen = dice.random()
    field = dice.choice(("min", "max", "default", "defaultRequest", "maxLimitRequestRatio"))
    resource = dice.choice(("cpu", "memory", "storage", "cpus", "pods", "requests.cpu", "example.com/gpu",
                            "hugepages-2Mi", "kubernetes.io/x", "storageclass/x", "a b"))  # fmt: skip
    if chosen < 0.1:
        found["type"] = dice.choice(("container", "Pods", "Node", "example.com/Thing", "", None))
    elif chosen < 0.6:
        amounts = found.setdefault(field, {})
        amounts[resource] = dice.choice((*COUNTED, *CPU[:5], *MEMORY[:5]))
    elif chosen < 0.7:
        found.pop(field, None)


def spoil_quota(dice: random.Random, spec: Object) -> None:
    """Change a quota in a way that the server may refuse."""
    chosen = dice.random()
    if chosen < 0.3:
        name = dice.choice(("limit.memory", "request.cpu", "storage", "pod", "requests.nvidia.com/gpu", "services",
                            "requests.storage", "gold.storageclass.storage.k8s.io/requests.storage", "nvidia.com/gpu",
                            "count/jobs.batch", "count/x", "hugepages-1Gi", "persistentvolumeclaims"))  # fmt: skip
        spec["hard"][name] = dice.choice(("1", "1500m", "0", "-1", "2Gi"))
    elif chosen < 0.5:
        spec.setdefault("scopes", []).append(
            dice.choice((*SCOPES, "besteffort", "VolumeAttributesClass"))
        )
    elif chosen < 0.7:
        scope = dice.choice((*SCOPES, "VolumeAttributesClass"))
        operator = dice.choice(("In", "NotIn", "Exists", "DoesNotExist", "Equals"))
        one: Object = {"scopeName": scope, "operator": operator}
        if dice.random() < 0.5:
            one["values"] = ["high"]
        spec.setdefault("scopeSelector", {"matchExpressions": []})["matchExpressions"].append(one)


def size(amount: str) -> float:
    """How large an amount is, roughly, to sort amounts."""
    number = amount.rstrip("EnumkKMGi") or "0"
    suffix = amount[len(number) :]
    if suffix.endswith("i"):
        return float(number) * 1024 ** ("KMGTPE".index(suffix[0]) + 1)
    return float(number) * 10.0 ** FACTORS[suffix]


def limit_range(dice: random.Random, name: str) -> Object:
    """A LimitRange; the server refuses few of them."""
    types = ["Container"] * (dice.random() < 0.85)
    types += ["Pod"] * (dice.random() < 0.35)
    types += ["PersistentVolumeClaim"] * (dice.random() < 0.3)
    limits = [item(dice, each) for each in types]
    return {
        "apiVersion": "v1",
        "kind": "LimitRange",
        "metadata": {"name": name},
        "spec": {"limits": limits},
    }


def item(dice: random.Random, kind: str) -> Object:
    """The bounds for one type."""
    found: Object = {"type": kind}
    names = ["cpu", "memory"]
    names += [each for each in AMOUNTS if each not in names and dice.random() < 0.12]
    if kind == "PersistentVolumeClaim":
        names = ["storage"]
    for resource in names:
        if kind != "PersistentVolumeClaim" and dice.random() < 0.25:
            continue
        pool = AMOUNTS.get(resource, STORAGE)
        amounts = [dice.choice(pool[:-2] if dice.random() < 0.9 else pool) for _ in range(4)]
        if dice.random() < 0.95:
            amounts.sort(key=size)
        fields = ["min", "defaultRequest", "default", "max"]
        if kind != "Container":
            fields, amounts = ["min", "max"], [amounts[0], amounts[3]]
        for field, amount in zip(fields, amounts, strict=True):
            if dice.random() < 0.5 or (kind == "PersistentVolumeClaim" and field == "max"):
                found.setdefault(field, {})[resource] = amount
        if dice.random() < 0.2:
            found.setdefault("maxLimitRequestRatio", {})[resource] = dice.choice(RATIOS)
    return found


def quota(dice: random.Random, name: str) -> Object:
    """A ResourceQuota; the server refuses few of them."""
    hard = {}
    for resource in dice.sample(HARD, dice.choice((1, 1, 2, 3, 4))):
        bare = resource.removeprefix("requests.").removeprefix("limits.")
        pool = STORAGE if bare.endswith("storage") else AMOUNTS.get(bare, COUNTED)
        hard[resource] = dice.choice(pool if dice.random() < 0.8 else pool[-3:])
    spec: Object = {"hard": hard}
    if dice.random() < 0.35:
        scope = dice.choice(SCOPES)
        if scope == "BestEffort":
            spec["hard"] = {"pods": dice.choice(COUNTED)}
        elif dice.random() < 0.9:
            few = {name: most for name, most in hard.items() if "/" not in name and "pages" not in name
                   and "storage" not in name and name != "services"}  # fmt: skip
            spec["hard"] = few or {"pods": "1"}
        if dice.random() < 0.5:
            spec["scopes"] = [scope]
        else:
            spec["scopeSelector"] = {"matchExpressions": [requirement(dice, scope)]}
    return {
        "apiVersion": "v1",
        "kind": "ResourceQuota",
        "metadata": {"name": name},
        "spec": spec,
    }


def requirement(dice: random.Random, scope: str) -> Object:
    """A condition of a scope selector."""
    if scope != "PriorityClass":
        return {"scopeName": scope, "operator": "Exists"}
    operator = dice.choice(("In", "NotIn", "Exists", "DoesNotExist"))
    found: Object = {"scopeName": scope, "operator": operator}
    if "In" in operator:
        found["values"] = dice.sample([*CLASSES, "other"], dice.choice((1, 2)))
    return found


def pod(dice: random.Random, name: str) -> Object:
    """A Pod; a tenth of them is invalid in itself."""
    spec: Object = {
        "containers": [container(dice, f"c{n}") for n in range(dice.choice((1, 1, 1, 2, 3)))]
    }
    inits = [container(dice, f"i{n}") for n in range(dice.choice((0, 0, 0, 1, 2, 3)))]
    for each in inits:
        if dice.random() < 0.4:
            each["restartPolicy"] = "Always"
    if inits:
        spec["initContainers"] = inits
    if dice.random() < 0.15:
        spec["resources"] = resources(dice, ("cpu", "memory", "hugepages-2Mi"), generous=True)
    if dice.random() < 0.15:
        spec["runtimeClassName"] = dice.choice((*OVERHEADS,))
    if dice.random() < 0.2:
        spec["priorityClassName"] = dice.choice((*CLASSES,))
    if dice.random() < 0.15:
        spec["activeDeadlineSeconds"] = dice.choice((1, 60, 3600))
    if dice.random() < 0.1:
        spec["affinity"] = affinity(dice)
    return {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": name}, "spec": spec}


def container(dice: random.Random, name: str) -> Object:
    """A container; half of them without resources."""
    found: Object = {"name": name, "image": "registry.example.org/app:1.0"}
    if dice.random() < 0.6:
        found["resources"] = resources(dice, tuple(AMOUNTS))
    elif dice.random() < 0.1:
        found["resources"] = dice.choice(({}, {"limits": {}}, {"requests": None}))
    return found


def resources(dice: random.Random, names: tuple[str, ...], generous: bool = False) -> Object:
    """Requests and limits, most of them in order."""
    found: Object = {}
    for resource in names:
        if dice.random() < (0.4 if resource in ("cpu", "memory") else 0.93):
            continue
        pool = AMOUNTS[resource][-7:] if generous else AMOUNTS[resource]
        amounts = [dice.choice(pool), dice.choice(pool)]
        if dice.random() < 0.95:
            amounts.sort(key=size)
        if "/" in resource or "pages" in resource:
            amounts[0] = amounts[1]
        if dice.random() < 0.7:
            found.setdefault("requests", {})[resource] = amounts[0]
        if dice.random() < 0.6:
            found.setdefault("limits", {})[resource] = amounts[1]
    return found


def affinity(dice: random.Random) -> Object:
    """A rule about other Pods, which may name namespaces."""
    term: Object = {
        "topologyKey": "kubernetes.io/hostname",
        "labelSelector": {"matchLabels": {"a": "b"}},
    }
    chosen = dice.random()
    if chosen < 0.3:
        term["namespaces"] = ["other"]
    elif chosen < 0.6:
        term["namespaceSelector"] = {}
    elif chosen < 0.7:
        term["namespaces"] = []
    sort = dice.choice(("podAffinity", "podAntiAffinity"))
    if dice.random() < 0.5:
        return {sort: {"requiredDuringSchedulingIgnoredDuringExecution": [term]}}
    weighted = {"weight": 1, "podAffinityTerm": term}
    return {sort: {"preferredDuringSchedulingIgnoredDuringExecution": [weighted]}}


def other(dice: random.Random, name: str) -> Object:
    """An object that is not a Pod: a claim, a Service, a ConfigMap or a Deployment."""
    kind = dice.choice(("PersistentVolumeClaim", "PersistentVolumeClaim", "Service", "Service", "ConfigMap", "Deployment"))  # fmt: skip
    found: Object = {"apiVersion": "v1", "kind": kind, "metadata": {"name": name}}
    if kind == "PersistentVolumeClaim":
        requests = {"storage": dice.choice(STORAGE[1:])}
        found["spec"] = {"accessModes": ["ReadWriteOnce"], "resources": {"requests": requests}}
        if dice.random() < 0.5:
            found["spec"]["storageClassName"] = dice.choice(("gold", "silver"))
    elif kind == "Service":
        found["spec"] = service(dice)
    elif kind == "Deployment":
        template = {"metadata": {"labels": {"a": "b"}}, "spec": pod(dice, name)["spec"]}
        template["spec"].pop("activeDeadlineSeconds", None)
        spec = {"selector": {"matchLabels": {"a": "b"}}, "template": template}
        found |= {"apiVersion": "apps/v1", "spec": spec}
    return found


def service(dice: random.Random) -> Object:
    """The spec of a Service."""
    kind = dice.choice(("ClusterIP", "NodePort", "LoadBalancer", "LoadBalancer"))
    ports: list[Object] = [{"name": f"p{n}", "port": 80 + n} for n in range(dice.choice((1, 2, 3)))]
    found: Object = {"type": kind, "ports": ports}
    if kind == "LoadBalancer" and dice.random() < 0.5:
        found["allocateLoadBalancerNodePorts"] = dice.choice((True, False))
    if kind != "ClusterIP" and dice.random() < 0.4:
        ports[0]["nodePort"] = 30000 + dice.randrange(2000)
    return found
