"""A name of an object that the unit does not have."""

from podlint.authoring import ObjectSet, Problem, Problems, Severity, rule
from podlint.relations.definitions import dangling


@rule(
    severity=Severity.INFO,
    since="0.1",
    static_pods=False,
    symptom="CreateContainerConfigError, ContainerCreating with FailedMount (event), Pending, or "
    "FailedCreate (event): not found",
    aliases=(
        "dangling-ingress",
        "C-0298",
    ),
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
