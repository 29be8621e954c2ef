"""A setting of a mount that the API server refuses."""

from podlint.authoring import Problems, Refused, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom="kubectl apply: spec.containers[0].volumeMounts.subPath: Invalid value: must "
    "be a relative path",
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

    `subPath` is relative and goes nowhere upwards; it excludes `subPathExpr`. Bidirectional
    propagation needs a privileged container; `recursiveReadOnly` needs `readOnly: true`. Block
    devices are of claims or ephemeral volumes.
    """
    yield refused.problem(refused.remedy or _help(refused))


def _help(refused: Refused) -> str:
    if refused.at.path[-1] == "mountPropagation":
        return "Write HostToContainer, or remove mountPropagation."
    if "Path" in str(refused.at.path[-1]):
        return "Write a valid path; subPath must be a relative path inside the volume."
    return "Correct the setting, or remove it."
