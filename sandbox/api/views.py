"""Posts, replies and messages as this reader is shown them: hidden scores, `[deleted]`, `[removed]`, reports."""

from __future__ import annotations

import html
import re

from sandbox.api.call import Call, JsonObject
from sandbox.things import Comment, Content, Message, ModAction, Submission, Subreddit, User
from sandbox.world import World

DELETED, REMOVED = "[deleted]", "[removed]"


def thing_json(call: Call, thing: Submission | Comment) -> JsonObject:
    """A post or a reply with its kind."""
    if isinstance(thing, Submission):
        return {"kind": "t3", "data": submission_data(call, thing)}
    return {"kind": "t1", "data": comment_data(call, thing)}


def is_visible(call: Call, thing: Submission | Comment) -> bool:
    """Whether listings show it: never once its author deleted it; what was removed, to moderators alone."""
    return not thing.deleted and (thing.removed_by is None or call.world.is_moderator(thing.subreddit, call.reader))


def comment_data(call: Call, comment: Comment) -> JsonObject:
    """A reply, without the replies to it."""
    world = call.world
    is_moderator = world.is_moderator(comment.subreddit, call.reader)
    is_hidden = score_is_hidden(world, comment, call.reader) or call.twist == "hidden-score"
    score = 1 if is_hidden else comment.score
    body = _words(comment, comment.body, call.reader, is_moderator=is_moderator)
    data: JsonObject = {
        "id": comment.id36,
        "name": comment.fullname,
        "body": body,
        "body_html": _paragraphs(body),
        "link_id": comment.submission.fullname,
        "link_title": comment.submission.title,
        "parent_id": comment.parent_fullname,
        "permalink": permalink(comment),
        "replies": "",
        "depth": 0,
        "score": score,
        "ups": score,
        "downs": 0,
        "score_hidden": is_hidden,
        "controversiality": int(not is_hidden and _is_controversial(comment)),
        "is_submitter": comment.author is not None and comment.author == comment.submission.author,
        "collapsed": False,
        "collapsed_reason": None,
        "collapsed_reason_code": "DELETED" if comment.deleted else None,
        "stickied": False,
    }
    return data | _shared(call, comment, is_moderator=is_moderator)


def submission_data(call: Call, post: Submission) -> JsonObject:
    """A post, without its replies."""
    is_moderator = call.world.is_moderator(post.subreddit, call.reader)
    selftext = _words(post, post.selftext, call.reader, is_moderator=is_moderator)
    ups = sum(vote > 0 for vote in post.votes.values()) + 1
    data: JsonObject = {
        "id": post.id36,
        "name": post.fullname,
        "title": post.title,
        "selftext": selftext,
        "selftext_html": _paragraphs(selftext),
        "is_self": True,
        "domain": f"self.{post.subreddit}",
        "permalink": permalink(post),
        "url": f"https://www.reddit.com{permalink(post)}",
        "num_comments": post.num_comments,
        "score": post.score,
        "ups": post.score,
        "downs": 0,
        "upvote_ratio": round(ups / (len(post.votes) + 1), 2),
        "hide_score": False,
        "over_18": False,
        "spoiler": False,
        "hidden": False,
        "pinned": False,
        "contest_mode": False,
        "link_flair_text": None,
        "removed_by_category": "deleted" if post.deleted else "moderator" if post.removed_by else None,
    }
    return data | _shared(call, post, is_moderator=is_moderator)


def score_is_hidden(world: World, comment: Comment, reader: str) -> bool:
    """Whether this reader is told 1: within the subreddit's window, neither moderator nor author."""
    if world.is_moderator(comment.subreddit, reader) or (reader and comment.author == reader):
        return False
    return world.now() - comment.created < 60 * world.subreddit(comment.subreddit).score_hide_mins


def permalink(thing: Submission | Comment) -> str:
    """The address of it, from the root of the site."""
    post = thing if isinstance(thing, Submission) else thing.submission
    slug = re.sub(r"[^a-z0-9]+", "_", post.title.lower()).strip("_")[:50].strip("_") or "_"
    path = f"/r/{post.subreddit}/comments/{post.id36}/{slug}/"
    return path if isinstance(thing, Submission) else f"{path}{thing.id36}/"


def message_data(message: Message) -> JsonObject:
    """A chat message, in the shape that private messages always had."""
    return {
        "id": message.id,
        "name": message.fullname,
        "subject": message.subject,
        "body": message.body,
        "body_html": _paragraphs(message.body),
        "author": message.author,
        "dest": message.dest,
        "created": message.created,
        "created_utc": message.created,
        "new": message.new,
        "first_message": int(message.first_message[3:], 36) if message.first_message else None,
        "first_message_name": message.first_message,
        "parent_id": message.parent,
        "replies": "",
        "type": "unknown",
        "was_comment": False,
        "context": "",
        "subreddit": None,
        "subreddit_name_prefixed": None,
        "distinguished": None,
        "likes": None,
        "num_comments": None,
        "score": 0,
    }


def inbox_json(call: Call, thing: Message | Comment) -> JsonObject:
    """One entry of an inbox: a message, or a reply to something that the reader wrote."""
    if isinstance(thing, Message):
        return {"kind": "t4", "data": message_data(thing)}
    is_under_post = thing.parent_fullname.startswith("t3_")
    extra: JsonObject = {
        "was_comment": True,
        "type": "post_reply" if is_under_post else "comment_reply",
        "subject": "post reply" if is_under_post else "comment reply",
        "context": f"{permalink(thing)}?context=3",
        "dest": call.reader,
        "new": call.world.is_unread(call.reader, thing),
    }
    return {"kind": "t1", "data": comment_data(call, thing) | extra}


def subreddit_data(world: World, subreddit: Subreddit, reader: str) -> JsonObject:
    """A subreddit's public face."""
    return {
        "id": subreddit.id,
        "name": subreddit.fullname,
        "display_name": subreddit.name,
        "display_name_prefixed": f"r/{subreddit.name}",
        "title": subreddit.name,
        "url": f"/r/{subreddit.name}/",
        "public_description": subreddit.public_description,
        "description": subreddit.public_description,
        "subreddit_type": "public",
        "subscribers": len(world.users),
        "created": subreddit.created,
        "created_utc": subreddit.created,
        "comment_score_hide_mins": subreddit.score_hide_mins,
        "user_is_moderator": world.is_moderator(subreddit.name, reader),
        "wiki_enabled": True,
        "over18": False,
        "quarantine": False,
    }


def user_data(world: World, user: User) -> JsonObject:
    """An account's public face."""
    return {
        "id": user.id,
        "name": user.name,
        "created": user.created,
        "created_utc": user.created,
        "comment_karma": 1,
        "link_karma": 1,
        "is_mod": any(user.name in subreddit.moderators for subreddit in world.subreddits.values()),
        "is_employee": False,
        "is_suspended": False,
        "has_verified_email": True,
    }


def action_data(world: World, subreddit: Subreddit, action: ModAction) -> JsonObject:
    """One line of the moderation log."""
    target = world.thing(action.target_fullname or "")
    moderator = world.users.get(action.moderator.lower())
    return {
        "id": action.id,
        "action": action.action,
        "mod": action.moderator,
        "mod_id36": moderator.id if moderator else None,
        "target_fullname": action.target_fullname,
        "target_author": action.target_author,
        "target_title": target.title if isinstance(target, Submission) else None,
        "target_body": target.body if isinstance(target, Comment) and not target.deleted else None,
        "target_permalink": permalink(target) if target else None,
        "created_utc": action.created,
        "details": action.details or None,
        "description": action.description or None,
        "subreddit": subreddit.name,
        "subreddit_name_prefixed": f"r/{subreddit.name}",
        "sr_id36": subreddit.id,
    }


def _shared(call: Call, thing: Submission | Comment, *, is_moderator: bool) -> JsonObject:
    community = call.world.subreddit(thing.subreddit)
    is_nameless = thing.author is None or thing.deleted or _is_withheld(thing, call.reader, is_moderator=is_moderator)
    vote = thing.votes.get(call.reader) if call.reader else None
    data: JsonObject = {
        "author": DELETED if is_nameless else thing.author,
        "subreddit": community.name,
        "subreddit_id": community.fullname,
        "subreddit_name_prefixed": f"r/{community.name}",
        "subreddit_type": "public",
        "created": thing.created,
        "created_utc": thing.created,
        "edited": False if thing.edited is None else thing.edited,
        "likes": None if vote is None else vote > 0,
        "locked": thing.locked,
        "archived": False,
        "distinguished": None,
        "gilded": 0,
        "saved": False,
        "stickied": False,
        "can_mod_post": is_moderator,
        "author_flair_text": None,
    }
    if not is_nameless and thing.author is not None and (user := call.world.users.get(thing.author.lower())):
        data["author_fullname"] = user.fullname
    return data | _moderation(thing, is_moderator=is_moderator)


def _moderation(thing: Content, *, is_moderator: bool) -> JsonObject:
    if not is_moderator:
        return {
            "approved_by": None,
            "approved_at_utc": None,
            "banned_by": None,
            "banned_at_utc": None,
            "mod_note": None,
            "mod_reports": [],
            "user_reports": [],
            "num_reports": None,
        }
    reasons = [reason for reason, _ in thing.reports]
    return {
        "approved": thing.approved_by is not None,
        "approved_by": thing.approved_by,
        "approved_at_utc": thing.approved_at,
        "banned_by": thing.removed_by,
        "banned_at_utc": thing.removed_at,
        "removed": thing.removed_by is not None,
        "spam": False,
        "mod_note": thing.removal_note or None,
        "mod_reports": [[reason, moderator] for reason, moderator in thing.mod_reports],
        "user_reports": [[reason, reasons.count(reason), False, True] for reason in dict.fromkeys(reasons)],
        "num_reports": len(thing.reports) + len(thing.mod_reports),
        "ignore_reports": False,
    }


def _words(thing: Content, text: str, reader: str, *, is_moderator: bool) -> str:
    if thing.deleted:
        return DELETED
    return REMOVED if _is_withheld(thing, reader, is_moderator=is_moderator) else text


def _is_withheld(thing: Content, reader: str, *, is_moderator: bool) -> bool:
    return thing.removed_by is not None and not is_moderator and not (reader and thing.author == reader)


def _is_controversial(thing: Content) -> bool:
    ups = sum(vote > 0 for vote in thing.votes.values()) + 1
    downs = sum(vote < 0 for vote in thing.votes.values())
    return ups + downs >= 6 and min(ups, downs) >= 0.6 * max(ups, downs)


def _paragraphs(text: str) -> str:
    blocks = (html.escape(block.strip()).replace("\n", "<br/>") for block in re.split(r"\n\s*\n", text))
    return '<div class="md">' + "".join(f"<p>{block}</p>\n" for block in blocks if block) + "</div>"
