"""What can be known of an image that a manifest does not show.

A fact holds for a repository, from a version on, before a version, and with or without a word in
the tag. Each fact names its source: the Dockerfile, the entry point, the documentation, or a thread
in which the maintainers answer. `podlint.pods.images.known` has the facts, and
`podlint.pods.images.needs` finds the ones that hold for an image.
"""

from __future__ import annotations

from podlint.startup.frozen import Frozen

__all__ = [
    "Capabilities",
    "Configuration",
    "Data",
    "Fact",
    "Holds",
    "KnownImage",
    "Lacks",
    "Listens",
    "Reads",
    "Refuses",
    "Requires",
    "Together",
    "User",
    "Withdrawn",
    "Writable",
]


class Fact(Frozen):
    """A fact about an image.

    Attributes:
        source: Where it is documented: a URL, and a file in it.
        since: The first version for which it holds, as in `(8, 4)`.
        before: The first version for which it no longer holds.
        variant: A regular expression for a word of the tag with which alone it holds.
        unless: A regular expression for a word of the tag with which it does not hold.
    """

    source: str
    since: tuple[int, ...] = ()
    before: tuple[int, ...] = ()
    variant: str = ""
    unless: str = ""


class User(Fact):
    """The user of the image, as the kubelet sees it, and the one that the program ends up with.

    Attributes:
        number: The numeric ID; None if it is not known.
        name: The name, if the image gives the user by name; the kubelet cannot resolve it.
        steps_down_to: The ID to which the entry point changes if it is started as root. For this it
            needs `SETUID` and `SETGID`.
        group: The group ID; 0 stands for images that work with any user in group 0.
    """

    number: int | None = None
    name: str = ""
    steps_down_to: int | None = None
    group: int | None = None


class Writable(Fact):
    """A directory to which the program writes.

    Attributes:
        path: The directory.
        alias: Another path of the same directory, as `/var/run` and `/run`.
        at_start: The program does not start if it cannot write there.
        settings: A directory; files that are mounted there may name other directories.
        started_by: A regular expression for the first of ``args`` with which it is written at
            start, for an image that otherwise does something else.
        filled: The image has files there that the program needs, and that a volume hides.
    """

    path: str = ""
    alias: str = ""
    at_start: bool = False
    settings: str = ""
    started_by: str = ""
    filled: bool = False


class Holds(Fact):
    """A directory of the image without which its program does not start.

    Attributes:
        path: The directory.
        what: What is there, as the end of a sentence that begins with "the image has".
        settings: A directory; files that are mounted there can make the program do without it.
        log: What the program or the container runtime says.
    """

    path: str = ""
    what: str = ""
    settings: str = ""
    log: str = ""


class Data(Fact):
    """The directory in which a database keeps its data.

    Attributes:
        path: The directory.
        volume: The directory that the image declares as `VOLUME`. The container runtime gives each
            container an empty volume there, unless the manifest mounts one at exactly this path.
        variables: The variables that move the directory, as a regular expression.
        options: The options of the server that move it.
        settings: Directories and files; what is mounted there can move it.
        lasting: Losing the data is a fault; it is not for samples of metrics or for replicas.
        refuses_files: The server does not initialize a directory that contains anything, such as
            the `lost+found` of a new file system.
        refuses_mount: A directory that must not be a mount; the entry point stops otherwise.
    """

    path: str = ""
    volume: str = ""
    variables: str = ""
    options: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    lasting: bool = True
    refuses_files: bool = False
    refuses_mount: str = ""


class Listens(Fact):
    """The TCP ports that the server opens by default.

    Attributes:
        ports: The ports; without any, the configuration file names them.
        variables: The variables that can change them, as a regular expression.
        settings: Directories; files that are mounted there can change the ports.
        moved_by: Options and variables that replace one of the ports, each with this port.
    """

    ports: tuple[int, ...] = ()
    moved_by: tuple[tuple[str, int], ...] = ()
    variables: str = ""
    settings: tuple[str, ...] = ()


class Requires(Fact):
    """Alternative variables. The entry point requires at least one of them.

    Attributes:
        names: Regular expressions for the variables; the first one is a plain name, which messages
            show.
        initial: They are required only if the data directory is empty.
        settings: Directories; files that are mounted there can replace the variable.
        log: What the entry point says.
    """

    names: tuple[str, ...] = ()
    initial: bool = False
    settings: tuple[str, ...] = ()
    log: str = ""


class Together(Fact):
    """Variables that must all be set, or none of them.

    Attributes:
        names: The variables, each of which may have the suffix `_FILE`.
        log: What the entry point says.
    """

    names: tuple[str, ...] = ()
    log: str = ""


class Refuses(Fact):
    """Variables with which the entry point stops.

    Attributes:
        names: A regular expression for the variables.
        value: A regular expression for the values with which it stops.
        instead: What to use, as the end of a sentence that begins with a verb.
        log: What the entry point says.
    """

    names: str = ""
    value: str = ""
    instead: str = ""
    log: str = ""


class Capabilities(Fact):
    """Capabilities without which the image does not work.

    Attributes:
        as_root: The ones that the entry point needs if it is started as root.
        in_file: The ones that the program's file carries. Without them in the bounding set, the
            program cannot be run at all: `operation not permitted`.
        otherwise: What to set if the capabilities must not be granted.
    """

    as_root: tuple[str, ...] = ()
    in_file: tuple[str, ...] = ()
    otherwise: str = ""


class Lacks(Fact):
    """Programs that the image does not have.

    Attributes:
        programs: The programs.
        instead: What to use, as the end of a sentence that begins with a verb.
    """

    programs: tuple[str, ...] = ()
    instead: str = ""


class Configuration(Fact):
    """A file without which the server does not start, and which the image does not have.

    Attributes:
        path: The file.
        option: The option that names another file. If the image itself has a file, only `args`
            without this option are a fault, because they replace the image's own options.
        in_image: The image has a file, and names it in its own options.
    """

    path: str = ""
    option: str = ""
    in_image: bool = False


class Reads(Fact):
    """A variable that a Service of a certain name sets to a URL, which the program cannot use.

    The kubelet sets `NAME_PORT=tcp://…` for each Service with a cluster IP in the namespace of the
    Pod (`FromServices` in pkg/kubelet/envvars/envvars.go), unless the container sets it.

    Attributes:
        variable: The variable.
        log: What the program says.
    """

    variable: str = ""
    log: str = ""


class Withdrawn(Fact):
    """Images that cannot be pulled any more, or that never existed.

    Attributes:
        registry: The registry from which they are gone; other registries may have copies.
        what: What is gone, as a sentence without a stop.
        successor: The repository to use; empty if there is none.
        latest: Whether the tag `latest` is gone too.
    """

    registry: str = ""
    what: str = ""
    successor: str = ""
    latest: bool = False


class KnownImage(Frozen):
    """A repository of images, and facts about it.

    Attributes:
        name: The repository in Docker's short form, as `name_of` gives it.
        facts: The facts.
        also: Other repositories for which all of them hold.
        tag: A regular expression for the tags that are understood, with the group `version`, for
            images whose tags do not begin with their version.
        words: Words that tags contain, in addition to the usual ones.
        programs: What `args` can begin with to run the image's own server.
    """

    name: str
    facts: tuple[Fact, ...]
    also: tuple[str, ...] = ()
    tag: str = ""
    words: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()
