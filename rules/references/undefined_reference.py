"""A name of an object that the unit does not have."""

from podlint.authoring import ObjectSet, Problem, Problems, Severity, rule
from podlint.relations.definitions import dangling


@rule(
    severity=Severity.INFO,
    since="0.1",
    static_pods=False,
    symptom="CreateContainerConfigError, ContainerCreating with FailedMount (event), Pending, or "
    "FailedCreate (event): not found",
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
    asks_for=(
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
def undefined_reference(objects: ObjectSet) -> Problems:
    """A manifest names an object that its unit lacks, although the unit has others of that kind.

    It may come from elsewhere, as Secrets often do; or it was forgotten, or renamed.

    Add the object to the folder, or check that something else makes it. Kinds of which the unit has
    no object at all are not looked at.
    """
    for each in dangling(objects):
        reference = each.reference
        if each.meant is None and not reference.optional:
            yield Problem(
                f"{reference.kind} {reference.name} is not among the {len(each.others)} of "
                f"its kind here; if nothing else makes it, {reference.symptom}",
                at=reference.at,
                help="Add it, or correct the name.",
            )
