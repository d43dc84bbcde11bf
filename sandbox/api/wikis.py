"""Wiki pages: reading, writing, versions, and who may."""

from __future__ import annotations

from sandbox.api.call import Answer, Call, Json, JsonObject, Route, listing
from sandbox.api.views import user_data
from sandbox.listing import page
from sandbox.things import MODERATORS_ONLY, Revision, WikiPage
from sandbox.world import WorldError


def read_page(call: Call) -> Json:
    """A page as it is, or with `v` as it was."""
    found = _page(call)
    wanted = call.query.get("v")
    versions = [one for one in found.revisions if wanted in (None, "", one.id)]
    if not versions:
        raise WorldError("PAGE_NOT_FOUND", "Not Found")
    shown = versions[-1]
    data: JsonObject = {
        "content_md": shown.content,
        "content_html": "",
        "may_revise": call.world.is_moderator(call.path["subreddit"], call.reader, "wiki"),
        "reason": shown.reason or None,
        "revision_id": shown.id,
        "revision_date": int(shown.created),
        "revision_by": _author(call, shown),
        "kind": "wikipage",
    }
    return {"kind": "wikipage", "data": data}


def edit_page(call: Call) -> Json | Answer:
    """A new version; one that does not follow on `previous`, where that is given, is refused."""
    subreddit, name = call.path["subreddit"], call.form.get("page", "")
    call.world.require_moderator(subreddit, call.reader, "wiki")
    previous, present = call.form.get("previous"), call.world.wiki(subreddit, name)
    if previous and present is not None and present.revisions[-1].id != previous:
        last = present.revisions[-1]
        body: JsonObject = {"reason": "EDIT_CONFLICT", "newrevision": last.id, "newcontent": last.content}
        return Answer(body | {"message": "Conflict", "error": 409}, status=409)
    call.world.edit_wiki(subreddit, name, call.reader, call.form.get("content", ""), reason=call.form.get("reason", ""))
    return {}


def revert_page(call: Call) -> Json:
    """Make an older version the newest one again."""
    subreddit, name = call.path["subreddit"], call.form.get("page", "")
    found = call.world.readable_wiki(subreddit, name, call.reader)
    older = [one for one in found.revisions if one.id == call.form.get("revision")]
    if not older:
        raise WorldError("PAGE_NOT_FOUND", "Not Found")
    call.world.edit_wiki(subreddit, name, call.reader, older[0].content, reason="reverted back")
    return {}


def page_names(call: Call) -> Json:
    """The names of all pages that this reader may read."""
    subreddit = call.path["subreddit"]
    is_team = call.world.is_moderator(subreddit, call.reader, "wiki")
    pages = [one for one in call.world.wiki_pages(subreddit) if is_team or one.permlevel != MODERATORS_ONLY]
    return {"kind": "wikipagelisting", "data": [one.name for one in pages]}


def revisions(call: Call) -> Json:
    """The versions of a page, newest first."""
    found = _page(call)
    ask = call.ask()
    shown = page(reversed(found.revisions), ask)
    children: list[Json] = [
        {
            "id": one.id,
            "page": found.name,
            "timestamp": int(one.created),
            "reason": one.reason or None,
            "revision_hidden": False,
            "author": _author(call, one),
        }
        for one in shown.things
    ]
    return listing(children, ask, shown)


def access(call: Call) -> Json:
    """Who may read and edit the page, for moderators."""
    call.world.require_moderator(call.path["subreddit"], call.reader, "wiki")
    return _access_json(_page(call))


def set_access(call: Call) -> Json:
    """Decide who may read and edit the page."""
    level = call.form.get("permlevel", "")
    if level not in {"0", "1", "2"}:
        raise WorldError("INVALID_PERMISSION_LEVEL", "permlevel is 0, 1 or 2", field="permlevel")
    changed = call.world.set_wiki_access(
        call.path["subreddit"], call.path["page"], call.reader, permlevel=int(level), listed=call.flag("listed")
    )
    return _access_json(changed)


def _page(call: Call) -> WikiPage:
    return call.world.readable_wiki(call.path["subreddit"], call.path["page"], call.reader)


def _author(call: Call, revision: Revision) -> Json:
    user = call.world.user(revision.author)
    return None if user is None else {"kind": "t2", "data": user_data(call.world, user)}


def _access_json(found: WikiPage) -> JsonObject:
    data: JsonObject = {"permlevel": found.permlevel, "listed": found.listed, "editors": []}
    return {"kind": "wikipagesettings", "data": data}


ROUTES = (
    Route("POST", "/r/{subreddit}/api/wiki/edit", "wikiedit", edit_page),
    Route("POST", "/r/{subreddit}/api/wiki/revert", "wikiedit", revert_page),
    Route("GET", "/r/{subreddit}/wiki/pages", "wikiread", page_names),
    Route("GET", "/r/{subreddit}/wiki/revisions/{page:.+?}", "wikiread", revisions),
    Route("GET", "/r/{subreddit}/wiki/settings/{page:.+?}", "modwiki", access),
    Route("POST", "/r/{subreddit}/wiki/settings/{page:.+?}", "modwiki", set_access),
    Route("GET", "/r/{subreddit}/wiki/{page:.+?}", "wikiread", read_page),
)
