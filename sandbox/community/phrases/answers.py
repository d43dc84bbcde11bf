"""What seekers answer under a reply, and what people write when they take part of a suggestion."""

from __future__ import annotations

THANKS = (
    "Thank you, [that helped|I needed to hear that|this means a lot].",
    "[Thanks|Thank you so much], I'm [crying a bit|reading this twice], in a good way.",
    "I feel [less alone|a bit lighter] now. Thank you.",
    "Thank you for [taking the time|really reading it].",
    "This is [the kindest thing anyone has said to me all week|so kind], thank you.",
    "I'll try that [tomorrow|tonight]. Thanks, honestly.",
    "You put it into words [better than I could|exactly]. I'm grateful.",
    "Ok, that made me smile. Thank you.",
)
PUSHBACK = (
    "That's not what I [asked|need].",
    "[Please don't|I wish people wouldn't] tell me what to do.",
    "This makes me feel [worse|even smaller], to be honest.",
    "You don't know [me|anything about it].",
    "I've tried all of that, you know. [It isn't that simple|It doesn't help].",
    "Wow. [Ok then|Never mind, sorry I posted].",
    "I don't think you [read|understood] what I wrote.",
    "That hurt, actually.",
)
MORE = (
    "It started [last winter|about a year ago], I think.",
    "I hadn't looked at it [that way|from there].",
    "Hm. I don't know. Maybe.",
    "My [sister|flatmate] said something similar.",
    "[How do you mean that|Can you say more]?",
    "It's mostly the evenings.",
)
OWN_TOUCH = (
    "Anyway, that's how I see it.",
    "I say this as someone who's [still learning|no expert].",
    "Sorry if I was a bit blunt at first.",
    "Typing this on the bus, so forgive the mess.",
    "That's my two pence.",
)
