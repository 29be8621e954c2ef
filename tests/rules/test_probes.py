"""What the examples of the rules about probes and hooks do not show: options, and whole units."""

from __future__ import annotations

from pathlib import Path

import pytest

from podlint.api.linting import lint_paths, lint_text
from podlint.config.config import Config
from podlint.finding.severity import Profile

STRICT = Config(profile=Profile.STRICT)

SAME_SOCKET = """\
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: app:1.4
      livenessProbe:
        tcpSocket: {port: 8080}
        failureThreshold: %d
      readinessProbe:
        tcpSocket: {port: 8080}
"""


def found(text: str, rule: str, config: Config | None = None) -> list[int]:
    """The lines in which a rule finds something."""
    findings = lint_text(text, config=config or STRICT).findings
    lines = [each.location.span for each in findings if each.rule == rule]
    return [each.start_line for each in lines if each]


@pytest.mark.parametrize(("threshold", "lines"), [(3, [9]), (5, [])])
def test_probes_that_open_connections_are_compared_on_request(
    threshold: int, lines: list[int]
) -> None:
    rule = "liveness-as-strict-as-readiness"
    asked = Config(options={rule: {"every_handler": True}})
    assert found(SAME_SOCKET % threshold, rule) == []
    assert found(SAME_SOCKET % threshold, rule, asked) == lines


def test_the_longest_pause_may_be_chosen() -> None:
    text = SAME_SOCKET.partition("      readinessProbe")[0] % 1
    asked = Config(options={"impatient-liveness-probe": {"seconds": 0}})
    assert found(text, "impatient-liveness-probe") == [11]
    assert found(text, "impatient-liveness-probe", asked) == []


JOB = """\
apiVersion: batch/v1
kind: Job
metadata:
  name: import
spec:
  template:
    metadata:
      labels: {app: import}
    spec:
      restartPolicy: Never
      containers:
        - name: import
          image: import:3
          readinessProbe:
            httpGet: {path: /ready, port: 8080}
"""

SERVICE = """\
apiVersion: v1
kind: Service
metadata:
  name: import
spec:
  selector: {app: import}
  ports: [{port: 8080}]
"""


def test_a_service_in_another_file_needs_the_readiness_of_a_job(tmp_path: Path) -> None:
    (tmp_path / "job.yaml").write_text(JOB, encoding="utf-8")
    report = lint_paths([tmp_path / "job.yaml"], config=STRICT)
    assert "readiness-probe-on-job" in {each.rule for each in report.findings}
    (tmp_path / "service.yaml").write_text(SERVICE, encoding="utf-8")
    report = lint_paths([tmp_path / "job.yaml"], config=STRICT)
    assert "readiness-probe-on-job" not in {each.rule for each in report.findings}


def test_nothing_is_demanded_of_jobs() -> None:
    text = JOB.partition("          readinessProbe")[0]
    assert not [
        each.rule
        for each in lint_text(SERVICE + "---\n" + text, config=STRICT).findings
        if each.rule.startswith("missing-") and "probe" in each.rule
    ]


def test_a_named_port_of_digits_is_told_once() -> None:
    text = SAME_SOCKET.replace("port: 8080", 'port: "8080"') % 3
    assert found(text, "undefined-probe-port") == []
    assert found(text, "invalid-port-name") == [10, 13]
