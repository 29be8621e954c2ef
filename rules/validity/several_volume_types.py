"""A volume of two types."""

from podlint.authoring import Problems, Refused, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom="kubectl apply: spec.volumes[0].emptyDir: Forbidden: may not specify more than "
    "1 volume type",
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: data
              emptyDir: {}
              persistentVolumeClaim:  # finding
            # ^^^^^^^^^^^^^^^^^^^^^
                claimName: data
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
              persistentVolumeClaim:
                claimName: data
          containers:
            - name: app
              image: app:1.4
        """,
)
def several_volume_types(refused: Refused) -> Problems:
    """A volume, or a source of a projected volume, has more than one type.

    A volume has one source. Overlays merge: a patch that means to replace `emptyDir` by a claim
    must delete the first (`emptyDir: null`). Several sources in one folder are a projected
    volume, with one list item for each.

    Keep one type.
    """
    yield refused.problem(
        "Keep one type and remove the other; in a patch, set it to null.", key=True
    )
