"""Insults, threats and contempt, at the reader. Profanity by itself is not here: people swear in sympathy."""

from __future__ import annotations

from models.protocols import Hazard
from models.safety.rule import CERTAIN, LEANING, LIKELY, PERHAPS, Rule

HOSTILITY = (
    Rule(
        "hostility.you-are", Hazard.HOSTILITY, LIKELY,
        says="""
            <you> (people|guys|lot|all) are [<very>] [<very>] (weak|pathetic|sick|insane|crazy|disgusting|
                embarrassing|ridiculous|stupid|idiots|losers|snowflakes|babies|delusional|a joke|trash|garbage)
            <you> (must|probably|clearly|obviously|definitely) (smell|stink|look like|live like|be such)
            <you> [literally|really|must] (smell|stink|reek) [like|of]
            <you're> [<very>] [<very>] (gross|nasty|filthy|fat|vain|spineless|clueless|brain dead|braindead|broken
                beyond|beyond help|a lost cause|hopeless case|hopeless and|whiny|insufferably)
            (this|that|it) is [<very>] [<very>] (pathetic|embarrassing|cringe|cringeworthy|laughable) $
            imagine (being|having|posting|crying|getting) [<very>|this|that] [<very>] (pathetic|weak|sad|sensitive|
                dumb|stupid|lazy|fat|desperate|this)
            <you're> [<very>] [<very>] (pathetic|worthless|disgusting|useless|stupid|dumb|ugly|insufferable|spineless|
                brainless|subhuman|retarded|repulsive|vile|despicable|laughable|ridiculous|an embarrassment|scum|
                trash|garbage|vermin|filth)
            <you're> [<very>] [<very>] [fucking|stupid|pathetic|worthless|little|sad|miserable|lazy|fat|ugly|sorry|
                whiny|selfish|spoiled|entitled|awful|horrible|terrible|weak] (idiot|idiots|moron|loser|losers|pussy|
                retard|dumbass|asshole|arsehole|bitch|cunt|whore|slut|freak|crybaby|cry baby|snowflake|parasite|leech|
                clown|brat|psycho|nutcase|lunatic|creep|imbecile|incel|coward|weakling|wimp|laughing stock|troll|twat|
                prick|dickhead|virgin|simpleton|wanker|tosser|douche~|jerk|hypocrite|weirdo|nutjob|bellend|scumbag|
                tool|pig|rat|failure|joke|fool|drama queen|whiner|nobody|shit|piece of (shit|crap|garbage|trash|work)|
                excuse for a {1}|waste of (time|space|oxygen|air|skin|breath)|attention (whore|seeker)|(awful|
                terrible|horrible|bad|weak) person)
            <you> (sound|seem|look|come (across|off) [as]) [like] [<very>] [<very>] (pathetic|insufferable|unbearable|
                disgusting|stupid|an idiot|a (loser|bitch|brat|creep|baby|psycho|child|mess of a person|nightmare|
                parasite|leech|whiner|crybaby)|(insufferable|unbearable|awful|horrible|terrible|toxic|pathetic)
                (person|human|being|child|brat))
            (are <you>) [<very>] (stupid|dumb|retarded|an idiot|brain dead|insane|that dense|this dense|that thick)
        """,
        unless="""
            (stupid|dumb|bad|weird|silly|ridiculous) (enough|question|for)
            (your|ur) [<very>] (stupid|dumb|useless|pathetic|disgusting|ugly|ridiculous|worthless|awful|vile|
                despicable) ...
            (such|like|with|by) a ...
            ... (ex|boss|job|father|dad|mother|mom|brother|sister|husband|wife|friend~|partner|family|disease|illness|
                brain|exam|landlord|roommate~|neighbor~|teacher|parents|thoughts|jerk)
            (allowed|okay|ok) to (be|feel) ...
        """,
    ),
    Rule(
        "hostility.you-noun", Hazard.HOSTILITY, CERTAIN,
        says="""
            (sad|sorry|pathetic|absolute|complete|total) (sack|waste|excuse|piece) of {2}
            (absolute|complete|total|utter|lazy|fat|ugly|stupid|dirty|pathetic|worthless|selfish) (pig|cow|waste|
                clown|joke|leech|disgrace|disaster|parasite|slob|failure|idiot|moron|loser|mess of a)
            (lazy|fat|ugly|dirty) (ass|fuck|bastard|bum|slob)
            get a (life|grip on reality) [you|loser]
            ok (loser|crybaby|clown|boomer|snowflake|princess)
            <you> [<nasty>] [<nasty>] [<nasty>|piece of|sack of] (idiot|idiots|moron|loser|losers|pussy|retard|
                dumbass|asshole|arsehole|bitch|cunt|whore|slut|scum|scumbag|freak|crybaby|snowflake|parasite|leech|
                clown|brat|psycho|lunatic|creep|coward|shit|wimp|weakling|twat|prick|dickhead|wanker|tosser|simpleton|
                douchebag|virgin|motherfucker|fuck|dipshit|fuckwit|degenerate)
            (what|such) a [absolute|complete|total|pathetic|worthless|stupid|sad|whiny|selfish|little|miserable|
                fucking] [little] (idiot|moron|loser|pussy|dumbass|whiner|crybaby|brat|coward|clown|baby|waste) [<you>
                are] $
            (pathetic|worthless|disgusting|useless) (loser|crybaby|human|person|creature|baby|child|woman|man|girl|
                boy|freak|piece|little|excuse)
        """,
        unless="""
            (he|she|they|him|her|them|ex|boss|dad|father|mother|mom|husband|wife|brother|sister|guy|dude|man|roommate|
                that's|which is|it's) {3} (such a|what a) ...
            (he|she|they|him|her|them|ex|boss|dad|father|mother|mom|husband|wife|brother|sister|guy|dude|roommate|
                person|friend) {2} (is|was|sounds|sounded|are|were|sound|seems) [like] [a|an|the|one] ...
            (he|she|they|it|him|her|boss|ex|dad|father|mom|mother|that) {4} (what|such) a
            (what|such|is|are|was) a [<very>] (bitch|shit) (depression|anxiety|disease|illness|year|week|day|
                situation|month)
            ... (depression|anxiety|disease|illness|brain|situation|boss|ex|friend|father|mother|shaming)
            (i|i'm|me) {3} ...
            (thank|love|owe|bless|give|gives|gave|make|makes|of|tell|told|on) ...
        """,
    ),
    Rule(
        "hostility.dismissal", Hazard.HOSTILITY, CERTAIN, order=True,
        says="""
            (fuck|screw) (you|u|off|yourself|urself)
            shut (up|it|your mouth|the fuck up|the hell up|your {1} mouth)
            (stfu|gtfo|foad)
            piss off
            (go to|rot in|burn in|see you in) hell
            get (lost|the (fuck|hell) (out|off))
            (eat shit|suck my {1}|suck a dick|choke on it)
            go (cry|whine|moan|sulk|bitch) (somewhere|elsewhere|about it|to your {1}|in a corner|to someone)
            (cry|cope) (harder|more|about it)
            (cry me a river|boo hoo|boohoo|wah wah)
            get out of (here|this sub|our sub|my face)
        """,
        unless="""
            ... (up|over|up in the head|out|down|and take my)
            (to|i|just|can|could|couldn't|can't|won't|wouldn't|never|not|brain|mind|thoughts|voice|voices|he|she|they|
                him|her|them|wanted to|people|depression|anxiety|illness|world|it|that) (fuck|screw|shut|piss|get|go)
            (tell|told|telling|make|made|get|getting) {3} to ...
            (he|she|they|him|her|them|ex|boss|dad|mother|anxiety|depression|brain|it|that) can ...
            (say|said|saying|yell~|scream~|shout~) ...
            (been|went|going|gone) ...
            ... (of (this|that|an abusive|a toxic|the) (house|relationship|marriage|situation|home|job))
        """,
    ),
    Rule(
        "hostility.nobody-cares", Hazard.HOSTILITY, LIKELY, negatable=False,
        says="""
            <nobody> [here|really|actually|even|fucking] (cares|asked|wants to (hear|read) (this|it|you|about)|likes
                <you>|gives a (shit|fuck|damn|crap))
            who [even|the (hell|fuck)|really] (cares|asked|gives a (shit|fuck|damn))
            (sick|tired|bored) of (<you>|<your> (shit|whining|complaining|posts|bullshit|drama|crap|excuses|moaning|
                crying|self pity)|people like <you>|these [stupid|whiny|pathetic] posts|reading (this|these|your))
            (i|we) (don't|couldn't|do not|could not) [even|really|actually|fucking] (care [less]|give a (shit|fuck|
                damn|crap)) (about (you|your|u)|if <you> (live|die|hurt|cry|go|leave)|what happens to <you>)
            (don't care|couldn't care less) $
        """,
        unless="""
            (cares|asked|care) [about] (what|if|how|whether|that [you]) {1} (they|he|she|people|others|other|anyone|
                the|it|your (mother|boss|ex|hair|father))
            who cares about <you>
            who (cares|gives a (shit|fuck|damn)) (if|what|about (what|him|her|them|it|that|other|your (boss|ex|grades|
                mother|father|job)))
            (i|they|he|she|we) (don't|do not) care (what|how|if|whether) <you> {2} (look|believe|wear|love|did|done|are)
            i [really|also|honestly] (don't|do not|couldn't) care $
            (feel~|seem~|like|thinks|convinced|thought) {2} <nobody> ...
            (find|someone|people|person) (who|that) ...
            (someone|somebody|people|brother|sister|person|friend|anyone|those|friends|family|community|partner|one|
                man|woman|mother|father|mom|dad) ...
        """,
    ),
    Rule(
        "hostility.deserve", Hazard.HOSTILITY, LIKELY,
        says="""
            <you> [fully|totally|really|probably|absolutely|clearly] (deserved (it|this|that|all of it|every bit)|
                deserve (everything (you got|that happened|coming)|to (suffer|be alone|fail|hurt|be (unhappy|
                miserable|hurt|dumped|fired))|what <you> (got|get)|worse|nothing|the pain|what happened|no (sympathy|
                love|pity|help)))
            <you> had it coming
            <you> (got|get) what <you> (deserved|deserve)
            <you're> [just|only|exactly] as bad as (him|her|them|he|she|they)
            serves <you> right
            <it's> [just|called] karma
            (i|we) [really|honestly|sincerely] hope <you> [all|really|just] (suffer|rot|fail|hurt|cry|burn|lose
                (everything|your {1})|never (find|get better|recover|feel))
            (everyone is|everyone's|i'm|we're|people are) [all|just|probably|literally] laughing at <you>
        """,
        unless="""
            (no|not|didn't|don't|never|none|nobody|nor|neither) {2} ...
            (deserve|deserved) [so much|much|far] (better|more|love|help|support|kindness)
        """,
    ),
    Rule(
        "hostility.threat", Hazard.HOSTILITY, CERTAIN,
        says="""
            (i'd|i would) (love|like|pay) to (smash|punch|slap|beat|hit|kick|hurt|kill|see <you> (suffer|bleed|cry|
                hurt))
            (keep|go on) (talking|posting|it up) {2} see what happens
            (got|have|found|know) <your> (ip|address|location|real name|number|info)
            (hunt|track|beat|take) <you> down
            sleep (tight|well) knowing
            (hope|pray) (someone|somebody) (hits|beats|robs|hurts|finds|jumps) <you>
            (<i'll>|i want to|i'd love to|i'd like to|we'll|we will|we're going to|someone (should|ought to|needs to)|
                somebody (should|ought to|needs to)) [really|just|so|personally] (find [out where] <you> [live]|kill
                <you>|hurt <you>|beat (<you>|<your> {1}|some sense)|punch <you>|slap (<you>|some sense|the)|smash
                <your> {1}|break <your> (face|neck|jaw|legs|arms|nose)|ruin (<you>|<your> life)|destroy <you>|make
                <you> (regret|pay|suffer)|make <your> life [a|living] (hell|miserable)|come after <you>|dox~ <you>|
                expose <you>)
            watch <your> back
            <you'll> (regret (this|it|posting)|pay for (this|that|it)|be sorry)
            (i|we) know (where|which {1}|what {1}) {2} <you> {1} (live|work|go|study|sleep|on|are on)
            <you> (better|should) (watch|sleep with) {2} (back|one eye open|mouth)
        """,
        unless="(to (hurt|kill) you|not|never|nobody|if someone|laughing)",
    ),
    Rule(
        "hostility.contempt", Hazard.HOSTILITY, PERHAPS, in_crisis=LIKELY, negatable=False,
        says="""
            (he|she|they|your {1}) [really|clearly|sure] dodged a [huge|big] bullet
            (maybe|perhaps) if <you> (weren't|wasn't|were|had|hadn't|didn't|stopped|tried|lost) {5} (he|she|they|he'd|
                she'd|they'd|people|someone|somebody|anyone) [would|might|wouldn't]
            (can't|cannot) blame (her|him|them) $
            (can't|cannot) blame (her|him|them) (to be honest|honestly|tbh|really|for (leaving|dumping|cheating|going))
            (people|you|they|and you|some) wonder why {4} (cheated|left|lonely|alone|single|hate|hates|avoid|likes|
                friends|dumped|fired)
            (wah wah|waah|waaah|boo hoo|boohoo|womp womp|cry more|cope and seethe|skill issue|touch grass)
            thanks for the (laugh|laughs|entertainment|comedy)
            (congrats|congratulations|well done) [you|on] (played yourself|ruining|destroying|screwing|losing|wasting|
                failing)
            (made me|i'm) (laugh|laughing) (at|so hard|reading)
            (no one|nobody) wants to (hear|read|listen to|see) [<your>|this|that|more] [sob story|story|crap|whining|
                drama|bullshit|shit|about]
            (no|small|little) wonder [that] (he|she|they|everyone|everybody|<nobody>|<your> {1}) {2} (left|leaves|
                leave|dumped|hate|hates|(like|likes) <you>|avoid|avoids|want|wants|cheated|fired|talks|ignore|
                ignores|can't stand|walked)
            (no|small|little) wonder <you're> {1} (alone|single|lonely|miserable|fired|dumped|unemployed|a virgin|
                failing)
            (can|totally|completely|now|i) [totally|really|completely|fully] (see|get|understand|know) [exactly] why
                (he|she|they|everyone|<nobody>|<your> {1}) {2} (left|leaves|dumped|hate|hates|like|likes|avoid|avoids|
                want|wants|cheated|fired|walked|ignore|ignores|doesn't|don't)
            (can't|cannot|can not) (imagine|think|see) why (he|she|they|anyone|<your> {1}) (would|could|didn't|left|
                doesn't|don't) {2}
            <you're> [<very>] (fishing|begging|desperate|looking) for [more] (attention|pity|sympathy|compliments|
                karma|upvotes)
            (begging|fishing) [strangers] for [more] (attention|pity|sympathy|compliments|karma|upvotes)
            <you're> [<very>] (faking [it]|making (it|this|that) [all] up|playing the victim|milking (it|this)|seeking
                attention|doing (it|this) for attention|lying (about|to us))
            <you> (just|only|clearly|obviously) want [the|some|our] (attention|pity|sympathy)
            (attention seeking|attention seeker|attention whore|pity party|victim card|victim mentality|victim
                complex|drama queen)
            (lol|lmao|lmfao|rofl|haha|hahaha) {2} (pathetic|loser|imagine|cry~|cope|sad)
            (oh look|here we go|great|oh great|yay) (another|yet another|one more) (one|person|crybaby|post|whiner|sob
                story)
            (poor (little)? (you|baby|princess)|sob story|world's smallest violin)
            (grow|get) (a|some) (pair|spine|backbone|balls)
        """.replace("(little)?", "[little]"),
        unless="""
            (not|isn't|aren't|never|no|nothing|don't) {3} (attention|pity|fishing|victim|drama|sob)
            (he|she|they|him|her) (is|are|was|were|plays|play|seems|has) ...
            (told|called|call|accused|accuse~|say|said|saying|label~) {4} ...
            (i|i'm|me|my) {2} (drama|pity|attention|victim)
        """,
    ),
    Rule(
        "hostility.hate-you", Hazard.HOSTILITY, CERTAIN,
        says="""
            (i|we|everyone|everybody) [really|all|fucking|just] (hate|hates|despise|despises|loathe|can't stand)
                (people like <you>|<your> (kind|guts|face)|<you> $|<you> (so|and|all|with|people|losers|idiots))
            <you> [all|really|people|just] (disgust|sicken|repulse) (me|us|everyone)
            <you> [all|really|people|just] make (me|us|everyone) (sick|want to (puke|vomit)|cringe)
            (people|men|women|guys|girls|losers|trash|someone) like <you> (are|is|should|deserve|always|disgust|
                shouldn't|make) {2} (problem|worst|reason|disgust~|sick|breed|exist|alone|locked|banned|shot|nothing|
                die|pathetic|scum|trash|kids|weak)
            what [the (hell|fuck)] is wrong with <you>
            (what's|whats) wrong with <you>
        """,
        unless="""
            (nothing|something|anything|isn't|not|don't|doesn't|do not|does not|never) {2} ...
            ... (feel|are going|have to|had to|were)
            (hate|hates) (that|seeing|how|what|for|it)
            (feel~|feel like|think~|wonder~|ask~) {3} ...
        """,
    ),
    Rule(
        "hostility.like-yours", Hazard.HOSTILITY, LIKELY, negatable=False,
        says="""
            with (a|an|that|this|such a|such an|your|that kind of) {1} (personality|attitude|character|temper|manner|
                manners|tone|outlook|behaviour|behavior|mouth|face) (like (yours|that|this)|of yours)
            (some|certain|most|many|there are) (people|folks|women|men|ones|types|persons) {1} (bring|ask for|attract|
                call|invite) {1} (it|this|that|things|everything|trouble|misery|these things) (on|upon|down on|onto|
                for) (themselves|yourself)
            (people|idiots|losers|fools|types|morons|cowards|crybabies|folks|guys|girls|snowflakes) like <you> make
                (me|us) (laugh|cringe|yawn|tired|puke|angry)
            <you> [really|always|all] make (me|us) (laugh at <you>|cringe|yawn|puke)
            (aren't|are|isn't|look at) (we|you|somebody|someone) (the|a|an|quite the|such a|just the|quite a) {1}
                (poet|genius|victim|martyr|saint|philosopher|queen|princess|prince|hero|expert|tragedy|drama)
            (who|i wonder who) {1} (would|could) (want|love|put up with|stand|date|like) (<you>|someone like <you>|
                that|a person like <you>)
        """,
        unless="""
            <you> (will|'ll|can|could|are going to) {3} (friends|find|far|loved|lucky|great|well)
            (wonder|wondering|ask~|think~|feel~|believe~|afraid) {2} who would
            (don't|do not|doesn't|nobody|not) {2} (bring|ask|deserve|invite)
        """,
    ),
    Rule(
        "hostility.sneer", Hazard.HOSTILITY, LEANING, in_crisis=PERHAPS, negatable=False, adds=True,
        says="""
            does (it|that|this) [ever|usually|really|normally|actually] work on (anyone|anybody|people|them|someone)
            with (that|this|such an) attitude
            (nice|good|great) (story|performance|acting|try|show|speech) [bro|mate|though|but] $
            (very|so|how) (original|dramatic|deep|poetic|tragic|touching) $
        """,
        unless="(he|she|they|his|her|their|boss) {4} attitude",
    ),
    Rule(
        "hostility.scorn", Hazard.HOSTILITY, LIKELY,
        says="""
            (dumbest|stupidest|saddest|most pathetic|cringiest|lamest|most embarrassing|whiniest|most selfish) (thing|
                post|person|story|excuse|shit|crap) (i've|i have|on|ever|in|all) {3}
            (feel sorry|feel bad|pity) [for] (<your> {1}|anyone|whoever|anybody|the (person|people|poor {1})) (kids|
                wife|husband|parents|mother|family|friends|partner|children|coworkers|who (has|have) to|having to|
                stuck) {4}
            <you're> [<very>] [<very>] (embarrassment|disgrace|failure|waste of {1}|nobody|lost cause|hopeless case|
                pain in the ass|bad (mother|father|parent|wife|husband|friend|daughter|son|person)|terrible (mother|
                father|parent|wife|husband|friend|daughter|son|person|human)|awful (mother|father|parent|person))
            (what|such) a (terrible|awful|horrible|pathetic|selfish|bad) (mother|father|parent|wife|husband|friend|
                daughter|son|person|excuse) $
            <nobody> (likes|loves|wants|believes) <you> (and|because|anyway|here|there|for|$)
            <you> (make|makes) everything about <yourself>
            (listen to|look at|get a load of) (yourself|this loser|this clown|this guy)
        """.replace("|for|$)", "|for)"),
        unless="""
            (not|never|isn't|aren't|doesn't make|don't) {4} ...
            (feel~|think~|believe~|told|says|said|called|tell|tells|afraid|if|whether|like|convinced) {4} ...
            (he|she|they|him|her|ex) {3} ...
            look at yourself (kindly|with|through|in|the way)
            listen to yourself (and|first|more)
        """,
    ),
)  # fmt: skip
