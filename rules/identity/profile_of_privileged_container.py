"""A seccomp or AppArmor profile of a privileged container."""

from podlint.authoring import PodTarget, Problem, Problems, Severity, rule


@rule(
    severity=Severity.INFO,
    since="0.2",
    symptom="no visible symptom: the profile has no effect",
    fragments=True,
    asks_for=("privileged",),
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
                privileged: true
                seccompProfile: {type: RuntimeDefault}  # finding
                #                      ^^^^^^^^^^^^^^
            - name: other
              image: app:1.4
              securityContext:
                privileged: true
                appArmorProfile: {type: RuntimeDefault}  # finding
        """,
    good="""
        # Profiles of other containers, no profiles, and an AppArmor profile of the node, which is
        # applied.
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          securityContext:
            seccompProfile: {type: RuntimeDefault}
          containers:
            - name: app
              image: app:1.4
              securityContext:
                privileged: true
            - name: unconfined
              image: app:1.4
              securityContext:
                privileged: true
                seccompProfile: {type: Unconfined}
            - name: node
              image: app:1.4
              securityContext:
                privileged: true
                appArmorProfile: {type: Localhost, localhostProfile: web}
            - name: restricted
              image: app:1.4
              securityContext:
                privileged: false
                seccompProfile: {type: RuntimeDefault}
            - name: plain
              image: app:1.4
              securityContext:
                appArmorProfile: {type: RuntimeDefault}
        """,
)
def profile_of_privileged_container(pod: PodTarget) -> Problems:
    """A privileged container has a security profile, which is not applied.

    Container runtimes apply neither a [seccomp
    profile](https://kubernetes.io/docs/tutorials/security/seccomp/) nor the default AppArmor
    profile to privileged containers. podlint does not report profiles of the whole Pod, which may
    be meant for its other containers.

    Remove `privileged: true` and add the capabilities that the container needs, or remove the
    profile.
    """
    for container in pod.spec.all_containers:
        context = container.security_context
        if context is None or not context.privileged:
            continue
        seccomp, app_armor = context.seccomp_profile, context.app_armor_profile
        for name, profile, types in (
            ("seccomp", seccomp, ("RuntimeDefault", "Localhost")),
            ("AppArmor", app_armor, ("RuntimeDefault",)),
        ):
            if profile and profile.type in types:
                yield Problem(
                    f"container `{container}` is privileged, so its {name} profile has no effect",
                    at=profile.at / "type",
                    why="Container runtimes do not apply this profile to privileged containers.",
                    help="Remove `privileged: true` and add the capabilities that the container "
                    "needs, or remove the profile.",
                )
