"""asyncpraw's objects → our frozen things. Absent authors, hidden scores and placeholder texts end here."""

from __future__ import annotations

from typing import Any

from asyncpraw import models

from bot.reddit.things import IncomingMessage, IncomingPost, IncomingReply, Standing

DELETED = "[deleted]"
REMOVED = frozenset({"[removed]", "[ Removed by Reddit ]"})
CHAT_SUBJECT = "[direct chat room]"


def reply(comment: models.Comment, *, site: str) -> IncomingReply:
    """A comment from any listing. `site` is put before its permalink."""
    state = _state(comment, comment.body)
    return IncomingReply(
        fullname=comment.fullname,
        post_fullname=comment.link_id,
        parent_fullname=comment.parent_id,
        subreddit=str(comment.subreddit),
        author=_name(comment.author),
        author_id=getattr(comment, "author_fullname", None),
        body=state.body,
        created_utc=float(comment.created_utc),
        permalink=f"{site}{comment.permalink}",
        edited_utc=state.edited_utc,
        removed=state.removed,
        deleted=state.deleted,
        by_seeker=bool(getattr(comment, "is_submitter", False)),
        by_moderator=_is_distinguished(comment),
        score=state.score,
        score_hidden=state.score is None,
        num_reports=state.num_reports,
        locked=state.locked,
    )


def post(submission: models.Submission, *, site: str) -> IncomingPost:
    """A submission from any listing. `site` is put before its permalink."""
    state = _state(submission, submission.selftext)
    return IncomingPost(
        fullname=submission.fullname,
        subreddit=str(submission.subreddit),
        author=_name(submission.author),
        author_id=getattr(submission, "author_fullname", None),
        title=submission.title,
        body=state.body,
        created_utc=float(submission.created_utc),
        permalink=f"{site}{submission.permalink}",
        edited_utc=state.edited_utc,
        removed=state.removed,
        deleted=state.deleted,
        by_moderator=_is_distinguished(submission),
        score=state.score,
        score_hidden=state.score is None,
        num_replies=int(getattr(submission, "num_comments", 0) or 0),
        num_reports=state.num_reports,
        locked=state.locked,
    )


def standing(thing: models.Comment | models.Submission) -> Standing:
    """How a reply or a post stands at this moment."""
    return _state(thing, thing.body if isinstance(thing, models.Comment) else thing.selftext)


def message(item: models.Message) -> IncomingMessage:
    """A private message. Its subject only tells whether it came as chat."""
    subject = str(getattr(item, "subject", "") or "")
    return IncomingMessage(
        fullname=item.fullname,
        author=_name(item.author),
        body=item.body or "",
        created_utc=float(item.created_utc),
        first_message=getattr(item, "first_message_name", None) or None,
        is_chat=subject.removeprefix("re: ") == CHAT_SUBJECT,
    )


def _state(thing: models.Comment | models.Submission, text: str | None) -> Standing:
    """Reddit has no plain answer to "is it gone": a deletion shows in the texts, a removal in any of four fields."""
    text = text or ""
    category = str(getattr(thing, "removed_by_category", None) or "")
    nameless = thing.author is None
    deleted = nameless and (text == DELETED or category == "deleted")
    removed = not deleted and bool(
        getattr(thing, "removed", False)
        or getattr(thing, "banned_by", None)
        or category
        or (nameless and text in REMOVED)
    )
    is_placeholder = (deleted and text == DELETED) or (removed and text in REMOVED)
    is_hidden = bool(getattr(thing, "score_hidden", False) or getattr(thing, "hide_score", False))
    return Standing(
        fullname=thing.fullname,
        subreddit=str(thing.subreddit),
        score=None if is_hidden else int(thing.score),
        removed=removed,
        deleted=deleted,
        author_gone=nameless and not deleted and text not in REMOVED,
        edited_utc=_edited(thing),
        body="" if is_placeholder else text,
        num_reports=int(getattr(thing, "num_reports", 0) or 0),
        locked=bool(getattr(thing, "locked", False)),
        collapsed=bool(getattr(thing, "collapsed", False)),
    )


def _edited(thing: Any) -> float | None:
    """Reddit says False for never, True for once upon a time in its early years, and a time otherwise."""
    edited = getattr(thing, "edited", False)
    if edited is True:
        return float(thing.created_utc)
    return float(edited) if edited else None


def _is_distinguished(thing: Any) -> bool:
    return getattr(thing, "distinguished", None) in {"moderator", "admin"}


def _name(author: Any) -> str | None:
    """A name, or None: for nobody, for `[deleted]`, and for the empty author of Reddit's own messages."""
    name = str(author) if author else ""
    return None if name in {"", DELETED} else name
