"""A wait that ends at once, because `dig` succeeds for names that do not exist."""

from podlint.authoring import Container, Problem, Problems, Severity, rule
from podlint.document.shortening import shortened
from podlint.pods.commands.conditions import conditions_of
from podlint.pods.commands.words import command_line


@rule(
    severity=Severity.WARNING,
    since="0.2",
    symptom="the app container starts before the Service exists, and fails with `no such host`",
    asks_for=("command",),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: wait-for-db
              image: dnsutils:1.3
              command: [sh, -c, "until dig db.shop.svc.cluster.local; do sleep 2; done"]  # finding
            - name: wait-for-cache
              image: dnsutils:1.3
              command:  # finding
            # ^^^^^^^
                - bash
                - -c
                - for i in {1..100}; do sleep 1; if dig cache; then exit 0; fi; done; exit 1
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
            - name: output
              image: dnsutils:1.3
              command: [sh, -c, "until dig +short db | grep -q .; do sleep 2; done"]
            - name: substituted
              image: dnsutils:1.3
              command: [sh, -c, 'until [ -n "$(dig +short db)" ]; do sleep 2; done']
            - name: other-program
              image: dnsutils:1.3
              command: [sh, -c, "until host db; do sleep 2; done"]
            - name: server
              image: dnsutils:1.3
              command: [sh, -c, "until dig @10.96.0.10 db; do sleep 2; done"]
            - name: shown
              image: dnsutils:1.3
              command: [sh, -c, "dig db; until nc -z db 5432; do sleep 2; done"]
            - name: two-commands
              image: dnsutils:1.3
              command: [sh, -c, "until dig db && nc -z db 5432; do sleep 2; done"]
          containers:
            - name: app
              image: app:1.4
        """,
)
def lookup_that_cannot_fail(container: Container) -> Problems:
    """A loop or a condition uses `dig` to test whether a name exists.

    `dig` succeeds if the DNS server responds, even if the response is that the name does not exist.
    `dig` fails only if no server responds (RETURN CODES in dig(1)). So a loop that waits for `dig`
    ends at once. podlint does not report `dig @server`, because this command may wait for the
    server itself.

    Test the output with `dig +short db | grep -q .`, or use `getent hosts db` or `host db`.
    """
    words = command_line(container)
    for each in conditions_of(words) if "dig" in " ".join(words) else ():
        names = each.command.operands
        if each.command.program == "dig" and names and not any(word[0] == "@" for word in names):
            yield Problem(
                f"container `{shortened(str(container), 30)}` tests `dig "
                f"{shortened(names[-1], 30)}`, but `dig` succeeds for any name",
                at=container.words_at,
                key=True,
                why="`dig` exits with 0 if the DNS server responds that the name does not exist.",
                help="Test the output with `dig +short NAME | grep -q .`, or use `getent hosts "
                "NAME`.",
            )
            return
