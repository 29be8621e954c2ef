"""An init container that waits without a limit."""

from podlint.authoring import Container, Problem, Problems, Severity, pattern, rule
from podlint.pods.commands.words import command_line, never_ends, shell_script

_LOOP = pattern(r"\b(?:until|while)\b")
_PAUSE = pattern(r"\bsleep\b")
_LIMIT = pattern(
    r"\btimeout\b|\$\(\(|\(\(|\bexit\s+[1-9]|\bseq\b|-(?:lt|le|gt|ge)\b|SECONDS|\blet\b|\bread\b"
)


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom="`Init:0/1` for hours, without a failure that triggers an alert",
    asks_for=("initContainers",),
    fragments=True,
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: wait
              image: busybox:1.36
              command: [sh, -c, "until nc -z db 5432; do sleep 2; done"]  # finding
           #  ^^^^^^^
            - name: wait-too
              image: busybox:1.36
              args:  # finding
                - sh
                - -c
                - while true; do nslookup db && break; sleep 2; done
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
            - name: wait
              image: busybox:1.36
              command: [timeout, "300", sh, -c, "until nc -z db 5432; do sleep 2; done"]
            - name: count
              image: busybox:1.36
              command:
                - sh
                - -c
                - |
                  for i in $(seq 60); do
                    nc -z db 5432 && exit 0
                    sleep 5
                  done
                  exit 1
            - name: sidecar
              image: busybox:1.36
              restartPolicy: Always
              command: [sh, -c, "while true; do sync && break; sleep 60; done"]
          containers:
            - name: app
              image: app:1.4
              command: [sh, -c, "until nc -z db 5432; do sleep 2; done; exec app"]
        """,
)
def endless_wait(container: Container) -> Problems:
    """An init container waits in a loop without a limit.

    If the condition is never met, for example because of a wrong name, the Pod stays in `Init`, and
    nothing fails. The number of restarts does not increase, so there is no alert about restarts. A
    Job without a deadline also waits forever.

    Limit the wait: use `timeout 300 sh -c "..."`, or count the attempts and `exit 1`. The kubelet
    then restarts the init container, and kubectl shows `Init:CrashLoopBackOff`.
    """
    if container.sort != "init":
        return
    words = command_line(container)
    script = shell_script(words)
    if script is None or "timeout" in words:
        return
    loop = _LOOP.search(script)
    if not loop or not _PAUSE.search(script, loop.end()):
        return
    if _LIMIT.search(script) or never_ends(words):
        return
    yield Problem(
        f"init container `{container}` waits in a loop without a limit",
        at=container.program_at,
        key=True,
        why="If the condition is never met, the Pod stays in `Init`, and nothing fails or triggers "
        "an alert.",
        help='Limit the wait with `timeout 300 sh -c "..."`, or count the attempts and `exit 1`.',
    )
