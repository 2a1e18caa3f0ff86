"""``ifso data``: a command for each thing that can be done with datasets."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from ifso.cli.ending import Exit
from ifso.cli.options import Json

Names = Annotated[list[str] | None, typer.Argument(metavar="[NAME]…", help="Datasets by name. Default: all.", show_default=False)]
Mirror = Annotated[Path | None, typer.Option("--mirror", metavar="FOLDER", help="Take the files from this folder instead of the network. Default: IFSO_DATA_MIRROR.", show_default=False)]  # fmt: skip


def list_them(json: Json = False) -> int:
    """List the datasets, and which of them have been fetched."""
    from ifso.cli.printing import say, show, show_json  # noqa: PLC0415 - loaded only to print
    from ifso.report.datasets import datasets_report  # noqa: PLC0415
    from ifso.report.plain import dataset_dict  # noqa: PLC0415
    from ifso.verbs.data import list_datasets  # noqa: PLC0415

    datasets = list_datasets()
    if json:
        show_json([dataset_dict(dataset) for dataset in datasets])
        return Exit.FINE
    show(datasets_report(datasets))
    missing = [dataset for dataset in datasets if not dataset.here]
    say("Next: ifso data fetch" if missing else f"Next: ifso data show {datasets[0].card.name}")
    return Exit.FINE


def show_one(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A dataset by name.", show_default=False)],
    json: Json = False,
) -> int:
    """Show what a dataset is, what its columns mean, and what is wrong with it."""
    from ifso.cli.printing import say, shell, show, show_json  # noqa: PLC0415 - loaded only to print
    from ifso.report.datasets import dataset_report  # noqa: PLC0415
    from ifso.report.plain import dataset_dict  # noqa: PLC0415
    from ifso.verbs.data import show_dataset  # noqa: PLC0415

    dataset = show_dataset(name)
    if json:
        show_json(dataset_dict(dataset, whole=True))
        return Exit.FINE
    show(dataset_report(dataset))
    say(f"Next: {shell('data', 'verify' if dataset.here else 'fetch', name)}")
    return Exit.FINE


def fetch(names: Names = None, mirror: Mirror = None, json: Json = False) -> int:
    """Fetch datasets into the user's cache, from the network or a folder."""
    from ifso.cli.printing import say, show_json  # noqa: PLC0415 - loaded only to print
    from ifso.report.plain import dataset_dict  # noqa: PLC0415
    from ifso.verbs.data import fetch_datasets  # noqa: PLC0415

    with _steps("Fetching datasets", names) as begin:
        done = fetch_datasets(names or (), mirror=mirror, begin=begin)
    if json:
        show_json([dataset_dict(dataset) for dataset in done])
        return Exit.FINE
    for dataset in done:
        typer.echo(f"{dataset.card.name}: {'fetched' if dataset.fetched else 'was there'}, {dataset.path}")
    say("Next: ifso data verify")
    return Exit.FINE


def verify(names: Names = None, json: Json = False) -> int:
    """Hold fetched datasets against their checksums and their cards."""
    from ifso.cli.printing import say, shell, show_json  # noqa: PLC0415 - loaded only to print
    from ifso.report.plain import dataset_dict  # noqa: PLC0415
    from ifso.verbs.data import verify_datasets  # noqa: PLC0415

    with _steps("Verifying datasets", names) as begin:
        done = verify_datasets(names or (), begin=begin)
    bad = [dataset for dataset in done if dataset.complaint]
    missing = [dataset for dataset in done if not dataset.here and not dataset.complaint]
    if json:
        show_json([dataset_dict(dataset) for dataset in done])
    else:
        for dataset in done:
            typer.echo(f"{dataset.card.name}: {dataset.complaint or ('as its card says' if dataset.here else 'not fetched')}")
        again = [dataset.card.name for dataset in (*bad, *missing)]
        say(
            f"Next: {shell('data', 'fetch', *again[:5]) if 0 < len(again) <= 5 else 'ifso data fetch'}" if again else "Next: ifso data list"
        )
    return Exit.FINDINGS if bad else Exit.FINE


def variables(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME]…", help="Variables by name. Default: all.", show_default=False)
    ] = None,
    mirror: Mirror = None,
    json: Json = False,
) -> int:
    """List the variables that a reference class may use: what they mean, their years, how much is unknown."""
    from ifso.cli.printing import progress, say, show, show_json  # noqa: PLC0415 - loaded only to print
    from ifso.report.plain import variable_dict  # noqa: PLC0415
    from ifso.report.variables import variables_report  # noqa: PLC0415
    from ifso.verbs.variables import list_variables  # noqa: PLC0415

    with progress("Building the panel") as advance:
        described = list_variables(names or (), mirror=mirror, progress=advance)
    if json:
        show_json([variable_dict(each) for each in described])
        return Exit.FINE
    show(variables_report(described))
    if any(each.unknown is None for each in described):
        say("How much of them is unknown cannot be told before the data are here.")
        say("Next: ifso data fetch")
    else:
        say("Next: ifso base-rate FILE")
    return Exit.FINE


@contextmanager
def _steps(text: str, names: Sequence[str] | None) -> Iterator[Callable[[str], Callable[[float], None] | None]]:
    """Show one bar for all datasets; yield what is called at the beginning of each and returns what is told the share done of it."""
    from ifso.cli.printing import progress  # noqa: PLC0415 - loaded only to print
    from ifso.history.datasets import CARDS  # noqa: PLC0415

    count = len(set(names or CARDS))
    begun: list[str] = []
    with progress(text) as advance:

        def begin(name: str) -> Callable[[float], None] | None:
            begun.append(name)
            if advance is None:
                return None
            advance((len(begun) - 1) / count)
            return lambda share: advance((len(begun) - 1 + share) / count)

        yield begin


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    data = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="The datasets of history: list, show, fetch, verify, variables.")
    data.command("list")(list_them)
    data.command("show")(show_one)
    data.command("fetch")(fetch)
    data.command("verify")(verify)
    data.command("variables")(variables)
    app.add_typer(data, name="data")
