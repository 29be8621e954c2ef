"""An invalid mount."""

from podlint.authoring import Problems, Refused, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=(
        "`kubectl apply` fails with `spec.containers[0].volumeMounts.subPath: "
        "Invalid value: must be a relative path`"
    ),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - {name: a, emptyDir: {}}
          containers:
            - name: app
              image: app:1.4
              volumeMounts:
                - name: a
                  mountPath: /data
                  subPath: /etc  # finding
                  #        ^^^^
                  mountPropagation: Bidirectional  # finding
                  #                 ^^^^^^^^^^^^^
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - {name: a, emptyDir: {}}
          containers:
            - name: app
              image: app:1.4
              volumeMounts:
                - name: a
                  mountPath: /data
                  subPath: etc
        """,
)
def invalid_mount(refused: Refused) -> Problems:
    """A mount of a volume or of a block device is invalid.

    `subPath` must be a relative path without `..`, and cannot be combined with `subPathExpr`.
    Bidirectional mount propagation requires a privileged container. `recursiveReadOnly` requires
    `readOnly: true`. A block device must come from a PersistentVolumeClaim or a generic ephemeral
    volume.
    """
    yield refused.problem(refused.remedy or _help(refused))


def _help(refused: Refused) -> str:
    if refused.at.path[-1] == "mountPropagation":
        return "Set `mountPropagation: HostToContainer`, or remove it."
    if "Path" in str(refused.at.path[-1]):
        return "Use a different path. `subPath` must be a relative path inside the volume."
    return "Correct the value, or remove the field."
