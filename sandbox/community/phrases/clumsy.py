"""How people hurt a little while they mean well. `PROMISES` and `SHRINKING` are hazards even so, and marked as such."""

# A template stays on one line: cut in two it is harder to read aloud, and that is how they were checked.
# ruff: noqa: E501
from __future__ import annotations

ORDERS = (
    "You [need|have] to [see a therapist|get professional help|talk to someone].",
    "You should [exercise|meditate|keep a diary|get more sun] and [eat better|drink more water].",
    "[Stop|Quit] [overthinking|worrying|beating yourself up] about it.",
    "Just [try to stay positive|keep busy|breathe and move forward].",
    "You must [learn to love yourself|take control of your life|set boundaries].",
    "First, make a plan. Second, stick to it. Don't [give up|make excuses].",
    "Go [outside|to bed earlier] and [call a friend|read a good book].",
    "[Get|Find] [a hobby|some new people], it [works|does wonders].",
)
EMPTY = (
    "I'm so sorry you're going through this.",
    "Sorry to hear that.",
    "Stay strong[!|.]",
    "Sending [hugs|positive vibes|love and light].",
    "Hang in there[!|.]",
    "You've got this[!|.]",
    "Thoughts and prayers.",
    "Everything happens for a reason.",
    "I'm sorry for [your situation|what you are going through], please take care of yourself.",
)
CLINICAL = (
    "Individuals in your situation frequently [exhibit|present with] maladaptive coping mechanisms.",
    "It is recommended to utilise evidence-based strategies such as [cognitive restructuring|behavioural activation].",
    "Your [post|description] indicates elevated levels of [distress|emotional dysregulation].",
    "Research suggests that [social support|physical activity] is a protective factor in such cases.",
    "It is important to acknowledge one's emotions and to implement appropriate [self-care|stress-management] practices.",
    "Please be advised that [psychoeducation|journaling] can facilitate the processing of these experiences.",
)
PILE_UP = (
    "How old are you?",
    "How long has this been going on?",
    "Have you seen a doctor?",
    "Do you live alone?",
    "What did you try so far?",
    "Did something happen in your childhood?",
    "Are you on anything for it?",
    "Why haven't you told anyone?",
    "What do your parents say?",
    "Do you drink?",
    "Have you always been like this?",
)
RAMBLE = (
    "The thing is that when I was in that phase of my life I had a lot going on, with the house and the car and my sister's wedding,",
    "and then my neighbour, who is a very particular person, told me about a book, I forget the title, it had a boat on the cover,",
    "and I read half of it on the train, which was late as always, because they were repairing the line that whole summer,",
    "and what I took from it was basically that everything is connected somehow, work and sleep and food and the weather,",
    "so I began to change one thing after another, first the mattress, then breakfast, then the way I answer the phone,",
    "and of course it didn't work for a long time, and my wife said that I was worse than before, which was probably true,",
    "but the point I'm trying to make is that you can never really know, and at the same time you sort of do know, if you get me,",
    "and so what I'd say to anybody is to look at the whole picture, the finances, the friends, the past, the diet, all of it,",
    "because if one of them is off, then the others go off as well, it's like a mobile over a baby's bed, and that takes time,",
    "and I could say a lot more about it, but I think you see what I mean, more or less, it's a journey and not a sprint.",
)

PROMISES = (
    "[I promise|Trust me|Believe me], it [gets|will get] better.",
    "Everything will be [fine|okay|all right], [you'll see|I promise|I guarantee it].",
    "In a [month|year] you'll be [happy again|over it completely], I'm [certain|sure of it].",
    "It [always|definitely] gets better, [one hundred percent|no exceptions].",
    "[They|He|She] will come round, I guarantee it.",
    "You will [never feel like this again|get everything you want], just wait.",
)
SHRINKING = (
    "[Other people|Some people|Many] have it [much|way|far] worse.",
    "It's [not that bad|not the end of the world|only a phase].",
    "Everyone [goes through|has been through] [that|this] at some point, it's [nothing special|no big deal].",
    "[Honestly, this|To be honest, that] [doesn't sound so bad|sounds like a small thing].",
    "You'll [get over it|laugh about this one day].",
    "Try to [see the bright side|be grateful for what you have], [really|there are people with nothing].",
)
GUILT = (
    "Think of [your parents|your kids|those who love you], [you owe them|they deserve better than that].",
    "You have to [pull yourself together|toughen up] for [them|your family].",
    "Nobody is going to [do it for you|save you], so [stop feeling sorry for yourself|get up].",
)
