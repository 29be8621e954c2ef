"""An ephemeral volume whose claim cannot be created."""

from podlint.authoring import Pod, PodTarget, Problem, Problems, Severity, rule
from podlint.document.shortening import shortened

_LONGEST = 253
"""The maximum length of the name of a claim."""


@rule(
    severity=Severity.ERROR,
    since="0.2",
    symptom=(
        "the Pod stays Pending; the event `FailedScheduling` with `waiting for ephemeral volume "
        "controller to create the persistentvolumeclaim`"
    ),
    asks_for=("ephemeral",),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          # 215 characters
          name: "\\
            reconciliation-of-payments-of-the-first-quarter.of-all-customers-in-the-northern-and\\
            -the-southern-regions.with-the-invoices-of-the-previous-year.and-the-statements-of-all\\
            -banks-that-take-part-in-the-trial-of-summer1"
        spec:
          volumes:
            - name: scratch-space-of-the-program-that-sorts  # finding
              #     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              ephemeral:
                volumeClaimTemplate:
                  spec:
                    accessModes: [ReadWriteOnce]
                    resources: {requests: {storage: 1Gi}}
            - name: short
              ephemeral:
                volumeClaimTemplate:
                  spec:
                    accessModes: [ReadWriteOnce]
                    resources: {requests: {storage: 1Gi}}
            - name: scratch-space-of-the-program-that-counts
              emptyDir: {}
          containers:
            - name: app
              image: app:1.4
              volumeMounts:
                - {name: scratch-space-of-the-program-that-sorts, mountPath: /scratch}
        """,
    good="""
        # Controllers cut the names of their Pods.
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: "\\
            reconciliation-of-payments-of-the-first-quarter.of-all-customers-in-the-northern-and\\
            -the-southern-regions.with-the-invoices-of-the-previous-year.and-the-statements-of-all\\
            -banks-that-take-part-in-the-trial-of-summer1"
        spec:
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web}
            spec:
              volumes:
                - name: scratch-space-of-the-program-that-sorts
                  ephemeral:
                    volumeClaimTemplate:
                      spec:
                        accessModes: [ReadWriteOnce]
                        resources: {requests: {storage: 1Gi}}
              containers:
                - name: app
                  image: app:1.4
                  volumeMounts:
                    - {name: scratch-space-of-the-program-that-sorts, mountPath: /scratch}
        """,
)
def ephemeral_claim_name_too_long(pod: PodTarget) -> Problems:
    """The claim of an ephemeral volume would have a name of more than 253 characters.

    The claim of an ephemeral volume is named after the Pod and the volume, with a hyphen between
    them ([PersistentVolumeClaim
    naming](https://kubernetes.io/docs/concepts/storage/ephemeral-volumes/#persistentvolumeclaim-naming)).
    If this name is too long, the claim cannot be created, and the Pod is never scheduled.

    Shorten the name of the Pod or of the volume.
    """
    name = pod.owner.name if isinstance(pod.owner, Pod) else None
    for volume in pod.spec.volumes if name else ():
        length = len(f"{name}-{volume.name}")
        if volume.ephemeral and length > _LONGEST:
            yield Problem(
                f"the claim of volume `{shortened(volume.name or '', 30)}` would have a name of "
                f"{length} characters",
                at=volume.at / "name",
                why=f"Names of claims have at most {_LONGEST} characters, so the claim cannot be "
                "created, and the Pod stays Pending.",
                help="Shorten the name of the Pod or of the volume.",
            )
