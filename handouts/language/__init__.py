"""Languages: every fixed phrase of a page, and how numbers, dates and times are worded.

A language is one file, ``layouts/languages/<code>.yaml``. Its keys are exactly the fields of the
models below: a missing phrase and an unknown key are both errors, so a handout is never half in
another language. No wording stands in Python. A phrase may hold slots such as ``{phone}``, which
are fixed for each phrase, and bold words between ``**`` where it has slots.
"""

from handouts.language.load import languages, load_language
from handouts.language.wording import Language

__all__ = ["Language", "languages", "load_language"]
