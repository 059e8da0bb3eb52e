"""The reader's rules one by one: words and sentences, names in Russian cases, dates, quotations, meetings."""

from itertools import pairwise

import pytest

from timeline.desk.reading import ReadText, RecordLookup, language_of, read
from timeline.desk.reading.days import dates_in
from timeline.desk.reading.quotations import quoted
from timeline.desk.reading.russian import case_forms
from timeline.desk.reading.spans import SURE
from timeline.desk.reading.terms import issues_of
from timeline.desk.reading.words import in_words, sentence_starts
from timeline.domain.dates import DateError

WEDNESDAY = "2002-02-20"


def people(reading: ReadText) -> list[str]:
    return [span.value for span in reading.of_kind("official") if span.score >= SURE]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two.", ["One. ", "Two."]),
        ("U.S. Secretary John F. Kerry came. He left.", ["U.S. Secretary John F. Kerry came. ", "He left."]),
        ("“We agree.” He left.", ["“We agree.” ", "He left."]),
        ("“Is it so?” he asked.", ["“Is it so?” he asked."]),
        ("A title\n\nThe text", ["A title\n\n", "The text"]),
        ("On tests\n- None\n- Some", ["On tests\n", "- None\n", "- Some"]),
        ("Это было в 1986 г. в Рейкьявике. Потом", ["Это было в 1986 г. в Рейкьявике. ", "Потом"]),
    ],
)
def test_sentences_end_where_they_do(text: str, sentences: list[str]) -> None:
    starts = [*sentence_starts(text), len(text)]

    assert [text[start:end] for start, end in pairwise(starts)] == sentences


def test_words_keep_their_offsets_and_lose_their_possessive() -> None:
    words = in_words("Bolton’s SS-20, O’Neill").words

    assert [(one.text, one.start, one.end) for one in words] == [
        ("Bolton", 0, 6), ("SS", 9, 11), ("20", 12, 14), ("O’Neill", 16, 23),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("рейган", "рейгана рейгану рейганом рейгане"),
        ("лавров", "лаврова лаврову лавровым лаврове"),
        ("сергей", "сергея сергею сергеем сергее"),
        ("обама", "обамы обаме обаму обамой"),
        ("громыко", "громыко"),
        ("бессмертных", "бессмертных"),
        ("павел", "павла павлу павлом"),
        ("игорь", "игоря игорю игорем"),
        ("москва", "москвы москве москву москвой"),
    ],
)
def test_a_russian_name_is_known_in_its_cases(name: str, forms: str) -> None:
    assert set(forms.split()) <= case_forms(name)


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("on 12 October 1986", "1986-10-12"),
        ("on October 12, 1986", "1986-10-12"),
        ("Oct. 12", "2001-10-12"),
        ("on 18-19 February", "2002-02-18/2002-02-19"),
        ("February 18–19, 2002", "2002-02-18/2002-02-19"),
        ("from 28 May to 2 June 1988", "1988-05-28/1988-06-02"),
        ("in mid-February", "2002-02~"),
        ("early 1986", "1986~"),
        ("in the early 1990s", "199X~"),
        ("since February 15", "2002-02-15"),
        ("until May 9 of this year", "2002-05-09"),
        ("скорее о сентябре", "2001-09"),
        ("in May", "2002-05"),
        ("in November", "2001-11"),
        ("last month", "2002-01"),
        ("last year", "2001"),
        ("last week", "2002-02-11/2002-02-17"),
        ("three days ago", "2002-02-17"),
        ("yesterday", "2002-02-19"),
        ("They met on Monday.", "2002-02-18"),
        ("They will meet on Monday.", "2002-02-25"),
        ("The talks will be held on Thursday.", "2002-02-21"),
        ("He said Thursday the talks will go on.", "2002-02-14"),
        ("12 октября 1986 года", "1986-10-12"),
        ("12 октября", "2001-10-12"),
        ("с 15 по 18 июня 1979 года", "1979-06-15/1979-06-18"),
        ("в середине февраля", "2002-02~"),
        ("в четверг", "2002-02-14"),
        ("в прошлом месяце", "2002-01"),
        ("на прошлой неделе", "2002-02-11/2002-02-17"),
        ("в сентябре прошлого года", "2001-09"),
        ("12.10.1986", "1986-10-12"),
        ("1986-10-12", "1986-10-12"),
    ],
)
def test_a_date_is_resolved_against_the_day_of_publication(text: str, edtf: str) -> None:
    assert [span.value for span in dates_in(in_words(text), WEDNESDAY)] == [edtf]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("lost in January and February", ["2002-01", "2002-02"]),
        ("a treaty and March winds", []),
        ("On Thursday, February 7, they met. On Saturday they flew to Yalta.", ["2002-02-07", "2002-02-09"]),
        ("On February 7 they met. On Tuesday night they dined.", ["2002-02-07", "2002-02-12"]),
        ("On February 7 they met. Bolton said on Saturday that it was useful.", ["2002-02-07", "2002-02-16"]),
        ("On February 7 they met. They will meet again on Saturday.", ["2002-02-07", "2002-02-23"]),
        ("They met on Monday. On February 7 he came. On Saturday he left.", ["2002-02-18", "2002-02-07", "2002-02-16"]),
        ("On February 7 they met; he was named on January 28. It ended on Sunday.",
         ["2002-02-07", "2002-01-28", "2002-02-10"]),
        ("On February 7 they met. The next day he left, a day later she.", ["2002-02-07", "2002-02-08", "2002-02-09"]),
        ("They met on February 7. He came the day before.", ["2002-02-07", "2002-02-06"]),
        ("They left the next day. The day before the vote was calm.", []),
        ("В четверг, 7 февраля, начали. В субботу полетели в Крым. На следующий день вернулись.",
         ["2002-02-07", "2002-02-09", "2002-02-10"]),
    ],
)  # fmt: skip
def test_a_story_told_later_has_its_own_days(text: str, found: list[str]) -> None:
    assert [span.value for span in dates_in(in_words(text), WEDNESDAY)] == found


def test_a_weekday_of_a_story_may_still_be_one_before_the_publication() -> None:
    text = "On Thursday, February 7, they met. On Saturday they flew to Yalta."
    *_, saturday = dates_in(in_words(text), WEDNESDAY)

    assert [choice.value for choice in saturday.choices] == ["2002-02-09", "2002-02-16"]
    assert all(choice.reason for choice in saturday.choices)


@pytest.mark.parametrize(
    "text", ["they may march", "1,500 to 2,000 warheads", "30 February 2002", "in 3012", "a ratio of 1985-2"]
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert list(dates_in(in_words(text), WEDNESDAY)) == []


def test_a_weekday_is_not_resolved_where_the_day_of_publication_is_unknown() -> None:
    assert list(dates_in(in_words("They met on Thursday."), "2002-02")) == []


@pytest.mark.parametrize(
    ("text", "quotations"),
    [
        ("He said “we have agreed on it.”", ["we have agreed on it."]),
        ('He said "we have agreed on it," and left.', ["we have agreed on it"]),
        ("Он сказал: «мы обо всем договорились».", ["мы обо всем договорились"]),
        ("a “positive” tone", []),
        ("‘We have agreed on it,’ he said; it’s done.", ["We have agreed on it"]),
        ("“It began in May.\n\n“It ended in June.”", ["It began in May.", "It ended in June."]),
        ("“never closed, he said", []),
    ],
)
def test_what_stands_between_quotation_marks_is_found(text: str, quotations: list[str]) -> None:
    assert [text[start:end] for start, end in quoted(text)] == quotations


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("John Bolton met Sergei Ivanov.", ["john-bolton", "sergei-ivanov"]),
        ("Igor Ivanov spoke; then Ivanov left.", ["igor-ivanov", "igor-ivanov"]),
        ("Viktor Ivanov, a deputy, spoke.", []),
        ("the Ford Foundation and the Carter Center", []),
        ("Встреча Колина Пауэлла с Игорем Ивановым.", ["colin-powell", "igor-ivanov"]),
        ("Georgii Enverovich Mamedov came.", ["georgy-mamedov"]),
        ("У Болтона была встреча с Джоном Болтоном.", ["john-bolton", "john-bolton"]),
        ("Один из них ушёл. Болен он или нет?", []),
    ],
)
def test_officials_are_found_by_every_spelling_and_nobody_elses_name_is_theirs(
    text: str, slugs: list[str], lookup: RecordLookup
) -> None:
    assert people(read(text, lookup, published=WEDNESDAY)) == slugs


def test_a_name_that_two_officials_of_the_time_bear_is_offered_with_both(lookup: RecordLookup) -> None:
    [_, ivanov] = read("POWELL SAID IVANOV HAD AGREED.", lookup, published=WEDNESDAY).of_kind("official")

    assert {"igor-ivanov", "sergei-ivanov"} <= {choice.value for choice in ivanov.choices}


def test_a_doubtful_name_is_offered_with_its_reason_and_not_taken(lookup: RecordLookup) -> None:
    reading = read("A Mr. Rice sold them the rice. Gromyko had been dead for years.", lookup, published="2016-05-01")

    assert people(reading) == []
    assert ["andrei-gromyko" in [choice.value for choice in span.choices] for span in reading.of_kind("official")][
        -1:
    ] == [True]
    assert all(choice.reason for span in reading.spans for choice in span.choices)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("He saw Deputy Minister Anatoly Petrosyan there.", "Anatoly Petrosyan"),
        ("Then Anatoly Petrosyan, the deputy minister, spoke.", "Anatoly Petrosyan"),
        ("Там был замминистра Анатолий Петросян.", "Анатолий Петросян"),
    ],
)
def test_somebody_unknown_with_a_title_is_proposed(text: str, name: str, lookup: RecordLookup) -> None:
    assert [span.value for span in read(text, lookup, published=WEDNESDAY).of_kind("person")] == [name]


@pytest.mark.parametrize(
    "text", ["The Soviet Union spoke.", "He saw Anatoly Petrosyan.", "the United Nations General Assembly"]
)
def test_what_is_nobody_with_a_title_is_not(text: str, lookup: RecordLookup) -> None:
    assert read(text, lookup, published=WEDNESDAY).of_kind("person") == ()


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“We have agreed on everything,” John Bolton said.", "john-bolton"),
        ("John Bolton said: “We have agreed on everything.”", "john-bolton"),
        ("John Bolton told Georgy Mamedov that “we have agreed on everything.”", "john-bolton"),
        ("According to John Bolton, “we have agreed on everything.”", "john-bolton"),
        ("John Bolton spoke to the press. “We have agreed on everything,” he said.", "john-bolton"),
        ("«Мы обо всем договорились», — заявил Джон Болтон.", "john-bolton"),
        ("По словам Джона Болтона, «мы обо всем договорились».", "john-bolton"),
        ("“We have agreed,” a source in the General Staff told us.", "~a source in the General Staff"),
        ("The note said that “we have agreed on everything.”", "~"),
        ("John Bolton left. According to him, “we have agreed on everything.”", "john-bolton"),
        ("Джон Болтон ушёл. По его словам, «мы обо всём договорились».", "john-bolton"),
        ("John Bolton was tired. The diplomats were not. “We have agreed on everything,” he said.", "john-bolton"),
        ("John Bolton recalled that he had been an officer. “We have agreed on it,” he said.", "john-bolton"),
        (
            "A Russian colonel was there with John Bolton. “We have agreed on it,” the colonel said.",
            "~A Russian colonel",
        ),
        ("«Мы обо всём договорились», — сказал советский дипломат, сидевший с Болтоном.", "~советский дипломат"),
    ],
)
def test_a_quotation_has_its_speaker(text: str, speaker: str, lookup: RecordLookup) -> None:
    [said] = read(text, lookup, published=WEDNESDAY).quotations or [None]

    assert said is not None
    assert (said.speaker or f"~{said.attributed_to}") == speaker
    assert bool(said.side) == (speaker != "~")


def test_pieces_of_one_sentence_are_of_one_speaker(lookup: RecordLookup) -> None:
    text = (
        "“I shall sign it today,” Colin Powell said. Igor Ivanov was brief. Any try “to change a comma of it” would "
        "be “bad and dangerous business,” he said."
    )
    reading = read(text, lookup, published=WEDNESDAY)

    assert [one.speaker for one in reading.quotations] == ["colin-powell", "igor-ivanov", "igor-ivanov"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Colin Powell met Igor Ivanov.\n\nPOWELL: We agree on it.\n\nIVANOV (aside): Not yet, I think.",
         [("colin-powell", "We agree on it."), ("igor-ivanov", "Not yet, I think.")]),
        ("Colin Powell met Igor Ivanov.\nSecretary Powell: We agree\non it all.\nMinister Ivanov [reads]: It is so.",
         [("colin-powell", "We agree\non it all."), ("igor-ivanov", "It is so.")]),
        ("Колин Пауэлл и Игорь Иванов.\n\nПАУЭЛЛ. Мы согласны с этим.\n\nИВАНОВ (помолчав). Пока ещё нет.",
         [("colin-powell", "Мы согласны с этим."), ("igor-ivanov", "Пока ещё нет.")]),
        ("Colin Powell met Igor Ivanov.\nQ: Why did you come?\nPowell: To talk of it.\nSmithson: I came along.\n"
         "Ivanov: To listen to it.",
         [("colin-powell", "To talk of it."), ("igor-ivanov", "To listen to it.")]),
        ("Powell: We agree on it\n\nColin Powell came to Moscow.", []),
        ("Powell: “We agree on it.”\n\nIvanov: “So do we, Colin Powell.”",
         [("colin-powell", "We agree on it."), ("igor-ivanov", "So do we, Colin Powell.")]),
        ("Powell: We agree “on all of it”.\n\nIvanov: We do not, Colin Powell.",
         [("colin-powell", "We agree “on all of it”."), ("igor-ivanov", "We do not, Colin Powell.")]),
    ],
)  # fmt: skip
def test_the_turns_of_a_dialogue_are_quotations(text: str, said: list[tuple[str, str]], lookup: RecordLookup) -> None:
    reading = read(text, lookup, published=WEDNESDAY)

    assert [(one.speaker, text[one.start : one.end]) for one in reading.quotations] == said


def test_a_passage_bears_on_the_issue_of_its_terms(lookup: RecordLookup) -> None:
    found = issues_of("We shall not accept on-site inspections of missile silos", lookup)

    assert found[0].value == "verification"
    assert found[0].reason


def test_a_meeting_that_the_record_lacks_is_drafted(lookup: RecordLookup) -> None:
    text = "VIENNA, July 3 - John Bolton and Georgy Mamedov met here on Wednesday. Bolton said the talks were useful."

    reading = read(text, lookup, published="2002-07-04")

    assert reading.draft is not None
    assert (reading.draft.start, reading.draft.city, reading.draft.country) == ("2002-07-03", "Vienna", "AT")
    assert reading.draft.slug == "2002-07-03-vienna-bolton-mamedov"


def test_every_candidate_says_why(lookup: RecordLookup) -> None:
    reading = read("John Bolton met Georgy Mamedov in Moscow on 19 February 2002.", lookup, published=WEDNESDAY)

    assert reading.draft is None
    assert len(reading.meetings) > 1
    assert all(candidate.reasons for candidate in reading.meetings)


@pytest.mark.parametrize("text", ["", " ", "“", "«»", "...", "12", "\n\n\n", "‘’“”", "A" * 5000, "Иванов " * 300])
def test_no_text_breaks_the_reader(text: str, lookup: RecordLookup) -> None:
    assert read(text, lookup, published=WEDNESDAY).text == text


def test_the_day_of_publication_must_be_a_date(lookup: RecordLookup) -> None:
    with pytest.raises(DateError):
        read("John Bolton spoke.", lookup, published="yesterday")


def test_the_language_is_told_by_its_letters() -> None:
    assert [language_of(text) for text in ("Рябков заявил", "Ryabkov said", "")] == ["ru", "en", "en"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Marshal Sergei Akhromeyev sat down by Paul Nitze. “Good,” the marshal said.", ["sergei-akhromeyev"]),
        ("George Shultz and Mikhail Gorbachev met. The secretary of state left.", ["george-shultz"]),
        ("Mikhail Gorbachev met George Shultz. The general secretary spoke.", ["mikhail-gorbachev"]),
        ("Sergei Akhromeyev sat down by Paul Nitze. The marshal said so.", []),
        ("Paul Nitze met Eduard Shevardnadze. The foreign minister left.", ["eduard-shevardnadze"]),
        ("Paul Nitze met Viktor Karpov. The Soviet negotiator left.", ["viktor-karpov"]),
        ("Джордж Шульц и Михаил Горбачев. Генеральный секретарь молчал.", ["mikhail-gorbachev"]),
        ("Маршал Сергей Ахромеев и Пол Нитце. «Хорошо», — сказал маршал.", ["sergei-akhromeyev"]),
        ("Джордж Шульц и Михаил Горбачев. Австрийский президент молчал. Помощник президента тоже.", []),
        ("Пол Нитце и Михаил Горбачев встретились после обеда, посол США опоздал.", []),
    ],
)
def test_a_rank_or_an_office_means_whoever_had_it(lookup: RecordLookup, text: str, found: list[str]) -> None:
    reading = read(text, lookup, published="1986-10-14")

    assert people(reading)[2:] == found


def test_of_two_with_a_rank_the_one_named_last_is_meant(lookup: RecordLookup) -> None:
    text = "Marshal Dmitri Ustinov sat by Marshal Nikolai Ogarkov. “It is so,” Ustinov said. The marshal rose."

    assert people(read(text, lookup, published="1979-06-24"))[-1] == "dmitri-ustinov"


def test_a_double_name_is_known_by_the_part_that_is_used(lookup: RecordLookup) -> None:
    reading = read("Andrei M. Aleksandrov came. Mr. Aleksandrov wrote.", lookup, published="1979-06-24")

    assert people(reading) == ["andrei-alexandrov-agentov"] * 2


def test_a_russian_official_without_a_name_speaks(lookup: RecordLookup) -> None:
    text = "Сергей Рябков молчал. «Мы пересматриваем всё», — уверял американский чиновник."
    [said] = read(text, lookup, published="2009-07-07").quotations

    assert (said.speaker, said.attributed_to, said.side) == ("", "американский чиновник", "US")
