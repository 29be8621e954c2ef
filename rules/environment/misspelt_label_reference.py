"""A variable that is to hold a label or an annotation that the Pod does not have."""

import re
from collections.abc import Iterator, Mapping

from podlint.authoring import PodTarget, Problem, Problems, Related, Severity, rule
from podlint.models.environment_source import ObjectFieldSelector
from podlint.models.guess import may_be_slip, nearest


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom="the variable is there and empty; CrashLoopBackOff of a program that needs it",
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
        # Others add labels, too: controllers, kustomizations, admission.
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
def misspelt_label_reference(pod: PodTarget) -> Problems:
    """A variable or file is to hold a label or annotation that the Pod has under another spelling.

    The API server takes any key in `metadata.labels['...']`; without such a label the variable is
    empty, and nothing says so. Keys that resemble none of the Pod's own are left alone, because
    controllers, kustomizations and admission add labels that are not in the manifest.

    Write the key as the Pod's metadata have it.
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
                f"the Pod has no {field[:-1]} {key}, and this stays empty",
                at=reference.at / "fieldPath",
                related=(Related(f"the {field[:-1]}", pod.metadata.at / field / near),),
                help=f"Did you mean {near}?",
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
