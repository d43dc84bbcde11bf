"""Everything that goes wrong with Reddit, one after the other: `python -m bench.faults --seed 1`.

A community lives, the bot watches it, and each fault that the sandbox knows befalls its requests for some hours. Then
the fault ends, and the clock tells how long the bot needs until nothing waits any more. One ends the watch by design.
"""

from __future__ import annotations

import json
import math
import shutil
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from bench.accounts import show_ledger
from bench.ledger import Ledger, balance
from bench.stage import Stage, StageError, fast_watch, machine, staged
from bench.waiting import close_books, look, settle, steps, wait_until

SPEED = 1800.0
_TIMEOUT_S = 3.0
_STALL_S = 4.0
_RECOVERS_WITHIN_S = 40.0
_RULES = "version: 1\ndry_run: false\n"
RARE = {"dead-anchor", "late-insertion", "missing-id", "not-whitelisted", "ratelimit-9-minutes", "wiki-invalid"}
_RARE, _OFTEN = 4, 0.8
BY_DESIGN = "every token refused"
"""The one trouble that only a person can end, and that therefore ends the watch."""

console = Console(stderr=True)


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that goes wrong for a while: how it begins and how it ends."""

    name: str
    begin: Callable[[Stage], object]
    end: Callable[[Stage], object]


@dataclass(frozen=True, slots=True)
class Account:
    """What one trouble did to the bot."""

    name: str
    fired: int
    ended_with: str
    """The last line of the bot where the trouble ended it; empty where it lived on."""
    recovered: bool
    back_s: float
    """Real seconds from the end of the trouble until nothing waited."""
    back_min: float
    """The same in virtual minutes."""
    missed: int
    unjudged: int
    twice: int
    given_up: int
    refused: int
    set_aside: int
    said: int
    """Lines in which the bot told of it."""


def main(
    seed: Annotated[int, typer.Option(help="The same seed makes the same community.")] = 1,
    rate: Annotated[float, typer.Option(help="The share of requests that a fault befalls.")] = 0.1,
    hours: Annotated[float, typer.Option(help="Virtual hours that each fault lasts.")] = 6.0,
    speed: Annotated[float, typer.Option(help="Virtual seconds in a real one, up to 3600.")] = SPEED,
    only: Annotated[list[str] | None, typer.Option(help="Only faults of this name; may be given again.")] = None,
    out: Annotated[Path, typer.Option(help="Folder for logs and store; emptied first.")] = Path("bench-out/faults"),
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON instead of tables.")] = False,
) -> None:
    """Arm each fault in turn. The exit code is 1 when anything was lost, done twice, or did not recover."""
    started = time.monotonic()
    shutil.rmtree(out, ignore_errors=True)
    try:
        with staged(out.resolve()) as stage:
            accounts, ledger = _play(stage, seed=seed, rate=rate, hours=hours, speed=speed, only=only or [])
    except StageError as error:
        console.print(f"[red]faults:[/] {error}", highlight=False)
        raise typer.Exit(1) from None
    figures = {"real seconds": round(time.monotonic() - started), "machine": machine()}
    bad = ledger.wrongs or any(_is_bad(account) for account in accounts)
    if as_json:
        found = {"faults": [asdict(one) for one in accounts], "ledger": asdict(ledger), **figures}
        sys.stdout.write(json.dumps(found, indent=1) + "\n")
    else:
        _show(Console(), f"each fault for {hours:g} h, on {rate:.0%} of the requests, at {speed:g} to 1", accounts)
        show_ledger(Console(), f"The books after all of them, seed {seed}", ledger, figures)
    raise typer.Exit(1 if bad else 0)


def _play(
    stage: Stage, *, seed: int, rate: float, hours: float, speed: float, only: list[str]
) -> tuple[list[Account], Ledger]:
    # Most of the posts come in the first half, so we take twice as long a life as we need.
    days = 2 * math.ceil(30 * (hours + 4) / 24)
    stage.start_sandbox("--seed", str(seed), "--speed", str(speed), "--days", str(days))
    settings: dict[str, dict[str, Any]] = {
        "watch": fast_watch(speed),
        "models": {"engine": "guideline"},
        "reddit": {"timeout_s": _TIMEOUT_S},
    }
    config = stage.write_config(settings)
    known: Mapping[str, str] = stage.get("/sandbox/faults")["known"]
    troubles = [one for one in _troubles(list(known), rate) if not only or one.name in only]
    stage.start_bot(config)
    wait_until(stage, lambda: " watching " in stage.log(), within_s=60)
    accounts = []
    with steps(console) as progress:
        task = progress.add_task("a quiet time first", total=len(troubles) + 1)
        for trouble in [Trouble("(nothing)", _nothing, _nothing), *troubles]:
            progress.update(task, description=trouble.name)
            accounts.append(_endure(stage, config, trouble, hours * 3600 / speed))
            progress.update(task, advance=1)
        return accounts, close_books(stage)


def _endure(stage: Stage, config: Path, trouble: Trouble, lasts_s: float) -> Account:
    before, fired, log = balance(stage.store, look(stage), bot_name=stage.bot_name), _fired(stage), len(stage.log())
    trouble.begin(stage)
    ended_with = _watch_it_end(stage, lasts_s)
    stage.delete("/sandbox/faults")
    trouble.end(stage)
    began, began_utc = time.monotonic(), float(stage.get("/sandbox/clock")["now"])
    if ended_with:
        stage.start_bot(config)
    try:
        recovered = settle(stage, within_s=_RECOVERS_WITHIN_S)
    except StageError:
        recovered, ended_with = False, _last_words(stage)
        stage.start_bot(config)
    back_s, back_min = time.monotonic() - began, (float(stage.get("/sandbox/clock")["now"]) - began_utc) / 60
    after, lines = balance(stage.store, look(stage), bot_name=stage.bot_name), stage.log()[log:].splitlines()
    return Account(
        trouble.name,
        _fired(stage) - fired,
        ended_with,
        recovered,
        round(back_s, 1),
        round(back_min),
        missed=0 if recovered else len(set(after.missed) - set(before.missed)),
        unjudged=len(set(after.unjudged) - set(before.unjudged)),
        twice=len(set(after.twice) - set(before.twice)),
        given_up=len(after.given_up) - len(before.given_up),
        refused=after.refused - before.refused,
        set_aside=sum(" set_aside " in line for line in lines),
        said=sum(" WARNING " in line or " ERROR " in line for line in lines),
    )


def _watch_it_end(stage: Stage, lasts_s: float) -> str:
    """Let the trouble last; the bot's last words where it did not."""
    deadline = time.monotonic() + lasts_s
    while time.monotonic() < deadline:
        if stage.bot is None or stage.bot.poll() is not None:
            return _last_words(stage)
        time.sleep(0.1)
    return ""


def _last_words(stage: Stage) -> str:
    return (stage.log().strip().splitlines() or ["nothing"])[-1]


def _troubles(names: list[str], rate: float) -> list[Trouble]:
    """Every fault of the sandbox, then two kinds of trouble with tokens."""

    def armed(name: str, **how: Any) -> Callable[[Stage], object]:
        return lambda stage: stage.post("/sandbox/faults", {"name": name, **how})

    # Some wait for requests that are rare, and would hardly ever strike.
    often = min(_OFTEN, _RARE * rate)
    how: dict[str, dict[str, Any]] = {name: {"rate": often if name in RARE else rate} for name in names}
    how["stall"]["seconds"] = _STALL_S
    after = {"wiki-invalid": _mend_rules, "lost-mod-permission": _reinstate}
    return [
        *(Trouble(name, armed(name, **how[name]), after.get(name, _nothing)) for name in names),
        Trouble("tokens revoked", _revoke, _nothing),
        Trouble(BY_DESIGN, armed("401-invalid-token", rate=1.0), _nothing),
    ]


def _nothing(stage: Stage) -> None:
    """The quiet time before, and what needs no mending after."""


def _revoke(stage: Stage) -> None:
    stage.post("/sandbox/do", {"act": "revoke_tokens", "user": stage.bot_name})


def _mend_rules(stage: Stage) -> None:
    """Every team writes its rules page anew."""
    for subreddit, team in stage.get("/sandbox/truth")["moderators"].items():
        page = {"subreddit": subreddit, "page": "sidelight/rules", "content": _RULES, "permlevel": 2}
        stage.post("/sandbox/do", {"act": "edit_wiki", "user": team[0], **page})


def _reinstate(stage: Stage) -> None:
    """Every team makes the bot a moderator again."""
    for subreddit in stage.get("/sandbox/truth")["moderators"]:
        rights = {"subreddit": subreddit, "permissions": ["mail", "posts", "wiki"]}
        stage.post("/sandbox/do", {"act": "set_moderator", "user": stage.bot_name, **rights})


def _fired(stage: Stage) -> int:
    return sum(stage.get("/sandbox/faults")["fired"].values())


def _is_bad(account: Account) -> bool:
    """Lost something, did something twice, stumbled over a bug, or did not come back."""
    ended_unasked = bool(account.ended_with) and account.name != BY_DESIGN
    losses = account.missed + account.unjudged + account.twice + account.given_up + account.set_aside
    return ended_unasked or losses > 0 or not account.recovered


def _show(out: Console, title: str, accounts: list[Account]) -> None:
    table = Table(title=title, title_justify="left", box=None, padding=(0, 1, 0, 0))
    table.add_column("fault", no_wrap=True)
    for column in ("fired", "well after", "lost", "twice", "given up", "refused", "bugs", "lines"):
        table.add_column(column, justify="right", no_wrap=True)
    for one in accounts:
        numbers = (one.missed + one.unjudged, one.twice, one.given_up, one.refused, one.set_aside, one.said)
        after = f"{one.back_s} s" if one.recovered else "never"
        style = "red" if _is_bad(one) else ""
        table.add_row(one.name, str(one.fired or "-"), after, *(str(number) for number in numbers), style=style)
    out.print(table)
    for one in accounts:
        if one.ended_with:
            planned = "by design" if one.name == BY_DESIGN else "NOT by design"
            out.print(f"{one.name}: ended the watch {planned}, saying: {one.ended_with}", highlight=False, markup=False)


if __name__ == "__main__":
    typer.run(main)
