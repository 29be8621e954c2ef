"""An entry of a ConfigMap or Secret that another value hides."""

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


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom="an edited ConfigMap changes nothing, although the Pods were restarted",
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
    """A variable comes from two places, and one hides the other without a word.

    What `envFrom` brings gives way to `env`, and of several sources in `envFrom` the last one wins
    ([environment
    variables](https://kubernetes.io/docs/tasks/configure-pod-container/configure-pod-configmap/#configure-all-key-value-pairs-in-a-configmap-as-container-environment-variables)).
    Only ConfigMaps that are among the inputs are compared, and only entries with another value.

    Remove one of the two, or give the source a `prefix`.
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
                f"{_listed(both)} of ConfigMap {known[both[0]].source} counts for nothing",
                at=reference.at / "name",
                related=(Related("hidden", known[both[0]].at),),
                why=f"ConfigMap {name} comes later and has the same.",
                help="Remove one, or set a prefix.",
            )
        known |= entries
    for variable in container.env:
        entry = known.get(variable.name or "")
        if entry and variable.value is not None and variable.value != entry.value:
            yield Problem(
                f"{variable.name} of ConfigMap {entry.source} counts for nothing here, "
                "because env goes before envFrom",
                at=variable.at / "name",
                related=(Related("hidden", entry.at),),
                help="Remove one of the two.",
            )


def _listed(names: list[str]) -> str:
    return ", ".join([*names[:3], "..."] if len(names) > 3 else names)
