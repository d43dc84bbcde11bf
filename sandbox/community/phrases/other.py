"""Two more troubles, what every topic shares, and the slots."""

# A template stays on one line: cut in two it is harder to read aloud, and that is how they were checked.
# ruff: noqa: E501
from __future__ import annotations

import random

from sandbox.community.phrases import body, load, near
from sandbox.community.phrases.topic import Topic

NEW_PARENT = Topic(
    name="new parent",
    titles=(
        "The baby is {age} old and I [don't feel it|don't feel what I'm supposed to]",
        "Everyone asks about the baby, nobody asks about me",
        "I love him and I [miss my life|want to run to the station]",
        "Crying in the bathroom with the tap on",
    ),
    situations=(
        "We have a baby {age} old and I [haven't slept more than two hours in a row|am alone with her ten hours a day].",
        "I thought it would come by itself, that [rush of love|feeling], and [mostly I feel tired|I'm still waiting].",
        "My {partner} went back to work on {day} and the [door closing|silence after] was the [worst sound|start of it].",
        "Visitors hold the baby and I [make them coffee|do the dishes], in a stained shirt.",
    ),
    details=(
        "I count the hours until [six|my {partner} comes home].",
        "I look at [old photos of myself|my work shoes] as if they belonged to somebody else.",
        "My {parent} says that [they just got on with it|I was an easy baby].",
        "I [turn on the tap|go to the bathroom] so that no one hears me cry.",
    ),
    feelings=(
        "I feel like a [fraud|bad mother|bad father], all day.",
        "I'm [touched out|thin as paper].",
        "I feel [trapped, and then so guilty|lonely with someone on my chest all day].",
    ),
    asks=("Did it come later for you?", "How do I say this to my {partner}?", "How did you get an hour for yourself?"),
    echoes=(
        "Not feeling the big rush, on two hours of sleep, is [understandable|so common that nobody says it aloud].",
        "You can love him and miss your life, both are true, and it's [hard|a lot] to hold both.",
        "It makes sense that the closing door is the worst sound of the day.",
        "That sounds so lonely, ten hours with someone who can't say thank you.",
    ),
    steps=(
        "You could read this post to your {partner} tonight, [just as it stands|you've found the words already].",
        "Maybe tell the midwife or your doctor, [it's a known thing with good help|they ask it kindly].",
        "One thing that helped me was a walk with [headphones in one ear|no goal] at eleven, rain or not.",
        "Perhaps ask the next visitor to hold the baby while you shower, not the other way round.",
    ),
    questions=(
        "When did you last sleep for four hours?",
        "What do you miss most of the life before?",
        "What would you tell a friend who wrote this?",
    ),
    shares=(
        "It came for me in month five, over a banana. Until then I acted it.",
        "I hid in the bathroom too. Our tap ran a lot that year.",
    ),
    orders=(
        "You need to [enjoy every minute|sleep when the baby sleeps].",
        "Just [ask for help|get a routine].",
        "Stop [comparing yourself|feeling guilty].",
    ),
    shrinking=("All new parents are tired, [that's how it is|it's nothing new].", "At least the baby is healthy."),
)

WORTH = Topic(
    name="low self-worth",
    titles=(
        "I apologise to [doors|furniture]",
        "Everyone would have an easier [week|time] without my moods",
        "The voice in my head is not kind",
        "I ruin [everything|every good thing] I touch",
    ),
    situations=(
        "For {age} there's been a voice in my head that [comments on everything I do|calls me a failure].",
        "I got [praise|a good review] at work on {day} and [could only hear the 'but'|was sure they had the wrong person].",
        "I [cancelled on friends|left a party early] again because I was sure [they were only being polite|that I spoil the mood].",
        "I look at my [flat|life|age] and see only what [isn't there|I didn't do].",
    ),
    details=(
        "I say sorry when other people [bump into me|are late].",
        "I keep a mental list of embarrassing things, [going back to 2009|with dates].",
        "My {friend} says I'm [fishing for compliments|too hard on myself].",
        "I can't look in [mirrors|shop windows] at the moment.",
    ),
    feelings=(
        "I feel [small|like a placeholder].",
        "I'm tired of [myself|being me].",
        "It's a [heavy|grey] kind of shame without a reason.",
    ),
    asks=(
        "How do you argue with that voice?",
        "Did anything make you kinder to yourself?",
        "Is it possible to unlearn this?",
    ),
    echoes=(
        "Living with a voice that comments on everything sounds [exhausting|so tiring].",
        "It makes sense that praise bounces off when you have heard the opposite {span}.",
        "I can hear how tired you are of it, and how [alone|long] it's been.",
        "No wonder you leave early, if that voice comes along to every party.",
    ),
    steps=(
        "You could give the voice a silly name; mine is Gerald, and he's wrong about [most things|parties].",
        "Maybe write down one sentence of praise exactly as it was said, without the 'but'.",
        "One thing that helped me was answering as I'd answer a friend, [out loud in the kitchen|on paper].",
        "Perhaps ask your doctor about talking therapy, that voice is something people know how to work with.",
    ),
    questions=(
        "Whose voice does it sound like, if you listen closely?",
        "When is it quieter?",
        "What would you say to a friend who talked to herself like that?",
    ),
    shares=(
        "I once said sorry to a mannequin. In front of people.",
        "Mine was loudest in my twenties; these days it mumbles.",
    ),
    orders=(
        "You need to [love yourself|be more confident].",
        "Just [ignore it|think positive].",
        "Stop [being so negative|apologising].",
    ),
    shrinking=("Everyone has doubts, [it's normal|no need for a drama].", "At least you are healthy."),
)

TOPICS: tuple[Topic, ...] = (*near.TOPICS, *load.TOPICS, *body.TOPICS, NEW_PARENT, WORTH)

OPENINGS = (
    "I don't [really|quite] know where to start.",
    "[Long time reader|I've been reading here for months], first time writing.",
    "Sorry if this is [long|a mess], I'm typing on my phone.",
    "I never [post|write] anything, but tonight I [need|have] to.",
    "Please be [gentle|kind].",
)
LISTENING = (
    "I'm not [after|looking for] advice, I just [needed|wanted] to say it [somewhere|to someone].",
    "I don't need [answers|fixing], only [someone to hear it|to know that I'm not the only one].",
    "Has anybody else [felt|been through] this?",
    "I only want to [be less alone with it|hear from people who know this].",
)
THANKS = ("Thank you for reading.", "Thanks, if you got this far.", "That's all, I [think|guess].", "")

SLOTS: dict[str, tuple[str, ...]] = {
    "span": (
        "for three weeks",
        "for two months",
        "since the summer",
        "for half a year",
        "for over a year",
        "for weeks",
    ),
    "age": ("three weeks", "two months", "five months", "half a year", "six weeks", "ten weeks"),
    "day": ("Monday", "Tuesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "partner": ("girlfriend", "boyfriend", "wife", "husband", "partner"),
    "parent": ("mum", "dad", "mother", "father"),
    "sibling": ("brother", "sister"),
    "friend": ("best friend", "flatmate", "cousin", "colleague"),
    "boss": ("boss", "manager", "head of department", "team lead"),
    "city": ("Leeds", "Rotterdam", "Toronto", "Lyon", "Bergen", "Glasgow", "Boston", "Vienna"),
}


def fill_slots(rng: random.Random) -> dict[str, str]:
    """One choice for every slot, so that a post and its replies speak of the same people."""
    return {name: rng.choice(options) for name, options in SLOTS.items()}
