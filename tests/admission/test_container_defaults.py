"""The defaults of LimitRanges in the Pods of their namespace, and what rules make of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podlint import lint_paths, lint_text
from podlint.admission.container_defaults import merged
from podlint.config.config import Config
from podlint.document import Place, load
from podlint.finding.severity import Profile
from podlint.models import Container, Quantity
from podlint.models.container_defaults import ContainerDefaults, Default
from podlint.reading.file import read_text
from podlint.reading.unit import Unit
from podlint.resources import effective, limit_of
from podlint.rule.declared import read_rule

STRICT = Config(profile=Profile.STRICT)
POD = """\
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  initContainers:
    - {name: first, image: a}
  containers:
    - {name: app, image: a, resources: {limits: {cpu: 1}, requests: {memory: 64Mi}}}
    - {name: free, image: a}
  ephemeralContainers:
    - {name: debug, image: a, targetContainerName: app}
"""
RANGE = """\
---
apiVersion: v1
kind: LimitRange
metadata: {name: limits, namespace: shop}
spec:
  limits:
    - {type: Container, default: {cpu: 500m, memory: 256Mi}, defaultRequest: {cpu: 100m}, min: {ephemeral-storage: 1Mi}}
"""
MISSING = ("missing-cpu-request", "missing-memory-limit", "missing-memory-request")


def containers(text: str) -> dict[str | None, Container]:
    objects = Unit.alone([read_text("web.yaml", text)], complete=True).objects
    (pod,) = objects.pods()
    return {each.name: each for each in pod.spec.all_containers}


def reported(text: str) -> set[str]:
    return {each.rule for each in lint_text(text, config=STRICT).findings} & {*MISSING}


def test_a_container_gets_what_it_does_not_set() -> None:
    found = containers(POD + RANGE)
    assert set(found["app"].supplied) == {
        ("resources", "limits", "memory"),
        ("resources", "requests", "ephemeral-storage"),
    }
    free = {("resources", which, name) for which in ("requests", "limits") for name in ("cpu", "memory")}  # fmt: skip
    assert set(found["free"].supplied) == free | {("resources", "requests", "ephemeral-storage")}
    assert set(found["first"].supplied) == set(found["free"].supplied)
    assert set(found["debug"].supplied) == set()
    assert found["free"].is_unknown("resources", "limits", "memory")
    assert not found["free"].is_unknown("resources", "limits", "ephemeral-storage")


def test_without_a_limit_range_nothing_is_set() -> None:
    found = containers(POD)
    assert [each.pod.container_defaults for each in found.values() if each.pod] == [None] * 4


def test_the_resources_of_the_pod_have_the_defaults() -> None:
    objects = Unit.alone([read_text("web.yaml", POD + RANGE)], complete=True).objects
    (pod,) = objects.pods()
    found = effective(pod)
    assert {name: str(amount) for name, amount in found.requests.items()} == {
        "cpu": "1100m", "memory": "320Mi", "ephemeral-storage": "2Mi",
    }  # fmt: skip
    assert found.qos == "Burstable"
    limit = limit_of(pod.spec.containers[1], "memory")
    assert limit is not None
    assert str(limit[0]) == "256Mi"
    assert limit[1].path[-2:] == ("default", "memory")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (("", ""), set()),
        (("namespace: shop}\nspec:\n  limits", "namespace: test}\nspec:\n  limits"), {*MISSING}),
        (("type: Container", "type: Pod"), {*MISSING}),
        (
            ("cpu: 500m, memory: 256Mi", "cpu: 500m"),
            {"missing-memory-limit", "missing-memory-request"},
        ),
        (("memory: 256Mi}", 'memory: "${MEMORY}"}'), set()),
        (("name: limits, namespace: shop", "name: limits"), set()),
    ],
)
def test_what_a_limit_range_sets_is_not_missing(
    change: tuple[str, str], expected: set[str]
) -> None:
    assert reported(POD) == {*MISSING}
    assert reported(POD + RANGE.replace(*change)) == expected


def test_of_different_defaults_none_is_known() -> None:
    other = RANGE.replace("name: limits", "name: more").replace("256Mi", "512Mi")
    free = containers(POD + RANGE + other)["free"]
    defaults = free.pod.container_defaults if free.pod else None
    assert defaults is not None
    assert "memory" not in defaults.limits
    assert defaults.unsure["limits"] == {"memory"}
    assert str(defaults.limits["cpu"].amount) == "500m"
    assert reported(POD + RANGE + other) == set()


def test_an_invalid_limit_range_sets_nothing_for_certain() -> None:
    invalid = RANGE.replace("defaultRequest: {cpu: 100m}", "defaultRequest: {cpu: 2}")
    free = containers(POD + invalid)["free"]
    defaults = free.pod.container_defaults if free.pod else None
    assert defaults is not None
    assert not defaults.limits
    assert not defaults.requests


def test_a_rule_in_yaml_about_pods_knows_the_defaults(tmp_path: Path) -> None:
    path = tmp_path / "missing_limit.yaml"
    path.write_text(
        "summary: A container has no memory limit.\ndocumentation: Set it.\nseverity: warning\n"
        "since: '0.1'\nsymptom: no visible symptom\ntarget: PodTarget\n"
        "field: containers[*].resources.limits.memory\nwhen: {absent: true}\nmessage: none\n"
        "bad: ''\ngood: ''\n",
        encoding="utf-8",
    )
    rule = read_rule(path, subject="own", module="own", trusted=True)
    for text, number in ((POD, 2), (POD + RANGE, 0)):
        objects = Unit.alone([read_text("web.yaml", text)], complete=True).objects
        (pod,) = objects.pods()
        assert len(list(rule.check(pod))) == number


def test_a_build_has_the_limit_range_of_its_overlay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    base, overlay = tmp_path / "base", tmp_path / "overlay"
    for folder, resources in ((base, "[web.yaml]"), (overlay, "[../base, limits.yaml]")):
        folder.mkdir()
        text = f"namespace: shop\nresources: {resources}\n"
        (folder / "kustomization.yaml").write_text(text, encoding="utf-8")
    (base / "web.yaml").write_text(POD.replace(", namespace: shop", ""), encoding="utf-8")
    limits = RANGE.removeprefix("---\n").replace(", namespace: shop", "")
    (overlay / "limits.yaml").write_text(limits, encoding="utf-8")
    found = lint_paths(["."], config=STRICT).findings
    assert {each.rule for each in found} & {*MISSING} == set()


AMOUNTS = st.dictionaries(
    st.sampled_from(["cpu", "memory", "x.io/y"]), st.integers(1, 3).map(str), max_size=3
)
PLACE = Place(load("a: b\n")[0])


@given(st.lists(st.tuples(AMOUNTS, AMOUNTS), min_size=1, max_size=3), AMOUNTS, AMOUNTS)
def test_the_order_of_limit_ranges_does_not_matter(
    ranges: list[tuple[dict[str, str], dict[str, str]]],
    requests: dict[str, str],
    limits: dict[str, str],
) -> None:
    def amounts(written: dict[str, str]) -> dict[str, Default]:
        return {name: Default(Quantity.parse(each), PLACE) for name, each in written.items()}

    drawn = [ContainerDefaults(amounts(one), amounts(other)) for one, other in ranges]
    found, backwards = merged(drawn), merged(drawn[::-1])
    assert found.amounts("requests") == backwards.amounts("requests")
    assert found.amounts("limits") == backwards.amounts("limits")
    own = {name: Quantity.parse(each) for name, each in requests.items()}
    bounds = {name: Quantity.parse(each) for name, each in limits.items()}
    filled = set(found.fills(own, bounds))
    assert filled == set(backwards.fills(own, bounds))
    assert not {name for which, name in filled if which == "limits"} & bounds.keys()
    assert not {name for which, name in filled if which == "requests"} & {*own, *bounds}
