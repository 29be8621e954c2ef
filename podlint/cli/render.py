"""The command ``podlint render``."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from podlint.cli.named_path import named_path

if TYPE_CHECKING:
    from podlint.rendering.kustomize import Build
    from podlint.rendering.kustomize.node import Origin

_FAILED = 2


class RenderFormat(StrEnum):
    """The formats of a build."""

    YAML = "yaml"
    JSON = "json"


def render(
    context: typer.Context,
    folder: Annotated[
        str,
        typer.Argument(metavar="[DIR]", parser=named_path, help="The folder of the kustomization."),
    ] = ".",
    form: Annotated[
        RenderFormat, typer.Option("--format", "-f", help="The format of the build.")
    ] = RenderFormat.YAML,
) -> None:
    """Build a kustomization, and show which file and line wrote each value.

    The build is equal to the output of `kubectl kustomize`. podlint needs no kubectl, runs nothing,
    and reads nothing outside the repository. Comments name the file and line of each value that
    does not come from the file of its resource. The format json lists all places of all values.

    Exit code 0: built; 2: the kustomization cannot be built.
    """
    from podlint.reading.inputs import Inputs
    from podlint.reading.repository_index import repository_of
    from podlint.rendering.annotated_yaml import annotated_yaml
    from podlint.rendering.kustomize import BuildError, Declined, build

    inputs = Inputs()
    path = Path(folder)
    root = repository_of(inputs, path / "kustomization.yaml", Path.cwd())
    try:
        found = build(path, inputs, root)
    except BuildError as error:
        place = f"{_place(error.origin)}: " if error.origin else f"{folder}: "
        kind = "not supported by podlint: " if isinstance(error, Declined) else ""
        context.obj.stderr.write_line(f"podlint: {place}{kind}{error.message}")
        raise typer.Exit(_FAILED) from None
    if form is RenderFormat.JSON:
        context.obj.stdout.write(_as_json(found))
    else:
        context.obj.stdout.write(annotated_yaml(found, _line))


def _as_json(found: "Build") -> str:
    import json

    from podlint.document.field_path import pointer_text

    data = [
        {
            "object": each.data,
            "places": {
                pointer_text(path): [_as_data(place) for place in places]
                for path, places in each.places.items()
                if places
            },
        }
        for each in found.resources
    ]
    return json.dumps({"resources": data}, indent=2) + "\n"


def _as_data(place: "Origin") -> dict[str, str | int]:
    """Path, line and column, 1-based."""
    return {
        "path": _path(place),
        "line": place.span.start_line,
        "column": place.span.start_column,
    }


def _line(place: "Origin") -> str:
    return f"{_path(place)}:{place.span.start_line}"


def _place(place: "Origin") -> str:
    return f"{_line(place)}:{place.span.start_column}"


def _path(place: "Origin") -> str:
    """The path from the working directory if the file is below it."""
    path = Path(place.file)
    try:
        return path.absolute().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()
