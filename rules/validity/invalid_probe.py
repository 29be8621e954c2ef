"""An invalid probe."""

from podlint.authoring import Delete, Fix, Problems, Refused, SetValue, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=(
        "`kubectl apply` fails with "
        "`spec.containers[0].livenessProbe.successThreshold: Invalid value: must "
        "be 1`"
    ),
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
    """A probe has an invalid setting.

    Numbers must not be negative. `successThreshold` must be 1 in liveness and startup probes. A
    readiness probe cannot have `terminationGracePeriodSeconds`, because it never stops a container.
    An exec probe needs a command. The name of an HTTP header can contain only letters, digits and
    `-`.
    """
    yield refused.problem(
        refused.remedy or "Correct the value, or remove the field.", fix=_fix(refused)
    )


def _fix(refused: Refused) -> Fix | None:
    *_, setting = path = refused.at.path
    if setting == "successThreshold" and refused.error.detail == "must be 1":
        return Fix("set `successThreshold` to 1", (SetValue(path, 1),))
    if "must not be set" in refused.error.detail:
        return Fix(f"remove `{setting}`", (Delete(path),))
    return None
