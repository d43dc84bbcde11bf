"""Real threads through the whole bot: `python -m bench.threads --threads FILE`.

The sandbox replays a file of real posts and replies, most of their authors opt in, and each reply goes the whole way:
taken in, judged, and for those who opted in perhaps a suggestion by the guidelines. `--show` prints some to be read.
"""

from __future__ import annotations

import json
import random
import re
import shutil
import sqlite3
import statistics
import sys
import time
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console, Group
from rich.padding import Padding
from rich.text import Text

from bench.accounts import ledger_json, show_ledger
from bench.ledger import Ledger
from bench.stage import Stage, StageError, fast_watch, machine, staged
from bench.waiting import close_books, steps, wait_until

SPEED = 1800.0
_LONGEST_S = 3000.0
RULES = """version: 1
dry_run: false
suggestions: {cooldown_hours: 0, daily_cap: 2000, max_age_hours: 168}
flags: {hourly_cap: 1000}
"""
"""What the moderators of this bench ask for: everything, at once, however often."""

console = Console(stderr=True)


def main(
    threads: Annotated[Path, typer.Option(help="One JSON object a line: id, topic, title, body, replies.")],
    limit: Annotated[int, typer.Option(help="Only so many threads; 0 for all.")] = 0,
    speed: Annotated[float, typer.Option(help="Virtual seconds in a real one, up to 3600.")] = SPEED,
    days: Annotated[float, typer.Option(help="Virtual days over which they are replayed.")] = 9.0,
    seed: Annotated[int, typer.Option(help="Chooses when things happen, and which suggestions are shown.")] = 1,
    show: Annotated[int, typer.Option(help="Print so many random suggestions.")] = 0,
    out: Annotated[Path, typer.Option(help="Folder for logs and store; emptied first.")] = Path("bench-out/threads"),
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON instead of a table.")] = False,
) -> None:
    """Replay, count, show. The exit code is 1 when a reply was lost, done twice or stumbled over, 2 without a file."""
    if not threads.exists():
        console.print(f"threads: {threads} is not here, so there is nothing to replay; this bench needs real threads.")
        raise typer.Exit(2)
    started = time.monotonic()
    shutil.rmtree(out, ignore_errors=True)
    options = ["--people", "none", "--threads", str(threads.resolve()), "--seed", str(seed)]
    options += ["--speed", str(speed), "--days", str(days), *(["--limit", str(limit)] if limit else [])]
    try:
        with staged(out.resolve()) as stage:
            ledger, opted_in = _play(stage, options, speed)
            figures = _figures(stage, speed) | {"replies by people who had opted in": opted_in}
    except StageError as error:
        console.print(f"[red]threads:[/] {error}", highlight=False)
        raise typer.Exit(1) from None
    figures |= {"real seconds": round(time.monotonic() - started), "machine": machine()}
    if as_json:
        sys.stdout.write(ledger_json(ledger, figures) + "\n")
    else:
        show_ledger(Console(), f"{threads.name} through the whole bot, seed {seed}", ledger, figures)
        show_suggestions(Console(), stage.store, show, seed)
    raise typer.Exit(1 if ledger.wrongs or figures["stumbled over"] else 0)


def _play(stage: Stage, options: list[str], speed: float) -> tuple[Ledger, int]:
    stage.start_sandbox(*options)
    for subreddit, team in stage.get("/sandbox/truth")["moderators"].items():
        page = {"subreddit": subreddit, "page": "sidelight/rules", "content": RULES, "permlevel": 2}
        stage.post("/sandbox/do", {"act": "edit_wiki", "user": team[0], **page})
    stage.start_bot(stage.write_config({"watch": fast_watch(speed), "models": {"engine": "guideline"}}))
    with steps(console) as progress:
        task = progress.add_task("replaying", total=None)

        def is_over() -> bool:
            state = stage.get("/sandbox/state")
            progress.update(
                task, completed=state["comments"], description=f"replies of {state['posts']} posts replayed"
            )
            return not state["running"]

        wait_until(stage, is_over, within_s=_LONGEST_S, every_s=0.5)
        progress.update(task, description="the bot finishes")
        ledger = close_books(stage)
        replies = stage.get("/sandbox/truth")["replies"].values()
    return ledger, sum(reply["author_opted_in"] for reply in replies)


def _figures(stage: Stage, speed: float) -> dict[str, object]:
    log = stage.log()
    with closing(sqlite3.connect(f"file:{stage.store}?mode=ro", uri=True)) as db:
        times = "select 1000.0 * (handled_utc - seen_utc) / ? from replies where handled_utc is not null"
        took = sorted(row[0] for row in db.execute(times, (speed,))) or [0.0]
        return {
            "stumbled over": log.count(" set_aside "),
            "judged": db.execute("select count(*) from verdicts").fetchone()[0],
            "flags": _tally(db, "select hazard, count(*) from flags group by 1 order by 2 desc"),
            "suggestions made": db.execute("select count(*) from suggestions").fetchone()[0],
            "what became of them": _tally(
                db, "select coalesce(decision, 'open'), count(*) from suggestions where sent_utc > 0 group by 1"
            ),
            "silent because": dict(Counter(re.findall(r" silence=(\w.*)", log)).most_common()),
            "stopped by the audit": _tally(db, "select checks, count(*) from audit_drops group by 1 order by 2 desc"),
            "real ms per reply, from taken in to done": f"median {statistics.median(took):.0f}, "
            f"95 % within {took[int(0.95 * (len(took) - 1))]:.0f}, worst {took[-1]:.0f}",
        }


def show_suggestions(to: Console, store: Path, number: int, seed: int) -> None:
    """Print so many random suggestions as coloured differences, to be read one by one."""
    with closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True)) as db:
        rows = db.execute("select id, edits from suggestions where text <> '' order by id").fetchall()
    for id_, edits in random.Random(seed).sample(rows, min(number, len(rows))):
        to.rule(f"S{id_}")
        to.print(Padding(Group(*(_line(edit) for edit in json.loads(edits))), (0, 2)))


def _line(edit: dict[str, Any]) -> Text:
    before, after, why = str(edit["before"]).strip(), str(edit["after"]).strip(), edit.get("guideline") or ""
    if edit["kind"] == "keep":
        return Text(before)
    why = why or str(edit["kind"])
    lines = [Text(f"- {before}", style="red")] if before else []
    if edit["after"]:
        lines.append(Text(f"+ {after or '(new paragraph)'}", style="green"))
    return Text("\n").join(lines).append(f"  [{why}]", style="dim")


def _tally(db: sqlite3.Connection, query: str) -> dict[str, int]:
    return {str(name): int(number) for name, number in db.execute(query)}


if __name__ == "__main__":
    typer.run(main)
