"""Links into sources at their words: pure, no database."""

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.domain.text_fragments import as_uri, source_link


@pytest.mark.parametrize(
    ("quotation", "fragment"),
    [
        ("within the laboratory", "within%20the%20laboratory"),
        ("trust, but verify", "trust%2C%20but%20verify"),
        ("U.S.-Soviet arms-control talks", "U.S.%2DSoviet%20arms%2Dcontrol%20talks"),
        ("command & control", "command%20%26%20control"),
        ("a “new” treaty's 'end'", "a%20%E2%80%9Cnew%E2%80%9D%20treaty%27s%20%27end%27"),
        ("до конца", "%D0%B4%D0%BE%20%D0%BA%D0%BE%D0%BD%D1%86%D0%B0"),
        ("50% of #1 = half?", "50%25%20of%20%231%20%3D%20half%3F"),
        ("two\n lines   wide", "two%20lines%20wide"),
    ],
)
def test_every_character_with_a_meaning_is_encoded(quotation: str, fragment: str) -> None:
    assert source_link("https://a.example/x?y=1", quotation) == f"https://a.example/x?y=1#:~:text={fragment}"


def test_an_address_in_another_alphabet_becomes_ascii() -> None:
    address = "https://a.example/Niinistö/اقتراحات?a=%20&b=1"

    assert as_uri(address) == (
        "https://a.example/Niinist%C3%B6/%D8%A7%D9%82%D8%AA%D8%B1%D8%A7%D8%AD%D8%A7%D8%AA?a=%20&b=1"
    )
    assert as_uri(as_uri(address)) == as_uri(address)
    assert source_link("https://a.example/ö", "a few words") == "https://a.example/%C3%B6#:~:text=a%20few%20words"


def test_a_fragment_that_is_there_stays() -> None:
    assert source_link("https://a.example/x#part", "a few words") == "https://a.example/x#part:~:text=a%20few%20words"


def test_a_long_quotation_is_given_by_its_ends() -> None:
    words = " ".join(f"w{number}" for number in range(1, 21))

    link = source_link("https://a.example/", words)

    assert link == ("https://a.example/#:~:text=w1%20w2%20w3%20w4%20w5%20w6,w15%20w16%20w17%20w18%20w19%20w20")


def test_without_words_the_address_stays_as_it_is() -> None:
    assert source_link("https://a.example/x", "  ") == "https://a.example/x"
    assert source_link("https://a.example/#:~:text=a", "b") == "https://a.example/#:~:text=a"


@given(st.lists(st.text(min_size=1).map(lambda text: "".join(text.split()) or "x"), min_size=1, max_size=14))
def test_the_words_come_back_from_the_fragment(words: list[str]) -> None:
    fragment = source_link("https://a.example/", " ".join(words)).partition(":~:text=")[2]

    assert unquote(fragment).split() == " ".join(words).split()
    assert not set(fragment) & set(' -,&#"<>')
