"""Wording: author text and phrases as markup. The one place where text becomes XML."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from handouts.content import prose
from handouts.content.facts import Duration
from handouts.layouts import frequencies
from handouts.layouts.generated import marked, written
from handouts.layouts.phrase import fill

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from handouts.content.facts import HowOften, Offset
    from handouts.content.prose import Span
    from handouts.content.sections import GlossaryEntry, ReturnTo
    from handouts.language import Language
    from handouts.layouts.schedule import Slot

_ENDS = (".", "!", "?", "…", "\u3002", "\uff01", "\uff1f", "\u061f", "\u0964")
"""Marks that end a sentence, of the wide, Arabic and Devanagari scripts too."""


class MissingValueError(Exception):
    """A placeholder stands for something that the clinic's file does not give."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class Wording:
    """The words of one handout: its language, its clinic's values and its glossary."""

    def __init__(self, language: Language, values: Mapping[str, str | None], glossary: Iterable[GlossaryEntry]) -> None:
        """Prepare for one handout.

        Args:
            language: phrases and the form of numbers and dates.
            values: what each placeholder stands for; `None` where the clinic does not say.
            glossary: the words that this layout prints.
        """
        self._language = language
        self._links = language.phrases.links
        self._values = values
        self._terms = {entry.term.casefold(): number for number, entry in enumerate(glossary, start=1)}

    # ------------------------------------------------------------ author text

    def prose(self, text: str) -> Markup:
        """Return a sentence of a content file as markup."""
        spans = prose.parse(text)
        if len(spans) == 1 and isinstance(spans[0], prose.Words):  # as in most sentences
            return marked(written(spans[0].text))
        return marked(self._spans(spans))

    def plain(self, text: str) -> str:
        """Return a sentence of a content file as plain text, placeholders filled."""

        def below(spans: tuple[Span, ...]) -> str:
            return "".join(map(one, spans))

        def one(span: Span) -> str:
            match span:
                case prose.Words() | prose.Term():
                    return span.text
                case prose.Placeholder():
                    return self._value(span.name)
                case _:
                    return below(span.spans)

        return below(prose.parse(text))

    def _spans(self, spans: tuple[Span, ...]) -> str:
        return "".join(map(self._span, spans))

    def _span(self, span: Span) -> str:
        match span:
            case prose.Words():
                return written(span.text)
            case prose.Bold():
                return f"<strong>{self._spans(span.spans)}</strong>"
            case prose.Address():
                return self.link(span.href, self._spans(span.spans))
            case prose.Term():
                return self._term(span.term, span.text)
            case prose.Other():
                return f'<span lang="{written(span.language)}">{self._spans(span.spans)}</span>'
            case prose.Placeholder():
                return written(self._value(span.name))

    def _value(self, name: str) -> str:
        value = self._values[name]
        if value is None:
            raise MissingValueError(name)
        return value

    def _term(self, term: str, shown: str) -> str:
        number = self._terms.get(term.casefold())
        if number is None:
            return f"<strong>{written(shown)}</strong>"
        title = written(self._links.term.format(term=term))
        return f'<a href="#term-{number}" title="{title}">{written(shown)}</a>'

    def link(self, href: str, inner: str) -> str:
        """Return a link around some markup, with words that say where it leads."""
        scheme, _, rest = href.partition(":")
        match scheme:
            case "mailto":
                title = self._links.mail.format(address=rest)
            case "tel":
                title = self._links.phone.format(phone=rest)
            case _:
                title = self._links.web.format(address=bare(href))
        return f'<a href="{written(href)}" title="{written(title)}">{inner}</a>'

    def address(self, href: str) -> Markup:
        """Return an address as a link that shows where it leads, since nobody can click on paper."""
        return marked(self.link(href, written(bare(href))))

    # ------------------------------------------------------------ facts

    def duration(self, value: Duration) -> str:
        """Return a length of time."""
        return self._language.duration(value.low, value.high, value.unit)

    def sentence(self, value: str) -> Markup:
        """Return words or markup as a sentence; one that ends in a mark of its own gets no second."""
        words = value.striptags() if isinstance(value, Markup) else value
        return escape(value) if words.endswith(_ENDS) else fill(self._language.phrases.sentence, words=value)

    def offset(self, value: Offset) -> str:
        """Return a time before the appointment."""
        return self._language.offset(value.amount, value.unit)

    def dated(self, slot: Slot) -> str:
        """Return the date of a time before the appointment, with a clock time where it has one; else nothing."""
        if slot.clock is not None:
            return self._language.moment(slot.clock, slot.repeated)
        return self._language.date(slot.day, "weekday") if slot.day is not None else ""

    def shown(self, value: HowOften) -> frequencies.Shown:
        """Return how often something happens: the sentence, the picture, and words for the picture."""
        return frequencies.shown(value, self._language)

    def activity(self, value: ReturnTo) -> str:
        """Return the name of an activity."""
        return str(getattr(self._language.phrases.return_to.activities, value.activity.replace(" ", "_")))

    def after(self, value: ReturnTo) -> Markup:
        """Return when an activity is safe again."""
        phrases = self._language.phrases.return_to
        match value.after:
            case Duration():
                return fill(phrases.wait, duration=self.duration(value.after))
            case "straight away":
                return escape(phrases.straight_away)
            case "ask us":
                return escape(phrases.ask_us)

    def clock(self, value: datetime.datetime | datetime.time) -> str:
        """Return a clock time."""
        return self._language.clock(value.time() if isinstance(value, datetime.datetime) else value)


def bare(href: str) -> str:
    """Return a web address as people write it, without its scheme."""
    return href.removeprefix("https://").removesuffix("/")
