"""The start of podlint as one file: unpack the packages once, and run podlint from there."""

import os
import sys
import tempfile
import zipfile

DIGEST = "@DIGEST@"


def main():
    """Run podlint."""
    if sys.version_info < (3, 11) or sys.implementation.name != "cpython":
        sys.exit("podlint: this file needs CPython 3.11 or newer")
    try:
        folder = unpacked()
    except OSError as error:
        sys.exit(f"podlint: cannot unpack to {cache()}: {error.strerror}; set PODLINT_ZIPAPP_DIR")
    sys.path[0] = folder
    try:
        import pydantic_core  # noqa: F401
    except ImportError as error:
        version = ".".join(map(str, sys.version_info[:2]))
        sys.exit(f"podlint: this file does not run with Python {version} on this platform: {error}")
    from podlint.__main__ import main as run

    run()


def unpacked():
    """The folder with the packages."""
    os.makedirs(cache(), mode=0o700, exist_ok=True)
    if os.name == "posix":
        found = os.stat(cache())
        if found.st_uid != os.geteuid() or found.st_mode & 0o022:
            sys.exit(f"podlint: other users can write to {cache()}; set PODLINT_ZIPAPP_DIR")
    folder = os.path.join(cache(), DIGEST)
    if not os.path.isdir(folder):
        with tempfile.TemporaryDirectory(dir=cache()) as temporary:
            with zipfile.ZipFile(sys.argv[0]) as archive:
                archive.extractall(temporary)
            try:
                os.rename(os.path.join(temporary, "packages"), folder)
            except OSError:
                if not os.path.isdir(folder):  # Another process was faster.
                    raise
    return folder


def cache():
    """The folder for all versions."""
    if given := os.environ.get("PODLINT_ZIPAPP_DIR"):
        return os.path.abspath(given)
    user = os.path.expanduser("~")
    if os.name == "nt":
        local = os.environ.get("LOCALAPPDATA") or os.path.join(user, "AppData", "Local")
    elif sys.platform == "darwin":
        local = os.path.join(user, "Library", "Caches")
    else:
        local = os.environ.get("XDG_CACHE_HOME") or os.path.join(user, ".cache")
    return os.path.join(local, "podlint-zipapp")


main()
