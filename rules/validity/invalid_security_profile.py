"""A seccomp or AppArmor profile that is invalid."""

from podlint.authoring import Problems, Refused, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom="kubectl apply: securityContext.seccompProfile.localhostProfile: Required "
    "value: must be set when seccomp type is Localhost",
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
    """A seccomp or AppArmor profile is not complete, or contradicts itself.

    The type is RuntimeDefault, Localhost or Unconfined. Localhost needs `localhostProfile`, a
    relative path on the node; the others may not have it.
    """
    yield refused.problem("Use type RuntimeDefault alone, or type Localhost with localhostProfile.")
