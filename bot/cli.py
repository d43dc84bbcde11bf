"""`sidelight`: the bot, and its tools that need no Reddit at all."""

from __future__ import annotations

import asyncio
import logging
import signal
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.logging import RichHandler

from bot.config import read_config, read_secrets
from bot.errors import Misconfigured, SidelightError
from bot.fetching import models
from bot.texts import texts
from store.errors import StoreError
from store.ownership import sole_use

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode="markdown",
    help="A moderation companion for peer-support subreddits. It watches replies, tells moderators privately "
    "which could hurt, and helps consenting helpers say what they mean. It never posts in public.\n\n"
    "Try it without Reddit: `sidelight judge`, `sidelight improve`, `sidelight sandbox`.",
)
app.add_typer(texts)
app.add_typer(models, name="models")

_err = Console(stderr=True)

ConfigPath = Annotated[Path, typer.Option("--config", "-c", help="Your configuration.", envvar="SIDELIGHT_CONFIG")]
DEFAULT_CONFIG = Path("config.toml")


def main() -> None:
    """The entry point: errors that a person can mend come out as one line, with exit code 2."""
    try:
        app()
    except (SidelightError, StoreError) as error:
        _err.print(f"[red]sidelight:[/] {error}", highlight=False, soft_wrap=True)
        sys.exit(2 if isinstance(error, Misconfigured) else 1)


@app.command()
def run(
    config: ConfigPath = DEFAULT_CONFIG,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Log at DEBUG; may show texts.")] = False,
) -> None:
    """Watch the subreddits until you press Ctrl-C.

    New subreddits start in dry-run: everything is computed and shown by `sidelight status`, nothing is sent, until
    their moderators say otherwise on the wiki page `sidelight/rules`.
    """
    from bot.app import run as run_bot

    settings, secrets = read_config(config), read_secrets()
    _log_to_stderr(verbose=verbose)
    try:
        with sole_use(settings.store.path):
            asyncio.run(_until_signalled(run_bot(settings, secrets, config_path=config)))
    except* (SidelightError, StoreError) as group:
        raise _first(group) from None


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []})
def sandbox(context: typer.Context) -> None:
    """A small Reddit on this machine, with a simulated community or real threads.

    Every option goes to the sandbox: `sidelight sandbox --help` lists them. For example
    `sidelight sandbox --speed 600 --days 3`, or `--people none --threads FILE`.
    """
    process = subprocess.Popen([sys.executable, "-m", "sandbox", *context.args])  # noqa: S603 - our own module
    try:
        code = process.wait()
    except KeyboardInterrupt:
        code = process.wait()
    raise typer.Exit(code)


@app.command()
def check(
    config: ConfigPath = DEFAULT_CONFIG,
    as_json: Annotated[bool, typer.Option("--json", help="For scripts.")] = False,
) -> None:
    """Credentials, scopes, permissions, rules pages, model, disk: what works, and what to do about the rest."""
    from bot.check import check_all, show

    results = check_all(config)
    show(results, as_json=as_json)
    raise typer.Exit(0 if all(result.ok for result in results) else 1)


@app.command()
def status(
    config: ConfigPath = DEFAULT_CONFIG,
    as_json: Annotated[bool, typer.Option("--json", help="For scripts.")] = False,
) -> None:
    """What the bot has seen, flagged, suggested and sent so far; what waits, and what dry-run only showed."""
    from bot.report import gather, show

    show(gather(read_config(config).store.path), as_json=as_json)


Subreddit = Annotated[str, typer.Option("--subreddit", "-s", help="Only this one, without r/.")]


@app.command()
def thresholds(
    config: ConfigPath = DEFAULT_CONFIG,
    subreddit: Subreddit = "",
    as_json: Annotated[bool, typer.Option("--json", help="For scripts.")] = False,
) -> None:
    """Which threshold each subreddit's own rulings speak for, hazard by hazard, and how sure that is. Changes nothing.

    Reads probabilities and rulings, no texts. Moderators see the same in the digest on Mondays, and decide.
    """
    from bot.learned import advice_for, show_advice
    from bot.report import existing

    settings = read_config(config)
    with existing(settings.store.path) as db:
        names = (subreddit,) if subreddit else settings.reddit.subreddits
        found = {name: advice_for(db, name) for name in names}
    show_advice(found, as_json=as_json)


@app.command()
def drift(
    config: ConfigPath = DEFAULT_CONFIG,
    subreddit: Subreddit = "",
    as_json: Annotated[bool, typer.Option("--json", help="For scripts.")] = False,
) -> None:
    """Week by week: how many replies are flagged, how many flags are upheld, and whether that moved. No texts."""
    from bot.learned import show_drift
    from bot.report import existing
    from store.drift import weeks

    with existing(read_config(config).store.path) as db:
        found = weeks(db, subreddit)
    show_drift(found, as_json=as_json)


@app.command()
def export(
    username: Annotated[str, typer.Argument(help="Whose data.")],
    config: ConfigPath = DEFAULT_CONFIG,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="A file instead of the screen.")] = None,
) -> None:
    """Everything held about one person, as JSON."""
    from bot.report import export_person

    text = export_person(read_config(config).store.path, username)
    if out is None:
        sys.stdout.write(text + "\n")
    else:
        out.write_text(text + "\n", encoding="utf-8")
        _err.print(f"written to {out}")


@app.command()
def forget(
    username: Annotated[str, typer.Argument(help="Whose data.")],
    config: ConfigPath = DEFAULT_CONFIG,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:
    """Delete everything held about one person: texts, suggestions, pairs, permissions, messages not yet sent."""
    from bot.report import forget_person

    path = read_config(config).store.path
    if not yes:
        typer.confirm(f"Delete everything about {username} from {path}?", abort=True)
    counts = forget_person(path, username)
    _err.print(f"deleted: {', '.join(f'{number} {what}' for what, number in counts.items()) or 'nothing was held'}")
    _err.print("Adapters that learned from these texts go with the next `sidelight-train withdraw --check`.")


async def _until_signalled(work: object) -> None:
    """Run the bot until SIGTERM or Ctrl-C, and let it end in order."""
    task = asyncio.ensure_future(work)  # type: ignore[call-overload]  # a coroutine, by the one caller above
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, task.cancel)
    try:
        await task
    except asyncio.CancelledError:
        logging.getLogger(__name__).info("stopped")


def _log_to_stderr(*, verbose: bool) -> None:
    level = logging.DEBUG if verbose else logging.INFO
    handler: logging.Handler = RichHandler(console=_err, show_path=False, markup=False, highlighter=None)
    if not _err.is_terminal:
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    handler.setLevel(level)  # some libraries set a level of their own, which the root logger's does not bind
    logging.basicConfig(level=level, format="%(message)s", handlers=[handler])
    for noisy in ("apscheduler", "aiohttp", "asyncpraw", "prawcore", "httpx"):
        logging.getLogger(noisy).setLevel(logging.WARNING)


def _first(group: BaseExceptionGroup[BaseException]) -> BaseException:
    """The first plain error in a group of groups: people want one line."""
    error: BaseException = group
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error
