"""A volume type without a driver."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.finding import Problem, Profile, Severity
from podlint.rule import rule
from podlint.submission import Submission
from podlint.verdict import VOLUMES, cautions


@rule(
    severity=Severity.WARNING,
    profile=Profile.RECOMMENDED,
    since="0.1",
    symptom="kubectl apply: Warning: spec.volumes[0].glusterfs: deprecated in v1.25, "
    "non-functional in v1.26+; the Pod stays ContainerCreating",
    mission=(18,),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: data
              glusterfs:  # finding
            # ^^^^^^^^^
                endpoints: gluster
                path: data
          containers:
            - name: app
              image: app:1.4
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: data
              csi: {driver: csi.example.com}
          containers:
            - name: app
              image: app:1.4
        """,
)
def removed_volume_plugin(submission: Submission) -> Iterator[Problem]:
    """A volume is of a type that Kubernetes no longer carries out.

    The API still has the field, but the code behind it is gone or about to go. The Pod stays in
    ContainerCreating with FailedMount.

    Use the CSI driver of the storage system; for `gitRepo`, an init container that clones into
    an emptyDir.
    """
    return cautions(submission, VOLUMES, "use the CSI driver of the storage system")
