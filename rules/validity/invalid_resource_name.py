"""A resource that does not exist."""

from podlint.authoring import Problems, Refused, Severity, rule
from podlint.models.guess import nearest


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=(
        "`kubectl apply` fails with `spec.containers[0].resources.limits[gpu]: "
        "Invalid value: must be a standard resource type or fully qualified`"
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
              resources:
                limits:
                  gpu: 1  # finding
                # ^^^
                  memmory: 1Gi  # finding
                # ^^^^^^^
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
              resources:
                limits:
                  nvidia.com/gpu: 1
                  memory: 1Gi
        """,
)
def invalid_resource_name(refused: Refused) -> Problems:
    """A container requests or limits a resource that does not exist.

    Only cpu, memory, ephemeral-storage and hugepages-SIZE have no domain. The name of every other
    resource starts with the domain of the plugin that provides it, such as `nvidia.com/gpu`.
    """
    yield refused.problem(_advice(refused), key=True)


_KNOWN = ("cpu", "memory", "ephemeral-storage", "hugepages-2Mi", "hugepages-1Gi")


def _advice(refused: Refused) -> str:
    name = str(refused.at.path[-1])
    if "gpu" in name:
        return "Use the resource name that the device plugin registers, such as `nvidia.com/gpu`."
    meant = nearest(name, _KNOWN)
    return f"Write `{meant}`." if meant else "Use `cpu`, `memory`, or a name with a domain."
