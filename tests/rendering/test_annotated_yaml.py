"""A build as YAML: it means the same, and says who wrote what."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
import yaml

from podlint.document import load
from podlint.reading.inputs import Inputs
from podlint.rendering.annotated_yaml import annotated_yaml
from podlint.rendering.kustomize import Build, BuildError, build

GOLDEN = Path(__file__).parents[1] / "golden" / "kustomize" / "cases.json.gz"
CASES = json.loads(gzip.decompress(GOLDEN.read_bytes()))


def written(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return root


def text_of(found: Build) -> str:
    return annotated_yaml(
        found, lambda origin: f"{Path(origin.file).name}:{origin.span.start_line}"
    )


def test_what_is_written_is_read_as_the_same_data(tmp_path: Path) -> None:
    compared = 0
    for number, case in enumerate(CASES):
        root = written(tmp_path / str(number), case["files"])
        try:
            found = build(root / case["root"], Inputs(), root)
        except BuildError:
            continue
        text = text_of(found)
        data = [each.data for each in load(text) if each.data is not None]
        assert data == [each.data for each in found.resources], (case["name"], text)
        compared += 1
    assert compared > 400


OVERLAY = {
    "base/kustomization.yaml": "resources: [pod.yaml]\n",
    "base/pod.yaml": (
        "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n"
        "    - name: app\n      image: app:1\n      args: ['on', \"two\\nlines\"]\n"
    ),
    "prod/kustomization.yaml": (
        "resources: [../base]\nnamePrefix: prod-\nimages:\n  - name: app\n    newTag: '2'\n"
        "patches:\n  - path: patch.yaml\n"
    ),
    "prod/patch.yaml": (
        "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  containers:\n"
        "    - name: app\n      resources:\n        limits: {memory: 1Gi}\n"
    ),
}


def test_values_that_others_wrote_say_who_did(tmp_path: Path) -> None:
    root = written(tmp_path, OVERLAY)
    lines = text_of(build(root / "prod", Inputs(), root)).splitlines()
    assert lines[0] == "# pod.yaml:1"
    noted = [line.split("#") for line in lines[1:] if "#" in line]
    assert [(value.strip(), note.strip()) for value, note in noted] == [
        ("name: prod-web", "kustomization.yaml:2"),
        ("image: app:2", "kustomization.yaml:5"),
        ("", "patch.yaml:8:"),
    ]


@pytest.mark.parametrize(
    "text", ["on", "0644", "1e3", "~", "null", "y", "", " a", "a: b", "# a", "é"]
)
def test_texts_stay_texts_for_either_version_of_yaml(text: str, tmp_path: Path) -> None:
    config_map = {
        "apiVersion": "v1",
        "kind": "ConfigMap",
        "metadata": {"name": "a"},
        "data": {"key": text, "lines": f"{text}\nb\n", text or "k": "v"},
    }
    files = {"kustomization.yaml": "resources: [a.json]\n", "a.json": json.dumps(config_map)}
    root = written(tmp_path, files)
    shown = text_of(build(root, Inputs(), root))
    assert yaml.safe_load(shown) == config_map
    assert load(shown)[0].data == config_map
