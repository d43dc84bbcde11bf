"""Replies that may stand as examples in a prompt: consented to, received well, safe."""

from __future__ import annotations

from collections.abc import Mapping

from store.database import Database
from store.queries import changed, several
from store.rows import ExampleRow


def well_received(
    db: Database, *, age_h: float, min_score: int, max_hazard: float, limit: int = 2000
) -> list[ExampleRow]:
    """The best replies by their score at `age_h` hours, at least `min_score`, the newest first among equals.

    Left out is whatever moderators flagged and did not clear, removed, or a seeker pushed back on; whatever a verdict
    gives more than `max_hazard` for any hazard; and every text whose author, or whose post's author, does not allow
    training now.
    """
    return several(
        db, ExampleRow,
        """select replies.fullname as reply, replies.post, title as post_title, posts.body as post_body,
                  posts.subreddit, replies.body, replies.author, posts.author as seeker, vector
           from replies
           join posts on posts.fullname = replies.post
           left join vectors on vectors.post = posts.fullname
           join readings on readings.reply = replies.fullname and readings.age_h = ?
           join verdicts on verdicts.reply = replies.fullname and verdicts.unreadable = ''
           where replies.body is not null and posts.body is not null and replies.gone_utc is null
             and score >= ? and removed = 0 and deleted = 0 and coalesce(replies.seeker_answer, '') != 'pushback'
             and not exists (select 1 from json_each(probabilities) where value > ?)
             and not exists
               (select 1 from flags where flags.reply = replies.fullname and coalesce(ruling, '') != 'disagree')
             and (select count(distinct username) from permissions where permission = 'training' and revoked_utc is null
                  and username in (replies.author, posts.author)) = 2
           order by score desc, replies.created_utc desc limit ?""",
        age_h, min_score, max_hazard, limit,
    )  # fmt: skip


def keep_vectors(db: Database, model: str, vectors: Mapping[str, bytes]) -> None:
    """Keep what `model` made of posts, by their fullnames. Posts whose words are gone meanwhile are passed over."""
    for post, vector in vectors.items():
        changed(
            db,
            """insert or replace into vectors (post, model, vector)
               select fullname, ?, ? from posts where fullname = ? and body is not null""",
            model, vector, post,
        )  # fmt: skip
