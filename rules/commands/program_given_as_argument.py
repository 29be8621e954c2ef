"""A program in `args`, for an image that runs its own program."""

from podlint.authoring import Container, Problem, Problems, Severity, rule
from podlint.document.shortening import shortened
from podlint.pods.commands.words import program_name
from podlint.pods.images.families import family_of, name_of

_PROGRAMS = frozenset("ash bash sh sleep tail".split())
_AGNHOST = "registry.k8s.io/e2e-test-images/agnhost"
"""Its entry point is `/agnhost`, with subcommands such as `pause` and `netexec`."""


@rule(
    severity=Severity.WARNING,
    since="0.2",
    symptom="`CrashLoopBackOff` or Error with `unknown command` or a usage text in the log",
    asks_for=("args",),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: test
        spec:
          containers:
            - name: wait
              image: registry.k8s.io/e2e-test-images/agnhost:2.53
              args: [sleep, "300"]  # finding
              #      ^^^^^
            - name: script
              image: bitnami/kubectl:1.30
              args:
                - /bin/sh  # finding
                - -c
                - kubectl get pods
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: test
        spec:
          containers:
            - name: pause
              image: registry.k8s.io/e2e-test-images/agnhost:2.53
              args: [pause]
            - name: command
              image: registry.k8s.io/e2e-test-images/agnhost:2.53
              command: [sleep, "300"]
            - name: both
              image: bitnami/kubectl:1.30
              command: [/bin/sh]
              args: [-c, kubectl get pods]
            - name: kubectl
              image: bitnami/kubectl:1.30
              args: [get, pods]
            - name: no-entry-point
              image: busybox:1.36
              args: [sleep, "300"]
            - name: passes
              image: curlimages/curl:8.9.1
              args: [sleep, "300"]
            - name: unknown
              image: app:1.4
              args: [sh, -c, app]
        """,
)
def program_given_as_argument(container: Container) -> Problems:
    """`args` begins with a program, but the image passes `args` to its own program.

    `args` replaces only the default arguments of the image. The entry point stays the same, and
    gets the items of `args` as arguments. For example, the container runs `kubectl sh -c ...`, but
    kubectl has no command `sh`. podlint reports shells and `sleep` for images whose entry point is
    known.

    Write the program in `command`, which replaces the entry point.
    """
    if container.command or not container.args:
        return
    word = container.args[0]
    image = container.image or ""
    family = family_of(image)
    own = family is not None and family.runs == "usage" and family.entry_point == "own"
    if program_name(word) in _PROGRAMS and (own or name_of(image) == _AGNHOST):
        yield Problem(
            f"`{shortened(word, 20)}` in `args` is an argument of the image's own program",
            at=container.at / "args" / 0,
            why=f"The entry point of {shortened(image, 60)} runs its own program, which does not "
            "know this command.",
            help="Write `command` instead of `args`.",
        )
