"""The rules in force in every subreddit: read from its wiki page, last good kept, mistakes told by modmail once."""

from __future__ import annotations

import logging
from typing import Protocol

from bot.clock import Clock
from bot.errors import Refused
from bot.policy import wording
from bot.reddit.things import WikiText
from bot.rules import PAGE, BadRules, Rules, parse_rules
from store import outbox, rules
from store.database import Database, Store
from store.rows import OutboxRow, RulesRow

log = logging.getLogger(__name__)


class Wiki(Protocol):
    """Reads a subreddit's wiki."""

    async def read(self, subreddit: str, page: str) -> WikiText | None:
        """The page; None where there is none. Raises `Refused` without access."""


class Rulebook:
    """What the moderators of each subreddit asked for, as last read."""

    def __init__(self, store: Store, wiki: Wiki, subreddits: tuple[str, ...], clock: Clock) -> None:
        self._store = store
        self._wiki = wiki
        self._subreddits = subreddits
        self._clock = clock
        self._rules: dict[str, Rules] = {}
        self._paused: dict[str, bool] = {}
        self._unreadable: set[str] = set()

    def rules(self, subreddit: str) -> Rules:
        """The rules in force; dry-run until a page was read that says otherwise."""
        return self._rules.get(subreddit.lower(), Rules())

    def is_paused(self, subreddit: str) -> bool:
        """Whether a moderator paused Sidelight here."""
        return self._paused.get(subreddit.lower(), False)

    async def set_paused(self, subreddit: str, paused: bool) -> None:
        """Pause or resume; survives a restart."""
        await self._store.run(rules.set_paused, subreddit, paused, self._clock.now())
        self._paused[subreddit.lower()] = paused

    async def load(self) -> None:
        """Take up what the store holds, before the first look at Reddit."""
        for name in self._subreddits:
            row = await self._store.run(rules.get, name)
            if row is None:
                continue
            self._paused[name.lower()] = row.paused
            good = parse_rules(row.text)
            if isinstance(good, Rules):
                self._rules[name.lower()] = good

    async def refresh(self) -> None:
        """Read every page. A subreddit that denies access keeps its last good rules."""
        for name in self._subreddits:
            try:
                page = await self._wiki.read(name, PAGE)
            except Refused as error:
                if name not in self._unreadable:
                    log.warning("rules_unreadable subreddit=%s why=%s", name, error)
                self._unreadable.add(name)
                continue
            if name in self._unreadable:
                log.info("rules_readable_again subreddit=%s", name)
            self._unreadable.discard(name)
            if page is not None:
                await self._take(name, page.revision, page.text)

    async def _take(self, name: str, revision: str, text: str) -> None:
        row = await self._store.run(rules.get, name) or RulesRow(name, "", "", 0.0)
        # A page that was good for an older Sidelight may be bad for this one: then it is not in force, and is told of.
        if revision == row.problem_revision or (revision == row.revision and name.lower() in self._rules):
            return
        found = parse_rules(text)
        if isinstance(found, BadRules):
            log.info("rules_bad subreddit=%s revision=%s problems=%d", name, revision, len(found.problems))
            await self._store.run(_tell_problems, row, revision, found, self._clock.now())
            return
        self._rules[name.lower()] = found
        await self._store.run(rules.put_good, name, revision, text, self._clock.now())
        log.info("rules_read subreddit=%s revision=%s dry_run=%s", name, revision, found.dry_run)


def _tell_problems(db: Database, row: RulesRow, revision: str, found: BadRules, now: float) -> None:
    rules.put_problem(db, row.subreddit, revision, now)
    body = wording.rules_problem(found.problems, PAGE)
    payload = {"subject": "Sidelight: the rules page has a mistake", "body": body}
    outbox.put(db, OutboxRow(f"rules:{row.subreddit}:{revision}", "modmail", payload, now, subreddit=row.subreddit))
