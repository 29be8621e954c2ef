"""A script of a ConfigMap that does not name its interpreter."""

from podlint.authoring import ObjectSet, Problem, Problems, Related, Severity, rule
from podlint.document.shortening import shortened
from podlint.file_access.config_scripts import executed_scripts


@rule(
    severity=Severity.ERROR,
    since="0.2",
    symptom="`RunContainerError` or `CrashLoopBackOff` with `exec format error`",
    asks_for=("configMap",),
    bad="""
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: scripts
        data:
          start.sh: |
            echo starting
            exec app
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
    good="""
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: scripts
        data:
          start.sh: |
            #!/bin/sh
            exec app
          plain: |
            exec app
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: scripts
              configMap: {name: scripts, defaultMode: 0755}
            - name: elsewhere
              configMap: {name: elsewhere, defaultMode: 0755}
          containers:
            - name: app
              image: app:1.4
              command: [/scripts/start.sh]
              volumeMounts: &mounts
                - {name: scripts, mountPath: /scripts}
                - {name: elsewhere, mountPath: /elsewhere}
            - name: interpreted
              image: app:1.4
              command: [sh, /scripts/plain]
              volumeMounts: *mounts
            - name: shell
              image: app:1.4
              command: [sh, -c, "exec /scripts/plain"]
              volumeMounts: *mounts
            - name: started-by-library
              image: app:1.4
              command: [tini, --, /scripts/plain]
              volumeMounts: *mounts
            - name: unknown
              image: app:1.4
              command: [/elsewhere/start.sh]
              volumeMounts: *mounts
            - name: argument
              image: app:1.4
              args: [/scripts/plain]
              volumeMounts: *mounts
        """,
)
def mounted_script_without_interpreter(objects: ObjectSet) -> Problems:
    """A container executes a script of a ConfigMap that does not begin with `#!`.

    The kernel executes only programs and files that begin with `#!` and the path of an interpreter
    (`execve(2)`). A shell would run such a file as a shell script, but the container runtime does
    not.

    Begin the script with `#!/bin/sh`, or run it with its interpreter: `[sh, /scripts/start.sh]`.
    """
    for script in executed_scripts(objects):
        if script.text.strip() and not script.text.startswith("#!"):
            yield Problem(
                f"`{shortened(script.path, 40)}` is executed, but does not begin with `#!`",
                at=script.started_at,
                related=(Related("the script", script.defined_at),),
                why="The kernel does not know how to run the file: `exec format error`.",
                help="Begin the script with `#!/bin/sh`, or run it with its interpreter, as in "
                "`[sh, FILE]`.",
            )
