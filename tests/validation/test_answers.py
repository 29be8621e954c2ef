"""podlint.validation as a library: verdicts, places, versions, and what others get wrong."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from podlint import validation
from podlint.validation import (
    KINDS,
    FieldError,
    ServerWarning,
    pod_errors,
    validate,
    warnings,
)


def pod(**spec: Any) -> dict[str, Any]:
    """A Pod that the server takes, changed."""
    containers = [{"name": "app", "image": "app:1"}]
    return {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": "p"},
        "spec": {"containers": containers, **spec},
    }


def container(**fields: Any) -> dict[str, Any]:
    """A Pod of one container, changed."""
    return pod(containers=[{"name": "app", "image": "app:1", **fields}])


def workload(kind: str, api_version: str = "apps/v1", **spec: Any) -> dict[str, Any]:
    """An owner of Pods; its template is sound."""
    labels = {"app": "web"}
    template = {"metadata": {"labels": labels}, "spec": pod()["spec"]}
    return {
        "apiVersion": api_version,
        "kind": kind,
        "metadata": {"name": "w"},
        "spec": {"selector": {"matchLabels": labels}, "template": template, **spec},
    }


def said(errors: list[FieldError]) -> list[tuple[str, str]]:
    return [(error.field, error.type) for error in errors]


def test_an_error_says_field_type_detail_and_place() -> None:
    (error,) = validate(container(ports=[{"containerPort": 80}, {"containerPort": 0}]))
    assert error == FieldError(
        field="spec.containers[0].ports[1].containerPort",
        type="Required value",
        detail="",
        path=("spec", "containers", 0, "ports", 1, "containerPort"),
    )
    assert str(error) == "spec.containers[0].ports[1].containerPort: Required value"


@pytest.mark.parametrize(
    ("more", "field", "detail"),
    [
        ({"apiversion": 1}, "apiversion", "apiVersion is not a string"),
        ({"apiversion": "v2"}, "apiVersion", 'no kind "Pod" is registered for version "v2"'),
        ({"\u212aind": "Job"}, "apiVersion", 'no kind "Job" is registered for version "v1"'),
        ({"\u212aind": "Jot"}, "apiVersion", 'no kind "Jot" is registered for version "v1"'),
        ({"apiversion": ""}, "apiVersion", "Object 'apiVersion' is missing"),
        ({"kind": None}, "kind", "Object 'kind' is missing"),
    ],
)
def test_the_server_finds_the_kind_whatever_the_case(
    more: dict[str, Any], field: str, detail: str
) -> None:
    (error,) = validate({**container(), **more})
    assert (error.field, error.type, error.detail) == (field, "Undecodable", detail)


def test_of_several_spellings_of_the_kind_the_last_one_counts() -> None:
    pod = container()
    for more in ({"KIND": "Job"}, {"apiVERSION": "v2"}, {"apiversion": None}):
        (error,) = validate({**pod, **more})
        assert (error.field, error.type) == (*more, "Unknown field")


def test_errors_are_frozen() -> None:
    (error,) = validate(pod(containers=[]))
    with pytest.raises(AttributeError):
        error.field = "other"  # type: ignore[misc]
    assert hash(error)


def test_the_given_object_is_not_changed() -> None:
    limits = {"limits": {"cpu": "1"}}
    given = workload("StatefulSet", volumeClaimTemplates=[{"metadata": {"name": "d"}, "spec": {}}])
    given["spec"]["template"]["spec"]["containers"][0]["resources"] = limits
    before = copy.deepcopy(given)
    validate(given)
    pod_errors(given)
    warnings(given)
    assert given == before


@pytest.mark.parametrize(
    ("given", "field", "path"),
    [
        (
            container(volumeMounts=[{"name": "v", "mountPath": "/v", "subPath": "/v"}])
            | {"metadata": {"name": "p"}},
            "spec.containers[0].volumeMounts.subPath",
            ("spec", "containers", 0, "volumeMounts", 0, "subPath"),
        ),
        (
            container(envFrom=[{"prefix": "P"}]),
            "spec.containers[0].envFrom",
            ("spec", "containers", 0, "envFrom", 0),
        ),
        (
            pod(volumes=[{"name": "v", "emptyDir": {}, "downwardAPI": {}}]),
            "spec.volumes[0].downwarAPI",
            ("spec", "volumes", 0, "downwardAPI"),
        ),
        (
            pod(hostUsers=False, hostPID=True),
            "spec.HostPID",
            ("spec", "hostPID"),
        ),
        (
            pod(overhead={"cpu": "-1"}),
            "spec.overhead.limits[cpu]",
            ("spec", "overhead", "cpu"),
        ),
        (
            container(resources={"requests": {"cpu": "2"}, "limits": {"cpu": "1"}}),
            "spec.containers[0].resources.requests",
            ("spec", "containers", 0, "resources", "requests", "cpu"),
        ),
        (
            container(resources={"limits": {"a.io/b": "1.5"}}),
            "spec.containers[0].resources.requests[a.io/b]",
            ("spec", "containers", 0, "resources", "limits", "a.io/b"),
        ),
    ],
)
def test_the_server_s_odd_fields_lead_to_the_true_places(
    given: dict[str, Any], field: str, path: tuple[str | int, ...]
) -> None:
    assert path in {error.path for error in validate(given) if error.field == field}


def test_a_host_port_conflict_of_an_init_container_is_placed_at_that_container() -> None:
    ports = [{"containerPort": 80, "hostPort": 80}, {"containerPort": 81, "hostPort": 80}]
    first, second = ({"name": name, "image": "a"} for name in ("one", "two"))
    (error,) = validate(pod(initContainers=[first, {**second, "ports": ports}]))
    assert error.field == "spec.initContainers[0].ports[1].hostPort"
    assert error.path == ("spec", "initContainers", 1, "ports", 1, "hostPort")


def test_the_labels_of_a_template_are_not_at_metadata_for_the_server() -> None:
    given = workload("Deployment")
    given["spec"]["template"]["metadata"]["labels"] = {"app": "web", "bad": "-"}
    (error,) = validate(given)
    assert error.field == "spec.template.labels"
    assert error.path == ("spec", "template", "metadata", "labels", "bad")


def test_claims_of_a_stateful_set_stand_before_its_volumes() -> None:
    storage = {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "1Gi"}}}
    given = workload(
        "StatefulSet", volumeClaimTemplates=[{"metadata": {"name": "data"}, "spec": storage}]
    )
    given["spec"]["template"]["spec"]["volumes"] = [{"name": "bad", "secret": {}}]
    (error,) = validate(given)
    assert error.field == "spec.template.spec.volumes[1].secret.secretName"
    assert error.path == ("spec", "template", "spec", "volumes", 0, "secret", "secretName")


class TestDecoding:
    def test_a_wrong_type_hides_everything_else(self) -> None:
        given = container(image=1, ports=[{"containerPort": "80"}], foo=1)
        assert [(error.type, error.path) for error in validate(given)] == [
            ("Undecodable", ("spec", "containers", 0, "image")),
            ("Undecodable", ("spec", "containers", 0, "ports", 0, "containerPort")),
        ]

    def test_an_unknown_field_hides_bad_values(self) -> None:
        given = container(name="BAD", Ports=[])
        assert said(validate(given)) == [("spec.containers[0].Ports", "Unknown field")]

    @pytest.mark.parametrize("value", [True, 1.0, 2**31, "1"])
    def test_numbers_are_whole_and_of_their_size(self, value: Any) -> None:
        (error,) = validate(pod(priority=value))
        assert error.type == "Undecodable"

    @pytest.mark.parametrize("value", ["1gi", "", "1 Gi", True])
    def test_quantities_are_read_as_the_server_reads_them(self, value: Any) -> None:
        (error,) = validate(container(resources={"limits": {"memory": value}}))
        assert error.path == ("spec", "containers", 0, "resources", "limits", "memory")
        assert error.type == "Undecodable"

    def test_null_is_absent_and_a_null_item_is_empty(self) -> None:
        assert not validate(pod(volumes=None, tolerations=None, hostNetwork=None))
        (error,) = validate(container(ports=[None]))
        assert error.field == "spec.containers[0].ports[0].containerPort"

    @pytest.mark.parametrize(
        ("kind", "api_version", "field"),
        [("Pod", None, "apiVersion"), (None, "v1", "kind"), ("Deployment", "v1", "apiVersion")],
    )
    def test_an_object_says_what_it_is(
        self, kind: str | None, api_version: str | None, field: str
    ) -> None:
        given = {**pod(), "kind": kind, "apiVersion": api_version}
        assert said(validate(given)) == [(field, "Undecodable")]

    def test_an_annotation_that_is_read_as_a_number_must_be_one(self) -> None:
        given = workload("DaemonSet")
        given["metadata"]["annotations"] = {"deprecated.daemonset.template.generation": "x"}
        (error,) = validate(given)
        assert error.type == "Undecodable"

    def test_what_can_be_asked_is_listed(self) -> None:
        assert {"answer", "validate", "warnings", "pod_errors"} < set(dir(validation))

    def test_other_kinds_are_not_judged(self) -> None:
        with pytest.raises(ValueError, match="Service is not among"):
            validate({"apiVersion": "v1", "kind": "Service"})
        assert "Pod" in KINDS


class TestVersions:
    def test_a_field_that_is_newer_is_unknown(self) -> None:
        given = pod(schedulingGroup={"podGroupName": "g"})
        assert not validate(given, "1.36")
        assert said(validate(given, "1.34")) == [("spec.schedulingGroup", "Unknown field")]

    def test_a_feature_that_was_off_is_dropped(self) -> None:
        given = container(restartPolicy="Sometimes")
        assert said(validate(given, "1.36")) == [
            ("spec.containers[0].restartPolicy", "Unsupported value")
        ]
        assert not validate(given, "1.34")

    def test_dropped_volumes_do_not_shift_places(self) -> None:
        volumes = [{"name": "i", "image": {"reference": "a"}}, {"name": "s", "secret": {}}]
        (error,) = validate(pod(volumes=volumes), "1.34")
        assert error.field == "spec.volumes[0].secret.secretName"
        assert error.path == ("spec", "volumes", 1, "secret", "secretName")

    def test_addresses_became_strict(self) -> None:
        given = pod(hostAliases=[{"ip": "010.1.1.1"}])
        assert said(validate(given, "v1.36.3")) == [("spec.hostAliases[0].ip", "Invalid value")]
        assert not validate(given, "1.34")
        (warning,) = warnings(given, "1.34")
        assert "in a future Kubernetes release" in warning

    @pytest.mark.parametrize(
        ("version", "refused"),
        [
            ("1.31", ["env[0].name", "envFrom[0].prefix", "lifecycle.preStop.sleep"]),
            ("1.32", ["lifecycle.preStop.sleep"]),
            ("1.33", []),
        ],
    )
    def test_what_was_relaxed_was_refused_before(self, version: str, refused: list[str]) -> None:
        given = container(
            env=[{"name": "1 ST", "value": "x"}, {"name": "a.B-c_1", "value": "x"}],
            envFrom=[{"prefix": "9a", "configMapRef": {"name": "x"}}],
            lifecycle={"preStop": {"sleep": {"seconds": 0}}},
        )
        fields = [error.field for error in validate(given, version)]
        assert fields == [f"spec.containers[0].{each}" for each in refused]

    @pytest.mark.parametrize(("version", "count"), [("1.32", 2), ("1.33", 0)])
    def test_search_domains_were_relaxed(self, version: str, count: int) -> None:
        given = pod(dnsConfig={"searches": [".", "a_b.example.com", "example.com."]})
        assert len(validate(given, version)) == count

    @pytest.mark.parametrize("version", ["1.20", "1.35", "2.0"])
    def test_versions_between_take_the_nearest_older_one(self, version: str) -> None:
        assert not validate(pod(), version)

    @pytest.mark.parametrize("version", ["", "1", "1.x", "latest"])
    def test_what_is_no_version_is_refused(self, version: str) -> None:
        with pytest.raises(ValueError, match="not a Kubernetes version"):
            validate(pod(), version)


class TestPodErrors:
    def test_pods_of_a_template_may_be_refused_where_it_is_not(self) -> None:
        given = workload("Deployment")
        given["spec"]["template"]["spec"]["containers"][0]["image"] = " app:1"
        assert not validate(given)
        (error,) = pod_errors(given)
        assert error.field == "spec.containers[0].image"
        assert error.path == ("spec", "template", "spec", "containers", 0, "image")

    def test_a_bad_name_of_the_owner_is_placed_at_the_owner(self) -> None:
        given = workload("Deployment")
        given["metadata"]["name"] = "Web"
        assert {error.path for error in pod_errors(given)} == {("metadata", "name")}

    def test_a_pod_makes_no_pods(self) -> None:
        assert not pod_errors(pod(containers=[]))

    def test_claims_become_volumes_of_the_pods(self) -> None:
        given = workload(
            "StatefulSet", volumeClaimTemplates=[{"metadata": {"name": "Data"}, "spec": {}}]
        )
        places = {error.path for error in pod_errors(given)}
        assert places == {("spec", "volumeClaimTemplates", 0, "metadata", "name")}


class TestWarnings:
    def test_a_warning_is_text_with_a_place(self) -> None:
        (warning,) = warnings(pod(nodeSelector={"beta.kubernetes.io/os": "linux"}))
        assert isinstance(warning, ServerWarning)
        assert warning == (
            "spec.nodeSelector[beta.kubernetes.io/os]: deprecated since v1.14; "
            'use "kubernetes.io/os" instead'
        )
        assert warning.path == ("spec", "nodeSelector", "beta.kubernetes.io/os")

    def test_nothing_is_warned_of_in_a_refused_object(self) -> None:
        given = pod(nodeSelector={"beta.kubernetes.io/os": "linux"}, containers=[])
        assert not warnings(given)

    def test_profiles_in_annotations_are_warned_of_in_any_case(self) -> None:
        given = pod(restartPolicy="Sometimes")
        key = "container.apparmor.security.beta.kubernetes.io/app"
        given["metadata"]["annotations"] = {key: "unconfined"}
        assert validate(given)
        (warning,) = warnings(given)
        assert warning.path == ("metadata", "annotations", key)


class TestWhatOthersGetWrong:
    def test_a_volume_without_a_source_is_an_empty_folder(self) -> None:
        assert not validate(pod(volumes=[{"name": "v"}]))

    def test_a_job_must_say_how_its_pods_restart(self) -> None:
        given = workload("Job", "batch/v1")
        del given["spec"]["selector"]
        assert said(validate(given)) == [("spec.template.spec.restartPolicy", "Required value")]

    def test_a_missing_number_of_completions_is_told_of_once(self) -> None:
        """The server itself fails here: it looks for the number without asking if there is one."""
        policy = {"rules": [{"succeededIndexes": "0-2"}]}
        given = workload("Job", "batch/v1", completionMode="Indexed", successPolicy=policy)
        given["spec"]["parallelism"] = 1
        given["spec"]["template"]["spec"]["restartPolicy"] = "Never"
        del given["spec"]["selector"]
        assert said(validate(given)) == [("spec.completions", "Required value")]

    def test_zero_in_a_probe_is_the_default(self) -> None:
        probe = {"exec": {"command": ["ls"]}, "successThreshold": 0, "periodSeconds": 0}
        assert not validate(container(livenessProbe=probe))

    def test_an_init_container_has_no_probes(self) -> None:
        init = {"name": "i", "image": "a", "readinessProbe": {"exec": {"command": ["ls"]}}}
        (error,) = validate(pod(initContainers=[init]))
        assert error.type == "Forbidden"
        assert not validate(pod(initContainers=[{**init, "restartPolicy": "Always"}]))

    def test_a_sidecar_counts_where_it_starts(self) -> None:
        def asks(name: str, cpu: str, **fields: Any) -> dict[str, Any]:
            requests = {"requests": {"cpu": cpu}}
            return {"name": name, "image": "a", "resources": requests, **fields}

        sidecar, task = asks("s", "1", restartPolicy="Always"), asks("t", "2")
        total = {"resources": {"requests": {"cpu": "2"}}}
        assert not validate(pod(initContainers=[task, sidecar], **total))
        (error,) = validate(pod(initContainers=[sidecar, task], **total))
        assert error.field == "spec.resources.requests[cpu]"

    def test_relaxed_names_of_variables(self) -> None:
        assert not validate(container(env=[{"name": "1 A-b"}]))
        (error,) = validate(container(env=[{"name": "A=B"}]))
        assert error.field == "spec.containers[0].env[0].name"


@pytest.mark.parametrize(
    ("schedule", "sound"),
    [
        ("*/5 * * * *", True),
        ("0 0 1 jan sun", True),
        ("@every 1h30m", True),
        ("@hourly", True),
        ("0 0 * * 7", False),
        ("* * * *", False),
        ("*/0 * * * *", False),
        ("5-1 * * * *", False),
        ("@every soon", False),
        ("TZ=UTC 0 0 * * *", False),
    ],
)
def test_schedules(schedule: str, sound: bool) -> None:
    template = {"spec": {**pod()["spec"], "restartPolicy": "Never"}}
    given = {
        "apiVersion": "batch/v1",
        "kind": "CronJob",
        "metadata": {"name": "c"},
        "spec": {"schedule": schedule, "jobTemplate": {"spec": {"template": template}}},
    }
    assert said(validate(given)) == ([] if sound else [("spec.schedule", "Invalid value")])
    given["spec"] |= {"schedule": "@daily", "timeZone": "Europe/berlin"}
    assert said(validate(given)) == [("spec.timeZone", "Invalid value")]
