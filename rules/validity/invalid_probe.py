"""A setting of a probe that the API server refuses."""

from podlint.authoring import Delete, Fix, Problems, Refused, SetValue, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom="kubectl apply: spec.containers[0].livenessProbe.successThreshold: Invalid "
    "value: must be 1",
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              livenessProbe:
                httpGet: {port: 80}
                successThreshold: 2  # finding
                #                 ^
              readinessProbe:
                httpGet: {port: 80}
                terminationGracePeriodSeconds: 5  # finding
                #                              ^
        """,
    fixed="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              livenessProbe:
                httpGet: {port: 80}
                successThreshold: 1
              readinessProbe:
                httpGet: {port: 80}
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              livenessProbe:
                httpGet: {port: 80}
                terminationGracePeriodSeconds: 5
              readinessProbe:
                httpGet: {port: 80}
                successThreshold: 2
        """,
)
def invalid_probe(refused: Refused) -> Problems:
    """A probe has a setting that the API server refuses.

    Numbers may not be negative; `successThreshold` must be 1 for liveness and startup probes; a
    readiness probe has no `terminationGracePeriodSeconds`, since it never stops a container. An
    exec probe needs a command; names of HTTP headers are letters, digits and `-`.
    """
    yield refused.problem(refused.remedy or "Correct the setting, or remove it.", fix=_fix(refused))


def _fix(refused: Refused) -> Fix | None:
    *_, setting = path = refused.at.path
    if setting == "successThreshold" and refused.error.detail == "must be 1":
        return Fix("set successThreshold to 1", (SetValue(path, 1),))
    if "must not be set" in refused.error.detail:
        return Fix(f"remove {setting}", (Delete(path),))
    return None
