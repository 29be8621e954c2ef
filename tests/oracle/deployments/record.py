"""Records what Flux and Argo CD make of kustomizations, so that tests need neither.

    cd tests/oracle/deployments && go build -o /tmp/flux .
    cd tests/oracle && FLUX=/tmp/flux KUSTOMIZE=kustomize python -m deployments.record WHAT

WHAT is `envsubst`, `flux` or `argo_cd`; of the last, the commands are those that Argo CD 3.5 runs
(util/kustomize/kustomize.go), with kustomize 5.8. All write to `tests/golden/deployments/`.
"""

from __future__ import annotations

import gzip
import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from . import drawn

GOLDEN = Path(__file__).parents[2] / "golden" / "deployments"
SEED = 20_261_129
TEXTS, FLUX, ARGO = 3_000, 300, 120


def asked(questions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What Flux says."""
    lines = "\n".join(map(json.dumps, questions)) + "\n"
    done = subprocess.run(
        [os.environ["FLUX"]], input=lines, capture_output=True, text=True, check=True
    )
    return [*map(json.loads, done.stdout.splitlines())]


def plant(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def envsubst() -> dict[str, Any]:
    """Texts with what becomes of them: None if Flux cannot read them."""
    draw = random.Random(SEED)
    texts = [drawn.text(draw) for _ in range(TEXTS)]
    said = asked([{"text": each, "variables": drawn.VARIABLES} for each in texts])
    return {
        "variables": drawn.VARIABLES,
        "texts": [[text, each.get("found")] for text, each in zip(texts, said, strict=True)],
    }


def flux() -> Iterator[dict[str, Any]]:
    """Repositories with what Flux builds of their folder `d`: None if it fails."""
    for number in range(FLUX):
        files, spec = drawn.flux(random.Random(SEED + number))
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder).resolve()
            plant(root, files)
            question = {
                "root": str(root),
                "folder": str(root / "d"),
                "kustomization": {
                    "apiVersion": "kustomize.toolkit.fluxcd.io/v1",
                    "kind": "Kustomization",
                    "metadata": {"name": "k", "namespace": "flux-system"},
                    "spec": spec,
                },
            }
            (said,) = asked([question])
        yield {"files": files, "spec": spec, "objects": said.get("found")}


def argo_cd() -> Iterator[dict[str, Any]]:
    """Repositories with what Argo CD builds of their folder `d`: None if it fails."""
    for number in range(ARGO):
        files, settings = drawn.argo_cd(random.Random(SEED + number))
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder).resolve()
            plant(root, files)
            try:
                objects = _built(root / "d", settings)
            except subprocess.CalledProcessError:
                objects = None
        yield {"files": files, "settings": settings, "objects": objects}


def _built(folder: Path, settings: dict[str, Any]) -> list[Any]:
    def run(*arguments: str) -> str:
        done = subprocess.run(
            [os.environ["KUSTOMIZE"], *arguments],
            cwd=folder,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    for field in ("namePrefix", "nameSuffix"):
        if text := settings.get(field):
            run("edit", "set", field.lower(), "--", text)
    if images := settings.get("images"):
        run("edit", "set", "image", *images)
    if replicas := settings.get("replicas"):
        run("edit", "set", "replicas", *(f"{each['name']}={each['count']}" for each in replicas))
    if labels := settings.get("commonLabels"):
        flags = {
            "forceCommonLabels": "--force",
            "labelWithoutSelector": "--without-selector",
            "labelIncludeTemplates": "--include-templates",
        }
        given = [flag for field, flag in flags.items() if settings.get(field)]
        run("edit", "add", "label", *given, *(f"{key}:{text}" for key, text in labels.items()))
    if annotations := settings.get("commonAnnotations"):
        force = ["--force"] if settings.get("forceCommonAnnotations") else []
        pairs = (f"{key}:{text}" for key, text in annotations.items())
        run("edit", "add", "annotation", *force, *pairs)
    if namespace := settings.get("namespace"):
        run("edit", "set", "namespace", "--", namespace)
    if patches := settings.get("patches"):
        file = folder / "kustomization.yaml"
        data = yaml.safe_load(file.read_text(encoding="utf-8"))
        data["patches"] = (data.get("patches") or []) + patches
        file.write_text(yaml.safe_dump(data), encoding="utf-8")
    components = [
        each
        for each in settings.get("components", ())
        if not settings.get("ignoreMissingComponents") or (folder / each).exists()
    ]
    if components:
        run("edit", "add", "component", *components)
    return [each for each in yaml.safe_load_all(run("build", ".")) if each]


if __name__ == "__main__":
    what = sys.argv[1]
    made = {"envsubst": envsubst, "flux": flux, "argo_cd": argo_cd}[what]()
    GOLDEN.mkdir(exist_ok=True)
    answers = made if isinstance(made, dict) else list(made)
    data = json.dumps(answers, ensure_ascii=False, separators=(",", ":")).encode()
    (GOLDEN / f"{what}.json.gz").write_bytes(gzip.compress(data, mtime=0))
