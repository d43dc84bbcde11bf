"""Selling, preaching, recruiting."""

from __future__ import annotations

from models.protocols import Hazard
from models.safety.rule import CERTAIN, HINT, LEANING, LIKELY, PERHAPS, Rule

RECRUITING = (
    Rule(
        "recruiting.my-wares", Hazard.RECRUITING, LIKELY,
        says="""
            (i'm|i am) a [certified|licensed|trained|professional|life|wellness|spiritual|mindset] [certified|
                licensed|trained|professional|life|wellness|spiritual|mindset] (coach|healer|mentor|trainer|hypnotist|
                hypnotherapist|guide|medium|psychic|practitioner)
            (have|has|got) {2} (slots|spots|openings|places) (open|left|available|free) [this|for|next]
            (my|our) [new|own|free|little|online] (app|program|programme|course|book|ebook|method|system|channel|
                podcast|newsletter|site|website|workshop) {1} (stops|stop|cures|cure|fixes|fix|helps|help|teaches|
                shows|heals|heal|is (free|out|called|here)|called|will|can|has)
            (it's|it is|that's|called|is) my [own|new|little|free] (program|programme|course|book|ebook|method|app|
                channel|podcast|website|blog|system)
            (we|i) (sell|make|offer|have|provide) [a|an|the|some] [great|natural|special|perfect|new] (supplement|
                supplements|product|products|tea|oil|oils|program|programme|course|treatment|therapy|device|bracelet)
            (i|we) (can|could|will|'ll) (cure|heal|fix|coach|treat|train) <you> {3} (in|for|with|within|book|sessions|
                days|weeks)
            (i|we) (can|could|will|'ll) (cure|heal|fix) (this|that|it|your {2}) [in|for|with]
            (check out|visit|look at|see|read|buy|try|download|get|join|watch|listen to|subscribe to|follow|find (it|
                me|out more|more) (on|at|in)|sign up (for|to|at)|go to|come to|take a look at|order|check|more (on|at|
                in|about)|available (on|in|at)|click [on]|google|head [over] to|through|on|via) [more on|the|it on|
                out] (my|our) [own|new|free|online|private|latest|little|#] {2} <wares>
            (i|i've|we|we've) [also|have|just|recently] (offer|sell|run|teach|provide|wrote|made|created|developed|
                host|launched|built|specialize|specialise|coach|written) {4} <wares>
            (my|our) {4} <wares> (can|will|could|would|has helped|helps|fixes|teaches|is (on|about|available|free|
                designed|exactly|at)|shows|offers|covers|explains|changed)
            (link|links) [is|are] (in|on) (my|the) (bio|profile|page)
            (call|contact|email|reach) (me|us|my office|our office) {5} (for (a|an|your) {2} (consultation|consult|
                session|appointment|quote|evaluation)|to (schedule|book|set up|make)|appointment)
            (book|schedule|set up) (a|an|your) {2} (session|consultation|call|appointment|reading) (with (me|us)|on
                my|on our|through my|at my)
        """,
        unless="""
            (your|her|his|their) {1} (therapist|doctor|book|practice)
            my (therapist's|doctor's|library|school|university|church|last|first|old|friend's|sister's|counselor's) ...
            my (therapist|doctor|counselor|psychiatrist|teacher|school|gp) {2}
            (in|on) my (book|video) of
        """,
    ),
    Rule(
        "recruiting.pitch", Hazard.RECRUITING, CERTAIN,
        says="""
            (sign up|register|book|enroll|order|apply|join|subscribe|download) (here|now|today|below|before|while|at
                the link|via)
            (book now|free download|sign up here|order now|limited offer|act now|buy now)
            (there's|there is|we have|join) (a|our|my) [free] (webinar|workshop|masterclass|seminar|challenge|retreat|
                bootcamp) {3} (on|this|next|starting|tonight|sign)
            google {5} (my|our|program|method|course)
            (use|with|enter|apply) [the|my|our|this] [promo|discount|coupon|referral] code
            (discount|promo|referral|affiliate|coupon) (code|codes|link|links)
            (#%|# percent) off
            (free trial|limited (time|spots|offer)|money back guarantee|first session [is] free|free (consultation|
                reading|ebook|e-book|webinar|masterclass|session|ebook))
            only # (spots|dollars|usd|euros|bucks|pounds)
            (# dollars|ten dollars|# bucks) [and|a|per|only|for|off|each] [worth|month|week|session|lifetime|course]
            worth every (cent|penny|dollar)
            (earn|make) {2} (from home|passive income|a week|per week|a day|online)
            passive income
            (invest|trade|trading|money|investing) {2} (crypto|bitcoin|forex|nft|nfts)
            (business|income) opportunity
            subscribe (to|for|now|and) (my|our|the|more|now|here|daily|watch|hit)
            (like and subscribe|smash that|hit that)
            (dm|pm|message) me for (the|a|my|price|details|info|more|discount) [link|price|details|info|discount]
        """,
        unless="(988|lifeline|samaritans|crisis|hotline|scam|scams|careful|beware|sliding scale)",
    ),
    Rule(
        "recruiting.preach", Hazard.RECRUITING, CERTAIN,
        says="""
            (with|in the arms of|called home by|taken by|home with|gone to|at peace with) (the lord|god|jesus|our
                lord|our father|christ)
            (have|did) <you> [ever] (accepted|accept|invited|let|found|considered|met|given) {1} (christ|jesus|god|the
                lord|islam|allah|the gospel|religion|faith)
            god needed (another|one more|an) angel
            (islam|christianity|buddhism|the quran|the church|the bible|the torah|scripture|the gospel|religion|the
                dharma) (has|have|holds|gives|offers|is|will|can|teaches|saved|saves) {2} (answer|answers|truth|peace|
                way|salvation|path|you|healing|purpose|solution)
            (pray|recite|say|chant) (the|a|your|this) (rosary|psalm|psalms|prayer|prayers|mantra|surah|namaz|novena) {3}
            (pray|prayer) {4} (sorrow|pain|depression|anxiety|demons|burden|suffering) [will|to] (lift|leave|go|away|
                disappear|vanish|heal)
            (it's|this is|that's|all) {2} god's (way|plan|will|test|punishment|timing|calling|gift)
            (god|he|the lord|jesus) is (calling|testing|knocking|waiting|speaking|working|watching|using|preparing|
                punishing) {1} [you|for you|through you|in you|on you|at your]
            <you'll> (see|meet|join|be with) (him|her|them) again (in heaven|if <you> (believe|pray|repent)|one day in)
            (if|when|once) <you> (believe|repent|pray|trust him|accept him|let him in)
            (turn|come|go|get|return) back to (god|christ|jesus|the church|him|the faith|allah|the lord)
            (accept|find|turn to|come to|seek|give (your|ur) (life|heart|soul|problems|pain|worries|burdens) to|
                surrender [to|yourself to]|put your (faith|trust) in|trust in|believe in|pray to|need|follow|submit
                to|return to|look to|invite|have faith in|get right with|open your heart to|let|turn back to|obey|cry
                out to|serve) [only|the] [one true] (<god>|him who|the bible|scripture|the gospel)
            [only] (<god>|prayer|faith alone|the bible|he) [alone] (is|will|can|has|loves|died|wants|saves|heals|never
                gives|'ll|alone) [only|also|always] [the|a|your|<you>] [only|one|true] (answer|way|truth|healer|light|
                cure|heal|heals|save|saves|saviour|savior|plan|plans|reason|purpose|fix|fill|deliver|set <you> free|
                testing|punishing|forgive|cure|died for|comfort|help <you>|salvation|you more|loves <you>|give you
                peace|restore)
            (<god>|prayer) (loves|saves|heals|forgives|sent|made|gave) [<you>|his]
            <god> [only|never|has|is|does|doesn't|won't|always] {1} (give|gives|a plan|plan for|testing|punish~|got a
                plan|with a plan)
            repent [and|now|before|of]
            (suicide|it|this|that|you|depression|you're|what you're doing) (is|'s|are|would be|living) [<very>|in|
                caused by] [<very>] [mortal|grave|terrible|unforgivable] (sin|sinner|sinful|sinning|satan|the devil|
                demonic|demons|possessed|spiritual (attack|warfare))
            (satan|the devil|demon|demons|the enemy|an evil spirit) (is|are|has|wants|'s|was|have) {2} (attack~|lying|
                you|inside|behind|tempt~|your|whisper~|hold|working)
            <you'll> [go|burn|end up|rot] [straight] [to|in] hell
            (go|going|straight|end up) to hell (for|if) (that|it|you|this|suicide)
            turned <your> back on (<god>|him|faith)
            (read|open|pick up) (the|your|a) (bible|quran|koran|scriptures)
            (join|come to|visit|attend|come worship at) (us at|us in|my|our|this) [local|little|sunday|weekly|bible
                based] (church|temple|mosque|congregation|ministry|fellowship|prayer group|bible study|parish|service|
                kingdom hall)
            (lack of|not enough|need more|needs more|losing) (faith|prayer|god|jesus)
            (pray|prayed) (more|harder|enough)
        """,
        unless="""
            if (faith|religion|prayer|church|you're (religious|christian|a believer|spiritual|muslim)|you are
                (religious|christian|a believer|spiritual|muslim)|you (believe|pray|have a faith|have faith)|that's
                your thing|god)
            you (said|mentioned|wrote|believe) {5}
            (oh|my|thank|omg|swear to|hope to|honest to|dear|for) <god>
            god (damn|damnit|knows|forbid|bless|awful|willing)
            (helped|helps|saved) {2} (me|for me)
            (not|isn't|never|no) {3} (sin|punish~|religious|test)
            (hell|shit|crap|cow|moly)  ...
            (i|my|we) {2} (pray|read|believe|need|go|find|found|trust) ...
            whether or not you
        """,
    ),
    Rule(
        "recruiting.spiritual", Hazard.RECRUITING, PERHAPS,
        says="""
            (try|need|do|get|use|book|have|see|visit|cleanse|align|open|balance|look into|heal with) [some|a|an|your|
                doing|into|good|free|my] [good|powerful|some] (crystals|crystal|reiki|chakra|chakras|astrolog~|tarot|
                psychic|manifesting|manifestation|energy (healing|healer|work)|spell|spells|past life {1}|sound bath|
                shaman|guru|dianetics|scientology|lightworker)
            (the universe) (is|has|wants|will|chose|sent|gives|knows|needs|sends) {3}
            <your> (vibration|chakras|aura|karma|soul contract|spirit guides|third eye) (is|are|has|have|chose|need|
                needs|low|blocked)
            (spell caster|spellcaster|love spell|twin flame|law of attraction|spiritual awakening|raise your
                (vibration|frequency)|manifest (your|a|the|what|happiness|love|money))
            (dr|doctor|priest|prophet|mama) {1} (brought [back]|cast|restored|helped me get) {3} (ex|lover|husband|
                wife|marriage|spell)
            (past life|bad karma|karmic)
        """,
        unless="""
            (helped|helps|worked) {1} me
            (don't|do not|no|not|isn't) {3} ...
        """,
    ),
    Rule(
        "recruiting.join-us", Hazard.RECRUITING, LIKELY,
        says="""
            (join|sign up with|become [a|part|member] [of]|come to|support|follow) (us|our|my) {2} (movement|cause|
                party|brotherhood|family|organization|organisation|community|group|server|team|army|subreddit|channel|
                tribe|circle|petition|protest|sisterhood|ministry|program|network)
            (join us|we are recruiting|we're recruiting|become one of us)
            (our|my) (group|community|movement|brotherhood|circle|family) (will|can|welcomes|takes|has (room|helped|
                saved|healed)) {3}
            (sign|share) (this|our|my|the) petition
        """,
        unless="""
            (aa|na|al-anon|alanon|nami|12 step|support group|grief group|book club|running club|this sub|subreddit is)
            join us (here|in the (comments|thread|daily|weekly)|on fridays)
        """,
    ),
    Rule(
        "recruiting.link", Hazard.RECRUITING, HINT, negatable=False, reportable=False,
        says="""
            (http|https)
            www
        """,
        unless="(gov|edu|nhs|reddit|samaritans|lifeline|findahelpline|crisistextline|wikipedia|befrienders|nami|who|rainn|thehotline|thetrevorproject|mayoclinic|nimh|988lifeline|psychologytoday)",
    ),
    Rule(
        "recruiting.scheme", Hazard.RECRUITING, LIKELY,
        says="""
            (earn|earns|make|makes|made|earned|pull in|making|earning) {6} (with|from|through|thanks to|via|using) {1}
                (our|my|this|a|the|one) {1} (network|team|app|system|scheme|platform|programme|program|trading|course|
                sponsor|signals|bot|method|side hustle|crypto|business)
            (sign|signing|signed|register|registering|join) [up] (under|with|through|via|using) my (name|link|code|
                team|referral|number)
            (order|buy|get yourself|grab) (these|this|our|my|those|some of our|some of my) {1} (drops|oil|oils|tea|
                powder|supplement|supplements|capsules|patch|patches|bracelet|crystal|crystals|cream|bottle|kit|
                tincture|gummies|spray|remedy|pack|package|mat|lamp)
            (not|isn't|no|this is no|hardly) [an|a|meant as] [an|a] (advert|ad|advertisement|advertising|sales pitch|
                plug|commercial|promotion) [but|though]
            (not trying|not here|don't want|not my style|don't mean) to (sell|advertise|promote) {4} but
            (bottle|app|network|thing|trick|business|oil|system|programme|program|brand|shop) {2} (pays|paid|covers)
                my (rent|bills|mortgage|debts|car)
        """,
        negatable=False,
        unless="(scam~|beware|careful|stay away|avoid|pyramid|lost|don't (sign|order|buy)|never (sign|order|buy))",
    ),
    Rule(
        "recruiting.lure", Hazard.RECRUITING, LEANING, negatable=False, adds=True,
        says="""
            (only|just|ends|valid|offer) (today|this week|until {1}|tonight|till {1}|for (today|this week))
            (heals|cures|treats|removes|fixes|clears|dissolves|gets to|tackles|addresses) {1} (root|roots|cause|
                source|blockage|blockages) [cause|of]
            <you'll> {1} be a (new|different|changed|whole new) (person|man|woman|human|you)
            [can|could|will|'ll] (get|bring|take|let|squeeze) <you> in $
            (first|trial) (month|week|session|lesson|bottle|box|class|hour|consultation) (is|are|comes|costs) {1}
                (free|on me|on us|half|nothing)
            (seminar|seminars|retreat|workshop|webinar|camp|circle|masterclass|bootcamp|weekend) {2} (has|have|with)
                {2} (places|seats|spots|slots|room|tickets)
            my (mentor|guru|master|guide|shaman|pastor|prophet|sponsor|upline|imam|priest|reverend|life coach) (says|
                teaches|told|taught|can|helped|always|will|showed|knows)
            (his|her|their|our|my) (seminar|retreat|workshop|webinar|masterclass|bootcamp|seminars) {2}
            (app|bottle|product|oil|drops|programme|program|course|seminar|network|book) {2} changed my (life|world)
            (our|his|her|the) door (is|stands|stays) [always|wide] open
            (there's|there is|i know|know) (somebody|someone|one|a friend|a father|a power|a man) {1} (who|that) {1}
                (waits|waiting|calls|calling|knocks|knocking|died for|never fails|never leaves|can (heal|save|carry)|
                carries|hears)
            <you> know who i mean
            (broken|lost|weak|fallen|suffering|wounded|chosen) (are|were|ones are) {1} (chosen|blessed|called|
                loved ones|elect|saved|ones)
        """,
        unless="(support group|helpline|hotline|crisis|office|counsel~|open (today|until)|from #)",
    ),
)  # fmt: skip
