"""An entry of a ConfigMap that another value overrides."""

from typing import NamedTuple

from podlint.authoring import (
    ConfigMap,
    Container,
    KubernetesObject,
    ObjectSet,
    Place,
    Problem,
    Problems,
    Related,
    Severity,
    rule,
)
from podlint.document.shortening import shortened


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom="a change to a ConfigMap has no effect, even after a restart of the Pods",
    asks_for=("envFrom",),
    bad="""
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: web
        data:
          MODE: slow
          HOST: db
          PORT: "80"
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: more
        data:
          WEB_HOST: other
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              env:
                - name: WEB_MODE  # finding
                  #     ^^^^^^^^
                  value: fast
                - {name: WEB_PORT, value: "80"}
              envFrom:
                - configMapRef: {name: web}
                  prefix: WEB_
                - configMapRef: {name: more}  # finding
        """,
    good="""
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: web
          namespace: shop
        data:
          MODE: slow
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          namespace: shop
        spec:
          containers:
            - name: app
              image: app:1.4
              env:
                - {name: MODE, valueFrom: {configMapKeyRef: {name: web, key: MODE}}}
                - {name: OTHER, value: fast}
              envFrom:
                - configMapRef: {name: web}
            - name: prefixed
              image: app:1.4
              env:
                - {name: MODE, value: fast}
              envFrom:
                - {prefix: WEB_, configMapRef: {name: web}}
                - configMapRef: {name: elsewhere}
        """,
)
def hidden_environment_entry(objects: ObjectSet) -> Problems:
    """An environment variable has two sources, and one silently overrides the other.

    `env` takes precedence over `envFrom`, and among several sources in `envFrom` the last source
    takes precedence ([environment
    variables](https://kubernetes.io/docs/tasks/configure-pod-container/configure-pod-configmap/#configure-all-key-value-pairs-in-a-configmap-as-container-environment-variables)).

    podlint compares only ConfigMaps in the files that it checks, and reports only entries with
    different values.

    Remove one of the two entries, or set a `prefix` on one of the sources in `envFrom`.
    """
    maps = list(objects.whole(ConfigMap))
    for pod in objects.pods() if maps else ():
        for container in pod.spec.all_containers:
            if container.env_from:
                yield from _hidden(container, pod.owner, objects)


class _Entry(NamedTuple):
    value: str
    source: str
    at: Place


def _hidden(container: Container, owner: KubernetesObject, objects: ObjectSet) -> Problems:
    known: dict[str, _Entry] = {}
    for source in container.env_from:
        reference = source.config_map_ref
        name = reference.name if reference else None
        found = objects.find("ConfigMap", name, owner) if name else None
        if reference is None or not isinstance(found, ConfigMap) or objects.is_fragment(found):
            continue
        entries = {
            f"{source.prefix or ''}{key}": _Entry(value, name or "", found.at / "data" / key)
            for key, value in found.data.items()
        }
        both = [each for each in entries if each in known and known[each][:1] != entries[each][:1]]
        if both:
            yield Problem(
                f"ConfigMap {name} overrides {_listed(both)} from ConfigMap "
                f"{known[both[0]].source}",
                at=reference.at / "name",
                related=(Related("overridden value", known[both[0]].at),),
                why="If several sources in `envFrom` define a variable, the last source takes "
                "precedence.",
                help="Remove the key from one of the ConfigMaps, or set a `prefix` on one of the "
                "sources.",
            )
        known |= entries
    for variable in container.env:
        entry = known.get(variable.name or "")
        if entry and variable.value is not None and variable.value != entry.value:
            yield Problem(
                f"`env` of container `{container}` overrides `{variable.name}` from ConfigMap "
                f"{entry.source}",
                at=variable.at / "name",
                related=(Related("overridden value", entry.at),),
                why="`env` takes precedence over `envFrom`, so the value in the ConfigMap has no "
                "effect.",
                help="Remove the variable from `env`, or remove its key from the ConfigMap.",
            )


def _listed(names: list[str]) -> str:
    shown = ", ".join(f"`{shortened(name, 30)}`" for name in names[:2])
    return f"{shown}, and {len(names) - 2} more" if len(names) > 2 else shown
