"""How the models behave: strict, frozen, aware of their place, and what they say of themselves."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import ValidationError

import podlint.models
from podlint.document import load
from podlint.models import Container, Deployment, Node, Pod, Probe, Quantity, decode

ROOT = Path(__file__).parents[2]


def deployment(text: str) -> Deployment:
    (decoded,) = decode(load(text)[0])
    assert isinstance(decoded.object, Deployment)
    return decoded.object


SHOP = """
apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
spec:
  selector:
    matchLabels: {app: shop}
  template:
    metadata:
      labels: {app: shop}
    spec:
      initContainers:
        - name: migrate
          image: shop
        - name: proxy
          image: envoy
          restartPolicy: Always
      containers:
        - name: web
          image: shop
          livenessProbe:
            httpGet: {port: http}
      ephemeralContainers:
        - name: look
          image: busybox
          targetContainerName: web
      affinity:
        podAntiAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            - topologyKey: zone
"""


class TestPlaces:
    def test_every_node_knows_where_it_is_written(self) -> None:
        shop = deployment(SHOP)
        data = shop.at.document.data
        seen = 0
        for node in shop.nodes():
            value = data
            for step in node.at.path:
                value = value[step]
            assert isinstance(value, dict)
            seen += 1
        assert seen == 16

    def test_the_owner_is_the_node_around(self) -> None:
        shop = deployment(SHOP)
        pod = shop.spec.template.spec
        probe = pod.containers[0].liveness_probe
        assert probe.owner is pod.containers[0]
        assert probe.owner.owner is pod
        assert shop.owner is None
        for node in shop.nodes():
            assert all(child.owner is node for child in node.children())

    def test_nodes_that_are_imported_on_use_know_their_place_too(self) -> None:
        affinity = deployment(SHOP).spec.template.spec.affinity
        (term,) = affinity.pod_anti_affinity.required_during_scheduling_ignored_during_execution
        assert term.at.path[-3:] == (
            "podAntiAffinity", "requiredDuringSchedulingIgnoredDuringExecution", 0,
        )  # fmt: skip
        assert term.owner.owner is affinity

    def test_a_node_without_document_has_no_place(self) -> None:
        pod = Pod.model_validate({"spec": {"containers": [{"name": "a"}]}})
        assert pod.spec.containers[0].pod is pod.spec
        with pytest.raises(ValueError, match="Pod was not read from a document"):
            _ = pod.spec.containers[0].at

    def test_places_play_no_part_in_equality_hashes_and_dumps(self) -> None:
        one, other = (
            deployment(SHOP),
            deployment(f"# moved\n---\n{SHOP}".replace("# moved\n---", "")),
        )
        container, twin = (
            one.spec.template.spec.containers[0],
            other.spec.template.spec.containers[0],
        )
        assert container.at != twin.at
        assert container == twin
        assert len({container, twin, one, other}) == 2
        assert one.model_dump(by_alias=True, exclude_unset=True) == one.at.document.data


class TestValues:
    @pytest.mark.parametrize(
        "value",
        [{"replicas": "2"}, {"replicas": 2.0}, {"replicas": True}, {"paused": "true"},
         {"paused": 0}, {"replicas": 2**31}, {"replicas": -(2**31) - 1}, {"strategy": []},
         {"template": {"metadata": {"name": 1}}}, {"template": {"metadata": {"labels": {"a": 1}}}},
         {"strategy": {"rollingUpdate": {"maxSurge": 1.5}}},
         {"strategy": {"rollingUpdate": {"maxSurge": 2**31}}}, {"unknown": 1}, {"Replicas": 1}],
    )  # fmt: skip
    def test_nothing_is_converted(self, value: dict) -> None:
        with pytest.raises(ValidationError):
            Deployment.model_validate({"spec": value})

    def test_a_number_or_a_string_stays_what_it_is(self) -> None:
        for value in (1, "25%", 2**31 - 1, "http"):
            given = {"spec": {"strategy": {"rollingUpdate": {"maxSurge": value}}}}
            assert Deployment.model_validate(given).spec.strategy.rolling_update.max_surge == value

    def test_pydantic_s_own_options_can_be_given(self) -> None:
        assert Container.model_validate({"name": "app"}, context={}) == Container(name="app")
        with pytest.raises(ValidationError):
            Container.model_validate({"nmae": "app"}, context={})

    def test_null_is_absent(self) -> None:
        nulls = {"metadata": None, "spec": {"containers": None, "nodeSelector": None, "os": None}}
        pod = Pod.model_validate(nulls)
        assert (pod.metadata, pod.spec.containers, pod.spec.node_selector) == (None, [], {})
        assert pod.spec == Pod.model_validate({"spec": {}}).spec

    def test_absent_lists_are_not_shared(self) -> None:
        one, other = (Pod.model_validate({"spec": {}}) for _ in range(2))
        assert one.spec.volumes is not other.spec.volumes

    def test_nodes_are_frozen(self) -> None:
        pod = Pod.model_validate({})
        with pytest.raises(ValidationError):
            pod.kind = "Job"

    @pytest.mark.parametrize(
        ("time", "legal"),
        [("2024-02-29T23:59:59Z", True), ("2023-02-29T00:00:00Z", False),
         ("2024-01-01T00:00:00.123456789+05:30", True), ("2024-01-01T5:04:05Z", True),
         ("2024-01-01 00:00:00Z", False), ("2024-01-01T24:00:00Z", False), ("", False),
         ("2024-01-01T00:00:60Z", False), ("2024-13-01T00:00:00Z", False),
         ("2024-01-01T00:00:00", False), ("2024-01-01T00:00:00+24:00", True),
         ("2024-01-01T00:00:00+25:00", False), ("2024-01-01T00:00:00+05:60", True),
            ("2024-01-01T00:00:00+05:61", False), ("2000-02-29T00:00:00Z", True),
         ("1900-02-29T00:00:00Z", False), (20240101, False)],
    )  # fmt: skip
    def test_times_are_those_that_go_reads(self, time: object, legal: bool) -> None:
        given = {"metadata": {"creationTimestamp": time}}
        if legal:
            assert Pod.model_validate(given).metadata.creation_timestamp == time
        else:
            with pytest.raises(ValidationError):
                Pod.model_validate(given)

    def test_a_schema_can_be_written_of_every_kind(self) -> None:
        schema = Pod.model_json_schema()
        text = str(schema)
        assert "requiredDuringSchedulingIgnoredDuringExecution" in text
        assert "podIPs" in text


class TestContainers:
    def test_sorts(self) -> None:
        pod = deployment(SHOP).spec.template.spec
        assert [(each.name, each.sort) for each in pod.all_containers] == [
            ("migrate", "init"), ("proxy", "sidecar"), ("web", "app"), ("look", "ephemeral"),
        ]  # fmt: skip
        assert [each.name for each in pod.all_containers if each.is_sidecar] == ["proxy"]
        assert all(each.pod is pod for each in pod.all_containers)

    def test_a_container_on_its_own_is_an_app_container_without_pod(self) -> None:
        container = Container.model_validate({"name": "a"})
        assert (container.sort, container.pod) == ("app", None)
        assert container.effective_run_as_user is None

    def test_an_app_container_that_always_restarts_is_no_sidecar(self) -> None:
        pod = Pod.model_validate(
            {"spec": {"containers": [{"name": "a", "restartPolicy": "Always"}]}}
        )
        assert pod.spec.containers[0].sort == "app"

    def test_security_settings_come_from_the_pod_unless_the_container_has_its_own(self) -> None:
        pod = Pod.model_validate({
            "spec": {
                "securityContext": {
                    "runAsUser": 1, "runAsGroup": 2, "runAsNonRoot": True,
                    "seccompProfile": {"type": "RuntimeDefault"},
                    "appArmorProfile": {"type": "RuntimeDefault"},
                    "seLinuxOptions": {"level": "pod"},
                },
                "containers": [
                    {"name": "a"},
                    {"name": "b", "securityContext": {
                        "runAsUser": 0, "runAsNonRoot": False, "privileged": True,
                        "seccompProfile": {"type": "Unconfined"},
                        "seLinuxOptions": {"level": "own"},
                    }},
                ],
            }
        })  # fmt: skip
        inherits, own = pod.spec.containers
        assert (inherits.effective_run_as_user, own.effective_run_as_user) == (1, 0)
        assert (inherits.effective_run_as_group, own.effective_run_as_group) == (2, 2)
        assert (inherits.effective_run_as_non_root, own.effective_run_as_non_root) == (True, False)
        assert (inherits.effective_privileged, own.effective_privileged) == (False, True)
        assert inherits.effective_seccomp_profile.type == "RuntimeDefault"
        assert own.effective_seccomp_profile.type == "Unconfined"
        assert own.effective_app_armor_profile.type == "RuntimeDefault"
        assert inherits.effective_se_linux_options.level == "pod"
        assert own.effective_se_linux_options.level == "own"

    @pytest.mark.parametrize(
        ("image", "policy"),
        [("nginx", "Always"), ("nginx:latest", "Always"), ("nginx:1.27", "IfNotPresent"),
         ("localhost:5000/nginx", "Always"), ("localhost:5000/nginx:1", "IfNotPresent"),
         (f"nginx@sha256:{'0' * 64}", "IfNotPresent"), (f"nginx:latest@sha256:{'0' * 64}", "Always"),
         ("", None)],
    )  # fmt: skip
    def test_the_tag_decides_when_images_are_pulled(self, image: str, policy: str | None) -> None:
        container = Container.model_validate({"image": image})
        assert container.effective_image_pull_policy == policy
        never = Container.model_validate({"image": image, "imagePullPolicy": "Never"})
        assert never.effective_image_pull_policy == "Never"

    def test_the_default_protocol_is_tcp(self) -> None:
        container = Container.model_validate({"ports": [{}, {"protocol": "UDP"}]})
        assert [port.effective_protocol for port in container.ports] == ["TCP", "UDP"]


class TestDefaults:
    def test_a_probe_has_the_timing_of_the_api_server(self) -> None:
        names = ("initial_delay_seconds", "timeout_seconds", "period_seconds",
                 "success_threshold", "failure_threshold")  # fmt: skip
        for given, expected in [({}, (0, 1, 10, 1, 3)), (dict.fromkeys(names, 0), (0, 1, 10, 1, 3)),
                                (dict.fromkeys(names, 7), (7,) * 5)]:  # fmt: skip
            probe = Probe.model_validate({camel(name): value for name, value in given.items()})
            assert tuple(getattr(probe, f"effective_{name}") for name in names) == expected

    @pytest.mark.parametrize("name", ["exec", "httpGet", "tcpSocket", "grpc"])
    def test_a_probe_names_its_handler(self, name: str) -> None:
        assert Probe.model_validate({name: {}}).handler_name == name
        assert Probe.model_validate({}).handler_name is None

    def test_a_pod_restarts_and_ends_by_default_as_the_api_server_has_it(self) -> None:
        bare = Pod.model_validate({"spec": {}}).spec
        assert bare.effective_restart_policy == "Always"
        assert bare.effective_termination_grace_period_seconds == 30
        assert bare.effective_service_account_name == "default"
        given = Pod.model_validate({
            "spec": {"restartPolicy": "Never", "terminationGracePeriodSeconds": 0,
                     "serviceAccount": "old"}
        }).spec  # fmt: skip
        assert given.effective_restart_policy == "Never"
        assert given.effective_termination_grace_period_seconds == 0
        assert given.effective_service_account_name == "old"

    def test_an_object_says_its_name(self) -> None:
        pod = Pod.model_validate({"metadata": {"name": "a", "namespace": "b"}})
        assert (pod.name, pod.namespace, pod.group) == ("a", "b", "")
        assert Pod.model_validate({}).name is None
        assert deployment(SHOP).group == "apps"


def camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(map(str.capitalize, rest))


class TestImports:
    def test_every_public_name_is_what_type_checkers_see(self) -> None:
        source = Path(podlint.models.__file__).read_text()
        imports = [each for each in ast.walk(ast.parse(source)) if isinstance(each, ast.ImportFrom)]
        declared = {
            alias.name: each.module for each in imports if each.level for alias in each.names
        }
        assert set(dir(podlint.models)) == set(declared)
        for name, module in declared.items():
            found = getattr(podlint.models, name)
            assert found is getattr(sys.modules[f"podlint.models.{module}"], name)
        with pytest.raises(AttributeError, match="no attribute 'Podd'"):
            _ = podlint.models.Podd

    def test_a_plain_deployment_imports_nothing_rare(self) -> None:
        program = (
            "import sys; from podlint.models import Deployment;"
            "Deployment.model_validate({'spec': {'template': {'spec': {'containers': [{}]}}}});"
            "print(*[name for name in sys.modules if name.startswith('podlint.models.')])"
        )
        done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True, cwd=ROOT)  # fmt: skip
        loaded = {name.rsplit(".", 1)[1] for name in done.stdout.split()}
        rare = {
            "affinity",
            "cloud_volume",
            "decoding",
            "job",
            "pod_status",
            "projection",
            "service",
        }
        assert not loaded & rare
        assert len(loaded) < 26

    def test_every_model_module_is_short_and_says_what_it_mirrors(self) -> None:
        folder = Path(podlint.models.__file__).parent
        for file in folder.glob("*.py"):
            assert len(file.read_text().splitlines()) <= 300, file.name

    def test_quantities_and_nodes_are_public(self) -> None:
        assert issubclass(Container, Node)
        assert str(Quantity.parse("1500m")) == "1500m"
