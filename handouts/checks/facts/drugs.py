"""Medicines that a handout may tell a patient to stop or to keep taking, by their usual name."""

from __future__ import annotations

import functools
import re

from handouts.checks.facts.grammar import any_of
from handouts.checks.facts.triggers import Trigger

DRUGS: dict[str, tuple[str, ...]] = {
    # classes, in the words of patients
    "blood thinner": ("blood thinners?", "anticoagulants?", "anticoagulantes?"),
    "anti-clotting medicine": ("anti-clotting medicines?", "antiplatelets?", "antiplaquetarios?"),
    "GLP-1": ("GLP-1s?",),
    "NSAID": ("NSAIDs?", "anti-inflammatory (?:pills|medicines?)", "antiinflamatorios?"),
    "water pill": ("water pills?", "diuretics?", "diuréticos?"),
    "diabetes medicine": ("diabetes (?:pills|medicines?)",),
    # drugs, with their trade names in the United States
    "warfarin": ("warfarin", "coumadin", "jantoven", "warfarina"),
    "apixaban": ("apixab[aá]n", "eliquis"),
    "rivaroxaban": ("rivaroxab[aá]n", "xarelto"),
    "dabigatran": ("dabigatr[aá]n", "pradaxa"),
    "edoxaban": ("edoxab[aá]n", "savaysa"),
    "heparin": ("heparina?",),
    "enoxaparin": ("enoxaparina?", "lovenox"),
    "aspirin": ("aspirina?",),
    "clopidogrel": ("clopidogrel", "plavix"),
    "prasugrel": ("prasugrel", "effient"),
    "ticagrelor": ("ticagrelor", "brilinta"),
    "ibuprofen": ("ibuprofeno?", "advil", "motrin"),
    "naproxen": ("naproxeno?", "aleve"),
    "celecoxib": ("celecoxib", "celebrex"),
    "acetaminophen": ("acetaminophen", "acetaminofén", "paracetamol", "tylenol"),
    "metformin": ("metformina?", "glucophage"),
    "insulin": ("insulina?",),
    "glipizide": ("glipizide", "glipizida", "glucotrol"),
    "glyburide": ("glyburide", "gliburida"),
    "empagliflozin": ("empagliflozina?", "jardiance"),
    "dapagliflozin": ("dapagliflozina?", "farxiga"),
    "canagliflozin": ("canagliflozina?", "invokana"),
    "ertugliflozin": ("ertugliflozina?", "steglatro"),
    "semaglutide": ("semaglutid[ae]", "ozempic", "wegovy", "rybelsus"),
    "tirzepatide": ("tirzepatid[ae]", "mounjaro", "zepbound"),
    "liraglutide": ("liraglutid[ae]", "victoza", "saxenda"),
    "dulaglutide": ("dulaglutid[ae]", "trulicity"),
    "exenatide": ("exenatid[ae]", "byetta", "bydureon"),
    "phentermine": ("phentermine", "fentermina"),
    "lisinopril": ("lisinopril",),
    "losartan": ("losart[aá]n",),
    "furosemide": ("furosemid[ae]", "lasix"),
    "metoprolol": ("metoprolol",),
    "sildenafil": ("sildenafil", "viagra"),
    "tadalafil": ("tadalafil", "cialis"),
    "fish oil": ("fish oil", "aceite de pescado"),
    "vitamin E": ("vitamin E", "vitamina E"),
    "herbal medicine": ("herbal (?:medicines?|pills|supplements?)", "herbs", "hierbas"),
}
"""Usual name, and the words that mean it in English and Spanish; written for this project."""


def _stem(word: str) -> str:
    """Return the longest run of letters that stands in every form of a word."""
    runs = re.split(r"\(\?:[^)]*\)|\[[^]]*\]|\w\?| ", word)
    return max(runs, key=len).casefold()


TRIGGER = Trigger({_stem(word) for names in DRUGS.values() for word in names})
"""Words of which one stands in every match of `pattern`."""


@functools.cache
def pattern() -> re.Pattern[str]:
    """Return a pattern that finds every one of these words."""
    words = any_of(word for names in DRUGS.values() for word in names)
    return re.compile(rf"\b{words}\b", re.IGNORECASE)


@functools.cache
def usual_name(word: str) -> str:
    """Return the usual name of a medicine that `pattern` has found."""
    for name, words in DRUGS.items():
        if any(re.fullmatch(each, word, re.IGNORECASE) for each in words):
            return name
    raise KeyError(word)
