"""The forms a word of the lexicon takes in running text: Arabic verbs and nouns, English verbs.

Only what the lexicon needs: a paradigm follows from stems that the lexicon gives, so nothing is guessed about words
that are not in it. The ``arabic_*`` functions spell paradigms out; :func:`readings` goes the other way, from a word to
every stem it can be a form of, which costs nothing until a word is met. All forms are folded (see :mod:`hayy.text`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

PRONOUNS = {"ه": 1, "ها": 1, "هما": 2, "هم": 3, "هن": 3}
_PERFECT_ENDINGS = ("", "ت", "وا", "و", "ا", "تا", "ن", "نا")
_IMPERFECT_PREFIXES = "يتن"
_IMPERFECT_ENDINGS = ("", "ون", "وا", "و", "ان", "ا", "ن")


@dataclass(frozen=True, slots=True)
class Form:
    """How a form of the lexicon stands in the text.

    ``tense`` is one of perfect, imperfect, noun, past, participle (English -ed, which may be either), present,
    base, ing. ``pronoun`` is the number of a glued object pronoun (0: none). ``future`` marks Arabic sa-.
    ``clitic`` is what is glued in front: "و", "ف", "ب", "ل", "ك", or "".
    """

    tense: str
    pronoun: int = 0
    future: bool = False
    clitic: str = ""
    article: bool = False


def arabic_perfect(*stems: str) -> dict[str, Form]:
    """The perfect of a verb from its stems, each with every ending (a weak verb has two: استولى, استول-ت).

    >>> forms = arabic_perfect("استولي", "استول")
    >>> forms["استولت"], forms["استولوا"].tense, forms["استوله"].pronoun
    (Form(tense='perfect', pronoun=0, future=False, clitic='', article=False), 'perfect', 1)
    """
    forms: dict[str, Form] = {}
    for stem in stems:
        for ending in _PERFECT_ENDINGS:
            forms.setdefault(stem + ending, Form("perfect"))
            joint = "و" if ending == "وا" else ending
            for pronoun, number in PRONOUNS.items():
                forms.setdefault(stem + joint + pronoun, Form("perfect", pronoun=number))
    return forms


def arabic_imperfect(*stems: str) -> dict[str, Form]:
    """The imperfect of a verb whose stems follow the prefix: ("سيطر",) gives يسيطر, تسيطر, سيسيطرون ..."""
    forms: dict[str, Form] = {}
    for stem in stems:
        for prefix in _IMPERFECT_PREFIXES:
            for ending in _IMPERFECT_ENDINGS:
                core = prefix + stem + ending
                forms.setdefault(core, Form("imperfect"))
                forms.setdefault("س" + core, Form("imperfect", future=True))
                for pronoun, number in PRONOUNS.items():
                    joint = core[:-1] if ending == "وا" else core
                    forms.setdefault(joint + pronoun, Form("imperfect", pronoun=number))
                    forms.setdefault("س" + joint + pronoun, Form("imperfect", pronoun=number, future=True))
    return forms


def arabic_noun(*stems: str) -> dict[str, Form]:
    """A noun or verbal noun, bare or with a possessive: سيطره, سيطرته, سيطرتها."""
    forms: dict[str, Form] = {}
    for stem in stems:
        forms.setdefault(stem, Form("noun"))
        if stem.endswith("ة"):
            forms.setdefault(stem[:-1] + "ه", Form("noun"))
        base = stem[:-1] + "ت" if stem.endswith(("ة", "ه")) else stem
        forms.setdefault(base + "نا", Form("noun"))
        if base != stem:
            forms.setdefault(base + "و", Form("noun"))  # dialect: سيطرتو
        for pronoun, number in PRONOUNS.items():
            forms.setdefault(base + pronoun, Form("noun", pronoun=number))
    return forms


@lru_cache(maxsize=1 << 15)
def readings(word: str) -> tuple[tuple[str, Form], ...]:
    """Every stem that an Arabic word can be a form of, as ("P:stem", form), ("I:...", ...) or ("N:...", ...).

    The first of a kind and stem is the one that the paradigm of the stem gives.

    >>> [key for key, form in readings("سيطرتها") if form.pronoun and key[0] == "P"]
    ['P:سيطرت', 'P:سيطر']
    """
    found: dict[str, Form] = {}
    for stem, form in (*_perfects(word), *_imperfects(word), *_nouns(word)):
        found.setdefault(stem, form)
    return tuple(found.items())


def _without(word: str, endings: tuple[str, ...]) -> Iterator[tuple[str, int]]:
    """(stem, number of the pronoun) for each ending, bare and with a pronoun, that ``word`` may have."""
    for ending in endings:
        if word.endswith(ending):
            yield word[: len(word) - len(ending)], 0
        joint = "و" if ending == "وا" else ending
        for pronoun, number in PRONOUNS.items():
            if word.endswith(joint + pronoun):
                yield word[: len(word) - len(joint) - len(pronoun)], number


def _perfects(word: str) -> Iterator[tuple[str, Form]]:
    for stem, number in _without(word, _PERFECT_ENDINGS):
        yield f"P:{stem}", Form("perfect", pronoun=number)


def _imperfects(word: str) -> Iterator[tuple[str, Form]]:
    for start, future in ((0, False), (1, True)):
        if word[start : start + 1] not in tuple(_IMPERFECT_PREFIXES) or (future and word[0] != "س"):
            continue
        for stem, number in _without(word[start + 1 :], _IMPERFECT_ENDINGS):
            yield f"I:{stem}", Form("imperfect", pronoun=number, future=future)


def _nouns(word: str) -> Iterator[tuple[str, Form]]:
    yield f"N:{word}", Form("noun")
    if word.endswith("ه"):
        yield f"N:{word[:-1]}ة", Form("noun")
    if word.endswith("تو"):  # dialect: سيطرتو
        yield f"N:{word[:-2]}ة", Form("noun")
        yield f"N:{word[:-2]}ه", Form("noun")
    for ending, number in (("نا", 0), *PRONOUNS.items()):
        base = word[: len(word) - len(ending)]
        if base and word.endswith(ending):
            if not base.endswith(("ة", "ه")):  # these become ت before a pronoun
                yield f"N:{base}", Form("noun", pronoun=number)
            if base.endswith("ت"):
                yield f"N:{base[:-1]}ة", Form("noun", pronoun=number)
                yield f"N:{base[:-1]}ه", Form("noun", pronoun=number)


IRREGULAR = {
    "be": ("am|is|are", "was|were", "been", "being"),
    "take": ("takes", "took", "taken", "taking"),
    "retake": ("retakes", "retook", "retaken", "retaking"),
    "overtake": ("overtakes", "overtook", "overtaken", "overtaking"),
    "lose": ("loses", "lost", "lost", "losing"),
    "fall": ("falls", "fell", "fallen", "falling"),
    "hold": ("holds", "held", "held", "holding"),
    "fight": ("fights", "fought", "fought", "fighting"),
    "win": ("wins", "won", "won", "winning"),
    "drive": ("drives", "drove", "driven", "driving"),
    "break": ("breaks", "broke", "broken", "breaking"),
    "overrun": ("overruns", "overran", "overrun", "overrunning"),
    "give": ("gives", "gave", "given", "giving"),
    "leave": ("leaves", "left", "left", "leaving"),
    "go": ("goes", "went", "gone", "going"),
    "come": ("comes", "came", "come", "coming"),
    "become": ("becomes", "became", "become", "becoming"),
    "get": ("gets", "got", "got|gotten", "getting"),
    "keep": ("keeps", "kept", "kept", "keeping"),
    "flee": ("flees", "fled", "fled", "fleeing"),
    "say": ("says", "said", "said", "saying"),
    "tell": ("tells", "told", "told", "telling"),
    "make": ("makes", "made", "made", "making"),
    "throw": ("throws", "threw", "thrown", "throwing"),
    "cut": ("cuts", "cut", "cut", "cutting"),
    "hit": ("hits", "hit", "hit", "hitting"),
    "shoot": ("shoots", "shot", "shot", "shooting"),
    "put": ("puts", "put", "put", "putting"),
    "set": ("sets", "set", "set", "setting"),
    "withdraw": ("withdraws", "withdrew", "withdrawn", "withdrawing"),
    "deny": ("denies", "denied", "denied", "denying"),
    "beat": ("beats", "beat", "beaten", "beating"),
    "hoist": ("hoists", "hoisted", "hoisted", "hoisting"),
    "sweep": ("sweeps", "swept", "swept", "sweeping"),
    "begin": ("begins", "began", "begun", "beginning"),
    "find": ("finds", "found", "found", "finding"),
    "feel": ("feels", "felt", "felt", "feeling"),
    "see": ("sees", "saw", "seen", "seeing"),
    "bring": ("brings", "brought", "brought", "bringing"),
    "send": ("sends", "sent", "sent", "sending"),
    "strike": ("strikes", "struck", "struck", "striking"),
    "wrest": ("wrests", "wrested", "wrested", "wresting"),
    "pull": ("pulls", "pulled", "pulled", "pulling"),
    "have": ("has|have", "had", "had", "having"),
    "move": ("moves", "moved", "moved", "moving"),
    "slip": ("slips", "slipped", "slipped", "slipping"),
    "grip": ("grips", "gripped", "gripped", "gripping"),
    "mop": ("mops", "mopped", "mopped", "mopping"),
    "creep": ("creeps", "crept", "crept", "creeping"),
    "run": ("runs", "ran", "run", "running"),
    "thrust": ("thrusts", "thrust", "thrust", "thrusting"),
    "rid": ("rids", "rid", "rid", "ridding"),
    "repel": ("repels", "repelled", "repelled", "repelling"),
    "rebuff": ("rebuffs", "rebuffed", "rebuffed", "rebuffing"),
    "dig": ("digs", "dug", "dug", "digging"),
    "plan": ("plans", "planned", "planned", "planning"),
    "cede": ("cedes", "ceded", "ceded", "ceding"),
    "quit": ("quits", "quit", "quit", "quitting"),
    "stop": ("stops", "stopped", "stopped", "stopping"),
    "shell": ("shells", "shelled", "shelled", "shelling"),
    "control": ("controls", "controlled", "controlled", "controlling"),
    "rout": ("routs", "routed", "routed", "routing"),
    "storm": ("storms", "stormed", "stormed", "storming"),
    "clear": ("clears", "cleared", "cleared", "clearing"),
    "enter": ("enters", "entered", "entered", "entering"),
    "recover": ("recovers", "recovered", "recovered", "recovering"),
    "surrender": ("surrenders", "surrendered", "surrendered", "surrendering"),
    "conquer": ("conquers", "conquered", "conquered", "conquering"),
    "relinquish": ("relinquishes", "relinquished", "relinquished", "relinquishing"),
    "regain": ("regains", "regained", "regained", "regaining"),
    "gain": ("gains", "gained", "gained", "gaining"),
    "shed": ("sheds", "shed", "shed", "shedding"),
    "tear": ("tears", "tore", "torn", "tearing"),
    "cling": ("clings", "clung", "clung", "clinging"),
    "meet": ("meets", "met", "met", "meeting"),
    "stand": ("stands", "stood", "stood", "standing"),
    "sit": ("sits", "sat", "sat", "sitting"),
    "cost": ("costs", "cost", "cost", "costing"),
    "ring": ("rings", "ringed", "ringed", "ringing"),
    "pass": ("passes", "passed", "passed", "passing"),
    "sell": ("sells", "sold", "sold", "selling"),
    "eat": ("eats", "ate", "eaten", "eating"),
    "bite": ("bites", "bit", "bitten", "biting"),
    "swallow": ("swallows", "swallowed", "swallowed", "swallowing"),
    "do": ("does", "did", "done", "doing"),
    "grow": ("grows", "grew", "grown", "growing"),
    "draw": ("draws", "drew", "drawn", "drawing"),
    "lead": ("leads", "led", "led", "leading"),
    "stick": ("sticks", "stuck", "stuck", "sticking"),
    "lie": ("lies", "lay|lied", "lain", "lying"),
    "speak": ("speaks", "spoke", "spoken", "speaking"),
    "catch": ("catches", "caught", "caught", "catching"),
    "buy": ("buys", "bought", "bought", "buying"),
    "write": ("writes", "wrote", "written", "writing"),
    "grind": ("grinds", "ground", "ground", "grinding"),
    "shrink": ("shrinks", "shrank", "shrunk", "shrinking"),
    "fly": ("flies", "flew", "flown", "flying"),
    "wake": ("wakes", "woke", "woken", "waking"),
    "wind": ("winds", "wound", "wound", "winding"),
    "swear": ("swears", "swore", "sworn", "swearing"),
    "seek": ("seeks", "sought", "sought", "seeking"),
    "overcome": ("overcomes", "overcame", "overcome", "overcoming"),
    "hang": ("hangs", "hung", "hung", "hanging"),
    "steal": ("steals", "stole", "stolen", "stealing"),
    "ride": ("rides", "rode", "ridden", "riding"),
    "rise": ("rises", "rose", "risen", "rising"),
    "shake": ("shakes", "shook", "shaken", "shaking"),
    "lay": ("lays", "laid", "laid", "laying"),
    "spread": ("spreads", "spread", "spread", "spreading"),
    "burst": ("bursts", "burst", "burst", "bursting"),
    "forsake": ("forsakes", "forsook", "forsaken", "forsaking"),
    "let": ("lets", "let", "let", "letting"),
    "show": ("shows", "showed", "shown", "showing"),
    "prove": ("proves", "proved", "proven", "proving"),
    "broadcast": ("broadcasts", "broadcast", "broadcast", "broadcasting"),
}
_DOUBLING = ("admit", "commit", "compel", "dispel", "duel", "expel", "label", "permit", "rebut", "submit", "transfer")


@cache
def english_verb(lemma: str) -> dict[str, Form]:
    """The forms of an English verb; regular ones are made by rule, the others stand in :data:`IRREGULAR`.

    >>> sorted((word, form.tense) for word, form in english_verb("seize").items())
    [('seize', 'base'), ('seized', 'past'), ('seizes', 'present'), ('seizing', 'ing')]
    """
    if lemma in IRREGULAR:
        present, past, participle, ing = IRREGULAR[lemma]
    else:
        stem = lemma[:-1] if lemma.endswith("e") else lemma
        if lemma.endswith("y") and lemma[-2] not in "aeiou":
            present, past = lemma[:-1] + "ies", lemma[:-1] + "ied"
        else:
            present = lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x")) else "s")
            past = stem + "ed"
        if _doubles(lemma):
            stem, past = lemma + lemma[-1], lemma + lemma[-1] + "ed"
        participle, ing = past, stem + "ing"
    forms = {lemma: Form("base")}
    for words, tense in ((present, "present"), (past, "past"), (participle, "participle"), (ing, "ing")):
        for word in words.split("|"):
            forms.setdefault(word, Form(tense))
    return forms


def _doubles(lemma: str) -> bool:
    """Whether a short verb doubles its last letter: snap, snapped; not free, load, fix."""
    if lemma in _DOUBLING:
        return True
    vowels = [letter for letter in lemma if letter in "aeiouy"]
    return len(vowels) == 1 and lemma[-1] not in "aeiouwxy" and lemma[-2] in "aeiou"
