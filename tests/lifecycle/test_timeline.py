"""The life of a Pod: order of the start, time to ready, kills, restarts, phases, shut-down."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from podlint.document import Document
from podlint.lifecycle import BACK_OFF, BACK_OFF_RESET, Bounds, Timeline, timeline, until_killed
from podlint.models import Container, decode
from podlint.models.workloads import pods_of


def life(*containers: dict[str, Any], inits: list[dict[str, Any]] | None = None, **spec: Any) -> Timeline:  # fmt: skip
    named = [{"name": f"app{number}", **each} for number, each in enumerate(containers)]
    before = [{"name": f"init{number}", **each} for number, each in enumerate(inits or [])]
    data = {"initContainers": before, "containers": named, **spec}
    (decoded,) = decode(Document.of({"apiVersion": "v1", "kind": "Pod", "spec": data}))
    assert not [each for each in decoded.faults if each.kind != "missing-required-field"]
    (pod,) = pods_of(decoded.object)
    return timeline(pod.spec)


SIDECAR = {"restartPolicy": "Always"}
HTTP = {"httpGet": {"port": 80}}


def test_a_plain_pod_may_be_ready_at_once_and_runs_for_ever() -> None:
    found = life({})
    assert found.ready == (0, 0)
    assert found.phases == ()
    assert (found.starts[0].budget, found.starts[0].hang, found.deadline) == (None, None, None)


def test_init_containers_run_one_after_another_before_the_apps() -> None:
    found = life({}, {}, inits=[{}, SIDECAR, {}])
    assert [each.container.name for each in found.starts] == ["init0", "init1", "init2", "app0", "app1"]  # fmt: skip
    assert [each.gate for each in found.starts] == ["ends", "runs", "ends", "runs", "runs"]
    assert [each.begins for each in found.starts] == [(0, 0), (0, None), (0, None), (0, None), (0, None)]  # fmt: skip
    assert [each.ready is None for each in found.starts] == [True, False, True, False, False]
    assert found.ready == (0, None)


def test_a_sidecar_holds_up_what_comes_after_it_until_its_startup_probe_succeeds() -> None:
    probe = {**HTTP, "initialDelaySeconds": 7}
    readiness = {**HTTP, "initialDelaySeconds": 60}
    found = life({}, inits=[{**SIDECAR, "startupProbe": probe, "readinessProbe": readiness}])
    sidecar, app = found.starts
    assert (sidecar.gate, sidecar.opens, app.begins) == ("startup probe", (7, None), (7, None))
    assert sidecar.ready == (60, None)
    assert found.ready == (60, None)


def test_app_containers_wait_for_the_hook_of_the_one_before_and_for_no_probe() -> None:
    hook = {"lifecycle": {"postStart": {"sleep": {"seconds": 20}}}}
    unknown = {"lifecycle": {"postStart": {"exec": {"command": ["warm-up"]}}}}
    found = life({**hook, "startupProbe": {**HTTP, "initialDelaySeconds": 50}}, unknown, {})
    assert [each.gate for each in found.starts] == ["postStart", "postStart", "runs"]
    assert [each.begins for each in found.starts] == [(0, 0), (20, 20), (20, None)]
    assert found.ready == (50, None)


def test_probes_count_from_the_start_of_their_container() -> None:
    readiness = {**HTTP, "initialDelaySeconds": 5, "successThreshold": 3, "periodSeconds": 4}
    startup = {**HTTP, "initialDelaySeconds": 10}
    assert life({"readinessProbe": readiness}).ready == (13, None)
    assert life({"readinessProbe": readiness, "startupProbe": startup}).ready == (13, None)
    assert life({"startupProbe": startup}).ready == (10, None)


@pytest.mark.parametrize(
    ("probe", "expected"),
    [
        ({}, (20, 31)),  # 3 checks, 10 s apart: the first within 10 s, the last takes 1 s
        ({"initialDelaySeconds": 30, "failureThreshold": 1}, (30, 41)),
        ({"periodSeconds": 5, "timeoutSeconds": 8, "failureThreshold": 4}, (15, 37)),
        ({"periodSeconds": 10, "failureThreshold": 30}, (290, 301)),
        ({"periodSeconds": 0, "timeoutSeconds": 0, "failureThreshold": 0}, (20, 31)),
    ],
)
def test_a_probe_gives_a_container_so_long_to_start(
    probe: dict[str, int], expected: tuple[int, int]
) -> None:
    for name in ("startupProbe", "livenessProbe"):
        (start,) = life({name: {**HTTP, **probe}}).starts
        assert start.budget == expected


def test_the_startup_probe_holds_the_liveness_probe_back() -> None:
    slow = {**HTTP, "failureThreshold": 60}
    (start,) = life({"startupProbe": slow, "livenessProbe": HTTP}).starts
    assert start.budget == (590, 601)
    assert life({"readinessProbe": slow}).starts[0].budget is None


@pytest.mark.parametrize(
    ("probe", "pod", "expected"),
    [
        ({}, {}, (21, 61)),  # 2 × 10 s + 1 s to notice, up to 10 s more, then 30 s to end
        ({"timeoutSeconds": 5, "periodSeconds": 20}, {"terminationGracePeriodSeconds": 60}, (45, 125)),
        ({"terminationGracePeriodSeconds": 5}, {"terminationGracePeriodSeconds": 60}, (21, 36)),
        ({"failureThreshold": 1, "timeoutSeconds": 15}, {"terminationGracePeriodSeconds": 0}, (15, 32)),
    ],
)  # fmt: skip
def test_a_container_that_hangs_is_gone_after_so_long(
    probe: dict[str, int], pod: dict[str, int], expected: tuple[int, int]
) -> None:
    (start,) = life({"livenessProbe": {**HTTP, **probe}}, **pod).starts
    assert start.hang == expected


@pytest.mark.parametrize(
    ("policy", "own", "expected"),
    [
        ("Always", None, ("restarted", "restarted", ())),
        ("OnFailure", None, ("stays ended", "restarted", ("Succeeded",))),
        ("Never", None, ("stays ended", "stays ended", ("Succeeded", "Failed"))),
        ("Always", "Never", ("stays ended", "stays ended", ("Succeeded", "Failed"))),
        ("Never", "OnFailure", ("stays ended", "restarted", ("Succeeded",))),
        ("Never", "Always", ("restarted", "restarted", ())),
    ],
)
def test_the_restart_policy_says_what_the_end_of_an_app_container_leads_to(
    policy: str, own: str | None, expected: tuple[str, str, tuple[str, ...]]
) -> None:
    found = life({"restartPolicy": own} if own else {}, restartPolicy=policy)
    (ending,) = found.endings
    assert (ending.on_success, ending.on_failure, found.phases) == expected
    assert ending.policy == (own or policy)


def test_an_init_container_that_fails_is_tried_again_or_fails_the_pod() -> None:
    for policy, expected in (("Always", "restarted"), ("OnFailure", "restarted"), ("Never", "Pod fails")):  # fmt: skip
        found = life({"restartPolicy": "Always"}, inits=[{}], restartPolicy=policy)
        assert [each.on_failure for each in found.endings] == [expected, "restarted"]
        assert found.endings[0].on_success == "next starts"
        assert found.phases == (("Failed",) if policy == "Never" else ())


def test_sidecars_are_always_restarted_and_have_no_part_in_the_phase() -> None:
    found = life({}, inits=[SIDECAR], restartPolicy="Never")
    assert (found.endings[0].on_success, found.endings[0].on_failure) == ("restarted", "restarted")
    assert found.phases == ("Succeeded", "Failed")


def test_one_container_that_never_stays_ended_keeps_the_pod_running() -> None:
    found = life({}, {"restartPolicy": "Always"}, restartPolicy="Never")
    assert found.phases == ()


def test_a_pod_fails_if_one_container_has_failed_when_all_have_ended() -> None:
    found = life({"restartPolicy": "OnFailure"}, {"restartPolicy": "Never"})
    assert found.phases == ("Succeeded", "Failed")


@pytest.mark.parametrize(
    ("operator", "values", "expected"),
    [
        ("In", [42], ("stays ended", "stays ended", ("Succeeded", "Failed"))),
        ("In", [0], ("restarted", "stays ended", ("Failed",))),
        ("In", [0, 42], ("restarted", "stays ended", ("Failed",))),
        ("NotIn", [0], ("stays ended", "restarted", ("Succeeded",))),
        ("NotIn", [42], ("restarted", "stays ended", ("Failed",))),
    ],
)
def test_rules_for_exit_codes_restart_what_would_stay_ended(
    operator: str, values: list[int], expected: tuple[str, str, tuple[str, ...]]
) -> None:
    rules = [{"action": "Restart", "exitCodes": {"operator": operator, "values": values}}]
    found = life({"restartPolicy": "Never", "restartPolicyRules": rules})
    (ending,) = found.endings
    assert (ending.on_success, ending.on_failure, found.phases) == expected
    assert ending.codes
    without_policy = life({"restartPolicyRules": rules}, restartPolicy="Never")
    assert not without_policy.endings[0].codes
    assert without_policy.phases == ("Succeeded", "Failed")


def test_the_pause_before_a_restart_doubles_up_to_five_minutes() -> None:
    assert BACK_OFF[:3] == (0, 10, 20)
    pairs = pairwise(BACK_OFF[1:])
    assert all(after == min(2 * before, 300) for before, after in pairs)
    assert (BACK_OFF[-1], BACK_OFF_RESET) == (300, 600)


def test_shut_down_runs_the_hook_then_signals_then_kills() -> None:
    sleep = {"lifecycle": {"preStop": {"sleep": {"seconds": 10}}}}
    script = {"lifecycle": {"preStop": {"exec": {"command": ["drain"]}}, "stopSignal": "SIGUSR1"}}
    found = life(sleep, script, {}, terminationGracePeriodSeconds=45)
    first, second, third = found.stops
    assert (first.hook, first.signalled, first.left, first.killed) == (
        (10, 10),
        (10, 10),
        (35, 35),
        45,
    )
    assert (second.hook, second.signalled, second.left, second.killed) == (
        (0, 45),
        (0, 45),
        (2, 45),
        47,
    )
    assert (third.hook, third.signalled, third.left, third.killed) == (None, (0, 0), (45, 45), 45)
    assert [each.signal for each in found.stops] == ["SIGTERM", "SIGUSR1", "SIGTERM"]
    assert found.gone == 47


def test_sidecars_are_stopped_last_in_reverse_order_in_what_is_left() -> None:
    found = life({}, inits=[SIDECAR, {}, SIDECAR])
    assert [each.container.name for each in found.stops] == ["app0", "init2", "init0"]
    assert [each.signalled for each in found.stops] == [(0, 0), (0, 30), (0, 30)]
    assert (found.stops[1].left, found.gone) == ((2, 30), 32)


def test_the_hook_of_a_sidecar_does_not_wait_for_the_apps() -> None:
    hook = {"lifecycle": {"preStop": {"sleep": {"seconds": 10}}}}
    (_, sidecar) = life(hook, inits=[{**SIDECAR, **hook}]).stops
    assert (sidecar.hook, sidecar.signalled, sidecar.left) == ((10, 10), (10, 30), (2, 20))


def test_no_grace_means_no_hook_and_two_seconds() -> None:
    hook = {"lifecycle": {"preStop": {"exec": {"command": ["drain"]}}}}
    (stop,) = life(hook, terminationGracePeriodSeconds=0).stops
    assert (stop.hook, stop.signalled, stop.left, stop.killed) == (None, (0, 0), (2, 2), 2)


def test_a_hook_runs_before_a_container_that_hangs_is_killed() -> None:
    hook = {"lifecycle": {"preStop": {"sleep": {"seconds": 10}}}}
    script = {"lifecycle": {"preStop": {"exec": {"command": ["drain"]}}}}
    found = life({"livenessProbe": HTTP, **hook}, {"livenessProbe": HTTP, **script})
    assert [each.hang for each in found.starts] == [(31, 61), (21, 63)]
    (sidecar, _) = life({}, inits=[{**SIDECAR, "livenessProbe": HTTP}]).starts
    assert sidecar.hang == (21, 61)


def test_the_deadline_of_the_pod_is_part_of_its_timeline() -> None:
    assert life({}, activeDeadlineSeconds=600).deadline == 600


@pytest.mark.parametrize(
    ("bounds", "expected"),
    [
        (Bounds(30, 30), "30 s"), (Bounds(10, 30), "10 s to 30 s"), (Bounds(0, 30), "at most 30 s"),
        (Bounds(125, None), "at least 2 min 5 s"), (Bounds(0, None), "any time"),
        (Bounds(0, 0), "0 s"), (Bounds(119, 7140), "119 s to 119 min"), (Bounds(120, 7200), "2 min to 2 h"), (Bounds(0, 9000), "at most 2 h 30 min"),
    ],
)  # fmt: skip
def test_bounds_read_as_people_speak(bounds: Bounds, expected: str) -> None:
    assert str(bounds) == expected


def test_bounds_add_up_and_run_side_by_side() -> None:
    assert Bounds(1, 2).plus(Bounds(10, None)) == (11, None)
    assert Bounds(1, 20).plus(Bounds(10, 10)) == (11, 30)
    assert Bounds(1, 20).and_also(Bounds(10, 10)) == (10, 20)
    assert Bounds(1, None).and_also(Bounds(10, 10)) == (10, None)
    assert Bounds(1, 5).and_also(Bounds(10, 30)) == (10, 30)
    assert Bounds(0, 0).plus(Bounds(5, 5)) == (5, 5)
    assert Bounds(5, 5).plus(Bounds(0, 0)) == (5, 5)


def test_a_rule_without_exit_codes_restarts_nothing() -> None:
    found = life({"restartPolicy": "Never", "restartPolicyRules": [{"action": "Restart"}]})
    (ending,) = found.endings
    assert (ending.on_success, ending.on_failure) == ("stays ended", "stays ended")


def test_the_probes_and_hooks_that_an_init_container_may_not_have_count_for_nothing() -> None:
    hooked = {"livenessProbe": HTTP, "readinessProbe": HTTP, "startupProbe": HTTP}
    start, _ = life({}, inits=[hooked]).starts
    assert (start.gate, start.ready, start.budget, start.hang) == ("ends", None, None, None)


def test_a_sleep_without_seconds_takes_no_time() -> None:
    idle = {"lifecycle": {"postStart": {"sleep": {}}, "preStop": {"sleep": {}}}}
    found = life(idle, {})
    assert found.starts[1].begins == (0, 0)
    assert (found.stops[0].hook, found.stops[0].signalled) == ((0, 0), (0, 0))
    assert found.stops[0].killed == 30


@pytest.mark.parametrize("grace", [0, -1, -5])
def test_a_grace_period_below_0_is_none(grace: int) -> None:
    hook = {"lifecycle": {"preStop": {"exec": {"command": ["drain"]}}}}
    probe = {"livenessProbe": {**HTTP, "terminationGracePeriodSeconds": grace}}
    assert life({**hook, **probe}).starts[0].hang == (21, 33)
    (stop,) = life(hook, terminationGracePeriodSeconds=grace).stops
    assert (stop.hook, stop.signalled, stop.killed) == (None, (0, 0), 2)


def test_a_container_of_no_pod_has_30_seconds_to_end() -> None:
    alone = Container.model_validate({"livenessProbe": HTTP})
    assert until_killed(alone) == (21, 61)


def test_a_pod_without_containers_has_nothing_to_wait_for() -> None:
    found = life()
    assert (found.ready, found.gone, found.phases) == ((0, 0), 0, ())
