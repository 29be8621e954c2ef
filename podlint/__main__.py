"""``podlint`` and ``python -m podlint``."""

from __future__ import annotations

import os
import sys

from podlint.search_path import leave_out_working_directory


def main() -> None:
    """Run the command line and end the process with its exit code.

    A run that would repeat an earlier one is answered from what that printed. For others the
    collector rests while podlint starts, and the process ends without tearing the interpreter down:
    a linter is one short run that keeps what it reads.

    Nothing is imported from the working directory, which may be what is linted.
    """
    leave_out_working_directory()
    from podlint.collector import pause
    from podlint.run_cache import RunCache

    pause()
    cache = RunCache.of_process(sys.argv[1:])
    if kept := cache and cache.recall():
        code = _repeat(*kept)
    else:
        # No other package's plugin has a say in how manifests are read, nor is one searched for.
        os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
        from podlint.cli import run

        code = run(sys.argv[1:], cache)
    os._exit(code)


def _repeat(code: int, text: str) -> int:
    """Print what an earlier run printed; its exit code, or 2 if that cannot be written."""
    from podlint.output import Output, finish

    stdout, stderr = Output(sys.stdout), Output(sys.stderr)
    stdout.write_ready(text)
    return finish(code, stdout, stderr)


if __name__ == "__main__":
    main()
