"""What is well-formed and yet cannot be so: each by the message and the place that it gives."""

import pytest

from tests.loader.cast import DIARY, DIARY_FILE, NEWS_FILE, Fixtures

MEETING = "1969-11-17-helsinki-smith-semenov"
REMEDY = "mend the year; what has not ended has no date of its end"


def outside(text: str) -> str:
    return f"{text!r} lies outside the years of the record, 1945 to 2050: {REMEDY}"


@pytest.mark.parametrize(
    "date",
    ["9986-10-11", "0086-10-11", "9999-12-31", "0001-01-01", "2986-10", "1086", "2086-10-11", "1886-10-11", "208X"],
)
def test_year_outside_those_of_the_record(fixtures: Fixtures, date: str) -> None:
    fixtures.change(NEWS_FILE, 'start: "2017-09~"', f'start: "{date}"')

    assert fixtures.problems() == [f"{NEWS_FILE}:29:10: start: {outside(date)}"]


@pytest.mark.parametrize("date", ["1945", "2050-12-31", "194X"])
def test_the_years_of_the_record_have_ends(fixtures: Fixtures, date: str) -> None:
    fixtures.change("officials.yaml", 'from: "1969", to: "1973"', f'from: "{date}"')

    assert fixtures.problems() == ([f"officials.yaml:8:36: from: {outside(date)}"] if date == "194X" else [])


@pytest.mark.parametrize(
    ("file", "old", "new", "place", "key"),
    [
        (NEWS_FILE, 'published: "1969-11-18"', 'published: "9969-11-18"', "5:12", "published"),
        (NEWS_FILE, 'end: "1969-12-22"', 'end: "9969-12-22"', "16:8", "end"),
        (NEWS_FILE, 'date: "1969-11"\n', 'date: "0969-11"\n', "46:9", "date"),
        ("officials.yaml", 'to: "1973"', 'to: "9999-12-31"', "8:48", "to"),
        ("negotiations.yaml", 'end: "1972"', 'end: "2972"', "2:52", "end"),
        ("treaties.yaml", 'in_force: "1972-10-03"', 'in_force: "2972-10-03"', "6:13", "in_force"),
        ("leaders.yaml", 'to: "1974-08-09"', 'to: "9999-12-31"', "2:95", "to"),
    ],
)
def test_years_of_every_kind_of_date_are_looked_at(
    fixtures: Fixtures, file: str, old: str, new: str, place: str, key: str
) -> None:
    fixtures.change(file, old, new)

    date = new.split('"')[1]
    assert fixtures.problems() == [f"{file}:{place}: {key}: {outside(date)}"]


# Meetings.


@pytest.mark.parametrize("status", ["held", "broken-off"])
def test_meeting_that_took_place_after_all_that_names_it(fixtures: Fixtures, status: str) -> None:
    fixtures.change(NEWS_FILE, "status: planned", f"status: {status}")

    assert fixtures.problems() == [
        f"{NEWS_FILE}:30:11: meeting '2017-09-12-call-smith-semenov': status is {status!r}, but every source that "
        "names it appeared before '2017-09~': write 'planned', mend the date, or name the meeting in the source that "
        "reports it"
    ]


def test_meeting_whose_year_was_mistyped_lies_after_its_source(fixtures: Fixtures) -> None:
    fixtures.change(NEWS_FILE, 'start: "1969-11-17"\n  end: "1969-12-22"', 'start: "1970-11-17"\n  end: "1970-12-22"')
    fixtures.change("treaties.yaml", f"  signed_at: {MEETING}\n", "")

    [problem] = fixtures.problems()
    assert problem.startswith(f"{NEWS_FILE}:17:11: meeting '{MEETING}': status is 'held', but every source ")


def test_a_later_source_that_names_the_meeting_is_enough(fixtures: Fixtures) -> None:
    fixtures.change(NEWS_FILE, 'published: "1969-11-18"', 'published: "1969-11-16"')
    fixtures.change(NEWS_FILE, 'date: "1969-11-17"', 'date: "1969-11-16"')

    assert fixtures.problems() == []


def test_a_later_position_stated_at_the_meeting_is_enough(fixtures: Fixtures) -> None:
    position = f"""positions:
- holder: gerard-smith
  side: US
  issue: compliance
  stance: unclear
  date: "1969-12"
  meeting: {MEETING}
  summary: A word.
  quote: we shall see what comes
  speech: direct
"""
    fixtures.change(NEWS_FILE, 'published: "1969-11-18"', 'published: "1969-11-16"')
    fixtures.change(NEWS_FILE, 'date: "1969-11-17"', 'date: "1969-11-16"')
    meetings = DIARY.partition("meetings:")[2].partition("positions:")[0]
    fixtures.write(DIARY_FILE, DIARY.replace(meetings, " []\n").replace("positions: []\n", position))

    assert fixtures.problems() == []


def test_what_cannot_be_read_may_be_the_later_source(fixtures: Fixtures) -> None:
    fixtures.change(NEWS_FILE, 'published: "1969-11-18"', 'published: "1969-11-16"')
    fixtures.change(NEWS_FILE, 'date: "1969-11-17"', 'date: "1969-11-16"')
    fixtures.change(DIARY_FILE, "title: A diary", "title: A: diary")

    assert [problem.partition(" ")[0] for problem in fixtures.problems()] == [f"{DIARY_FILE}:2:9:"]


def test_meeting_of_more_than_two_years(fixtures: Fixtures) -> None:
    fixtures.change(NEWS_FILE, 'end: "1969-12-22"', 'end: "1972-12-22"')

    assert fixtures.problems() == [
        f"{NEWS_FILE}:16:8: the meeting lasts from 1969-11-17 to 1972-12-22: more than two years"
    ]


def test_meeting_outside_the_years_of_its_negotiation(fixtures: Fixtures) -> None:
    fixtures.change("negotiations.yaml", 'start: "1969", end: "1972"', 'start: "1959", end: "1962"')
    fixtures.change("negotiations.yaml", 'start: "2017~"', 'start: "2018~"')

    assert fixtures.problems() == [
        f"{NEWS_FILE}:15:10: start '1969-11-17' lies outside the years of 'salt-i', 1959 to 1962, in negotiations.yaml",
        f"{NEWS_FILE}:29:10: start '2017-09~' lies outside the years of 'dialogue', from 2018~, in negotiations.yaml",
    ]


def test_proof_older_than_its_source(fixtures: Fixtures) -> None:
    proof = f"  proof: {{hash: {'a' * 64}, checked: 1968-07-31}}\n"
    fixtures.change(NEWS_FILE, "  speech: direct\n", f"  speech: direct\n{proof}")

    assert fixtures.problems() == [f"{NEWS_FILE}:42:92: checked '1968-07-31' lies before the source was published"]


@pytest.mark.parametrize("mark", ["(cancelled)", "(called off)", "(Broken off)", "(planned)"])
def test_title_that_says_what_the_status_says(fixtures: Fixtures, mark: str) -> None:
    fixtures.change(NEWS_FILE, "title: A call", f"title: A call {mark}")

    assert fixtures.problems() == [
        f"{NEWS_FILE}:26:10: the title ends in {mark!r}, which the status says; leave it out of the title"
    ]


# Terms and posts.

NIXON = '- {side: US, name: Nixon, official: richard-nixon, office: President, from: "1969-01-20", to: "1974-08-09"}\n'
FORD = '- {side: US, name: Ford, official: gerard-smith, office: President, from: "1974-08-09", to: "1977-01-20"}\n'


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('to: "1974-08-09"', 'to: "1975-08-09"', "from '1969-01-20' to '1975-08-09'"),
        (', to: "1974-08-09"', "", "from '1969-01-20' without an end"),
        ('to: "1974-08-09"', 'to: "1975"', "from '1969-01-20' to '1975'"),
    ],
)
def test_terms_of_a_side_that_overlap(fixtures: Fixtures, old: str, new: str, said: str) -> None:
    fixtures.change("leaders.yaml", NIXON, FORD + NIXON.replace(old, new))

    assert fixtures.problems() == [
        f"leaders.yaml:2:75: from '1974-08-09' lies within the term of 'Nixon', {said}: one of the two dates is wrong"
    ]


def test_terms_that_follow_each_other_or_are_of_two_sides(fixtures: Fixtures) -> None:
    moscow = FORD.replace("side: US", "side: RU").replace("1974-08-09", "1971-08-09")
    fixtures.change("leaders.yaml", NIXON, NIXON + FORD + moscow)

    assert fixtures.problems() == []


def test_a_long_term_overlaps_every_later_one(fixtures: Fixtures) -> None:
    carter = FORD.replace("Ford", "Carter").replace("1977-01-20", "1981-01-20").replace("1974-08-09", "1977-01-20")
    fixtures.change("leaders.yaml", NIXON, NIXON.replace("1974-08-09", "1999-12-31") + FORD + carter)

    assert [problem.partition(" from")[0] for problem in fixtures.problems()] == [
        "leaders.yaml:3:75:",
        "leaders.yaml:4:77:",
    ]


@pytest.mark.parametrize(
    ("first", "second", "message"),
    [
        (
            'from: "1969", to: "1973"', 'from: "1971", to: "1975"',
            "from '1971' lies within the term of 'Director of ACDA', from '1969' to '1973': "
            "one of the two dates is wrong",
        ),
        ('from: "1969", to: "1973"', 'from: "1973", to: "1975"', ""),
        ('from: "1969"', 'from: "2001", to: "2006"', ""),
    ],
)  # fmt: skip
def test_one_office_held_twice_at_a_time(fixtures: Fixtures, first: str, second: str, message: str) -> None:
    post = '  - {post: Director of ACDA, from: "1969", to: "1973"}\n'
    again = post.replace('from: "1969", to: "1973"', second)
    fixtures.change("officials.yaml", post, post.replace('from: "1969", to: "1973"', first) + again)

    assert fixtures.problems() == ([f"officials.yaml:9:36: {message}"] if message else [])


# Treaties.


@pytest.mark.parametrize("signed", ["1969-11-16", "1972-05", "1970"])
def test_treaty_signed_on_no_day_of_its_meeting(fixtures: Fixtures, signed: str) -> None:
    fixtures.change("treaties.yaml", 'signed: "1969-12-22"', f'signed: "{signed}"')

    assert fixtures.problems() == [
        f"treaties.yaml:5:11: signed {signed!r} lies outside the days of the meeting '{MEETING}' in {NEWS_FILE}:15:10"
    ]


@pytest.mark.parametrize("signed", ["1969-11-17", "1969-12", "1969"])
def test_treaty_signed_on_a_day_that_may_be_one_of_its_meeting(fixtures: Fixtures, signed: str) -> None:
    fixtures.change("treaties.yaml", 'signed: "1969-12-22"', f'signed: "{signed}"')

    assert fixtures.problems() == []


def test_treaty_signed_at_a_meeting_that_did_not_take_place(fixtures: Fixtures) -> None:
    fixtures.change(NEWS_FILE, "status: held", "status: cancelled")

    assert fixtures.problems() == [
        f"treaties.yaml:8:14: the meeting '{MEETING}' did not take place: its status is 'cancelled' in "
        f"{NEWS_FILE}:17:11"
    ]
