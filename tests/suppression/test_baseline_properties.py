"""A baseline still knows every finding after changes that correct nothing.

`benchmarks/baseline.py` does the same with real manifests.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest
import yaml

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from baseline import ALL_NEW, Result, entries_of, result_of, results_of_builds, results_of_text
from baseline_changes import BUILD_CHANGES, TEXT_CHANGES

FAULTS = (
    {"image": "busybox"},
    {"image": "app:1.4", "securityContext": {"privileged": True}},
    {"image": "app:1.4", "ports": [{"containerPort": 80, "hostPort": 80}]},
    {"image": "app:1.4", "resources": {"requests": {"memory": "2Gi"}, "limits": {"memory": "1Gi"}}},
    {"image": "app:1.4", "env": [{"name": "A", "value": "1"}, {"name": "DB_PASSWORD", "value": "hunter2hunter2"}, {"name": "Z", "value": "2"}]},
    {"image": "app", "volumeMounts": [{"name": "none", "mountPath": "/data"}]},
)  # fmt: skip


def manifest(chance: random.Random) -> str:
    """A manifest with several workloads, whose containers have faults."""
    documents = []
    for number in range(chance.randint(2, 4)):
        containers = [
            {"name": f"c{position}", **chance.choice(FAULTS)}
            for position in range(chance.randint(1, 3))
        ]
        labels = {"app": f"web{number}"}
        template = {"metadata": {"labels": labels}, "spec": {"containers": containers}}
        documents.append(
            {
                "apiVersion": "apps/v1",
                "kind": chance.choice(("Deployment", "DaemonSet")),
                "metadata": {"name": f"web{number}"},
                "spec": {"selector": {"matchLabels": labels}, "template": template},
            }
        )
    return yaml.safe_dump_all(documents, sort_keys=False)


def unknown(result: Result) -> list[str]:
    return [f"new: {each.identity}" for each in result.new] + [
        f"dead: {each.identity}" for each in result.dead
    ]


@pytest.mark.parametrize("seed", range(4))
def test_changes_of_a_file_make_no_finding_new_and_no_entry_dead(seed: int) -> None:
    chance = random.Random(seed)
    results = dict(results_of_text(manifest(chance), "web.yaml", chance))
    copied = results.pop(ALL_NEW)
    assert {*TEXT_CHANGES, "rename the file"} - {"reorder the environment"} <= results.keys()
    assert {what: unknown(result) for what, result in results.items()} == {
        what: [] for what in results
    }
    assert all(result.findings for result in results.values())
    assert len(copied.new) * 2 == copied.findings
    assert not copied.dead


def test_the_order_of_the_environment_does_not_matter() -> None:
    orders = []
    for seed in range(20):
        chance = random.Random(seed)
        text = manifest(chance)
        if "DB_PASSWORD" in text:
            results = dict(results_of_text(text, "web.yaml", chance))
            orders.append(results.get("reorder the environment"))
        if sum(1 for each in orders if each) == 2:
            break
    shown = [each for each in orders if each]
    assert len(shown) == 2
    assert [unknown(each) for each in shown] == [[], []]


def test_changes_of_kustomizations_make_no_finding_new_and_no_entry_dead(tmp_path: Path) -> None:
    base, overlay = tmp_path / "base", tmp_path / "production"
    base.mkdir()
    overlay.mkdir()
    (base / "web.yaml").write_text(manifest(random.Random(5)))
    (base / "kustomization.yaml").write_text("resources: [web.yaml]\n")
    (overlay / "kustomization.yaml").write_text(
        "resources: [../base]\nconfigMapGenerator:\n  - name: settings\n    literals: [a=1]\n"
    )
    results = dict(results_of_builds(tmp_path))
    changes = {"switch rendering off", "switch rendering on", *BUILD_CHANGES}
    assert {what: unknown(result) for what, result in results.items()} == {
        key: [] for key in changes
    }
    assert all(result.findings for result in results.values())


def test_a_corrected_fault_is_a_dead_entry_and_a_new_fault_is_new(tmp_path: Path) -> None:
    """What the other tests count is what it says."""
    path = tmp_path / "web.yaml"
    pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  hostPID: true\n"
    path.write_text(f"{pod}  containers: [{{name: app, image: 'app:1.4'}}]\n")
    entries = entries_of(tmp_path)
    changed = pod.replace("hostPID: true", "hostNetwork: true")
    path.write_text(f"{changed}  containers: [{{name: app, image: 'app:1.4'}}]\n")
    result = result_of(tmp_path, entries)
    assert "host-namespaces Pod/web spec.hostPID" in {each.identity for each in result.dead}
    assert "host-namespaces Pod/web spec.hostNetwork" in {each.identity for each in result.new}
