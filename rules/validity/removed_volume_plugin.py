"""A volume type that Kubernetes has removed."""

from podlint.authoring import Problems, Severity, Submission, rule
from podlint.targets.refusals import VOLUMES, server_warnings


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom=(
        "`kubectl apply` prints `Warning: spec.volumes[0].glusterfs: deprecated "
        "in v1.25, non-functional in v1.26+`; the Pod stays `ContainerCreating`"
    ),
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
    """A volume has a type that Kubernetes no longer supports.

    The API still has the field, but Kubernetes has removed or disabled the code for this volume
    type, or plans to remove it. The Pod can stay in ContainerCreating, with a FailedMount event.

    Use the CSI driver of the storage system, or other storage if there is none. Replace `gitRepo`
    with an init container that clones the repository into an `emptyDir` volume.
    """
    return server_warnings(
        submission, VOLUMES, _advice, effect="The Pod can stay in ContainerCreating."
    )


_ADVICE = {
    "gitRepo": "Use an init container to clone the repository into an `emptyDir` volume.",
    "cephfs": "Use a `csi` volume with the driver `cephfs.csi.ceph.com`.",
    "rbd": "Use a `csi` volume with the driver `rbd.csi.ceph.com`.",
    "quobyte": "Use Quobyte's CSI driver.",
    "scaleIO": "ScaleIO is now Dell PowerFlex: use the CSI driver of PowerFlex.",
    "glusterfs": "Gluster has no CSI driver of its own: use Kadalu's CSI driver, or other storage.",
    "flocker": "Move the data to other storage. Flocker has no CSI driver.",
    "storageos": "Move the data to other storage. StorageOS is no longer developed.",
    "photonPersistentDisk": "Move the data to other storage. Photon Controller has no CSI driver.",
}


def _advice(text: str) -> str:
    volume = text.partition(": ")[0].rpartition(".")[2]
    named = (words for name, words in _ADVICE.items() if name.lower() == volume.lower())
    return next(named, "Use the CSI driver of the storage system.")
