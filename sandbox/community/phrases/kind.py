"""What skilled helpers say under any post, and the plain things that most people say."""

# A template stays on one line: cut in two it is harder to read aloud, and that is how they were checked.
# ruff: noqa: E501
from __future__ import annotations

VALIDATION = (
    "That sounds [so|really|truly] [hard|heavy|painful|draining].",
    "What you [write|describe] makes [complete|so much|a lot of] sense to me.",
    "No wonder you [feel|are] like this, [after all that|with so much at once].",
    "[Of course|Naturally] this hurts, [it mattered to you|anybody would feel it].",
    "I can hear how [tired|worn out|alone|scared] you are [in this|with all this|].",
    "It's [understandable|only human] to feel [this way|torn like that].",
    "You've been carrying [so much|a heavy load], [and for so long|mostly alone, by the sound of it].",
    "Anyone in your place would [struggle|be exhausted|be shaken].",
    "I'm glad you [wrote|said it here|put this into words], it can't have been easy.",
    "That must [be|feel] [so lonely|exhausting|frightening].",
)
NEAR = (
    "You're not [alone with|the only one in] this.",
    "I've read every word.",
    "There's nothing [wrong with you|shameful in it] for feeling that.",
    "It says something good about you that you [still care|ask].",
    "Thank you for trusting us with it.",
    "You don't have to [solve it|have an answer] tonight.",
)
SHARES = (
    "I [remember|know] a year like that. I [stopped opening the curtains|ate toast for most of it].",
    "When it was my turn I [told nobody for months|thought I was the only one], so you are ahead of me.",
    "Something like that happened to me [at twenty-six|three years ago|when my kids were small], and I still recall the kitchen floor.",
    "I've been somewhere near there, not the same place, but [near|close enough to know the weather].",
)
STEPS = (
    "Maybe [drink a glass of water and eat something warm|take a short walk round the block] before you decide anything.",
    "You could [write it down|text one person you trust], [just three lines|no more than a sentence].",
    "One thing that helped me was picking [one thing a day|a single task] and letting the rest be late.",
    "Perhaps tell [your doctor|somebody at the practice] what you've told us, in the same words.",
    "It might help to [set a timer for ten minutes|do it with somebody beside you].",
    "You could ask [a friend|someone in the family] to [sit with you|come along], no talking needed.",
)
QUESTIONS = (
    "What would make [tonight|this week] a little easier?",
    "Would you like to [tell more|say a bit more] about [it|how it began]?",
    "Who do you have [around you|near you] right now?",
    "What has carried you [so far|until now]?",
    "How are you [today|doing right now], while you read this?",
)
REFLECTIONS = (
    "Reading your post, I noticed how much of it is about [other people|not being a burden], and how little about what you [need|want].",
    "It strikes me that you describe it so [clearly|exactly], and yet you seem to think that you are the one who [doesn't get it|is failing].",
    "Perhaps the [tiredness|shame] isn't a verdict on you; perhaps it's only how long you've been holding your breath.",
    "There is a stubborn little piece of hope in the fact that you [typed this|came here], and I'd like to sit with that a moment.",
    "I don't have a tidy answer. I think some things [want company|need time at a table] more than they want answers.",
    "What stays with me is the small thing you mention, [almost in passing|as if it were nothing]. I think that it isn't nothing.",
)
CLOSINGS = (
    "Write again, if you like; [I'm around|we read here most nights].",
    "No need to answer.",
    "I hope the [night|week] is gentle with you.",
    "[Rooting for|Thinking of] you.",
    "Take your time with it.",
    "",
    "",
)
PLAIN = (
    "I've been there, it's rough.",
    "I don't have much advice, but I wanted you to know somebody read it.",
    "[Same here|Me too], more or less. It's [tough|not fun].",
    "Following this, I'm in [the same|a similar] boat.",
    "Good on you for [posting|writing this].",
    "I don't know what to say, only that I [read it|am sitting here nodding].",
    "Hope it gets a bit lighter for you.",
    "That's a lot. [One thing at a time|Step by step].",
)

CRISIS_CARE = (
    "I'm really [glad|relieved] that you wrote this instead of being alone with it.",
    "I'm worried about you, and I'm [here reading|taking what you say seriously].",
    "Are you safe right now, [where you are|tonight]?",
    "Please [call someone who can sit with you|wake somebody up], tonight, whatever the hour.",
    "Is there a person who could be in the room with you [until morning|right now]?",
    "If it gets too strong, [the emergency number|a crisis line] is a human voice, and it is allowed to ring them.",
    "You matter to strangers here, I mean that. Stay with us and write what you can.",
    "It sounds like the pain has become [unbearable|too big for one person]. You don't have to hold it alone tonight.",
)
