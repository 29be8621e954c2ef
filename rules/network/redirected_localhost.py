"""A host alias that maps localhost to another address."""

from podlint.authoring import PodTarget, Problem, Problems, Severity, rule
from podlint.document.shortening import shortened

_OWN = ("localhost", "localhost.localdomain", "ip6-localhost")


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom=(
        "`connection refused` or a timeout when a container connects to another "
        "container at `localhost`; exec probes that connect to `localhost` fail"
    ),
    asks_for=("hostAliases",),
    fragments=True,
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          hostAliases:
            - ip: 10.0.0.12
              hostnames:
                - db
                - localhost  # finding
                # ^^^^^^^^^
          containers:
            - name: app
              image: app:1.4
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          hostAliases:
            - ip: 127.0.0.1
              hostnames: [localhost, db]
            - ip: 10.0.0.12
              hostnames: [localhost.example.com]
            - ip: "::1"
              hostnames: [localhost]
          containers:
            - name: app
              image: app:1.4
        """,
)
def redirected_localhost(pod: PodTarget) -> Problems:
    """A host alias maps `localhost` to the address of another host.

    The containers of a Pod can reach each other at `localhost`. The kubelet adds host aliases to
    `/etc/hosts` after the line for 127.0.0.1. Programs that look up all addresses of `localhost`
    get both addresses, and some programs connect to the other host.

    Use a different name for the other host.
    """
    for alias in pod.spec.host_aliases:
        address = alias.ip or ""
        if address.startswith("127.") or address in ("", "::1"):
            continue
        for index, name in enumerate(alias.hostnames):
            if name.lower() in _OWN:
                yield Problem(
                    f"host alias also maps `{name}` to `{shortened(address)}`",
                    at=alias.at / "hostnames" / index,
                    why="Connections between the Pod's containers can then go to that address.",
                    help=f"Use a different host name for `{shortened(address)}`.",
                )
