"""Posts and replies: their place and time always, names and words only where somebody allowed it."""

from __future__ import annotations

from store import outbox
from store.database import Database
from store.pairs import remove_of
from store.queries import changed, insert, one, several
from store.ratings import remove_words_of
from store.rows import PostRow, ReplyRow


def add_post(db: Database, row: PostRow) -> bool:
    """Store a post; True where it is new."""
    return insert(db, "posts", row, otherwise="ignore") > 0


def add_reply(db: Database, row: ReplyRow) -> bool:
    """Store a reply; True where it is new."""
    return insert(db, "replies", row, otherwise="ignore") > 0


def post(db: Database, fullname: str) -> PostRow | None:
    """One post."""
    return one(db, PostRow, "select * from posts where fullname = ?", fullname)


def reply(db: Database, fullname: str) -> ReplyRow | None:
    """One reply."""
    return one(db, ReplyRow, "select * from replies where fullname = ?", fullname)


def unhandled(db: Database) -> list[ReplyRow]:
    """Replies that were taken in and not finished, oldest first."""
    return several(
        db, ReplyRow, "select * from replies where handled_utc is null and gone_utc is null order by seen_utc"
    )


def mark_handled(db: Database, fullname: str, at_utc: float) -> None:
    """The pipeline is done with it."""
    changed(db, "update replies set handled_utc = coalesce(handled_utc, ?) where fullname = ?", at_utc, fullname)


def keep_text(db: Database, fullname: str, author: str | None, body: str) -> None:
    """Keep a reply's words, and its author's name where one is given: permission or a flag asks for it."""
    changed(
        db, "update replies set body = ?, author = coalesce(?, author) where fullname = ? and gone_utc is null",
        body, author, fullname,
    )  # fmt: skip


def keep_post_text(db: Database, fullname: str, author: str, title: str, body: str) -> None:
    """Keep a post's words and author: its author allowed training.

    The first words stay, as those that replies answered: an edit may hold thanks for them, which no prompt may tell.
    """
    changed(
        db,
        "update posts set author = ?, title = ?, body = ? where fullname = ? and gone_utc is null and body is null",
        author, title, body, fullname,
    )  # fmt: skip


def live_fullnames(db: Database, limit: int, after: str = "") -> list[str]:
    """Everything whose words or author we hold, in the order of names, after the name `after`: to look for deletions.

    The last name is the next call's `after`; an empty list is the end.
    """
    found = {str(row[0]) for query in _HOLDING_WORDS for row in db.execute(query, (after, limit)).fetchall()}
    return sorted(found)[:limit]


def unanswered_posts(db: Database, subreddit: str, *, older_than: float, newer_than: float) -> list[PostRow]:
    """Posts written between the two times under which we saw no reply by anybody but the seeker, oldest first."""
    return several(
        db, PostRow,
        """select * from posts where subreddit = ? collate nocase and created_utc between ? and ? and gone_utc is null
           and not exists (select 1 from replies where replies.post = posts.fullname and by_seeker = 0)
           order by created_utc""",
        subreddit, newer_than, older_than,
    )  # fmt: skip


def purge(db: Database, fullname: str, at_utc: float) -> None:
    """What was deleted on Reddit is deleted here: every word and name of it. Its id and times stay.

    A post takes the suggestions under it along, which speak to its words. Purging again changes nothing. Call `scrub`
    afterwards, to bring it to the disk.
    """
    for (key,) in db.execute(_ITS_EFFECTS, {"it": fullname}).fetchall():
        outbox.take_back(db, key, at_utc)
    for statement in _PURGE:
        db.execute(statement, {"it": fullname, "at": at_utc})
    remove_of(db, fullname)
    remove_words_of(db, fullname)


_HOLDING_WORDS = (
    """select fullname from replies where gone_utc is null and (body is not null or author is not null)
       and fullname > ? order by fullname limit ?""",
    """select fullname from posts where gone_utc is null and (body is not null or author is not null)
       and fullname > ? order by fullname limit ?""",
    """select reply from suggestions where substr(reply, 1, 3) = 't1_' and draft <> ''
       and reply > ? order by reply limit ?""",
    "select distinct post from suggestions where text <> '' and post > ? order by post limit ?",
    "select distinct post from samples where text <> '' and post > ? order by post limit ?",
    """select distinct reply from samples where text <> '' and substr(reply, 1, 3) = 't1_'
       and reply > ? order by reply limit ?""",
    """select distinct fullname from pair_texts where substr(fullname, 1, 3) in ('t1_', 't3_')
       and fullname > ? order by fullname limit ?""",
)
"""Where words stand that Reddit could tell us to delete; a name is looked for in each, from its index."""
_ITS_EFFECTS = """select 'suggestion:' || id from suggestions where reply = :it or post = :it
    union select 'flag:' || id from flags where reply = :it"""
_PURGE = (
    "update replies set author = null, body = null, gone_utc = coalesce(gone_utc, :at) where fullname = :it",
    """update posts set author = null, title = null, body = null, seeker_answer = null,
       gone_utc = coalesce(gone_utc, :at) where fullname = :it""",
    "update suggestions set author = '', draft = '', text = '', final = '', edits = '[]' where reply = :it",
    "update suggestions set text = '', final = '', edits = '[]' where post = :it",
    "update verdicts set spans = '[]' where reply = :it",
)
