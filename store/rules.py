"""Each subreddit's rules page as last read, the last good text kept."""

from __future__ import annotations

from store.database import Database
from store.queries import changed, one
from store.rows import RulesRow


def get(db: Database, subreddit: str) -> RulesRow | None:
    """What is known of a subreddit's page."""
    return one(db, RulesRow, "select * from rules where subreddit = ?", subreddit)


def put_good(db: Database, subreddit: str, revision: str, text: str, at_utc: float) -> None:
    """A page that can be read."""
    _touch(db, subreddit, at_utc)
    changed(
        db, "update rules set revision = ?, text = ?, problem_revision = '', read_utc = ? where subreddit = ?",
        revision, text, at_utc, subreddit,
    )  # fmt: skip


def put_problem(db: Database, subreddit: str, revision: str, at_utc: float) -> None:
    """A page with mistakes, of which moderators are being told; the last good text stays."""
    _touch(db, subreddit, at_utc)
    changed(
        db, "update rules set problem_revision = ?, read_utc = ? where subreddit = ?", revision, at_utc, subreddit
    )  # fmt: skip


def set_paused(db: Database, subreddit: str, paused: bool, at_utc: float) -> None:
    """Pause or resume."""
    _touch(db, subreddit, at_utc)
    changed(db, "update rules set paused = ? where subreddit = ?", int(paused), subreddit)


def _touch(db: Database, subreddit: str, at_utc: float) -> None:
    changed(
        db,
        """insert or ignore into rules (subreddit, revision, text, read_utc, problem_revision, paused)
           values (?, '', '', ?, '', 0)""",
        subreddit, at_utc,
    )  # fmt: skip
