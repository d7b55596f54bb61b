"""The documents of a run differ in their words and in nothing else."""

import re

import pytest
import yaml

from handouts.content.load import load_handout
from handouts.workspace import TopicFile, Workspace, builtin
from tests.benchmarks import variants

SOURCES = sorted((builtin() / "content").glob("*/*/en.yaml"))


def shape(data):
    """Return data with each word of small letters as one letter."""
    if isinstance(data, dict):
        return {key: shape(value) for key, value in data.items()}
    if isinstance(data, list):
        return [shape(value) for value in data]
    return re.sub(r"[a-z]+", "x", str(data))


def texts(data):
    """Yield every text of more than three words."""
    if isinstance(data, dict | list):
        for value in data.values() if isinstance(data, dict) else data:
            yield from texts(value)
    elif len(str(data).split()) > 3:
        yield data


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.parent.name)
def test_reword_when_given_a_shipped_topic_changes_words_and_no_fact(path):
    source = path.read_text(encoding="utf-8")
    one, two = (variants.reword(source, number) for number in (1, 2))
    was, now = (yaml.load(text, Loader=yaml.BaseLoader) for text in (source, one))
    assert len({source, one, two}) == 3
    assert shape(was) == shape(now)
    assert [entry["when"] for entry in now["preparation"]] == [entry["when"] for entry in was["preparation"]]
    for kept in (r"\{\{.*?\}\}", r"\[\[.*?\]\]", r"\]\(.*?\)", r"https://\S+"):
        assert re.findall(kept, one) == re.findall(kept, source)
    new = set(re.findall(r"\w+", one)) - set(re.findall(r"\w+", source))
    assert 40 < len(new) < 200
    assert len(new - set(re.findall(r"\w+", two))) > 40
    sentences, same = set(texts(was)), set(texts(was)) & set(texts(now))
    assert len(sentences) > 100
    assert len(same) < len(sentences) / 5


def test_shipped_topics_are_there():
    assert len(SOURCES) >= 4


@pytest.mark.parametrize(("one", "two"), [(1, 61), (60, 3600), (7, 3607)])
def test_reword_when_numbers_share_turns_of_letters_makes_other_new_words(one, two):
    source = SOURCES[0].read_text(encoding="utf-8")
    was = set(re.findall(r"\w+", source))
    first, second = (set(re.findall(r"\w+", variants.reword(source, number))) - was for number in (one, two))
    assert len(first) > 40
    assert len(first - second) > 40


def test_reword_when_there_is_no_sentence_refuses():
    with pytest.raises(ValueError, match="no sentence"):
        variants.reword("when: 8 hours before\n", 1)


@pytest.mark.parametrize("count", [0, variants.MOST + 1])
def test_make_when_too_few_or_too_many_refuses(count, tmp_path):
    with pytest.raises(ValueError, match=f"between 1 and {variants.MOST}"):
        variants.make(variants.Topic(TopicFile("d", "t", "en", tmp_path), 4), count, tmp_path)


def test_make_when_asked_for_two_makes_handouts_that_load_and_differ(tmp_path):
    topic = variants.Topic(next(file for file in Workspace.open(builtin(), builtin()).topics()), 4)
    names = variants.make(topic, 2, tmp_path / "workspace")
    workspace = Workspace.open(tmp_path / "workspace", tmp_path)
    loaded = [load_handout(workspace, file).handout for file in workspace.topics() if file.topic in names]
    assert len(loaded) == 2
    assert loaded[0].summary != loaded[1].summary or loaded[0].key_points != loaded[1].key_points
    assert loaded[0].review == loaded[1].review


def test_reword_when_a_source_claims_a_number_then_its_words_stay_wherever_lines_break():
    source = """summary: >-
  Fewer than 1 of every
  100 people need another treatment after something wonderful
sources:
  - id: one
    numbers: [Fewer than 1 of every 100 people]
"""
    for number in range(1, 30):
        made = yaml.safe_load(variants.reword(source, number))
        assert made["summary"].startswith("Fewer than 1 of every 100 people need ")
        assert not made["summary"].endswith("another treatment after something wonderful")
        assert made["sources"] == [{"id": "one", "numbers": ["Fewer than 1 of every 100 people"]}]
