"""``podlint`` and ``python -m podlint``."""

from __future__ import annotations

import os
import sys

from podlint.cli.ending import end_at_once
from podlint.startup.search_path import leave_out_working_directory


def main() -> None:
    """Run the command line and end the process with its exit code.

    If the run would repeat an earlier one, the output comes from the cache. Otherwise the garbage
    collector is off while podlint starts, and the process ends without cleaning up the interpreter,
    because a run is short and frees little.

    Nothing is imported from the working directory, because it may be what is linted.
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
    # Pydantic must not search for plugins, and no plugin may change how manifests are read.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    from podlint.cli.arguments import run

    return run(sys.argv[1:], cache)


def _repeat(code: int, text: str, utf8: bool) -> int:
    """Print the cached output; return its exit code, or 2 if it cannot be written."""
    from podlint.cli.output import Output, finish

    stdout, stderr = Output(sys.stdout), Output(sys.stderr)
    if utf8:
        stdout.use_utf8()
    stdout.write_ready(text)
    return finish(code, stdout, stderr)


if __name__ == "__main__":
    main()
