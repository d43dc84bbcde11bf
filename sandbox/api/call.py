"""What an endpoint is given and what it may answer. The endpoints themselves are plain functions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from sandbox.listing import USUAL_PAGE, Ask, Page, ThingT
from sandbox.things import Comment, Submission
from sandbox.world import World, WorldError

Json: TypeAlias = "bool | int | float | str | Sequence[Json] | Mapping[str, Json] | None"
JsonObject: TypeAlias = dict[str, "Json"]


@dataclass(frozen=True, slots=True)
class Answer:
    """A body with another status than 200; no body at all where it is None."""

    body: Json
    status: int = 200


@dataclass(frozen=True, slots=True)
class Call:
    """One request, after the gate let it in.

    `reader` is who asks, "" where the token belongs to an app alone. `twist` names the fault that bends the answer.
    """

    world: World
    reader: str
    path: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, str] = field(default_factory=dict)
    twist: str = ""

    def ask(self) -> Ask:
        """The page of a listing that is asked for; an anchor that the twist killed is one nobody knows."""
        before, after = self.query.get("before") or None, self.query.get("after") or None
        if self.twist == "dead-anchor":
            before, after = before and "dead", after and "dead"
        limit = self.query.get("limit", "")
        return Ask(limit=int(limit) if limit.isdigit() else USUAL_PAGE, before=before, after=after)

    def thing(self, field_name: str = "id") -> Submission | Comment:
        """The post or reply that the form names."""
        fullname = self.form.get(field_name, "")
        if (found := self.world.thing(fullname)) is None:
            raise WorldError("NOT_FOUND", "nothing has that name", field=field_name)
        return found

    def flag(self, field_name: str) -> bool:
        """A yes-or-no field of the form or the query, as clients spell it."""
        return self.form.get(field_name, self.query.get(field_name, "")).lower() in {"true", "1", "on", "yes"}


Handler: TypeAlias = "Callable[[Call], Json | Answer]"


@dataclass(frozen=True, slots=True)
class Route:
    """One endpoint: `path` in aiohttp's spelling without a slash at its end, and the OAuth scope that it needs."""

    method: str
    path: str
    scope: str
    handler: Handler


def listing(children: Sequence[Json], ask: Ask, found: Page[ThingT] | None = None) -> JsonObject:
    """Some things as Reddit wraps them; `found` is the page they are, where there can be another one."""
    names = [thing.fullname for thing in found.things] if found else []
    return {
        "kind": "Listing",
        "data": {
            "after": found.after if found else None,
            "before": names[0] if names and (ask.before or ask.after) else None,
            "dist": len(children),
            "geo_filter": None,
            "modhash": None,
            "children": children,
        },
    }


def done(**data: Json) -> JsonObject:
    """What the older endpoints answer when all went well."""
    return {"json": {"errors": [], "data": data}} if data else {"json": {"errors": []}}
