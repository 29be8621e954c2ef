"""A user or group ID that YAML reads as octal."""

from collections.abc import Iterator

from podlint.authoring import JSON, Place, PodSpec, PodTarget, Problem, Problems, Severity, rule

_FIELDS = ("runAsUser", "runAsGroup", "fsGroup", "supplementalGroups")


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom=("`Permission denied` in the logs; `id` in the container prints a different number"),
    asks_for=_FIELDS,
    fragments=True,
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          securityContext:
            fsGroup: 02000  # finding
          initContainers:
            - name: set-up
              image: app:1.4
              securityContext:
                runAsUser: 0o1000  # finding
          containers:
            - name: app
              image: app:1.4
              securityContext:
                runAsUser: 01000  # finding
                #          ^^^^^
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          securityContext:
            fsGroup: 2000
            supplementalGroups: [0, 100]
          containers:
            - name: app
              image: app:1.4
              securityContext:
                runAsUser: 1000
                runAsGroup: 0
        """,
)
def octal_user_id(pod: PodTarget) -> Problems:
    """A user or group ID has a leading zero, so YAML reads it as an octal number.

    YAML 1.1 reads `01000` as an octal number, which is 512 in decimal. The container then runs with
    a different user or group ID than intended.

    Write the number without the leading zero.
    """
    for place, value in _numbers(pod.spec):
        text = place.document.written_as(place.path)
        if not text or not value:
            continue
        field = next(step for step in reversed(place.path) if isinstance(step, str))
        if text.startswith("0") and text[1:2] not in ("x", "X", "b", "B", ""):
            yield Problem(
                f"`{field}` value `{text}` is an octal number ({value} in decimal)",
                at=place,
                help=f"Write `{text.lstrip('0oO') or 0}`, or `{value}` if octal is intended.",
            )


def _numbers(spec: PodSpec) -> Iterator[tuple[Place, JSON]]:
    contexts = (spec.security_context, *(each.security_context for each in spec.all_containers))
    for context in filter(None, contexts):
        for field in _FIELDS:
            value = context.written.get(field)
            if isinstance(value, int):
                yield context.at / field, value
            elif isinstance(value, list):
                yield from ((context.at / field / index, each) for index, each in enumerate(value))
