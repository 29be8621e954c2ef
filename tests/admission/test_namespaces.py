"""Which LimitRanges and quotas apply to which objects."""

from __future__ import annotations

import pytest

from podlint.admission.namespaces import is_presumed, may_rule, rules_surely
from podlint.models.limit_range import LimitRange
from podlint.reading.file import read_text
from podlint.reading.unit import Unit

RANGE = "apiVersion: v1\nkind: LimitRange\nmetadata: {{name: {0}{1}}}\n"
POD = "apiVersion: v1\nkind: Pod\nmetadata: {{name: web{0}}}\nspec: {{containers: []}}\n"


def written(namespace: str) -> str:
    return f", namespace: {namespace}" if namespace else ""


def judged(files: dict[str, str]) -> list[tuple[bool, bool, bool]]:
    """For each LimitRange, whether it may rule the Pod, surely rules it, and is only presumed."""
    read = [read_text(name, text) for name, text in files.items()]
    objects = Unit.alone(read, complete=True).objects
    (pod,) = objects.pods()
    return [
        (
            may_rule(each, pod.owner, objects),
            rules_surely(each, pod.owner, objects),
            is_presumed(each, pod.owner, objects),
        )
        for each in objects.of(LimitRange)
    ]


@pytest.mark.parametrize(
    ("ruler", "other", "together", "apart"),
    [
        ("shop", "shop", (True, True, False), (True, True, False)),
        ("shop", "test", (False, False, False), (False, False, False)),
        ("", "", (True, True, False), (True, True, False)),
        ("shop", "", (True, True, False), (True, True, True)),
        ("", "shop", (True, True, False), (True, True, True)),
    ],
)
def test_one_limit_range(
    ruler: str, other: str, together: tuple[bool, ...], apart: tuple[bool, ...]
) -> None:
    limits, pod = RANGE.format("limits", written(ruler)), POD.format(written(other))
    assert judged({"all.yaml": f"{limits}---\n{pod}"}) == [together]
    assert judged({"a.yaml": limits, "b.yaml": pod}) == [apart]


def test_files_without_a_namespace_can_be_alternatives() -> None:
    ranges = {f"{name}.yaml": RANGE.format(name, "") for name in ("a", "b")}
    assert judged({**ranges, "pod.yaml": POD.format("")}) == [(True, False, False)] * 2
    both = "---\n".join(ranges.values())
    assert judged({"a.yaml": both, "pod.yaml": POD.format("")}) == [(True, True, False)] * 2


def test_with_several_namespaces_nothing_is_presumed() -> None:
    other = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: test}\n"
    files = {
        "a.yaml": RANGE.format("a", written("shop")),
        "b.yaml": POD.format(""),
        "c.yaml": other,
    }
    assert judged(files) == [(True, False, True)]


def test_of_namesakes_the_one_in_the_same_file_counts() -> None:
    limits, pod = RANGE.format("limits", written("shop")), POD.format(written("shop"))
    files = {"a.yaml": limits, "b.yaml": f"{limits}---\n{pod}"}
    assert judged(files) == [(False, False, False), (True, True, False)]
    assert judged({"a.yaml": limits, "b.yaml": limits, "c.yaml": pod}) == [(True, False, False)] * 2


def test_a_patch_rules_nothing_surely() -> None:
    limits = RANGE.format("limits", written("shop")) + "spec: {$patch: replace}\n"
    assert judged({"a.yaml": limits, "b.yaml": POD.format(written("shop"))}) == [(True, False, False)]  # fmt: skip
