"""A capability name that container runtimes do not know."""

from podlint.authoring import Container, Fix, Place, Problem, Problems, SetValue, Severity, rule
from podlint.document.shortening import shortened
from podlint.models.guess import nearest
from podlint.pods.capabilities import KNOWN, is_known, without_prefix


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom=(
        "`Operation not permitted`, although the manifest adds the capability; or "
        "`CreateContainerError` with `unknown capability`"
    ),
    asks_for=("capabilities",),
    fragments=True,
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: rules
              image: iptables:1.8
              securityContext:
                capabilities:
                  add: [NET_ADMN]  # finding
          containers:
            - name: app
              image: app:1.4
              securityContext:
                capabilities:
                  drop: [CAP_NET_RAW]  # finding
                  #      ^^^^^^^^^^^
          ephemeralContainers:
            - name: debug
              image: tools:1
              securityContext: {capabilities: {add: [PTRACE]}}  # finding
        """,
    fixed="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: rules
              image: iptables:1.8
              securityContext:
                capabilities:
                  add: [NET_ADMIN]
          containers:
            - name: app
              image: app:1.4
              securityContext:
                capabilities:
                  drop: [NET_RAW]
          ephemeralContainers:
            - name: debug
              image: tools:1
              securityContext: {capabilities: {add: [SYS_PTRACE]}}
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
                capabilities:
                  drop: [all]
                  add: [NET_BIND_SERVICE, bpf]
        """,
)
def unknown_capability(container: Container) -> Problems:
    """A container adds or drops a capability that container runtimes do not know.

    The API server accepts any name. containerd adds the prefix `CAP_`, and runc silently ignores a
    name that it does not know: nothing is added or dropped. CRI-O does not start a container with
    an unknown name (`CreateContainerError`), but accepts a name that begins with `CAP_`.

    Write the name from [capabilities(7)](https://man7.org/linux/man-pages/man7/capabilities.7.html)
    in upper case and without `CAP_`, as in `NET_ADMIN`.
    """
    context = container.security_context
    capabilities = context.capabilities if context else None
    if capabilities is None:
        return
    for field, names in (("add", capabilities.add), ("drop", capabilities.drop)):
        for index, name in enumerate(names):
            if not is_known(name):
                subject = f"container `{container}` {field}s"
                yield _problem(subject, name, capabilities.at / field / index)


def _problem(subject: str, name: str, at: Place) -> Problem:
    bare, shown = without_prefix(name), shortened(name, 40)
    meant = bare if bare in KNOWN or bare == "ALL" else _guess(bare)
    fix = Fix(f"write {meant}", (SetValue(at.path, meant),), safe=False) if meant else None
    if bare == meant:
        return Problem(
            f"{subject} capability `{shown}`, which containerd does not know",
            at=at,
            fix=fix,
            why=f"With containerd, `{shown}` becomes `CAP_{shown.upper()}` and is ignored.",
            help=f"Write `{meant}`.",
        )
    return Problem(
        f"{subject} unknown capability `{shown}`",
        at=at,
        fix=fix,
        why="Some container runtimes ignore an unknown name. With other runtimes, the "
        "container shows `CreateContainerError`.",
        help=f"Write `{meant}`, if that is the intended capability."
        if meant
        else "Write a name from capabilities(7) without `CAP_`, as in `NET_ADMIN`.",
    )


def _guess(name: str) -> str | None:
    tails = sorted(known for known in KNOWN if known.endswith(f"_{name}"))
    return tails[0] if len(tails) == 1 else nearest(name, KNOWN)
