"""What a Pod asks for, told through cases that people meet, and how one asks podlint for it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podlint.document import Document, load
from podlint.models import Container, Pod, Quantity, decode
from podlint.models.workloads import pods_of
from podlint.resources import PodResources, effective, limit_of


def container(name: str = "app", policy: str | None = None, **requests: str) -> dict[str, Any]:
    made = {"name": name, "resources": {"requests": requests}}
    return {**made, "restartPolicy": policy} if policy else made


def pod(*containers: dict[str, Any], inits: list[dict[str, Any]] | None = None, **spec: Any) -> PodResources:  # fmt: skip
    return effective(
        {"kind": "Pod", "spec": {"initContainers": inits, "containers": containers, **spec}}
    )


def printed(amounts: dict[str, Quantity]) -> dict[str, str]:
    return {name: str(amount) for name, amount in amounts.items()}


def test_app_containers_add_up_and_init_containers_do_not() -> None:
    found = pod(
        container("a", cpu="300m"), container("b", cpu="200m"),
        inits=[container("one", cpu="400m"), container("two", cpu="450m")],
    )  # fmt: skip
    assert printed(found.requests) == {"cpu": "500m"}
    assert found.deciding("cpu") is found.running
    assert found.start_up_only == {}


def test_a_large_init_container_decides_and_leaves_a_reserve() -> None:
    found = pod(container(cpu="500m", memory="1Gi"), inits=[container("migrate", cpu="4")])
    assert printed(found.requests) == {"cpu": "4", "memory": "1Gi"}
    step = found.deciding("cpu")
    assert step is not None
    assert step.container is not None
    assert step.container.name == "migrate"
    assert printed(found.start_up_only) == {"cpu": "3500m"}
    assert found.scheduled == {"cpu": 4000, "memory": 2**30}


def test_the_running_pod_decides_where_a_step_of_the_start_needs_as_much() -> None:
    found = pod(container(memory="1Gi"), inits=[container("migrate", memory="1073741824")])
    assert found.deciding("memory") is found.running
    assert printed(found.requests) == {"memory": "1Gi"}


@pytest.mark.parametrize(("order", "expected"), [("sidecar first", "5"), ("sidecar last", "4")])
def test_a_sidecar_counts_beside_the_init_containers_after_it(order: str, expected: str) -> None:
    inits = [container("proxy", "Always", cpu="1"), container("migrate", cpu="4")]
    found = pod(container(cpu="1"), inits=inits if order == "sidecar first" else inits[::-1])
    assert printed(found.requests) == {"cpu": expected}
    assert [each.name for each in found.running.alongside] == ["proxy", "app"]
    starts = [step.container.name for step in found.steps if step.container]
    assert starts == [each["name"] for each in (inits if expected == "5" else inits[::-1])]
    alongside = {step.container.name: step.alongside for step in found.steps if step.container}
    assert [each.name for each in alongside["migrate"]] == (["proxy"] if expected == "5" else [])
    assert alongside["proxy"] == ()


def test_resources_of_the_pod_replace_those_of_its_containers_and_overhead_comes_on_top() -> None:
    found = pod(
        container(cpu="500m", **{"ephemeral-storage": "1Gi"}),
        inits=[container("migrate", cpu="4")],
        resources={"requests": {"cpu": "1"}},
        overhead={"cpu": "250m"},
    )
    assert printed(found.requests) == {"cpu": "1250m", "ephemeral-storage": "1Gi"}
    assert printed(found.aggregate_requests) == {"cpu": "4", "ephemeral-storage": "1Gi"}
    assert found.deciding("cpu") is None
    assert found.start_up_only == {}
    assert found.deciding("ephemeral-storage") is found.running
    assert found.deciding("memory") is None


def test_overhead_comes_on_top_of_limits_that_are_set_and_not_0() -> None:
    limits = {"cpu": "0", "memory": "1Gi"}
    app = {"name": "app", "resources": {"limits": limits}}
    found = pod(app, overhead={"cpu": "1", "memory": "1Gi", "ephemeral-storage": "1Gi"})
    assert printed(found.limits) == {"cpu": "0", "memory": "2Gi"}


def test_limits_are_requests_where_none_are_written() -> None:
    limits = {"cpu": "1", "memory": "1Gi"}
    found = pod({"name": "app", "resources": {"limits": limits}})
    assert (printed(found.requests), found.qos) == (limits, "Guaranteed")


def test_empty_resources_of_the_pod_made_it_best_effort_once() -> None:
    limited = {"name": "app", "resources": {"limits": {"cpu": "1", "memory": "1Gi"}}}
    data = {"kind": "Pod", "spec": {"containers": [limited], "resources": {}}}
    found = {
        version: effective(data, kubernetes_version=version)
        for version in ("1.33", "1.34", "1.36", "1.37")
    }
    assert [each.qos for each in found.values()] == [
        "Guaranteed", "BestEffort", "BestEffort", "Guaranteed",
    ]  # fmt: skip
    assert [each.by_pod for each in found.values()] == [False, True, True, False]
    assert pod(limited, resources=None).qos == "Guaranteed"


def test_a_pod_is_computed_by_the_newest_version_that_it_is_for() -> None:
    limited = {"name": "app", "resources": {"limits": {"cpu": "1", "memory": "1Gi"}}}
    spec = {"containers": [limited], "resources": {}}
    (decoded,) = decode(Document.of({"apiVersion": "v1", "kind": "Pod", "spec": spec}))
    for versions, qos in ((("1.35", "1.36"), "BestEffort"), (("1.36", "1.37"), "Guaranteed")):
        (target,) = pods_of(decoded.object, versions)
        assert effective(target).qos == qos


MANIFEST = """
apiVersion: v1
kind: Pod
metadata: {name: a}
spec:
  containers:
    - name: app
      resources: {limits: {cpu: 1.0005, memory: oops}, requests: {memory: null}}
"""


def test_a_pod_may_be_given_as_data_as_a_model_or_as_a_target() -> None:
    (document,) = load(MANIFEST)
    (decoded,) = decode(document)
    (target,) = pods_of(decoded.object)
    assert isinstance(document.data, dict)
    assert isinstance(decoded.object, Pod)
    without_kind = {"spec": document.data["spec"]}
    expected = {"cpu": "1001m", "memory": "0"}
    for each in (document.data, without_kind, decoded.object, target):
        assert printed(effective(each).requests) == expected
    limits = {"resources": {"limits": {"cpu": "2"}}}
    built = Pod.model_validate({"spec": {"initContainers": [limits], "containers": [{}]}})
    assert printed(effective(built).requests) == {"cpu": "2"}


def test_a_pod_is_rounded_after_its_amounts_are_summed_before_1_37() -> None:
    limit = {"name": "a", "resources": {"limits": {"cpu": "0.1m"}}}
    spec = {"containers": [limit, limit], "resources": {"limits": {"memory": "1"}}}
    (decoded,) = decode(Document.of({"apiVersion": "v1", "kind": "Pod", "spec": spec}))
    (target,) = pods_of(decoded.object)
    assert isinstance(decoded.object, Pod)
    for each in (decoded.object, target):
        for version, cpu in (("1.36", "1m"), ("1.37", "2m")):
            found = effective(each, kubernetes_version=version).pod_requests
            assert printed(found) == {"memory": "1", "cpu": cpu}


def test_a_template_is_rounded_before_its_amounts_are_summed() -> None:
    limit = {"resources": {"limits": {"cpu": "0.1m"}}}
    spec = {"containers": [limit, limit], "resources": {"limits": {"memory": "1"}}}
    job = {"kind": "CronJob", "spec": {"jobTemplate": {"spec": {"template": {"spec": spec}}}}}
    deployment = {"kind": "Deployment", "spec": {"template": {"spec": spec}}}
    template = {"kind": "PodTemplate", "template": {"spec": spec}}
    (decoded,) = decode(Document.of({"apiVersion": "apps/v1", **deployment}))
    (target,) = pods_of(decoded.object)
    for workload in (job, deployment, template, target):
        for version in ("1.36", "1.37"):
            found = effective(workload, kubernetes_version=version).pod_requests
            assert printed(found) == {"memory": "1", "cpu": "2m"}


@pytest.mark.parametrize(
    "nothing",
    [{}, {"kind": "Pod", "spec": None}, {"spec": {"containers": 1}}, {"spec": {"containers": [3]}},
     {"kind": "Deployment"}, {"kind": "Deployment", "spec": {"template": []}}, Pod(),
     {"spec": {"containers": [{"name": 1, "resources": {"requests": [1], "limits": {"cpu": []}}}]}}],
)  # fmt: skip
def test_what_cannot_be_decoded_asks_for_nothing(nothing: Any) -> None:
    found = effective(nothing)
    assert (found.requests, found.limits, found.qos) == ({}, {}, "BestEffort")
    assert all(each.name == "" for each in found.containers)


def test_amounts_beyond_64_bits_are_scheduled_as_kubernetes_does() -> None:
    assert pod(container(cpu="1E")).scheduled == {"cpu": 0}
    assert pod(container(memory="9223372036854775808")).scheduled == {"memory": -(2**63)}


@pytest.mark.parametrize(
    ("app", "init", "expected"), [("-2", "-500m", -1), ("-0.3Ki", "-100m", 1), ("-1.5Gi", "1", 1)]
)
def test_refused_negative_amounts_are_scheduled_as_kubernetes_does(
    app: str, init: str, expected: int
) -> None:
    """It keeps `-0.3Ki` in another way than `-2`, and so whatever is compared with it."""
    found = pod(container(memory=app), inits=[container("migrate", memory=init)])
    assert found.scheduled == {"memory": expected}


@pytest.mark.parametrize(
    ("name", "amount", "expected"),
    [
        ("memory", "999999999999999999e1", 999999999999999999 * 10 - 2**64),
        ("memory", "99999999999999999e2", -8446744073709551716),
        ("memory", "99999999999999999k", 7766279631452240920),
        ("memory", "99999999999999999e4", 0), ("memory", "99999999999999999e5", 0),
        ("memory", "99999999999999999M", 200376420519689664), ("memory", "99999999999999999e7", 0),
        ("memory", "99999999999999999e8", 0), ("memory", "99999999999999999G", -2537764291115403776),
        ("memory", "99999999999999999e10", 0), ("cpu", "99999999999999999e1", 0),
        ("cpu", "999999999999999999", 3875820019684211736), ("cpu", "-9223372036854775809", -1000),
        ("memory", "9223372036854775807m", 9223372036854776), ("memory", "-0.0005Ki", 1),
        ("memory", "-0.3Ki", -306), ("cpu", "-0.3Ki", -307200), ("memory", "0.3Ki", 308),
        ("memory", "-9223372036854775808", 0), ("memory", "-9223372036854775809", -1),
        ("kubernetes.io/-x", "2", 2), ("-a.com/x", "2", None), ("a.com/" + "x" * 63, "2", 2),
        ("a.com/" + "x" * 64, "2", None), ("a." * 120 + "comm/x", "2", 2),
        ("a." * 121 + "com/x", "2", None), ("requests.a.com/x", "2", None), ("memory", "0.0", 0),
    ],
)  # fmt: skip
def test_the_scheduler_counts_what_kubernetes_counts(
    name: str, amount: str, expected: int | None
) -> None:
    """Recorded from Kubernetes 1.36.3, where too large amounts lose their highest bits, or all."""
    assert pod(container(**{name: amount})).scheduled.get(name) == expected


def test_a_request_of_the_pod_that_no_pod_can_make_is_not_filled_in() -> None:
    limits = {"cpu": "1", "ephemeral-storage": "1Gi"}
    found = pod(container(), resources={"limits": limits})
    assert printed(found.pod_requests) == {"cpu": "1"}


@pytest.mark.parametrize(
    ("own", "whole", "expected"),
    [
        ({"limits": {"memory": "1Gi"}}, {"limits": {"memory": "2Gi"}}, "containers.0.resources 1Gi"),
        ({"requests": {"memory": "1Gi"}}, {"limits": {"memory": "2Gi"}}, "resources 2Gi"),
        ({"limits": {"memory": "0"}}, {"limits": {"memory": "1n"}}, "resources 1n"),
        (None, {"limits": {"memory": "2Gi"}}, "resources 2Gi"),
        ({"limits": {"memory": "-1"}}, None, None),
        ({"limits": {"cpu": "1"}}, None, None),
        (None, None, None),
    ],
)  # fmt: skip
def test_the_limit_of_a_container_is_its_own_or_that_of_its_pod(
    own: object, whole: object, expected: str | None
) -> None:
    spec = {"containers": [{"name": "a", "resources": own}], "resources": whole}
    (decoded,) = decode(Document.of({"apiVersion": "v1", "kind": "Pod", "spec": spec}))
    (target,) = pods_of(decoded.object)
    found = limit_of(target.spec.containers[0], "memory")
    if found is None:
        assert expected is None
    else:
        amount, place = found
        *parts, last, name = map(str, place.path[1:])
        assert (f"{'.'.join(parts)} {amount}", last, name) == (expected, "limits", "memory")


def test_a_container_of_no_pod_has_its_own_limit() -> None:
    assert limit_of(Container(), "memory") is None


AMOUNTS = st.sampled_from(["0", "1m", "250m", "0.5", "1", "3", "64Mi", "1.5Gi", "1G"])
CONTAINERS = st.lists(st.fixed_dictionaries({}, optional={"cpu": AMOUNTS, "memory": AMOUNTS}), min_size=1, max_size=4)  # fmt: skip


@given(CONTAINERS, CONTAINERS, st.randoms())
def test_the_order_of_app_containers_does_not_matter(apps: Any, inits: Any, random: Any) -> None:
    before = [container(**each) for each in inits]
    shuffled = random.sample(apps, len(apps))
    one = pod(*(container(**each) for each in apps), inits=before)
    other = pod(*(container(**each) for each in shuffled), inits=before)
    assert (one.requests, one.qos, one.start_up_only) == (other.requests, other.qos, other.start_up_only)  # fmt: skip


@given(CONTAINERS, CONTAINERS)
def test_a_sidecar_never_makes_a_pod_ask_for_less(apps: Any, inits: Any) -> None:
    """Neither as an init container nor as an app container does it ask for more."""
    bodies, (first, *rest) = [container(**each) for each in apps], inits
    others = [container(**each) for each in rest]
    as_init = pod(*bodies, inits=[container(**first), *others]).requests
    as_sidecar = pod(*bodies, inits=[container("c", "Always", **first), *others]).requests
    as_app = pod(*bodies, container(**first), inits=others).requests
    for name, amount in as_sidecar.items():
        assert as_init[name] <= amount
        assert as_app[name] <= amount


@pytest.mark.parametrize("version", ["1.33", "1.36", "1.37"])
def test_a_pod_without_containers_asks_for_nothing(version: str) -> None:
    found = effective({"spec": {"containers": []}}, kubernetes_version=version)
    assert (found.requests, found.limits, found.qos) == ({}, {}, "BestEffort")
