"""Rows with the parts that a test does not care about filled in."""

from __future__ import annotations

from typing import Any

from store.rows import (
    FlagRow,
    OutboxRow,
    PairRow,
    Permission,
    PermissionRow,
    PostRow,
    ReadingRow,
    ReplyRow,
    SampleRow,
    SuggestionRow,
    VerdictRow,
)

HOUR = 3600.0


def a_post(fullname: str = "t3_post", **parts: Any) -> PostRow:
    said: dict[str, Any] = {"fullname": fullname, "subreddit": "calm", "permalink": f"/r/calm/{fullname}"}
    return PostRow(**said | {"created_utc": 0.0, "seen_utc": 1.0} | parts)


def a_reply(fullname: str = "t1_reply", **parts: Any) -> ReplyRow:
    said: dict[str, Any] = {"fullname": fullname, "post": "t3_post", "parent": "t3_post", "subreddit": "calm"}
    return ReplyRow(**said | {"permalink": f"/r/calm/{fullname}", "created_utc": 0.0, "seen_utc": 1.0} | parts)


def a_verdict(reply: str = "t1_reply", **parts: Any) -> VerdictRow:
    said: dict[str, Any] = {"reply": reply, "model": "rules", "at_utc": 2.0, "probabilities": {"abuse": 0.9}}
    return VerdictRow(**said | {"spans": ({"start": 0, "end": 4, "evidence": "insult.1"},)} | parts)


def a_flag(reply: str = "t1_reply", **parts: Any) -> FlagRow:
    said: dict[str, Any] = {"reply": reply, "incident": "t3_post", "subreddit": "calm", "hazard": "abuse"}
    return FlagRow(**said | {"probability": 0.9, "route": "modmail", "created_utc": 2.0} | parts)


def a_suggestion(reply: str = "t1_reply", **parts: Any) -> SuggestionRow:
    said: dict[str, Any] = {"reply": reply, "post": "t3_post", "subreddit": "calm", "author": "Helper"}
    said |= {"engine": "guideline", "adapter": "", "draft": "a draft", "text": "a better text", "created_utc": 2.0}
    edits = ({"kind": "insert", "before": "", "after": "I hear you.", "reason": "warmth"},)
    return SuggestionRow(**said | {"edits": edits} | parts)


def a_reading(reply: str = "t1_reply", age_h: float = 1.0, **parts: Any) -> ReadingRow:
    return ReadingRow(**{"reply": reply, "age_h": age_h, "at_utc": age_h * HOUR, "score": 3} | parts)


def a_permission(username: str, permission: Permission = Permission.SUGGESTIONS, **parts: Any) -> PermissionRow:
    said: dict[str, Any] = {"username": username, "permission": permission, "version": 1, "wording": "May I?"}
    return PermissionRow(**said | {"granted_utc": 1.0} | parts)


def an_effect(key: str, **parts: Any) -> OutboxRow:
    return OutboxRow(**{"key": key, "kind": "message", "payload": {"body": "words"}, "created_utc": 1.0} | parts)


def a_pair(key: str = "p1", **parts: Any) -> PairRow:
    said: dict[str, Any] = {"key": key, "task": "im", "post": "t3_post", "author": "Helper", "subreddit": "calm"}
    said |= {"post_title": "", "post_body": "", "draft": "a draft", "chosen": "better", "rejected": "worse"}
    return PairRow(**said | {"evidence": "votes", "weight": 0.5, "created_utc": 3.0, "texts": ("t1_reply",)} | parts)


def a_sample(system: str = "human", **parts: Any) -> SampleRow:
    said: dict[str, Any] = {"post": "t3_post", "system": system, "text": "a kind reply", "created_utc": 4.0}
    return SampleRow(**said | {"reply": "t1_reply"} | parts)
