"""Patches of random objects: parts of them changed, and operations on paths in them."""

from __future__ import annotations

import copy
import json
import random
from typing import Any

from .random_objects import LABELS, NAMES, NAMESPACES, container, env, maybe, name, port, volume
from .random_text import Raw, scalar, text, written

ADDED = {"containers": container, "initContainers": container, "env": env, "volumes": volume,
         "ports": lambda draw: port(draw, "containerPort")}  # fmt: skip


def strategic(draw: random.Random, target: dict[str, Any]) -> dict[str, Any]:
    """A strategic merge patch of an object."""
    found: dict[str, Any] = {key: target[key] for key in ("apiVersion", "kind") if key in target}
    found["metadata"] = {"name": target["metadata"]["name"]}
    if "namespace" in target["metadata"] and maybe(draw, 0.9):
        found["metadata"]["namespace"] = target["metadata"]["namespace"]
    if maybe(draw, 0.3):
        found["metadata"][draw.choice(("labels", "annotations"))] = draw.choice(
            (
                None,
                {},
                {draw.choice(LABELS): scalar(draw)},
                {draw.choice(LABELS): None},
                {"$patch": "replace", "n": scalar(draw)},
            )
        )
    if maybe(draw, 0.03):
        found["$patch"] = draw.choice(("delete", "replace", "merge"))
    if maybe(draw, 0.04):
        found["metadata"]["finalizers"] = draw.choice(
            (None, [], [name(draw), name(draw)], [{"$patch": "delete"}, "a"])
        )
    for key, value in target.items():
        if key not in ("apiVersion", "kind", "metadata") and maybe(draw, 0.9):
            found[key] = changed(draw, key, value)
    return found


def changed(draw: random.Random, key: str, value: Any) -> Any:
    """A part of a patch for a value."""
    if maybe(draw, 0.02):
        return draw.choice(
            (
                None,
                Raw(""),
                Raw("~"),
                {},
                [],
                scalar(draw),
                {"$patch": "delete"},
                {"$patch": "replace", "a": scalar(draw)},
            )
        )
    if isinstance(value, dict):
        found = {
            name: changed(draw, name, each) for name, each in value.items() if maybe(draw, 0.55)
        }
        if maybe(draw, 0.1):
            found[draw.choice(("extra", "on", "a", "1", "$retainKeys"))] = draw.choice(
                (scalar(draw), {"x": scalar(draw), "y": None}, [scalar(draw), None], {})
            )
        return found
    if isinstance(value, list):
        return changed_list(draw, key, value)
    return scalar(draw) if maybe(draw, 0.7) else value


def changed_list(draw: random.Random, key: str, value: list[Any]) -> list[Any]:
    found = []
    for each in value:
        if isinstance(each, dict) and maybe(draw, 0.7):
            part = changed(draw, "", each)
            if isinstance(part, dict):
                for naming in (
                    "name",
                    "containerPort",
                    "port",
                    "mountPath",
                    "ip",
                    "topologyKey",
                    "whenUnsatisfiable",
                    "protocol",
                ):
                    if naming in each and maybe(draw, 0.9):
                        part[naming] = each[naming]
                if maybe(draw, 0.07):
                    part["$patch"] = draw.choice(("delete", "delete", "replace", "merge"))
            found.append(part)
        elif maybe(draw, 0.4):
            found.append(each)
    if maybe(draw, 0.3) and key in ADDED:
        found.append(ADDED[key](draw))
    if maybe(draw, 0.04):
        found.insert(0, {"$patch": draw.choice(("replace", "delete", "merge"))})
    if maybe(draw, 0.1):
        draw.shuffle(found)
    if maybe(draw, 0.04) and found:
        found.append(copy.deepcopy(draw.choice(found)))
    return found


def paths(value: Any, path: str = "") -> list[str]:
    """All JSON pointers in an object."""
    found = [path] if path else []
    if isinstance(value, dict):
        for key, each in value.items():
            found += paths(each, f"{path}/{key.replace('~', '~0').replace('/', '~1')}")
    elif isinstance(value, list):
        for index, each in enumerate(value):
            found += paths(each, f"{path}/{index}")
    return found


def operations(draw: random.Random, target: dict[str, Any]) -> str:
    """A JSON patch of an object."""
    known = paths(target)
    found = []
    for _ in range(draw.randint(1, 2)):
        path = draw.choice(known)
        kind = draw.choice(
            ("add", "add", "add", "replace", "replace", "replace", "remove", "copy", "move")
        )
        if maybe(draw, 0.03):
            kind = "test"
        if maybe(draw, 0.05):
            path += draw.choice(("/-", "/x", "/0", "/1", "/-1", "/on"))
        if maybe(draw, 0.1):
            path = draw.choice(
                (
                    "/metadata/labels/app",
                    "/metadata/annotations/note",
                    "/spec/replicas",
                    "/metadata/annotations",
                    "/metadata/name",
                    "/spec/new",
                    "spec/x",
                    "/metadata/labels",
                )
            )
        operation: dict[str, Any] = {"op": kind, "path": path}
        if kind in ("copy", "move"):
            operation["from"] = draw.choice(known)
        if kind in ("add", "replace", "test"):
            operation["value"] = value(draw)
        found.append(operation)
    if maybe(draw, 0.3):
        return json.dumps(plain(found))
    return written(draw, found) + "\n"


def value(draw: random.Random) -> Any:
    return draw.choice(
        (
            scalar(draw),
            scalar(draw),
            scalar(draw),
            {},
            [],
            None,
            {"a": scalar(draw)},
            [scalar(draw)],
            container(draw),
            env(draw),
            True,
            5,
            1.5,
            "text",
        )
    )


def plain(value: Any) -> Any:
    """Data for JSON: raw scalars are texts."""
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [plain(each) for each in value]
    return str(value) if isinstance(value, Raw) else value


def target(draw: random.Random, object_: dict[str, Any]) -> dict[str, Any]:
    """A target that often selects an object."""
    found: dict[str, Any] = {}
    if maybe(draw, 0.8):
        found["kind"] = draw.choice(
            (object_["kind"], object_["kind"], "Deployment|StatefulSet", ".*", "Deploy")
        )
    if maybe(draw, 0.5):
        found["name"] = draw.choice(
            (
                unquoted(object_["metadata"]["name"]),
                *NAMES,
                ".*",
                "w.*",
                "[ab]",
                "a|web",
                "(?i)WEB",
                "^a$",
            )
        )
    if maybe(draw, 0.15):
        found["namespace"] = draw.choice((*NAMESPACES, ".*", "_non_namespaceable_"))
    if maybe(draw, 0.1):
        found[draw.choice(("group", "version"))] = draw.choice(
            ("apps", "v1", "batch|apps", "", "v1.*")
        )
    if maybe(draw, 0.12):
        found["labelSelector"] = draw.choice(
            ("app=a", "app in (a, web)", "!tier", "app", "tier!=db", "app,tier notin (a)")
        )
    if maybe(draw, 0.04):
        found["annotationSelector"] = draw.choice(("note", "!note", "note=1"))
    return found


def unquoted(word: str) -> str:
    return str(word).strip("'\"")


__all__ = ["operations", "strategic", "target", "text"]
