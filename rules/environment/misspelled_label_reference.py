"""A reference to a label or annotation that the Pod does not have."""

from podlint.authoring import PodTarget, Problem, Problems, Related, Severity, rule
from podlint.document.shortening import shortened
from podlint.pods.label_references import dangling_labels


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

    podlint reports only keys that resemble a key of the Pod. `undefined-label-reference` reports
    some other keys.

    Write the key exactly as in the Pod's `metadata`.
    """
    for reference in dangling_labels(pod):
        if reference.meant and pod.metadata:
            field, near = reference.field, reference.meant
            yield Problem(
                f"Pod has no {field[:-1]} `{shortened(reference.key)}`",
                at=reference.at,
                related=(Related(f"similar {field[:-1]}", pod.metadata.at / field / near),),
                why="The variable or file is empty, and Kubernetes reports no error.",
                help=f"Write `metadata.{field}['{near}']`.",
            )
