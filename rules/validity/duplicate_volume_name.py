"""Two volumes with the same name."""

from podlint.authoring import Problems, Refused, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=('`kubectl apply` fails with `spec.volumes[1].name: Duplicate value: "data"`'),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: data
              emptyDir: {}
            - name: data  # finding
            #       ^^^^
              configMap: {name: settings}
          containers:
            - name: app
              image: app:1.4
              volumeMounts: [{name: data, mountPath: /data}]
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: data
              emptyDir: {}
            - name: settings
              configMap: {name: settings}
          containers:
            - name: app
              image: app:1.4
        """,
)
def duplicate_volume_name(refused: Refused) -> Problems:
    """Two volumes of a Pod have the same name.

    A mount refers to its volume by name, so the name must be unique in the Pod.

    Rename one of the volumes, and the mounts that refer to it. If the volumes are the same, remove
    one of them.
    """
    yield refused.problem(
        "Rename one volume in `volumes` and in `volumeMounts`, or remove one of the two."
    )
