"""A script whose first line ends with a carriage return."""

from podlint.authoring import ObjectSet, Problem, Problems, Related, Severity, rule
from podlint.document.shortening import shortened
from podlint.file_access.config_scripts import executed_scripts


@rule(
    severity=Severity.ERROR,
    since="0.2",
    symptom=(
        "`RunContainerError` or `CrashLoopBackOff` with `no such file or directory`, although the "
        "file exists"
    ),
    asks_for=("configMap",),
    bad=r"""
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: scripts
        data:
          start.sh: "#!/bin/sh\r\nexec app\r\n"
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: scripts
              configMap: {name: scripts, defaultMode: 0755}
          containers:
            - name: app
              image: app:1.4
              command: [/scripts/start.sh]  # finding
              #         ^^^^^^^^^^^^^^^^^
              volumeMounts:
                - {name: scripts, mountPath: /scripts}
        """,
    good=r"""
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: scripts
        data:
          start.sh: "#!/bin/sh\nexec app\r\n"
          windows.sh: "#!/bin/sh\r\nexec app\r\n"
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: scripts
              configMap: {name: scripts, defaultMode: 0755}
          containers:
            - name: app
              image: app:1.4
              command: [/scripts/start.sh]
              volumeMounts: &mounts
                - {name: scripts, mountPath: /scripts}
            - name: interpreted
              image: app:1.4
              command: [sh, /scripts/windows.sh]
              volumeMounts: *mounts
            - name: converted
              image: app:1.4
              command: [sh, -c, "tr -d '\\r' < /scripts/windows.sh | sh"]
              volumeMounts: *mounts
        """,
)
def carriage_return_in_interpreter(objects: ObjectSet) -> Problems:
    r"""A container executes a script of a ConfigMap whose `#!` line ends with a carriage return.

    The lines of files from Windows end with `\r\n`. The kernel treats the carriage return as the
    last character of the interpreter's path or argument, so it looks for `/bin/sh\r`, which does
    not exist.

    Save the script with Unix line endings, for example with `dos2unix`, and create the ConfigMap
    again.
    """
    for script in executed_scripts(objects):
        first = script.text.partition("\n")[0]
        if first.startswith("#!") and first.endswith("\r"):
            interpreter = shortened(first[2:].strip(), 30)
            yield Problem(
                f"the `#!` line of `{shortened(script.path, 40)}` ends with a carriage return",
                at=script.started_at,
                related=(Related("the script", script.defined_at),),
                why=f"The kernel looks for `{interpreter}\\r`, which does not exist: `no such file "
                "or directory`.",
                help="Save the script with Unix line endings (`\\n`), and create the ConfigMap "
                "again.",
            )
