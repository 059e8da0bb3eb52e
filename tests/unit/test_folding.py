"""Folded text: both alphabets, no case, no accents."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline import folding


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Рябков, Сергей", "ryabkov sergey"),
        ("РЯБКОВ", "ryabkov"),
        ("Évian-les-Bains", "evian les bains"),
        ("O’Neill’s  “plan”", "oneills plan"),
        ("ＡＢＭ １９７２", "abm 1972"),
        ("", ""),
    ],
)
def test_text_is_folded_to_latin_words(text: str, folded: str) -> None:
    assert folding.fold(text) == folded


def test_words_of_a_query_come_once_and_are_not_too_many() -> None:
    assert folding.words("Мамедов mamedov MAMEDOV") == ["mamedov"]
    assert len(folding.words(" ".join(map(str, range(50))))) == 12


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folding.fold(folding.fold(text)) == folding.fold(text)


@pytest.mark.parametrize("spelling", ["Reykjavík", "Reykjavi\u0301k", "REYKJAVIK", " reykjavik "])
def test_spellings_of_a_name_have_one_key(spelling: str) -> None:
    assert folding.name_key(spelling) == "reykjavik"


def test_a_name_without_letters_has_a_key_too() -> None:
    assert folding.name_key("—") == "—"
    assert folding.name_key("") == ""
