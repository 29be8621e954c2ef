"""A capability under a name that it does not have."""

from podlint.authoring import Container, Fix, Place, Problem, Problems, SetValue, Severity, rule
from podlint.models.guess import nearest
from podlint.pods.capabilities import KNOWN, is_known, without_prefix


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom="Operation not permitted, although the capability is there; or CreateContainerError: "
    "unknown capability",
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
    """A capability is added or dropped whose name container runtimes do not know.

    The API server takes any text. containerd puts `CAP_` before it, and runc passes over what is
    then no capability without a word: nothing is added or dropped. CRI-O does not start the
    container with an unknown name (CreateContainerError), but takes one that begins with `CAP_`.

    Write the name of
    [capabilities(7)](https://man7.org/linux/man-pages/man7/capabilities.7.html) without `CAP_`, in
    capitals: `NET_ADMIN`.
    """
    context = container.security_context
    capabilities = context.capabilities if context else None
    if capabilities is None:
        return
    for field, names in (("add", capabilities.add), ("drop", capabilities.drop)):
        for index, name in enumerate(names):
            if not is_known(name):
                yield _problem(name, field, capabilities.at / field / index)


def _problem(name: str, field: str, at: Place) -> Problem:
    bare = without_prefix(name)
    meant = bare if bare in KNOWN or bare == "ALL" else _guess(bare)
    fix = Fix(f"write {meant}", (SetValue(at.path, meant),), safe=False) if meant else None
    effect = "added" if field == "add" else "dropped"
    if bare == meant:
        text = f"containerd reads {name} as CAP_{name.upper()} and nothing is {effect}"
        return Problem(
            f"{text}",
            at=at,
            fix=fix,
            help=f"Write {meant}.",
        )
    hint = f"did you mean {meant}?" if meant else "write a name of capabilities(7), as NET_ADMIN"
    return Problem(
        f"{name[:40]} is no capability",
        at=at,
        fix=fix,
        why=f"Nothing is {effect}, or the container does not start (CreateContainerError).",
        help=f"{hint}.",
    )


def _guess(name: str) -> str | None:
    tails = sorted(known for known in KNOWN if known.endswith(f"_{name}"))
    return tails[0] if len(tails) == 1 else nearest(name, KNOWN)
