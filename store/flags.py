"""Flags, the rulings on them, and the modmail thread of each incident."""

from __future__ import annotations

from store.database import Database
from store.queries import changed, insert, number, one, several, tally, text
from store.rows import FlagRow


def add(db: Database, row: FlagRow) -> int:
    """Store a flag and give its id. A reply has at most one: where it has one, that stays and its id is given."""
    insert(db, "flags", row, otherwise="ignore", without="id")
    return number(db, "select id from flags where reply = ?", row.reply)


def by_id(db: Database, id: int) -> FlagRow | None:  # noqa: A002 - what everybody calls it
    """One flag."""
    return one(db, FlagRow, "select * from flags where id = ?", id)


def of_reply(db: Database, reply: str) -> FlagRow | None:
    """The flag of a reply."""
    return one(db, FlagRow, "select * from flags where reply = ?", reply)


def of_incident(db: Database, incident: str) -> list[FlagRow]:
    """Every flag under one post, oldest first."""
    return several(db, FlagRow, "select * from flags where incident = ? order by id", incident)


def told_since(db: Database, subreddit: str, since_utc: float) -> int:
    """How many flags went to modmail or the report queue of a subreddit since then: for the hourly cap."""
    return number(
        db, "select count(*) from flags where subreddit = ? collate nocase and created_utc > ? and route != 'digest'",
        subreddit, since_utc,
    )  # fmt: skip


def for_digest(db: Database, subreddit: str, *, since: float) -> list[FlagRow]:
    """Flags that wait for a digest, oldest first: routed there, or refused elsewhere; none ruled on or gone."""
    return several(
        db, FlagRow,
        """select * from flags where subreddit = ? collate nocase and told_utc is null
           and ruling is null and created_utc > ? and (route = 'digest' or exists
             (select 1 from outbox where key = 'flag:' || flags.id and state = 'refused'))
           and not exists (select 1 from replies where fullname = reply and gone_utc is not null) order by id""",
        subreddit, since,
    )  # fmt: skip


def mark_told(db: Database, id: int, at_utc: float) -> None:  # noqa: A002
    """Moderators can read of it from now on."""
    changed(db, "update flags set told_utc = coalesce(told_utc, ?) where id = ?", at_utc, id)


def rule(db: Database, id: int, ruling: str, at_utc: float) -> None:  # noqa: A002
    """Store a moderator's ruling; the last one counts."""
    changed(db, "update flags set ruling = ?, ruled_utc = ? where id = ?", ruling, at_utc, id)


def rule_by_removal(db: Database, reply: str, at_utc: float) -> None:
    """A moderator removed a flagged reply, which says that the flag was right, unless somebody ruled in words."""
    changed(
        db, "update flags set ruling = 'agree', ruled_utc = ? where reply = ? and ruling is null", at_utc, reply
    )  # fmt: skip


def counts(db: Database, subreddit: str) -> dict[str, int]:
    """How many flags a subreddit has had: `all`, and of them `open`, `agree`, `disagree` where there are any."""
    found = tally(
        db, "select coalesce(ruling, 'open'), count(*) from flags where subreddit = ? collate nocase group by 1",
        subreddit,
    )  # fmt: skip
    return {"all": sum(found.values()), **found}


def incident_conversation(db: Database, incident: str) -> str | None:
    """The modmail thread of an incident, where it has one."""
    return text(db, "select conversation from incidents where incident = ?", incident)


def set_incident_conversation(db: Database, incident: str, conversation: str) -> None:
    """Remember the thread of an incident; the first one stays."""
    changed(db, "insert or ignore into incidents (incident, conversation) values (?, ?)", incident, conversation)


def incident_of(db: Database, conversation: str) -> str | None:
    """Which incident a modmail thread is about."""
    return text(db, "select incident from incidents where conversation = ?", conversation)
