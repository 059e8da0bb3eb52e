"""The words by which a text says whose words it quotes, English and Russian, as regular expressions."""

import re

SAID = re.compile(
    r"\b(?:said|says|told|added|adds|noted|notes|stressed|stated|states|declared|explained|warned|insisted|argued|asked|"
    r"remarked|replied|answered|observed|commented|confirmed|concluded|continued|believes|acknowledged|complained|"
    r"announced|claimed|charged|emphasized|emphasised|recalled|responded|wrote|writes|called|calls|described|quipped|"
    r"pointed out|went on|urged|promised|pledged|predicted|vowed|conceded|suggested|cautioned|quoted|reiterated|"
    r"repeated|repeats|thought|thinks|felt|joked|spoke|agreed|referred|talked|"
    r"reaffirmed|underscored|admitted|accused|objected|countered|dismissed|maintained|"
    r"recounted|remembered|shouted|cried|exclaimed|whispered|murmured|muttered|grumbled|cabled|telegraphed|snapped|"
    r"retorted|interjected|interrupted|testified|protested|inquired|boasted|"
    r"сказал[аи]?|говорит|говорил[аи]?|заявил[аи]?|заявляет|отметил[аи]?|отмечает|подчеркнул[аи]?|подчеркивает|"
    r"добавил[аи]?|пояснил[аи]?|сообщил[аи]?|указал[аи]?|напомнил[аи]?|ответил[аи]?|предупредил[аи]?|назвал[аи]?|"
    r"считает|полагает|уточнил[аи]?|заметил[аи]?|констатировал[аи]?|признал[аи]?|резюмировал[аи]?|продолжил[аи]?|"
    r"объяснил[аи]?|объяснял[аи]?|рассказал[аи]?|рассказывал[аи]?|рассказывает|вспоминал[аи]?|вспоминает|вспомнил[аи]?|"
    r"усмехнул(?:ся|ась)|отозвал(?:ся|ась)|жаловал(?:ся|ась)|пожаловал(?:ся|ась)|рассуждал[аи]?|наставлял[аи]?|"
    r"предсказывал[аи]?|пробормотал[аи]?|проворчал[аи]?|обронил[аи]?|воскликнул[аи]?|спросил[аи]?|пошутил[аи]?|"
    r"шутил[аи]?|возмущал(?:ся|ась)|согласил(?:ся|ась)|настаивал[аи]?|отвечал[аи]?|произн[её]с(?:ла|ли)?|"
    r"телеграфировал[аи]?|доложил[аи]?|перебил[аи]?|признал(?:ся|ась)|поделил(?:ся|ась)|вздохнул[аи]?|парировал[аи]?|"
    r"удивил(?:ся|ась)|повторил[аи]?|повторял[аи]?|думает|подтвердил[аи]?|уверен[аы]?|утверждает|уверял[аи]?|уверяет|убежд[её]н[аы]?|пообещал[аи]?|обещает|написал[аи]?|возразил[аи]?|выразил[аи]?)\b",
    re.IGNORECASE,
)
ACCORDING = re.compile(
    r"\b(?:according to|in the words of|as .{3,40} put it|quoted by|quoting|"
    r"по (?:(?:его|ее|её) )?(?:словам|мнению)|как (?:сказал|заявил|"
    r"отметил|сообщил|подчеркнул|выразился)[аи]?|цитирует|со слов|слова)\b",
    re.IGNORECASE,
)
PRONOUN = re.compile(
    r"\b(?:he|she|it|they|он|она|они|(?<=according to )(?:him|her)|(?<=по )(?:его|ее|её)(?= (?:словам|мнению)))\b",
    re.IGNORECASE,
)
SOURCE = re.compile(
    r"\b(?i:(?:an?|the|this|one|another|unnamed|unidentified|senior|high-ranking|top|a\s+senior|western|soviet|russian|american|"
    r"u\.s\.|us|british|two|some|several|official)\s+)+(?:(?:[a-z]+(?:\s[Mm]inistry|\s[Dd]epartment)?|White\s+House|Kremlin|"
    r"Pentagon|NATO|State\s+Department|Foreign\s+Ministry|Defen[sc]e\s+Ministry|General\s+Staff|embassy|delegation)\s+)?"
    r"(?:sources?|officials?|diplomats?|interlocutor|spokes(?:man|woman|person)|negotiators?|aides?|statement|"
    r"communiqu[eé]|members?|participants?|witness(?:es)?|colonel|general|admiral|officers?|advis[eo]rs?|colleagues?)\b"
    r"(?:\s+(?:in|at|from|close\s+to|of|on|with)\s+(?:the\s+)?(?:[A-Z][\w-]*|general|foreign|defen[sc]e|ministry|"
    r"department|delegation|talks|mission|state|government|administration)"
    r"(?:\s+(?:[A-Z][\w-]*|staff|ministry|delegation|department|administration|government))*)*"
    r"|\b(?i:(?:высокопоставленн\w+|советск\w+|осведомленн\w+|дипломатическ\w+|военно-дипломатическ\w+|российск\w+|американск\w+|"
    r"анонимн\w+)\s+)*(?i:источник\w*|собеседник\w*|официальн\w+\s+представител\w+|чиновник\w*|дипломат(?:а|ы|у|ом)?|"
    r"участник\w*|сотрудник\w*|офицер\w*)\b"
    r"(?:\s+(?:в|из|на|близк\w+\s+к)\s+[\w-]+(?:\s+(?:[А-ЯЁ][\w-]*|делегаци\w+|администраци\w+|ведомств\w+|министерств\w+|обороны|иностранных|дел|штаб\w*))*"
    r"|\s+(?:Госдеп\w*|МИД\w*|Кремля|Пентагона|Белого\s+дома|Минобороны|НАТО))*"
    r"|\b(?:TASS|ТАСС|Pravda|the\s+Soviet\s+note|the\s+(?:Foreign|Defen[sc]e)\s+Ministry|the\s+State\s+Department|"
    r"the\s+White\s+House|the\s+Kremlin|the\s+Pentagon|МИД(?:\s+(?:РФ|России|СССР))?|Госдеп\w*|Белый\s+дом|Кремль)(?![\w])",
)
"""Those who speak without a name: a source in the General Staff, the White House, источник в МИД."""
AGAIN = re.compile(
    r"(?:the|this|that)\s+(?:source|interlocutor|official|diplomat|spokes\w+|negotiator|aide|member|participant|"
    r"witness|colonel|general|admiral|officer|advis[eo]r|colleague)|источник\w*|собеседник\w*|"
    r"чиновник\w*|дипломат\w*|участник\w*|сотрудник\w*|офицер\w*",
    re.IGNORECASE,
)
"""Words for somebody without a name who was introduced before."""
SIDE_WORDS = tuple(
    (side, re.compile(rf"\b(?:{words})", re.IGNORECASE))
    for side, words in (
        ("RU", r"russia\w*|soviet\w*|kremlin|moscow|tass|general staff|foreign ministry|ussr|pravda|росси\w+|"
               r"советск\w+|кремл\w+|мид\b|генштаб\w*|тасс|рф\b"),
        ("US", r"u\.s\.|us\b|american\w*|united states|white house|pentagon|washington|state department|administration|"
               r"сша|американск\w+|белый дом|госдеп\w*|пентагон\w*"),
    )
)  # fmt: skip
"""The words that say on whose side somebody without a name is."""


def side_in(words: str) -> str:
    """The side that words for somebody without a name speak of; empty if they speak of none."""
    return next((side for side, form in SIDE_WORDS if form.search(words)), "")
