"""How many Pods a second `podlint.pss.evaluate` judges, on one core.

Run as `python benchmarks/pss.py` from the checkout. The Pods are those of the recorded sample, as
data already read; each figure is the best of several rounds.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

from podlint import pss

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "pss"))

from pss_sample import sample

ROUNDS = 5
TYPICAL = {
    "metadata": {"name": "web", "labels": {"app": "web"}},
    "spec": {
        "securityContext": {"runAsNonRoot": True, "seccompProfile": {"type": "RuntimeDefault"}},
        "initContainers": [{"name": "migrate", "image": "app:1"}],
        "containers": [
            {
                "name": name,
                "image": "app:1",
                "ports": [{"containerPort": 8080}],
                "readinessProbe": {"httpGet": {"path": "/", "port": 8080}},
                "securityContext": {
                    "allowPrivilegeEscalation": False,
                    "capabilities": {"drop": ["ALL"]},
                },
            }
            for name in ("app", "proxy")
        ],
        "volumes": [{"name": "tmp", "emptyDir": {}}, {"name": "c", "configMap": {"name": "c"}}],
    },
}


def pods_a_second(pods: list[dict[str, Any]], level: str) -> float:
    """The best of several rounds over the Pods."""
    best = float("inf")
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        for pod in pods:
            pss.evaluate(pod, level, "latest")
        best = min(best, time.perf_counter() - begun)
    return len(pods) / best


def main() -> None:
    """Print a line for each set of Pods and level."""
    sets = {
        "sample": [entry["pod"] for entry in sample()["pods"]],
        "typical Pod": [TYPICAL] * 2_000,
    }
    for name, pods in sets.items():
        for level in ("baseline", "restricted"):
            print(f"{name:12} {level:10} {pods_a_second(pods, level):8,.0f} Pods/s")


if __name__ == "__main__":
    main()
