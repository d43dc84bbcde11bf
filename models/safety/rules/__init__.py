"""All the rules, one module a hazard or two, and the words that they listen for."""

from __future__ import annotations

from models.safety.rule import Rule
from models.safety.rules.blessing import BLESSING
from models.safety.rules.hostility import HOSTILITY
from models.safety.rules.incitement import INCITEMENT
from models.safety.rules.medical import MEDICAL
from models.safety.rules.method import METHOD
from models.safety.rules.minimising import MINIMISING
from models.safety.rules.permission import PERMISSION
from models.safety.rules.private_contact import PRIVATE_CONTACT
from models.safety.rules.promise import PROMISE
from models.safety.rules.recruiting import RECRUITING
from models.safety.rules.tough_love import TOUGH_LOVE

RULES: tuple[Rule, ...] = (
    *INCITEMENT,
    *BLESSING,
    *PERMISSION,
    *METHOD,
    *HOSTILITY,
    *TOUGH_LOVE,
    *MINIMISING,
    *PROMISE,
    *MEDICAL,
    *PRIVATE_CONTACT,
    *RECRUITING,
)

__all__ = ["RULES"]
