"""A wait with a busybox that cannot look up a short name."""

from podlint.authoring import Container, Problem, Problems, Severity, pattern, rule
from podlint.document.shortening import shortened
from podlint.pods.commands.conditions import conditions_of
from podlint.pods.commands.words import command_line
from podlint.pods.images.needs import needs_of

_FIRST = (1, 29)
_SHORT = pattern(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9-]+(\.svc)?)?")


@rule(
    severity=Severity.WARNING,
    since="0.2",
    symptom="`Init:0/1` forever, although the Service exists; the log repeats `can't find ...: "
    "NXDOMAIN`",
    asks_for=("command",),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: wait-for-db
              image: busybox:1.36
              command: [sh, -c, "until nslookup db; do echo waiting; sleep 2; done"]  # finding
            - name: wait-for-cache
              image: busybox
              command: [sh, -c]
              args:  # finding
            # ^^^^
                - |
                  while ! nslookup cache.shop > /dev/null 2>&1; do
                    sleep 2
                  done
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
          initContainers:
            - name: old
              image: busybox:1.28
              command: [sh, -c, "until nslookup db; do sleep 2; done"]
            - name: whole-name
              image: busybox:1.36
              command: [sh, -c, "until nslookup db.shop.svc.cluster.local; do sleep 2; done"]
            - name: other-image
              image: dnsutils:1.3
              command: [sh, -c, "until nslookup db; do sleep 2; done"]
            - name: output
              image: busybox:1.36
              command: [sh, -c, "until nslookup db | grep -q Address; do sleep 2; done"]
            - name: gives-up
              image: busybox:1.36
              command: [sh, -c, "nslookup db || true"]
            - name: other-client
              image: busybox:1.36
              command: [sh, -c, "until nc -z db 5432; do sleep 2; done"]
            - name: external
              image: busybox:1.36
              command: [sh, -c, "until nslookup www.db.example.com; do sleep 2; done"]
            - name: variable
              image: busybox:1.36
              command: [sh, -c, "until nslookup $DB_HOST; do sleep 2; done"]
          containers:
            - name: app
              image: app:1.4
        """,
)
def lookup_of_short_name(container: Container) -> Problems:
    """A loop waits until `nslookup` of busybox 1.29 or later finds the short name of a Service.

    The cluster's DNS server knows only full names, such as `db.shop.svc.cluster.local`. Most
    programs append the search domains of `/etc/resolv.conf` one after another until a name exists.
    `nslookup` in newer versions of busybox looks up the name with each search domain, and fails if
    any of these names does not exist. It does not append search domains to a name with a dot. So
    `nslookup` fails although the Service exists, and the loop never ends
    (https://github.com/docker-library/busybox/issues/48).

    Write the full name, or wait for the port with `nc -z db 5432`.
    """
    words = command_line(container)
    needs = needs_of(container.image or "") if "nslookup" in " ".join(words) else None
    if needs is None or needs.name != "busybox" or not needs.version >= _FIRST:
        return
    for each in conditions_of(words):
        names = each.command.operands
        asks = each.waits and each.command.program == "nslookup" and len(names) == 1
        if asks and _SHORT.fullmatch(names[0]):
            yield Problem(
                f"container `{shortened(str(container), 30)}` waits for `nslookup "
                f"{shortened(names[0], 30)}`, but this lookup always fails",
                at=container.words_at,
                key=True,
                why="`nslookup` of busybox 1.29 and later fails for names that need a search "
                "domain, so the wait never ends.",
                help="Write the full name, which ends in `.svc.cluster.local`, or wait for "
                "the port with `nc -z`.",
            )
