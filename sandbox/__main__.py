"""`python -m sandbox`: a small Reddit on 127.0.0.1, peopled or empty, until it is told to end."""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from sandbox.clock import FASTEST
from sandbox.life import Life, settle
from sandbox.server import BOT_NAME, Sandbox, build_sandbox, serving

_EXAMPLES = """\
examples:
  python -m sandbox                                    people who post, reply, vote and moderate, at a minute a second
  python -m sandbox --speed 3600 --days 9              nine days of them, an hour a second
  python -m sandbox --people none --threads FILE       real threads instead, one JSON object a line
  python -m sandbox --people none                      an empty Reddit to act in by hand, see below

Open the address in a browser to watch. Point asyncpraw at it with oauth_url= and reddit_url=; the announce file holds
the bot's credentials. Without Reddit's counterpart:
  GET/POST /sandbox/clock    {"speed": 60} or {"advance": 3600}
  GET/POST/DELETE /sandbox/faults    {"name": "503", "times": 3} or {"name": "stall", "rate": 0.05, "seconds": 20}
  GET /sandbox/state         the time, how much there is of everything, whether the simulation still runs
  GET /sandbox/truth         what only the makers of this world know, for scoring
  GET /sandbox/replies       every reply, and whether it still stands
  GET /sandbox/mail?user=    all that somebody said and was told in private
  POST /sandbox/do           {"act": "comment", "user": "ann", "parent": "t3_…", "body": "…"} as anybody
"""


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """The options, or the help."""
    parser = argparse.ArgumentParser(
        prog="python -m sandbox",
        description="A small Reddit on this machine, with a clock of its own and everything that can go wrong.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--port", type=int, default=0, help="port on 127.0.0.1; 0 (the default) takes a free one")
    parser.add_argument("--seed", type=int, default=7, help="the same seed makes the same people and texts (default 7)")
    parser.add_argument("--speed", type=_speed, default=60.0, help="virtual seconds per real second, up to 3600 (60)")
    parser.add_argument("--days", type=_positive, help="virtual days that the people live for (about 9)")
    parser.add_argument(
        "--size", type=_positive, default=1.0, help="so many times the usual number of people and posts (1)"
    )
    parser.add_argument(
        "--people", choices=("simulated", "none"), default="simulated", help="who lives there (default simulated)"
    )
    parser.add_argument(
        "--plan",
        type=Path,
        metavar="FILE",
        help="JSON object with other sizes and tastes, see sandbox/community/plan.py",
    )
    parser.add_argument("--threads", type=Path, metavar="FILE", help="replay these threads, one JSON object a line")
    parser.add_argument("--limit", type=_count, metavar="N", help="replay only the first N threads")
    parser.add_argument(
        "--announce", type=Path, metavar="FILE", help="write address, credentials and subreddits there once ready"
    )
    parser.add_argument("--bot-name", default=BOT_NAME, help=f"the bot's account (default {BOT_NAME})")
    parser.add_argument("--verbose", action="store_true", help="log faults as they fire")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run until SIGTERM or SIGINT."""
    options = parse(sys.argv[1:] if arguments is None else arguments)
    logging.basicConfig(level=logging.INFO if options.verbose else logging.WARNING, format="%(levelname)s %(message)s")
    life = Life(
        seed=options.seed,
        people=options.people == "simulated",
        days=options.days,
        size=options.size,
        threads=options.threads,
        limit=options.limit,
        plan=options.plan,
    )
    try:
        life.prepare()  # slow imports and files come before the clock starts to run
        asyncio.run(_run(options, life))
    except OSError as error:
        # A file that cannot be read, or a port that somebody else holds.
        sys.stderr.write(f"{error.strerror}: {error.filename}\n" if error.filename else f"{error.strerror}\n")
        return 1
    except ValueError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


async def _run(options: argparse.Namespace, life: Life) -> None:
    stopped = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    sandbox = build_sandbox(seed=options.seed, speed=options.speed, bot_name=options.bot_name)
    async with serving(sandbox, port=options.port) as url, asyncio.TaskGroup() as group:
        living = group.create_task(life.live(sandbox))
        await settle(sandbox, living)
        _announce(sandbox, url, options.announce)
        await stopped.wait()
        living.cancel()


def _announce(sandbox: Sandbox, url: str, path: Path | None) -> None:
    bot = sandbox.bot
    announced = {
        "url": url,
        "bot": {
            "username": bot.username,
            "password": bot.password,
            "client_id": bot.client_id,
            "client_secret": bot.client_secret,
        },
        "subreddits": [subreddit.name for subreddit in sandbox.world.subreddits.values()],
    }
    if path is not None:
        # Whoever waits for the file must never see half of it.
        half = path.with_name(f".{path.name}.{os.getpid()}")
        half.write_text(json.dumps(announced, indent=2) + "\n", encoding="utf-8")
        half.replace(path)
    sys.stdout.write(f"{url}\n")
    sys.stdout.flush()


def _positive(text: str) -> float:
    number = float(text)
    if not 0 < number < float("inf"):
        raise argparse.ArgumentTypeError("must be above 0")
    return number


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number


def _speed(text: str) -> float:
    speed = float(text)
    if not 0 < speed <= FASTEST:
        raise argparse.ArgumentTypeError(f"must be above 0 and at most {FASTEST:g}")
    return speed


if __name__ == "__main__":
    sys.exit(main())
