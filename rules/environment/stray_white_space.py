"""White space around a value."""

from podlint.authoring import Container, Problem, Problems, Severity, rule


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom="no such host, invalid port, authentication failed; in the log the message breaks in "
    "the middle of the line",
    asks_for=("env",),
    fragments=True,
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: wait
              image: wait:1
              env:
                - name: USER
                  value: "app "  # finding
          containers:
            - name: app
              image: app:1.4
              env:
                - name: HOST
                  value: |  # finding
                # ^^^^^
                    db.example.com
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
              env:
                - name: HOST
                  value: |-
                    db.example.com
                - name: OPTS
                  value: >
                    -Xmx1g -server
                - name: SCRIPT
                  value: |
                    a=1
                    b=2
                - {name: SEPARATOR, value: " "}
                - {name: PROMPT, value: "name: "}
        """,
)
def stray_white_space(container: Container) -> Problems:
    """A value of one word has a blank or a line break around it.

    A block that begins with `|` or `>` keeps the line break at its end, and blanks inside quotes
    are kept, too. Programs rarely cut them off: a host name with a line break is not found, a
    password is wrong.

    Begin the block with `|-` or `>-`, or write the value in one line without the blank. Values of
    several words or lines, to which white space does nothing, are left alone.
    """
    for variable in container.env:
        value = variable.value or ""
        word = value.strip()
        if word == value or not word or len(word.split()) > 1 or word.endswith((":", "=", ",")):
            continue
        if value.endswith("\n"):
            what, remedy = "ends in a line break", "begin the block with |- or >-"
        else:
            what, remedy = f"{'begins' if value[0] == ' ' else 'ends'} with a blank", "remove it"
        yield Problem(
            f"the value of {variable.name} {what}, which the program gets, too",
            at=variable.at / "value",
            help=f"{remedy}.",
        )
