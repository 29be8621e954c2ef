"""Draws nodes and Pods for them; a seed draws the same ones again.

Labels, taints and amounts come from small sets, so that Pods often fit on some nodes only, and the
conditions of Pods are of all sorts, also contradictory ones.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

Object = dict[str, Any]

LABELS = {
    "disk": ("ssd", "hdd"),
    "cores": ("4", "16", "many"),
    "topology.kubernetes.io/zone": ("a", "b"),
    "example.com/rack": ("r1", "r2", "r3"),
    "gpu": ("",),
}
PLATFORMS = {"kubernetes.io/arch": ("amd64", "arm64"), "kubernetes.io/os": ("linux", "windows")}
TAINTS = (
    ("dedicated", "db", "NoSchedule"),
    ("dedicated", "web", "NoExecute"),
    ("gpu", "", "NoSchedule"),
    ("spot", "true", "PreferNoSchedule"),
    ("level", "5", "NoSchedule"),
)
DEVICE = "example.com/gpu"
CLASSES = {
    "plain": {},
    "heavy": {"overhead": {"podFixed": {"cpu": "900m", "memory": "600Mi"}}},
    "placed": {
        "scheduling": {
            "nodeSelector": {"disk": "ssd"},
            "tolerations": [{"key": "dedicated", "operator": "Exists"}],
        }
    },
}
"""RuntimeClasses of the cluster."""


class Drawn(NamedTuple):
    """Nodes, and Pods that are asked for one after the other while all nodes are empty.

    Attributes:
        name: A name for the nodes.
        groups: The nodes as the settings of podlint describe them.
        hidden: The labels and amounts that the settings leave out, by the position of the group.
        pods: The Pods, each alone, or as many equal ones as `replicas` says.
        replicas: The number of equal Pods.
    """

    name: str
    groups: list[Object]
    hidden: list[Object]
    pods: list[Object]
    replicas: list[int]


def draw(seed: str, name: str, pods: int) -> Drawn:
    """Some groups of nodes, and Pods."""
    rng = random.Random(seed)
    groups, hidden = [], []
    openness = rng.choice((0.0, 0.3))
    for number in range(rng.randint(1, 4)):
        group, rest = _group(rng, f"g{number}", openness)
        groups.append(group)
        hidden.append(rest)
    makers: Sequence[Callable[[random.Random], Object]] = (_pod, _pod, _pod, _crowd)
    made, counts = [], []
    for number in range(pods):
        make = rng.choice(makers)
        made.append(_named(make(rng), f"p{number}"))
        counts.append(rng.randint(2, 7) if make is _crowd else 1)
    return Drawn(name, groups, hidden, made, counts)


def _group(rng: random.Random, name: str, openness: float) -> tuple[Object, Object]:
    """A group as it is told, and what is not told of it, with some likelihood."""
    labels = {key: rng.choice(values) for key, values in LABELS.items() if rng.random() < 0.6}
    platforms = {key: rng.choice(values) for key, values in PLATFORMS.items()}
    hidden = {
        key: labels.pop(key) for key in [*labels] if "zone" in key and rng.random() < openness
    }
    group: Object = {"name": name, "count": rng.randint(1, 3), "labels": labels}
    if rng.random() >= openness:
        labels.update(platforms)
    else:
        hidden.update(platforms)
    if rng.random() < 0.5:
        count = rng.choice((1, 1, 2))
        group["taints"] = [
            {"key": key, "value": value, "effect": effect}
            for key, value, effect in rng.sample(TAINTS, count)
        ]
    amounts: Object = {}
    for field, values in (
        ("cpu", ("500m", "1", "2", "3920m")),
        ("memory", ("512Mi", "1Gi", "4Gi", "1500M")),
        ("ephemeral-storage", ("1Gi", "10Gi")),
        ("pods", (1, 2, 110)),
    ):
        chosen = rng.choice(values)
        (amounts if rng.random() < openness / 2 else group)[field] = chosen
    if rng.random() < 0.3:
        group["resources"] = {DEVICE: rng.choice((1, 2))}
    return group, {"labels": hidden, "amounts": amounts}


def _named(pod: Object, name: str) -> Object:
    return {"apiVersion": "v1", "kind": "Pod", **pod, "metadata": {**pod["metadata"], "name": name}}


def _labelled(rng: random.Random) -> Object:
    return {
        "labels": rng.choice(({"app": "a"}, {"app": "b", "tier": "x"}, {"app": "a", "tier": "x"}))
    }


def _pod(rng: random.Random) -> Object:
    spec: Object = {
        "containers": [_container(rng, f"c{each}") for each in range(rng.randint(1, 3))]
    }
    if rng.random() < 0.25:
        spec["initContainers"] = [_container(rng, f"i{each}") for each in range(rng.randint(1, 2))]
        for each in spec["initContainers"]:
            if rng.random() < 0.4:
                each["restartPolicy"] = "Always"
    if rng.random() < 0.35:
        spec["nodeSelector"] = dict(_label(rng) for _ in range(rng.randint(1, 2)))
    affinity = {
        field: value
        for field, value, share in (
            ("nodeAffinity", _node_affinity(rng), 0.45),
            ("podAffinity", _pod_affinity(rng), 0.12),
            ("podAntiAffinity", _pod_affinity(rng), 0.12),
        )
        if rng.random() < share
    }
    if affinity:
        spec["affinity"] = affinity
    if rng.random() < 0.5:
        spec["tolerations"] = [_toleration(rng) for _ in range(rng.randint(1, 3))]
    if rng.random() < 0.2:
        spec["topologySpreadConstraints"] = [_spread(rng)]
    if rng.random() < 0.15:
        spec["runtimeClassName"] = rng.choice([*CLASSES])
    if rng.random() < 0.1:
        spec["resources"] = {
            "requests": {rng.choice(("cpu", "memory")): rng.choice(("1500m", "3Gi"))}
        }
    if rng.random() < 0.05:
        spec["hostNetwork"] = True
    return {"metadata": _labelled(rng), "spec": spec}


def _crowd(rng: random.Random) -> Object:
    """A Pod whose replicas exclude each other."""
    key = rng.choice(("kubernetes.io/hostname", "example.com/rack", "topology.kubernetes.io/zone"))
    metadata = _labelled(rng)
    container: Object = {"name": "c", "image": "app:1"}
    spec: Object = {"containers": [container]}
    sort = rng.choice(("anti", "port", "spread", "spread", "resources"))
    if sort == "anti":
        term = {
            "topologyKey": key,
            "labelSelector": {"matchLabels": {"app": metadata["labels"]["app"]}},
        }
        spec["affinity"] = {
            "podAntiAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": [term]}
        }
    elif sort == "port":
        container["ports"] = [{"containerPort": 80, "hostPort": 8080}]
    elif sort == "spread":
        spec["topologySpreadConstraints"] = [
            {**_spread(rng), "topologyKey": key, "whenUnsatisfiable": "DoNotSchedule"}
        ]
    else:
        amounts = {"cpu": rng.choice(("300m", "900m"))}
        if rng.random() < 0.5:
            amounts["memory"] = rng.choice(("200Mi", "700Mi"))
        container["resources"] = {"requests": amounts}
    if rng.random() < 0.4:
        spec["nodeSelector"] = dict([_label(rng)])
    if rng.random() < 0.6:
        spec["tolerations"] = [{"operator": "Exists"}] if rng.random() < 0.6 else [_toleration(rng)]
    return {"metadata": metadata, "spec": spec}


def _container(rng: random.Random, name: str) -> Object:
    container: Object = {"name": name, "image": "app:1"}
    resources: Object = {}
    for field, share in (("requests", 0.5), ("limits", 0.25 * ("requests" not in resources))):
        amounts = {
            resource: rng.choice(values)
            for resource, values, each in (
                ("cpu", ("10m", "400m", "1", "2"), 0.6),
                ("memory", ("100Mi", "600M", "1Gi", "0"), 0.5),
                ("ephemeral-storage", ("500Mi", "3Gi"), 0.15),
            )
            if rng.random() < each
        }
        if amounts and rng.random() < share:
            resources[field] = amounts
    if rng.random() < 0.12:
        number = str(rng.choice((1, 2)))
        for field in ("requests", "limits"):
            resources.setdefault(field, {})[DEVICE] = number
    if resources:
        container["resources"] = resources
    if rng.random() < 0.1:
        container["ports"] = [{"containerPort": 80, "hostPort": 8080}]
    return container


def _label(rng: random.Random) -> tuple[str, str]:
    if rng.random() < 0.2:
        key = rng.choice([*PLATFORMS, "beta.kubernetes.io/arch", "beta.kubernetes.io/os"])
        values = PLATFORMS[key.removeprefix("beta.")]
    else:
        key = rng.choice([*LABELS, "absent"])
        values = LABELS.get(key, ("x",))
    return key, rng.choice(values)


def _expression(rng: random.Random) -> Object:
    key, value = _label(rng)
    operator = rng.choice(("In", "In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt"))
    if operator in ("Gt", "Lt"):
        return {
            "key": rng.choice(("cores", key)),
            "operator": operator,
            "values": [rng.choice(("3", "4", "15", "007"))],
        }
    if operator in ("Exists", "DoesNotExist"):
        return {"key": key, "operator": operator}
    return {
        "key": key,
        "operator": operator,
        "values": [value, *([rng.choice(("hdd", "b", "16"))] if rng.random() < 0.4 else [])],
    }


def _term(rng: random.Random) -> Object:
    if rng.random() < 0.05:
        return {}
    term: Object = {"matchExpressions": [_expression(rng) for _ in range(rng.randint(1, 3))]}
    if rng.random() < 0.08:
        term["matchFields"] = [
            {
                "key": "metadata.name",
                "operator": rng.choice(("In", "NotIn")),
                "values": ["elsewhere"],
            }
        ]
    return term


def _node_affinity(rng: random.Random) -> Object:
    terms = [_term(rng) for _ in range(rng.choice((1, 1, 2, 3)))]
    found: Object = {"requiredDuringSchedulingIgnoredDuringExecution": {"nodeSelectorTerms": terms}}
    if rng.random() < 0.2:
        found = {
            "preferredDuringSchedulingIgnoredDuringExecution": [
                {"weight": 1, "preference": _term(rng)}
            ]
        }
    return found


def _pod_affinity(rng: random.Random) -> Object:
    term: Object = {
        "topologyKey": rng.choice(("kubernetes.io/hostname", "example.com/rack", "absent"))
    }
    if rng.random() < 0.9:
        term["labelSelector"] = rng.choice(
            ({"matchLabels": {"app": "a"}}, {"matchLabels": {"app": "b"}}, {})
        )
    return {"requiredDuringSchedulingIgnoredDuringExecution": [term]}


def _toleration(rng: random.Random) -> Object:
    if rng.random() < 0.15:
        return {"operator": "Exists", **({"effect": "NoSchedule"} if rng.random() < 0.5 else {})}
    key, value, effect = rng.choice(TAINTS)
    found: Object = {"key": key}
    if rng.random() < 0.4:
        found["operator"] = "Exists"
    elif rng.random() < 0.8:
        found["value"] = value
    if rng.random() < 0.5:
        found["effect"] = rng.choice((effect, effect, "NoSchedule", "NoExecute"))
    return found


def _spread(rng: random.Random) -> Object:
    found: Object = {
        "maxSkew": rng.choice((1, 1, 2)),
        "topologyKey": rng.choice(("example.com/rack", "topology.kubernetes.io/zone", "absent")),
        "whenUnsatisfiable": rng.choice(("DoNotSchedule", "DoNotSchedule", "ScheduleAnyway")),
        "labelSelector": rng.choice(({"matchLabels": {"app": "a"}}, {"matchLabels": {"app": "b"}})),
    }
    if rng.random() < 0.3 and found["whenUnsatisfiable"] == "DoNotSchedule":
        found["minDomains"] = rng.randint(1, 4)
    for field in ("nodeTaintsPolicy", "nodeAffinityPolicy"):
        if rng.random() < 0.3:
            found[field] = rng.choice(("Honor", "Ignore"))
    return found
