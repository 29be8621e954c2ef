"""How long podlint takes, beside `python -c pass` and kube-score, in one interleaved run.

Run as ``python benchmarks/run.py CORPUS [--podlint COMMAND] [--rounds N]``. CORPUS is a folder with
the files of ``corpus-files.txt``; without it only single files are measured: a Pod of one
container, and a file of 81 lines with two Deployments and a Service. COMMAND is the ``podlint`` of
an environment into which the wheel is installed, with its modules compiled: an editable
installation starts more slowly, and keeps no runs. "cold" is with ``--no-cache``, "again" a run
that has been kept. kube-score is measured where it is installed.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
SMALL = HERE.parent / "examples" / "storefront.yaml"
POD = """\
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: nginx:1.27
      ports:
        - containerPort: 80
"""


def main() -> None:
    """Measure, and print a line for each command and the ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", nargs="?", type=Path)
    parser.add_argument("--podlint", default=str(Path(sys.executable).with_name("podlint")))
    parser.add_argument("--rounds", type=int, default=7)
    given = parser.parse_args()
    python = str(Path(given.podlint).with_name("python"))
    listed = (HERE / "corpus-files.txt").read_text(encoding="utf-8").splitlines()
    files = [line for line in listed if not line.startswith("#")] if given.corpus else []
    with tempfile.TemporaryDirectory() as folder:
        # Each alone in its folder: the other files there would be read as context.
        (Path(folder) / "pod").mkdir()
        pod = Path(folder, "pod", "web.yaml")
        pod.write_text(POD, encoding="utf-8")
        small = shutil.copy(SMALL, folder)
        # What has just been changed is not relied upon.
        time.sleep(2.5)
        check = [given.podlint, "check", "--isolated"]
        commands = {
            "python -c pass": [python, "-c", "pass"],
            "a Pod, cold": [*check, "--no-cache", str(pod)],
            "a Pod, again": [*check, str(pod)],
            "81 lines, cold": [*check, "--no-cache", str(small)],
        }
        if files:
            commands["corpus, cold"] = [*check, "--no-cache", *files]
            commands["corpus, again"] = [*check, *files]
            if shutil.which("kube-score"):
                commands["kube-score, corpus"] = ["kube-score", "score", *files]
        measured(commands, 1, given.corpus or Path(folder))
        times = measured(commands, given.rounds, given.corpus or Path(folder))
    for name, taken in times.items():
        print(f"{name:<20} min {min(taken):7.1f} ms   median {statistics.median(taken):7.1f} ms")
    for one in times:
        peer = "kube-score, corpus" if one.startswith("corpus") else "python -c pass"
        if one != peer and peer in times and not one.startswith("kube-score"):
            ratio(f"{one} / {peer.split(',')[0]}", times, one, peer)


def measured(commands: dict[str, list[str]], rounds: int, folder: Path) -> dict[str, list[float]]:
    """The milliseconds that each command took in each round, one after another."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            begun = time.perf_counter()
            subprocess.run(command, cwd=folder, capture_output=True, check=False)
            times[name].append((time.perf_counter() - begun) * 1000)
    return times


def ratio(title: str, times: dict[str, list[float]], one: str, other: str) -> None:
    """Print how many times as long one command took as another: of the minima, of the medians."""
    least = min(times[one]) / min(times[other])
    middle = statistics.median(times[one]) / statistics.median(times[other])
    print(f"{title:<34} {least:.1f} (of the minima), {middle:.1f} (of the medians)")


if __name__ == "__main__":
    main()
