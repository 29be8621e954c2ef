"""An exec probe that passes for any response of a server."""

from collections.abc import Sequence

from podlint.authoring import Container, Problem, Problems, Severity, pattern, rule
from podlint.pods.commands.words import program_name, shell_script, steps
from podlint.pods.handlers import spoken_name

_FAILS_ON_ERRORS = pattern(r"-[a-zA-Z]*f[a-zA-Z]*|--fail(-with-body|-early)?")
_MAY_SAY_MORE = pattern(r"-K|--config")
"""A file with further options."""

_OTHER_PROTOCOL = pattern(r"(?!https?:)[a-z0-9+.-]+://")


@rule(
    severity=Severity.WARNING,
    since="0.1",
    asks_for=("exec",),
    symptom="a Pod that stays Ready, or is never restarted, while its server answers 500 or 503",
    fragments=True,
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: proxy
              image: proxy:2
              restartPolicy: Always
              startupProbe:
                exec: {command: [curl, -s, "http://localhost:15021/ready"]}  # finding
          containers:
            - name: app
              image: app:1.4
              readinessProbe:
                exec:
                  command: [sh, -c, "test -f /ready && curl -sS localhost:8080/health"]  # finding
            #     ^^^^^^^
              livenessProbe:
                exec:
                  command:  # finding
                    - sh
                    - -c
                    - curl -k https://localhost:8443/live -o /dev/null || exit 1
              startupProbe:
                exec:
                  command: [curl, -s, -o, /dev/null, -w, "%{http_code}", localhost:8080]  # finding
            - name: limited
              image: app:1.4
              readinessProbe:
                exec: {command: [timeout, "3", curl, -s, localhost:8081]}  # finding
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
              readinessProbe:
                exec: {command: [curl, -sf, "http://localhost:8080/health"]}
              livenessProbe:
                exec: {command: [curl, --fail, "http://localhost:8080/health"]}
              startupProbe:
                exec: {command: [sh, -c, "curl -s localhost:8080/health | grep -q UP"]}
            - name: other
              image: app:1.4
              readinessProbe:
                exec: {command: [wget, -q, --spider, "http://localhost:8080/health"]}
              livenessProbe:
                exec:
                  command: [sh, -c, 'test "$(curl -s -w "%{http_code}" localhost)" = 200']
              startupProbe:
                exec: {command: [curl, "telnet://localhost:8080"]}
              lifecycle:
                preStop:
                  exec: {command: [curl, -s, "http://localhost:8080/drain"]}
        """,
)
def probe_ignores_http_errors(container: Container) -> Problems:
    """An exec probe runs curl without `--fail`, so a response such as 500 counts as success.

    Without `--fail`, curl exits with 0 whenever it gets a response, even an error response. The
    probe fails only if curl gets no response. The kubelet ignores what curl prints, such as the
    status code that `-w` prints. podlint does not report wget, which exits with an error for such
    responses.

    Use `curl -f` or, better, `httpGet`, which needs no program in the image and does not start a
    process for each check.
    """
    for name, probe in container.probes:
        if probe.exec and _takes_any_answer(probe.exec.command):
            yield Problem(
                f"{spoken_name(name)} of container `{container}` runs curl without `--fail`",
                at=probe.exec.at / "command",
                key=True,
                why="The probe passes for responses such as 500 or 503, because curl exits with 0.",
                help="Use `curl -f`, or use `httpGet` instead of `exec`.",
            )


def _takes_any_answer(command: Sequence[str]) -> bool:
    """Whether the exit code of a command is the exit code of curl without a check of the status."""
    found = steps(command)
    script = shell_script(command)
    if not found or (script and "{" in script):
        return False
    for position, step in enumerate(found):
        words = step.words
        if program_name(words[0]) == "timeout":
            words = words[2:]
        if words and program_name(words[0]) == "curl" and not _looks(words):
            after = found[position + 1 :]
            if all(each.operator == "||" and each.words[0] == "exit" for each in after):
                return True
    return False


def _looks(words: Sequence[str]) -> bool:
    return any(
        _FAILS_ON_ERRORS.fullmatch(word) or _MAY_SAY_MORE.match(word) or _OTHER_PROTOCOL.match(word)
        for word in words[1:]
    )
