"""How long podlint takes for kustomizations, compared with the files that they build.

Run as ``python benchmarks/overlays.py [--bases N] [--overlays N] [--rounds N]``. It generates a
repository, in which each base has a Deployment, a Service, a ServiceAccount and a generated
ConfigMap, and each overlay sets a namespace, labels, an image, replicas and a patch. Then it
checks, in turn:

* the repository,
* what its overlays build, as plain files,
* one patch that has changed.

All runs are with ``--no-cache``. Times are user plus system time of all processes, and the memory
is that of the largest process.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

_SEED = 20261130

_DEPLOYMENT = """\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {name}
  labels:
    app: {name}
spec:
  selector:
    matchLabels:
      app: {name}
  template:
    metadata:
      labels:
        app: {name}
    spec:
      serviceAccountName: {name}
      containers:
        - name: main
          image: registry.example.com/{name}:1.{number}.0
          ports:
            - name: http
              containerPort: 8080
          envFrom:
            - configMapRef:
                name: {name}
          readinessProbe:
            httpGet:
              path: /ready
              port: http
          resources:
            requests:
              cpu: 100m
              memory: 128Mi
            limits:
              memory: 256Mi
"""
_SERVICE = """\
apiVersion: v1
kind: Service
metadata:
  name: {name}
spec:
  selector:
    app: {name}
  ports:
    - port: 80
      targetPort: http
"""
_ACCOUNT = """\
apiVersion: v1
kind: ServiceAccount
metadata:
  name: {name}
"""
_BASE = """\
resources:
  - deployment.yaml
  - service.yaml
  - account.yaml
configMapGenerator:
  - name: {name}
    literals:
      - LEVEL=info
      - NAME={name}
"""
_OVERLAY = """\
resources:
  - ../../base
namespace: {place}
labels:
  - pairs:
      environment: {place}
images:
  - name: registry.example.com/{name}
    newTag: 2.{number}.0
replicas:
  - name: {name}
    count: {count}
patches:
  - path: patch.yaml
"""
_PATCH = """\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {name}
spec:
  template:
    spec:
      containers:
        - name: main
          env:
            - name: REGION
              value: region-{number}
          resources:
            requests:
              cpu: {count}00m
"""


class Run(NamedTuple):
    """What a run took.

    Attributes:
        processor: User plus system time in seconds.
        wall: Seconds.
        memory: The peak of the largest process in bytes.
    """

    processor: float
    wall: float
    memory: int


def generated(root: Path, bases: int, overlays: int) -> list[Path]:
    """Write a repository, and return the folders of its overlays."""
    chance = random.Random(_SEED)
    (root / ".git").mkdir(parents=True)
    folders = []
    for number in range(bases):
        name = f"service-{number}"
        folder = root / "apps" / name / "base"
        folder.mkdir(parents=True)
        for file, text in (
            ("deployment", _DEPLOYMENT),
            ("service", _SERVICE),
            ("account", _ACCOUNT),
            ("kustomization", _BASE),
        ):
            (folder / f"{file}.yaml").write_text(text.format(name=name, number=number), "utf-8")
    for number in range(overlays):
        name, place = f"service-{number % bases}", f"cluster-{number // bases}"
        folder = root / "apps" / name / "overlays" / place
        folder.mkdir(parents=True)
        words = {"name": name, "place": place, "number": number, "count": chance.randint(2, 9)}
        (folder / "kustomization.yaml").write_text(_OVERLAY.format(**words), "utf-8")
        (folder / "patch.yaml").write_text(_PATCH.format(**words), "utf-8")
        folders.append(folder)
    return folders


def rendered(podlint: str, folders: list[Path], root: Path, to: Path) -> None:
    """Write what the overlays build, a file for each."""
    to.mkdir()
    for folder in folders:
        name = "-".join(folder.relative_to(root / "apps").parts)
        command = [podlint, "render", folder.relative_to(root)]
        done = subprocess.run(command, cwd=root, check=True, capture_output=True)
        (to / f"{name}.yaml").write_bytes(done.stdout)


def measured(command: list[str], folder: Path) -> Run:
    """Run a command in a folder."""
    began = time.perf_counter()
    child = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in (0, 1):
        sys.exit(f"{' '.join(command)}: exit code {child.returncode}")
    wall = time.perf_counter() - began
    return Run(used.ru_utime + used.ru_stime, wall, used.ru_maxrss * 1024)


def main() -> None:
    """Generate, measure in turn, and print the minima."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bases", type=int, default=20)
    parser.add_argument("--overlays", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--podlint", default=str(Path(sys.executable).with_name("podlint")))
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root, built = Path(folder, "repository"), Path(folder, "built")
        overlays = generated(root, given.bases, given.overlays)
        rendered(given.podlint, overlays, root, built)
        patch = str((overlays[0] / "patch.yaml").relative_to(root))
        check = [given.podlint, "check", "--no-cache"]
        runs: dict[str, Callable[[], Run]] = {
            "overlays": lambda: measured([*check, "."], root),
            "built files": lambda: measured([*check, "."], built),
            "one patch": lambda: measured([*check, patch], root),
        }
        found: dict[str, list[Run]] = defaultdict(list)
        for _ in range(given.rounds):
            for name, run in runs.items():
                found[name].append(run())
    print(f"{given.overlays} overlays of {given.bases} bases, minima of {given.rounds} runs")
    for name, those in found.items():
        best = Run(*(min(values) for values in zip(*those, strict=True)))
        memory = best.memory / 2**20
        print(f"{name:12} {best.processor:7.2f} s CPU {best.wall:7.2f} s wall {memory:6.0f} MiB")
    ratio = min(each.processor for each in found["overlays"]) / min(
        each.processor for each in found["built files"]
    )
    print(f"overlays / built files: {ratio:.2f}")


if __name__ == "__main__":
    main()
