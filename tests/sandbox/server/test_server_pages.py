"""The pages for people: they show what happens, and run nothing that anybody wrote."""

from __future__ import annotations

from html.parser import HTMLParser

import aiohttp
import pytest
from small_reddit import SmallReddit

from sandbox.pages.prose import prose

HOSTILE = (
    "<script>alert(1)</script> <img src=x onerror=alert(1)> \"quoted\" 'single' {{ 7 * 7 }} "
    "[click](javascript:alert(1)) [there](https://evil.example/r/a/comments/b) **[bold](data:text/html,x)**\n\n"
    "> <svg onload=alert(1)>\n\n- <b>item</b>\n\n---\n\n`<i>`"
)
HARMLESS = {
    "html",
    "head",
    "meta",
    "title",
    "link",
    "script",
    "body",
    "header",
    "nav",
    "a",
    "p",
    "time",
    "span",
    "main",
}
HARMLESS |= {
    "h1",
    "h2",
    "h3",
    "article",
    "div",
    "blockquote",
    "ul",
    "ol",
    "li",
    "hr",
    "br",
    "code",
    "strong",
    "em",
    "pre",
}
HARMLESS |= {"table", "thead", "tbody", "tr", "th", "td", "button"}


class Tags(HTMLParser):
    """Every tag with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


async def fetch(small: SmallReddit, path: str) -> str:
    async with aiohttp.ClientSession() as session, session.get(small.url + path) as answer:
        assert answer.status == 200, path
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        return await answer.text()


def assert_harmless(html: str) -> None:
    for tag, attributes in Tags(html).found:
        assert tag in HARMLESS, tag
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
        if tag == "script":
            assert attributes == {"src": "/static/live.js", "defer": None}
        if "href" in attributes:
            assert (attributes["href"] or "").startswith("/"), attributes


async def test_every_page_is_harmless_whatever_people_write(small: SmallReddit) -> None:
    world = small.world
    post = world.submit("quiet", "wren", f"<b>{HOSTILE}"[:300].replace("\n", " "), HOSTILE)
    reply = world.comment(post.fullname, "heron", HOSTILE)
    world.report(reply.fullname, "teal", "<script>alert(1)</script>")
    world.remove(reply.fullname, "warden", "<script>alert(1)</script>")
    world.send_message("heron", small.bot, HOSTILE)
    talk = world.create_conversation("quiet", "wren", "<script>alert(1)</script>", HOSTILE)
    world.reply_conversation(talk.id, "warden", HOSTILE, internal=True)
    world.edit_wiki("quiet", "<script>", "warden", HOSTILE)
    assert "{{ 7 * 7 }}" in await fetch(small, "/u/heron")
    paths = ["/", "/people", "/faults", "/r/quiet", "/r/quiet/modmail", "/r/quiet/log", "/r/quiet/pages"]
    paths += [f"/u/{small.bot}", "/u/heron", f"/r/quiet/comments/{post.id36}/slug/{reply.id36}/"]
    for path in paths:
        html = await fetch(small, path)
        assert_harmless(html)
        assert "<script>alert" not in html


def test_a_little_markdown_and_no_html() -> None:
    html = str(
        prose(
            "One **strong** *word* & `code` 2 * 3 * 4.\nSecond line.\n\n> quoted\n> on\n\n- first\n- second\n\n---\n\n"
            "See http://127.0.0.1:8080/r/quiet/comments/a1/slug/b2/ or [the reply](/r/quiet/comments/a1/_/b2)."
        )
    )
    assert html == (
        "<p>One <strong>strong</strong> <em>word</em> &amp; <code>code</code> 2 * 3 * 4.<br>Second line.</p>\n"
        "<blockquote><p>quoted<br>on</p></blockquote>\n"
        "<ul><li>first</li><li>second</li></ul>\n"
        "<hr>\n"
        '<p>See <a href="/r/quiet/comments/a1/slug/b2/">/r/quiet/comments/a1/slug/b2/</a> or '
        '<a href="/r/quiet/comments/a1/_/b2">the reply</a>.</p>'
    )
    assert_harmless(str(prose(HOSTILE)))
    assert "evil" not in "".join(str(attributes) for _, attributes in Tags(str(prose(HOSTILE))).found)


async def test_a_thread_shows_scores_and_what_became_of_its_replies(small: SmallReddit) -> None:
    first, second = small.reply("kind words"), small.reply("harsh words", author="teal")
    for voter in ("wren", "warden", "keeper"):
        small.world.vote(first, voter, 1)
    small.world.comment(first, "wren", "thank you")
    small.world.edit(first, "kinder words")
    small.world.remove(second, "warden", "unkind")
    html = await fetch(small, f"/r/quiet/comments/{small.post.id36}/a_long_week/{first[3:]}/")
    for words in (
        "kinder words",
        '<span class="score">4</span>',
        "edited",
        "removed by warden: unkind",
        "score hidden",
    ):
        assert words in html
    assert html.index("kinder words") < html.index("thank you") < html.index("harsh words")
    assert 'class="reply depth-1' in html
    assert 'class="reply depth-0 chosen"' in html


async def test_messages_modmail_and_log_follow_the_world(small: SmallReddit) -> None:
    assert "No messages." in await fetch(small, "/u/heron")
    small.world.send_message("heron", small.bot, "opt in")
    assert "opt in" in await fetch(small, "/u/heron")
    assert "opt in" in await fetch(small, f"/u/{small.bot}")
    talk = small.world.create_conversation("quiet", small.bot, "Two replies", "F12 and F13")
    small.world.reply_conversation(talk.id, "warden", "agree F12")
    html = await fetch(small, "/r/quiet/modmail")
    assert html.index("F12 and F13") < html.index("agree F12")
    small.world.remove(small.reply(), "warden", "unkind")
    assert "removecomment" in await fetch(small, "/r/quiet/log")
    small.world.edit_wiki("quiet", "sidelight/rules", "warden", "version: 1", permlevel=2)
    assert "moderators only" in await fetch(small, "/r/quiet/pages")


async def test_the_faults_page_has_a_button_for_each(small: SmallReddit) -> None:
    small.sandbox.faults.arm("stall", rate=0.05)
    html = await fetch(small, "/faults")
    bodies = [attributes.get("data-body") for tag, attributes in Tags(html).found if tag == "button"]
    for name in ("502-after-processing", "late-insertion", "lost-mod-permission"):
        assert f'{{"name": "{name}"}}' in bodies
    assert "5 % of requests" in html


@pytest.mark.parametrize(
    "path", ["/r/nowhere", "/r/nowhere/log", "/u/nobody", "/r/quiet/comments/none/x/", "/static/../x"]
)
async def test_what_is_not_there(small: SmallReddit, path: str) -> None:
    async with aiohttp.ClientSession() as session, session.get(small.url + path) as answer:
        assert answer.status == 404


@pytest.mark.parametrize("path", ["/static/style.css", "/static/live.js"])
async def test_the_style_and_the_script_are_there(small: SmallReddit, path: str) -> None:
    async with aiohttp.ClientSession() as session, session.get(small.url + path) as answer:
        assert answer.status == 200
        assert len(await answer.text()) > 500
