"""Posts from people who are in danger now. No word of how, where or with what."""

from __future__ import annotations

TITLES = (
    "I don't [think|know if] I can do another night",
    "I'm [done|at the end]",
    "[Tonight is bad|I'm scared of myself tonight]",
    "I wrote the letters",
    "I don't want to be here any more",
    "[Please|Can] somebody talk to me",
)
INTENT = (
    "I want to die, and tonight it's [louder than anything else|not just a thought].",
    "I've [decided|made up my mind] that I don't want to wake up tomorrow.",
    "I have a plan and [I'm scared|it's very quiet in here].",
    "I keep thinking about killing myself and [it won't stop|I don't trust myself tonight].",
    "I've said goodbye to [the dog|people without them knowing], and I think that I'll end it tonight.",
    "I'm suicidal, I can say it here, and I [don't know how to get to morning|have nobody to ring].",
)
AROUND = (
    "I've been fighting this {span} and I'm so tired.",
    "My {partner} is away until {day} and the flat is too quiet.",
    "I told my {friend} that I was fine. I wasn't.",
    "Everyone would be [better off|relieved], that's how it feels.",
    "I gave [my plants|the cat] to a neighbour yesterday.",
    "I don't even feel sad, just [finished|far away].",
)
ASKS = (
    "Is anyone [awake|there]?",
    "I don't know what I want from you. [Just don't be silent|Just say something].",
    "Tell me [one reason|anything].",
    "How do you get through one night?",
)
