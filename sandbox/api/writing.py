"""What people write in public and what moderators do about it."""

from __future__ import annotations

from sandbox.api.call import Call, Json, JsonObject, Route, done
from sandbox.api.views import message_data, permalink, thing_json
from sandbox.world import WorldError


def reply(call: Call) -> Json:
    """A reply to a post, to another reply, or to a message."""
    target, text = call.form.get("thing_id", ""), call.form.get("text", "")
    made: JsonObject
    if target.startswith("t4_"):
        message = call.world.messages.get(target)
        if message is None or call.reader not in (message.author, message.dest):
            raise WorldError("FORBIDDEN", "that message is not yours")
        other = message.author if message.dest == call.reader else message.dest
        sent = call.world.send_message(call.reader, other, text, reply_to=target)
        made = {"kind": "t4", "data": message_data(sent)}
    else:
        made = thing_json(call, call.world.comment(target, call.reader, text))
    return done(things=[made])


def submit(call: Call) -> Json:
    """A new text post."""
    post = call.world.submit(
        call.form.get("sr", ""), call.reader, call.form.get("title", ""), call.form.get("text", "")
    )
    return done(id=post.id36, name=post.fullname, url=f"https://www.reddit.com{permalink(post)}", drafts_count=0)


def edit(call: Call) -> Json:
    """New words for something of one's own."""
    thing = call.thing("thing_id")
    _require_author(call, thing.author)
    call.world.edit(thing.fullname, call.form.get("text", ""))
    return done(things=[thing_json(call, thing)])


def delete(call: Call) -> Json:
    """Take something of one's own back."""
    thing = call.thing()
    _require_author(call, thing.author)
    call.world.delete(thing.fullname)
    return {}


def vote(call: Call) -> Json:
    """Up, down, or neither."""
    direction = call.form.get("dir", "0")
    if direction not in {"1", "0", "-1"}:
        raise WorldError("BAD_REQUEST", "a vote is 1, 0 or -1", field="dir")
    call.world.vote(call.thing().fullname, call.reader, int(direction))
    return {}


def report(call: Call) -> Json:
    """Tell the moderators. Something deleted or unknown is passed over in silence."""
    call.world.report(call.form.get("id", ""), call.reader, call.form.get("reason", ""))
    return done()


def approve(call: Call) -> Json:
    """Let it stand."""
    call.world.approve(call.thing().fullname, call.reader)
    return {}


def remove(call: Call) -> Json:
    """Take it down."""
    call.world.remove(call.thing().fullname, call.reader)
    return {}


def lock(call: Call) -> Json:
    """No more replies."""
    call.world.lock(call.thing().fullname, call.reader)
    return {}


def unlock(call: Call) -> Json:
    """Replies again."""
    call.world.unlock(call.thing().fullname, call.reader)
    return {}


def distinguish(call: Call) -> Json:
    """Speak as a moderator; the sandbox has no colours for it."""
    thing = call.thing()
    call.world.require_moderator(thing.subreddit, call.reader, "posts")
    return done(things=[thing_json(call, thing)])


def _require_author(call: Call, author: str | None) -> None:
    if author is None or author != call.reader:
        raise WorldError("NOT_AUTHOR", "you can't do that")


ROUTES = (
    Route("POST", "/api/comment", "submit", reply),
    Route("POST", "/api/submit", "submit", submit),
    Route("POST", "/api/editusertext", "edit", edit),
    Route("POST", "/api/del", "edit", delete),
    Route("POST", "/api/vote", "vote", vote),
    Route("POST", "/api/report", "report", report),
    Route("POST", "/api/approve", "modposts", approve),
    Route("POST", "/api/remove", "modposts", remove),
    Route("POST", "/api/lock", "modposts", lock),
    Route("POST", "/api/unlock", "modposts", unlock),
    Route("POST", "/api/distinguish", "modposts", distinguish),
)
