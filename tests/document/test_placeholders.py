"""Scalars that something else fills in are told apart from values."""

from __future__ import annotations

import pytest

from podlint import lint_text
from podlint.document import load
from podlint.document.placeholders import is_placeholder


@pytest.mark.parametrize(
    "text",
    ["${X}", "${X:-80}", "${X:=d}", "{{ x }}", "${{ x }}", "<X>", "<path:kv/a#b>", "@X@", "@@X@@",
     "%X%", "__X__", "ENC[AES256,data:x]", "ref+vault://a/b"],
)  # fmt: skip
def test_a_whole_scalar_may_be_a_placeholder(text: str) -> None:
    assert is_placeholder(text)
    assert not is_placeholder(f"a {text}")


@pytest.mark.parametrize(
    "text", ["$(X)", "80", "<a", "a@b", "100%", "__", "<1>", "", None, 3, "x" * 2000]
)
def test_other_values_are_none(text: object) -> None:
    assert not is_placeholder(text)


POD = """\
apiVersion: v1
kind: Pod
metadata:
  name: %s
spec:
  terminationGracePeriodSeconds: %s
  containers:
    - name: app
      image: app:1
      ports:
        - containerPort: %s
      resources:
        limits:
          memory: %s
      volumeMounts: [{name: none, mountPath: /x}]
"""


@pytest.mark.parametrize("mark", ["${X}", "<X>", "'@X@'", "'%X%'", "__X__"])
def test_the_value_is_not_judged_and_the_rest_is(mark: str) -> None:
    found = lint_text(POD % ((mark,) * 4)).findings
    assert [each.rule for each in found] == ["undefined-volume"]
    assert len(lint_text(POD % (("A_B",) * 4)).findings) > 3


def test_what_ytt_fills_in_is_a_template() -> None:
    for line in ("#@ load('@ytt:data', 'data')\n", ""):
        report = lint_text(line + POD % ("a", "#@ data.values.x", "80", "1Mi"))
        assert report.findings == ()
        assert [each.reason for each in report.skipped] == ["template: rendered by ytt"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: {cpu: ${CPU}, b: 1}", {"cpu": "${CPU}", "b": 1}),
        ("a: {cpu: ${CPU:-1}, b: [${X}, ${Y:=a,b}]}", {"cpu": "${CPU:-1}", "b": ["${X}", "${Y:=a,b}"]}),
        ("a: {${KEY}: x, 'q': '${Z}'}", {"${KEY}": "x", "q": "${Z}"}),
        ("a: {image: x:${TAG}, b: ${A}/${B}}", {"image": "x:${TAG}", "b": "${A}/${B}"}),
        ("a: {b: ${C}, d: @E@}", {"b": "${C}", "d": "@E@"}),
    ],
)  # fmt: skip
def test_variables_may_be_in_flow_collections(text: str, value: object) -> None:
    (document,) = load(text)
    assert document.error is None
    assert document.data == {"a": value}


@pytest.mark.parametrize(
    "text", ["a: {b: ${C}", "a: {b: $ {C}}", "a: {b: ${}}", "\ue001: {b: ${C}}"]
)
def test_what_is_no_variable_stays_unreadable(text: str) -> None:
    (document,) = load(text)
    assert document.error is not None


def test_a_finding_beside_a_variable_is_at_its_place() -> None:
    text = (
        "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a, image: x:1, "
        "resources: {limits: {cpu: ${CPU}}}, securityContext: {privileged: true}}]}\n"
    )
    (found,) = lint_text(text).findings
    assert found.rule == "privileged-container"
    span = found.location.span
    assert span is not None
    assert text.splitlines()[3][span.start_column - 1 :].startswith("true")
