"""Every guideline, in the order in which the editor applies them to a sentence."""

from __future__ import annotations

from models.guideline.blame import BLAME
from models.guideline.commands import COMMANDS
from models.guideline.contact import PREACHING, PRIVATE
from models.guideline.guideline import Guideline
from models.guideline.medical import DIAGNOSIS, MEDICATION
from models.guideline.orders import ORDERS
from models.guideline.promises import PROMISE, SAYINGS
from models.guideline.pushes import TOUGH_LOVE
from models.guideline.register import REGISTER
from models.guideline.shape import QUESTIONS, WALL
from models.guideline.small import KNOWING, MINIMISING
from models.guideline.sympathy import EMPTY, UNDERSTANDING

SENTENCE_GUIDELINES: tuple[Guideline, ...] = (
    PRIVATE,
    MEDICATION,
    DIAGNOSIS,
    TOUGH_LOVE,
    BLAME,
    MINIMISING,
    SAYINGS,
    PROMISE,
    PREACHING,
    KNOWING,
    ORDERS,
    COMMANDS,
    REGISTER,
)
"""Those that look at one sentence at a time; the heaviest first, since a sentence that goes needs no polish."""

CATALOGUE: tuple[Guideline, ...] = (*SENTENCE_GUIDELINES, EMPTY, UNDERSTANDING, QUESTIONS, WALL)

BY_ID = {guideline.id: guideline for guideline in CATALOGUE}
