"""White space around a value."""

from podlint.authoring import Container, Problem, Problems, Severity, pattern, rule

_SPLIT = pattern(r"(?i)(?:opts?|options|flags|args|arguments|params)$")
"""The names of variables whose readers split the value at white space."""


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom=(
        "`no such host`, `invalid port` or `authentication failed`; a log message that breaks in "
        "the middle of the line"
    ),
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
                - {name: JAVA_TOOL_OPTIONS, value: " -javaagent:/otel/agent.jar"}
                - {name: CFLAGS, value: "-O2 "}
                - {name: EXTRA_ARGS, value: "--verbose "}
                - name: SETTINGS
                  value: |
                    {"a":1}
                - name: LIST
                  value: |
                    [1,2]
                - {name: SEPARATOR, value: " "}
                - {name: PROMPT, value: "name: "}
        """,
)
def stray_white_space(container: Container) -> Problems:
    """A one-word value of a variable begins or ends with a space or a line break.

    A block that begins with `|` or `>` keeps the line break at its end, and YAML keeps spaces
    inside quotes. Programs rarely remove this white space, so a host name is not found or a
    password is rejected.

    podlint does not report values of several words or lines, because white space around them is
    usually harmless. It also does not report JSON, or variables such as `JAVA_TOOL_OPTIONS`,
    `CFLAGS` and `EXTRA_ARGS`, because their readers split them at white space.

    Begin the block with `|-` or `>-`, or write the value on one line without the space.
    """
    for variable in container.env:
        value = variable.value or ""
        word = value.strip()
        if word == value or not word or len(word.split()) > 1 or word.endswith((":", "=", ",")):
            continue
        if _SPLIT.search(variable.name or "") or (word[0] + word[-1]) in ("{}", "[]"):
            continue
        if value.endswith("\n"):
            what = "ends with a line break"
            remedy = "Begin the block with `|-` or `>-`, or write the value on one line."
        else:
            what = f"{'begins' if value[0] == ' ' else 'ends'} with a space"
            remedy = "Remove the space."
        yield Problem(
            f"value of `{variable.name}` in container `{container}` {what}",
            at=variable.at / "value",
            why="The white space is part of the value that the program gets. A host name is then "
            "not found, or a password is rejected.",
            help=remedy,
        )
