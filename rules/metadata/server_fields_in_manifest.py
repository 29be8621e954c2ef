"""Fields that the API server writes."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.document import Delete
from podlint.finding import Fix, Problem, Profile, Severity
from podlint.models import KubernetesObject
from podlint.rule import rule


@rule(
    severity=Severity.INFO,
    profile=Profile.STRICT,
    since="0.1",
    symptom="kubectl apply: Conflict, the object has been modified; please apply your changes to "
    "the latest version; or Precondition failed: UID in precondition",
    mission=(1,),
    fields=("uid", "resourceVersion"),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          uid: 6b1c6a4e-5f0c-4d5e-9d0a-2a3c9e1c7f10  # finding
       #  ^^^
          resourceVersion: "48213"  # finding
        spec:
          containers:
            - name: app
              image: app:1.4
        """,
    fixed="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
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
def server_fields_in_manifest(obj: KubernetesObject) -> Iterator[Problem]:
    """A manifest was copied out of a cluster, with fields that only the server may write.

    `resourceVersion` and `uid` say which state of which object is meant. Once the object has
    changed, or in another cluster, the API server refuses the manifest as a conflict.

    Remove the fields; `kubectl get -o yaml` shows them, and `kubectl apply` needs none of them.
    """
    if obj.metadata is None:
        return
    written = {"uid": obj.metadata.uid, "resourceVersion": obj.metadata.resource_version}
    for field, value in written.items():
        if value:
            place = obj.metadata.at / field
            yield Problem(
                f"{field} is written by the API server: applying this again, or to another "
                f"cluster, ends in a conflict; remove {field}",
                at=place,
                key=True,
                fix=Fix(f"remove {field}", (Delete(place.path),)),
            )
