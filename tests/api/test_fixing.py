"""Functions that fix texts and objects, and change nothing of what they are given."""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import podlint
from podlint.rule.examples import read_example
from podlint.rule.packs import builtin_rules

PROBE = {"timeoutSeconds": 5, "periodSeconds": 2, "httpGet": {"port": 80}}
POD: dict[str, Any] = {
    "apiVersion": "v1",
    "kind": "Pod",
    "metadata": {"name": "web", "annotations": {"a": "ä 😀"}},
    "spec": {"containers": [{"name": "a", "image": "nginx:1.27", "readinessProbe": PROBE}]},
}
TEXT = """\
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
    - name: a # the server
      image: nginx:1.27
      readinessProbe: {timeoutSeconds: 5, periodSeconds: 2, httpGet: {port: 80}}
"""
TIMEOUT = "probe-timeout-exceeds-period"


def test_a_text_keeps_its_comments() -> None:
    fixed, report = podlint.fix_text(TEXT, name="web.yaml", unsafe=True)
    assert fixed.after == TEXT.replace("periodSeconds: 2", "periodSeconds: 5")
    assert (fixed.path, fixed.before, [each.rule for each in fixed.fixed]) == (
        "web.yaml",
        TEXT,
        [TIMEOUT],
    )
    assert report == podlint.lint_text(fixed.after, name="web.yaml")


def test_unsafe_fixes_are_made_only_if_asked_for() -> None:
    fixed, report = podlint.fix_text(TEXT)
    assert fixed.after == TEXT
    assert TIMEOUT in [each.rule for each in report.findings]
    (same,), _ = podlint.fix_objects([POD])
    assert same.object is POD
    assert same.fixed == ()


def test_objects_are_fixed_as_copies() -> None:
    before = deepcopy(POD)
    (empty, fixed), report = podlint.fix_objects([None, POD], unsafe=True)
    assert before == POD
    assert empty.object is None
    expected = deepcopy(POD)
    expected["spec"]["containers"][0]["readinessProbe"]["periodSeconds"] = 5
    assert fixed.object == expected
    assert report == podlint.lint_objects([None, expected])


def test_findings_of_objects_have_no_positions() -> None:
    (fixed,), _ = podlint.fix_objects([POD], unsafe=True)
    before = [each for each in podlint.lint_objects([POD]).findings if each.rule == TIMEOUT]
    assert list(fixed.fixed) == before
    assert fixed.fixed[0].location.span is None


def test_an_object_that_is_not_json_stays_and_the_others_are_fixed() -> None:
    odd = {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": date(2026, 1, 1)}}
    (kept, fixed), report = podlint.fix_objects([odd, POD], unsafe=True)
    assert kept.object is odd
    assert [each.rule for each in fixed.fixed] == [TIMEOUT]
    assert [each.path for each in report.errors] == ["objects[0]"]


def test_a_single_object_is_refused() -> None:
    with pytest.raises(TypeError, match="a collection of objects"):
        podlint.fix_objects(POD)  # type: ignore[arg-type]


EXAMPLES = [read_example(example).text for each in builtin_rules() for example in each.rule.bad]


@given(st.lists(st.sampled_from(EXAMPLES), min_size=1, max_size=3), st.booleans())
def test_objects_get_the_fixes_that_their_text_gets(texts: list[str], unsafe: bool) -> None:
    """What is fixed does not depend on whether the objects are text or data."""
    from podlint.document import load

    documents = [each for text in texts for each in load(text)]
    objects = [each.data for each in documents if isinstance(each.data, dict)]
    stream = "\n".join(json.dumps(each) for each in objects)
    text, _ = podlint.fix_text(stream, unsafe=unsafe)
    done, _ = podlint.fix_objects(objects, unsafe=unsafe)
    assert [each.object for each in done] == [each.data for each in load(text.after)]
