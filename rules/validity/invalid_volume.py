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
    """A volume has an invalid source.

    Each type has its own rules. For example, an NFS path is absolute, paths of files in a volume
    are relative and have no `..`, partitions are between 0 and 255, and two files of a projected
    volume cannot have the same path. The message tells which rule applies.
    """
    yield refused.problem(refused.remedy or "Correct the value, or remove the field.")
