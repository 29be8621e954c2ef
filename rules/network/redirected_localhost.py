"""A localhost that is another host."""

from podlint.authoring import PodTarget, Problem, Problems, Severity, rule

_OWN = ("localhost", "localhost.localdomain", "ip6-localhost")


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom="connection refused or a time-out where a container calls its neighbour at localhost; "
    "exec probes of localhost fail",
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
    """A host alias gives the name localhost to another host.

    The containers of a Pod call each other at `localhost`. Aliases are added to `/etc/hosts` behind
    the line for 127.0.0.1: programs that ask for all addresses of the name get both, and some call
    the other host.

    Take another name for that host.
    """
    for alias in pod.spec.host_aliases:
        address = alias.ip or ""
        if address.startswith("127.") or address in ("", "::1"):
            continue
        for index, name in enumerate(alias.hostnames):
            if name.lower() in _OWN:
                yield Problem(
                    f"{name} is the Pod itself, and here also {address}",
                    at=alias.at / "hostnames" / index,
                    why="Calls between its containers may go there.",
                    help="Give that host another name.",
                )
