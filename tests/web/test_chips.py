"""Filters that no form shows stand above a list as chips, each a link to the list without it."""

import pytest

from tests.make import Talks
from tests.web.reading import opened, part, words


def shown(path: str) -> dict[str, str]:
    """What the chips of a page say, with what each leads to."""
    chips = opened(path).select(".chips a.chip:not(.chip--clear)")
    return {words(one): str(one["href"]) for one in chips}


@pytest.mark.parametrize(
    ("path", "chips"),
    [
        (
            "/articles/?publisher=The Gazette,The Courier&language!=ru&kind=news",
            {
                "Take off Without Russian ×": "/articles/?kind=news&publisher=The+Courier,The+Gazette",
                "Take off Publisher The Courier ×": "/articles/?kind=news&language!=ru&publisher=The+Gazette",
                "Take off Publisher The Gazette ×": "/articles/?kind=news&language!=ru&publisher=The+Courier",
            },
        ),
        (
            "/officials/?issue=compliance&side=RU",
            {"Take off Issues Compliance ×": "/officials/?side=RU"},
        ),
        ("/treaties/?negotiation!=salt-i", {"Take off Without SALT I ×": "/treaties/"}),
        (
            "/?kind!=summit&official=sergei-ryabkov",
            {
                "Take off Officials Sergei Ryabkov ×": "/?kind!=summit",
                "Take off Without Summit ×": "/?official=sergei-ryabkov",
            },
        ),
        ("/articles/?q=visit&kind=news", {}),
    ],
)
def test_each_names_its_value_and_takes_it_off(talks: Talks, path: str, chips: dict[str, str]) -> None:
    assert shown(path) == chips


def test_what_is_left_out_stands_in_the_title(talks: Talks) -> None:
    cited = words(part(opened("/?kind!=summit"), ".cite"))

    assert "without Summit" in cited
