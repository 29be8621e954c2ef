"""Fields that the API server sets."""

from podlint.authoring import (
    Delete,
    Fix,
    KubernetesObject,
    Place,
    Problem,
    Problems,
    Severity,
    pods_of,
    rule,
)

_RESTARTED = "kubectl.kubernetes.io/restartedAt"
_LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration"

_RECREATED = (
    "Applying the manifest fails with a conflict if the object in the cluster has a different UID, "
    "for example because it was recreated."
)
_CHANGED = (
    "Applying the manifest fails if the object in the cluster has changed since it was exported, "
    "or does not exist."
)
_MANAGED = "`kubectl apply --server-side` fails with `metadata.managedFields must be nil`."


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom=(
        "`kubectl apply` fails with `Conflict` and `the object has been "
        "modified; please apply your changes to the latest version`, or with "
        "`Precondition failed: UID in precondition`"
    ),
    at_most=Severity.WARNING,
    asks_for=(
        "uid",
        "resourceVersion",
        "managedFields",
        "ownerReferences",
        _LAST_APPLIED,
        _RESTARTED,
        "status",
    ),
    bad=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          uid: 6b1c6a4e-5f0c-4d5e-9d0a-2a3c9e1c7f10  # finding
       #  ^^^
          resourceVersion: "48213"  # finding
          annotations:
            kubectl.kubernetes.io/last-applied-configuration: "{}"  # finding
            example.com/owner: shop
          managedFields:  # finding
            - manager: kubectl
              operation: Update
        spec:
          containers:
            - name: app
              image: app:1.4
        status:  # finding
          phase: Running
        """,
        """
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: web
          ownerReferences:  # finding
            - apiVersion: apps/v1
              kind: Deployment
              name: web
              uid: 6b1c6a4e-5f0c-4d5e-9d0a-2a3c9e1c7f10
        data: {a: b}
        """,
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web}
              annotations:
                kubectl.kubernetes.io/restartedAt: "2024-05-17T08:30:00Z"  # finding
            spec:
              containers:
                - name: app
                  image: app:1.4
        """,
    ),
    fixed="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          annotations:
            example.com/owner: shop
        spec:
          containers:
            - name: app
              image: app:1.4
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          creationTimestamp: null
        spec:
          containers:
            - name: app
              image: app:1.4
        status: {}
        """,
)
def server_fields_in_manifest(obj: KubernetesObject) -> Problems:
    """A manifest contains fields that only the API server or kubectl should set.

    Such a manifest was usually exported from a cluster. Its fields have these effects:

    - `uid` identifies one object, and `resourceVersion` identifies one state of this object. If the
      object has changed since the export or was recreated, the API server rejects the manifest with
      a conflict. It also rejects a manifest with `resourceVersion` if the object does not exist.
    - `ownerReferences` contain the UID of the owner. If the owner was recreated or does not exist,
      the garbage collector deletes the object. podlint reports this field by default if the
      manifest was written by hand.
    - The API server rejects a server-side apply of a manifest with `managedFields`.
    - kubectl replaces the annotation `kubectl.kubernetes.io/last-applied-configuration`, but other
      tools store it unchanged. A later `kubectl apply` then compares the object with an outdated
      state, and can keep or remove the wrong fields.
    - The annotation `kubectl.kubernetes.io/restartedAt` records a `kubectl rollout restart`.
    - Kubernetes ignores `status` in a manifest.

    Remove the fields. `kubectl get -o yaml` shows them, but `kubectl apply` does not need them.
    """
    meta = obj.metadata
    if meta is None:
        return
    for field, written, harm in (
        ("uid", meta.uid, _RECREATED),
        ("resourceVersion", meta.resource_version, _CHANGED),
        ("managedFields", meta.managed_fields, _MANAGED),
    ):
        if written:
            message = f"manifest sets `metadata.{field}`, which only the API server should set"
            yield _problem(meta.at / field, f"`{field}`", message, harm)
    if _LAST_APPLIED in meta.annotations:
        place = meta.at / "annotations" / _LAST_APPLIED
        yield _problem(
            place,
            "the annotation",
            f"manifest has kubectl's annotation `{_LAST_APPLIED}`",
            "If another tool creates the object, a later `kubectl apply` can keep or remove the "
            "wrong fields.",
        )
    if any(each.uid and not each.is_unknown("uid") for each in meta.owner_references):
        exported = meta.uid or meta.resource_version or meta.managed_fields
        message = "manifest sets `metadata.ownerReferences`, although the owner's UID is not known"
        harm = "The object is deleted soon after it is created, unless the same owner still exists."
        problem = _problem(meta.at / "ownerReferences", "`ownerReferences`", message, harm)
        yield problem if exported else problem.replace(severity=Severity.WARNING, fix=None)
    for pod in pods_of(obj):
        if pod.metadata and _RESTARTED in pod.metadata.annotations:
            yield Problem(
                f"manifest has kubectl's annotation `{_RESTARTED}`",
                at=pod.metadata.at / "annotations" / _RESTARTED,
                key=True,
                why="The annotation records a `kubectl rollout restart` in the original cluster.",
                help="Remove the annotation. Applying that change may restart the Pods once more.",
            )
    status = getattr(obj, "status", None)
    if status and status.written:
        message = "manifest sets `status`, which only the cluster should set"
        yield _problem(
            obj.at / "status", "`status`", message, "Kubernetes ignores `status` in a manifest."
        )


def _problem(place: Place, name: str, message: str, harm: str) -> Problem:
    fix = Fix(f"remove {name}", (Delete(place.path),))
    return Problem(message, at=place, key=True, fix=fix, why=harm, help=f"Remove {name}.")
