"""A volume with several types."""

from podlint.authoring import Problems, Refused, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=(
        "`kubectl apply` fails with `spec.volumes[0].emptyDir: Forbidden: may "
        "not specify more than 1 volume type`"
    ),
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

    A volume can have only one type. A patch is merged into its target, so a patch that replaces
    `emptyDir` with a claim must also set `emptyDir: null`. To combine several sources in one
    directory, use a projected volume, with one list item for each source.

    Keep one type.
    """
    yield refused.problem(
        "Keep one type and remove the other. In a patch, set the other to `null`.", key=True
    )
