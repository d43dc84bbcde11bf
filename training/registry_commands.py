"""`sidelight-train list | show | promote | rollback | retire | withdraw`: what exists, what serves, and what goes."""

from __future__ import annotations

import time
from collections.abc import Collection
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from rich.console import Console

from models.registry import Registry
from models.safety.own import PREFIX, OwnWeights
from training.command_line import (
    DEFAULT_CONFIG,
    AsJson,
    ConfigPath,
    Reason,
    err,
    open_store,
    open_workshop,
    own_weights_of,
    print_json,
    registry_of,
)
from training.errors import Misconfigured
from training.settings import Settings, Task, read_settings, require_permission

if TYPE_CHECKING:
    from training.withdraw import Withdrawal

AdapterName = Annotated[str, typer.Argument(help="Its id, such as im-3f9a01c2d4e5.")]
TaskName = Annotated[
    Literal["im", "gm", "safety"],
    typer.Argument(help="`im` improves drafts, `gm` writes them, `safety` judges replies."),
]


def attach(app: typer.Typer) -> None:
    """Make them commands of `app`."""
    app.command("list")(list_adapters)
    for command in (show, promote, rollback, retire, withdraw):
        app.command()(command)


def list_adapters(config: ConfigPath = DEFAULT_CONFIG, as_json: AsJson = False) -> None:
    """Every adapter and your own safety weights: which serve, what they were fitted on, and what the gate said."""
    from training.safety.weekly import weights_rows
    from training.show_adapters import adapter_rows, show_adapters

    rows = [*adapter_rows(registry_of(config)), *weights_rows(own_weights_of(config))]
    if as_json:
        print_json(rows)
    else:
        show_adapters(Console(), rows)


def show(adapter: AdapterName, config: ConfigPath = DEFAULT_CONFIG, as_json: AsJson = False) -> None:
    """One adapter: where it comes from, every figure of the gate, what was noted on it, and when it served."""
    from training.show_adapters import adapter_card, show_card

    told = adapter_card(registry_of(config), adapter)
    if as_json:
        print_json(told)
    else:
        show_card(Console(), told)


def promote(
    adapter: Annotated[str, typer.Argument(help="Its id, such as im-3f9a01c2d4e5 or heads-91c2d4e53f9a.")],
    config: ConfigPath = DEFAULT_CONFIG,
    reason: Reason = "by hand",
) -> None:
    """Let an adapter or your own safety weights serve, whatever the gate said. The bot tries adapters on canaries."""
    if adapter.startswith(PREFIX):
        try:
            own_weights_of(config).promote(adapter, reason=reason, at_utc=time.time())
        except ValueError as error:
            raise Misconfigured(str(error)) from None
        err.print(f"{adapter} judges replies now; `sidelight-train rollback safety` takes it back", highlight=False)
        return
    registry = registry_of(config)
    task = registry.card(adapter).task
    registry.promote(task, adapter, reason=reason, at_utc=time.time())
    err.print(f"{adapter} serves {task} now; `sidelight-train rollback {task}` takes it back", highlight=False)


def rollback(task: TaskName, config: ConfigPath = DEFAULT_CONFIG, reason: Reason = "by hand") -> None:
    """Let serve what served before: an adapter or the base model, safety weights. Needs no evidence and no time."""
    if task == "safety":
        weights = own_weights_of(config).rollback(reason=reason, at_utc=time.time())
        err.print(f"{weights or 'the weights that fits start from'} judge replies now", highlight=False)
        return
    registry = registry_of(config)
    if registry.serving(task) is None:
        err.print(f"no adapter serves {task}, so there is nothing to roll back")
        return
    serving = registry.rollback(task, reason=reason, at_utc=time.time())
    err.print(f"{serving or 'the base model'} serves {task} now", highlight=False)


def retire(adapter: AdapterName, config: ConfigPath = DEFAULT_CONFIG, reason: Reason = "by hand") -> None:
    """Let an adapter never serve again. Its weights are deleted, its card stays, without anybody's texts' names.

    Not one that serves now: `sidelight-train rollback` first. There is no way back but training again.
    """
    registry_of(config).retire(adapter, reason=reason, at_utc=time.time())
    err.print(f"{adapter} is retired: its weights are deleted, its card stays", highlight=False)


def withdraw(
    fullnames: Annotated[list[str] | None, typer.Argument(help="Texts to take back, such as t1_abc or t3_xyz.")] = None,
    config: ConfigPath = DEFAULT_CONFIG,
    check: Annotated[
        bool, typer.Option("--check", help="Also every text whose author withdrew it or deleted it.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would go.")] = False,
    as_json: AsJson = False,
) -> None:
    """Take texts out of everything: their pairs go, adapters that saw them are marked, safety weights that did go.

    So do rows in folders that `pairs --out` wrote, and fits that `support --out` wrote, where these still lie there.
    Reports in the runs' folders that show one are written again without it.

    What becomes of the adapters stands in `training.withdrawal`: `retire` them at once, what serves stepping back
    first; `retrain` without the text, at once, and then retire; or `tell`, and you decide.

    `--check` compares every card with the permissions as they are now. A run does that by itself, too.
    """
    from training.exported import withdraw_exported
    from training.imported import withdraw_imported
    from training.page.writing import clean_pages
    from training.safety.weekly import stale_fits, withdraw_fits
    from training.withdraw import affected, allowed_texts, withdrawn_texts
    from training.withdraw import withdraw as take_back

    if not fullnames and not check:
        raise Misconfigured("say which texts, or --check for all that were withdrawn")
    settings = read_settings(config)
    registry, own = Registry(settings.models.registry), OwnWeights(settings.models.safety.weights)
    with open_store(settings) as db:
        texts = frozenset(fullnames or ())
        fine = (allowed_texts(db) if check else frozenset().union(*(fit.fullnames for fit in own.fits()))) - texts
        if check:
            texts |= withdrawn_texts(registry.cards(), allowed_texts(db))
        allowed = allowed_texts(db) - texts if check else None

        def gone(names: Collection[str]) -> frozenset[str]:
            return texts.intersection(names) if allowed is None else frozenset(names) - allowed

        result: dict[str, object] = {"texts": len(texts), "folders": withdraw_exported(db, gone, dry_run=dry_run)}
        if dry_run:
            result |= {"adapters": list(affected(registry.cards(), texts)), "weights": list(stale_fits(own, fine))}
        else:
            withdraw_imported(settings.training.imports.sets, texts)
            done = take_back(db, registry, texts, at_utc=time.time(), action=settings.training.withdrawal)
            result |= {
                "adapters": list(done.adapters),
                "retired": list(done.retired),
                "weights": list(withdraw_fits(own, fine, at_utc=time.time())),
                "pairs": done.pairs,
                "serving": done.serving,
            }
        if not dry_run:
            result["pages"] = clean_pages(db, registry, settings)
    if not dry_run and settings.training.withdrawal == "retrain":
        result["runs"] = _retrain(settings, registry, done)
    if as_json:
        print_json(result)
    else:
        err.print(", ".join(f"{what}: {value or 'none'}" for what, value in result.items()), highlight=False)


def _retrain(settings: Settings, registry: Registry, done: Withdrawal) -> list[str]:
    """A run for each task that is served by an adapter which saw the texts; gives what came of them."""
    from training.run import run_all
    from training.show import progress_bar

    tasks: list[Task] = [task for task in ("im", "gm") if registry.serving(task) in done.adapters]
    if not tasks:
        return []
    require_permission(settings)
    with progress_bar(err) as progress, open_workshop(settings, progress) as shop:
        return [f"{report.task}: {report.sentence}" for report in run_all(shop, tasks)]
