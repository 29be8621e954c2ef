"""A file mode without its octal zero."""

from collections.abc import Iterator

from podlint.authoring import Fix, Place, PodTarget, Problem, Problems, SetValue, Severity, rule
from podlint.document import Octal
from podlint.models import Node
from podlint.pods.volumes.file_modes import OCTAL_LOOKS

_HIGHEST_MODE = 0o777


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=(
        "`kubectl apply` fails with `must be a number between 0 and 0777 "
        "(octal)`; or files with unexpected permissions, and `Permission denied` "
        "in the container"
    ),
    fragments=True,
    asks_for=("defaultMode", "mode"),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: scripts
              configMap:
                name: scripts
                defaultMode: 755  # finding
                #            ^^^
            - name: keys
              projected:
                sources:
                  - secret:
                      name: keys
                      items:
                        - {key: id, path: id, mode: 400}  # finding
                        #                           ^^^
          containers:
            - name: app
              image: app:1.4
              volumeMounts:
                - {name: scripts, mountPath: /scripts}
                - {name: keys, mountPath: /keys}
        """,
    fixed="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: scripts
              configMap:
                name: scripts
                defaultMode: 0755
            - name: keys
              projected:
                sources:
                  - secret:
                      name: keys
                      items:
                        - {key: id, path: id, mode: 0400}
          containers:
            - name: app
              image: app:1.4
              volumeMounts:
                - {name: scripts, mountPath: /scripts}
                - {name: keys, mountPath: /keys}
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: scripts
              configMap:
                name: scripts
                defaultMode: 0755
            - name: keys
              secret:
                secretName: keys
                defaultMode: 256
                items:
                  - {key: id, path: id, mode: 0o400}
          containers:
            - name: app
              image: app:1.4
              volumeMounts:
                - {name: scripts, mountPath: /scripts}
                - {name: keys, mountPath: /keys}
        """,
)
def decimal_file_mode(pod: PodTarget) -> Problems:
    """A file mode is written as a decimal number where an octal number was intended.

    `defaultMode: 755` is decimal 755, which is octal 1363. The API server rejects it. `mode: 400`
    is decimal 400, which is octal 620: the group can write to the file, but cannot read it.

    Write a leading zero: `0755`. JSON has no octal numbers, so write the decimal number `493`
    there.
    """
    for value, at in _modes(pod):
        if value in OCTAL_LOOKS:
            meant = int(str(value), 8)
            effect = (
                "The API server rejects modes above octal 0777."
                if value > _HIGHEST_MODE
                else f"The files get mode {value:04o} instead of 0{value}."
            )
            yield Problem(
                f"`{at.path[-1]}: {value}` is read as decimal {value}, which is octal {value:04o}",
                at=at,
                fix=Fix(f"write mode 0{value}", (SetValue(at.path, Octal(meant)),)),
                why=effect,
                help=f"Write `0{value}`, or `{meant}` in JSON.",
            )


def _modes(pod: PodTarget) -> Iterator[tuple[int, Place]]:
    """Every file mode in the volumes of a Pod, with its place."""
    pending: list[Node] = list(pod.spec.volumes)
    while pending:
        node = pending.pop(0)
        for attribute, key in (("default_mode", "defaultMode"), ("mode", "mode")):
            value = getattr(node, attribute, None)
            if isinstance(value, int):
                yield value, node.at / key
        pending = [*node.children(), *pending]
