"""A name of an object that the unit does not have."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.finding import Problem, Profile, Severity
from podlint.objects import ObjectSet
from podlint.relations.definitions import dangling
from podlint.rule import rule


@rule(
    severity=Severity.INFO,
    profile=Profile.STRICT,
    since="0.1",
    symptom="CreateContainerConfigError, ContainerCreating with FailedMount (event), Pending, or "
    "FailedCreate (event): not found",
    mission=(1, 18, 22),
    similar={
        "env-value-from": (
            "kube-linter reports every ConfigMap and Secret that the input lacks, this rule only "
            "if it holds others of that kind."
        ),
        "non-existent-service-account": (
            "kube-linter reports every service account that the input lacks, this rule only if it "
            "holds others of that kind."
        ),
        "dangling-horizontalpodautoscaler": (
            "kube-linter reports every target of an autoscaler that the input lacks, this rule "
            "only if it holds others of that kind."
        ),
        "horizontalpodautoscaler-has-target": (
            "kube-score reports every target of an autoscaler that the input lacks, this rule "
            "only if it holds others of that kind."
        ),
        "C-0300": (
            "Kubescape reports every target of an autoscaler that the input lacks, this rule only "
            "if it holds others of that kind."
        ),
        "C-0307": (
            "Kubescape reports every service account that the input lacks, this rule only if it "
            "holds others of that kind."
        ),
        "dangling-ingress": (
            "kube-linter reports Ingresses without their Service, this rule all references, if "
            "there are others of the kind."
        ),
        "ingress-targets-service": (
            "kube-score reports Ingresses without their Service, this rule all references, if "
            "there are others of the kind."
        ),
        "C-0298": (
            "Kubescape reports Ingresses without their Service, this rule all references, if "
            "there are others of the kind."
        ),
    },
    fields=(
        "ConfigMap",
        "Secret",
        "PersistentVolumeClaim",
        "ServiceAccount",
        "PriorityClass",
        "RuntimeClass",
        "StorageClass",
        "StatefulSet",
        "Ingress",
        "HorizontalPodAutoscaler",
    ),
    bad="""
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: settings
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          serviceAccountName: reader
          containers:
            - name: app
              image: app:1.4
              envFrom:
                - configMapRef: {name: colours}  # finding
                #                      ^^^^^^^
        """,
    good="""
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: settings
        ---
        apiVersion: bitnami.com/v1alpha1
        kind: SealedSecret
        metadata:
          name: access
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          serviceAccountName: reader
          containers:
            - name: app
              image: app:1.4
              envFrom:
                - configMapRef: {name: settings}
                - configMapRef: {name: colours, optional: true}
                - secretRef: {name: access}
        """,
)
def undefined_reference(objects: ObjectSet) -> Iterator[Problem]:
    """A manifest names an object that its unit lacks, although the unit has others of that kind.

    It may come from elsewhere, as Secrets often do; or it was forgotten, or renamed.

    Add the object to the folder, or check that something else makes it. Kinds of which the unit has
    no object at all are not looked at.
    """
    for each in dangling(objects):
        reference = each.reference
        if each.meant is None and not reference.optional:
            yield Problem(
                f"{reference.kind} {reference.name} is not among the {len(each.others)} of its "
                f"kind here; if nothing else makes it, {reference.symptom}; add it, or correct "
                "the name",
                at=reference.at,
            )
