"""An invalid seccomp or AppArmor profile."""

from podlint.authoring import Problems, Refused, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=(
        "`kubectl apply` fails with "
        "`securityContext.seccompProfile.localhostProfile: Required value: must "
        "be set when seccomp type is Localhost`"
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
              securityContext:
                seccompProfile:  # finding
              # ^^^^^^^^^^^^^^
                  type: Localhost
                appArmorProfile:
                  type: RuntimeDefault
                  localhostProfile: web  # finding
                  #                 ^^^
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
              securityContext:
                seccompProfile:
                  type: Localhost
                  localhostProfile: web.json
                appArmorProfile:
                  type: RuntimeDefault
        """,
)
def invalid_security_profile(refused: Refused) -> Problems:
    """A seccomp or AppArmor profile is incomplete, or its settings contradict each other.

    The type must be RuntimeDefault, Localhost or Unconfined. Localhost requires `localhostProfile`,
    which names a profile on the node. The other types do not allow `localhostProfile`.
    """
    yield refused.problem(
        "Set `type: RuntimeDefault`, or `type: Localhost` together with `localhostProfile`."
    )
