"""The models against Kubernetes' own description of its API, in every version that is at hand."""

from __future__ import annotations

import functools
import json
import re
from collections import defaultdict
from importlib.resources import files

import kubernetes.client
import pytest

from podlint.models import ApiField, Node, api_fields, field_info
from podlint.models.kinds import model_named
from podlint.models.object import KubernetesObject
from podlint.models.pod import PodSpec
from podlint.validation import cluster

KINDS = (
    "Pod PodTemplate ReplicationController ReplicaSet Deployment StatefulSet DaemonSet Job CronJob "
    "Namespace Service ConfigMap Secret ServiceAccount PersistentVolumeClaim"
).split()
MINORS = range(25, 38)
NEWEST = MINORS[-1]

# Required by the published schema, yet Kubernetes accepts objects without them.
NOT_REQUIRED = {
    "HTTPHeader.value": "an empty value is a legal header",
    "Sysctl.value": "an empty value is not looked at",
    "ISCSIVolumeSource.lun": "0 is a legal number, and what Go reads where there is none",
    "SleepAction.seconds": "0 is legal since 1.33",
    "PodFailurePolicy.rules": "a policy without rules is legal, and does nothing",
    "ScaleIOVolumeSource.secretRef": "it is not looked at",
    "PreferredSchedulingTerm.preference": "an empty term matches no objects, and is legal",
}
# The client has no model for a map without fields.
EMPTY_TYPES = {
    "WorkloadPodGroupAllDisruptionMode",
    "WorkloadPodGroupSingleDisruptionMode",
    "WorkloadPodGroupBasicSchedulingPolicy",
}


@functools.cache
def schemas(minor: int) -> dict:
    folder = files("kubernetes_validate") / "kubernetes-json-schema" / f"v1.{minor}.0-local"
    return json.loads((folder / "_definitions.json").read_text())["$defs"]


def closure() -> dict[str, type[Node]]:
    """Every model that the kinds lead to, by its API type: `apps/v1 Deployment`."""
    found: dict[str, type[Node]] = {}
    pending = [model_named(kind) for kind in KINDS]
    while pending:
        model = pending.pop()
        if api_type(model) not in found:
            found[api_type(model)] = model
            below = (field.model for field in api_fields(model).values())
            pending.extend(each for each in below if each)
    return found


def api_type(model: type[Node]) -> str:
    match = re.search(r"API type: `(\S+ \w+)`", model.__doc__ or "")
    assert match, f"{model.__name__} does not say which type it mirrors"
    return match[1]


def schema_name(api_type: str) -> str:
    group, version, name = re.split("[/ ]", api_type)
    prefix = "io.k8s.apimachinery.pkg.apis" if group == "meta" else "io.k8s.api"
    return f"{prefix}.{group}.{version}.{name}"


MODELS = closure()
PRESENT = {name: model for name, model in MODELS.items() if schema_name(name) in schemas(NEWEST)}
by_type = pytest.mark.parametrize("name", sorted(PRESENT))


@functools.cache
def history() -> dict[str, dict[str, list[int]]]:
    """The minor versions in which each field of each type exists."""
    found: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for minor in MINORS:
        for name, schema in schemas(minor).items():
            for field in schema.get("properties", ()):
                found[name][field].append(minor)
    return found


def described(property_: dict) -> tuple[str, str]:
    """Shape and type of a field of the schema, in the words of ApiField."""
    if "$ref" in property_:
        name = property_["$ref"].rsplit(".", 1)[1]
        plain = {
            "IntOrString": "int-or-string",
            "Quantity": "quantity",
            "Time": "time",
            "FieldsV1": "any",
        }
        return "value", plain.get(name, name)
    types = property_["type"] if isinstance(property_["type"], list) else [property_["type"]]
    kind = next(each for each in types if each != "null")
    if kind == "array":
        return "list", described(property_["items"])[1]
    if kind == "object":
        return "map", described(property_["additionalProperties"])[1]
    return "value", property_["format"] if kind == "integer" else kind


def test_the_closure_is_complete() -> None:
    pending = [name for name in schemas(NEWEST) if name.rsplit(".", 1)[1] in KINDS and known(name)]
    assert len(pending) == len(KINDS)
    reached: set[str] = set()
    while pending:
        name = pending.pop()
        if name not in reached:
            reached.add(name)
            text = json.dumps(schemas(NEWEST)[name])
            pending += re.findall(r'"\$ref": "[^"]*#/\$defs/([^"]+)"', text)
    scalars = {"Time", "Quantity", "IntOrString", "FieldsV1"}
    types = {name for name in reached if name.rsplit(".", 1)[1] not in scalars}
    assert types == {schema_name(name) for name in PRESENT}
    assert len(types) == 213


def known(name: str) -> bool:
    return name.split(".")[3:5] in (["core", "v1"], ["apps", "v1"], ["batch", "v1"])


@by_type
def test_names_and_types(name: str) -> None:
    properties = schemas(NEWEST)[schema_name(name)].get("properties", {})
    fields = api_fields(MODELS[name])
    assert {
        key: (field.shape, field.type) for key, field in fields.items() if field.until is None
    } == {key: described(each) for key, each in properties.items()}


@by_type
def test_required_fields(name: str) -> None:
    required = {
        key
        for key in schemas(NEWEST)[schema_name(name)].get("required", ())
        if f"{MODELS[name].__name__}.{key}" not in NOT_REQUIRED
    }
    fields = api_fields(MODELS[name]).items()
    assert {key for key, field in fields if field.required} == required


def test_every_deviation_is_one() -> None:
    for place in NOT_REQUIRED:
        model, key = place.split(".")
        required = [
            schemas(NEWEST)[schema_name(name)].get("required", ())
            for name in PRESENT
            if MODELS[name].__name__ == model
        ]
        assert any(key in each for each in required), place


@pytest.mark.parametrize("name", sorted(MODELS))
def test_versions(name: str) -> None:
    fields = history()[schema_name(name)]
    first = min((minors[0] for minors in fields.values()), default=NEWEST)
    last = max((minors[-1] for minors in fields.values()), default=NEWEST)
    assert {key: (field.since, field.until) for key, field in api_fields(MODELS[name]).items()} == {
        key: (
            f"1.{minors[0]}" if minors[0] > first else None,
            f"1.{minors[-1] + 1}" if minors[-1] < last else None,
        )
        for key, minors in fields.items()
    }


@pytest.mark.parametrize("name", [n for n in PRESENT if PRESENT[n].__name__ not in EMPTY_TYPES])
def test_the_python_client_agrees(name: str) -> None:
    model = MODELS[name]
    version = "V1alpha3" if "v1alpha3" in name else "V1"
    names = (version + model.__name__, "Core" + version + model.__name__)
    client = next(
        getattr(kubernetes.client, each) for each in names if hasattr(kubernetes.client, each)
    )
    fields = {key: field for key, field in api_fields(model).items() if field.until is None}
    assert {key: in_client_words(field) for key, field in fields.items()} == {
        client.attribute_map[attribute]: re.sub(r"V1(alpha3)?|Core", "", type_).replace(
            "bytes", "str"
        )
        for attribute, type_ in client.openapi_types.items()
    }
    attributes = {attribute.removeprefix("_") for attribute in client.attribute_map}
    assert {field.attribute for field in fields.values()} == attributes


def in_client_words(field: ApiField) -> str:
    plain = {
        "string": "str", "boolean": "bool", "int32": "int", "int64": "int", "quantity": "str",
        "int-or-string": "object", "time": "datetime", "any": "object",
    }  # fmt: skip
    inner = plain.get(field.type, field.type)
    inner = "object" if inner in EMPTY_TYPES else inner
    if field.type == "any":
        return inner
    return {"list": f"List[{inner}]", "map": f"Dict[str, {inner}]"}.get(field.shape, inner)


def test_what_is_known_of_a_field_can_be_asked() -> None:
    field = field_info(PodSpec, "host_ipc")
    assert (field.name, field.type, field.since, field.required) == (
        "hostIPC",
        "boolean",
        None,
        False,
    )
    assert field_info(PodSpec, "resources").since == "1.32"
    assert field_info(PodSpec, "workload_ref").until == "1.36"
    with pytest.raises(KeyError):
        field_info(PodSpec, "hostIPC")


def test_objects_have_their_common_fields_first() -> None:
    for kind in KINDS:
        model = model_named(kind)
        assert model is not None
        assert issubclass(model, KubernetesObject)
        assert list(model.model_fields)[:3] == ["api_version", "kind", "metadata"]


def test_the_versions_that_settings_may_name_are_those_of_the_schema() -> None:
    assert ((1, MINORS[0]), (1, MINORS[-1])) == (cluster.OLDEST, cluster.NEWEST)
