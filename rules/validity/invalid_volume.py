"""An invalid source of a volume."""

from podlint.authoring import Problems, Refused, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=(
        "`kubectl apply` fails with `spec.volumes[0].nfs.path: Invalid value: "
        "must be an absolute path`"
    ),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: share
              nfs:
                server: files
                path: export  # finding
                #     ^^^^^^
            - name: settings
              configMap:
                name: settings
                items:
                  - key: app.conf
                    path: ../app.conf  # finding
                    #     ^^^^^^^^^^^
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
            - name: share
              nfs: {server: files, path: /export}
            - name: settings
              configMap:
                name: settings
                items:
                  - {key: app.conf, path: conf/app.conf}
          containers:
            - name: app
              image: app:1.4
        """,
)
def invalid_volume(refused: Refused) -> Problems:
    """The source of a volume is invalid.

    Each volume type has its own requirements, and the message says which one is not met. For
    example, an NFS path must be absolute, paths of files in a volume must be relative and cannot
    contain `..`, and partitions must be between 0 and 255. Two files in a projected volume cannot
    have the same path.
    """
    yield refused.problem(refused.remedy or "Correct the value, or remove the field.")
