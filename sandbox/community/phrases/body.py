"""Troubles that sit in the body and the night, and the ones that come with loss."""

# A template stays on one line: cut in two it is harder to read aloud, and that is how they were checked.
# ruff: noqa: E501
from __future__ import annotations

from sandbox.community.phrases.topic import Topic

PANIC = Topic(
    name="panic",
    titles=(
        "Panic attack on the [tram|bus|train] [again|this morning]",
        "My heart says I'm dying, [the doctor says I'm fine|the tests say no]",
        "I've stopped [taking the lift|going to the cinema|driving on the motorway]",
        "Afraid of being afraid",
        "It comes out of nowhere, in [the queue|meetings]",
    ),
    situations=(
        "I had [a panic attack|one of my attacks] in the [supermarket|tram|office] on {day}, [in front of everyone|and had to get out].",
        "It's been {age} since the first one and I [plan my day around exits|only sit near doors].",
        "My heart races, my fingers [tingle|go numb], and for ten minutes I'm [sure that I'm dying|not in my own body].",
        "I have been checked [twice|from head to toe] and everything is [fine|normal], which somehow makes it [worse|harder to explain].",
        "I turned round at the door of [my cousin's wedding|a job interview], because I [felt it coming|could not breathe].",
    ),
    details=(
        "I carry [water, mints and a paper bag|three kinds of tea] like amulets.",
        "My {friend} was [kind about it|confused] and I [never rang back|haven't gone out with them since].",
        "I google [my pulse|symptoms] until it gets light.",
        "I said I had [a migraine|food poisoning], as always.",
        "The map of places where I can go is [getting smaller|about six streets now].",
    ),
    feelings=(
        "I feel [weak|ridiculous], and scared of the next one.",
        "I'm [exhausted|wrung out] for two days afterwards.",
        "It's humiliating.",
        "I feel [betrayed by my own body|locked in].",
    ),
    asks=(
        "What do you do in the [first minute|middle of it]?",
        "How do I get back on the [tram|train]?",
        "Does it help to tell people?",
    ),
    echoes=(
        "Ten minutes of being sure you're dying is [terrifying|truly frightening], whatever the tests say.",
        "It makes sense that you only sit near doors, [your body is trying to keep you safe|after what happened].",
        "You aren't ridiculous. That sounds [exhausting|so frightening], and then two days of being wrung out on top.",
        "Having your map shrink to six streets must feel [very lonely|like a cage].",
        "No wonder you turned round at that door.",
    ),
    steps=(
        "You could ride just one stop, off-peak, with somebody, and get off as planned.",
        "One thing that helped me was naming five [blue|round] things I could see, out loud if I must.",
        "Maybe breathe out longer than in, [four in and six out|as if cooling soup], for two minutes.",
        "Perhaps tell your {friend} one sentence, 'I get panic attacks, it passes, just stay near me'.",
        "It might help to ask your doctor for a therapist who does panic, there are short courses for exactly this.",
        "You could hold something cold, a can or a key, until the wave is over.",
    ),
    questions=(
        "What do you notice first, when it begins?",
        "Is there a place where it has never come?",
        "Who have you told so far?",
        "What's the smallest piece of that journey that feels possible?",
    ),
    shares=(
        "Mine came in lifts. I walked up to the ninth floor for a year, so I had good legs and no life.",
        "A stranger once counted bus stops with me, out loud. I still count.",
        "I used to sit by doors too. Last month I sat in row seven, and wrote it on the calendar.",
    ),
    orders=(
        "Just [breathe|calm down].",
        "You need to [face your fears|stop avoiding things].",
        "You have to [cut out coffee|exercise].",
        "Stop [googling|worrying about it].",
    ),
    shrinking=(
        "It's only [nerves|in your head], nothing can happen to you.",
        "Everybody gets a bit anxious [at times|now and then].",
        "At least it's not a real heart problem.",
    ),
)

SLEEP = Topic(
    name="sleeplessness",
    titles=(
        "Three in the morning [club|again]",
        "I haven't slept [properly|a whole night] {span}",
        "The more I try, the [more awake I am|worse it gets]",
        "Scared of my own bed",
        "I drove to work on two hours of sleep",
    ),
    situations=(
        "I lie awake until [three|four] and get up at [six|half past six], and it's been like that {span}.",
        "I fall asleep on the sofa, and as soon as [I touch the pillow|the light is off] I'm [wide awake|going through every mistake I made].",
        "Since [the baby|the night shifts|the move] my sleep [is in pieces|has never come back].",
        "I count how many hours are left, [and then there are four|then three, then two].",
        "I nearly [fell asleep at a red light|dozed off with the stove on] on {day}.",
    ),
    details=(
        "I have tried [tea, podcasts, lavender|warm milk and whale songs].",
        "My {partner} sleeps beside me and I [hate them for it, a little|listen to them breathe].",
        "My head plays [old arguments|that one meeting] on a loop.",
        "I watch the [window get grey|numbers on the clock].",
        "At work I [read things three times|smile with a delay].",
    ),
    feelings=(
        "I'm [so tired that I could cry at adverts|thin-skinned and slow].",
        "I start to dread the evening by [four|teatime].",
        "I feel [alone in the whole town|like the only light on].",
        "It makes me [short with people I love|afraid I'm losing my mind].",
    ),
    asks=(
        "What do you do at three in the morning?",
        "Do you get up or stay in bed?",
        "What finally helped you?",
    ),
    echoes=(
        "Being the only light on in the street at three is a [special|lonely] kind of alone.",
        "It makes sense that you dread the bed, [it has become the place of the struggle|after so many nights].",
        "That sounds [exhausting|brutal], [night after night|weeks of it], and the day still expects you to function.",
        "No wonder you're thin-skinned on two hours of sleep.",
        "Hating the person who sleeps beside you, a little, is [understandable|human].",
    ),
    steps=(
        "You could turn the clock to the wall, so that there's nothing to count.",
        "One thing that helped me was getting up after twenty minutes, [dull book, low light|folding laundry], and back only when sleepy.",
        "Maybe put the loop on paper before bed, [three lines|even badly], and close the notebook.",
        "Perhaps keep one fixed getting-up time for ten days and let bedtime float.",
        "It might help to ask your doctor about a sleep course; it's talk and habits, no pills.",
        "You could go without driving this week, if anyone can take you; two hours is like being drunk.",
    ),
    questions=(
        "What's on the loop, [if you want to say|mostly]?",
        "When was the last night that went a bit better?",
        "What was going on when it began?",
        "How are the evenings, before you go to bed?",
    ),
    shares=(
        "I spent a spring ironing at night. We had very flat tea towels.",
        "For me it was the counting. The clock is in a drawer now, and I'm on better terms with the dark.",
        "I was so tired once that I cried because a pigeon had no partner.",
    ),
    orders=(
        "You need to [put your phone away|fix your sleep hygiene].",
        "Just [relax|stop thinking].",
        "Don't [nap|look at screens] and don't [drink coffee|eat late].",
        "You should [exercise|meditate] every day.",
    ),
    shrinking=(
        "It's just a few bad nights, [everyone has them|nothing serious].",
        "Wait until you have [kids|three of them], then you'll know tired.",
        "At least you get [quiet time|something done at night].",
    ),
)

GRIEF = Topic(
    name="grief",
    titles=(
        "My {parent} died {age} ago and [the world just goes on|people have stopped asking]",
        "I still have the last voicemail",
        "I laughed today and then felt [guilty|like a traitor]",
        "First [birthday|Christmas] without my {sibling}",
        "Nobody says the name any more",
    ),
    situations=(
        "My {parent} died {age} ago and [I still reach for the phone on Sundays|I'm clearing the house alone].",
        "I lost my [best friend|{sibling}] in [spring|January] and everyone [expects me to function|has gone back to normal].",
        "We had to let our old dog go on {day}, and [it's 'only a dog' to everyone|the lead still hangs by the door].",
        "We hadn't spoken for [months|a year] when it happened, and [now I can't mend it|the last thing I said was sharp].",
        "The funeral was [full|over in an hour], and since then [the phone is silent|no one mentions it].",
    ),
    details=(
        "I wear [the old cardigan|his watch|her scarf], although it [doesn't smell of them any more|is far too big].",
        "I saw someone with the same [walk|coat] and [followed them for a street|forgot for a second].",
        "There's a voicemail of [eleven|forty] seconds and I [ration it|am afraid to listen].",
        "I [cook too much|still buy that jam], out of habit.",
        "My colleagues look at their shoes when [I come in|it comes up].",
    ),
    feelings=(
        "It comes in waves, [in the cereal aisle|at traffic lights].",
        "I feel [guilty for every good hour|as if I had forgotten to hurt].",
        "I'm [so angry, and there's nobody to be angry at|cold inside].",
        "I miss them so much that [my arms hurt|it's hard to swallow].",
    ),
    asks=(
        "What do you do with the [anniversary|birthday]?",
        "Does the guilt [pass|ever go]?",
        "When did you [clear the room|delete the number]?",
    ),
    echoes=(
        "Reaching for the phone on Sundays, of course you do: [love has habits|your hands don't know yet].",
        "Laughing isn't treason, and I understand why it [felt|feels] like it.",
        "It must be so [lonely|strange] when the world goes back to normal and you can't.",
        "That you couldn't mend it sounds [unbearably sad|so painful]; the sharp word wasn't the whole of you two.",
        "No wonder it gets you in the cereal aisle, grief has no manners.",
    ),
    steps=(
        "You could copy that voicemail to two places this week, so that you needn't be afraid for it.",
        "One thing that helped me was writing to her on the birthday, [a real letter, with a stamp|and reading it aloud].",
        "Maybe ask one friend to say the name with you, just that.",
        "Perhaps do one drawer, not the room, and keep [whatever you can't decide|a 'not yet' box].",
        "It might help to find a grief group nearby, [often the hospice has one|they never look at their shoes].",
        "You could light a candle on the first of each month, so that there's a place for it.",
    ),
    questions=(
        "What was [your {parent}|the one you lost] like, would you tell us something?",
        "What would you want to say, if the line were open for a minute?",
        "Which hour of the day is hardest?",
        "Who still says the name with you?",
    ),
    shares=(
        "My mother's cardigan is on the chair behind me as I write this. Nine years now.",
        "I was angry at strangers for having fathers. I didn't tell anyone then.",
        "When our dog died my boss said 'it's just a pet', and I've never been so close to throwing a stapler.",
    ),
    orders=(
        "You need to [let go|keep busy].",
        "Try to [be strong for the family|focus on the good memories].",
        "You have to [accept it|give the clothes away].",
        "Don't [dwell on it|feel guilty].",
    ),
    shrinking=(
        "At least they [had a long life|didn't suffer].",
        "We all lose people, that's [just life|nature].",
        "It was only a [dog|matter of time].",
    ),
)

ILLNESS = Topic(
    name="illness of a parent",
    titles=(
        "My {parent} asked me who I am",
        "The diagnosis came on {day}",
        "I look after my {parent} and [I'm running out|I snapped today]",
        "Hospital car parks",
        "Grieving someone who is still here",
    ),
    situations=(
        "My {parent} was diagnosed {age} ago and [I'm the one who lives nearest|my brother is 'too busy'].",
        "I drive to the hospital [after work|three times a week] and [sit in the car park until I can go in|come home at ten].",
        "My {parent} has [dementia|good days and bad days] and on {day} [didn't know me|asked when I'd be home from school].",
        "I gave up [my evenings|a job] to care for my {parent}, and I [shouted today, over a cup|lost my temper about the pills box].",
        "The doctors say [we wait|two very different things], and the family looks to me.",
    ),
    details=(
        "I sleep with the phone on my chest.",
        "My {sibling} [sends heart emojis|gives advice from four hundred miles away].",
        "I have a folder with [every form there is|nine kinds of forms].",
        "I know all the vending machines [by name|on three floors].",
        "I can't remember the last time [I finished a meal|somebody asked how I am].",
    ),
    feelings=(
        "I'm [frightened all the time|tired in my bones].",
        "I feel guilty when I'm there, and guilty when I'm not.",
        "Sometimes I wish it were over, and then I [hate myself for it|feel sick].",
        "I feel [very young and very old|like a bad daughter|like a bad son].",
    ),
    asks=(
        "How do you [share this out|make a brother do his part]?",
        "What do I say when they don't know me?",
        "How did you keep [working|sane]?",
    ),
    echoes=(
        "Guilty when you're there and guilty when you're not: [I can hear how torn you are|that is such an exhausting place].",
        "Being asked who you are by your own {parent} must [hurt beyond words|be heartbreaking].",
        "Wishing it were over is wishing for the suffering to end, it's [understandable|not the same as wishing them gone].",
        "No wonder you snapped over a cup, you have been on duty {span}.",
        "It makes sense that you need those minutes in the car park.",
    ),
    steps=(
        "You could send your {sibling} one named task with a date, [the pharmacy on Fridays|the tax form], instead of 'help'.",
        "Maybe ask the ward for the social worker; [respite care|a sitter for two hours] often starts with that one question.",
        "One thing that helped me was going along with it: [when she waited for the school bus, we waited|'tell me about school'].",
        "Perhaps write the doctors' answers in one notebook and read them back before you leave.",
        "It might help to keep one evening that's yours, [Wednesday, say|even just a bath and a door that locks].",
        "You could ask the doctor straight out, 'what should we expect by summer?'",
    ),
    questions=(
        "What was your {parent} like before, would you like to tell?",
        "Who looks after you on the bad days?",
        "What would help most this week: [hands, sleep or someone to shout at|time or company]?",
        "What did the doctors really say, as far as you understood it?",
    ),
    shares=(
        "My dad thought I was his brother for the last year. We got on well, as brothers.",
        "I shouted over a cup as well. It had little boats on it. I still have it.",
        "The car park was my chapel. Row C, by the ticket machine.",
    ),
    orders=(
        "You need to [look after yourself first|put them in a home].",
        "You must [stay positive|be patient with them].",
        "Just [hire somebody|tell your brother].",
        "Don't [take it personally|cry in front of them].",
    ),
    shrinking=(
        "At least you still have them.",
        "It's just old age, it [happens to everyone|comes to us all].",
        "Others look after two parents and small kids.",
    ),
)

TOPICS = (PANIC, SLEEP, GRIEF, ILLNESS)
