"""`sidelight-train canary start | status | judge | stop`: an adapter tried on some helpers before it serves all."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

from models.registry import Registry
from training.command_line import DEFAULT_CONFIG, AsJson, ConfigPath, Now, Reason, err, open_store, print_json
from training.errors import Misconfigured
from training.settings import Settings, read_settings

if TYPE_CHECKING:
    from training.canary import Ruling, Watch

canary = typer.Typer(
    no_args_is_help=True,
    help="Tries an improvement adapter on a share of the helpers, beside the one that serves.\n\n"
    "Each helper stays on one side. What they make of suggestions is counted once for each of them, and judged by "
    "bets that stay honest however often one looks: `better` promotes, `worse` or a single veto ends it. A run starts "
    "a canary by itself where enough helpers are about, and the bot has it judged every hour.",
)


@canary.command()
def start(
    adapter: Annotated[str, typer.Argument(help="Its id, such as im-3f9a01c2d4e5.")],
    config: ConfigPath = DEFAULT_CONFIG,
    share: Annotated[
        float | None, typer.Option(min=0.01, max=0.9, help="Of the helpers; else that of training.canary.")
    ] = None,
    reason: Reason = "by hand",
    now: Now = None,
) -> None:
    """Let an adapter write for some helpers from now on; what an earlier canary of it counted is forgotten."""
    from training.canary import begin, needed_for, why_not

    settings = read_settings(config)
    _must_take_adapters(settings)
    with _watch(config, now) as watch:
        if not (share or watch.rules.share):
            raise Misconfigured(f"{settings.source}: training.canary.share is 0: say --share")
        try:
            begin(watch, adapter, reason=reason, share=share)
        except ValueError as error:
            raise Misconfigured(str(error)) from None
        candidate = watch.registry.candidate("im")
        assert candidate is not None
        err.print(
            f"{adapter} writes for {candidate.share:.0%} of the helpers now; about "
            f"{needed_for(watch.rules, candidate)} helpers will tell. `sidelight-train canary stop` ends it",
            highlight=False,
        )
        if why := why_not(watch):
            err.print(f"it may never tell: {why}", highlight=False)


@canary.command()
def status(config: ConfigPath = DEFAULT_CONFIG, as_json: AsJson = False, now: Now = None) -> None:
    """How the canary stands by what was counted so far. Changes nothing."""
    from training.canary import standing

    with _watch(config, now) as watch:
        _tell(standing(watch), watch, as_json=as_json)


@canary.command()
def judge(config: ConfigPath = DEFAULT_CONFIG, as_json: AsJson = False, now: Now = None) -> None:
    """Count who has settled since the last look, and promote, stop or go on. Look as often as you like."""
    from training.canary import look

    settings = read_settings(config)
    with _watch(config, now) as watch:
        screen = None
        if watch.registry.candidate("im") is not None:
            from models.safety import configured_classifier  # takes a second, and mostly there is nothing to judge
            from training.pairs import classifier_screen

            screen = classifier_screen(configured_classifier(settings.models), settings.training.pairs.max_hazard)
        ruling = look(watch, screen)
        _tell(ruling, watch, as_json=as_json)
    err.print(f"canary: {ruling.sentence}", highlight=False, soft_wrap=True, markup=False)


@canary.command()
def stop(config: ConfigPath = DEFAULT_CONFIG, reason: Reason = "by hand", now: Now = None) -> None:
    """End the canary: everybody's suggestions come from what serves, at the bot's next look. Needs no evidence."""
    with _watch(config, now) as watch:
        ended = watch.registry.stop_canary("im", reason=reason, at_utc=watch.now)
    err.print(f"the canary of {ended} is over" if ended else "no adapter is on its canary", highlight=False)


@contextmanager
def _watch(config: Path, now: float | None) -> Iterator[Watch]:
    from training.canary import Watch

    settings = read_settings(config)
    with open_store(settings) as db:
        at = time.time() if now is None else now
        yield Watch(db, Registry(settings.models.registry), settings.training.canary, at)


def _must_take_adapters(settings: Settings) -> None:
    if settings.models.engine == "guideline":
        raise Misconfigured(
            f"{settings.source}: models.engine is guideline, which takes no adapters: a canary needs local, llama "
            "or served"
        )


def _tell(ruling: Ruling, watch: Watch, *, as_json: bool) -> None:
    if as_json:
        print_json(ruling.as_json())
        return
    table = Table("", "", title=f"Canary: {ruling.state} {ruling.adapter}".rstrip(), show_header=False)
    if (now := ruling.standing) is not None:
        table.add_row("helpers counted", f"{now.helpers} of about {ruling.needed}")
        for who, mean in (("the candidate's", now.candidate), ("the others'", now.serving)):
            table.add_row(f"what {who} made of it", "-" if mean is None else f"{mean:.2f} (0 declined, 1 taken)")
        table.add_row("odds that it is better", f"{now.better:.2g}, promoted at {1 / watch.rules.alpha:.0f}")
        table.add_row("odds that it is worse", f"{now.worse:.2g}, stopped at {watch.rules.harm:.0f}")
    Console().print(table if ruling.standing else ruling.sentence, markup=False)
