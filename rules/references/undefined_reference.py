"""A name of an object that the manifests do not define."""

from podlint.authoring import ObjectSet, Problem, Problems, Severity, rule
from podlint.document.shortening import shortened
from podlint.relations.definitions import dangling


@rule(
    severity=Severity.INFO,
    since="0.1",
    static_pods=False,
    symptom=(
        "`CreateContainerConfigError`, `ContainerCreating` with the event "
        "`FailedMount`, Pending, or the event `FailedCreate` with `not found`"
    ),
    similar={
        "env-value-from": (
            "kube-linter reports every missing ConfigMap and Secret; this rule reports it "
            "only if the manifests define other objects of that kind."
        ),
        "non-existent-service-account": (
            "kube-linter reports every missing ServiceAccount; this rule does so only if "
            "the manifests define other objects of that kind."
        ),
        "dangling-horizontalpodautoscaler": (
            "kube-linter reports every missing target of an autoscaler; this rule "
            "reports it only if the manifests define other objects of that kind."
        ),
        "horizontalpodautoscaler-has-target": (
            "kube-score reports every missing target of an autoscaler; this rule reports it "
            "only if the manifests define other objects of that kind."
        ),
        "C-0300": (
            "Kubescape reports every missing target of an autoscaler; this rule reports it "
            "only if the manifests define other objects of that kind."
        ),
        "C-0307": (
            "Kubescape reports every missing ServiceAccount; this rule does so only if the "
            "manifests define other objects of that kind."
        ),
        "dangling-ingress": (
            "kube-linter reports Ingresses whose Service is missing; this rule reports every "
            "undefined reference if the manifests define other objects of that kind."
        ),
        "ingress-targets-service": (
            "kube-score reports Ingresses whose Service is missing; this rule reports every "
            "undefined reference if the manifests define other objects of that kind."
        ),
        "C-0298": (
            "Kubescape reports Ingresses whose Service is missing; this rule reports every "
            "undefined reference if the manifests define other objects of that kind."
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
    """A manifest refers to an undefined object, although other objects of its kind are defined.

    The object may be defined elsewhere, as Secrets often are. It may also have been forgotten or
    renamed. podlint does not check references to a kind if the manifests define no object of that
    kind.

    Add the object to the manifests, or check that something else creates it.
    """
    for each in dangling(objects):
        reference = each.reference
        if each.meant is None and each.elsewhere is None and not reference.optional:
            symptom = reference.symptom[:1].lower() + reference.symptom[1:]
            yield Problem(
                f"{reference.kind} `{shortened(reference.name, 50)}` is not defined in these "
                "manifests",
                at=reference.at,
                why=f"Unless something else creates the {reference.kind}, {symptom}",
                help=f"Add the {reference.kind} to the manifests, or correct the name.",
            )
