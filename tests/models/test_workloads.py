"""Which Pods an object makes, and which objects are only parts."""

from __future__ import annotations

import pytest

from podlint.document import load
from podlint.models import Deployment, KubernetesObject, Pod, decode
from podlint.models.workloads import PodTarget, lack_of, patch_directive, pods_of

POD = "{containers: [{name: a, image: b}]}"
WHOLE = f"selector: {{matchLabels: {{a: b}}}}, template: {{metadata: {{labels: {{a: b}}}}, spec: {POD}}}"
TEMPLATED = [
    ("v1", "ReplicationController", ("spec", "template")),
    ("apps/v1", "ReplicaSet", ("spec", "template")),
    ("apps/v1", "Deployment", ("spec", "template")),
    ("apps/v1", "StatefulSet", ("spec", "template")),
    ("apps/v1", "DaemonSet", ("spec", "template")),
    ("batch/v1", "Job", ("spec", "template")),
    ("v1", "PodTemplate", ("template",)),
    ("batch/v1", "CronJob", ("spec", "jobTemplate", "spec", "template")),
    ("v1", "Pod", ()),
]


def obj(text: str) -> KubernetesObject:
    (decoded,) = decode(load(text)[0])
    return decoded.object


def deployment(spec: str, version: str = "apps/v1", kind: str = "Deployment") -> KubernetesObject:
    return obj(f"{{apiVersion: {version}, kind: {kind}, metadata: {{name: a}}, spec: {{{spec}}}}}")


@pytest.mark.parametrize(("version", "kind", "path"), TEMPLATED)
def test_every_kind_gives_its_pod(version: str, kind: str, path: tuple[str, ...]) -> None:
    inner = f"metadata: {{labels: {{a: b}}}}, spec: {POD}"
    for key in reversed(path):
        inner = f"{key}: {{{inner}}}"
    owner = obj(f"{{apiVersion: {version}, kind: {kind}, {inner}}}")
    (target,) = pods_of(owner)
    assert target.owner is owner
    assert target.metadata.labels == {"a": "b"}
    assert target.spec.containers[0].image == "b"
    assert target.at.path == (*path, "spec")
    assert lack_of(owner) == "it has no name"


@pytest.mark.parametrize(
    "text",
    ["{apiVersion: v1, kind: Service, spec: {ports: []}}", "{apiVersion: v1, kind: Namespace}",
     "{apiVersion: v1, kind: ConfigMap}", "{apiVersion: apps/v1, kind: Deployment}",
     "{apiVersion: apps/v1, kind: Deployment, spec: {template: {}}}", "{apiVersion: v1, kind: Pod}",
     "{apiVersion: batch/v1, kind: CronJob, spec: {jobTemplate: {}}}",
     "{apiVersion: batch/v1, kind: CronJob, spec: {}}", "{apiVersion: v1, kind: PodTemplate}"],
)  # fmt: skip
def test_an_object_without_pod_spec_gives_none(text: str) -> None:
    assert list(pods_of(obj(text))) == []


def test_targets_are_told_apart_however_equal_they_are() -> None:
    owner = deployment(WHOLE)
    one, other = (target for _ in range(2) for target in pods_of(owner))
    assert one is not other
    assert len({one, other}) == 2
    with pytest.raises(AttributeError):
        one.owner = owner  # type: ignore[misc]
    assert isinstance(one, PodTarget)


class TestLack:
    def test_whole_objects_are_not(self) -> None:
        assert lack_of(deployment(WHOLE)) is None
        assert (
            lack_of(obj(f"{{apiVersion: v1, kind: Pod, metadata: {{name: a}}, spec: {POD}}}"))
            is None
        )
        assert lack_of(deployment(f"template: {{spec: {POD}}}", "batch/v1", "Job")) is None
        assert (
            lack_of(deployment(f"template: {{spec: {POD}}}", "v1", "ReplicationController")) is None
        )

    def test_what_makes_no_pods_is_not(self) -> None:
        for kind in ("Service", "Namespace", "ConfigMap"):
            assert lack_of(obj(f"{{apiVersion: v1, kind: {kind}}}")) is None

    @pytest.mark.parametrize(
        ("spec", "reason"),
        [("replicas: 3", "it has no Pod spec"),
         ("template: {metadata: {annotations: {a: b}}}", "it has no Pod spec"),
         ("template: {spec: {nodeSelector: {a: b}}}", "its Pod spec has no containers"),
         ("template: {spec: {containers: [{name: web, args: [x]}]}}", "container `web` has no image"),
         ("template: {spec: {containers: [{args: [x]}]}}", "container `containers[0]` has no image"),
         (f"template: {{spec: {POD[:-1]}, initContainers: [{{name: i}}]}}}}", "container `i` has no image"),
         (f"template: {{metadata: {{labels: {{a: b}}}}, spec: {POD}}}", "it has no selector"),
         (f"selector: {{}}, template: {{metadata: {{labels: {{a: b}}}}, spec: {POD}}}", "it has no selector"),
         (f"selector: {{matchLabels: {{a: b}}}}, template: {{spec: {POD}}}", "its template has no labels")],
    )  # fmt: skip
    @pytest.mark.parametrize("kind", ["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"])
    def test_fragments_say_what_they_lack(self, kind: str, spec: str, reason: str) -> None:
        assert lack_of(deployment(spec, kind=kind)) == reason

    def test_a_selector_by_expressions_is_one(self) -> None:
        by_expressions = WHOLE.replace(
            "{matchLabels: {a: b}}", "{matchExpressions: [{key: a, operator: Exists}]}"
        )
        assert lack_of(deployment(by_expressions)) is None

    def test_removed_versions_made_the_selector_from_the_labels(self) -> None:
        labelled = f"template: {{metadata: {{labels: {{a: b}}}}, spec: {POD}}}"
        assert lack_of(deployment(labelled, "extensions/v1beta1")) is None
        assert lack_of(deployment(labelled, "apps/v1beta1")) is None
        assert lack_of(deployment(labelled, "apps/v1beta2")) == "it has no selector"

    @pytest.mark.parametrize("meta", ["{}", "{labels: {a: b}}", "{name: '', generateName: ''}"])
    def test_a_name_is_needed_too(self, meta: str) -> None:
        pod = f"{{apiVersion: v1, kind: Pod, metadata: {meta}, spec: {POD}}}"
        assert lack_of(obj(pod)) == "it has no name"
        assert lack_of(obj(pod.replace(meta, "{generateName: a-}"))) is None

    @pytest.mark.parametrize(
        ("right", "wrong"),
        [("name: a}, spec", "name: .5_1}, spec"), ("name: a}, spec", "generateName: 5}, spec"),
         ("image: b", "image: 5"), ("image: b", "image: no"), ("image: b", "image: [b]"),
         (POD, "{containers: 5}"), (POD, "{containers: [5]}"),
         ("{matchLabels: {a: b}}", "{matchLabels: 5}"),
         ("labels: {a: b}}, spec", "labels: [a]}, spec")],
    )  # fmt: skip
    def test_a_value_of_the_wrong_type_is_not_missing(self, right: str, wrong: str) -> None:
        text = "{apiVersion: apps/v1, kind: Deployment, metadata: {name: a}, spec: {" + WHOLE + "}}"
        assert right in text
        assert lack_of(obj(text.replace(right, wrong))) is None

    def test_objects_that_were_built_are_looked_at_as_they_are(self) -> None:
        built = {"metadata": {"name": "a"}, "spec": {"containers": [{"image": "a"}]}}
        assert lack_of(Pod.model_validate(built)) is None
        assert (
            lack_of(Deployment.model_validate({"metadata": {"name": "a"}})) == "it has no Pod spec"
        )


class TestPatchDirective:
    @pytest.mark.parametrize(
        "directive",
        ["$patch: replace", "$setElementOrder/containers: [{name: a}]", "$retainKeys: [a]"],
    )
    def test_patches_say_so(self, directive: str) -> None:
        patched = deployment(WHOLE.replace("{containers", f"{{{directive}, containers"))
        assert patch_directive(patched) == directive.split(":")[0]
        inside = deployment(WHOLE.replace("{name: a,", "{$patch: delete, name: a,"))
        assert patch_directive(inside) == "$patch"
        assert patch_directive(deployment(WHOLE)) is None

    def test_an_item_of_a_list_is_looked_at_alone(self) -> None:
        (document,) = load(
            "apiVersion: v1\nkind: List\nitems:\n"
            f"- {{apiVersion: v1, kind: Pod, spec: {POD}}}\n"
            f"- {{apiVersion: v1, kind: Pod, spec: {POD[:-1]}, $patch: merge}}}}\n"
        )
        found = [patch_directive(each.object) for each in decode(document)]
        assert found == [None, "$patch"]
