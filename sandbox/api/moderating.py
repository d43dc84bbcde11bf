"""What moderators read and keep: queues, the log, the team, settings, removal reasons, notes about users."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from sandbox.api.call import Answer, Call, Json, JsonObject, Route, listing
from sandbox.api.views import action_data, subreddit_data, thing_json
from sandbox.listing import Timeline, merged, page
from sandbox.things import Comment, ModNote, Submission, Subreddit
from sandbox.world import WorldError


def team(call: Call) -> Json:
    """A subreddit's moderators with what each may do; `user` asks for one of them."""
    community = call.world.subreddit(call.path["subreddit"])
    asked = call.query.get("user", "").lower()
    rows: list[Json] = []
    for name, permissions in community.moderators.items():
        user = call.world.existing_user(name)
        if asked in ("", name.lower()):
            row: JsonObject = {
                "name": name,
                "id": user.fullname,
                "date": community.created,
                "rel_id": f"rb_{user.id}",
                "mod_permissions": sorted(permissions),
                "author_flair_text": None,
            }
            rows.append(row)
    return {"kind": "UserList", "data": {"children": rows}}


def settings(call: Call) -> Json:
    """A subreddit's settings, for moderators."""
    return {"kind": "subreddit_settings", "data": _settings(_own_subreddit(call, "config"), call)}


def update_settings(call: Call) -> Json:
    """Change a subreddit's settings; the sandbox knows the score window and the description."""
    found = [one for one in call.world.subreddits.values() if one.fullname == call.form.get("sr")]
    if not found:
        raise WorldError("NOT_FOUND", "no such subreddit")
    community = found[0]
    call.world.require_moderator(community.name, call.reader, "config")
    minutes = call.form.get("comment_score_hide_mins")
    if minutes is not None and minutes.isdigit():
        community.score_hide_mins = int(minutes)
    community.public_description = call.form.get("public_description", community.public_description)
    return {"kind": "subreddit_settings", "data": _settings(community, call)}


def queue(call: Call) -> Json:
    """One of the moderators' lists: reported, removed, edited, waiting, or never looked at."""
    community, where = _own_subreddit(call, "posts"), call.path["where"]
    key = community.name.lower()
    replies: Timeline[Comment] = call.world.replies_in.get(key, Timeline())
    posts: Timeline[Submission] = call.world.posts_in.get(key, Timeline())
    only = call.query.get("only")
    things: Iterable[Submission | Comment]
    if where == "unmoderated" or only == "links":
        things = posts.newest_first()
    elif only == "comments":
        things = replies.newest_first()
    else:
        both: list[Iterator[Submission | Comment]] = [replies.newest_first(), posts.newest_first()]
        things = merged(both)
    wanted: Iterable[Submission | Comment]
    wanted = (thing for thing in things if not thing.deleted and _is_queued(where, thing))
    if where == "edited":
        wanted = sorted(wanted, key=lambda thing: thing.edited or 0.0, reverse=True)
    ask = call.ask()
    found = page(wanted, ask)
    return listing([thing_json(call, thing) for thing in found.things], ask, found)


def log(call: Call) -> Json:
    """The moderation log, newest first; `type` and `mod` narrow it."""
    community = _own_subreddit(call, None)
    kind, moderator = call.query.get("type"), call.query.get("mod")
    entries = (
        entry
        for entry in call.world.mod_log(community.name)
        if (not kind or entry.action == kind) and (not moderator or entry.moderator.lower() == moderator.lower())
    )
    ask = call.ask()
    found = page(entries, ask)
    children: list[Json] = [
        {"kind": "modaction", "data": action_data(call.world, community, entry)} for entry in found.things
    ]
    return listing(children, ask, found)


def removal_reasons(call: Call) -> Json:
    """The prepared explanations of a subreddit."""
    reasons = _own_subreddit(call, None).removal_reasons
    data: JsonObject = {
        key: {"id": key, "title": reason.title, "message": reason.message} for key, reason in reasons.items()
    }
    return {"data": data, "order": list(reasons)}


def give_reason(call: Call) -> Answer:
    """Add the reason or the note to a removal that was just made."""
    asked = json.loads(call.form.get("json") or "{}")
    thing = call.world.thing((asked.get("item_ids") or [""])[0])
    if thing is None:
        raise WorldError("NOT_FOUND", "nothing has that name")
    call.world.require_moderator(thing.subreddit, call.reader, "posts")
    reasons = call.world.subreddit(thing.subreddit).removal_reasons
    if (reason_id := asked.get("reason_id")) and reason_id not in reasons:
        raise WorldError("INVALID_ID", "no such removal reason", field="reason_id")
    title = reasons[reason_id].title if reason_id else ""
    thing.removal_note = asked.get("mod_note") or title
    return Answer(None)


def add_note(call: Call) -> Json:
    """A note about a user."""
    note = call.world.add_note(
        call.form.get("subreddit", ""),
        call.reader,
        call.form.get("user", ""),
        call.form.get("note", ""),
        label=call.form.get("label"),
        about=call.form.get("reddit_id"),
    )
    return {"created": _note_data(call, note)}


def list_notes(call: Call) -> Json:
    """The notes about one user in one subreddit."""
    community = call.world.subreddit(call.query.get("subreddit", ""))
    call.world.require_moderator(community.name, call.reader, "posts")
    notes: list[Json] = [_note_data(call, note) for note in call.world.notes(community.name, call.query.get("user"))]
    return {"mod_notes": notes, "start_cursor": None, "end_cursor": None, "has_next_page": False}


def _own_subreddit(call: Call, permission: str | None) -> Subreddit:
    community = call.world.subreddit(call.path["subreddit"])
    if not call.world.is_moderator(community.name, call.reader, permission):
        raise WorldError("FORBIDDEN", "this is for moderators")
    return community


def _is_queued(where: str, thing: Submission | Comment) -> bool:
    is_reported = bool(thing.reports or thing.mod_reports) and thing.removed_by is None
    match where:
        case "reports" | "modqueue":
            return is_reported
        case "spam":
            return thing.removed_by is not None
        case "edited":
            return thing.edited is not None
    return thing.removed_by is None and thing.approved_by is None


def _settings(community: Subreddit, call: Call) -> JsonObject:
    return subreddit_data(call.world, community, call.reader) | {
        "subreddit_id": community.fullname,
        "wikimode": "modonly",
        "spam_comments": "low",
        "allow_post_crossposts": False,
        "collapse_deleted_comments": True,
    }


def _note_data(call: Call, note: ModNote) -> JsonObject:
    users, community = call.world.users, call.world.subreddit(note.subreddit)
    return {
        "id": note.id,
        "operator": note.operator,
        "operator_id": users[note.operator.lower()].fullname,
        "subreddit": note.subreddit,
        "subreddit_id": community.fullname,
        "user": note.user,
        "user_id": users[note.user.lower()].fullname,
        "type": "NOTE",
        "cursor": note.id,
        "created_at": int(note.created),
        "mod_action_data": {"action": None, "reddit_id": None, "details": None, "description": None},
        "user_note_data": {"note": note.note, "reddit_id": note.about, "label": note.label},
    }


ROUTES = (
    Route("GET", "/r/{subreddit}/about/moderators", "read", team),
    Route("GET", "/r/{subreddit}/about/edit", "modconfig", settings),
    Route("PATCH", "/api/v1/subreddit/update_settings", "modconfig", update_settings),
    Route("GET", "/r/{subreddit}/about/{where:reports|modqueue|spam|edited|unmoderated}", "read", queue),
    Route("GET", "/r/{subreddit}/about/log", "modlog", log),
    Route("GET", "/api/v1/{subreddit}/removal_reasons", "modposts", removal_reasons),
    Route("POST", "/api/v1/modactions/removal_reasons", "modposts", give_reason),
    Route("POST", "/api/mod/notes", "modnote", add_note),
    Route("GET", "/api/mod/notes", "modnote", list_notes),
)
