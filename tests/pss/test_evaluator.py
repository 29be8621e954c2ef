"""podlint.pss as a library: what it takes, what it answers, and the facts people get wrong."""

from __future__ import annotations

from typing import Any

import pytest

from podlint import pss
from podlint.document import Document, load
from podlint.errors import PodlintError
from podlint.models import Container, Pod, PodSpec, decode
from podlint.models.server_defaults import VOLUME_SOURCES, default_pod_security
from podlint.pss.checks import volumes

HARDENED = {"allowPrivilegeEscalation": False, "capabilities": {"drop": ["ALL"]}}


def restricted_pod(**spec: Any) -> dict[str, Any]:
    """A Pod that restricted allows, changed."""
    return {
        "metadata": {"name": "p"},
        "spec": {
            "securityContext": {
                "runAsNonRoot": True,
                "seccompProfile": {"type": "RuntimeDefault"},
            },
            "containers": [{"name": "app", "securityContext": HARDENED}],
            **spec,
        },
    }


def failed(pod: Any, level: str = "restricted", version: str = "latest") -> list[str]:
    return [violation.check for violation in pss.evaluate(pod, level, version)]


def test_a_violation_says_check_reason_detail_and_places() -> None:
    pod = {"spec": {"containers": [{"name": "a", "securityContext": {"privileged": True}}]}}
    path = ("spec", "containers", 0, "securityContext", "privileged")
    assert pss.evaluate(pod, "baseline", "latest") == [
        pss.Violation(
            check="privileged",
            reason="privileged",
            detail='container "a" must not set securityContext.privileged=true',
            path=path,
            paths=(path,),
        )
    ]


def test_a_violation_is_frozen() -> None:
    (violation,) = pss.evaluate({"spec": {"hostPID": True}}, "baseline", "latest")
    with pytest.raises(AttributeError):
        violation.check = "other"  # type: ignore[misc]
    assert hash(violation)


def test_a_check_is_frozen() -> None:
    with pytest.raises(AttributeError):
        pss.CHECKS[0].id = "other"  # type: ignore[misc]


def test_privileged_forbids_nothing() -> None:
    assert failed({"spec": {"hostNetwork": True}}, "privileged") == []
    assert pss.checks("privileged", "latest") == ()
    assert pss.versions("privileged") == ()


def test_errors_are_podlint_s_own_and_value_errors() -> None:
    with pytest.raises(PodlintError, match=r"'Restricted'.*privileged, baseline, restricted"):
        failed({}, "Restricted")
    with pytest.raises(ValueError, match=r"'1\.24'.*v1\.x"):
        failed({}, "baseline", "1.24")


def test_a_version_that_is_not_known_yet_is_the_newest_known() -> None:
    pod = restricted_pod(
        securityContext={
            "sysctls": [{"name": "net.ipv4.tcp_notsent_lowat"}, {"name": "x"}],
            "runAsNonRoot": False,
        }
    )
    assert pss.evaluate(pod, "restricted", "v1.99") == pss.evaluate(pod, "restricted", "v1.37")
    assert pss.evaluate(pod, "restricted", "latest") == pss.evaluate(pod, "restricted", "v1.37")
    assert pss.evaluate(pod, "restricted", "v1.36") != pss.evaluate(pod, "restricted", "v1.37")


@pytest.mark.parametrize(
    "kind",
    "PodTemplate ReplicationController ReplicaSet Deployment StatefulSet DaemonSet Job "
    "CronJob".split(),
)
def test_a_workload_is_refused_for_it_would_pass_unseen(kind: str) -> None:
    with pytest.raises(pss.NotAPodError, match=f"a {kind} is not a Pod"):
        failed({"kind": kind, "spec": {"template": {"spec": {"hostPID": True}}}})


@pytest.mark.parametrize("pod", [{}, {"spec": None}, {"metadata": None, "spec": {}}])
def test_a_pod_without_containers_lacks_nothing(pod: dict[str, Any]) -> None:
    assert failed(pod) == []


def test_the_pod_is_not_changed() -> None:
    pod = {"spec": {"hostNetwork": True, "containers": [None], "volumes": [None]}}
    pss.evaluate(pod, "restricted", "latest", with_defaults=True)
    assert pod == {"spec": {"hostNetwork": True, "containers": [None], "volumes": [None]}}


def test_restricted_is_not_baseline_and_more() -> None:
    adding = {"name": "app", "securityContext": {"capabilities": {"add": ["SYS_ADMIN"]}}}
    windows = restricted_pod(os={"name": "windows"}, containers=[adding])
    assert failed(windows, "baseline") == ["capabilities_baseline"]
    assert failed(windows, "restricted") == []
    assert failed(windows, "restricted", "v1.24") == [
        "allowPrivilegeEscalation",
        "capabilities_restricted",
    ]


def test_a_user_namespace_excuses_root_from_v1_35_on() -> None:
    as_root = restricted_pod(
        hostUsers=False,
        securityContext={"runAsUser": 0, "seccompProfile": {"type": "RuntimeDefault"}},
    )
    assert failed(as_root, version="v1.34") == ["runAsNonRoot", "runAsUser"]
    assert failed(as_root, version="v1.35") == []
    unmasked = {"name": "app", "securityContext": {**HARDENED, "procMount": "Unmasked"}}
    as_root["spec"]["containers"] = [unmasked]
    assert failed(as_root, "baseline", "v1.34") == ["procMount"]
    assert failed(as_root, "baseline", "v1.35") == []
    assert failed(as_root, "restricted", "v1.35") == ["procMount_restricted"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("hostNetwork", "true"),
        ("hostUsers", "false"),
        ("containers", {"name": "app"}),
        ("initContainers", "none"),
        ("securityContext", []),
        ("volumes", 7),
        ("os", "windows"),
    ],
)
def test_a_value_of_a_wrong_type_reads_as_absent(field: str, value: object) -> None:
    given, without = restricted_pod(), restricted_pod()
    given["spec"][field] = value
    without["spec"].pop(field, None)
    assert failed(given) == failed(without)


def test_wrong_types_inside_lists_keep_the_places_of_the_others() -> None:
    containers = [7, {"name": ["x"], "ports": [{"hostPort": True}, "80", {"hostPort": 80}]}]
    (violation,) = pss.evaluate({"spec": {"containers": containers}}, "baseline", "latest")
    assert violation.paths == (("spec", "containers", 1, "ports", 2, "hostPort"),)
    assert violation.detail == 'container "" uses hostPort 80'


def test_annotations_that_are_no_strings_read_as_absent_but_null_as_empty() -> None:
    key = "seccomp.security.alpha.kubernetes.io/pod"
    assert failed({"metadata": {"annotations": {key: 7}}}, "baseline", "v1.18") == []
    assert failed({"metadata": {"annotations": {key: None}}}, "baseline", "v1.18") == [
        "seccompProfile_baseline"
    ]


MANIFEST = """
apiVersion: v1
kind: Pod
metadata: {name: p}
spec:
  securityContext: {seccompProfile: {}, runAsNonRoot: null}
  containers: [{name: a, securityContext: {procMount: "", privileged: true}}]
"""


def test_a_model_is_judged_by_the_data_it_was_read_from() -> None:
    (document,) = load(MANIFEST)
    model = decode(document)[0].object
    expected = pss.evaluate(document.data, "restricted", "latest")
    assert "procMount_restricted" in [violation.check for violation in expected]
    assert pss.evaluate(model, "restricted", "latest") == expected


def test_a_template_s_model_is_judged_with_paths_from_the_template() -> None:
    pod = {"metadata": {}, "spec": {"containers": [{"name": "a"}], "hostPID": True}}
    document = Document.of(
        {"apiVersion": "apps/v1", "kind": "Deployment", "spec": {"template": pod}}
    )
    template = decode(document)[0].object.spec.template
    (violation,) = pss.evaluate(template, "baseline", "latest")
    assert violation.path == ("spec", "hostPID")


def test_a_model_that_was_built_is_judged_by_the_fields_that_were_set() -> None:
    container = Container(name="a", securityContext={"privileged": True, "procMount": None})
    model = Pod(spec=PodSpec(containers=[container], hostPID=True))
    assert failed(model, "baseline") == ["hostNamespaces", "privileged"]


def test_with_defaults_a_volume_without_source_is_an_empty_dir() -> None:
    pod = restricted_pod(volumes=[{"name": "scratch"}, None, {"name": "n", "nfs": None}])
    assert failed(pod) == ["restrictedVolumes"]
    assert pss.evaluate(pod, "restricted", "latest", with_defaults=True) == []


@pytest.mark.parametrize("spec", [None, [], "containers"])
def test_with_defaults_a_pod_without_a_spec_lacks_what_one_with_an_empty_spec_lacks(
    spec: object,
) -> None:
    empty = pss.evaluate({"kind": "Pod", "spec": {}}, "restricted", "latest", with_defaults=True)
    found = pss.evaluate({"kind": "Pod", "spec": spec}, "restricted", "latest", with_defaults=True)
    assert [each.check for each in found] == [each.check for each in empty]


def test_with_defaults_ports_on_the_host_s_network_are_host_ports() -> None:
    ports = [{"containerPort": 80}, {"containerPort": 81, "hostPort": 0}, {"name": "none"}]
    spec = {
        "hostNetwork": True,
        "containers": [{"name": "a", "ports": ports}],
        "ephemeralContainers": [{"name": "e", "ports": ports}],
    }
    of_pod, of_template = (
        pss.evaluate({**kind, "spec": spec}, "baseline", "latest", with_defaults=True)
        for kind in ({"kind": "Pod"}, {})
    )
    assert [violation.check for violation in of_template] == ["hostNamespaces"]
    assert [violation.check for violation in of_pod] == ["hostNamespaces", "hostPorts"]
    assert of_pod[1].paths == (
        ("spec", "containers", 0, "ports", 0, "hostPort"),
        ("spec", "containers", 0, "ports", 1, "hostPort"),
    )


@pytest.mark.parametrize("source", sorted(VOLUME_SOURCES))
def test_a_volume_with_a_source_stays_as_it_is(source: str) -> None:
    pod = restricted_pod(volumes=[{"name": "v", source: {}}])
    assert default_pod_security(pod) == pod


def test_the_evaluator_knows_the_same_volume_sources() -> None:
    assert {*volumes.ALLOWED, *volumes.RESTRICTED} == VOLUME_SOURCES


def test_versions_are_those_at_which_a_verdict_may_change() -> None:
    assert pss.versions("baseline") == (
        "v1.0", "v1.19", "v1.27", "v1.29", "v1.31", "v1.32", "v1.34", "v1.35", "v1.37",
    )  # fmt: skip
    assert set(pss.versions("restricted")) - set(pss.versions("baseline")) == {
        "v1.8", "v1.22", "v1.23", "v1.25",
    }  # fmt: skip


def test_every_check_names_its_control_and_its_source() -> None:
    for check in pss.CHECKS:
        assert check.control[0] in "/AHCPRSV"
        assert check.source.startswith("check_")
        assert check.source.endswith(".go")
        assert check.versions[0] in pss.versions(check.level)
