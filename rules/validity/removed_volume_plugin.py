"""A volume type without a driver."""

from podlint.authoring import Problems, Severity, Submission, rule
from podlint.targets.refusals import VOLUMES, server_warnings


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom="kubectl apply: Warning: spec.volumes[0].glusterfs: deprecated in v1.25, "
    "non-functional in v1.26+; the Pod stays ContainerCreating",
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
def removed_volume_plugin(submission: Submission) -> Problems:
    """A volume is of a type that Kubernetes no longer supports.

    The API still has the field, but the code behind it is gone or about to go. The Pod stays in
    ContainerCreating with FailedMount.

    Use the CSI driver of the storage system, or other storage where there is none; for `gitRepo`,
    an init container that clones into an emptyDir.
    """
    return server_warnings(submission, VOLUMES, _advice)


_ADVICE = {
    "gitRepo": "Clone in an init container, into an emptyDir.",
    "cephfs": "Use the CSI driver cephfs.csi.ceph.com.",
    "rbd": "Use the CSI driver rbd.csi.ceph.com.",
    "quobyte": "Use the CSI driver of Quobyte.",
    "scaleIO": "Use the CSI driver of Dell PowerFlex, as ScaleIO is called now.",
    "glusterfs": "Gluster has no CSI driver of its own: use that of Kadalu, or other storage.",
    "flocker": "Flocker has no CSI driver: move the data to other storage.",
    "storageos": "StorageOS is no longer developed: move the data to other storage.",
    "photonPersistentDisk": "Photon has no CSI driver: move the data to other storage.",
}


def _advice(text: str) -> str:
    volume = text.partition(": ")[0].rpartition(".")[2]
    named = (words for name, words in _ADVICE.items() if name.lower() == volume.lower())
    return next(named, "Use the CSI driver of the storage system.")
