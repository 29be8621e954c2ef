"""A subPathExpr with a variable that has no value."""

from __future__ import annotations

from podlint.authoring import Container, Problem, Problems, Severity, rule
from podlint.document.shortening import shortened
from podlint.models.guess import nearest
from podlint.pods.expansion import made_for_service, references, sure_value


@rule(
    severity=Severity.ERROR,
    since="0.2",
    symptom="`CreateContainerConfigError` with `missing value for` and the name of the variable",
    asks_for=("subPathExpr",),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: logs
              emptyDir: {}
          containers:
            - name: app
              image: app:1.4
              env:
                - name: POD_NAME
                  valueFrom: {fieldRef: {fieldPath: metadata.name}}
                - {name: EMPTY, value: ""}
              volumeMounts:
                - name: logs
                  mountPath: /logs
                  subPathExpr: $(POD_NAM)  # finding
                  #            ^^^^^^^^^^
                - {name: logs, mountPath: /b, subPathExpr: "a/$(POD_NAME)/$(HOSTNAME)"}  # finding
                - {name: logs, mountPath: /rest, subPathExpr: "a$(EMPTY)"}  # finding
        """,
    good=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: logs
              emptyDir: {}
          containers:
            - name: app
              image: app:1.4
              env:
                - name: POD_NAME
                  valueFrom: {fieldRef: {fieldPath: metadata.name}}
                - {name: TEAM, value: shop}
              volumeMounts:
                - {name: logs, mountPath: /a, subPathExpr: $(POD_NAME)}
                - {name: logs, mountPath: /b, subPathExpr: "$(TEAM)/$(POD_NAME)"}
                - {name: logs, mountPath: /c, subPathExpr: "$$(NAME)"}
                - {name: logs, mountPath: /d, subPathExpr: "$(REDIS_SERVICE_HOST)"}
                - {name: logs, mountPath: /e, subPath: "$(NAME)"}
                - {name: logs, mountPath: /f, subPathExpr: "fixed"}
        """,
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: logs
              emptyDir: {}
          containers:
            - name: app
              image: app:1.4
              envFrom:
                - configMapRef: {name: app}
              volumeMounts:
                - {name: logs, mountPath: /a, subPathExpr: $(POD_NAME)}
        """,
    ),
)
def undefined_sub_path_variable(container: Container) -> Problems:
    """A `subPathExpr` refers to a variable that is not defined or that is empty.

    The kubelet replaces `$(NAME)` in `subPathExpr` with the value of that variable in the same
    container. Unlike in `args`, a variable without a value is an error, and the container is not
    created (`ExpandContainerVolumeMounts` in pkg/kubelet/container/helpers.go). The kubelet does
    not use variables that the image or the runtime sets, such as `HOSTNAME`.

    podlint does not report containers with `envFrom`, or variables that Kubernetes may create for
    Services.

    Define the variable in the container's `env`, for example from `fieldRef`.
    """
    names = [each.name or "" for each in container.env]
    if container.env_from:
        return
    for mount in container.volume_mounts:
        for name in references(mount.sub_path_expr or ""):
            empty = sure_value(container, name) == ""
            if made_for_service(name) or (name in names and not empty):
                continue
            short = shortened(name, 40)
            near = nearest(name, names)
            yield Problem(
                f"`subPathExpr` refers to `$({short})`, which is empty"
                if empty
                else f"`subPathExpr` refers to `$({short})`, which `env` does not define",
                at=mount.at / "subPathExpr",
                why="The container is not created: `CreateContainerConfigError`, `missing value "
                f"for {short}`.",
                help=f"Write `$({near})`."
                if near and near != name
                else f"Set `{short}` to a value in the container's `env`.",
            )
            break
