"""The words for the API server's errors and warnings: container, field, value, what is wrong."""

from __future__ import annotations

import pytest

from podlint import Config, lint_text
from podlint.targets.server_phrases import plain

POD = """
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  %s
  containers:
    - name: app
      image: app:1.4
      %s
"""


def found(spec: str = "", container: str = "") -> list[tuple[str, str | None]]:
    """Message and help of each finding about a Pod."""
    text = POD % (spec or "hostNetwork: false", container or "stdin: false")
    report = lint_text(text, config=Config(select=("validity/*",)))
    return [(each.message, each.help) for each in report.findings]


@pytest.mark.parametrize(
    ("spec", "container", "message", "help_"),
    [
        (
            "",
            "resources: {limits: {memory: -1Gi}}",
            "container `app`: `resources.limits.memory: -1Gi` is negative",
            "Set `memory` to 0 or more.",
        ),
        (
            "",
            "env: [{name: MODE, value: a, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]",
            "variable `MODE` in container `app`: `valueFrom` cannot be combined with `value`",
            "Remove `valueFrom` or `value`.",
        ),
        (
            "",
            'livenessProbe: {tcpSocket: {port: "80"}}',
            'container `app`: `tcpSocket.port: "80"` is a string instead of a number',
            "Write `port: 80` without quotes.",
        ),
        (
            "volumes: [{name: data, nfs: {server: a, path: srv}}]",
            "",
            "volume `data`: `nfs.path: srv` is not an absolute path",
            "Write a path that starts with `/`.",
        ),
        (
            "shareProcessNamespace: true\n  hostPID: true",
            "",
            "`spec.shareProcessNamespace: true` cannot be combined with `hostPID: true`",
            "Remove `shareProcessNamespace` or `hostPID`.",
        ),
        (
            "",
            "env: [{name: MODE, value: a}, {name: MODE, value: b}]",
            "container `app`: variable `MODE` is set twice",
            "Remove one of the two entries. The last entry takes precedence.",
        ),
        (
            'hostAliases: [{ip: "2001:DB8::1", hostnames: [a]}]',
            "",
            "`hostAliases[0].ip: 2001:DB8::1` is not in canonical IPv6 form",
            "Use `2001:db8::1`.",
        ),
    ],
)
def test_message_and_help_suffice(spec: str, container: str, message: str, help_: str) -> None:
    assert found(spec, container) == [(message, help_)]


def test_an_invisible_space_is_shown_in_quotes() -> None:
    text = (POD % ("hostNetwork: false", "stdin: false")).replace("app:1.4", '" app:1.4"')
    (finding,) = lint_text(text, config=Config(select=("validity/*",))).findings
    assert finding.message == (
        'container `app`: `image: " app:1.4"` has leading or trailing whitespace'
    )


def test_a_long_message_names_no_container() -> None:
    text = POD.replace("name: app", f"name: {'a' * 63}") % (
        "hostNetwork: false",
        "volumeMounts: [{name: data, mountPath: /d, mountPropagation: Bidirectional}]",
    )
    text = text.replace("hostNetwork: false", "volumes: [{name: data, emptyDir: {}}]")
    (finding,) = lint_text(text, config=Config(select=("invalid-mount",))).findings
    assert len(finding.message) <= 120
    assert "is only allowed in privileged containers" in finding.message


@pytest.mark.parametrize(
    ("detail", "said"),
    [
        (
            "must be greater than or equal to aggregate container requests of 1",
            "is less than the containers' total (1)",
        ),
        (
            "end of range (25) above maximum (23): 25",
            "contains 25, but at most 23 is valid there",
        ),
        (
            "beginning of range (0) below minimum (1): 0",
            "contains 0, but at least 1 is valid there",
        ),
        (
            "/v1, Kind=Event is disallowed from being an owner",
            "names kind `Event` as its owner",
        ),
    ],
)
def test_words_of_the_server_stay_in_a_plain_statement(detail: str, said: str) -> None:
    assert plain(detail) == said


@pytest.mark.parametrize("rule", ["invalid-object-name", "invalid-name", "invalid-port-name"])
def test_invisible_characters_are_shown_as_escapes(rule: str) -> None:
    text = r"""
apiVersion: v1
kind: Pod
metadata: {name: "w\x07"}
spec:
  containers:
    - name: "w\u202e"
      image: app:1.4
      ports: [{name: "w\x1b", containerPort: 80}]
"""
    (finding,) = lint_text(text, config=Config(select=(rule,))).findings
    escape = {"invalid-object-name": r"w\x07", "invalid-name": r"w\u202e"}.get(rule, r"w\x1b")
    assert f"{escape}`" in finding.message


@pytest.mark.parametrize(
    ("letter", "unit"), [("a", "characters"), ("\N{CYRILLIC SMALL LETTER IE}", "bytes")]
)
def test_a_length_is_in_bytes_if_these_are_not_the_characters(letter: str, unit: str) -> None:
    long = letter * 64
    text = (POD % ("hostNetwork: false", "stdin: false")).replace(
        "name: web", f"name: web, labels: {{app: {long}, {long}: b}}"
    )
    (value, key) = lint_text(text, config=Config(select=("invalid-label",))).findings
    assert value.message.endswith(f"is longer than 63 {unit}")
    assert key.message.endswith(f"has a name of more than 63 {unit}")
    text = POD.replace("name: app", f"name: {long}") % ("hostNetwork: false", "stdin: false")
    (name,) = lint_text(text, config=Config(select=("invalid-name",))).findings
    assert f"is longer than 63 {unit}" in name.message
    if unit == "bytes":
        assert name.help == "Shorten `name` to 63 bytes or fewer."


def test_a_restart_policy_that_a_job_does_not_support_is_not_called_incomplete() -> None:
    text = """
apiVersion: batch/v1
kind: Job
metadata: {name: once}
spec:
  template:
    spec:
      restartPolicy: Always
      containers: [{name: app, image: app:1.4}]
"""
    (finding,) = lint_text(text, config=Config(select=("unsuitable-restart-policy",))).findings
    assert finding.message == "`spec.restartPolicy: Always` must be `OnFailure` or `Never`"
