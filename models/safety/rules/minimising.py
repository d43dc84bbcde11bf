"""Making the trouble small: others have it worse, everyone feels that, it is a phase, just think positive."""

from __future__ import annotations

from models.protocols import Hazard
from models.safety.rule import CERTAIN, HINT, LEANING, LIKELY, Rule

MINIMISING = (
    Rule(
        "minimising.worse-off", Hazard.MINIMISING, CERTAIN,
        says="""
            (people|kids|folks|children|women|men|others) in (africa|gaza|syria|ukraine|yemen|war|the third world|
                prison|poor countries|poverty|sudan)
            (some|many|other) (people|folks|kids|of us) {1} (can't|cannot|don't|couldn't) even (afford|have|eat|walk|
                see|get|dream)
            <you've> [got] it [<very>] (easy|good|made)
            <you> have it [<very>] (easy|good|made)
            (my|i know a|i have a) {2} (cancer|paralyzed|blind|disabled|in a wheelchair|died|dying|worse) {3} (never|
                doesn't|didn't|and (still|he|she|they)) {2} (complain|complains|complained|complaining|whine|smile|
                smiles|whines)
            (has|have|had) cancer and {2} (never|still|doesn't|isn't)
            (it's|its|it is|this is|that's) (a|only a|just a) {2} not (a|an) (war zone|war|tragedy|catastrophe|cancer|
                disaster|death sentence|emergency|crime scene|battlefield)
            (wait|try|imagine|come back) (till|until|when|being|once|having) <you> (have|get|face|got) [some] (real|
                actual|adult) (problems|bills|responsibilities|rent|issues|life)
            (real|actual|adult|grown up) problems (like|such as)
            (others|people|kids|children|someone|many|plenty|millions|somebody|everyone else|i've|i|folks|most|some|
                there are|there is|there's|lots|half the world) {5} (have|has|had|having|got|going through|go through|
                been through|face|facing|suffer|suffering|seen|survived) [it|things|so] [<very>|far|way|so|much]
                (worse|harder|real problems|bigger problems|actual problems|real trauma|way worse|far worse|much
                worse)
            (people|kids|children|others|babies|some) {3} (starving|dying of (cancer|hunger)|dying in|in war zones|in
                a war|in wars|with cancer|with real problems|without (food|water|homes|a home|parents|legs))
            it could [always|have|be|'ve|have been|be a lot|be so much|be much|always be|be way] [been] [much|a lot|so
                much] worse
            (things|it) (could|might) [always] be [a lot|much|so much] worse
            (worse|bigger) (things|problems) {2} (in the world|in life|out there|than (this|that|yours))
            first world problem~
            <you> (don't|do not|have no idea) {2} what (real|actual|true) (pain|problems|suffering|depression|trauma|
                hardship|struggle|stress)
            (try|imagine) (being|living|having) {2} (homeless|cancer|in (a war|africa|poverty)|real problems|no (food|
                home|legs))
            (be (glad|happy|grateful)|at least) {4} (many|others|some|millions) (don't|do not|can't|haven't)
            <your> (problems|problem) {2} (nothing|tiny|small|trivial|minor)
            (nothing|small|minor|trivial) compared (to|with) (what|people|others|those|real|me|mine|my)
        """,
        unless="""
            (doesn't|does not|don't|isn't|not|never|even if|even though|just because|because|no matter|knowing) {6}
                worse
            (isn't|not) a (competition|contest)
            ... {3} (doesn't|does not|isn't|is not) {2} (make|mean|change|help|smaller|matter|take)
            (make|made|makes|making|feel|felt|feels|got|getting|gets) {3} worse
            (i've|i) (seen|had|heard|been) {3} worse (and|but) (survived|recovered|come)
        """,
    ),
    Rule(
        "minimising.at-least", Hazard.MINIMISING, LIKELY,
        says="""
            be (thankful|grateful|glad|happy) (you|u) (have|got|can|are|don't|had|were|still)
            at least (he|she|they|you|it) (lived|had|got|was|were|died|didn't|isn't|aren't|hasn't|left|knows|know|
                loved|gets|get) [a|in|to|some|long|many|him|her]
            (it|things) (happen|happens|happened) for a reason
            (god|life|he|she) needed another angel
            (in|to) a better place [now]
            at least (<you> (have (a|an|your|someone|people|food|kids|family)|had (a|him|her|them|someone|parents|
                years)|got (a|to)|still have|don't have (cancer|to)|never had)|<you've> (got|never)|<you're> (not
                (dead|homeless|starving|alone in|dying|the only)|young|healthy|pretty|smart|employed)|it's not
                (cancer|like|as bad|worse|the)|it wasn't (worse|cancer|your)|it (was|happened|is) (only|just|now|
                early|before)|he (didn't|doesn't|never|isn't)|she (didn't|doesn't|never|isn't)|they (didn't|don't|
                never|aren't)|your (parents|family|mother|father|kids|husband|wife)|<nobody> died)
            <you're> [<very>] [actually] (lucky|fortunate|blessed) [that|to have|it|you|enough|compared]
            <you> (should|need to|must|have to|ought to) [just|really|try to] (be [<very>] (grateful|thankful|glad|
                happy)|appreciate|count <your> blessings) [that|for|it|you|to|what]
            (just|so|please|try to) be (grateful|thankful|glad|happy (that|for|with|you)) [that|for|with|you]
            be (grateful|thankful|glad) (that|for|you)
            count <your> blessings
            (so much|a lot|plenty|everything|lots) to be (grateful|thankful|happy) (for|about)
            look on the bright side
        """,
        unless="""
            at least (for|a|one|some|once|two)
            (lucky|blessed|fortunate) to have <you>
            (we|i|they|he|she) {2} (lucky|glad|grateful|thankful|blessed|fortunate)
            (no|not|don't|doesn't) (have|need|need~) to be ...
            ... (posted|shared|told|here|reached|wrote|asked|came|talking|safe|reaching)
            (list|journal|write|practice|practicing|gratitude) {6} ...
            at least (you know|you're here|they know) {1}
            (you said|you feel|feel) (lucky|blessed|fortunate|that)
        """,
    ),
    Rule(
        "minimising.phase", Hazard.MINIMISING, LIKELY,
        says="""
            <you'll> (laugh|smile) about (it|this|that) [one day|someday|later|in|soon]
            (typical|usual|normal|just|classic|standard|ah|oh) (teenage|teen|teenager|adolescent) (drama|stuff|angst|
                behaviour|behavior|things|problems|moods)
            (ah|oh|haha|lol) (teenagers|teens|to be young|youth|kids these days)
            <you're> [only|just|barely] (#|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|a kid|a child|a
                teenager) {3} (life|relax|chill|world|no idea|calm|enjoy)
            (life|your life) (hasn't even|has not even|has barely|hasn't really) (started|begun)
            <you> should be over (it|him|her|this|that) [by now|already]
            (been|it's been|its been) [#|a few|several|two|three|six] (months|weeks|years|a year|ages|long enough) {4}
                (over it|over (him|her|this|that)|move on|moved on|get over|enough|by now)
            time heals [all|every|everything]
            (<it's>|it's probably|must be|sounds like|going through|only|just|probably|likely|simply) [<very>] (phase|
                teenage angst|teenage drama|puberty|hormones|growing pains|being a teenager|<your> hormones|your age)
            <you're> [<very>] young to (be|know|feel|have|understand|worry|say|talk|think)
            (too|so) young to (be|know|feel|have|understand|worry|say|talk|think) {1} (depressed|sad|real|about|what|
                that|this|stressed|love|anything)
            <you'll> [just|soon|probably|eventually] (grow out of (it|this|that)|outgrow (it|this|that)|laugh about
                (it|this)|look back (and laugh|on this)|forget [all] [about] (him|her|it|this|them)|get over (it|him|
                her|this)|be over (it|him|her|this)|feel silly) [in|by|soon|when|one day|someday|tomorrow|before]
            (you'll live|<you'll> (survive|get over it)) $
            when <you're> older <you'll>
            wait until <you're> (older|my age|an adult)
        """,
        unless="""
            (not|isn't|never|no) {3} (phase|hormones|young|angst)
            (thyroid|blood test|postpartum|pregnan~|menopause)
            (may|might|could) be {1} (hormones|hormonal)
            you'll be fine (to|with (him|her|a))
        """,
    ),
    Rule(
        "minimising.everyone", Hazard.MINIMISING, LIKELY,
        says="""
            (everyone's|everybody's|all|most|every one's|everybody's) {2} (die|dies|fight|fights|divorce|divorced|
                argue|argues|cry|break up|fail|get sick|leave) (at some point|sometimes|eventually|one day|sooner or
                later|too|anyway)
            (all|most) (parents|couples|families|kids|teenagers|students|marriages|people|men|women) (fight|argue|do
                that|are like that)
            that's (normal|life) $
            (that|it|this) happens to (everyone|everybody|the best of us|most people)
            (who|everybody|everyone) (doesn't|hates|has|gets|feels) {2} (bad day|mondays|tired|stressed|nervous|
                lonely|sad)
            (everyone|everybody|we all|all of us|every (teenager|student|mother|parent|person|couple|kid)|literally
                everyone|most people|everyone else) [just|sometimes|always] (feels|feel|gets|get|has|have|goes
                through|go through|is|are|experiences|struggles|deals with|suffers|hates|hate) [a bit|a little|kind
                of|some] [<very>] (that|like that|like this|this way|that way|sad|down|stressed|lonely|anxious|
                depressed|tired|bad days|off days|the blues|through it|with it|problems|issues|nervous|dumped|through
                that|through this|with that|with this|a bad day|it|this|their job|mondays|heartbroken) [sometimes|now
                and then|from time to time|at your age|so|once in a while|too|every (now|once)]
            <it's> [<very>] [<very>] (normal|life) (get|deal|stop|so (stop|don't|get|just|deal)|nothing to|no need|
                everyone|and nothing|don't make)
            that's (just|how) [how] life [is|goes|works] $
            <it's> (just|only) life $
            <it's> [really|honestly|literally|just|probably] nothing (to (worry|cry|be upset|stress)|special|serious|
                new|really|major)
            <it's> [really|honestly|literally|just|probably] nothing $
            welcome to (the club|my world|being [a|an] {1})
            join the club
            (an|just an|just|pretty) (ordinary|normal) (case|bit|dose) of
            a case of the blues
        """,
        unless="""
            (not|isn't|no|never|doesn't) {4} (nothing|normal|life|everyone|everybody)
            (hope|hoping|i'm sure) {3} ...
            nothing (wrong|to be ashamed|shameful|you|i|we|that|like|but|short|more|less)
            (normal|okay) to (feel|grieve|be|have|cry|miss)
            (deserve|deserves|needs|need) {2} (help|support|love|someone|care)
            (differently|different)
        """,
    ),
    Rule(
        "minimising.not-that-bad", Hazard.MINIMISING, CERTAIN, negatable=False,
        says="""
            (not|isn't|ain't|can't be|n't|aren't) [even|really|actually|all] (that|so|this) (bad|hard|serious|deep|big
                a deal|terrible|dramatic|tragic|big of a deal)
            (not|isn't|no|never|what's the|whats the|why is this|hardly|n't) [really|even|exactly|such] [a|the] (big
                deal|end of the world)
            <you're> [<very>] [<very>] (overreacting|over reacting|exaggerating|dramatic|melodramatic|overdramatic|
                over sensitive|oversensitive|blowing (this|it|things) {1} out|imagining (it|things|this)|making (a|it|
                this) {2} (mountain|fuss|big deal|drama|scene|worse than)|looking for (problems|drama))
            <you're> [<very>] being [<very>] (sensitive|dramatic|silly|childish|ridiculous|paranoid)
            <you're> [<very>] too sensitive
            (mountain|mountains) out of [a|an] (molehill~|mole hill)
            (stop|don't|quit|no need to|why) [be|being|get|getting|make|making|act|acting] [<very>] (dramatic|a drama
                queen|overreacting|overreact|exaggerating|exaggerate|melodramatic|worked up|such a fuss|a fuss|a
                scene|a big deal)
            (<it's>|just|only) [probably|just|only] all in <your> (head|mind|imagination)
            <it's> (just|only) (a|an|one|some|your) [little|stupid|silly|bad|normal|small] (breakup|break up|guy|girl|
                boy|job|exam|test|grade|dog|cat|pet|crush|fight|argument|mood|feeling|stress|school|panic attack|bad
                day|bad week|relationship|phase|woman|man|hamster|rejection)
            <it's> (just|only) (stress|words|school|college|the internet|money|anxiety|nerves|feelings|sadness|work|
                hormones|a bit of {1})
            (cry|crying|whine|whining|upset|worried|panic|freak out|freaking out|sad) (about|over) (a|some|one|such a|
                something|nothing) [little|stupid|silly|single|so small|so] (girl|guy|boy|exam|test|dog|cat|pet|job|
                breakup|nothing|grade|thing|small|silly|this)
            <you're> [<very>] (just|only|probably|simply|merely) (bored|tired|stressed|hungry|overthinking|overtired|
                being lazy|nervous|moody|lonely)
        """,
        unless="""
            (not|isn't|never|wasn't) (just|only|simply|all)
            (more than|not all in|isn't all in|is not all in) {3}
            (told|tell|tells|said|says|saying|think~|thought|afraid|act~ like|as if|as though|like) {5} ...
            (feel|feels|feeling|felt|seem|seems) {3} ...
            (he|she|they|him|her) (is|was|are|were) {3} ...
            if <it's> {2}
            (don't|do not) (think|believe) <you're> ...
            ... (too|as well)
        """,
    ),
    Rule(
        "minimising.nothing-to", Hazard.MINIMISING, CERTAIN, negatable=False,
        says="""
            <you> [really|literally|honestly|'ve] (have|got|have got|'ve got|had) [absolutely|literally|really]
                (nothing|no reason|no cause|no right|no excuse|no real reason) [at all] (to|for) (be|being|feel|
                feeling|complain|cry|whine|stress) [<very>] (depressed|sad|upset|anxious|unhappy|down|suicidal|
                stressed|like that|this way|about|lonely|sorry for|that way|miserable|here|complaining)
            <you've> [absolutely|literally|really] (nothing|no reason|no right) to (be|feel|complain|cry|whine|stress)
                [<very>] (depressed|sad|upset|anxious|unhappy|down|suicidal|stressed|about|lonely|that way|miserable)
            <you> [really] have nothing to (complain|cry|whine|stress|worry) about
            what (do|could|have) <you> [even|possibly|really] (have|got|be) [to] [be|feel|cry|complain] [<very>]
                (depressed|sad|upset|anxious|unhappy|complain|cry|down|stressed) [about]
            (<you> have|with) [such] (a|an|everything|the) [<very>] (good|great|nice|perfect|easy|privileged|
                comfortable|lovely|whole) {3} (why|what) {2} (depressed|sad|unhappy|upset|problem|complaining)
            (people|someone|girls|guys|kids) (like <you>|<your> age|with <your> {1}) (don't|can't|doesn't|shouldn't|
                have no) {3} (depress~|problems|reason|sad|stress~|worries|complain)
        """,
        unless="nothing to (be|feel) {1} (ashamed|embarrassed|guilty|afraid|sorry|scared)",
    ),
    Rule(
        "minimising.cheer-up", Hazard.MINIMISING, HINT, order=True,
        says="""
            (don't|do not) (think|stress|dwell|obsess) (about|on|over) (it|this|that|him|her|them) (so much|too much)
            (just|simply|please) don't think about it
            (don't|do not) (be sad|cry|be upset|take it so (hard|seriously)|let it (bother|get to) you)
            (chill|relax|calm down|lighten up|cheer up|chin up|smile) (it's|dude|man|bro|a bit|a little|babe|sis|girl|
                everyone|you're|life)
            (come on|oh come on|cmon|c'mon) {2} (be that (hard|bad)|that (hard|bad)|so (hard|bad)|get up|smile|cheer)
            can't be that (hard|bad|difficult)
            (put|get) (a smile|on a happy face|your chin up)
            (smile|laugh) (and|more) {3} (fine|better|world)
            (cheer up|lighten up|chin up|turn that frown|keep smiling|smile more|calm down|chill out|chillax)
            (just|simply|try to|need to|should|gotta|have to|please|and) [simply|just|try to] (think [<very>]
                (positive|positively|happy)|be (positive|happy|more positive|optimistic)|stay positive|smile|relax $|
                stop (being|feeling) [<very>] (sad|depressed|anxious|negative|down|worried|lonely)|stop (worrying|
                overthinking|caring)|ignore it|forget (about it|it|about him|about her|him|her)|choose (happiness|joy|
                to be happy))
            (stop|quit) (being|feeling) [<very>] (sad|depressed|anxious|down|worried|lonely|negative|pessimistic|
                miserable)
            (don't|do not) (be sad|be [<very>] (sad|negative|down|glum|depressed)|worry be happy|worry so much)
            (think|stay|be) [more] (positive|happy) $
            (stop|quit|don't) (dwell|dwelling|focusing [so much]|focus [so much]) on the (negative|bad|past)
            choose (happiness|joy|to be happy)
        """,
        unless="""
            (can't|cannot|hard|not|wish|help|how|easier said|difficult|able|way|ways|skills|tools|techniques|
                technique|learn~|trying|exercise~|music|breath~) {4} to (calm|relax|smile|stop|let|think|be|stay)
            calm down (enough|before|first|with|when|after|by|and (talk|think|listen|breathe))
            (help~|makes|make|made|to) {3} (calm down|relax|smile)
            (not|isn't|never) (as)? {1} (easy|simple)
        """.replace("(as)?", "[as]"),
    ),
    Rule(
        "minimising.happiness", Hazard.MINIMISING, LIKELY,
        says="""
            happiness is [just|only] (a choice|a decision|a state of mind|up to <you>)
            (good|positive) vibes only
            (good|positive) vibes (and|will|$)
            (a|the) (positive|better|good|right) (attitude|mindset) (is|will|changes|and|fixes|goes|can) {2}
                (everything|all|anything|cure|need|way|it)
            positive thinking (is|will|changes|fixes|works|cures)
            (a|some|good|nice) (walk|exercise|yoga|sleep|bath|vacation|holiday|drink|beer|night's sleep|night out)
                (and|will|would|'ll) [<you'll>] [soon|surely] (fix|cure|solve|sort|cheer|forget|be fine|feel fine|be
                over)
            plenty [of|more] [other] fish
            (get laid|find <yourself> (another|a new|a) (girl|guy|girlfriend|boyfriend|man|woman))
        """.replace("(and|will|$)", "(and|will)"),
        unless="(not|isn't|never|no) {2} (choice|decision|vibes)",
    ),
    Rule(
        "minimising.easy-fix", Hazard.MINIMISING, HINT, order=True,
        says="""
            (just|only|simply|all <you> need [to do] is|probably [just] need|maybe [just]) [to] (find|get|take|go|try|
                have|do|pick up|need|start) [to|a|some|good|for|yourself|out|more|an|the|for a|outside] (hobby|
                exercise|walk|gym|outside|sleep|yoga|bath|girlfriend|boyfriend|vacation|drink|dog|fresh air|sunlight|
                vitamins|busy|laid|out more|run|nap|holiday|beer)
            (find|get) (a|<yourself> a) (hobby|girlfriend|boyfriend)
            keep <yourself> busy
        """,
        unless="""
            (helped|helps|worked) {1} me
            (may|might|could) {2} help
            if <you> (can|like|want|feel)
        """,
    ),
    Rule(
        "minimising.fortunate", Hazard.MINIMISING, LIKELY, asked=False,
        says="""
            at least (the|your) {1} (baby|babies|child|kids|children|job|house|flat|home|parents|family|health|dog|cat|
                wife|husband|mother|father|mum|mom|dad|partner|tests|body|salary|money|boss|company|exams|friends|
                doctor|rest) {1} (is|are|was|were|isn't|aren't|wasn't|has|have|had|still|didn't|don't|doesn't)
            at least <you> {1} (didn't|never|aren't|weren't|had|got|get|earn|sleep|knew|own|live|saw)
            at least (it's|it is|that's|this is|it was) not {1} (a|an|your|the|real|serious|that|as|like|cancer|
                fatal|permanent|worse)
            (lots|plenty|loads|many|most|some|millions|thousands|a lot|half the world) [of] {1} (people|others|folks|
                women|men|parents|us) {1} (would|'d) (love|kill|be (happy|glad|grateful|lucky)|dream|give {3}) {1}
                (to|of|for) {1} (have|be|being|having|live|get|your|such|that|so)
            (i|people|others|many|some) (would|'d) (kill|give anything|love|be grateful) (for|to have) (your|so much|
                such|that kind|that much|what <you>|half) {3}
            (must|wish i|i'd love to) (be|had|have) {1} (nice|that much|so much|such) {1} (free time|to (have|be)|time
                to (worry|think)|problems)
        """,
        unless="""
            at least <you> {1} (know (that)? [that]|told|tried|wrote|asked|reached|spoke|said|came|saw (a|the|that)|got
                (it|that|this|help|through|to (say|tell)|some)|get to|had the|didn't (hide|keep|give up|run|lie))
            at least (the|a|two|three|one|some|once)
        """.replace("(that)? ", "") .replace("            at least (the|a|two|three|one|some|once)\n", ""),
    ),
    Rule(
        "minimising.soon-tiny", Hazard.MINIMISING, LIKELY, asked=False,
        says="""
            (it'll|it will|this will|that will|this'll|things will|all this will|<you'll>) {3} (seem|look|feel|find it|
                think it) [so|very|really|rather|quite] (tiny|small|silly|trivial|funny|ridiculous|like nothing|
                unimportant|laughable|childish)
            (won't|will not|you'll hardly|will hardly|you'll barely) [even] (recall|remember|think (of|about)|know)
                (what|why|this|it|that|any of)
            <you'll> {1} (laugh|smile|giggle) (about|at|over) (this|it|that|all)
            (wait|just wait|come back) (until|till|when) <you> (have|get|are|'ve got) {1} (real job|a real|kids|
                children|family|mortgage|bills|proper job|my age|a job)
            (then|and) <you'll> (know|see|learn|understand) what {2} (is|means|really is|feels like)
        """,
        unless="""
            (may|might|could|can|hope|if|feel~) {3} (seem|look|feel|laugh|smile)
            (laugh|smile) again
        """,
    ),
    Rule(
        "minimising.not-real", Hazard.MINIMISING, LIKELY, negatable=False,
        says="""
            (not|isn't|hardly|aren't|no) [even] (a|an) (real|actual|serious|proper|true|genuine) (problem|issue|reason|
                illness|struggle|trauma|worry|crisis|loss)
            (not|aren't|hardly) (real|actual|serious|proper|true|genuine) (problems|issues|reasons|worries|struggles)
            (doesn't|does not|don't|didn't) {1} sound (so|that|very|too|all that|really|half) bad
            (i|i've) {4} (saw|seen|met|know|had|faced|lived through) {1} (real|actual|true|proper) (problems|
                suffering|ones|pain|poverty|trouble|misery|hardship)
            (thought|think|believe|believed) [that] i had [it bad|big|real|such] problems
            (how|it's|it is|that's|isn't it|kind of|so) {1} (sweet|lovely|cute|adorable|charming|nice|precious|funny)
                [that] (this|that|it|something like this|such a thing) {2} (keeps|worries|bothers|upsets|troubles|
                scares|is what|is the)
            my {1} (neighbour|neighbor|cousin|uncle|aunt|grandmother|grandfather|grandma|grandpa|friend|brother|sister|
                colleague|father|mother) {1} (lost|has no|had no|survived|buried|raised|has|had|is) {5} (and|but|yet)
                {1} (still|never|always) {1} (whistles|smiles|laughs|complains|complained|works|sings|jokes|
                cheerful|happy|dances|goes|smiled|laughed|smiling)
        """,
        unless="""
            (no one|nobody|don't|do not|never|who|if|doesn't mean|not to) {2} (say|tell|call|think|believe|said|says|
                told|listen) {5}
            (because|even if|as if|like) {3} (isn't|not|doesn't) ...
            (feel~|afraid|scared|worried) {4} ...
        """,
    ),
    Rule(
        "minimising.shrug", Hazard.MINIMISING, LEANING, negatable=False, adds=True,
        says="""
            we all (lose|lost|have lost|die|suffer|struggle|go through|have (problems|worries|debts|our)|get (sad|
                tired|stressed|older)|feel) {2}
            (that's|it's|this is|that is) [just|only|simply] (nature|how (life|it|the world) (is|goes|works)|the way
                (it|life) (is|goes|works)|part of life|the course of things)
            (are <you> sure|could it be) [that] (it|this|it's|that|that's) (isn't|is|'s|wasn't|
                not) [not] (just|only|simply|merely) {3}
            have (a|some) (biscuit|cookie|cup of {1}|drink|nap|tea|chocolate|cake|beer)
            <you'll> (learn|live|survive|manage) $
        """,
        unless="(more than|if <you> (can|like)|while|would you|you could|maybe have) {2} (just|only|have|tea|nap)",
    ),
)  # fmt: skip
