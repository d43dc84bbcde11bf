"""What there is to read in public: listings, single things by name, threads, people and subreddits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sandbox.api.call import Call, Json, JsonObject, Route, listing
from sandbox.api.views import is_visible, subreddit_data, thing_json, user_data
from sandbox.listing import Timeline, merged, page
from sandbox.things import Comment, Submission, Subreddit
from sandbox.world import WorldError

MOST_IDS = 100


def me(call: Call) -> Json:
    """The account that the token belongs to, without a wrapper."""
    return user_data(call.world, call.world.existing_user(call.reader))


def user_about(call: Call) -> Json:
    """Anybody's account."""
    if (user := call.world.user(call.path["user"])) is None:
        raise WorldError("NOT_FOUND", "no such account")
    return {"kind": "t2", "data": user_data(call.world, user)}


def new_comments(call: Call) -> Json:
    """The replies in one subreddit, or in several joined by a plus."""
    streams: list[Iterator[Submission | Comment]] = [
        call.world.replies_in.get(community.name.lower(), Timeline()).newest_first() for community in _communities(call)
    ]
    return _listing_of(call, merged(streams))


def new_posts(call: Call) -> Json:
    """The posts in one subreddit, or in several joined by a plus."""
    streams: list[Iterator[Submission | Comment]] = [
        call.world.posts_in.get(community.name.lower(), Timeline()).newest_first() for community in _communities(call)
    ]
    return _listing_of(call, merged(streams))


def written_by(call: Call) -> Json:
    """What somebody wrote: replies, posts, or both."""
    if call.world.user(call.path["user"]) is None:
        raise WorldError("NOT_FOUND", "no such account")
    wanted = {"comments": Comment, "submitted": Submission}.get(call.path.get("where", ""))
    everything = call.world.written_by.get(call.path["user"].lower(), Timeline()).newest_first()
    return _listing_of(call, (thing for thing in everything if wanted is None or isinstance(thing, wanted)))


def info(call: Call) -> Json:
    """Up to 100 things by fullname, in the order asked; what is missing is left out."""
    names = call.query.get("id", "").split(",")[:MOST_IDS]
    if call.twist == "missing-id" and names:
        names.pop(call.world.rng.randrange(len(names)))
    found = [thing for name in names if (thing := call.world.thing(name)) is not None]
    children: list[Json] = [thing_json(call, thing) for thing in found]
    wanted = {name.lower() for name in call.query.get("sr_name", "").split(",") if name} | set(names)
    children += [
        {"kind": "t5", "data": subreddit_data(call.world, subreddit, call.reader)}
        for name, subreddit in call.world.subreddits.items()
        if name in wanted or subreddit.fullname in wanted
    ]
    return listing(children, call.ask())


def thread(call: Call) -> Json:
    """A post and the tree of its replies; with a comment id, the tree below that reply alone."""
    post = call.world.thing(f"t3_{call.path['post']}")
    if not isinstance(post, Submission):
        raise WorldError("NOT_FOUND", "no such post")
    root = call.path.get("comment")
    if root is None:
        top = call.world.children.get(post.fullname, [])
    else:
        only = call.world.thing(f"t1_{root}")
        top = [only] if isinstance(only, Comment) and only.submission is post else []
    return [
        listing([thing_json(call, post)], call.ask()),
        listing(_branch(call, top, depth=0), call.ask()),
    ]


def about(call: Call) -> Json:
    """One subreddit."""
    community = call.world.subreddit(call.path["subreddit"])
    return {"kind": "t5", "data": subreddit_data(call.world, community, call.reader)}


def my_moderated(call: Call) -> Json:
    """The subreddits that the reader moderates."""
    children: list[Json] = [
        {"kind": "t5", "data": subreddit_data(call.world, community, call.reader)}
        for community in _moderated(call, call.reader)
    ]
    return listing(children, call.ask())


def moderated_by(call: Call) -> Json:
    """The subreddits that somebody moderates, in the short form that profiles use."""
    rows: list[Json] = [
        {
            "sr": community.name,
            "name": community.fullname,
            "sr_display_name_prefixed": f"r/{community.name}",
            "subscribers": len(call.world.users),
            "mod_permissions": sorted(community.moderators[_name(call, call.path["user"])]),
        }
        for community in _moderated(call, call.path["user"])
    ]
    return {"kind": "ModeratedList", "data": rows}


def _communities(call: Call) -> list[Subreddit]:
    return [call.world.subreddit(name) for name in dict.fromkeys(call.path["subreddit"].lower().split("+"))]


def _moderated(call: Call, name: str) -> list[Subreddit]:
    return [community for community in call.world.subreddits.values() if call.world.is_moderator(community.name, name)]


def _name(call: Call, name: str) -> str:
    return call.world.existing_user(name).name


def _listing_of(call: Call, things: Iterable[Submission | Comment]) -> JsonObject:
    ask = call.ask()
    found = page(things, ask, visible=lambda thing: is_visible(call, thing))
    return listing([thing_json(call, thing) for thing in found.things], ask, found)


def _branch(call: Call, replies: list[Comment], *, depth: int) -> list[Json]:
    """The replies best first, each with those below it; a deleted reply stays only where it holds others up."""
    sort = call.query.get("sort", "confidence")
    newest = sorted(replies, key=lambda reply: reply.created, reverse=sort == "new")
    ordered = newest if sort in {"new", "old"} else sorted(newest, key=lambda reply: reply.score, reverse=True)
    shown: list[Json] = []
    for reply in ordered:
        below = _branch(call, call.world.children.get(reply.fullname, []), depth=depth + 1)
        if reply.is_gone and not below and not is_visible(call, reply):
            continue
        data = thing_json(call, reply)
        assert isinstance(data["data"], dict)
        data["data"]["depth"] = depth
        if below:
            data["data"]["replies"] = listing(below, call.ask())
        shown.append(data)
    return shown


ROUTES = (
    Route("GET", "/api/v1/me", "identity", me),
    Route("GET", "/user/{user}", "history", written_by),
    Route("GET", "/user/{user}/about", "read", user_about),
    Route("GET", "/user/{user}/moderated_subreddits", "read", moderated_by),
    Route("GET", "/user/{user}/{where:overview|comments|submitted}", "history", written_by),
    Route("GET", "/subreddits/mine/moderator", "mysubreddits", my_moderated),
    Route("GET", "/r/{subreddit}/comments", "read", new_comments),
    Route("GET", "/r/{subreddit}/new", "read", new_posts),
    Route("GET", "/r/{subreddit}/about", "read", about),
    Route("GET", "/api/info", "read", info),
    Route("GET", "/comments/{post}", "read", thread),
    Route("GET", "/comments/{post}/_/{comment}", "read", thread),
)
