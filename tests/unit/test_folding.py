"""Folded text: both alphabets, no case, no accents."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.domain import folding


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Рябков, Сергей", "ryabkov sergey"),
        ("РЯБКОВ", "ryabkov"),
        ("Évian-les-Bains", "evian les bains"),
        ("O’Neill’s  “plan”", "oneills plan"),
        ("ＡＢＭ １９７２", "abm 1972"),
        ("", ""),
        ("the U.S. and the U.S.S.R., U. S. and U S S R", "the us and the ussr us and ussr"),
        ("J.D. Crouch, J. D. Crouch, George H. W. Bush", "jd crouch jd crouch george hw bush"),
        ("SS-20, SS20, ss 20 in the 1980s; 9M729", "ss 20 ss 20 ss 20 in the 1980s 9m729"),
        ("5,000 or 5000; 1,550 in 1972, 100 of them; 1,2,3", "5000 or 5000 1550 in 1972 100 of them 1 2 3"),
        ("Reagan/Gorbachev", "reagan gorbachev"),
        ("O´Neill, O'Neill, O’Neill", "oneill oneill oneill"),
    ],
)
def test_text_is_folded_to_latin_words(text: str, folded: str) -> None:
    assert folding.fold(text) == folded


@pytest.mark.parametrize(
    "spellings",
    [
        ["missile defence", "missile defense", "Missile-Defence"],
        ["programme", "program"],
        ["theatre", "theater"],
        ["organise organisation", "organize organization"],
        ["analyse", "analyze"],
        ["labour behaviour favourable", "labor behavior favorable"],
        ["anti-ballistic", "antiballistic", "anti ballistic"],
        ["non-proliferation", "nonproliferation"],
        ["on-site", "onsite"],
        ["co-operation", "cooperation"],
        ["throw-weight", "throw weight", "throwweight"],
    ],
)
def test_british_and_american_joined_and_parted_spellings_meet(spellings: list[str]) -> None:
    assert len({folding.fold(one) for one in spellings}) == 1


@pytest.mark.parametrize("word", ["four", "hour", "our", "rise", "none", "nonetheless", "anticipate", "antique"])
def test_words_that_only_look_alike_stay_apart(word: str) -> None:
    assert folding.fold(word) in {word, word.replace("ise", "ize")}
    assert folding.fold(word) not in {"for", "hor", "or"}


@pytest.mark.parametrize(
    ("begun", "written"), [("organis", "organisation"), ("defenc", "defence"), ("programm", "programmes")]
)
def test_what_is_being_written_begins_what_will_be_written(begun: str, written: str) -> None:
    assert folding.fold(written).startswith(folding.begun(folding.fold(begun)))


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


def test_a_search_text_keeps_its_texts_and_what_they_belong_to_apart() -> None:
    text = folding.search_text(["The Krasnoyarsk radar", "", "ABM Treaty"], ["Missile defence", ""])

    assert text == "the krasnoyarsk radar 0break abm treaty 0break 0missile 0defense"
    assert folding.search_text([""], []) == ""
