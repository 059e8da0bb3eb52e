"""Names of sides and places."""

from datetime import date

from timeline.domain import vocabulary


def test_moscow_stands_for_the_soviet_union_until_christmas_1991() -> None:
    assert vocabulary.side_name("RU", on=date(1991, 12, 25)) == "Soviet Union"
    assert vocabulary.side_name("RU", on=date(1991, 12, 26)) == "Russia"
    assert vocabulary.side_name("US", on=date(1960, 1, 1)) == "United States"


def test_third_parties_go_by_their_names() -> None:
    assert vocabulary.side_capital("RU") == "Moscow"
    assert vocabulary.side_capital("IR") == "Iran"


def test_country_codes_are_the_worlds_countries() -> None:
    codes = vocabulary.country_codes()

    assert {"US", "RU", "CH", "IS", "AT"} <= codes
    assert not {"EU", "UN", "ZZ", "XX"} & codes
    assert len(codes) == 249
