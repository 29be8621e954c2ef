"""Small trees of kustomizations, and what comes of them."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from podlint.document import JSON
from podlint.reading.inputs import Inputs
from podlint.rendering.kustomize import Build, BuildError, Declined, build

POD = """\
apiVersion: v1
kind: Pod
metadata:
  name: p
spec:
  containers:
  - name: c
    image: nginx:1.0
"""

CONFIG = """\
apiVersion: v1
kind: ConfigMap
metadata:
  name: m
data:
  a: b
"""


def plant(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text), encoding="utf-8", newline="")


def built(root: Path, kustomization: str, folder: str = ".", **files: str) -> Build:
    """What a kustomization builds; in the names of files, `__` is a slash and `_` a dot."""
    named = {name.replace("__", "/").replace("_", "."): text for name, text in files.items()}
    plant(root, {f"{folder}/kustomization.yaml": kustomization, **named})
    return build(root / folder, Inputs(), root)


def data(made: Build) -> list[JSON]:
    return [each.data for each in made.resources]


def refused(root: Path, kustomization: str, folder: str = ".", **files: str) -> BuildError:
    """Why a kustomization is not built."""
    with pytest.raises(BuildError) as caught:
        built(root, kustomization, folder, **files)
    assert not isinstance(caught.value, Declined)
    return caught.value


def declined(root: Path, kustomization: str, folder: str = ".", **files: str) -> Declined:
    """Why podlint leaves a kustomization to kubectl."""
    with pytest.raises(Declined) as caught:
        built(root, kustomization, folder, **files)
    return caught.value
