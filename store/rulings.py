"""What moderators made of flags: a ruling in words, a removal, or the reply still stands. And verdicts by week."""

from __future__ import annotations

from store.database import Database
from store.queries import several
from store.rows import JudgedWeekRow, RulingRow

DAY_S = 86_400.0
_WEEKS = 13
"""How far back the weeks go."""


def everything(db: Database, *, subreddit: str = "", since_utc: float = 0.0) -> list[RulingRow]:
    """Every flag with what became of it, the oldest first; of one subreddit, or of all.

    Names and words are there only where the store holds them: whether they may be learned from is for training to say.
    """
    return several(
        db, RulingRow,
        """select flags.id, flags.reply, flags.incident as post, flags.subreddit, flags.hazard, flags.probability,
                  flags.ruling, flags.created_utc, flags.told_utc, replies.body, replies.author, replies.gone_utc,
                  posts.title as post_title, posts.body as post_body, coalesce(verdicts.model, '') as model,
                  exists (select 1 from readings where readings.reply = flags.reply and removed = 1) as removed,
                  exists (select 1 from readings where readings.reply = flags.reply and edited = 1) as edited,
                  exists (select 1 from readings where readings.reply = flags.reply and removed = 0 and deleted = 0
                          and at_utc >= flags.told_utc + ?) as stood
           from flags
           left join replies on replies.fullname = flags.reply
           left join posts on posts.fullname = flags.incident
           left join verdicts on verdicts.reply = flags.reply
           where (? = '' or flags.subreddit = ? collate nocase) and flags.created_utc >= ? order by flags.id""",
        DAY_S, subreddit, subreddit, since_utc,
    )  # fmt: skip


def judged_by_week(db: Database, *, subreddit: str = "") -> list[JudgedWeekRow]:
    """Verdicts of the last quarter, counted by week, hazard, tenth of probability and classifier: no single reply."""
    return several(
        db, JudgedWeekRow,
        """select cast((verdicts.at_utc + 259200) / 604800 as integer) as week, key as hazard,
                  min(9, cast(value * 10 as integer)) as tenth, count(*) as replies, sum(value) as total,
                  verdicts.model as model
           from verdicts join replies on replies.fullname = verdicts.reply, json_each(verdicts.probabilities)
           where (? = '' or replies.subreddit = ? collate nocase)
             and verdicts.at_utc > (select max(at_utc) from verdicts) - ?
           group by 1, 2, 3, 6 order by 1, 2, 3, 6""",
        subreddit, subreddit, _WEEKS * 7 * DAY_S,
    )  # fmt: skip
