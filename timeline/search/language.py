"""The words of a query that are not names: stop words, months, words that ask for people or a date. Folded, English and
Russian. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from timeline.domain.folding import fold

CYRILLIC = re.compile("[А-Яа-яЁёІіЇїЄє]")
SHORTEST_STEM = 3
RUSSIAN_ENDING = re.compile(
    "(?:ogo|ego|omu|emu|ymi|imi|yami|ami|akh|yakh|iyu|iya|iey|ii|oe|ee|aya|yaya|uyu|ye|ie|iy|yy|ykh|ikh|om|em|ym|im|oy"
    "|ey|am|yam|yu|ya|a|u|e|o|y|i)$"
)


def russian_stem(word: str) -> str:
    """A word folded from Cyrillic letters without its case and number ending: Рейгана, Рейгану, Рейган."""
    cut = RUSSIAN_ENDING.sub("", word)
    return cut if len(cut) >= SHORTEST_STEM else word


def _folded(words: str) -> frozenset[str]:
    return frozenset(fold(word) for word in words.split())


SMALL = _folded(
    "a an the of in on at to for from by with and or as is are was were be been being it its that this these those "
    "what which who whom whose why how did do does done had has have having about into over under between during "
    "before after since until till happen happened happens "
    "there their they them he his she her we our you your i me my not than then so such very can could should would "
    "will shall may might must many much tell show find give get any all some more most vs versus list "
    "difference compare compared "
    "в во на о об обо и с со к ко по из за от до у что кто как когда где ли был была было были быть это этот эта эти "
    "при для между после перед или же бы все всё их его её он она они мы вы какой какая какое какие каков какова "
    "чем раз закончилась закончились закончился почему зачем сколько также который которая которые первый"
)
"""Stop words."""
WANTED = {
    "treaties": _folded("treaty treaties agreement agreements accord accords pact pacts"),
    "positions": _folded(
        "position positions statement statements stance stances said say says saying view views quote quotes quoted "
        "quotation words opinion"
    ),
    "meetings": _folded("meeting meetings talks talk met meet negotiations negotiation visit encounter"),
    "articles": _folded("source sources article articles reporting coverage news"),
    "officials": _folded("official officials negotiator negotiators people person delegation biography"),
}
"""Words that say which kind of result should come first."""
WANTED_IN_RUSSIAN = {
    kind: frozenset(russian_stem(fold(word)) for word in words.split())
    for kind, words in (
        ("treaties", "договор соглашение пакт"),
        (
            "positions",
            "позиция заявление цитата слова высказывание мнение сказал сказала сказали говорил говорила заявил заявила",
        ),
        ("meetings", "переговоры встреча визит беседа"),
        ("articles", "источник статья"),
        ("officials", "переговорщик делегация участник"),
    )
}
"""The same in Russian, as stems: in any case and number."""


def wanted(word: str, typed: str) -> str:
    """The kind of result that a word asks for; empty if it asks for none."""
    if CYRILLIC.search(typed):
        word = russian_stem(word)
        return next((kind for kind, words in WANTED_IN_RUSSIAN.items() if word in words), "")
    return next((kind for kind, words in WANTED.items() if word in words), "")


MONTHS = {
    fold(word): number
    for number, names in enumerate(
        (
            "January Jan январь января январе январю янв", "February Feb февраль февраля феврале февралю фев февр",
            "March Mar март марта марте марту мар", "April Apr апрель апреля апреле апрелю апр",
            "May май мая мае маю", "June Jun июнь июня июне июню июн", "July Jul июль июля июле июлю июл",
            "August Aug август августа августе августу авг",
            "September Sep Sept сентябрь сентября сентябре сентябрю сен сент",
            "October Oct октябрь октября октябре октябрю окт", "November Nov ноябрь ноября ноябре ноябрю ноя нояб",
            "December Dec декабрь декабря декабре декабрю дек",
        ),
        start=1,
    )
    for word in names.split()
}  # fmt: skip
DECADES = {
    fold(word): start
    for start, names in (
        (1940, "forties сороковые сороковых"), (1950, "fifties пятидесятые пятидесятых"),
        (1960, "sixties шестидесятые шестидесятых"), (1970, "seventies семидесятые семидесятых"),
        (1980, "eighties восьмидесятые восьмидесятых"), (1990, "nineties девяностые девяностых"),
        (2000, "noughties aughts двухтысячные двухтысячных"),
    )
    for word in names.split()
}  # fmt: skip
YEAR = _folded("год года году годом годе годы годов годам годах г гг")
"""The word for year that follows a number in Russian."""
THIRDS = ("early", "mid", "late")
PARTS_OF_YEARS = {
    fold(word): number
    for number, names in enumerate(
        ("early beginning начало начале начала", "mid middle середина середине середины", "late конец конце конца")
    )
    for word in names.split()
}
"""Words for the early, middle and late third of a decade or year."""
SEASON_NAMES = {3: "spring", 6: "summer", 9: "autumn", 12: "winter"}
SEASONS = {
    fold(word): month
    for month, names in (
        (3, "spring весна весной весны"), (6, "summer лето летом лета"),
        (9, "autumn fall осень осенью осени"), (12, "winter зима зимой зимы"),
    )
    for word in names.split()
}  # fmt: skip
"""Seasons, each with its first month."""


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases as folded words, the longest first, in English and in Russian: folded, `до` reads `do`."""

    english: tuple[tuple[str, ...], ...]
    russian: tuple[tuple[str, ...], ...]

    def length(self, words: Sequence[str], typed: Sequence[str]) -> int:
        """The number of words of the phrase that the words begin with; 0 if they begin with none."""
        phrases = self.russian if typed and CYRILLIC.search(typed[0]) else self.english
        return next((len(phrase) for phrase in phrases if tuple(words[: len(phrase)]) == phrase), 0)


def _phrases(words: str) -> Phrases:
    """Phrases separated by commas."""
    listed = sorted((phrase.strip() for phrase in words.split(",")), key=lambda one: -len(one.split()))
    folded = [(tuple(fold(phrase).split()), bool(CYRILLIC.search(phrase))) for phrase in listed]
    return Phrases(*(tuple(phrase for phrase, russian in folded if russian is wanted) for wanted in (False, True)))


TO = _phrases("to, until, till, through, thru, and, по, до, и")
BETWEEN = _phrases("between, from, с, со, между")
"""Before two dates."""

BEFORE_A_DATE = {
    "before": _phrases("before, prior to, earlier than, pre, ahead of, до, ранее, раньше"),
    "until": _phrases("until, till, up to, through, by, no later than, вплоть до, не позднее, не позже"),
    "since": _phrases("since, from, starting in, beginning in, с, начиная с, со"),
    "after": _phrases("after, later than, following, post, после, позже, позднее"),
}
"""What opens the date after it at one end: before and after leave the date itself out."""
AFTER_A_DATE = {
    "until": _phrases(
        "or earlier, and earlier, or before, and before, or prior, and prior, и ранее, и раньше, или ранее"
    ),
    "since": _phrases(
        "or later, and later, or after, and after, or since, onward, onwards, and onward, and onwards, to present, "
        "to the present, to now, to today, till now, until now, until today, present, и позже, и позднее, и далее, "
        "по настоящее время, по сей день"
    ),
}
"""The same behind the date, which is then meant too."""
UNDER = _folded("under during при")
ERA = _folded("era years presidency administration term time rule")
ADDRESS = _folded(
    "president secretary minister general ambassador mr mrs ms dr premier chairman senator leader prime foreign "
    "of state defence affairs security national adviser advisor under deputy vice general-secretary "
    "президент министр генсек"
)
"""Titles before a name."""
