"""What took the place of what was withdrawn."""

from timeline.domain.vocabulary import ChangeKind
from timeline.loader.changes import ChangeLine, Replay
from timeline.loader.states import ItemState


def test_words_that_both_sides_said_are_replaced_by_those_of_the_same_side() -> None:
    said = {"article": "treaty", "quote": "the Parties undertake to limit their systems", "stance": "supports"}
    before = {
        "first": said | {"side": "RU", "summary": "Moscow limits its systems."},
        "second": said | {"side": "US", "summary": "Washington limits its systems."},
    }
    both = said | {"summary": "The American and the Soviet side limit their systems.", "joint": "true"}
    after = {"third": both | {"side": "US"}, "fourth": both | {"side": "RU"}}
    replay = Replay()
    added = [ChangeLine(("positions", key), ChangeKind.ADDED, facts, "") for key, facts in before.items()]
    assert len(list(replay.apply(added))) == 2

    lines = list(replay.entries_to((("positions", key), ItemState(facts, "")) for key, facts in after.items()))

    replaced = {line.key[1]: line.replaced_by for line in lines if line.change is ChangeKind.WITHDRAWN}
    assert replaced == {"first": "fourth", "second": "third"}
