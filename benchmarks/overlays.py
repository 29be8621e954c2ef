"""How long podlint takes for repositories of many overlays.

Run as ``python benchmarks/overlays.py [--podlint COMMAND] [--rounds N] [--seed N]``. The
repositories are generated, and are the same for the same seed. The first has 50 overlays of 20
bases: the processor time of checking it without a cache is compared with that of checking what the
overlays build, saved as plain files, each build in a folder of its own, and all in one folder. The
second has 1,500 overlays of 100 bases: it is checked without a cache, and as a file alone. Both are
also checked with a new cache, and with that cache after one patch file has changed: only what has
read the file is then made again.
COMMAND is the ``podlint`` of an environment into which the wheel is installed: an editable
installation has no cache. Times are user plus system time of all processes, and the minimum over
the rounds; memory is the proportional set size of all processes, sampled (Linux only).
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

import yaml

_SETTLED = 2.5
"""Seconds after which podlint relies on a file."""
_PAUSE = 0.02


def main() -> None:
    """Measure, and print a line for each command and the ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--podlint", default=str(Path(sys.executable).with_name("podlint")))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    check = [given.podlint, "check", "--format", "concise"]
    with tempfile.TemporaryDirectory() as folder:
        few, many, plain, one = (Path(folder, name) for name in ("few", "many", "plain", "one"))
        os.environ["PODLINT_CACHE_DIR"] = str(Path(folder, "cache"))
        overlays = list(generated(few, 50, 20, given.seed))
        for number, overlay in enumerate(overlays):
            built = subprocess.run(
                [given.podlint, "render", str(overlay)], check=True, capture_output=True, text=True
            )
            _write(plain / str(number) / "all.yaml", built.stdout)
            _write(one / f"{number}.yaml", built.stdout)
        folders = (few, plain, one)
        rounds = [
            [measured([*check, "--no-cache", "."], each).processor for each in folders]
            for _ in range(given.rounds)
        ]
        built_time, *plain_times = map(min, zip(*rounds, strict=True))
        print(f"50 overlays of 20 bases   {built_time:6.2f} s")
        for name, seconds in zip(("in 50 folders", "in one folder"), plain_times, strict=True):
            print(f"what they build, {name}   {seconds:6.2f} s")
            print(f"ratio                     {built_time / seconds:6.2f}")
        after_changes("50 overlays", check, few, overlays[0], given.rounds)
        first, *_ = generated(many, 1500, 100, given.seed)
        show("1,500 overlays, no cache", measured([*check, "--no-cache", "."], many))
        after_changes("1,500 overlays", check, many, first, given.rounds)
        named = str((first / "patch.yaml").relative_to(many))
        show("one patch by name", measured([*check, "--no-cache", named], many))


def after_changes(name: str, check: list[str], root: Path, overlay: Path, rounds: int) -> None:
    """Fill the cache, then measure checks that each follow the change of one patch."""
    time.sleep(_SETTLED)
    show(f"{name}, new cache", measured([*check, "."], root))
    show("nothing changed", measured([*check, "."], root))
    patch = overlay / "patch.yaml"
    found = []
    for _ in range(rounds):
        patch.write_text(patch.read_text().replace("replicas: ", "replicas: 1"))
        found.append(measured([*check, "."], root))
    show("one patch changed", min(found, key=lambda each: each.wall))


class Measured:
    """What a command needed.

    Attributes:
        wall: Seconds from its start to its end.
        processor: Seconds of user and system time of all its processes.
        memory: The most memory that all its processes took together, in bytes.
    """

    def __init__(self, wall: float, processor: float, memory: int) -> None:
        self.wall = wall
        self.processor = processor
        self.memory = memory


def show(name: str, found: Measured) -> None:
    """Print what a command needed."""
    memory = f"{found.memory / 2**20:5.0f} MiB"
    print(f"{name:<25} {found.processor:6.2f} s   wall {found.wall:6.2f} s   {memory}")


def measured(command: Sequence[str], folder: Path) -> Measured:
    """Run a command in a folder."""
    before, start, memory = os.times(), time.monotonic(), 0
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL)
    while process.poll() is None:
        memory = max(memory, sum(map(_memory, _with_children(process.pid))))
        time.sleep(_PAUSE)
    if process.returncode not in (0, 1):
        sys.exit(f"{command} ended with exit code {process.returncode}")
    after = os.times()
    processor = sum(after[2:4]) - sum(before[2:4])
    return Measured(time.monotonic() - start, processor, memory)


def _with_children(process: int) -> Iterator[int]:
    yield process
    try:
        children = Path(f"/proc/{process}/task/{process}/children").read_text()
    except OSError:  # It has ended.
        return
    for child in children.split():
        yield from _with_children(int(child))


def _memory(process: int) -> int:
    """The proportional set size of a process, in bytes."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:  # It has ended.
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) * 1024


def generated(root: Path, overlays: int, bases: int, seed: int) -> Iterator[Path]:
    """Write a repository, and yield the folders of its overlays.

    A base has a Deployment, a Service, a ServiceAccount and a generated ConfigMap; some have a
    CronJob as well. An overlay sets the namespace, labels, images and replicas, generates a
    ConfigMap, patches the Deployment, and some take in one of two components. About a third of the
    bases and a tenth of the overlays have a fault.
    """
    random = Random(seed)
    (root / ".git").mkdir(parents=True)
    for name, patch in _COMPONENTS.items():
        _write(root / "components" / name / "patch.yaml", patch)
        _write(root / "components" / name / "kustomization.yaml", _COMPONENT)
    for number in range(bases):
        for file, data in _base(f"service-{number}", random).items():
            _write(root / "apps" / f"service-{number}" / "base" / file, data)
    for number in range(overlays):
        service, stage = f"service-{number % bases}", f"stage-{number // bases}"
        folder = root / "apps" / service / "overlays" / stage
        for file, data in _overlay(service, stage, random).items():
            _write(folder / file, data)
        yield folder


_COMPONENT = """\
apiVersion: kustomize.config.k8s.io/v1alpha1
kind: Component
patches:
  - path: patch.yaml
    target:
      kind: Deployment
"""
_COMPONENTS = {
    "spread": """\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: any
spec:
  template:
    spec:
      topologySpreadConstraints:
        - maxSkew: 1
          topologyKey: topology.kubernetes.io/zone
          whenUnsatisfiable: ScheduleAnyway
          labelSelector:
            matchLabels:
              tier: backend
""",
    "metrics": """\
- op: add
  path: /spec/template/metadata/annotations
  value:
    prometheus.io/scrape: "true"
    prometheus.io/port: "8080"
""",
}


def _base(name: str, random: Random) -> dict[str, object]:
    faulty = random.random() < 1 / 3
    container = {
        "name": "main",
        "image": f"registry.example.com/{name}:1.0.{random.randrange(90)}",
        "ports": [{"name": "http", "containerPort": 8080}],
        "envFrom": [{"configMapRef": {"name": f"{name}-settings"}}],
        "resources": {
            "requests": {"cpu": "100m", "memory": "128Mi"},
            "limits": {"memory": "64Mi" if faulty else "256Mi"},
        },
        "readinessProbe": {
            "httpGet": {"path": "/ready", "port": "http"},
            "periodSeconds": random.choice((5, 10, 15)),
        },
        "securityContext": {
            "allowPrivilegeEscalation": False,
            "readOnlyRootFilesystem": random.random() < 0.5,
            "runAsNonRoot": True,
            "capabilities": {"drop": ["ALL"]},
            "seccompProfile": {"type": "RuntimeDefault"},
        },
    }
    found: dict[str, object] = {
        "deployment.yaml": {
            "apiVersion": "apps/v1",
            "kind": "Deployment",
            "metadata": {"name": name},
            "spec": {
                "replicas": 1,
                "selector": {"matchLabels": {"app": name}},
                "template": {
                    "metadata": {"labels": {"app": name, "tier": "backend"}},
                    "spec": {"serviceAccountName": name, "containers": [container]},
                },
            },
        },
        "service.yaml": {
            "apiVersion": "v1",
            "kind": "Service",
            "metadata": {"name": name},
            "spec": {
                "selector": {"app": name},
                "ports": [{"port": 80, "targetPort": "https" if faulty else "http"}],
            },
        },
        "account.yaml": {
            "apiVersion": "v1",
            "kind": "ServiceAccount",
            "metadata": {"name": name},
        },
    }
    if random.random() < 1 / 4:
        found["cronjob.yaml"] = {
            "apiVersion": "batch/v1",
            "kind": "CronJob",
            "metadata": {"name": f"{name}-cleanup"},
            "spec": {
                "schedule": f"{random.randrange(60)} 3 * * *",
                "jobTemplate": {
                    "spec": {
                        "template": {
                            "spec": {
                                "restartPolicy": "OnFailure",
                                "containers": [{**container, "ports": [], "args": ["cleanup"]}],
                            }
                        }
                    }
                },
            },
        }
    resources = list(found)
    found["kustomization.yaml"] = {
        "resources": resources,
        "configMapGenerator": [{"name": f"{name}-settings", "literals": ["LEVEL=info"]}],
    }
    return found


def _overlay(name: str, stage: str, random: Random) -> dict[str, object]:
    kustomization: dict[str, object] = {
        "resources": ["../../base"],
        "namespace": stage,
        "labels": [{"pairs": {"stage": stage}, "includeTemplates": True}],
        "images": [
            {"name": f"registry.example.com/{name}", "newTag": f"2.{random.randrange(90)}.0"}
        ],
        "configMapGenerator": [
            {
                "name": f"{name}-settings",
                "behavior": "merge",
                "literals": [f"STAGE={stage}", f"SEED={random.randrange(10**6)}"],
            }
        ],
        "patches": [{"path": "patch.yaml"}],
    }
    if random.random() < 1 / 3:
        component = random.choice(list(_COMPONENTS))
        kustomization["components"] = [f"../../../../components/{component}"]
    main: dict[str, object] = {
        "name": "main",
        "resources": {"requests": {"cpu": f"{random.randrange(1, 10)}00m"}},
        "env": [{"name": "REGION", "value": f"region-{random.randrange(5)}"}],
    }
    if random.random() < 1 / 10:
        main["volumeMounts"] = [{"name": "missing", "mountPath": "/data"}]
    patch = {
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "metadata": {"name": name},
        "spec": {"replicas": random.randrange(2, 9), "template": {"spec": {"containers": [main]}}},
    }
    return {"kustomization.yaml": kustomization, "patch.yaml": patch}


def _write(path: Path, data: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = data if isinstance(data, str) else yaml.safe_dump(data, sort_keys=False)
    path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
