"""``podlint`` and ``python -m podlint``."""

from __future__ import annotations

import os
import sys

from podlint.cli.ending import end_at_once
from podlint.startup.search_path import leave_out_working_directory


def main() -> None:
    """Run the command line and end the process with its exit code.

    A run that would repeat an earlier one is answered from what that printed. For others the
    collector rests while podlint starts, and the process ends without tearing the interpreter down:
    a linter is one short run that keeps what it reads.

    Nothing is imported from the working directory, which may be what is linted.
    """
    end_at_once()
    os._exit(_run())


def _run() -> int:
    leave_out_working_directory()
    from podlint.cli.run_cache import RunCache
    from podlint.startup.garbage import pause

    pause()
    cache = RunCache.of_process(sys.argv[1:])
    if kept := cache and cache.recall():
        return _repeat(*kept)
    # No other package's plugin has a say in how manifests are read, nor is one searched for.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    from podlint.cli.arguments import run

    return run(sys.argv[1:], cache)


def _repeat(code: int, text: str) -> int:
    """Print what an earlier run printed; its exit code, or 2 if that cannot be written."""
    from podlint.cli.output import Output, finish

    stdout, stderr = Output(sys.stdout), Output(sys.stderr)
    stdout.write_ready(text)
    return finish(code, stdout, stderr)


if __name__ == "__main__":
    main()
