"""The words that stand before or behind a person's name and say what they are, in both languages."""

import re

from timeline.desk.reading.words import listed

TITLES = listed(
    "president minister secretary undersecretary ambassador general gen lieutenant colonel marshal admiral adm senator "
    "sen chairman chairwoman premier director adviser advisor mr mrs ms dr sir negotiator spokesman spokeswoman "
    "spokesperson chancellor leader counterpart comrade envoy representative academician chief commander assistant "
    "deputy aide counselor attache head under foreign defense defence "
    "президент министр госсекретарь посол генерал маршал секретарь советник заместитель замминистра замглавы глава "
    "генсек премьер сенатор представитель спецпредставитель спецпосланник директор председатель адмирал академик "
    "товарищ помощник канцлер господин госпожа министра президента посла полковник замгоссекретаря постпред лидер "
    "коллега посланник переговорщик"
)
"""Folded words; Russian ones in the nominative, compared by their beginning."""
RUSSIAN_TITLES = tuple(sorted(title[:7] for title in TITLES if re.match("[а-я]", title)))
INTRODUCING = TITLES - listed("foreign defense defence under assistant deputy")
"""Titles that may stand directly before a name."""
NOT_PEOPLE = listed(
    "administration administrations foundation center centre institute library doctrine plan amendment act government "
    "house street island university school era years proposals team fund hall"
)
"""What, behind a family name, makes something else of it."""
NOT_NAMES = listed(
    "the a an in on at of and for to by from with as but if when while after before his her their its our this that "
    "these those both each no not yes we they he she it i you monday tuesday wednesday thursday friday saturday sunday "
    "january february march april may june july august september october november december u s us american soviet "
    "russian russia american british french chinese german iranian ukrainian nato western asked then so what why "
    "moscow washington geneva vienna helsinki london paris kremlin pentagon white house state department treaty start "
    "salt inf abm said former late chief today yesterday earlier later meanwhile however also according like between "
    "against near via per plus about over under again is was has had were are neither nor or once until since where "
    "в на и с к по из от до за для о об как что он она они мы вы это при между после перед сша россии ссср "
    "у а но не под над без про через около кроме вместе со во ко или если когда где тогда затем потом сам"
)
"""Capitalised words before a family name that are nobody's given name."""


def is_title(key: str) -> bool:
    """Whether a folded word is a title, in any Russian case."""
    return key in TITLES or key.removesuffix("s") in TITLES or (len(key) > 4 and key.startswith(RUSSIAN_TITLES))


def is_introducing(key: str) -> bool:
    """Whether a folded word may stand directly before a name as its title."""
    return (
        key in INTRODUCING or key.removesuffix("s") in INTRODUCING or (len(key) > 4 and key.startswith(RUSSIAN_TITLES))
    )
