from __future__ import annotations

import pytest

from tests.checks import shipped_subjects
from tests.checks.beside import side_by_side
from tests.checks.fragments import hits, subjects, told

# The parts of the smallest handout that hold numbers, in Spanish.
SILENT = """
key_points: [Traiga su lista., Traiga a un adulto., Llámenos si se siente mal.]
recovery: [{when: Después de 2 semanas, text: Todo está bien.}]
"""


def pair(english: str, spanish: str) -> str:
    missing = "\n".join(line for line in SILENT.split("\n") if f"{line.split(':')[0]}:" not in spanish)
    return f"topic: a\n{english}\n---\ntopic: a\nlanguage: es\n{spanish}\n{missing}"


def risk(how_often: str) -> str:
    return f"risks: {{items: [{{name: A, how_often: {how_often}, what_we_do: B}}]}}"


@pytest.mark.parametrize(
    ("english", "spanish", "key"),
    [
        ("summary: Rest for 2 days.", "summary: Descanse 3 días.", "summary"),
        ("summary: Rest for 2 days.", "summary: Descanse 2 horas.", "summary"),
        ("summary: Rest for 24 hours.", "summary: Descanse 2 días.", "summary"),
        ("summary: Fever of 100.4 °F (38 °C).", "summary: 'Fiebre de 101.4 °F (38 °C).'", "summary"),
        ("summary: It helps 95%.", "summary: Ayuda al 85 %.", "summary"),
        ("summary: It helps 9 of 1,000 people.", "summary: Ayuda a 9 de cada 100 personas.", "summary"),
        ("summary: Take 2 pills.", "summary: Tome las pastillas.", "summary"),
        ("summary: Take the pills.", "summary: Tome 2 pastillas.", "summary"),
        ("do: ['Walk 10 minutes.', 'Rest.']", "do: ['Camine 20 minutos.', 'Descanse.']", "do[1]"),
        (
            "return_to: [{activity: driving, after: 1 day}]",
            "return_to: [{activity: driving, after: 2 days}]",
            "return_to[1].after",
        ),
        (
            "return_to: [{activity: driving, after: 1 day}]",
            "return_to: [{activity: flying, after: 1 day}]",
            "return_to[1].activity",
        ),
        (risk("{n: 1, of: 100, source: s}"), risk("{n: 2, of: 100, source: s}"), "risks.items[1].how_often.n"),
        (risk("{n: 1, of: 100, source: s}"), risk("not known"), "risks.items[1].how_often"),
        (
            "preparation: [{when: 8 hours before, text: Stop eating.}]",
            "preparation: [{when: 6 hours before, text: Deje de comer.}]",
            "preparation[1].when",
        ),
        (
            "recovery: [{when: First 24 hours, text: Rest.}]",
            "recovery: [{when: Primeras 48 horas, text: A.}]",
            "recovery[1].when",
        ),
    ],
)
def test_number_when_the_translation_has_another_then_it_is_found(english, spanish, key, tmp_path):
    assert told("H377", pair(english, spanish), tmp_path) == [key]


@pytest.mark.parametrize(
    ("english", "spanish"),
    [
        ("summary: Rest for 24 hours.", "summary: Descanse 1 día."),
        ("summary: Rest for 2 weeks.", "summary: Descanse 14 días."),
        ("summary: Rest for one hour.", "summary: Descanse 1 hora."),
        ("summary: Rest for 1 hour.", "summary: Descanse una hora."),
        ("summary: Come for your 2nd visit.", "summary: Venga a su segunda cita."),
        ("summary: Take it 2 times a day.", "summary: Tómelo dos veces al día."),
        ("summary: Take it twice.", "summary: Tómelo 2 veces."),
        ("summary: It helps 9 of 1,000 people.", "summary: Ayuda a 9 de cada 1.000 personas."),
        ("summary: It takes 1.5 hours.", "summary: 'Dura 1,5 horas.'"),
        ("summary: It helps 95%.", "summary: Ayuda al 95 %."),
        ("recovery: [{when: Week 1, text: Rest.}]", "recovery: [{when: Primera semana, text: Descanse.}]"),
        ("summary: Call {{ clinic.phone }}.", "summary: Llame al {{ clinic.phone }}."),
        (risk("{n: 1, of: 100, source: s}"), risk("{n: 1, of: 100, source: s}")),
        ("return_to: [{activity: driving, after: 24 hours}]", "return_to: [{activity: driving, after: 1 day}]"),
    ],
)
def test_number_when_the_translation_says_the_same_then_it_passes(english, spanish, tmp_path):
    assert told("H377", pair(english, spanish), tmp_path) == []
    assert told("H378", pair(english, spanish), tmp_path) == []


def test_number_when_it_differs_then_both_places_and_what_is_lost_and_new_are_told(tmp_path):
    (hit,) = hits("H377", pair("summary: Rest for 2 days, at 8.", "summary: Descanse 3 días, a las 8."), tmp_path)
    assert hit.message.startswith("“2 days” of the original is not here; “3 días” is not in the original (see content/")
    assert hit.place.file == "content/ward/a/es.yaml"


def test_number_when_the_clinic_writes_spanish_first_then_english_is_the_translation(tmp_path):
    fragments = pair(
        "clinic: {language: es}\nsummary: Rest for 2 days.", "clinic: {language: es}\nsummary: Descanse 3 días."
    )
    (hit,) = hits("H377", fragments, tmp_path)
    assert hit.place.file == "content/ward/a/en.yaml"


def test_number_when_a_language_has_no_grammar_then_digits_alone_are_compared(tmp_path):
    more = "key_points: [A., B., C.]\nrecovery: [{{when: Nach 2 Wochen, text: A.}}]"
    german = "topic: a\nlanguage: de\nsummary: Ruhen Sie {}.\n" + more
    english = "topic: a\nsummary: Rest for 2 days."
    assert told("H377", f"{english}\n---\n{german.format('2 Tage')}", tmp_path) == []
    assert told("H377", f"{english}\n---\n{german.format('3 Tage')}", tmp_path) == ["summary"]


@pytest.mark.parametrize(
    ("english", "spanish", "key"),
    [
        ("do: [Walk., Rest.]", "do: [Camine.]", "do"),
        ("do: [Walk.]", "do: [Camine., Descanse.]", "do"),
        ("do: [Walk.]", "summary: A.", "do"),
        ("summary: A.", "do: [Camine.]", "do"),
        ("emergency_signs: [You faint., You bleed.]", "emergency_signs: [Se desmaya.]", "emergency_signs"),
        (
            "glossary: [{term: a, meaning: A}, {term: b, meaning: B}]",
            "glossary: [{term: a, meaning: A}]",
            "glossary",
        ),
        (
            "what_happens: {intro: We watch., steps: [We start.]}",
            "what_happens: {steps: [Empezamos.]}",
            "what_happens.intro",
        ),
    ],
)
def test_section_when_only_one_language_has_it_then_it_is_found(english, spanish, key, tmp_path):
    assert told("H378", pair(english, spanish), tmp_path) == [key]


@pytest.mark.parametrize(
    ("english", "spanish", "words"),
    [
        ("summary: Call {{ clinic.phone }}.", "summary: Llámenos.", "“{{ clinic.phone }}” of the original is not here"),
        ("summary: Call us.", "summary: Llame al {{ clinic.phone }}.", "“{{ clinic.phone }}” is not in the original"),
        (
            "do: ['{{ clinic.nights }}']",
            "do: ['{{ clinic.phone }}']",
            "“{{ clinic.nights }}” of the original is not here",
        ),
        (
            "summary: The [[duct]].",
            "summary: El conducto.",
            "words marked for the glossary in “summary”: 0 here, 1 in the original",
        ),
        (
            "do: ['The [[duct]] and [[bile]].']",
            "do: ['El [[conducto]].']",
            "words marked for the glossary in “do”: 1 here, 2",
        ),
        ("summary: The duct.", "summary: El [[conducto]].", "words marked for the glossary in “summary”: 1 here, 0"),
    ],
)
def test_mark_when_the_translation_has_it_otherwise_then_it_is_found(english, spanish, words, tmp_path):
    found = hits("H379", pair(english, spanish), tmp_path)
    assert any(words in hit.message for hit in found)


@pytest.mark.parametrize(
    ("english", "spanish"),
    [
        ("summary: Call {{ clinic.phone }} now.", "summary: Llame ahora al {{ clinic.phone }}."),
        ("do: ['The [[duct]].', Rest.]", "do: ['El conducto.', 'Descanse, [[conducto]].']"),
        ("summary: A {{ clinic.name }} [[b]].", "summary: '[[b]] {{ clinic.name }}'"),
    ],
)
def test_mark_when_the_translation_has_it_too_then_it_passes(english, spanish, tmp_path):
    assert told("H379", pair(english, spanish), tmp_path) == []


def test_difference_when_the_translation_allows_it_with_a_reason_then_it_passes(tmp_path):
    allowed = "\nchecks: {allow: [{code: H377, words: summary, reason: Another drug is sold there}]}"
    fragments = pair("summary: Take 2 pills.", "summary: Tome 3 pastillas." + allowed)
    done = side_by_side(subjects(fragments, tmp_path), whole=True)
    assert [finding.code for finding in done.findings] == []
    assert [pardon.finding.code for pardon in done.pardons] == ["H377"]


@pytest.mark.parametrize("code", ["H377", "H378", "H379"])
def test_topics_in_other_languages_when_each_stands_alone_then_nothing_is_compared(code, tmp_path):
    assert (
        told(code, "topic: a\nsummary: Rest 2 days.\n---\ntopic: b\nlanguage: es\nsummary: A.\ndo: [B.]", tmp_path)
        == []
    )
    assert shipped_subjects.found(code) == []
