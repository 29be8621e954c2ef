"""What rules report with options that a project sets."""

from __future__ import annotations

from typing import Any

import pytest

from podlint import lint_text
from podlint.config.config import Config

POD = """
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
    - name: app
      image: %s
      resources: {limits: {%s}}
"""


def messages(text: str, rule: str, options: dict[str, Any]) -> list[str]:
    config = Config(profile="strict", options={rule: options})
    return [each.message for each in lint_text(text, config=config).findings if each.rule == rule]


@pytest.mark.parametrize(
    ("image", "registries", "reported"),
    [
        ("registry.k8s.io/pause:3.10", ["registry.k8s.io"], False),
        ("quay.io/team/app:1", ["registry.k8s.io", "quay.io/team/"], False),
        ("quay.io/team/app:1", ["quay.io/team/app"], False),
        ("quay.io/teams/app:1", ["quay.io/team"], True),
        ("docker.io/library/nginx:1.27", ["quay.io"], True),
        ("nginx:1.27", ["docker.io"], False),
        ("nginx:1.27", [], True),
    ],
)
def test_images_come_from_the_registries_of_the_list(
    image: str, registries: list[str], reported: bool
) -> None:
    given = messages(POD % (image, ""), "unlisted-registry", {"registries": registries})
    assert bool(given) is reported
    if registries and reported:
        assert "from a registry that is not allowed" in given[0]


@pytest.mark.parametrize(
    ("policy", "limits", "said"),
    [
        ("forbidden", "cpu: 500m", "has a CPU limit (500m)"),
        ("forbidden", "memory: 1Gi", None),
        ("required", "memory: 1Gi", "has no CPU limit"),
        ("required", "cpu: 500m", None),
    ],
)
def test_a_project_wants_limits_of_cpu_or_none(policy: str, limits: str, said: str | None) -> None:
    given = messages(POD % ("app:1.4", limits), "cpu-limit-against-policy", {"policy": policy})
    assert len(given) == (said is not None)
    assert all(said and said in each for each in given)
