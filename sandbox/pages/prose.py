"""People's texts as HTML: a little of Reddit's Markdown, and nothing of whatever HTML they wrote themselves."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

# Links lead only to threads of this site: every other address stays text, so a page never points anywhere hostile.
_ADDRESS = r"(?:https?://(?:127\.0\.0\.1|localhost)(?::\d+)?)?(/r/\w+/comments/\w+(?:/\w+)*/?)"
_NAMED_LINK = re.compile(r"\[([^\[\]\n]+)\]\(" + _ADDRESS + r"\)")
_BARE_LINK = re.compile(r"(?<![\w/\"=])" + _ADDRESS)
_STRONG = re.compile(r"\*\*(\S(?:[^*\n]*\S)?)\*\*")
_STRESS = re.compile(r"(?<![\w*])\*([^\s*](?:[^*\n]*[^\s*])?)\*(?![\w*])")
_CODE = re.compile(r"`([^`\n]+)`")
_RULE = re.compile(r"\s*(-{3,}|\*{3,}|_{3,})\s*")
_BULLET = re.compile(r"\s*[-*] +(.+)")
_QUOTE = re.compile(r"\s*&gt; ?(.*)")


def prose(text: str) -> Markup:
    """The text as paragraphs, quotes, lists and rules. Everything is escaped before anything is marked up."""
    blocks: list[str] = []
    gathered: list[str] = []
    kind = ""

    def close() -> None:
        if gathered:
            blocks.append(_block(kind, gathered))
            gathered.clear()

    for line in str(escape(text)).replace("\r\n", "\n").split("\n"):
        if not line.strip() or _RULE.fullmatch(line):
            close()
            if line.strip():
                blocks.append("<hr>")
            continue
        quote, bullet = _QUOTE.fullmatch(line), _BULLET.fullmatch(line)
        found = "quote" if quote else "list" if bullet else "text"
        if found != kind:
            close()
        kind = found
        marked = quote or bullet
        gathered.append(marked.group(1) if marked else line)
    close()
    return Markup("\n".join(blocks))  # noqa: S704  # built from escaped text alone


def _block(kind: str, lines: list[str]) -> str:
    marked = [_inline(line) for line in lines]
    if kind == "list":
        return "<ul>" + "".join(f"<li>{line}</li>" for line in marked) + "</ul>"
    paragraph = f"<p>{'<br>'.join(marked)}</p>"
    return f"<blockquote>{paragraph}</blockquote>" if kind == "quote" else paragraph


def _inline(line: str) -> str:
    line = _NAMED_LINK.sub(r'<a href="\2">\1</a>', line)
    line = _BARE_LINK.sub(r'<a href="\1">\1</a>', line)
    line = _STRONG.sub(r"<strong>\1</strong>", line)
    line = _STRESS.sub(r"<em>\1</em>", line)
    return _CODE.sub(r"<code>\1</code>", line)
