"""Which replies of the imported files may be set against each other: LLUMI's rule inside SHP's controls, as SQL.

Three steps, each of which counts what it drops. First every reply is held against the rules for replies, without its
words; then two replies of one post against the rules for pairs; then the few that are left are read.
DuckDB works on the Parquet files and puts aside on the disk what does not fit into `_MEMORY`.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

import duckdb

_MEMORY = "400MB"
_MOST_OF_A_SIDE = 100
"""Replies of one post that are set against others: the best and the worst so many. A thread of thousands would else
be millions of pairs, of which five are taken."""
_BATCH = 500


@dataclass(frozen=True, slots=True)
class VoteRules:
    """When votes say that one reply is better. Shares run from 0 to 1 within a subreddit, among replies seen."""

    top: float = 0.02
    """The chosen is among this share of the best."""
    bottom: float = 0.15
    """The rejected is among this share of the worst."""
    min_gap: int = 15
    """Votes between them."""
    min_ratio: float = 2.0
    """The chosen has so many times the votes."""
    floor: int = 2
    """Votes below which a reply was hardly seen, unless it was voted down; 1 is its author's own."""
    min_post_score: int = 0
    max_pairs_per_post: int = 5
    min_words: int = 5
    """Of the chosen."""
    max_length_ratio: float = 3.0
    """Words of the longer to words of the shorter."""
    any_order: bool = False
    """Also pairs whose chosen reply was there first, or was seen by more people: it may lead for that alone."""


RULES = {
    "both": VoteRules(),
    "llumi": VoteRules(min_ratio=1.0, floor=0, any_order=True),
    "shp": VoteRules(top=1.0, bottom=1.0, min_gap=1, min_post_score=10),
}
"""LLUMI's rule inside SHP's controls, each of them alone."""


@dataclass(slots=True)
class Compared:
    """What came of the comparison: counts by step, reason and subreddit."""

    replies: Counter[tuple[str, str]] = field(default_factory=Counter)
    """(reason, subreddit) → replies that may not be compared; reason empty for those that may."""
    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)
    """(reason, subreddit) → two replies that are no pair; reason empty for pairs."""
    thresholds: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Subreddit → votes from which a reply is among the best, and up to which among the worst."""


@dataclass(frozen=True, slots=True)
class Found:
    """A pair with its words."""

    post: str
    subreddit: str
    seeker: str | None
    title: str
    body: str
    chosen: str
    rejected: str
    chosen_author: str | None
    rejected_author: str | None
    chosen_body: str
    rejected_body: str
    at_utc: int | None
    ratio: float


@contextmanager
def compared(
    posts: Sequence[Path], replies: Sequence[Path], rules: VoteRules, *, scratch: Path
) -> Iterator[tuple[Compared, Iterator[Found]]]:
    """The counts, and the pairs in an order that is chance, so that the first of them are a fair sample."""
    result = Compared()
    if not posts or not replies:
        yield result, iter(())
        return
    with tempfile.TemporaryDirectory(prefix="compare-", dir=scratch) as folder:
        settings: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": _MEMORY,
            "temp_directory": folder,
            "threads": 2,
            "preserve_insertion_order": False,
        }
        with duckdb.connect(str(Path(folder) / "work.duckdb"), config=settings) as db:
            db.execute("set enable_progress_bar = false")  # it would stand among what was asked for on stdout
            where = {"posts": [str(path) for path in posts], "replies": [str(path) for path in replies]}
            limits = {**asdict(rules), "most_of_a_side": _MOST_OF_A_SIDE}
            db.execute(f"create table rules as select {', '.join(f'${name} as {name}' for name in limits)}", limits)
            db.execute(_NARROW_POSTS, {"files": where["posts"]})
            db.execute(_NARROW_REPLIES, {"files": where["replies"]})
            db.execute(_JUDGED)
            db.execute(_THRESHOLDS, {"high": 1 - rules.top, "low": rules.bottom})
            for step in (_SIDES, _COMPARED, _CAPPED):
                db.execute(step)
            result.replies.update(_counted(db, "select reason, subreddit, count(*) from judged group by all"))
            result.pairs.update(_counted(db, "select reason, subreddit, sum(how_many) from outcomes group by all"))
            result.thresholds.update(
                {str(name): (int(high), int(low)) for name, high, low in db.execute("from thresholds").fetchall()}
            )
            yield result, _worded(db.execute(_WORDS, where))


def _counted(db: duckdb.DuckDBPyConnection, query: str) -> dict[tuple[str, str], int]:
    return {(str(reason), str(subreddit)): int(count) for reason, subreddit, count in db.execute(query).fetchall()}


def _worded(rows: duckdb.DuckDBPyConnection) -> Iterator[Found]:
    while some := rows.fetchmany(_BATCH):
        yield from (Found(*row) for row in some)


_NARROW_POSTS = """
create table posts as
select fullname, author, score, filename, file_row_number as row
from read_parquet($files, filename = true, file_row_number = true)
qualify row_number() over (partition by fullname order by filename desc) = 1
"""
_NARROW_REPLIES = """
create table replies as
select * exclude (body, file_row_number), file_row_number as row,
       row_number() over (partition by fullname order by read_utc desc nulls last, filename desc) as look
from read_parquet($files, filename = true, file_row_number = true)
"""
_JUDGED = """
create table judged as
select replies.*, coalesce(posts.author, '') as seeker,
       case when look > 1 then 'seen twice: the last look counts'
            when posts.fullname is null then 'its post is not in the files'
            when posts.score < rules.min_post_score then 'its post has too few votes'
            when not is_direct then 'answers another reply'
            when is_staff then 'by a moderator or a bot'
            when is_edited then 'edited, so the votes are for other words'
            when replies.author = posts.author then 'by the seeker'
            when replies.score is null then 'votes hidden, or read too soon'
            when views is null and replies.score >= 1 and replies.score < rules.floor
                 then 'ignored: unseen, not disliked'
            else '' end as reason
from rules, replies left join posts on posts.fullname = replies.post
"""
_THRESHOLDS = """
create table thresholds as
select subreddit, quantile_disc(score, $high::double) as high, quantile_disc(score, $low::double) as low
from judged where reason = '' group by subreddit
"""
_SIDES = """
create table sides as
select fullname, post, subreddit, score, words, created_utc, views, filename, row, author, seeker,
       score >= high and row_number() over (partition by post order by score desc, fullname) <= most_of_a_side
           as is_high,
       score <= low and row_number() over (partition by post order by score, fullname) <= most_of_a_side as is_low
from rules, judged join thresholds using (subreddit) where reason = ''
"""
_COMPARED = """
create view compared as
select chosen, rejected, chosen.post, chosen.subreddit,
       chosen.score / greatest(rejected.score, 1)::double as ratio,
       case when chosen.score - rejected.score < rules.min_gap then 'votes too close: gap'
            when ratio < rules.min_ratio then 'votes too close: ratio'
            when rules.any_order then ''
            when coalesce(chosen.created_utc, rejected.created_utc) is null
                 and coalesce(chosen.views, rejected.views) is null then 'nobody knows which was seen more'
            when chosen.created_utc < rejected.created_utc then 'the chosen was there first'
            when chosen.views > rejected.views then 'the chosen was seen by more'
            else '' end as by_votes,
       case when by_votes != '' then by_votes
            when chosen.words < rules.min_words then 'chosen too short'
            when greatest(chosen.words, rejected.words)
                 > rules.max_length_ratio * greatest(least(chosen.words, rejected.words), 1)
                 then 'lengths too far apart'
            else '' end as reason
from rules, sides as chosen join sides as rejected
     on chosen.post = rejected.post and chosen.is_high and rejected.is_low and chosen.score > rejected.score
"""
_CAPPED = """
create table ranked as
select chosen, rejected, post, subreddit, ratio,
       row_number() over (partition by post order by ratio desc, chosen.fullname, rejected.fullname) as place
from compared where reason = '';
create table outcomes as
select reason, subreddit, count(*) as how_many from compared where reason != '' group by all
union all
select case when place > max_pairs_per_post then 'more than enough of this post' else '' end, subreddit, count(*)
from ranked, rules group by all;
delete from ranked where place > (select max_pairs_per_post from rules);
"""
_WORDS = """
with bodies as (select filename, file_row_number as row, body
                from read_parquet($replies, filename = true, file_row_number = true)),
     openings as (select filename, file_row_number as row, title, body
                  from read_parquet($posts, filename = true, file_row_number = true))
select ranked.post, subreddit, posts.author, openings.title, openings.body,
       chosen.fullname, rejected.fullname, chosen.author, rejected.author, good.body, bad.body,
       greatest(chosen.created_utc, rejected.created_utc), ratio
from ranked
join posts on posts.fullname = ranked.post
join openings on openings.filename = posts.filename and openings.row = posts.row
join bodies as good on good.filename = chosen.filename and good.row = chosen.row
join bodies as bad on bad.filename = rejected.filename and bad.row = rejected.row
order by hash(chosen.fullname || rejected.fullname)
"""
