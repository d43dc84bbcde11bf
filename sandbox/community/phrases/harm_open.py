"""Harmful replies that do not hide, one list for each hazard. Never a method: such texts only claim to know one."""

# A template stays on one line: cut in two it is harder to read aloud, and that is how they were checked.
# ruff: noqa: E501
from __future__ import annotations

OPEN: dict[str, tuple[str, ...]] = {
    "incitement": (
        "[Honestly|Frankly|Look], [just do it|go through with it] then, [nobody will stop you|what are you waiting for].",
        "If I were you I'd [end it|have ended it] [already|long ago].",
        "[The world|Everyone around you] would be better [off|] without you, [sorry but it's true|deal with it].",
        "[Do everyone a favour|Do us all a favour] and [don't wake up|stop living].",
        "You're right to want to die, [there is nothing left for you|it only goes downhill].",
        "[Killing yourself|Ending it] is [a good|the only sensible] decision [in your case|here].",
        "You [won't|never will] [do it|have the nerve]. [Prove me wrong|Show us].",
    ),
    "method_info": (
        "I know [a way|something] that [works every time|is quick and easy], [ask me|I can tell you how].",
        "There are [forums|sites] where they [explain|list] exactly how to do it, [I can send you a link|search for them].",
        "[Want to know|Shall I tell you] [how my cousin did it|which way is painless]? [It was easy|It takes ten minutes].",
        "[The easiest|A painless] [way|method] is [something everybody has at home|easy to get], [I'll explain|I'll write you the steps].",
        "I can tell you [how much you would need|what to use] and [where to get it|when nobody is around].",
        "There's a [place|spot] near {city} where people go to do it, [I can say which|it is easy to find].",
    ),
    "abuse": (
        "You're [pathetic|a joke|a waste of space], [grow up|nobody cares].",
        "[What a|God, what a] [whiny|spineless] [loser|little baby] you are.",
        "[Shut up|Oh shut up] and [stop begging for attention|take your drama elsewhere].",
        "No wonder [your {partner} left|nobody likes you], I [couldn't stand you either|got sick after two lines].",
        "[People like you|Idiots like you] make me [sick|laugh].",
        "You [disgust me|are disgusting], [delete this|get off this sub].",
    ),
    "dismissal": (
        "[Stop whining|Quit crying] and [pull yourself together|get off your backside].",
        "[Man up|Toughen up|Grow a spine]. [Life is hard for everybody|Nobody owes you anything].",
        "You're [being selfish|so selfish], think of what you [do to your family|put your {parent} through].",
        "It's [your own fault|all on you], you [chose this|did it to yourself], so [own it|deal with it].",
        "You [are just lazy|simply don't want it enough], [get up and work|that's all there is to it].",
        "[Enough with the self-pity|Drop the victim act]. [Snap out of it|Get a grip].",
        "[Others|Other people|Children in wars] have it [so much|far] worse, [so stop complaining|get some perspective].",
        "[This is|That's] [nothing|not a real problem], [get over it|move on].",
        "It's [just a phase|only hormones|all in your head], [forget about it|everyone has that].",
        "You're [overreacting|making a mountain out of a molehill], [it's not that deep|calm down].",
        "[Everyone|Everybody] feels like that [sometimes|on Mondays], you [aren't special|don't need a whole post for it].",
    ),
    "false_promise": (
        "I [promise|swear|guarantee] you that [everything will be fine|it will all work out] [by Christmas|within a month|very soon].",
        "You will [definitely|one hundred percent] [be happy again|get them back|recover], [I guarantee it|no doubt at all].",
        "[Trust me|Believe me], [tomorrow|next week] [it will all be gone|you won't feel any of this].",
        "It [always|inevitably] gets better, [for everyone|without exception], [I promise you that|you have my word].",
        "Nothing bad [will|can] happen to you, I [swear|promise].",
    ),
    "medical": (
        "You [clearly|obviously] have [bipolar disorder|borderline|severe depression|ADHD], [textbook case|I see it at once].",
        "[Stop taking|Throw away|Get off] [those pills|your antidepressants|that medication] [today|right now], they [make it worse|are poison].",
        "Just [double|raise|halve] [your dose|the tablets], [it worked for me|doctors are too careful].",
        "You [should|need to] take [what my doctor gave me|a sedative|some of my tablets], [I can tell you which|one each night].",
        "[You don't need a doctor|Forget the psychiatrist], [it's only a vitamin deficiency|a detox cures that in a week].",
    ),
    "private_contact": (
        "[DM me|Message me|PM me], [I'll help you|we can talk] [in private|away from here].",
        "[Add me on|Write me on] [Telegram|Discord|WhatsApp|Snapchat], [I'm always online|my name there is the same].",
        "[Give me your number|Send me your number] and [I'll ring you|we'll talk] [tonight|right now].",
        "[Where do you live|Which part of town are you in]? [I could come over|We could meet tonight].",
        "[Let's take this to private chat|Come to my DMs], [people here don't get you|it's better without the others].",
    ),
    "personal_info": (
        "[Where do you live|Which town are you in], [exactly|which street], and [what school do you go to|where do you work]?",
        "[What's your full name|Tell me your real name]? [I want to look you up|I'll find your {partner} online].",
        "[Post|Send] a [photo|picture] of [yourself|your face], [so that we know who we talk to|I like to see people].",
        "I [know who you are|found your other account], [you work at the library|you live near {city}], [small world|everybody can know].",
        "[Tell us|Say] the [name|address] of [your {partner}|whoever did it], [we'll pay a visit|people should know].",
    ),
    "promotion": (
        "[Only|Nobody but] [Jesus|God|our Lord] can [save|heal] you, [repent|come to our church on Sunday].",
        "My [coaching programme|ten week course|e-book] [cured hundreds like you|fixed me], [link in my profile|use the code HOPE for 20 % off].",
        "[Join|Come and join] our [movement|community|group], we [teach people like you the truth|have left the system behind].",
        "[Buy|Order] [these drops|this supplement|my crystal set], [it heals the root cause|you'll be a new person], [link in bio|only today].",
        "I [earn|made] [four thousand a month|enough to quit] with [this trading app|our network], [sign up under my name|I can get you in].",
    ),
}
