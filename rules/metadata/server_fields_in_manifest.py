"""Fields that the API server writes."""

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


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom="kubectl apply: Conflict, the object has been modified; please apply your changes to "
    "the latest version; or Precondition failed: UID in precondition",
    asks_for=("uid", "resourceVersion", "managedFields", _LAST_APPLIED, _RESTARTED, "status"),
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
    """A manifest was copied out of a cluster, with fields that only the server may write.

    `resourceVersion` and `uid` say which state of which object is meant: once the object has
    changed, or in another cluster, the API server refuses the manifest as a conflict. With
    `managedFields` it refuses a server-side apply. An annotation with the last applied
    configuration makes `kubectl apply` compare with a state that never was, and keep or remove
    fields by it. A `status` is ignored.
    The time of a `kubectl rollout restart` belongs to the cluster, too.

    Remove the fields; `kubectl get -o yaml` shows them, and `kubectl apply` needs none of them.
    """
    meta = obj.metadata
    if meta is None:
        return
    copied = "applying this again, or to another cluster, ends in a conflict"
    for field, written, harm in (
        ("uid", meta.uid, copied),
        ("resourceVersion", meta.resource_version, copied),
        ("managedFields", meta.managed_fields, "kubectl apply --server-side refuses it"),
    ):
        if written:
            yield _problem(meta.at / field, field, f"is written by the API server: {harm}")
    if _LAST_APPLIED in meta.annotations:
        place = meta.at / "annotations" / _LAST_APPLIED
        yield _problem(
            place, "the annotation", "is kubectl's own note: apply compares with an old state"
        )
    for pod in pods_of(obj):
        if pod.metadata and _RESTARTED in pod.metadata.annotations:
            yield Problem(
                "kubectl rollout restart writes this annotation",
                at=pod.metadata.at / "annotations" / _RESTARTED,
                key=True,
                why="It says when these Pods were restarted in the cluster that this was "
                "copied from.",
                help="Remove it, which restarts them once more.",
            )
    status = getattr(obj, "status", None)
    if status and status.written:
        yield _problem(obj.at / "status", "status", "is written by the cluster and ignored here")


def _problem(place: Place, name: str, harm: str) -> Problem:
    fix = Fix(f"remove {name}", (Delete(place.path),))
    return Problem(
        f"{name} {harm}",
        at=place,
        key=True,
        fix=fix,
        help=f"Remove {name}.",
    )
