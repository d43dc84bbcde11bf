"""The words that many phrases share. Each is a list of alternatives in the phrase language."""

from __future__ import annotations

FRAGMENTS = {
    # persons
    "you": "you|u|ya|yall|y'all",
    "your": "your|ur",
    "yourself": "yourself|your self|urself|ur self|yourselves|yoself",
    "you're": "you're|u're|you are|u are|ur|u r|you were|you must be|you've become|you have become",
    "you'll": "you'll|u'll|you will|u will|you're going to|you are going to|you're gonna|you gonna",
    "you've": "you've|u've|you have|u have|you've got|you have got|you got",
    "you'd": "you'd|you would|u'd|u would",
    "i'm": "i'm|i am",
    "i'd": "i'd|i would",
    "i-can": """i can|i could|i'll|i will|<i'd>|i might|shall i|should i|can i|could i|let me|want me to|
        happy to|glad to""",
    "i'll": "i'll|i will|i'm going to|i am going to|i'm gonna|imma",
    "nobody": "nobody|no one|noone|not a soul",
    "everyone": """everyone|everybody|people|they|the world|the rest of us|we|we all|all of us|
        <your> [whole] (family|parents|mother|mom|mum|father|dad|kids|children|friends|wife|husband|ex|partner)""",
    "loved": """parents|mother|mom|mum|mama|father|dad|family|kids|kid|children|wife|husband|friends|siblings|
        sister|brother|loved ones|son|daughter|partner|people who love you""",
    "doctor": "doctor|doctors|psychiatrist|pharmacist|prescriber|gp|physician|nurse|professional|specialist|provider",
    "god": "jesus|christ|god|the lord|lord|allah|our lord|our savior|our saviour|the holy spirit",
    # small words
    "it's": "it's|it is|that's|that is|this is|it was",
    "it'll": """it'll|it will|it's going to|it is going to|it's gonna|that will|this will|things will|things'll|
        things are going to|everything will|everything'll|everything is going to|everything's going to|
        everything's gonna|life will|all will""",
    "surely": """always|definitely|absolutely|certainly|surely|truly|eventually|all|soon|only|one day|someday|just|
        really|does|do|for sure|no doubt|without a doubt|in time|in the end|of course|totally|both|honestly""",
    "very": """so|such|just|really|truly|literally|clearly|obviously|honestly|actually|simply|being|acting|
        nothing but|a|an|the|very|fucking|damn|bloody|absolute|absolutely|complete|completely|total|totally|all|
        kinda|kind of|pretty|too|most|biggest|little|big|another|one|only|probably|definitely|still|always|also|
        even|quite|pure|utter|utterly|sad""",
    # dying
    "gone": "dead|gone|not here|not around|out of (the|their) (way|picture|lives|life)|no longer (here|around|alive)",
    "suicide": "suicide|killing <yourself>|ending <your> life|ending it [all]|taking <your> [own] life|dying|death",
    "my-death": """(kill|killing) (myself|my self)|(end|ending) (my [own] life|it all|my (suffering|misery|pain)|
        myself)|(take|taking) my [own] life|(commit|committing) suicide|overdose|overdosing|kms|(unalive|unaliving|
        off|offing|hang|hanging|shoot|shooting|drown|drowning) myself|(jump|jumping|step|stepping) (off|
        in front of) (a|the) {1} (bridge|roof|building|train|cliff|car|truck|bus)""",
    "be-dead": """die|be dead|dying|not (exist|be alive|be here)|stop existing|(not|never) wake up|
        disappear forever|cease to exist|sleep forever|stop (living|being alive)""",
    "soon": """tonight|today|tomorrow|this (evening|week|weekend|morning|afternoon)|right now|in (an|a few|two|
        #) (hour|hours|minutes|days)""",
    "i-intend": """(i'm|i am) [really|actually|finally|just|so|seriously] (going to|gonna|about to|planning to|
        planning on|ready to|set on|determined to|preparing to)|i will|i'll|(i've|i have) [already|
        finally] decided (to|on)|i decided to|i intend to|i (plan|planned) (to|on)|my plan is to|going to|gonna""",
    # medicine
    "meds": """med|meds|medication|medications|medicine|medicines|pill|pills|tablet|tablets|antidepressant|
        antidepressants|ssri|ssris|snri|snris|prozac|zoloft|lexapro|celexa|paxil|wellbutrin|effexor|cymbalta|xanax|
        ativan|klonopin|valium|lithium|lamictal|seroquel|abilify|adderall|ritalin|sertraline|fluoxetine|
        escitalopram|citalopram|venlafaxine|quetiapine|lorazepam|diazepam|clonazepam|alprazolam|bupropion|
        mirtazapine|trazodone|gabapentin|benzo|benzos|mood stabilizer~|mood stabiliser~|sleeping pills""",
    "illness": """bipolar [disorder]|bpd|borderline [personality] [disorder]|adhd|autism|autistic|ocd|ptsd|cptsd|
        schizophreni~|schizoaffective|narcissist|narcissism|narcissistic|npd|(clinical|major|severe|
        manic) depression|mdd|major depressive disorder|psychosis|psychotic|aspergers|asperger's|an eating disorder|
        anorexia|anorexic|bulimia|bulimic|dissociative [identity] [disorder]|a personality disorder|
        anxiety disorder|delusional|a psychopath|a sociopath|mentally ill|codependent|neurodivergent|(clinically|
        severely) depressed|manic depressive""",
    # insults
    "nasty": """absolute|complete|total|utter|pathetic|worthless|stupid|dumb|ugly|lazy|sad|whiny|selfish|fat|useless|
        little|sorry|disgusting|fucking|entitled|miserable|weak|spoiled|miserable|dirty|filthy|old|ignorant""",
    # elsewhere
    "wares": """course|courses|program|programme|ebook|e-book|book|books|channel|podcast|blog|website|web site|site|app|
        coaching|workshop|webinar|newsletter|video|videos|youtube|page|store|shop|method|masterclass|retreat|product|
        products|service|services|practice|clinic|guide|patreon|merch|onlyfans|profile|bio|seminar|training|platform|
        sessions|counseling|counselling|online {1}""",
    "app": """discord|telegram|whatsapp|whats app|snap|snapchat|insta|instagram|kik|skype|messenger|wechat|viber|
        facetime|signal""",
}  # fmt: skip
