"""The words of a query that are not names: stop words, months, words that ask for people or a date. Folded, English and
Russian. Pure."""

from timeline.domain.folding import fold


def _folded(words: str) -> frozenset[str]:
    return frozenset(fold(word) for word in words.split())


SMALL = _folded(
    "a an the of in on at to for from by with and or as is are was were be been being it its that this these those "
    "what which who whom whose why how did do does done had has have having about into over under between during "
    "there their they them he his she her we our you your i me my not than then so such very can could should would "
    "will shall may might must many much first tell show find give get any all some more most vs versus list "
    "в на о об и с к по из за от до что кто как когда где ли был была было были это при для"
)
"""Stop words."""
WANTED = {
    "treaties": _folded("treaty treaties agreement agreements accord accords pact pacts договор договора договоры"),
    "positions": _folded(
        "position positions statement statements stance stances said say says saying view views quote quotes quoted "
        "quotation words opinion позиция позиции заявление заявления"
    ),
    "meetings": _folded(
        "meeting meetings talks talk met meet negotiations negotiation visit encounter "
        "переговоры переговоров встреча встречи визит визита визите"
    ),
    "articles": _folded("source sources article articles reporting coverage news источник источники"),
    "officials": _folded("official officials negotiator negotiators people person delegation biography переговорщик"),
}
"""Words that say which kind of result should come first."""
MONTHS = {
    fold(word): number
    for number, names in enumerate(
        (
            "January Jan января январь", "February Feb февраля февраль", "March Mar марта март",
            "April Apr апреля апрель", "May мая май", "June Jun июня июнь", "July Jul июля июль",
            "August Aug августа август", "September Sep Sept сентября сентябрь", "October Oct октября октябрь",
            "November Nov ноября ноябрь", "December Dec декабря декабрь",
        ),
        start=1,
    )
    for word in names.split()
}  # fmt: skip
TO = _folded("to until till through по до")
SINCE = _folded("since after from с после")
BEFORE = _folded("before until till до")
UNDER = _folded("under during при")
ERA = _folded("era years presidency administration term time rule")
ADDRESS = _folded(
    "president secretary minister general ambassador mr mrs ms dr premier chairman senator leader prime foreign "
    "of state defence affairs security national adviser advisor under deputy vice general-secretary "
    "президент министр генсек"
)
"""Titles before a name."""
WHO = _folded("who whom кто кем counterpart counterparts")
MET = _folded("met meet meets faced faces face negotiated opposite встречался встречалась")
WHEN = _folded("when когда")
