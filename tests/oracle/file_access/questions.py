"""Draws Pods with a volume, and claims with files that lie there already."""

from __future__ import annotations

import base64
import random
from collections.abc import Iterator
from typing import Any

MODES = [0o400, 0o440, 0o444, 0o500, 0o555, 0o600, 0o640, 0o644, 0o700, 0o755, 0o000, 0o777]
KEYS = ["a", "b.sh", "c"]
PATHS = ["a", "b.sh", "bin/run", "bin/deep/x", "z"]
Question = dict[str, Any]


def questions(count: int, seed: object) -> Iterator[Question]:
    """So many questions, the same for the same seed."""
    for number in range(count):
        rng = random.Random(f"{seed}/{number}")
        yield _claim(rng) if number % 4 == 3 else _volume(rng)


def _volume(rng: random.Random) -> Question:
    source = rng.choice(
        [_empty_dir, _config_map, _secret, _downward, _projected, _projected, _host]
    )
    data = dict.fromkeys(KEYS, "x")
    encoded = {key: base64.b64encode(b"x").decode() for key in KEYS}
    return {
        "volume": "v",
        "pod": {"spec": {**_users(rng), "volumes": [{"name": "v", **source(rng)}]}},
        "config_maps": [{"metadata": {"name": "m"}, "data": data}],
        "secrets": [{"metadata": {"name": "s"}, "data": encoded}],
    }


def _users(rng: random.Random) -> dict[str, Any]:
    pod: dict[str, Any] = {}
    if rng.random() < 0.6:
        pod["fsGroup"] = rng.choice([0, 1000, 2000])
    if rng.random() < 0.4:
        pod["runAsUser"] = rng.choice([0, 1000])
    containers = []
    for name in ("one", "two")[: rng.randint(1, 2)]:
        container: dict[str, Any] = {"name": name, "image": "app:1.4"}
        if rng.random() < 0.4:
            container["securityContext"] = {"runAsUser": rng.choice([0, 1000, 1001])}
        containers.append(container)
    return {"securityContext": pod, "containers": containers}


def _mode(rng: random.Random, key: str) -> dict[str, int]:
    return {key: rng.choice(MODES)} if rng.random() < 0.6 else {}


def _items(rng: random.Random) -> dict[str, Any]:
    if rng.random() < 0.5:
        return {}
    chosen = zip(KEYS, rng.sample(PATHS, rng.randint(1, 3)), strict=False)
    return {"items": [{"key": key, "path": path, **_mode(rng, "mode")} for key, path in chosen]}


def _empty_dir(rng: random.Random) -> dict[str, Any]:
    return {"emptyDir": {}}


def _host(rng: random.Random) -> dict[str, Any]:
    kind = rng.choice(["DirectoryOrCreate", "FileOrCreate"])
    return {"hostPath": {"path": "/there", "type": kind}}


def _config_map(rng: random.Random) -> dict[str, Any]:
    return {"configMap": {"name": "m", **_mode(rng, "defaultMode"), **_items(rng)}}


def _secret(rng: random.Random) -> dict[str, Any]:
    return {"secret": {"secretName": "s", **_mode(rng, "defaultMode"), **_items(rng)}}


def _fields(rng: random.Random) -> dict[str, Any]:
    paths = rng.sample(["n", "meta/n", "meta/deep/n"], rng.randint(1, 2))
    field = {"fieldRef": {"fieldPath": "metadata.name"}}
    return {"items": [{"path": path, **field, **_mode(rng, "mode")} for path in paths]}


def _downward(rng: random.Random) -> dict[str, Any]:
    return {"downwardAPI": {**_mode(rng, "defaultMode"), **_fields(rng)}}


def _projected(rng: random.Random) -> dict[str, Any]:
    sources: list[dict[str, Any]] = [
        {"configMap": {"name": "m", **_items(rng)}},
        {"secret": {"name": "s", **_items(rng)}},
        {"downwardAPI": _fields(rng)},
        {"serviceAccountToken": {"path": rng.choice(["token", "run/token"])}},
    ]
    chosen = rng.sample(sources, rng.randint(1, 3))
    return {"projected": {**_mode(rng, "defaultMode"), "sources": chosen}}


def _claim(rng: random.Random) -> Question:
    context: dict[str, Any] = {}
    if rng.random() < 0.8:
        context["fsGroup"] = rng.choice([0, 1000, 2000])
    if rng.random() < 0.5:
        context["fsGroupChangePolicy"] = rng.choice(["OnRootMismatch", "Always"])
    claim = [
        {
            "path": path,
            "owner": rng.choice([0, 1000]),
            "group": rng.choice([0, 1000, 2000]),
            "mode": rng.choice([*MODES, 0o2775, 0o2770, 0o2750] if folder else MODES),
            "directory": folder,
        }
        for path, folder in (("", True), ("f", False), ("d", True), ("d/g", False))
    ]
    return {
        "pod": {"spec": {"securityContext": context, "containers": []}},
        "claim": claim,
        "read_only": rng.random() < 0.3,
    }
