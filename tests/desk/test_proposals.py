"""What the desk would propose, beside what was coded: the counts that `make desk-quality texts=DIR` prints."""

from dataclasses import replace

from tests.desk.proposals import told
from timeline.desk.claims import located
from timeline.desk.record import DeskRecord


def test_a_seeds_own_quotations_are_all_found_in_a_text_made_of_them(at_desk: DeskRecord) -> None:
    article = next(one for one in at_desk.articles.values() if one.seed)
    text = "\n\n".join(f"{one.quote}, {one.holder} said." for one in article.positions)

    lines = list(told(replace(article, slug="made-up"), text, at_desk))

    count = len(article.positions)
    assert count > 5
    assert f"positions: {count} of {count} stand in the text" in lines[-1]


def test_words_are_located_whatever_their_white_space_and_marks() -> None:
    text = "He said “we\nagree on it”."
    where = located(text, 'said "we agree')

    assert where is not None
    assert text[where.start : where.end] == "said “we\nagree"
    assert located(text, "they agree") is None
