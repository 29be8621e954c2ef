"""What objects name, what a unit has of it, and how many Pods a workload has."""

from __future__ import annotations

import pytest

from podlint.document import load
from podlint.models import Quantity
from podlint.models.guess import may_be_slip
from podlint.reading.file import read_text
from podlint.reading.kustomization import read_kustomization
from podlint.reading.unit import object_set
from podlint.relations.definitions import dangling, keys_of
from podlint.relations.object_set import ObjectSet
from podlint.relations.references import references_of
from podlint.relations.runtime_classes import class_overhead
from podlint.relations.scaling import scale_of, starts_before_it_stops

POD = """\
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  serviceAccountName: reader
  priorityClassName: important
  runtimeClassName: gvisor
  initContainers:
    - {name: a, image: a, envFrom: [{secretRef: {name: s1, optional: true}}]}
  containers:
    - name: b
      image: b
      env: [{name: A, valueFrom: {configMapKeyRef: {name: c1, key: k1}}}]
  ephemeralContainers:
    - {name: d, image: d, envFrom: [{configMapRef: {name: c2}}]}
  volumes:
    - {name: v1, secret: {secretName: s2, items: [{key: k2, path: p}]}}
    - {name: v2, persistentVolumeClaim: {claimName: p1}}
    - name: v3
      projected:
        sources: [{configMap: {name: c3}}, {secret: {name: s3, optional: true}}, {downwardAPI: {}}]
    - name: v4
      ephemeral: {volumeClaimTemplate: {spec: {storageClassName: fast}}}
    - {name: v5, emptyDir: {}}
"""
DEPLOYMENT = """\
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 4
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: a, image: a}]}
"""


def unit(*texts: str) -> ObjectSet:
    files = tuple(read_text(f"{index}.yaml", text) for index, text in enumerate(texts))
    return object_set(files, complete=True)


def test_everything_that_a_pod_names_is_found_with_its_keys() -> None:
    (pod,) = unit(POD).objects
    found = [(each.kind, each.name, each.optional) for each in references_of(pod)]
    assert found == [
        ("ServiceAccount", "reader", False),
        ("PriorityClass", "important", False),
        ("RuntimeClass", "gvisor", False),
        ("Secret", "s2", False),
        ("PersistentVolumeClaim", "p1", False),
        ("ConfigMap", "c3", False),
        ("Secret", "s3", True),
        ("StorageClass", "fast", False),
        ("Secret", "s1", True),
        ("ConfigMap", "c1", False),
        ("ConfigMap", "c2", False),
    ]
    keys = [key for each in references_of(pod) for key, _ in each.keys]
    assert keys == ["k2", "k1"]
    assert all(each.at.document.has(each.at.path) for each in references_of(pod))


SECRET = "apiVersion: v1\nkind: Secret\nmetadata: {name: s2, namespace: %s}\n%s"


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        (SECRET % ("shop", "data: {a: YQ==}\nstringData: {b: c}\n"), {"a", "b"}),
        (SECRET % ("shop", "data: {a: 1}\n"), {"a"}),
        (SECRET % ("other", "data: {a: YQ==}\n"), None),
        (SECRET % ("shop", "data: {}\n"), None),
        (SECRET % ("shop", "type: kubernetes.io/service-account-token\ndata: {a: YQ==}\n"), None),
        (
            SECRET.replace("name: s2", "name: s2, annotations: {x/replicate-from: z}")
            % ("shop", "data: {a: YQ==}\n"),
            None,
        ),
        (
            SECRET % ("shop", "data: {a: YQ==}\n") + "---\napiVersion: external-secrets.io/v1\n"
            "kind: ExternalSecret\nmetadata: {name: x}\nspec: {target: {name: s2}}\n",
            None,
        ),
    ],
)
def test_keys_are_known_only_where_nothing_adds_to_them(text: str, keys: set[str] | None) -> None:
    objects = unit(POD, text)
    (reference,) = [each for each in references_of(objects.objects[0]) if each.name == "s2"]
    assert keys_of(objects, reference) == keys


@pytest.mark.parametrize(
    ("name", "other", "slip"),
    [
        ("web-settings", "web-setting", True),
        ("websettings", "web-settings", True),
        ("improtant", "important", True),
        ("web-1", "web-2", False),
        ("token-a", "token-b", False),
        ("token-a", "token", False),
        ("app-dev", "app-prd", False),
        ("api", "app", False),
        ("wbe", "web", True),
        ("web", "web", False),
    ],
)
def test_names_that_tell_things_apart_are_no_slips(name: str, other: str, slip: bool) -> None:
    assert may_be_slip(name, other) is slip


def test_nothing_dangles_beside_what_nobody_wrote() -> None:
    assert list(dangling(unit(POD))) == []
    (found,) = dangling(unit(POD, SECRET % ("other", "")))
    assert found.elsewhere
    assert (found.reference.name, found.elsewhere.namespace) == ("s2", "other")
    copied = SECRET.replace("name: s2", "name: s2, annotations: {x/replicate-to: z}")
    assert list(dangling(unit(POD, copied % ("other", "")))) == []
    (found, *_) = dangling(unit(POD, SECRET.replace("s2", "zzz") % ("shop", "")))
    assert (found.reference.name, found.meant, found.others) == ("s2", None, {"zzz"})


AUTOSCALER = """\
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: a}
spec: {scaleTargetRef: {kind: %s, name: web}, maxReplicas: 7, minReplicas: 3}
"""
SCALED_OBJECT = """\
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: {name: a}
spec: {scaleTargetRef: {name: web}}
"""


@pytest.mark.parametrize(
    ("texts", "scale"),
    [
        ([], (4, 4, False)),
        ([AUTOSCALER % "Deployment"], (3, 7, True)),
        ([AUTOSCALER % "StatefulSet"], (4, 4, False)),
        ([SCALED_OBJECT], (4, None, True)),
    ],
)
def test_an_autoscaler_bounds_the_number_of_pods(texts: list[str], scale: tuple[int, int]) -> None:
    objects = unit(DEPLOYMENT, *texts)
    found = scale_of(objects.objects[0], objects)
    assert (found.least, found.most, found.autoscaled) == scale


def test_a_kustomization_may_set_the_number() -> None:
    kustomization = read_kustomization(load("replicas: [{name: web, count: 9}]\n"))
    objects = object_set((read_text("web.yaml", DEPLOYMENT),), kustomization=kustomization)
    assert scale_of(objects.objects[0], objects).least == 9


@pytest.mark.parametrize(
    ("strategy", "first"),
    [
        ("{}", False),
        ("{rollingUpdate: {maxUnavailable: 0}}", True),
        ("{rollingUpdate: {maxSurge: 0, maxUnavailable: 1}}", False),
        ("{rollingUpdate: {maxSurge: 10%, maxUnavailable: 10%}}", True),
        ("{rollingUpdate: {maxSurge: 0%, maxUnavailable: 10%}}", False),
        ("{type: Recreate}", False),
    ],
)
def test_an_update_starts_before_it_stops(strategy: str, first: bool) -> None:
    text = DEPLOYMENT.replace("  replicas: 4\n", f"  replicas: 4\n  strategy: {strategy}\n")
    (deployment,) = unit(text).objects
    assert starts_before_it_stops(deployment) is first


@pytest.mark.parametrize(
    ("strategy", "first"),
    [
        ("{rollingUpdate: {maxSurge: many, maxUnavailable: 0}}", False),
        ("{rollingUpdate: {maxSurge: -5%, maxUnavailable: 0}}", False),
        ("{rollingUpdate: {maxSurge: 1, maxUnavailable: none}}", False),
    ],
)
def test_of_an_update_with_nonsense_nothing_is_concluded(strategy: str, first: bool) -> None:
    test_an_update_starts_before_it_stops(strategy, first)


def test_a_stateful_set_without_a_spec_names_nothing() -> None:
    (stateful_set,) = unit("apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: db}\n").objects
    assert not list(references_of(stateful_set))


def test_an_overhead_that_is_no_amount_is_not_counted() -> None:
    runtime_class = (
        "apiVersion: node.k8s.io/v1\nkind: RuntimeClass\nmetadata: {name: gvisor}\n"
        "handler: runsc\noverhead: {podFixed: {cpu: 100m, memory: lots}}\n"
    )
    objects = unit(POD, runtime_class)
    (pod,) = objects.whole_pods()
    assert class_overhead(pod.spec, objects) == {"cpu": Quantity.parse("100m")}


@pytest.mark.parametrize(
    ("labels", "namespace", "near"),
    [
        ("{app: fronted}", "shop", True),
        ("{app: fronted}", "other", False),
        ("{app: frontend, tier: web}", "shop", False),
        ("{app: database}", "shop", False),
    ],
)
def test_a_slip_in_a_label_is_seen_in_the_same_namespace(
    labels: str, namespace: str, near: bool
) -> None:
    pod = POD.replace("{name: web, namespace: shop}", f"{{name: web, namespace: {namespace}}}")
    pod = pod.replace("name: web,", f"name: web, labels: {labels},")
    found = unit(pod).nearly_selected({"app": "frontend"}, "shop")
    assert (found is not None) is near
