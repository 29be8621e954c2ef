"""Two mounts at the same path."""

from podlint.authoring import Problems, Refused, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=(
        "`kubectl apply` fails with "
        "`spec.containers[0].volumeMounts[1].mountPath: Invalid value: must be "
        "unique`"
    ),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - {name: a, emptyDir: {}}
            - {name: b, emptyDir: {}}
          containers:
            - name: app
              image: app:1.4
              volumeMounts:
                - {name: a, mountPath: /data}
                - name: b
                  mountPath: /data  # finding
                  #          ^^^^^
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - {name: a, emptyDir: {}}
            - {name: b, emptyDir: {}}
          containers:
            - name: app
              image: app:1.4
              volumeMounts:
                - {name: a, mountPath: /data}
                - {name: b, mountPath: /data/b}
        """,
)
def duplicate_mount_path(refused: Refused) -> Problems:
    """A container mounts two volumes at the same path.

    Only one of the volumes could be visible at this path, so the API server rejects the Pod.

    Mount one of the volumes at a different path. To put files from several volumes into one
    directory, use `subPath` or a projected volume.
    """
    yield refused.problem(
        "Set a different `mountPath`, or combine the two sources in one `projected` volume."
    )
