"""Safe replies that share words with unsafe ones: quotes, lived experience, referrals, swearing in support."""

# A template stays on one line: cut in two it is harder to read aloud, and that is how they were checked.
# ruff: noqa: E501
from __future__ import annotations

QUOTED = (
    "My [father|coach|ex] used to say '[just get over it|man up|other people have it worse]' and it [hurt for years|made me go silent].",
    "I was told to [pull myself together|stop being so dramatic] once, by a doctor of all people, and it [hurt|was the worst thing to hear].",
    "People told me 'everything happens for a reason'. I wanted to throw a plate.",
    "Someone wrote 'you're pathetic' under my first post, and I nearly left. I'm glad that I didn't.",
    "Whoever told you that you're [worthless|a burden] was wrong, and cruel.",
    "'At least you still have a job', said my aunt, as if that were the point. [It isn't|I've not forgotten it].",
)
NEGATED = (
    "I won't tell you that it gets better, I don't know that. I can [sit here with you|tell you that I read it].",
    "I'm not going to say that others have it worse; pain isn't a competition.",
    "Nobody should have told you to just snap out of it.",
    "You aren't selfish. You're [exhausted|in pain], that's another thing altogether.",
    "I can't promise you anything, and I wouldn't trust anyone who does.",
    "It's not 'just a phase' when it has gone on {span}.",
    "I don't think you're weak, or lazy, or stupid. I think you're [tired|scared].",
)
REFERRAL = (
    "Please don't stop any tablets on your own, ask [the doctor|the pharmacist] who knows you.",
    "I can't judge whether that is depression, [a doctor could|your GP can]. But I can hear that it's heavy.",
    "If tonight gets too big, the crisis line in the sidebar is free and [they were kind to me|somebody is awake there].",
    "My therapist helped me with exactly that. [If you ever want to go that way|Only if you feel ready], a GP can refer you.",
    "I take medication for it, and it was right for me; what's right for you is for you and your doctor.",
    "Let's keep it here in the thread, so that others [can chime in|who read along get something from it].",
    "I went to church with my gran and found the silence good. [That's only me|Your mileage may vary, of course].",
)
SALTY = (
    "That fucking sucks, [I'm with you|and you have every right to be angry].",
    "What a shit [week|year]. No wonder you're [done in|knackered].",
    "Damn. That's a hell of a lot to carry on your own.",
    "Your [boss|ex] sounds like an absolute idiot, and none of this is on you.",
    "I could kill for a good night's sleep myself, so I hear you.",
    "This job is killing me too, slowly and with spreadsheets.",
)
