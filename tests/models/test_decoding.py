"""Documents to objects: what is sound is read, what is not is named, at its exact place."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from podlint.document import Document, Place, load
from podlint.models import (
    Decoded,
    DecodeFault,
    KubernetesObject,
    PodSpec,
    Quantity,
    decode,
    not_an_object,
    read,
)
from podlint.models.guess import nearest


def one(text: str) -> Decoded:
    (document,) = load(text)
    (decoded,) = decode(document)
    assert not_an_object(document) is None
    return decoded


def pod(container: str = "", spec: str = "") -> Decoded:
    return one(
        "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n"
        f"  containers:\n  - name: app\n{indent(container, 4)}\n{indent(spec, 2)}\n"
    )


def indent(text: str, columns: int) -> str:
    return "\n".join(" " * columns + line for line in text.splitlines())


def fault(decoded: Decoded) -> DecodeFault:
    (found,) = decoded.faults
    assert len(found.message) <= 300
    return found


def source(found: DecodeFault) -> str:
    """What is written where a fault is reported."""
    document = found.at.document
    span = document.span(found.at.path, key=found.key)
    lines = document.text.splitlines()
    assert span.start_line == span.end_line
    return lines[span.start_line - 1][span.start_column - 1 : span.end_column - 1]


class TestSoundDocuments:
    @pytest.mark.parametrize(
        ("version", "kind"),
        [("v1", "Pod"), ("v1", "PodTemplate"), ("v1", "ReplicationController"),
         ("apps/v1", "ReplicaSet"), ("apps/v1", "Deployment"), ("apps/v1", "StatefulSet"),
         ("apps/v1", "DaemonSet"), ("batch/v1", "Job"), ("batch/v1", "CronJob"),
         ("v1", "Namespace"), ("v1", "Service"), ("extensions/v1beta1", "Deployment"),
         ("apps/v1beta1", "Deployment"), ("apps/v1beta2", "StatefulSet"),
         ("batch/v1beta1", "CronJob"), ("extensions/v1beta1", "DaemonSet"), ("extensions/v1beta1", "ReplicaSet")],
    )  # fmt: skip
    def test_kinds_are_known_in_every_version_of_their_group(self, version: str, kind: str) -> None:
        decoded = one(f"apiVersion: {version}\nkind: {kind}\nmetadata: {{name: a}}\n")
        assert type(decoded.object).__name__ == kind
        assert (decoded.object.api_version, decoded.object.kind) == (version, kind)
        assert decoded.object.name == "a"
        assert {each.at.path for each in decoded.faults} <= {("spec",)}

    @pytest.mark.parametrize(
        ("version", "kind"),
        [("v1", "Endpoints"), ("batch.volcano.sh/v1alpha1", "Job"), ("apps.kruise.io/v1", "StatefulSet"),
         ("serving.knative.dev/v1", "Service"), ("v1", "Deployment"), ("apps/v1", "Pod"),
         ("policy.example.com/v1", "PodDisruptionBudget")],
    )  # fmt: skip
    def test_other_kinds_are_plain_objects_of_which_only_the_metadata_are_read(
        self, version: str, kind: str
    ) -> None:
        decoded = one(
            f"apiVersion: {version}\nkind: {kind}\n"
            "metadata: {name: a, labels: {b: c}, odd: 1}\nspec: [1]\ndata: {x: 1}\n"
        )
        assert type(decoded.object) is KubernetesObject
        assert decoded.faults == ()
        assert (decoded.object.kind, decoded.object.name) == (kind, "a")
        assert decoded.object.metadata.labels == {"b": "c"}
        assert decoded.object.metadata.at.path == ("metadata",)
        assert decoded.object.metadata.owner is decoded.object

    def test_of_an_excerpt_what_is_sound_is_read_and_nothing_is_said(self) -> None:
        decoded = one(
            "apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\n"
            "spec: {maxReplicas: 5, minReplicas: two, behaviour: {}}\n"
        )
        assert decoded.faults == ()
        assert decoded.object.spec.max_replicas == 5
        assert decoded.object.spec.min_replicas is None

    def test_the_values_of_a_config_map_must_be_strings(self) -> None:
        decoded = one("apiVersion: v1\nkind: ConfigMap\ndata: {a: 1, b: '2'}\n")
        assert fault(decoded).at.path == ("data", "a")
        assert decoded.object.data == {"b": "2"}

    def test_a_kind_without_metadata_is_read_too(self) -> None:
        assert one("apiVersion: v1\nkind: ConfigMap\n").object.metadata is None

    def test_what_a_server_writes_is_no_fault(self) -> None:
        decoded = pod(
            "image: a\nresources: {}",
            "status: {}",
        )
        assert fault(decoded).at.path == ("spec", "status")
        printed = one(
            "apiVersion: apps/v1\nkind: Deployment\n"
            "metadata: {name: a, creationTimestamp: null, labels: null, annotations: {}}\n"
            "spec:\n  strategy: {}\n  selector: {matchLabels: {a: b}}\n"
            "  template: {metadata: {creationTimestamp: null}, spec: {containers: [{name: a}]}}\n"
            "status: {}\n"
        )
        assert printed.faults == ()

    def test_nulls_in_lists_and_maps_are_empty_values_as_in_kubernetes(self) -> None:
        decoded = pod(
            "args: [a, null, b]\nenv: [null]\nresources: {limits: {cpu: null}}\nports: null",
            "nodeSelector: {disk: null}",
        )
        container = decoded.object.spec.containers[0]
        assert container.args == ["a", "", "b"]
        assert container.resources.limits == {"cpu": Quantity()}
        assert decoded.object.spec.node_selector == {"disk": ""}
        assert fault(decoded).at.path == ("spec", "containers", 0, "env", 0, "name")


class TestLists:
    def test_items_are_objects_of_their_own_with_full_paths(self) -> None:
        (document,) = load(
            "apiVersion: v1\nkind: List\nitems:\n"
            "- {apiVersion: v1, kind: Pod, spec: {containers: [{name: a, image: 1}]}}\n"
            "- {apiVersion: v1, kind: ConfigMap}\n"
            "- apiVersion: v1\n  kind: List\n  items:\n"
            "  - {apiVersion: v1, kind: Service, spec: {tipe: x}}\n"
        )
        first, plain, nested = decode(document)
        assert first.object.spec.containers[0].at.path == ("items", 0, "spec", "containers", 0)
        assert first.faults[0].at.path == ("items", 0, "spec", "containers", 0, "image")
        assert plain.object.at.path == ("items", 1)
        assert nested.faults[0].at.path == ("items", 2, "items", 0, "spec", "tipe")

    def test_items_of_typed_lists_need_not_say_their_type(self) -> None:
        (document,) = load(
            "apiVersion: v1\nkind: PodList\nitems:\n- spec: {containers: [{name: a}]}\n"
            "- {apiVersion: v1, kind: Pod}\n"
        )
        assert [type(each.object).__name__ for each in decode(document)] == ["Pod", "Pod"]
        assert [each.faults for each in decode(document)] == [(), ()]
        assert not_an_object(document) is None

    def test_an_item_that_is_no_object_is_left_out_and_told_of(self) -> None:
        (document,) = load("apiVersion: v1\nkind: List\nitems: [3, {apiVersion: v1, kind: Pod}]\n")
        assert len(decode(document)) == 1
        assert not_an_object(document) == (
            "item 0 of the List: not a Kubernetes object: `3`, a number, not a map"
        )

    def test_a_kind_that_only_ends_in_list_is_an_object(self) -> None:
        assert (
            one("apiVersion: example.com/v1\nkind: AllowList\nspec: {}\n").object.kind
            == "AllowList"
        )


class TestOtherDocuments:
    @pytest.mark.parametrize(
        ("text", "reason"),
        [("- 1\n", "a list"), ("3\n", "`3`, a number"), ("text\n", "a string"),
         ("a: 1\n", "neither apiVersion nor kind"), ("kind: Cluster\nspec: {}\n", "no apiVersion"),
         ("apiVersion: v1\n", "no kind"), ("apiVersion: v1\nkind: 3\n", "kind is `3`, a number"),
         ("apiVersion: v1\nkind: ''\n", "no kind"), ("apiVersion: [v1]\nkind: Odd\n", "apiVersion is a list"),
         ("kind: Pod\n", "no apiVersion"), ("apiVersion: v1\nkind: [Pod]\n", "kind is a list"),
         ("null\n", "empty")],
    )  # fmt: skip
    def test_they_give_nothing_and_say_why(self, text: str, reason: str) -> None:
        (document,) = load(text)
        assert decode(document) == ()
        assert reason in (not_an_object(document) or "")

    def test_a_pod_without_api_version_is_read_and_told_of(self) -> None:
        found = fault(one("kind: Pod\nspec: {containers: [{name: a}]}\n"))
        assert (found.kind, found.at.path) == ("missing-required-field", ("apiVersion",))

    def test_an_api_version_of_the_wrong_type_is_named(self) -> None:
        decoded = one("apiVersion: 1\nkind: Pod\nspec: {containers: [{name: a}]}\n")
        assert fault(decoded).message == "`1` is a number, but `apiVersion` must be a string"
        assert fault(decoded).help == "Write v1, apps/v1 or batch/v1."
        assert source(fault(decoded)) == "1"
        assert decoded.object.spec.containers[0].name == "a"


class TestWrongTypes:
    @pytest.mark.parametrize(
        ("container", "written", "message", "advice"),
        [
            ("env: [{name: A, value: true}]", "true",
             "`true` is a boolean, but `value` in `env` must be a string",
             "Put the value in quotes."),
            ("env: [{name: A, value: 80}]", "80",
             "`80` is a number, but `value` in `env` must be a string",
             "Put the value in quotes."),
            ("args: [-p, 80]", "80",
             "`80` is a number, but every item of `args` must be a string",
             "Put the value in quotes."),
            ("command: run.sh", "run.sh",
             '`"run.sh"` is a string, but `command` in `containers` must be a list',
             "Write each item on a line of its own that starts with `- `."),
            ("ports: [{containerPort: '80'}]", "'80'",
             '`"80"` is a string, but `containerPort` in `ports` must be a whole number',
             "Remove the quotes."),
            ("ports: [{containerPort: 80.5}]", "80.5",
             "`80.5` is a number, but `containerPort` in `ports` must be a whole number",
             "Write a whole number."),
            ("ports: [{containerPort: 4294967376}]", "4294967376",
             "value `4294967376` of `containerPort` in `ports` is out of range",
             "Write a number from -2147483648 to 2147483647."),
            ("ports: [web]", "web",
             '`"web"` is a string, but every item of `ports` must be a map',
             "Write the fields below it."),
            ("ports: {containerPort: 80}", "{containerPort: 80}",
             "this is a map, but `ports` in `containers` must be a list",
             "Write each item on a line of its own that starts with `- `."),
            ("securityContext: [privileged]", "[privileged]",
             "this is a list, but `securityContext` in `containers` must be a map",
             "Remove the `- `."),
            ("stdin: 'yes'", "'yes'",
             '`"yes"` is a string, but `stdin` in `containers` must be true or false',
             "Write true or false."),
            ("stdin: 1", "1",
             "`1` is a number, but `stdin` in `containers` must be true or false",
             "Write true or false."),
            ("resources: {limits: {memory: 1gi}}", "1gi",
             "value `1gi` of `memory` in `limits` is not a quantity",
             "Write `1Gi`."),
            ("resources: {limits: {memory: true}}", "true",
             "`true` is a boolean, but `memory` in `limits` must be a quantity",
             "Write a quantity such as `500m` or `64Mi`."),
            ("resources: {limits: 1Gi}", "1Gi",
             '`"1Gi"` is a string, but `limits` must be a map',
             "Write the fields below it."),
            ("livenessProbe: {tcpSocket: {port: 1.5}}", "1.5",
             "`1.5` is a number, but `port` must be a whole number or a string",
             "Write a whole number or a string."),
            ("livenessProbe: {tcpSocket: {port: 4294967376}}", "4294967376",
             "value `4294967376` of `port` is out of range",
             "Write a number from -2147483648 to 2147483647."),
            ("image: [a]", "[a]",
             "this is a list, but `image` in `containers` must be a string",
             "Write a string."),
        ],
    )  # fmt: skip
    def test_the_message_says_what_is_there_and_what_to_write(
        self, container: str, written: str, message: str, advice: str | None
    ) -> None:
        found = fault(pod(container))
        assert found.kind == "wrong-type"
        assert (found.message, found.help) == (message, advice)
        assert source(found) == written

    def test_the_rest_stays_and_the_value_is_absent(self) -> None:
        container = pod("image: 3\nargs: [a]\nstdin: 'no'\nworkingDir: /a").object.spec.containers[
            0
        ]
        assert (container.image, container.stdin) == (None, None)
        assert (container.args, container.working_dir, container.name) == (["a"], "/a", "app")

    def test_items_keep_their_places(self) -> None:
        decoded = one(
            "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - oops\n  - {name: b, args: [1, two]}\n"
            "  - {name: c, env: [{name: A}, 3, {name: C}]}\n"
        )
        first, second, third = decoded.object.spec.containers
        assert (first.name, second.name, third.name) == (None, "b", "c")
        assert second.args == ["", "two"]
        assert [each.name for each in third.env] == ["A", None, "C"]
        assert third.env[2].at.path[-1] == 2
        assert [each.kind for each in decoded.faults] == ["wrong-type"] * 3

    def test_a_map_loses_only_the_faulty_entry(self) -> None:
        decoded = one(
            "apiVersion: v1\nkind: Pod\nmetadata: {labels: {a: 1, b: two, on: yes}}\nspec: {containers: [{name: a}]}\n"
        )
        assert decoded.object.metadata.labels == {"b": "two"}
        assert [each.at.path[-1] for each in decoded.faults] == ["a", "true"]

    def test_an_entry_may_be_called_like_its_map(self) -> None:
        decoded = pod("", "nodeSelector: {nodeSelector: 1}")
        assert fault(decoded).message.startswith(
            "`1` is a number, but `nodeSelector` in `nodeSelector` must be a string"
        )
        assert decoded.object.spec.node_selector == {}

    def test_times_are_checked(self) -> None:
        decoded = one(
            "apiVersion: v1\nkind: Pod\nmetadata: {creationTimestamp: yesterday}\nspec: {containers: [{name: a}]}\n"
        )
        assert fault(decoded).message.startswith(
            "value `yesterday` of `creationTimestamp` is not a time"
        )

    def test_faults_in_parts_that_are_loaded_on_use_have_their_place(self) -> None:
        found = fault(pod("", "tolerations: [{key: a, tolerationSeconds: soon}]"))
        assert found.at.path == ("spec", "tolerations", 0, "tolerationSeconds")

    def test_a_whole_part_may_be_wrong(self) -> None:
        decoded = one("apiVersion: v1\nkind: Pod\nmetadata: [a]\nspec: {containers: nginx}\n")
        assert [each.at.path for each in decoded.faults] == [("metadata",), ("spec", "containers")]
        assert (decoded.object.metadata, decoded.object.spec.containers) == (None, [])

    def test_status_is_read_too(self) -> None:
        found = fault(
            one("apiVersion: v1\nkind: Pod\nspec: {containers: [{name: a}]}\nstatus: {phase: 3}\n")
        )
        assert (found.kind, found.at.path) == ("wrong-type", ("status", "phase"))

    @pytest.mark.parametrize("digits", [400, 5000])
    def test_enormous_numbers_are_no_trouble(self, digits: int) -> None:
        value = 10**digits
        spec = {"hostname": value, "priority": value, "overhead": {"cpu": value}}
        data = {"apiVersion": "v1", "kind": "Pod", "spec": {"containers": [{"name": "a"}], **spec}}
        (decoded,) = decode(Document.of(data))
        assert {each.at.path[1] for each in decoded.faults} >= {"hostname", "priority"}

    def test_a_map_that_stands_in_two_places_is_mended_in_the_one_where_it_is_wrong(self) -> None:
        decoded = one(
            "apiVersion: v1\nkind: Pod\nmetadata: {labels: &x {name: a}}\n"
            "spec:\n  containers: [*x]\n  nodeSelector: *x\n  dnsConfig: *x\n"
        )
        assert fault(decoded).at.path == ("spec", "dnsConfig", "name")
        assert decoded.object.metadata.labels == {"name": "a"}
        assert decoded.object.spec.containers[0].name == "a"
        assert decoded.object.at.document.data["metadata"]["labels"] == {"name": "a"}

    def test_keys_of_data_that_are_no_strings_are_taken_out(self) -> None:
        data: Any = {
            "apiVersion": "v1", "kind": "Pod", 3: 4, "metadata": {"labels": {1: "a", "b": "c"}},
            "spec": {"containers": [{"name": "a"}]},
        }  # fmt: skip
        (decoded,) = decode(Document.of(data))
        assert decoded.object.metadata.labels == {"b": "c"}
        assert {each.kind for each in decoded.faults} == {"wrong-type"}

    def test_what_cannot_be_mended_reads_as_empty(self) -> None:
        items: Any = [{1: {}}, {"name": "b", None: {3: 4}, True: 5}]
        data: Any = {"apiVersion": "v1", "kind": "Pod", "spec": {"containers": items}}
        (decoded,) = decode(Document.of(data))
        assert decoded.object.spec is None
        assert {each.at.path[:2] for each in decoded.faults} >= {("spec", "containers")}


class TestUnknownFields:
    @pytest.mark.parametrize(
        ("container", "spec", "written", "meant"),
        [("imagePullPolcy: Always", "", "imagePullPolcy", "imagePullPolicy"),
         ("ImagePullPolicy: Always", "", "ImagePullPolicy", "imagePullPolicy"),
         ("volumeMount: []", "", "volumeMount", "volumeMounts"),
         ("", "imagePullSecret: []", "imagePullSecret", "imagePullSecrets"),
         ("", "hostNetwrok: true", "hostNetwrok", "hostNetwork"),
         ("livenessprobe: {}", "", "livenessprobe", "livenessProbe"),
         ("securityContext: {runasUser: 1}", "", "runasUser", "runAsUser")],
    )  # fmt: skip
    def test_slips_of_the_pen_are_recognised(
        self, container: str, spec: str, written: str, meant: str
    ) -> None:
        found = fault(pod(container, spec))
        assert (found.kind, found.key, found.suggestion) == ("unknown-field", True, meant)
        assert source(found) == written
        assert found.message.endswith(f" has no field `{written}`")
        assert found.help == f"Write `{meant}`."

    @pytest.mark.parametrize(
        ("container", "spec", "home"),
        [("", "livenessProbe: {}", "spec.containers[]"),
         ("", "securityContext: {privileged: true}", "spec.containers[].securityContext"),
         ("", "allowPrivilegeEscalation: false", "spec.containers[].securityContext"),
         ("securityContext: {fsGroup: 1}", "", "spec.securityContext"),
         ("hostNetwork: true", "", "spec"),
         ("volumes: []", "", "spec"),
         ("runAsUser: 1", "", "spec.containers[].securityContext"),
         ("livenessProbe: {path: /}", "", "spec.containers[].livenessProbe.httpGet"),
         ("limits: {}", "", "resources"),
         ("resources: {cpu: 1}", "", "requests` or `limits"),
         ("cpu: 1", "", "resources.requests"),
         ("env: [{name: A, secretKeyRef: {name: a, key: b}}]", "", "spec.containers[].env[].valueFrom"),
         ("readinessProbe: {periodSeconds: 1, httpGet: {port: 1, timeoutSeconds: 3}}", "",
          "spec.containers[].readinessProbe")],
    )  # fmt: skip
    def test_a_misplaced_field_is_told_where_it_belongs(
        self, container: str, spec: str, home: str
    ) -> None:
        found = fault(pod(container, spec))
        assert found.help == f"Move it to `{home}`."
        assert found.suggestion is None

    @pytest.mark.parametrize(
        ("there", "advice"),
        [
            ("true", "Remove the field. `spec.hostNetwork` already has this value."),
            ("false", "Remove the field. `spec.hostNetwork` is already set."),
        ],
    )
    def test_a_misplaced_field_is_not_moved_onto_another(self, there: str, advice: str) -> None:
        found = fault(pod("hostNetwork: true", f"hostNetwork: {there}"))
        assert found.help == advice

    def test_fields_of_the_template_may_stray_through_a_deployment(self) -> None:
        decoded = one(
            "apiVersion: apps/v1\nkind: Deployment\nreplicas: 2\nspec:\n"
            "  selector: {matchLabels: {a: b}}\n  containers: []\n"
            "  template: {spec: {containers: [{name: a}], replicas: 1}}\n"
        )
        homes = {each.at.path: str(each.help).split("`")[1] for each in decoded.faults}
        assert homes == {
            ("replicas",): "spec",
            ("spec", "containers"): "spec.template.spec.containers",
            ("spec", "template", "spec", "replicas"): "spec",
        }

    @pytest.mark.parametrize("name", ["frobnicate", "x", "y" * 500])
    def test_a_field_that_resembles_nothing_is_just_named(self, name: str) -> None:
        found = fault(pod(f"{name}: 1"))
        assert "Write" not in str(found.help)
        assert "Move" not in str(found.help)
        assert found.suggestion is None

    def test_sources_of_other_volumes_are_no_home(self) -> None:
        found = fault(pod("", "volumes: [{name: a, emptyDir: {claimName: b}}]"))
        assert "Move" not in str(found.help)

    def test_directives_of_patches_are_no_fields(self) -> None:
        decoded = pod("$patch: delete", "$setElementOrder/containers: [{name: app}]")
        assert decoded.faults == ()
        assert decoded.object.spec.containers[0].name == "app"


@pytest.mark.parametrize(
    ("word", "known", "meant"),
    [("usre", ["user"], "user"), ("uesr", ["used", "user"], "user"), ("User", ["used", "user"], "user"),
     ("port", ["ports", "pork"], "ports"), ("classes", ["class"], "class"), ("image", ["stage"], None),
     ("kind", ["king"], "king"), ("env", [], None), ("a" * 99, ["a" * 98], None),
     ("terminationGracePeriod", ["terminationGracePeriodSeconds"], None),
     ("imgPlPolicy", ["imagePullPolicy"], None), ("imgPullPolicy", ["imagePullPolicy"], "imagePullPolicy")],
)  # fmt: skip
def test_a_word_is_near_to_few_others(word: str, known: list[str], meant: str | None) -> None:
    assert nearest(word, known) == meant


class TestRequirements:
    @pytest.mark.parametrize(
        ("container", "spec", "path"),
        [("ports: [{name: web}]", "", ("containers", 0, "ports", 0, "containerPort")),
         ("env: [{value: a}]", "", ("containers", 0, "env", 0, "name")),
         ("env: [{name: '', value: a}]", "", ("containers", 0, "env", 0, "name")),
         ("volumeMounts: [{name: a}]", "", ("containers", 0, "volumeMounts", 0, "mountPath")),
         ("livenessProbe: {httpGet: {path: /}}", "", ("containers", 0, "livenessProbe", "httpGet", "port")),
         ("", "volumes: [{emptyDir: {}}]", ("volumes", 0, "name")),
         ("", "volumes: [{name: a, hostPath: {}}]", ("volumes", 0, "hostPath", "path"))],
    )  # fmt: skip
    def test_an_absent_field_is_reported_at_its_own_place(
        self, container: str, spec: str, path: tuple[str | int, ...]
    ) -> None:
        found = fault(pod(container, spec))
        assert (found.kind, found.key) == ("missing-required-field", False)
        assert found.at.path == ("spec", *path)
        assert f"`{path[-1]}` is " in found.message

    def test_an_empty_list_does_not_do(self) -> None:
        found = fault(one("apiVersion: v1\nkind: Pod\nspec: {containers: []}\n"))
        assert found.message == "`containers` is empty, but every PodSpec needs at least one entry"
        assert found.help == "Add at least one entry to `containers`."

    def test_zero_and_false_are_values(self) -> None:
        assert pod("ports: [{containerPort: 0}]\nstdin: false").faults == ()

    def test_a_value_of_the_wrong_type_is_not_missing(self) -> None:
        assert fault(pod("ports: [{containerPort: x}]")).kind == "wrong-type"
        assert fault(pod("env: [A]")).kind == "wrong-type"

    @pytest.mark.parametrize(
        ("container", "spec", "meant"),
        [("imagePullPolicy: always", "", "Always"), ("imagePullPolicy: IfNotPresnt", "", "IfNotPresent"),
         ("ports: [{containerPort: 1, protocol: tcp}]", "", "TCP"),
         ("", "restartPolicy: Sometimes", None), ("", "dnsPolicy: clusterFirst", "ClusterFirst"),
         ("", "tolerations: [{operator: exists}]", "Exists"),
         ("", "volumes: [{name: a, hostPath: {path: /a, type: directory}}]", "Directory")],
    )  # fmt: skip
    def test_only_certain_values_are_supported(
        self, container: str, spec: str, meant: str | None
    ) -> None:
        found = fault(pod(container, spec))
        assert (found.kind, found.suggestion) == ("unsupported-value", meant)
        assert found.message.startswith("unsupported value `")
        assert str(found.help).startswith(f"Write `{meant}`; " if meant else "Write ")

    def test_items_of_a_list_are_checked_one_by_one(self) -> None:
        decoded = one(
            "apiVersion: v1\nkind: Service\nspec: {ports: [{port: 1}], ipFamilies: [IPv4, ipv6]}\n"
        )
        found = fault(decoded)
        assert (found.at.path, found.suggestion) == (("spec", "ipFamilies", 1), "IPv6")

    def test_empty_values_are_defaulted_by_the_server(self) -> None:
        assert pod("imagePullPolicy: ''", "restartPolicy: ''").faults == ()

    def test_free_text_is_free(self) -> None:
        assert pod("", "volumes: [{name: a, emptyDir: {medium: Odd}}]").faults == ()

    def test_nothing_is_missing_in_status(self) -> None:
        decoded = one(
            "apiVersion: apps/v1\nkind: StatefulSet\nspec:\n  selector: {matchLabels: {a: b}}\n"
            "  template: {spec: {containers: [{name: a}]}}\n"
            "  volumeClaimTemplates: [{metadata: {name: a}, status: {conditions: [{}]}}]\n"
            "status: {}\n"
        )
        assert decoded.faults == ()


class TestRead:
    def test_any_type_can_be_read_wherever_it_stands(self) -> None:
        (document,) = load("a: [{containers: [{name: x, image: 3}]}]\n")
        place = Place(document, ("a", 0))
        spec, (found,) = read(PodSpec, document.data["a"][0], place)
        assert (spec.at, spec.containers[0].at.path) == (place, ("a", 0, "containers", 0))
        assert spec.all_containers[0].pod is spec
        assert found.at.path == ("a", 0, "containers", 0, "image")

    def test_what_is_no_map_reads_as_empty(self) -> None:
        document = Document.of({"a": 3})
        spec, (found,) = read(PodSpec, 3, Place(document, ("a",)))
        assert (spec.containers, found.kind, found.at.path) == ([], "wrong-type", ("a",))


scalars = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=8)
)
anything = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip
SAMPLE: dict[str, Any] = {
    "apiVersion": "apps/v1", "kind": "Deployment",
    "metadata": {"name": "a", "labels": {"a": "b"}, "creationTimestamp": "2024-01-01T00:00:00Z"},
    "spec": {
        "replicas": 2, "selector": {"matchLabels": {"a": "b"}},
        "strategy": {"rollingUpdate": {"maxSurge": "25%"}},
        "template": {"metadata": {"labels": {"a": "b"}}, "spec": {
            "containers": [{
                "name": "a", "image": "b", "args": ["c"], "env": [{"name": "d", "value": "e"}],
                "ports": [{"containerPort": 80}], "resources": {"limits": {"cpu": "1"}},
                "livenessProbe": {"httpGet": {"port": "http", "httpHeaders": [{"name": "x"}]}},
            }],
            "volumes": [{"name": "v", "projected": {"sources": [{"secret": {"items": []}}]}}],
            "affinity": {"nodeAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": {
                "nodeSelectorTerms": [{"matchExpressions": [{"key": "a", "operator": "Exists"}]}],
            }}},
            "nodeSelector": {"a": "b"},
        }},
    },
    "status": {"conditions": [{"type": "a", "status": "True"}]},
}  # fmt: skip


def places(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    found = [path] if path else []
    steps = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for key, item in steps:
        found += places(item, (*path, key))
    return found


@settings(max_examples=300)
@given(st.sampled_from(places(SAMPLE)), anything, st.booleans())
def test_any_damage_is_named_where_it_is_and_harms_nothing_else(
    path: tuple[str | int, ...], value: object, extra: bool
) -> None:
    data = copy.deepcopy(SAMPLE)
    holder = data
    for step in path[:-1]:
        holder = holder[step]
    if extra and isinstance(holder, dict):
        path = (*path[:-1], "xtra")
    holder[path[-1]] = value
    document = Document.of(data)
    for decoded in decode(document):
        assert decoded.object.at.path == ()
        for found in decoded.faults:
            assert len(found.message) <= 300
            shorter = min(len(found.at.path), len(path))
            assert found.at.path[:shorter] == path[:shorter]
        for node in decoded.object.nodes():
            assert not node.at.path or document.has(node.at.path)
    assert decode(document) or not_an_object(document)


@given(anything)
def test_no_data_makes_decoding_fail(data: Any) -> None:
    document = Document.of(data)
    assert bool(decode(document)) != bool(not_an_object(document))
