"""Texts, repositories and settings, drawn at random."""

from __future__ import annotations

import json
from random import Random
from typing import Any

import yaml

Files = dict[str, str]
Settings = dict[str, Any]

VARIABLES = {
    "a": "hello",
    "b": "",
    "var": "foo.bar/baz.bar",
    "n": "12345",
    "u": "ÄöxÉ",
    "q": '"',
    "s": "a*b[c]",
}
_NAMES = [*VARIABLES, "missing", "_x1"]
_WORD = "abo.*?[]lr/-\\^:h$}é "


def _some(draw: Random, letters: str, most: int) -> str:
    return "".join(draw.choice(letters) for _ in range(draw.randrange(most)))


def _word(draw: Random, depth: int) -> str:
    inner = _expression(draw, depth + 1) if depth < 2 and draw.random() < 0.15 else ""
    return inner + _some(draw, _WORD, 5)


def _expression(draw: Random, depth: int = 0) -> str:
    name = draw.choice(_NAMES)
    kind = draw.choice(["", ":=", ":-", ":?", ":+", "=", ":", "/", "//", "/#", "/%", "case", *"#%"])
    rest = kind
    if kind == ":":
        rest += draw.choice(["1", "-2", "x", "", "1:2", "9", "0:9", "2:"])
    elif kind == "case":
        rest = draw.choice([",", ",,", "^", "^^", ",,,"])
    elif kind.startswith("/"):
        rest += f"{_word(draw, depth)}/{_word(draw, depth)}"
    elif kind:
        rest += draw.choice(["", kind]) if kind in "#%" else ""
        rest += _word(draw, depth)
    length = "#" if draw.random() < 0.05 else ""
    return f"${{{length}{name}{rest}" + ("}" if draw.random() < 0.93 else "")


def text(draw: Random) -> str:
    """A text for envsubst."""
    kinds = ["expression", "expression", "text", "$$", "$"]
    pieces = []
    for _ in range(draw.randrange(1, 4)):
        kind = draw.choice(kinds)
        if kind == "expression":
            pieces.append(_expression(draw))
        else:
            pieces.append(_some(draw, "ab$\\{}/ é", 6) if kind == "text" else kind)
    return "".join(pieces)


DEPLOYMENT = """\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 1
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
        - name: app
          image: reg.io/app:1
"""
CONFIG = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: m\ndata:\n  k: v\n"
COMPONENT = """\
apiVersion: kustomize.config.k8s.io/v1alpha1
kind: Component
commonAnnotations: {x: z}
"""
_PATCH = {
    "patch": "- {op: replace, path: /spec/replicas, value: 11}",
    "target": {"kind": "Deployment"},
}
_VALUES = (
    "x|12|1.5|true|null||~|a b|'q'|\"d\"|{a: b}|[1, 2]|# c|a: b|- x|&a|*a|!t|>|%y|@z|`b|é|yes|0x1f"
    "|012|2020-01-01|a #b|x:|: |?|-|--- a|=|<<|.5|+1|1_000|{{x}}|${X}|$$|'|\""
).split("|")
_PIECES = ["a", ": ", " #", "'", '"', "-", "#", "x:", " ", "{", "}", "[", ",", "é", "1", "\\"]
_PIECES += ["${M:=d e}", "${M:-'q'}", "$", "$$", "&", "*", "? ", "true", "!", "\nb"]


def _kustomization(draw: Random) -> Settings:
    found: Settings = {"resources": ["dep.yaml", "cm.yaml"]}
    images = [
        {"name": "reg.io/app", "newTag": "2", "newName": "other.io/app"},
        {"name": "other", "newTag": "3"},
        {"name": "reg.io/app", "tagSuffix": "-x"},
    ]
    labels = [
        {"pairs": {"l2": "b"}, "includeTemplates": draw.random() < 0.5},
        {"pairs": {"l3": "c"}, "includeSelectors": True},
    ]
    return found | _some_of(
        draw,
        {
            "namespace": "own",
            "namePrefix": "p-",
            "nameSuffix": "-s",
            "images": draw.sample(images, draw.randrange(1, 3)),
            "imageTags": [{"name": "zz", "newTag": "8"}],
            "commonLabels": {"l1": "a"},
            "commonAnnotations": {"a1": "a"},
            "labels": labels,
            "replicas": [{"name": "web", "count": 4}],
            "components": ["../c"],
            "patches": [_PATCH],
        },
    )


def _some_of(draw: Random, settings: Settings, share: float = 0.25) -> Settings:
    return {name: value for name, value in settings.items() if draw.random() < share}


def _files(draw: Random) -> Files:
    return {
        "d/kustomization.yaml": yaml.safe_dump(_kustomization(draw)),
        "d/dep.yaml": DEPLOYMENT,
        "d/cm.yaml": CONFIG,
        "c/kustomization.yaml": COMPONENT,
    }


def argo_cd(draw: Random) -> tuple[Files, Settings]:
    """A repository, and what an Application says about kustomize."""
    images = ["reg.io/app:9", "reg.io/app=x/y:1", "reg.io/app@sha256:aa", "zz:1", "reg.io/app=*:5"]
    images += ["reg.io/app=q", "b=c@sha256:dd", "reg.io/app=k:*", "other:7"]
    found = _some_of(
        draw,
        {
            "namePrefix": "ax-",
            "nameSuffix": "-ay",
            "namespace": "ns2",
            "images": draw.sample(images, draw.randrange(1, 4)),
            "replicas": [{"name": "web", "count": draw.choice([7, "8"])}],
            "commonLabels": draw.choice([{"l1": "z"}, {"n1": "z", "l2": "k"}]),
            "commonAnnotations": draw.choice([{"a1": "z"}, {"n2": "w"}]),
            "forceCommonLabels": True,
            "forceCommonAnnotations": True,
            "labelWithoutSelector": True,
            "labelIncludeTemplates": True,
            "ignoreMissingComponents": True,
            "patches": [_PATCH],
            "components": draw.choice([["../c"], ["../c", "../gone"]]),
        },
        share=0.35,
    )
    return _files(draw), found


def flux(draw: Random) -> tuple[Files, Settings]:
    """A repository, and the spec of a Kustomization for its folder `d`."""
    if draw.random() < 0.6:
        return _substituted(draw)
    files = _files(draw)
    if draw.random() < 0.3:
        files = {"d/a.yaml": DEPLOYMENT, "d/sub/kustomization.yaml": "resources: [m.yaml]\n"}
        files |= {"d/sub/m.yaml": CONFIG, "d/sub/below/m.yaml": CONFIG, "d/z.json": "{}"}
    images = [{"name": "reg.io/app", "newTag": "9"}, {"name": "reg.io/app", "newName": "q"}]
    images += [{"name": "reg.io/app", "digest": "sha256:aa"}, {"name": "zz", "newTag": "1"}]
    operation = {"op": "add", "path": "/spec/replicas", "value": 7}
    target = {"group": "apps", "version": "v1", "kind": "Deployment", "name": "web"}
    merge = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "m"}, "data": {"z": "1"}}
    return files, _some_of(
        draw,
        {
            "targetNamespace": "tn",
            "namePrefix": "fx-",
            "nameSuffix": "-fy",
            "images": draw.sample(images, draw.randrange(1, 3)),
            "patches": [_PATCH],
            "patchesStrategicMerge": [merge],
            "patchesJson6902": [{"target": target, "patch": [operation]}],
            "components": draw.choice([["../c"], ["../c", "../gone"]]),
            "ignoreMissingComponents": True,
        },
        share=0.35,
    )


def _substituted(draw: Random) -> tuple[Files, Settings]:
    """An object with variables in it, and their values."""
    pieces = [f"${{V{number}}}" for number in range(4)] * 6 + _PIECES
    texts = ["".join(draw.choices(pieces, k=draw.randrange(1, 4))) for _ in range(2)]
    data = {"a": texts[0], "b": [texts[1]]}
    obj = {"apiVersion": "x/v1", "kind": "Foo", "metadata": {"name": "m"}, "spec": data}
    if draw.random() < 0.1:
        obj["metadata"] = {
            "name": "m",
            "annotations": {"kustomize.toolkit.fluxcd.io/substitute": "disabled"},
        }
    files = {"d/kustomization.yaml": "resources: [m.yaml]\n", "d/m.yaml": json.dumps(obj)}
    values = {f"V{number}": draw.choice(_VALUES) for number in range(4)}
    return files, {"postBuild": {"substitute": values if draw.random() < 0.95 else {}}}
