"""Numbers that somebody wrote, however long, in whichever digits: they are judged, not stumbled on."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import podlint
from podlint.config.config import Config
from podlint.document.numerals import BEYOND, multiple, whole_number
from podlint.pods.commands.connections import connections_of
from podlint.pods.commands.words import never_ends, sleep_seconds
from podlint.validation import validate
from podlint.validation.durations import duration_fault

HUGE = "9" * 5000
STRICT = Config.model_validate({"profile": "strict", "preview": True})


@given(st.integers(), st.integers(0, 5000), st.sampled_from(["", "+"]))
def test_a_number_is_read_up_to_64_bits(number: int, zeros: int, sign: str) -> None:
    text = f"{'-' if number < 0 else sign}{'0' * zeros}{abs(number)}"
    assert whole_number(text) == max(-BEYOND, min(number, BEYOND))


@pytest.mark.parametrize("text", [HUGE, "1" + "0" * 20, str(BEYOND), f"+{HUGE}"])
def test_a_longer_number_is_beyond(text: str) -> None:
    assert whole_number(text) == BEYOND
    assert whole_number(f"-{text.removeprefix('+')}") == -BEYOND


@pytest.mark.parametrize("text", ["", "+", "-", "1.0", "1e3", " 1", "1_0", "0x1", "²", "٣", "--1"])
def test_other_texts_are_no_numbers(text: str) -> None:
    assert whole_number(text) is None


@given(st.integers(0, 10**1000), st.floats(0, 1e6))
def test_a_multiple_is_exact(amount: int, times: float) -> None:
    exact = Fraction(times) * amount
    assert multiple(amount, times) == exact.numerator // exact.denominator


def pod(**spec: Any) -> dict[str, Any]:
    return {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "a"}, "spec": spec}


def container(**fields: Any) -> dict[str, Any]:
    return pod(containers=[{"name": "app", "image": "app:1.4", **fields}])


def resources(name: str, limit: Any, request: Any) -> dict[str, Any]:
    return container(resources={"limits": {name: limit}, "requests": {name: request}})


def rules(obj: dict[str, Any]) -> dict[str, str]:
    report = podlint.lint_text(json.dumps(obj), config=STRICT)
    assert not report.errors
    return {finding.rule: finding.message for finding in report.findings}


@pytest.mark.parametrize("limit", ["1e400", "1e999", "9" * 300])
def test_a_limit_may_be_larger_than_any_float(limit: str) -> None:
    for name in ("memory", "cpu"):
        message = rules(resources(name, limit, "1"))["limit-far-above-request"]
        assert "more than 1000000 times its request" in message
    assert "limit-far-above-request" not in rules(resources("memory", limit, limit))


def test_a_heap_is_compared_with_a_limit_larger_than_any_float() -> None:
    java = {"command": ["java", "-Xmx2g"], "resources": {"limits": {"memory": "1e400"}}}
    assert "heap-exceeds-memory-limit" not in rules(container(**java))
    java = {"command": ["java", f"-Xmx{HUGE}g"], "resources": {"limits": {"memory": "1Gi"}}}
    assert "heap-exceeds-memory-limit" in rules(container(**java))


def test_an_init_container_may_request_more_than_any_float() -> None:
    amounts = {"requests": {"memory": "1e400"}}
    init = {"name": "init", "image": "app:1.4", "resources": amounts}
    small = {"requests": {"memory": "1Gi"}}
    obj = container(resources=small)
    obj["spec"]["initContainers"] = [init]
    assert "init-request-dominates" in rules(obj)
    obj = container(resources=amounts)
    obj["spec"]["initContainers"] = [{**init, "resources": small}]
    assert "init-request-dominates" not in rules(obj)


@pytest.mark.parametrize(("port", "advised"), [("8080", True), (HUGE, False), ("²", False)])
def test_quotes_are_to_be_removed_only_around_what_is_a_number_then(
    port: str, advised: bool
) -> None:
    report = podlint.lint_text(json.dumps(container(ports=[{"containerPort": port}])))
    (found,) = [each for each in report.findings if each.rule == "wrong-type"]
    assert (found.help == "Write `8080` without quotes.") == advised
    assert bool(found.fix) == advised


@pytest.mark.parametrize("port", [HUGE, "٣", "99999"])
def test_a_probe_may_ask_anything(port: str) -> None:
    found = rules(container(livenessProbe={"httpGet": {"port": port, "path": "/"}}))
    assert "invalid-port-name" in found


@pytest.mark.parametrize("value", [f"{HUGE}%", "²%", "٣%", HUGE, "-5%", ""])
def test_shares_of_pods_may_be_anything(value: str, tmp_path: Path) -> None:
    labels = {"app": "web"}
    template = {"metadata": {"labels": labels}, "spec": container()["spec"]}
    selector = {"matchLabels": labels}
    strategy = {"rollingUpdate": {"maxSurge": value, "maxUnavailable": value}}
    deployment = {
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "metadata": {"name": "web"},
        "spec": {"selector": selector, "template": template, "strategy": strategy},
    }
    budget = {
        "apiVersion": "policy/v1",
        "kind": "PodDisruptionBudget",
        "metadata": {"name": "web"},
        "spec": {"minAvailable": value, "selector": selector},
    }
    items = {"apiVersion": "v1", "kind": "List", "items": [deployment, budget]}
    (tmp_path / "web.json").write_text(json.dumps(items), encoding="utf-8")
    report = podlint.lint_paths([tmp_path], config=STRICT)
    assert not report.errors
    assert "invalid-update-strategy" in {finding.rule for finding in report.findings}


def test_a_share_of_more_than_all_pods_is_refused_however_large() -> None:
    labels = {"app": "web"}
    deployment = {
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "metadata": {"name": "web"},
        "spec": {
            "selector": {"matchLabels": labels},
            "template": {"metadata": {"labels": labels}, "spec": container()["spec"]},
            "strategy": {"rollingUpdate": {"maxUnavailable": f"{HUGE}%"}},
        },
    }
    (error,) = validate(deployment)
    assert "greater than 100%" in str(error)


@pytest.mark.parametrize(
    ("command", "port"),
    [
        ("nc -z db 5432", 5432),
        (f"exec 3<>/dev/tcp/db/{HUGE}", None),
        (f"curl http://db:{HUGE}/", None),
        (f"psql -h db -p {HUGE}", None),
        ("exec 3<>/dev/tcp/db/٣", None),
    ],
)
def test_a_port_that_is_none_is_not_known(command: str, port: int | None) -> None:
    assert [each.port for each in connections_of(["sh", "-c", command])] == [port]


@pytest.mark.parametrize("time", [HUGE, f"{HUGE}d", "inf", "1" + "0" * 15])
def test_a_sleep_of_centuries_never_ends(time: str) -> None:
    assert sleep_seconds(["sleep", time]) == float("inf")
    assert never_ends(["sleep", time])
    hook = {"preStop": {"exec": {"command": ["sleep", time]}}}
    assert "pre-stop-exceeds-grace-period" in rules(container(lifecycle=hook))


@pytest.mark.parametrize(
    ("text", "valid"),
    [
        ("1h", True),
        (f"{HUGE}h", False),
        (f"0.{HUGE}s", True),
        (f"{'0' * 5000}1s", True),
        ("9223372036s", True),
        ("9223372037s", False),
    ],
)
def test_durations_of_any_length(text: str, valid: bool) -> None:
    assert (not duration_fault(text)) is valid


@pytest.mark.parametrize("schedule", [f"{HUGE} * * * *", f"*/{HUGE} * * * *", f"@every {HUGE}h"])
def test_schedules_of_any_length(schedule: str) -> None:
    job = {"template": {"spec": {**container()["spec"], "restartPolicy": "Never"}}}
    cron = {
        "apiVersion": "batch/v1",
        "kind": "CronJob",
        "metadata": {"name": "a"},
        "spec": {"schedule": schedule, "jobTemplate": {"spec": job}},
    }
    assert [error.path for error in validate(cron)] == [("spec", "schedule")]


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        ("controller.kubernetes.io/pod-deletion-cost", "Pod"),
        ("deprecated.deployment.rollback.to", "Deployment"),
        ("deprecated.daemonset.template.generation", "DaemonSet"),
    ],
)
@pytest.mark.parametrize("sign", ["", "-"])
def test_annotations_that_are_numbers_may_be_of_any_length(key: str, kind: str, sign: str) -> None:
    labels = {"app": "web"}
    obj = container()
    if kind != "Pod":
        template = {"metadata": {"labels": labels}, "spec": obj["spec"]}
        spec = {"selector": {"matchLabels": labels}, "template": template}
        obj = {"apiVersion": "apps/v1", "kind": kind, "metadata": {"name": "a"}, "spec": spec}
    obj["metadata"]["annotations"] = {key: sign + HUGE}
    assert [error.path for error in validate(obj)] == [("metadata", "annotations", key)]


def test_other_texts_with_numbers_of_any_length() -> None:
    sysctl = {"name": "net.ipv4.ip_unprivileged_port_start", "value": HUGE}
    obj = pod(
        securityContext={"sysctls": [sysctl], "runAsUser": 1000},
        hostAliases=[{"ip": f"1.2.3.{HUGE}"}, {"ip": f"::{HUGE}"}],
        dnsConfig={"options": [{"name": "ndots", "value": HUGE}, {"name": f"timeout:{HUGE}"}]},
        containers=[
            {
                "name": "app",
                "image": f"app:{HUGE}",
                "ports": [{"containerPort": 80}],
                "resources": {"limits": {"memory": f"1e{HUGE}", "cpu": f"1e-{HUGE}"}},
            }
        ],
    )
    assert {"invalid-pod-field", "wrong-type"} & rules(obj).keys()
