"""A reference to a field that the downward API does not have."""

from podlint.authoring import Problems, Refused, Severity, rule
from podlint.models.guess import nearest


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=(
        "`kubectl apply` fails with `env[0].valueFrom.fieldRef.fieldPath: "
        "Invalid value: error converting fieldPath: field label not supported`"
    ),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              env:
                - name: POD_IP
                  valueFrom:
                    fieldRef:
                      fieldPath: status.podIp  # finding
                      #          ^^^^^^^^^^^^
                - name: CPUS
                  valueFrom:
                    resourceFieldRef:
                      resource: limits.cpus  # finding
                      #         ^^^^^^^^^^^
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              env:
                - name: POD_IP
                  valueFrom:
                    fieldRef: {fieldPath: status.podIP}
                - name: APP
                  valueFrom:
                    fieldRef: {fieldPath: "metadata.labels['app']"}
                - name: CPUS
                  valueFrom:
                    resourceFieldRef: {resource: limits.cpu}
        """,
)
def invalid_field_reference(refused: Refused) -> Problems:
    """A variable or a downward API volume refers to a field that the downward API does not have.

    In `env`, `fieldRef` can read metadata.name, metadata.namespace, metadata.uid, one label or
    annotation (`metadata.labels['app']`), spec.nodeName, spec.serviceAccountName, status.hostIP,
    status.hostIPs, status.podIP and status.podIPs. A volume can read only the metadata fields, but
    it can also read all labels or all annotations at once. `resourceFieldRef` can read limits and
    requests of cpu, memory, ephemeral-storage and huge pages. In a volume, it must name the
    container. The divisor must be 1 or 1m for cpu. For other resources, it must be 1 or a unit such
    as 1k or 1Mi.

    Use one of these fields.
    """
    yield refused.problem(_advice(refused))


_READABLE = (
    "metadata.name metadata.namespace metadata.uid spec.nodeName spec.serviceAccountName "
    "status.hostIP status.hostIPs status.podIP status.podIPs"
).split()


def _advice(refused: Refused) -> str | None:
    if refused.at.path[-1] != "fieldPath" or not isinstance(refused.value, str):
        return (
            refused.remedy or "Use a supported resource and divisor, such as `limits.cpu` and `1m`."
        )
    meant = nearest(refused.value, _READABLE)
    if meant and meant != refused.value:
        return f"Write `{meant}`."
    return "Use a supported field, such as `metadata.name`, `spec.nodeName` or `status.podIP`."
