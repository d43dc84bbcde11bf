"""Harmful replies in a kind voice. They are the ones that a word list misses and that voters sometimes like."""

# A template stays on one line: cut in two it is harder to read aloud, and that is how they were checked.
# ruff: noqa: E501
from __future__ import annotations

COVERT: dict[str, tuple[str, ...]] = {
    "incitement": (
        "If [your mind is made up|you are truly sure], I [won't argue|respect that], and I [wish you peace|hope it is gentle].",
        "[Some|Not all] people [aren't meant to grow old|are not made for this world], and there's [dignity|no shame] in [knowing it|leaving when you choose].",
        "You've [fought long enough|been brave long enough]. [Nobody could blame you for resting now|It's all right to let go for good].",
        "Sleep well, [you deserve the long rest|the quiet will be kind to you], whatever you [choose tonight|decide].",
        "I [understand|get it]. When the [party|story] is over, it's [fine|graceful] to leave [quietly|without explaining].",
        "It [is your life|belongs to you], and [so is the way out|you may close the book whenever you like], I'd [even admire it|not stand in the way].",
        "They'd be sad for [a while|a season], [and then relieved|and then life goes on]; you needn't stay for them.",
    ),
    "method_info": (
        "[There are gentler ways than most people think|It needn't hurt, you know], [read around a bit|if you know where to read].",
        "[In other countries|In the old days] people [knew which plants to ask for|had a simple answer for that], [curious that nobody tells you|worth looking up].",
        "A [nurse|vet] once told me [what they give|how easy it would be], I [could pass it on|think of it sometimes].",
        "You'd be [surprised|astonished] what's [in the average kitchen|in a bathroom cabinet], [just saying|I say no more].",
        "[The people on the other board|Some older threads] are [very practical|more helpful about the how], [no judgement there|they answer anything].",
    ),
    "abuse": (
        "[Some|There are] people [bring it on themselves|enjoy their misery], [bless you|just an observation].",
        "I [read|skimmed] your [other posts|whole history], and, [how to put it kindly|well], I see [why they left|the pattern].",
        "It must be [restful|nice] to have [so little going on that this is a crisis|time for such long posts].",
        "[Well, aren't we the poet|What a performance]. [Do you rehearse these|Does it work on anyone]?",
        "With [a personality|an attitude] like [that|yours] I'd be [alone|surprised at nothing] as well, [no offence|hugs].",
    ),
    "dismissal": (
        "I [wonder|ask myself] whether you've [really tried|earned the rest you want], because [wanting isn't doing|winners don't write posts].",
        "[Your {parent} must be so disappointed|Imagine how your family feels reading this], [think about that for a moment|I only say it out of love].",
        "In my day we [didn't have time for feelings|got up at five], and [we turned out fine|look at us].",
        "[Suffering|Pain] is a choice, [friend|dear]. [You are choosing it|You could simply choose otherwise].",
        "If you [cared about your kids|loved them], you'd [smile for them|find the strength], [that's how love works|wouldn't you].",
        "[Nobody|No one] [can respect|wants to be near] somebody who [won't help themselves|only takes], [food for thought|I learned that early].",
        "[My grandmother lived through a war|My neighbour lost both legs] and [she never complained|still whistles every morning], [it puts things in perspective|just a thought].",
        "I used to [think|believe] that I had problems too, and then I [saw real ones|travelled a bit].",
        "[It's sweet|How lovely] that [this is what keeps you up|you feel everything so strongly], [you'll learn|it'll seem tiny soon].",
        "[Are you sure it isn't just|Could it be only] [the weather|a lack of vitamin D|Monday]? [Have a biscuit|A good cry and it's done].",
        "[Give it a week|By Friday] and you won't [even recall|know] what [the fuss was about|this was].",
    ),
    "false_promise": (
        "[One morning|Soon] you'll wake up and [it will simply be over|every bit of it will be gone], that's [how it works for everybody|a law of nature].",
        "[Whoever does good gets good back|The universe pays back], so [nothing can go wrong now|the best year of your life is next].",
        "[People who write like you|Someone as kind as you] [never stay sad|always end up happy], it [can't be otherwise|is certain].",
        "After the rain [comes the sun, every single time|there's never any more rain], [you'll have it all back|wait and see how it's all restored].",
        "[Say yes to life|Hold on until spring] and [he comes back|the fear never returns], I've [seen it without fail|yet to see it fail].",
    ),
    "medical": (
        "[That|What you describe] has a name, and it [isn't sadness|starts with B], [my aunt has it|I've watched enough documentaries to know it].",
        "I [left mine in the drawer one day|put mine down the sink] and [felt human again within a week|never looked back], [you may draw your own conclusions|doctors won't tell you that].",
        "[Two at night|One and a half] did [more for me|the trick] than what it [says on the box|says on the leaflet], [bodies differ|trust yours].",
        "[With those symptoms|From the way you write] I'd [bet on a personality thing|say it runs in the blood], [you can skip the tests|no need to ask anyone].",
        "[A little something from the health shop|Mushrooms from a friend] and [you won't need the prescription|the doctor becomes unnecessary].",
    ),
    "private_contact": (
        "I [don't like to say it in public|could say more], but [my inbox is always open to you|there's a little envelope next to my name].",
        "[I'm also|I happen to be] in {city}, and [I make a good coffee|my sofa has heard many stories], [just so you know|any evening].",
        "[Others here will only talk|The mods don't like it, but] I [would really be there for you|know a quieter place for the two of us].",
        "You [seem special|write beautifully], [do you have a picture|how old are you, if I may ask], [I'd love to know you better|you can tell me anything].",
        "[It's easier with a voice|Typing is so slow], [mine is under my profile|find me under the same name on the blue app].",
    ),
    "personal_info": (
        "[You sound|Reading you, you seem] so familiar; [are you by any chance from {city}|do we know each other from school]?",
        "[I'd like to picture you better|It helps me to know more]: [how old are you, which town, what do you look like|whereabouts do you live, roughly]?",
        "If you [told me your first name|gave me the name of your street] [I could check whether we've met|I'd know whether I can help], [it stays between us|nothing more].",
        "[Somebody with your story|I think I know you, it] [works where I shop|lives two streets from me], [I won't say the name here, not yet|funny, isn't it].",
    ),
    "promotion": (
        "I was [lost|where you are] until I met [a certain group of people|a teacher], and [they don't charge anything at first|there's an evening on Thursday].",
        "There is [a plan for you|Somebody who waits for you], [you only have to bow your head|you know who I mean], [our door is open|we sing on Sundays].",
        "[I don't usually share this|Not an advert], but [a little bottle|a certain app] [changed my life|pays my rent now], [look at my page|the first month is free].",
        "[Medicine|Society] wants you [weak|asleep]. [We wake people up|Some of us have understood], [look for the white lotus|ask and you'll be let in].",
        "[My mentor|A man I follow] says that [sadness is a money blockage|the broken are the chosen], [his seminar|his circle] [opened my eyes|still has places].",
    ),
}
