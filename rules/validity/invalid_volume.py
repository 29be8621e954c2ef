"""A source of a volume that the API server refuses."""

from podlint.authoring import Problems, Refused, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom="kubectl apply: spec.volumes[0].nfs.path: Invalid value: must be an absolute path",
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

    Each type has its own rules: an NFS path is absolute, paths of files in a volume are
    relative and go nowhere upwards, partitions are 0 to 255, two files of a projected volume
    may not have one path, and so on. The message says which rule is broken.
    """
    yield refused.problem(refused.remedy or "Correct the volume source.")
