"""A volume that a claim template of the same name replaces."""

from podlint.authoring import Problem, Problems, Related, Severity, StatefulSet, pods_of, rule
from podlint.document.shortening import shortened


@rule(
    severity=Severity.WARNING,
    since="0.2",
    symptom=(
        "files of the volume are missing in the container, which has a persistent volume instead"
    ),
    asks_for=("volumeClaimTemplates",),
    fragments=True,
    bad="""
        apiVersion: apps/v1
        kind: StatefulSet
        metadata:
          name: db
        spec:
          selector:
            matchLabels: {app: db}
          template:
            metadata:
              labels: {app: db}
            spec:
              containers:
                - name: db
                  image: db:15
                  volumeMounts: [{name: data, mountPath: /data}]
              volumes:
                - name: data  # finding
                  #     ^^^^
                  emptyDir: {}
          volumeClaimTemplates:
            - metadata: {name: data}
              spec:
                accessModes: [ReadWriteOnce]
                resources: {requests: {storage: 1Gi}}
        """,
    good="""
        apiVersion: apps/v1
        kind: StatefulSet
        metadata:
          name: db
        spec:
          selector:
            matchLabels: {app: db}
          template:
            metadata:
              labels: {app: db}
            spec:
              containers:
                - name: db
                  image: db:15
                  volumeMounts:
                    - {name: data, mountPath: /data}
                    - {name: tmp, mountPath: /tmp}
                    - {name: log, mountPath: /log}
              volumes:
                - name: tmp
                  emptyDir: {}
                - name: log
                  persistentVolumeClaim: {claimName: log}
          volumeClaimTemplates:
            - metadata: {name: data}
              spec:
                accessModes: [ReadWriteOnce]
                resources: {requests: {storage: 1Gi}}
            - metadata: {name: log}
              spec:
                accessModes: [ReadWriteOnce]
                resources: {requests: {storage: 1Gi}}
        """,
)
def volume_replaced_by_claim(workload: StatefulSet) -> Problems:
    """A volume in the template of a StatefulSet has the name of a claim template.

    The controller replaces the volume with the claim of the Pod, without any event. podlint does
    not report a volume that refers to a claim of the same name, because nothing else is lost.

    Rename the volume, or remove it.
    """
    spec = workload.spec
    claims = {each.name: each for each in spec.volume_claim_templates} if spec else {}
    for pod in pods_of(workload) if claims else ():
        for volume in pod.spec.volumes:
            claim = claims.get(volume.name)
            source = volume.persistent_volume_claim
            if claim is None or not volume.name or (source and source.claim_name == volume.name):
                continue
            yield Problem(
                f"volume `{shortened(volume.name, 40)}` is replaced by the claim template of the "
                "same name",
                at=volume.at / "name",
                related=(Related("the claim template", claim.at / "metadata" / "name"),),
                why="The controller uses the claim and ignores this volume.",
                help="Rename the volume, or remove it.",
            )
