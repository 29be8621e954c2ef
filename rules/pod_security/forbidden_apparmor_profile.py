"""An AppArmor profile that is turned off."""

from podlint.authoring import JudgedPod, Problems, Severity, rule


@rule(
    severity=Severity.WARNING,
    at_most=Severity.ERROR,
    earlier=(("0.1", Severity.WARNING),),
    since="0.1",
    symptom=(
        "no visible symptom until an attacker breaks into the container; or Pod "
        'Security rejects the Pod with `violates PodSecurity "baseline:latest": forbidden '
        "AppArmor profile`"
    ),
    similar={
        "KSV-0002": (
            "Trivy reports every annotation other than runtime/default, including Localhost "
            "profiles."
        ),
        "C-0055": (
            "Kubescape reports containers that have none of the following: a seccomp profile, "
            "SELinux options, an AppArmor profile and dropped capabilities."
        ),
    },
    standards=("pss:baseline",),
    aliases=("restrict-apparmor-profiles",),
    fragments=True,
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          annotations:
            container.apparmor.security.beta.kubernetes.io/proxy: unconfined  # finding
            #                                                     ^^^^^^^^^^
        spec:
          initContainers:
            - name: mount
              image: mount:1.0
              securityContext:
                appArmorProfile: {type: Unconfined}  # finding
          containers:
            - name: app
              image: app:1.4
              securityContext:
                appArmorProfile:
                  type: Unconfined  # finding
                  #     ^^^^^^^^^^
            - name: proxy
              image: proxy:2
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          annotations:
            container.apparmor.security.beta.kubernetes.io/proxy: runtime/default
        spec:
          securityContext:
            appArmorProfile: {type: RuntimeDefault}
          containers:
            - name: app
              image: app:1.4
              securityContext:
                appArmorProfile:
                  type: Localhost
                  localhostProfile: app
            - name: proxy
              image: proxy:2
        """,
)
def forbidden_apparmor_profile(pod: JudgedPod) -> Problems:
    """A Pod or container turns AppArmor off.

    On nodes with AppArmor, the container runtime has a default profile. With this profile, a
    container cannot mount file systems, trace other processes or write to parts of `/proc` and
    `/sys`. The baseline level of the [Pod Security
    Standards](https://kubernetes.io/docs/concepts/security/pod-security-standards/) allows only the
    types `RuntimeDefault` and `Localhost`, and only the annotation values `runtime/default` and
    `localhost/NAME`. It also forbids a profile without a type.

    Remove the profile. If a program needs more than the default profile allows, use a `Localhost`
    profile.

    Policy versions: all. API servers older than 1.30 do not have the field, and check only the
    annotations. Newer API servers check both, including annotations for containers that do not
    exist.
    """
    for violation in pod.violated("appArmorProfile"):
        if violation.path[0] == "metadata":
            container = str(violation.path[-1]).partition("/")[2]
            what = f"is `{violation.shown}`" if violation.value else "is empty"
            yield violation.problem(
                f"AppArmor annotation of container `{container}` {what}",
                why="AppArmor does not confine the container.",
                help="Set the annotation to `runtime/default`, or remove it.",
            )
        else:
            what = f"is `{violation.shown}`" if violation.value else "has no type"
            yield violation.problem(
                f"AppArmor profile of {violation.who} {what}",
                why=f"AppArmor does not confine {violation.who}.",
                help="Set `securityContext.appArmorProfile.type: RuntimeDefault`, or remove "
                "`appArmorProfile`.",
            )
