"""What is held about one person: to give it to them, to take it out of training, and to delete it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from store.database import Database
from store.pairs import remove_of
from store.queries import changed
from store.ratings import remove_words_of

_HELD: Mapping[str, str] = {
    "permissions": "select permission, version, wording, granted_utc, revoked_utc, message from permissions "
    "where username = :who order by granted_utc",
    "wordings_shown": "select permission, version, at_utc from wordings_shown where username = :who order by at_utc",
    "replies": "select fullname, subreddit, permalink, created_utc, body, seeker_answer from replies "
    "where author = :who order by created_utc",
    "posts": "select fullname, subreddit, permalink, created_utc, title, body, seeker_answer from posts "
    "where author = :who order by created_utc",
    "verdicts": "select verdicts.* from verdicts join replies on replies.fullname = reply where author = :who",
    "flags": "select reply, hazard, probability, flags.created_utc from flags "
    "join replies on replies.fullname = reply where author = :who order by id",
    "suggestions": "select id, reply, subreddit, draft, text, final, edits, engine, adapter, created_utc, sent_utc, "
    "decision, decided_utc, stars from suggestions where author = :who order by id",
    "readings": "select readings.* from readings join replies on replies.fullname = reply where author = :who "
    "order by reply, age_h",
    "samples": "select post, reply, system, draft, text, created_utc from samples where text <> '' and (reply in "
    "(select fullname from replies where author = :who union select reply from suggestions where author = :who) "
    "or post in (select fullname from posts where author = :who)) order by id",
    "messages": "select kind, state, created_utc, done_utc, json_extract(payload, '$.body') as body from outbox "
    "where recipient = :who order by created_utc",
    "pairs": "select key, task, evidence, weight, draft, chosen, rejected from pairs where author = :who "
    "or key in (select pair from pair_texts join replies using (fullname) where replies.author = :who) "
    "or key in (select pair from pair_texts join posts using (fullname) where posts.author = :who) order by key",
}
_JSON_COLUMNS = frozenset({"probabilities", "spans", "edits"})

_ERASED: Mapping[str, str] = {
    # What waits for them goes; their flags still reach moderators, who must hear of danger, and empty themselves then.
    "messages": "delete from outbox where recipient = :who and kind in ('message', 'answer') and state <> 'claimed'",
    "spans": "update verdicts set spans = '[]' where reply in (select fullname from replies where author = :who)",
    "shown": "update outbox set payload = '{}' where state = 'shown' and key in "
    "(select 'flag:' || flags.id from flags join replies on replies.fullname = reply where author = :who)",
    "answers": "update suggestions set text = '', final = '', edits = '[]' "
    "where post in (select fullname from posts where author = :who)",
    "suggestions": "delete from suggestions where author = :who",
    "replies": "update replies set author = null, body = null where author = :who",
    "posts": "update posts set author = null, title = null, body = null, seeker_answer = null where author = :who",
    "permissions": "delete from permissions where username = :who",
    "wordings shown": "delete from wordings_shown where username = :who",
    "notes": "delete from meta where key = 'nudged:' || lower(:who)",
}


def export(db: Database, username: str) -> dict[str, Any]:
    """Everything held about a person, table by table; tables without an entry are left out."""
    held = {name: [_readable(row) for row in db.query(query, {"who": username})] for name, query in _HELD.items()}
    return {name: rows for name, rows in held.items() if rows}


def withdraw_training(db: Database, username: str, at_utc: float) -> int:
    """Remove the pairs that hold this person's words, and the words that were kept for training or rating alone.

    Replies keep name and words where the person still gets suggestions, and words where a flag needs them. Gives how
    many pairs went.
    """
    removed = _remove_pairs(db, username)
    db.execute(_ERASED["posts"], {"who": username})
    changed(
        db,
        """update replies set author = null,
               body = case when exists (select 1 from flags where reply = fullname) then body end
           where author = ? and not exists
           (select 1 from permissions where username = ? and permission = 'suggestions' and revoked_utc is null)""",
        username, username,
    )  # fmt: skip
    return removed


def forget(db: Database, username: str, at_utc: float) -> dict[str, int]:
    """Delete every word and name of a person. What stays are ids and times that lead to nobody; gives counts.

    If they come back, we do not know them. A message that is being sent at this moment empties itself when it is done.
    Call `scrub` afterwards, to bring it to the disk.
    """
    counts = {"pairs": _remove_pairs(db, username)}
    for name, statement in _ERASED.items():
        counts[name] = db.execute(statement, {"who": username}).rowcount
    return {name: count for name, count in counts.items() if count}


def _remove_pairs(db: Database, username: str) -> int:
    """Pairs are found by the texts in them, and by whose text is chosen. Words before raters go with them."""
    written = db.execute(
        """select fullname from replies where author = :who union select fullname from posts where author = :who
           union select reply from suggestions where author = :who""",
        {"who": username},
    ).fetchall()
    removed = sum(remove_of(db, fullname) for (fullname,) in written)
    for (fullname,) in written:
        remove_words_of(db, fullname)
    return removed + changed(db, "delete from pairs where author = ?", username)


def _readable(row: dict[str, Any]) -> dict[str, Any]:
    return {name: json.loads(value) if name in _JSON_COLUMNS else value for name, value in row.items()}
