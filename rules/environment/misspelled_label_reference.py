"""A reference to a label or annotation that the Pod does not have."""

import re
from collections.abc import Iterator, Mapping

from podlint.authoring import PodTarget, Problem, Problems, Related, Severity, rule
from podlint.document.shortening import shortened
from podlint.models.environment_source import ObjectFieldSelector
from podlint.models.guess import may_be_slip, nearest


@rule(
    severity=Severity.WARNING,
    since="0.1",
    aliases=("misspelt-label-reference",),
    symptom=("the variable exists but is empty; `CrashLoopBackOff` if the program needs it"),
    asks_for=("fieldPath",),
    bad="""
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels:
                app: web
                version: "1.4"
              annotations:
                example.com/zone: north
            spec:
              volumes:
                - name: about
                  downwardAPI:
                    items:
                      - path: zone
                        fieldRef:
                          fieldPath: metadata.annotations['example.com/zones']  # finding
              containers:
                - name: app
                  image: app:1.4
                  env:
                    - name: VERSION
                      valueFrom:
                        fieldRef:
                          fieldPath: metadata.labels['verson']  # finding
                          #          ^^^^^^^^^^^^^^^^^^^^^^^^^
                  volumeMounts:
                    - {name: about, mountPath: /about}
        """,
    good="""
        # Controllers, kustomizations and admission webhooks also add labels.
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          labels: {app: web, app.kubernetes.io/name: web}
        spec:
          containers:
            - name: app
              image: app:1.4
              env:
                - name: APP
                  valueFrom: {fieldRef: {fieldPath: "metadata.labels['app']"}}
                - name: HASH
                  valueFrom: {fieldRef: {fieldPath: "metadata.labels['pod-template-hash']"}}
                - name: TEAM
                  valueFrom: {fieldRef: {fieldPath: "metadata.labels['team']"}}
                - name: NAME
                  valueFrom: {fieldRef: {fieldPath: metadata.name}}
        """,
)
def misspelled_label_reference(pod: PodTarget) -> Problems:
    """A variable or file refers to a misspelled label or annotation of the Pod.

    The API server accepts any key in `metadata.labels['...']`. If the Pod has no such label, the
    variable or file is empty, and Kubernetes reports no error.

    podlint reports only keys that resemble a key of the Pod. It does not report other keys, because
    controllers, kustomizations and admission webhooks add labels that are not in the manifest.

    Write the key exactly as in the Pod's `metadata`.
    """
    if pod.metadata is None:
        return
    for reference in _references(pod):
        match = re.fullmatch(
            r"metadata\.(labels|annotations)\['(.+)'\]", reference.field_path or ""
        )
        if match is None:
            continue
        field, key = match[1], match[2]
        there: Mapping[str, str] = getattr(pod.metadata, field)
        if key in there:
            continue
        near = nearest(key, (each for each in there if may_be_slip(each, key)))
        if near:
            yield Problem(
                f"Pod has no {field[:-1]} `{shortened(key)}`",
                at=reference.at / "fieldPath",
                related=(Related(f"similar {field[:-1]}", pod.metadata.at / field / near),),
                why="The variable or file is empty, and Kubernetes reports no error.",
                help=f"Write `metadata.{field}['{near}']`.",
            )


def _references(pod: PodTarget) -> Iterator[ObjectFieldSelector]:
    for container in pod.spec.all_containers:
        for variable in container.env:
            if variable.value_from and variable.value_from.field_ref:
                yield variable.value_from.field_ref
    for volume in pod.spec.volumes:
        projected = volume.projected.sources if volume.projected else ()
        for files in (volume.downward_api, *(each.downward_api for each in projected)):
            yield from (item.field_ref for item in files.items if item.field_ref) if files else ()
