"""An exec probe whose command always succeeds."""

import re
from collections.abc import Sequence

from podlint.authoring import Container, Problem, Problems, Severity, pattern, rule
from podlint.document.shortening import shortened
from podlint.pods.commands.words import Step, program_name, shell_script, sleep_seconds, steps
from podlint.pods.handlers import spoken_name

_CANNOT_FAIL = frozenset((":", "date", "echo", "hostname", "printf", "ps", "pwd", "true", "whoami"))
"""Programs whose exit code is 0 in any container."""

_LOOKS = frozenset(("[", "cat", "ls", "stat", "test"))
"""Programs that fail only if a file is missing."""

_ALWAYS_THERE = pattern(
    r"/|/(bin/sh|dev/null|etc|proc|tmp)|/etc/(hosts|hostname|resolv\.conf|passwd)|/proc/(1|self)/\w+"
)

_PASSES_ON = frozenset(("cat", "cut", "head", "sort", "tail", "tee", "tr", "uniq", "wc"))
"""Programs that succeed on any input, even on none."""

_MAY_END_OTHERWISE = pattern(
    r"\bset\s+-\w*e|\bpipefail\b|\berrexit\b|\b(exit|return)\s+[^0\s]|\b(trap|exec|kill)\b"
)


@rule(
    severity=Severity.WARNING,
    since="0.1",
    asks_for=("exec",),
    symptom="a Pod that stays Ready, or is never restarted, although its program hangs or has "
    "failed",
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
                exec: {command: [sh, -c, "wget -qO- localhost:9000 || true"]}  # finding
          containers:
            - name: app
              image: app:1.4
              livenessProbe:
                exec:
                  command: [cat, /proc/1/status]  # finding
            #     ^^^^^^^
              readinessProbe:
                exec:
                  command: [sh, -c, "nodetool status | tail -n 1"]  # finding
            - name: worker
              image: worker:1
              livenessProbe:
                exec:
                  command:  # finding
                    - sh
                    - -c
                    - |
                      pgrep worker
                      echo alive
              readinessProbe:
                exec:
                  command: ["true"]  # finding
            - name: found
              image: worker:1
              livenessProbe:
                exec: {command: [sh, -c, "ps aux | grep worker || exit 1"]}  # finding
              readinessProbe:
                exec: {command: [bash, -c, "pgrep -f worker.jar || exit 1"]}  # finding
            - name: others
              image: worker:1
              livenessProbe:
                exec: {command: [sh, -c, "check; exit 0"]}  # finding
              readinessProbe:
                exec: {command: [sleep, "5"]}  # finding
              startupProbe:
                exec: {command: [ls, -l]}  # finding
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
              livenessProbe:
                exec: {command: [cat, /tmp/healthy]}
              readinessProbe:
                exec: {command: [sh, -c, "nodetool status | grep -q UN"]}
              startupProbe:
                exec: {command: [sh, -c, "pgrep app && echo alive"]}
            - name: worker
              image: worker:1
              livenessProbe:
                exec: {command: [sh, -ec, "pgrep worker; echo alive"]}
              readinessProbe:
                exec: {command: [sh, -c, "pgrep worker || exit 1; echo alive"]}
              startupProbe:
                exec: {command: [bash, -o, pipefail, -c, "status | head -1"]}
              lifecycle:
                preStop:
                  exec: {command: [sh, -c, "drain || true"]}
            - name: finder
              image: worker:1
              livenessProbe:
                exec: {command: [sh, -c, "ps aux | grep -v grep | grep worker"]}
              readinessProbe:
                exec: {command: [sh, -c, "ps aux | grep '[w]orker'"]}
              startupProbe:
                exec: {command: [pgrep, -f, worker.jar]}
        """,
)
def always_passing_probe(container: Container) -> Problems:
    """An exec probe runs a command that always succeeds.

    An exec probe fails if the exit code of its command is not 0. The exit code of a shell script is
    the exit code of its last command. `|| true`, a final `echo`, a pipe into `tail` or a check for
    a file that always exists makes the exit code 0 even if the program hangs. `ps | grep NAME`
    matches the `grep` process itself, and `pgrep -f NAME` in a script matches the shell that runs
    the script. Such a probe starts a process in each period without checking anything. A readiness
    probe that always succeeds lets Services send requests too early.

    End the command with the check that determines the result, such as `wget -q --spider
    http://localhost:8080/`, `grep -q`, or `test -f` of a file that the program writes. In bash,
    `set -o pipefail` makes a pipeline fail if any of its commands fails. If there is nothing to
    check, remove the probe.
    """
    for name, probe in container.probes:
        if probe.exec is None:
            continue
        if itself := _finds_itself(probe.exec.command):
            reason = f"`{shortened(itself, 35)}` matches itself"
            advice = (
                "Write `command: [pgrep, -f, NAME]` with the name of the program. Without a shell, "
                "`pgrep` matches only the program."
            )
        elif part := _decides(probe.exec.command):
            reason = f"its command ends with `{shortened(part, 30)}`"
            advice = (
                "End the command with the check that determines the result, such as "
                "`wget -q --spider http://localhost:8080/`, or remove the probe."
            )
        else:
            continue
        yield Problem(
            f"{spoken_name(name)} of container `{container}` cannot fail: {reason}",
            at=probe.exec.at / "command",
            key=True,
            why="The command exits with 0 even if the program hangs or has failed.",
            help=advice,
        )


def _finds_itself(command: Sequence[str]) -> str | None:
    """The search for a process that also matches the processes of the probe."""
    found = list(steps(command) or ())
    alone = len(found) == 1
    while len(found) > 1 and found[-1].operator == "||" and _program(found[-1]) == "exit":
        found.pop()
    if shell_script(command) is None or any("[" in word for step in found for word in step.words):
        return None
    if [_program(step) for step in found] == ["ps", "grep"] and found[1].operator == "|":
        options = [word for word in found[1].words[1:] if word.startswith("-")]
        return None if any("v" in each for each in options) else _line(found)
    if [_program(step) for step in found] == ["pgrep"] and not alone:
        options = [word for word in found[0].words[1:] if word.startswith("-")]
        return _line(found) if any("f" in each for each in options) else None
    return None


def _line(found: Sequence[Step]) -> str:
    return " | ".join(" ".join(step.words) for step in found)[:60]


def _decides(command: Sequence[str]) -> str | None:
    """The part of a command that makes its exit code 0, or None if the code may differ."""
    script = shell_script(command)
    options = " ".join(word for word in command if word != script)
    if script and (_MAY_END_OTHERWISE.search(script) or re.search(r"-\w*e|pipefail", options)):
        return None
    found = steps(command)
    if not found:
        return None
    last = found[-1]
    if script is None and _program(last) in ("exit", "return"):
        return None
    if last.operator == "|":
        return _shown(last, "| ") if _program(last) in _PASSES_ON and _reads(last) else None
    if last.operator == "&&" and not all(_succeeds(each) for each in found):
        return None
    if not _succeeds(last):
        return None
    return _shown(last, "|| " if last.operator == "||" else "")


def _shown(step: Step, operator: str) -> str:
    return (operator + " ".join(step.words))[:60]


def _program(step: Step) -> str:
    return program_name(step.words[0])


def _succeeds(step: Step) -> bool:
    program, *arguments = step.words
    program = program_name(program)
    if program in ("exit", "return"):
        return arguments == ["0"]
    if program == "sleep":
        return sleep_seconds(step.words) is not None
    if program in _LOOKS:
        paths = [word for word in arguments if not word.startswith("-") and word != "]"]
        if program == "ls" and not paths:
            return True
        return bool(paths) and "!" not in paths and all(map(_ALWAYS_THERE.fullmatch, paths))
    return program in _CANNOT_FAIL


def _reads(step: Step) -> bool:
    """Whether a program reads from the pipe, and not from files that may be missing."""
    return all(re.match(r"-|\d|'|[^/]*$", word) for word in step.words[1:])
