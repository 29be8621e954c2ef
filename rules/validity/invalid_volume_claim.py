"""An invalid template of volume claims."""

from podlint.authoring import Problems, Refused, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=(
        "`kubectl apply` fails with "
        "`spec.volumeClaimTemplates[0].spec.accessModes: Required value: at "
        "least 1 access mode is required` or `spec.resources[storage]: Required "
        "value`"
    ),
    bad="""
        apiVersion: apps/v1
        kind: StatefulSet
        metadata:
          name: db
        spec:
          selector:
            matchLabels: {app: web}
          serviceName: db
          volumeClaimTemplates:
            - metadata: {name: data}
              spec:  # finding
            # ^^^^
                accessModes: []  # finding
              # ^^^^^^^^^^^
          template:
            metadata:
              labels: {app: web}
            spec:
              containers:
                - name: app
                  image: app:1.4
        """,
    good="""
        apiVersion: apps/v1
        kind: StatefulSet
        metadata:
          name: db
        spec:
          selector:
            matchLabels: {app: web}
          serviceName: db
          volumeClaimTemplates:
            - metadata: {name: data}
              spec:
                accessModes: [ReadWriteOnce]
                resources: {requests: {storage: 1Gi}}
          template:
            metadata:
              labels: {app: web}
            spec:
              containers:
                - name: app
                  image: app:1.4
        """,
)
def invalid_volume_claim(refused: Refused) -> Problems:
    """The template of a PersistentVolumeClaim in a workload or Pod is invalid.

    The `volumeClaimTemplates` of a StatefulSet and the template of an ephemeral volume need access
    modes and a storage request above 0. The metadata of an ephemeral volume's template can have
    only labels and annotations.
    """
    yield refused.problem(_advice(refused))


def _advice(refused: Refused) -> str:
    if refused.error.type == "Required value":
        return "Set `spec.accessModes` and `spec.resources.requests.storage` in the claim template."
    return refused.remedy or "Correct the value, or remove the field."
