"""Keys that older kubelets do not turn into variables."""

from podlint.authoring import ObjectSet, Problem, Problems, Severity, pattern, rule
from podlint.document.shortening import listed, shortened
from podlint.relations.definitions import keys_of
from podlint.relations.references import Reference

_NAME = pattern(r"[-._a-zA-Z][-._a-zA-Z0-9]*")
_RELAXED = (1, 32)
"""From this version on, `RelaxedEnvironmentVariableValidation` is on by default (KEP-4369)."""


@rule(
    severity=Severity.WARNING,
    since="0.2",
    symptom="missing environment variables; the event `InvalidEnvironmentVariableNames`",
    asks_for=("envFrom",),
    bad="""
        # kubernetes-version: 1.29
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: settings
        data:
          1ST_HOST: a
          LOG-LEVEL: info
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              envFrom:
                - configMapRef:
                    name: settings  # finding
                    #     ^^^^^^^^
        """,
    good=(
        """
        # kubernetes-version: 1.29
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: settings
        data:
          FIRST_HOST: a
          LOG-LEVEL: info
          app.properties: a=b
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: numbers
        data:
          1ST_HOST: a
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: numbers
              configMap: {name: numbers}
          containers:
            - name: app
              image: app:1.4
              envFrom:
                - configMapRef: {name: settings}
                - configMapRef: {name: elsewhere}
                - {prefix: N_, configMapRef: {name: numbers}}
              volumeMounts:
                - {name: numbers, mountPath: /etc/numbers}
        """,
        """
        # kubernetes-version: 1.36
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: settings
        data:
          1ST_HOST: a
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              envFrom:
                - configMapRef: {name: settings}
        """,
    ),
)
def skipped_environment_key(objects: ObjectSet) -> Problems:
    """`envFrom` reads a key that a kubelet before 1.32 does not turn into a variable.

    Before Kubernetes 1.32, the name of a variable consists of letters, digits, `-`, `_` and `.`,
    and does not begin with a digit. The kubelet skips other keys and reports the event
    `InvalidEnvironmentVariableNames`
    ([KEP-4369](https://github.com/kubernetes/enhancements/tree/master/keps/sig-node/4369-allow-special-characters-environment-variable)).
    From 1.32 on, it sets all of them.

    Rename the keys, or set a `prefix`.
    """
    for pod in objects.pods():
        if not pod.versions or _number(pod.versions[0]) >= _RELAXED:
            continue
        for container in pod.spec.all_containers:
            for source in container.env_from:
                for kind, whole in (("ConfigMap", source.config_map_ref), ("Secret", source.secret_ref)):
                    if whole is None or not whole.name:
                        continue
                    reference = Reference(kind, whole.name, whole.at / "name", pod.owner, "")
                    prefix = source.prefix or ""
                    keys = sorted(keys_of(objects, reference) or ())
                    lost = [key for key in keys if not _NAME.fullmatch(prefix + key)]
                    if lost:
                        shown = shortened(listed([f"`{key}`" for key in lost]), 40)
                        yield Problem(
                            f"kubelets before 1.32 set no variable for {shown} of {kind} "
                            f"{shortened(whole.name, 20)}",
                            at=whole.at / "name",
                            why="The key is not a valid name of a variable in these versions, so "
                            "it is skipped.",
                            help="Rename the key, or set a `prefix` that begins with a letter.",
                        )


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".")[:2] if part.isdecimal())
