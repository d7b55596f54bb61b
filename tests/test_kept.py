from __future__ import annotations

from handouts.kept import Kept


def test_kept_when_a_word_is_looked_up_again_then_it_is_not_worked_out_again():
    asked: list[str] = []

    def length(word: str) -> int:
        asked.append(word)
        return len(word)

    lengths = Kept(length)
    assert [lengths[word] for word in ("heart", "vein", "heart")] == [5, 4, 5]
    assert asked == ["heart", "vein"]


def test_kept_when_it_is_full_then_it_begins_anew_and_says_the_same():
    lengths = Kept(len, 3)
    words = ["a" * number for number in range(1, 20)]
    assert [lengths[word] for word in words] == list(range(1, 20))
    assert len(lengths) <= 4
