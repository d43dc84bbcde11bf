"""The tables, as ordered steps. A step and the note that it was taken are one transaction; steps are never changed.

People's words stand only in columns that `replies.purge` and `people` know: a new one goes into both, and their tests.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

Step = Callable[[Any], None]
"""One step takes the open database. Its name is what is noted as applied."""

_FIRST = """
create table posts (
    fullname text primary key, subreddit text not null, permalink text not null,
    created_utc real not null, seen_utc real not null,
    author text collate nocase, title text, body text, gone_utc real
) strict;
create index posts_subreddit on posts (subreddit collate nocase, created_utc);
create index posts_author on posts (author) where author is not null;

create table replies (
    fullname text primary key, post text not null, parent text not null, subreddit text not null,
    permalink text not null, created_utc real not null, seen_utc real not null,
    author text collate nocase, body text, by_seeker integer not null default 0,
    handled_utc real, gone_utc real, seeker_answer text
) strict;
create index replies_post on replies (post);
create index replies_unhandled on replies (seen_utc) where handled_utc is null;
create index replies_author on replies (author) where author is not null;
create index replies_created on replies (created_utc);

create table verdicts (
    reply text primary key, model text not null, at_utc real not null,
    probabilities text not null, spans text not null, unreadable text not null
) strict;

create table flags (
    id integer primary key autoincrement, reply text not null unique, incident text not null, subreddit text not null,
    hazard text not null, probability real not null, route text not null, created_utc real not null,
    ruling text, ruled_utc real, told_utc real
) strict;
create index flags_incident on flags (incident);
create index flags_subreddit on flags (subreddit collate nocase, created_utc);

create table incidents (incident text primary key, conversation text not null) strict;
create index incidents_conversation on incidents (conversation);

create table suggestions (
    id integer primary key autoincrement, reply text not null unique, post text not null, subreddit text not null,
    author text not null collate nocase, engine text not null, adapter text not null, draft text not null,
    text text not null, edits text not null, created_utc real not null, seed integer not null,
    sent_utc real, decision text, decided_utc real, stars integer
) strict;
create index suggestions_author on suggestions (author, created_utc);
create index suggestions_subreddit on suggestions (subreddit collate nocase, created_utc);
create index suggestions_post on suggestions (post);

create table audit_drops (
    about text not null, engine text not null, checks text not null, at_utc real not null
) strict;

create table readings (
    reply text not null, age_h real not null, at_utc real not null, score integer, replies integer,
    removed integer not null, deleted integer not null, edited integer not null, seeker_answer text,
    primary key (reply, age_h)
) strict;

create table permissions (
    username text not null collate nocase, permission text not null, version integer not null, wording text not null,
    granted_utc real not null, revoked_utc real, message text not null
) strict;
create index permissions_username on permissions (username, permission);
create unique index permissions_in_force on permissions (username, permission) where revoked_utc is null;

create table wordings_shown (
    username text not null collate nocase, permission text not null, version integer not null, at_utc real not null,
    primary key (username, permission, version)
) strict;

create table outbox (
    key text primary key, kind text not null, payload text not null, created_utc real not null,
    subreddit text not null, recipient text not null collate nocase, state text not null, attempts integer not null,
    not_before_utc real not null, claimed_utc real, done_utc real, result text not null
) strict;
create index outbox_due on outbox (not_before_utc) where state = 'queued';
create index outbox_claimed on outbox (key) where state = 'claimed';
create index outbox_result on outbox (result) where kind = 'modmail';
create index outbox_recipient on outbox (recipient) where recipient <> '';

create table handled_messages (message text primary key, at_utc real not null, command text not null) strict;
create table meta (key text primary key, value text not null) strict;

create table rules (
    subreddit text primary key collate nocase, revision text not null, text text not null, read_utc real not null,
    problem_revision text not null, paused integer not null
) strict;

create table pairs (
    key text primary key, task text not null, post text not null, author text not null collate nocase,
    subreddit text not null, post_title text not null, post_body text not null, draft text not null,
    chosen text not null, rejected text not null, evidence text not null, weight real not null,
    created_utc real not null, texts text not null
) strict;

create index pairs_task on pairs (task);
create index pairs_author on pairs (author);

create table pair_texts (
    fullname text not null, pair text not null references pairs (key) on delete cascade, primary key (fullname, pair)
) strict, without rowid;
create index pair_texts_pair on pair_texts (pair);

create table runs (
    id text primary key, task text not null, started_utc real not null, finished_utc real, state text not null,
    adapter text not null, report text not null
) strict;
"""


def first_tables(db: Any) -> None:
    """Everything that version 0.1 keeps."""
    for statement in _FIRST.split(";\n"):
        if statement.strip():
            db.execute(statement)


def sentence_vectors(db: Any) -> None:
    """What the sentence encoder made of posts whose words we hold. They go when the words go."""
    db.execute("create table vectors (post text primary key, model text not null, vector blob not null) strict")
    db.execute(
        "create trigger vectors_follow_words after update of body on posts when new.body is null "
        "begin delete from vectors where post = new.fullname; end"
    )


_HAZARDS = {
    "method": "method_info",
    "hostility": "abuse",
    "tough_love": "dismissal",
    "minimising": "dismissal",
    "promise": "false_promise",
    "recruiting": "promotion",
}


def hazard_names(db: Any) -> None:
    """The hazards' names of version 0.2. Two became one, which takes the higher of their probabilities."""
    for old, new in _HAZARDS.items():
        db.execute("update flags set hazard = ? where hazard = ?", [new, old])
    for reply, probabilities, spans in db.execute("select reply, probabilities, spans from verdicts").fetchall():
        renamed: dict[str, float] = {}
        for name, value in json.loads(probabilities).items():
            renamed[_HAZARDS.get(name, name)] = max(value, renamed.get(_HAZARDS.get(name, name), 0.0))
        pointed = [{**span, "hazard": _HAZARDS.get(span["hazard"], span["hazard"])} for span in json.loads(spans)]
        db.execute(
            "update verdicts set probabilities = ?, spans = ? where reply = ?",
            [json.dumps(renamed), json.dumps(pointed), reply],
        )


_RATINGS = """
create table samples (
    id integer primary key autoincrement, post text not null, system text not null, text text not null,
    created_utc real not null, run text not null, reply text not null, draft text not null,
    unique (run, system, post, reply)
) strict;
create index samples_post on samples (post);
create index samples_reply on samples (reply);

create table sheets (
    id integer primary key autoincrement, created_utc real not null, seed integer not null, blinded integer not null,
    samples text not null
) strict;

create table ratings (
    sample integer not null references samples (id), rater text not null, sheet integer not null, at_utc real not null,
    readability integer, empathy integer, connection integer, actionability integer, safety integer,
    machine text not null, primary key (sample, rater)
) strict;
"""


def ratings_of_samples(db: Any) -> None:
    """Texts that people rate on five dimensions, the sheets in which they read them, and what they said."""
    for statement in _RATINGS.split(";\n"):
        if statement.strip():
            db.execute(statement)


def canaries(db: Any) -> None:
    """What helpers made of suggestions while an adapter was tried, and whose texts the audit dropped."""
    db.execute(
        "create table canary_outcomes (adapter text not null, suggestion integer not null, "
        "is_candidate integer not null, value real not null, expected real not null, at_utc real not null, "
        "primary key (adapter, suggestion)) strict"
    )
    db.execute("alter table audit_drops add column adapter text not null default ''")


def final_texts(db: Any) -> None:
    """What helpers made of suggestions that they took in part: the words that they stood by."""
    db.execute("alter table suggestions add column final text not null default ''")


def exported_folders(db: Any) -> None:
    """Where training wrote people's words, or what was learned from them, so that a withdrawal reaches there too."""
    db.execute("create table exports (folder text primary key, kind text not null, at_utc real not null) strict")


def answers_in_posts(db: Any) -> None:
    """How a seeker answered in an edit of the post itself, as a kind and a time, no words."""
    db.execute("alter table posts add column seeker_answer text")
    db.execute("alter table posts add column answered_utc real")


def modmail_that_waits(db: Any) -> None:
    """A short list of what may open a thread. Without it a claim reads the whole outbox for each effect that waits."""
    db.execute(
        "create index outbox_opening on outbox (created_utc) where state in ('queued', 'claimed') and kind = 'modmail'"
    )


STEPS: tuple[Step, ...] = (
    first_tables, sentence_vectors, hazard_names, ratings_of_samples, canaries, final_texts, exported_folders,
    answers_in_posts, modmail_that_waits,
)  # fmt: skip
