"""A subPathExpr whose variables lead out of the volume."""

from __future__ import annotations

from podlint.authoring import Container, Problem, Problems, Severity, rule
from podlint.document.shortening import shortened
from podlint.pods.expansion import expanded


@rule(
    severity=Severity.ERROR,
    since="0.2",
    symptom=(
        "`CreateContainerConfigError` with `must not be an absolute path` or `unable to provision "
        "SubPath`"
    ),
    asks_for=("subPathExpr",),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: data
              persistentVolumeClaim: {claimName: data}
          containers:
            - name: app
              image: app:1.4
              env:
                - {name: DATA, value: /srv/web}
                - {name: ABOVE, value: ../other}
                - name: POD_NAME
                  valueFrom: {fieldRef: {fieldPath: metadata.name}}
              volumeMounts:
                - name: data
                  mountPath: /data
                  subPathExpr: $(DATA)/$(POD_NAME)  # finding
                  #            ^^^^^^^^^^^^^^^^^^^
                - {name: data, mountPath: /other, subPathExpr: "$(POD_NAME)/$(ABOVE)"}  # finding
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: data
              persistentVolumeClaim: {claimName: data}
          containers:
            - name: app
              image: app:1.4
              env:
                - {name: TEAM, value: shop/web}
                - {name: DATA, value: /srv/web}
                - {name: DOTS, value: a..b}
                - {name: OTHER, value: $(DATA)}
                - {name: LATER, value: /srv}
                - name: LATER
                  valueFrom: {fieldRef: {fieldPath: metadata.name}}
                - name: POD_NAME
                  valueFrom: {fieldRef: {fieldPath: metadata.name}}
              volumeMounts:
                - {name: data, mountPath: /a, subPathExpr: "$(TEAM)/$(POD_NAME)"}
                - {name: data, mountPath: /b, subPathExpr: "$(POD_NAME)$(DATA)"}
                - {name: data, mountPath: /c, subPathExpr: "x/$(DATA)"}
                - {name: data, mountPath: /d, subPathExpr: "$(DOTS)"}
                - {name: data, mountPath: /e, subPathExpr: "$$(DATA)"}
                - {name: data, mountPath: /f, subPathExpr: "$(LATER)/web"}
                - {name: data, mountPath: /g, subPathExpr: "$(UNKNOWN)/web"}
                - {name: data, mountPath: /h, subPath: "$(DATA)"}
        """,
)
def sub_path_leaves_volume(container: Container) -> Problems:
    """A `subPathExpr` becomes an absolute path, or a path that contains `..`.

    The API server checks `subPathExpr` only as it is written. The kubelet replaces `$(NAME)` with
    the value of the variable, and then requires a relative path without `..` ([expanded
    environment
    variables](https://kubernetes.io/docs/concepts/storage/volumes/#using-subpath-expanded-environment)).
    Otherwise, it does not create the container.

    podlint looks only at variables whose values `env` contains.

    Set the variable to a relative path, or write the path without it.
    """
    for mount in container.volume_mounts:
        written = mount.sub_path_expr
        path = expanded(written, container) if written else ""
        if not written or not (path.startswith("/") or ".." in path.split("/")):
            continue
        absolute = path.startswith("/")
        yield Problem(
            f"`subPathExpr` {shortened(written, 30)} becomes "
            f"{'the absolute path' if absolute else 'a path with `..`:'} "
            f"`{shortened(path, 30)}`",
            at=mount.at / "subPathExpr",
            why="The kubelet does not create the container, which stays in "
            "`CreateContainerConfigError`.",
            help="Set the variable to a relative path, or write the path without it.",
        )
