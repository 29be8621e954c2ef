"""An AppArmor profile that is switched off."""

from podlint.authoring import JudgedPod, Problems, Severity, rule


@rule(
    severity=Severity.WARNING,
    at_most=Severity.ERROR,
    earlier=(("0.1", Severity.WARNING),),
    since="0.1",
    symptom="nothing, until the container is broken into; or Pod Security refuses the Pod: "
    'violates PodSecurity "baseline:latest": forbidden AppArmor profile',
    similar={
        "KSV-0002": (
            "Trivy reports every annotation other than runtime/default, a Localhost profile too."
        ),
        "C-0055": (
            "Kubescape reports containers without seccomp, SELinux, AppArmor and dropped "
            "capabilities."
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
    """A Pod or a container switches AppArmor off.

    On nodes with AppArmor the container runtime's own profile keeps a container from mounting file
    systems, from tracing other processes and from writing to parts of `/proc` and `/sys`. The
    baseline level of the [Pod Security
    Standards](https://kubernetes.io/docs/concepts/security/pod-security-standards/)
    allows the types `RuntimeDefault` and `Localhost` only, and as annotations `runtime/default` and
    `localhost/NAME`. A profile without a type is none of them.

    Remove the profile; a program that needs more rights gets a `Localhost` profile that grants
    these.

    Policy versions: all. API servers before 1.30 do not know the field and look at annotations
    only; newer ones look at both, and at annotations of containers that do not exist, too.
    """
    for violation in pod.violated("appArmorProfile"):
        if violation.path[0] == "metadata":
            message = (
                f"annotation {violation.path[-1]} is {violation.shown!r}: AppArmor does not "
                "confine the container; write runtime/default, or remove it"
            )
        else:
            what = f"is {violation.shown}" if violation.value else "has no type"
            message = (
                f"the AppArmor profile of {violation.who} {what}: AppArmor does not confine it; "
                "set its type to RuntimeDefault"
            )
        yield violation.problem(message)
