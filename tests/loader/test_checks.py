"""Every rule of the record, each by the message and the place that its breach gives."""

import pytest

from tests.loader.cast import DIARY, DIARY_FILE, GLOSSARY, NEWS_FILE, Fixtures
from timeline.domain.authors import FORM
from timeline.loader.canonical import settled
from timeline.loader.identity import position_id
from timeline.loader.schema import PositionEntry

DATE_FORMS = (
    "write a date as 1986, 1986-10 or 1986-10-12, with ~ (approximate) or ? (uncertain) behind it where it is so"
)
MEETING = "1969-11-17-helsinki-smith-semenov"


# The shape of a file.


def test_unknown_key(fixtures: Fixtures) -> None:
    fixtures.change(NEWS_FILE, "authors:", "auhtors:")

    assert fixtures.problems() == [f"{NEWS_FILE}:4:1: the key 'auhtors' is unknown; did you mean 'authors'?"]


def test_unknown_key_of_an_entry_is_located_at_the_key(fixtures: Fixtures) -> None:
    fixtures.change(NEWS_FILE, "side: US, role: head, post:", "side: US, role: head, pots:")

    assert fixtures.problems() == [f"{NEWS_FILE}:24:52: the key 'pots' is unknown; did you mean 'post'?"]


def test_missing_key(fixtures: Fixtures) -> None:
    fixtures.change(NEWS_FILE, "language: en\n", "")

    assert fixtures.problems() == [f"{NEWS_FILE}:1:1: the key 'language' is missing"]


def test_missing_key_of_an_entry_is_located_at_the_entry(fixtures: Fixtures) -> None:
    fixtures.change(NEWS_FILE, "  stance: conditional\n", "")

    assert fixtures.problems() == [f"{NEWS_FILE}:33:3: the key 'stance' is missing"]


def test_list_for_a_text(fixtures: Fixtures) -> None:
    fixtures.change(NEWS_FILE, "publisher: The News", "publisher: [The News]")

    assert fixtures.problems() == [f"{NEWS_FILE}:3:12: publisher: must be text, not a list"]


@pytest.mark.parametrize(
    "written",
    ["A. Reporter", "Reporter, A. and Other, B.", "Reporter, A., Junior", "Reuters", "{Reuters", "Reporter,", "{}"],
)
def test_an_author_is_one_person_or_one_organisation(fixtures: Fixtures, written: str) -> None:
    fixtures.change(NEWS_FILE, "Reporter, A.", written)

    assert fixtures.problems() == [f"{NEWS_FILE}:4:11: authors: {FORM}"]


def test_text_for_a_list(fixtures: Fixtures) -> None:
    fixtures.change(NEWS_FILE, "issues: [missile-defense]", "issues: missile-defense")

    assert fixtures.problems() == [f"{NEWS_FILE}:22:11: issues: must be a list ([] for none), not text"]


def test_nothing_for_a_list(fixtures: Fixtures) -> None:
    fixtures.change(DIARY_FILE, "positions: []", "positions:")

    assert fixtures.problems() == [f"{DIARY_FILE}:15:11: positions: must be a list ([] for none), not nothing"]


def test_text_for_an_entry(fixtures: Fixtures) -> None:
    fixtures.change(DIARY_FILE, "positions: []", "positions: [he said no]")

    assert fixtures.problems() == [f"{DIARY_FILE}:15:13: positions: must be a mapping (key: value), not text"]


def test_list_for_an_article(fixtures: Fixtures) -> None:
    fixtures.write("articles/another.yaml", "- slug: another\n")

    assert fixtures.problems() == ["articles/another.yaml:1:1: article: must be a mapping (key: value), not a list"]


def test_mapping_for_a_reference_list(fixtures: Fixtures) -> None:
    fixtures.write("leaders.yaml", "side: US\n")

    assert fixtures.problems() == ["leaders.yaml:1:1: leaders.yaml must be a list of entries"]


def test_bad_enum_value(fixtures: Fixtures) -> None:
    fixtures.change(NEWS_FILE, "stance: conditional", "stance: conditionally")

    assert fixtures.problems() == [
        f"{NEWS_FILE}:36:11: stance: 'conditionally' is none of supports, conditional, opposes, unclear; "
        "did you mean 'conditional'?"
    ]


def test_flag_that_is_neither_true_nor_false(fixtures: Fixtures) -> None:
    fixtures.change(DIARY_FILE, "seed: true", "seed: yes")

    assert fixtures.problems() == [f"{DIARY_FILE}:6:7: seed: must be true or false"]


def test_comparable_must_be_given(fixtures: Fixtures) -> None:
    fixtures.change("issues.yaml", "  comparable: true\n", "")

    assert fixtures.problems() == ["issues.yaml:2:3: the key 'comparable' is missing"]


def test_empty_text(fixtures: Fixtures) -> None:
    fixtures.change(NEWS_FILE, "publisher: The News", 'publisher: " "')

    assert fixtures.problems() == [f"{NEWS_FILE}:3:12: publisher: must not be empty"]


def test_text_longer_than_its_column(fixtures: Fixtures) -> None:
    fixtures.change(NEWS_FILE, "publisher: The News", f"publisher: {'x' * 201}")

    assert fixtures.problems() == [f"{NEWS_FILE}:3:12: publisher: is longer than 200 characters"]


def test_slug_of_other_letters(fixtures: Fixtures) -> None:
    fixtures.change("issues.yaml", "slug: compliance", "slug: Compliance_")

    assert fixtures.problems()[-1] == (
        "issues.yaml:10:9: slug: 'Compliance_' is no slug; write lower-case letters a-z, digits and single hyphens"
    )


@pytest.mark.parametrize(
    ("character", "name"),
    [
        ("\u202e", "U+202E (right-to-left override)"),
        ("\u2066", "U+2066 (left-to-right isolate)"),
        ("\u200b", "U+200B (zero width space)"),
        ("\u00ad", "U+00AD (soft hyphen)"),
    ],
)
def test_invisible_character(fixtures: Fixtures, character: str, name: str) -> None:
    fixtures.change(NEWS_FILE, "title: A call", f"title: A {character}call")

    assert fixtures.problems() == [f"{NEWS_FILE}:26:10: title: holds {name}, which a reader cannot see; take it out"]


def test_escaped_control_character(fixtures: Fixtures) -> None:
    fixtures.change(NEWS_FILE, "title: A call", r'title: "A \0 call"')

    assert fixtures.problems() == [
        f"{NEWS_FILE}:26:10: title: holds U+0000 (a control character), which a reader cannot see; take it out"
    ]


def test_white_space_is_kept_as_single_spaces(fixtures: Fixtures) -> None:
    fixtures.change(NEWS_FILE, "title: A call", "title: |\n    A\n    call\n")

    assert fixtures.corpus().articles[1].meetings[1].title == "A call"


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "ftp://news.example/a",
        "https://",
        "news.example/a",
        "http://[::1",
        "https://a b",
        "//a/b",
    ],
)
def test_url_that_is_no_http_url(fixtures: Fixtures, url: str) -> None:
    fixtures.change(NEWS_FILE, "https://news.example/1969/talks", f"'{url}'")

    assert fixtures.problems() == [
        f"{NEWS_FILE}:6:6: url: {url!r} is no address of a page; write the page's full address, http://… or https://…"
    ]


def test_url_with_a_user_name(fixtures: Fixtures) -> None:
    fixtures.change(NEWS_FILE, "https://news.example/", "https://news.example@evil.example/")

    assert fixtures.problems() == [
        f"{NEWS_FILE}:6:6: url: 'https://news.example@evil.example/1969/talks' carries a user's name; "
        "write the page's full address, http://… or https://…"
    ]


def test_language_that_does_not_exist(fixtures: Fixtures) -> None:
    fixtures.change(NEWS_FILE, "language: en", "language: xx")

    assert fixtures.problems() == [f"{NEWS_FILE}:8:11: language: 'xx' is no ISO 639-1 code of a language"]


def test_country_of_the_past(fixtures: Fixtures) -> None:
    fixtures.change(NEWS_FILE, "country: FI", "country: SU")

    assert fixtures.problems() == [
        f"{NEWS_FILE}:19:12: country: 'SU' is no ISO 3166-1 alpha-2 code of a country of today"
    ]


def test_side_of_the_past(fixtures: Fixtures) -> None:
    fixtures.change("officials.yaml", "side: RU", "side: SU")

    assert fixtures.problems() == [
        "officials.yaml:18:9: side: 'SU' is no side; "
        "write US, RU (also for the Soviet Union) or another ISO 3166-1 alpha-2 code"
    ]


def test_proof_that_is_no_proof(fixtures: Fixtures) -> None:
    fixtures.change(NEWS_FILE, "  speech: direct\n", "  speech: direct\n  proof: {hash: abc, checked: 31.7.2026}\n")

    assert fixtures.problems() == [
        f"{NEWS_FILE}:42:17: hash: must be a SHA-256 hash: 64 hexadecimal digits in lower case",
        f"{NEWS_FILE}:42:31: checked: '31.7.2026' is no day; write it as 2026-07-31",
    ]


# Dates.


def test_bad_edtf(fixtures: Fixtures) -> None:
    fixtures.change(NEWS_FILE, 'published: "1969-11-18"', "published: 18 Nov 1969")

    assert fixtures.problems() == [f"{NEWS_FILE}:5:12: published: '18 Nov 1969' is not a date; {DATE_FORMS}"]


def test_edtf_that_the_library_trips_over(fixtures: Fixtures) -> None:
    fixtures.change(NEWS_FILE, 'date: "1969-11"\n', "date: 1962-10-1X\n")

    assert fixtures.problems() == [f"{NEWS_FILE}:46:9: date: '1962-10-1X' is not a date; {DATE_FORMS}"]


def test_day_that_the_calendar_lacks(fixtures: Fixtures) -> None:
    fixtures.change(NEWS_FILE, 'date: "1969-11"\n', "date: 1969-02-30\n")

    assert fixtures.problems() == [f"{NEWS_FILE}:46:9: date: '1969-02-30' is not a day of the calendar; {DATE_FORMS}"]


def test_meeting_that_ends_before_it_starts(fixtures: Fixtures) -> None:
    fixtures.change(NEWS_FILE, 'end: "1969-12-22"', 'end: "1969-11-16"')

    assert fixtures.problems() == [f"{NEWS_FILE}:16:8: end '1969-11-16' lies before start '1969-11-17'"]


def test_position_stated_after_its_source_appeared(fixtures: Fixtures) -> None:
    fixtures.change(NEWS_FILE, 'date: "1969-11"\n', 'date: "1969-12"\n')

    assert fixtures.problems() == [f"{NEWS_FILE}:46:9: date '1969-12' lies after the source was published"]


def test_treaty_in_force_before_it_is_signed(fixtures: Fixtures) -> None:
    fixtures.change("treaties.yaml", 'in_force: "1972-10-03"', 'in_force: "1969-12"')
    fixtures.change("treaties.yaml", 'ended: "2002-06-13"', 'ended: "1969-12-21"')

    assert fixtures.problems() == ["treaties.yaml:7:10: ended '1969-12-21' lies before signed '1969-12-22'"]


@pytest.mark.parametrize(
    ("before", "after", "problem"),
    [
        (
            "ended",
            "status: lapsed\n  ended",
            "7:11: status: 'lapsed' is none of in-force, suspended, superseded, ended",
        ),
        ("ended", "status: in-force\n  ended", "8:10: 'ended' does not go with status 'in-force'"),
        ("ended", "status: political\n  ended", "6:13: 'in_force' does not go with status 'political'"),
        ("ended", "status: superseded\n  ended", "7:11: status 'superseded' wants the key 'superseded_by'"),
        (
            "ended",
            "status: superseded\n  superseded_by: abm\n  ended",
            "8:18: treaty 'abm' is unknown",
        ),
        ("ended", "superseded_by: abm-treaty\n  ended", "7:18: 'superseded_by' does not go with no status"),
        ("ended", 'suspended: "1971"\n  ended', "7:14: suspended '1971' lies before in_force '1972-10-03'"),
        ("ended", 'suspended: "2003"\n  ended', "8:10: ended '2002-06-13' lies before suspended '2003'"),
        (
            'ended: "2002-06-13"',
            'suspended: "2001"',
            "7:14: one that was suspended and has not ended wants `status: suspended`",
        ),
    ],
)
def test_what_became_of_a_treaty_agrees_with_its_dates(
    fixtures: Fixtures, before: str, after: str, problem: str
) -> None:
    fixtures.change("treaties.yaml", before, after)

    assert any(one.startswith(f"treaties.yaml:{problem}") for one in fixtures.problems()), fixtures.problems()


def test_post_that_ends_before_it_starts(fixtures: Fixtures) -> None:
    fixtures.change("officials.yaml", 'to: "1973"', 'to: "1968"')

    assert fixtures.problems() == ["officials.yaml:8:48: to '1968' lies before from '1969'"]


def test_term_that_ends_before_it_starts(fixtures: Fixtures) -> None:
    fixtures.change("leaders.yaml", 'to: "1974-08-09"', 'to: "1964-08-09"')

    assert fixtures.problems() == ["leaders.yaml:2:95: to '1964-08-09' lies before from '1969-01-20'"]


# References.


def test_unknown_official(fixtures: Fixtures) -> None:
    fixtures.change(NEWS_FILE, "official: gerard-smith", "official: gerald-smith")

    assert fixtures.problems() == [
        f"{NEWS_FILE}:24:16: official 'gerald-smith' is unknown; did you mean 'gerard-smith'?"
    ]


def test_official_written_in_another_order(fixtures: Fixtures) -> None:
    fixtures.change(NEWS_FILE, "official: gerard-smith", "official: smith-gerard")

    assert fixtures.problems() == [
        f"{NEWS_FILE}:24:16: official 'smith-gerard' is unknown; did you mean 'gerard-smith'?"
    ]


def test_unknown_official_like_nobody(fixtures: Fixtures) -> None:
    fixtures.change(NEWS_FILE, "official: gerard-smith", "official: x-y")

    assert fixtures.problems() == [f"{NEWS_FILE}:24:16: official 'x-y' is unknown"]


def test_unknown_issue(fixtures: Fixtures) -> None:
    fixtures.change(NEWS_FILE, "issue: missile-defense", "issue: missile-defence")
    fixtures.change(NEWS_FILE, "issues: [missile-defense]", "issues: [missiles]")

    assert fixtures.problems() == [
        f"{NEWS_FILE}:22:12: issue 'missiles' is unknown",
        f"{NEWS_FILE}:35:10: issue 'missile-defence' is unknown; did you mean 'missile-defense'?",
    ]


def test_unknown_negotiation(fixtures: Fixtures) -> None:
    fixtures.change(NEWS_FILE, "negotiation: dialogue", "negotiation: dialog")
    fixtures.change("treaties.yaml", "negotiation: salt-i", "negotiation: salt")

    assert fixtures.problems() == [
        f"{NEWS_FILE}:28:16: negotiation 'dialog' is unknown; did you mean 'dialogue'?",
        "treaties.yaml:9:16: negotiation 'salt' is unknown; did you mean 'salt-i'?",
    ]


def test_unknown_meeting(fixtures: Fixtures) -> None:
    fixtures.change(NEWS_FILE, f"meeting: {MEETING}", "meeting: 1969-11-17-helsinki-smith")
    fixtures.change(DIARY_FILE, f"slug: {MEETING}", "slug: 1969-11-18-helsinki-smith-semenov")
    fixtures.change("treaties.yaml", f"signed_at: {MEETING}", "signed_at: the-end")

    assert fixtures.problems() == [
        f"{DIARY_FILE}:11:9: meeting '1969-11-18-helsinki-smith-semenov' is unknown; did you mean '{MEETING}'?",
        f"{NEWS_FILE}:38:12: meeting '1969-11-17-helsinki-smith' is unknown; did you mean '{MEETING}'?",
        "treaties.yaml:8:14: meeting 'the-end' is unknown",
    ]


def test_leader_who_is_no_official(fixtures: Fixtures) -> None:
    fixtures.change("leaders.yaml", "official: richard-nixon", "official: dick-nixon")

    assert fixtures.problems() == ["leaders.yaml:2:37: official 'dick-nixon' is unknown"]


def test_entry_that_is_wrong_is_known_all_the_same(fixtures: Fixtures) -> None:
    fixtures.change("officials.yaml", "  family_name: Smith\n", "")

    assert fixtures.problems() == ["officials.yaml:2:3: the key 'family_name' is missing"]


def test_wrong_value_and_unknown_slug_in_one_entry_are_both_reported(fixtures: Fixtures) -> None:
    fixtures.change(NEWS_FILE, "speech: direct", "speech: shouted")
    fixtures.change(NEWS_FILE, "holder: vladimir-semenov", "holder: nobody")

    assert fixtures.problems() == [
        f"{NEWS_FILE}:33:11: official 'nobody' is unknown",
        f"{NEWS_FILE}:41:11: speech: 'shouted' is none of direct, reported",
    ]


# Once only.


def test_slug_that_is_not_the_file_name(fixtures: Fixtures) -> None:
    fixtures.change(DIARY_FILE, "slug: diary-1969-12-22-helsinki", "slug: diary-1969")

    assert fixtures.problems() == [
        f"{DIARY_FILE}:1:7: the slug 'diary-1969' differs from the file's name, 'diary-1969-12-22-helsinki'"
    ]


def test_same_article_slug_twice(fixtures: Fixtures) -> None:
    fixtures.write("articles/copy.yaml", DIARY)

    assert fixtures.problems() == [
        "articles/copy.yaml:1:7: the slug 'diary-1969-12-22-helsinki' differs from the file's name, 'copy'"
    ]


def test_same_slug_twice_in_a_list(fixtures: Fixtures) -> None:
    fixtures.change("officials.yaml", "slug: richard-nixon", "slug: gerard-smith")

    assert "officials.yaml:10:9: the slug 'gerard-smith' is given twice; first as entry 1" in fixtures.problems()


def test_same_alias_twice(fixtures: Fixtures) -> None:
    fixtures.change("officials.yaml", "[Gerard C. Smith, Gerry Smith]", "[Gerry Smith, Gerard Smith, Gerry Smith]")

    assert fixtures.problems() == [
        "officials.yaml:5:26: the name 'Gerard Smith' is given twice",
        "officials.yaml:5:40: the name 'Gerry Smith' is given twice",
    ]


def test_two_terms_that_begin_on_one_day(fixtures: Fixtures) -> None:
    fixtures.write(
        "leaders.yaml",
        '- {side: US, name: A, official: richard-nixon, office: President, from: "1969"}\n'
        '- {side: US, name: B, official: gerard-smith, office: President, from: "1969"}\n',
    )

    assert fixtures.problems() == ["leaders.yaml:2:72: another term of US begins on '1969' too"]


def test_same_meeting_twice_in_a_file(fixtures: Fixtures) -> None:
    fixtures.change(DIARY_FILE, "positions: []", f"- slug: {MEETING}\npositions: []")

    assert fixtures.problems() == [f"{DIARY_FILE}:15:9: meeting '{MEETING}' is given twice"]


def test_same_participant_twice(fixtures: Fixtures) -> None:
    again = "  - {official: vladimir-semenov, side: RU, role: head}\n"
    fixtures.change(DIARY_FILE, again, again * 2)

    assert fixtures.problems() == [f"{DIARY_FILE}:15:16: participant 'vladimir-semenov' is given twice"]


def test_same_issue_twice(fixtures: Fixtures) -> None:
    fixtures.change(DIARY_FILE, "[compliance]", "[compliance, compliance]")

    assert fixtures.problems() == [f"{DIARY_FILE}:12:24: issue 'compliance' is given twice"]


def test_same_position_twice(fixtures: Fixtures) -> None:
    fixtures.change(
        NEWS_FILE,
        "- attributed_to: an American delegate\n  side: US\n  issue: compliance",
        "- attributed_to: vladimir-semenov\n  side: RU\n  issue: missile-defense",
    )
    fixtures.change(NEWS_FILE, "it is too early to say", "limits on  both “offensive and defensive” arms")

    assert fixtures.problems() == [
        f"{NEWS_FILE}:42:3: the same position as number 1: side, holder, issue and quote are equal"
    ]


# What several files say of one meeting.


def test_two_files_that_disagree_on_a_field(fixtures: Fixtures) -> None:
    fixtures.change(DIARY_FILE, f"- slug: {MEETING}\n", f"- slug: {MEETING}\n  city: Geneva\n")

    assert fixtures.problems() == [
        f"{DIARY_FILE}:12:9: meeting '{MEETING}': city is 'Geneva' here, but 'Helsinki' in {NEWS_FILE}:18:9"
    ]


def test_file_that_adds_a_field_which_the_description_lacks(fixtures: Fixtures) -> None:
    fixtures.change(NEWS_FILE, "  outcome: They agreed to meet again.\n", "")
    fixtures.change(DIARY_FILE, f"- slug: {MEETING}\n", f"- slug: {MEETING}\n  outcome: None.\n")

    assert fixtures.problems() == [
        f"{DIARY_FILE}:12:12: meeting '{MEETING}': outcome is 'None.' here, but nothing in {NEWS_FILE}:11:3"
    ]


def test_two_files_that_disagree_on_a_participant(fixtures: Fixtures) -> None:
    fixtures.change(
        DIARY_FILE, "official: vladimir-semenov, side: RU, role: head", "official: gerard-smith, side: US, role: met"
    )

    assert fixtures.problems() == [
        f"{DIARY_FILE}:14:46: meeting '{MEETING}': role of 'gerard-smith' is 'met' here, "
        f"but 'head' in {NEWS_FILE}:24:46",
    ]


def test_two_files_that_disagree_on_a_post(fixtures: Fixtures) -> None:
    again = "official: gerard-smith, side: US, role: head, post: Envoy"
    fixtures.change(DIARY_FILE, "official: vladimir-semenov, side: RU, role: head", again)

    assert fixtures.problems() == [
        f"{DIARY_FILE}:14:58: meeting '{MEETING}': post of 'gerard-smith' is 'Envoy' here, "
        f"but 'Director of ACDA' in {NEWS_FILE}:24:58"
    ]


def test_participant_listed_again_without_a_post_adds_nothing(fixtures: Fixtures) -> None:
    fixtures.change(
        DIARY_FILE, "official: vladimir-semenov, side: RU, role: head", "official: gerard-smith, side: US, role: head"
    )

    diary, news = settled(fixtures.corpus()).articles
    assert diary.meetings[0].participants == ()
    assert [(one.official, one.post) for one in news.meetings[0].participants] == [("gerard-smith", "Director of ACDA")]


def test_participant_listed_without_a_post_has_the_one_that_another_file_gives(fixtures: Fixtures) -> None:
    fixtures.change(NEWS_FILE, "role: head, post: Director of ACDA}", "role: head}")
    again = "official: gerard-smith, side: US, role: head, post: Director of ACDA"
    fixtures.change(DIARY_FILE, "official: vladimir-semenov, side: RU, role: head", again)

    diary, news = settled(fixtures.corpus()).articles
    assert [(one.official, one.post) for one in diary.meetings[0].participants] == [
        ("gerard-smith", "Director of ACDA")
    ]
    assert news.meetings[0].participants == ()


def test_three_files_of_which_two_disagree_on_a_post(fixtures: Fixtures) -> None:
    fixtures.change(NEWS_FILE, "role: head, post: Director of ACDA}", "role: head}")
    for number, post in enumerate(("Director", "Envoy")):
        again = DIARY.replace("slug: diary-1969-12-22-helsinki", f"slug: diary-{number}")
        again = again.replace(
            "vladimir-semenov, side: RU, role: head", f"gerard-smith, side: US, role: head, post: {post}"
        )
        fixtures.write(f"articles/diary-{number}.yaml", again)

    assert fixtures.problems() == [
        f"articles/diary-1.yaml:14:58: meeting '{MEETING}': post of 'gerard-smith' is 'Envoy' here, "
        "but 'Director' in articles/diary-0.yaml:14:58"
    ]


def test_disagreement_is_shown_to_who_checks_the_other_file(fixtures: Fixtures) -> None:
    fixtures.change(DIARY_FILE, f"- slug: {MEETING}\n", f"- slug: {MEETING}\n  city: Geneva\n")
    fixtures.change("leaders.yaml", "side: US", "side: XX")

    assert fixtures.problems(NEWS_FILE) == fixtures.problems(DIARY_FILE)
    assert len(fixtures.problems(NEWS_FILE)) == 1


def test_meeting_described_in_full_by_two_files(fixtures: Fixtures) -> None:
    full = "\n".join((fixtures.root / NEWS_FILE).read_text(encoding="utf-8").splitlines()[11:20])
    fixtures.change(DIARY_FILE, f"- slug: {MEETING}\n", f"- slug: {MEETING}\n{full}\n")

    assert fixtures.problems() == [
        f"{NEWS_FILE}:11:3: meeting '{MEETING}' is described in full twice; "
        f"give here only what this source adds to {DIARY_FILE}:11:3",
        f"{NEWS_FILE}:21:12: meeting '{MEETING}': outcome is 'They agreed to meet again.' here, "
        f"but nothing in {DIARY_FILE}:11:3",
    ]


def test_meeting_described_in_full_by_no_file(fixtures: Fixtures) -> None:
    fixtures.change(NEWS_FILE, "  title: A call\n", "")

    assert fixtures.problems() == [
        f"{NEWS_FILE}:25:3: meeting '2017-09-12-call-smith-semenov' is described in full by no file; "
        "here 'title' is missing"
    ]


def test_field_repeated_alike_is_in_order(fixtures: Fixtures) -> None:
    fixtures.change(DIARY_FILE, f"- slug: {MEETING}\n", f"- slug: {MEETING}\n  city: Helsinki\n")

    assert fixtures.problems() == []


@pytest.mark.parametrize("kept", ["", "  country: FI\n"])
def test_meeting_whose_source_does_not_say_where(fixtures: Fixtures, kept: str) -> None:
    fixtures.change(NEWS_FILE, "  city: Helsinki\n  country: FI\n", kept)

    assert fixtures.problems() == []


def test_meeting_in_a_city_of_no_country(fixtures: Fixtures) -> None:
    fixtures.change(NEWS_FILE, "  country: FI\n", "")

    assert fixtures.problems() == [f"{NEWS_FILE}:11:3: the key 'country' is missing; a meeting with a city has one"]


# Positions.


def test_position_of_nobody(fixtures: Fixtures) -> None:
    fixtures.change(NEWS_FILE, "- holder: vladimir-semenov\n  side", "- side")

    assert fixtures.problems() == [
        f"{NEWS_FILE}:33:3: neither holder nor attributed_to is given; a position has one of them"
    ]


def test_position_of_two(fixtures: Fixtures) -> None:
    fixtures.change(NEWS_FILE, "- holder: vladimir-semenov\n", "- holder: vladimir-semenov\n  attributed_to: Tass\n")

    assert fixtures.problems() == [
        f"{NEWS_FILE}:34:18: both holder and attributed_to are given; a position has one of them"
    ]


def test_quotation_of_two_words(fixtures: Fixtures) -> None:
    fixtures.change(NEWS_FILE, "quote: it is too early to say", "quote: too – early")

    assert fixtures.problems() == [f"{NEWS_FILE}:48:10: the quotation has 2 words; it must have 3 to 14"]


def test_quotation_of_15_words(fixtures: Fixtures) -> None:
    fixtures.change(NEWS_FILE, "quote: it is too early to say", f"quote: {'very ' * 15}")

    assert fixtures.problems() == [f"{NEWS_FILE}:48:10: the quotation has 15 words; it must have 3 to 14"]


def test_quotation_of_60_words_is_in_order_in_a_seed(fixtures: Fixtures) -> None:
    fixtures.change(NEWS_FILE, "kind: news\n", "seed: true\nkind: news\n")
    fixtures.change(NEWS_FILE, "quote: it is too early to say", f"quote: {'very ' * 60}")

    assert fixtures.problems() == []


def test_quotation_of_61_words_in_a_seed(fixtures: Fixtures) -> None:
    fixtures.change(NEWS_FILE, "kind: news\n", "seed: true\nkind: news\n")
    fixtures.change(NEWS_FILE, "quote: it is too early to say", f"quote: {'very ' * 61}")

    assert fixtures.problems() == [f"{NEWS_FILE}:49:10: the quotation has 61 words; it must have 3 to 60"]


def test_translation_of_an_english_quotation(fixtures: Fixtures) -> None:
    said = "quote: it is too early to say\n  translation: it is early days"
    fixtures.change(NEWS_FILE, "quote: it is too early to say", said)

    assert fixtures.problems() == [
        f"{NEWS_FILE}:49:16: the article's language is en: only a quotation in another has a translation"
    ]


def test_translation_of_a_quotation_in_another_language(fixtures: Fixtures) -> None:
    said = "quote: dafür ist es zu früh\n  translation: it is too early for that"
    fixtures.change(NEWS_FILE, "quote: it is too early to say", said)
    fixtures.change(NEWS_FILE, "language: en", "language: de")

    assert fixtures.problems() == []


@pytest.mark.parametrize("ellipsis", ["…", "...", ". . .", "[...]"])
def test_quotation_with_an_ellipsis(fixtures: Fixtures, ellipsis: str) -> None:
    fixtures.change(NEWS_FILE, "quote: it is too early to say", f"quote: it is {ellipsis} early to say")

    assert fixtures.problems() == [f"{NEWS_FILE}:48:10: the quotation has an ellipsis; quote one contiguous phrase"]


def test_position_id_is_made_of_what_is_said() -> None:
    position = PositionEntry(
        attributed_to="an American delegate",
        side="US",
        issue="compliance",
        stance="unclear",
        date="1969-11",
        summary="No word.",
        quote="it is too early to say",
        speech="reported",
    )

    # printf 'US\x1fan American delegate\x1fcompliance\x1fit is too early to say' | sha256sum
    assert position_id("news", position) == "news-70615e36"


def test_a_term_leads_to_what_the_record_has(fixtures: Fixtures) -> None:
    fixtures.change("glossary.yaml", "issues/missile-defense", "issues/missile-defence")
    fixtures.change("glossary.yaml", "meetings/1969-11-17", "meetings/1969-11-18")

    assert fixtures.problems() == [
        "glossary.yaml:7:14: issues 'missile-defence' is unknown; did you mean 'missile-defense'?",
        "glossary.yaml:7:38: meeting '1969-11-18-helsinki-smith-semenov' is unknown; did you mean "
        "'1969-11-17-helsinki-smith-semenov'?",
    ]


def test_a_term_leads_to_a_city_of_the_record_and_a_word_of_the_vocabulary(fixtures: Fixtures) -> None:
    fixtures.change("glossary.yaml", "issues/missile-defense", "places/helsinki, sides/ru, places/geneva, kinds/sumit")

    assert fixtures.problems() == [
        "glossary.yaml:7:41: places 'geneva' is unknown",
        "glossary.yaml:7:56: kinds 'sumit' is unknown; did you mean 'summit'?",
    ]


def test_a_lead_is_a_kind_and_a_slug(fixtures: Fixtures) -> None:
    fixtures.change("glossary.yaml", "issues/missile-defense", "articles/x")

    assert fixtures.problems() == [
        "glossary.yaml:7:14: leads_to: 'articles/x' leads nowhere; write issues/SLUG, negotiations/SLUG, "
        "treaties/SLUG, officials/SLUG, meetings/SLUG, places/SLUG, sides/SLUG, kinds/SLUG, stances/SLUG"
    ]


def test_no_two_terms_share_a_name_however_it_is_spelled(fixtures: Fixtures) -> None:
    again = "- slug: shield\n  term: Shield\n  forms: [Missile-Shield]\n  definition: The same.\n"
    fixtures.write("glossary.yaml", GLOSSARY + again)

    assert fixtures.problems() == ["glossary.yaml:10:11: the name 'Missile-Shield' is given to 'abm' too"]
