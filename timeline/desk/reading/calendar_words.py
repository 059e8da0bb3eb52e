"""The words and patterns of dates, English and Russian, as regular expressions with named groups; which of them a text
holds."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

MONTHS_EN = (
    r"Jan(?:uary|\.)?", r"Feb(?:ruary|\.)?", r"Mar(?:ch|\.)", r"Apr(?:il|\.)?", "May", r"June?", r"July?",
    r"Aug(?:ust|\.)?", r"Sept?(?:ember|\.)?", r"Oct(?:ober|\.)?", r"Nov(?:ember|\.)?", r"Dec(?:ember|\.)?",
)  # fmt: skip
MONTHS_RU = (
    "январ[ьяею]", "феврал[ьяею]", "март[аеу]?", "апрел[ьяею]", "ма[йяею]", "июн[ьяею]", "июл[ьяею]", "август[аеу]?",
    "сентябр[ьяею]", "октябр[ьяею]", "ноябр[ьяею]", "декабр[ьяею]",
)  # fmt: skip
WEEKDAYS_EN = ("Mon", "Tues", "Wednes", "Thurs", "Fri", "Satur", "Sun")
WEEKDAYS_RU = ("понедельник", "вторник", "сред[уы]", "четверг", "пятниц[уы]", "суббот[уы]", "воскресень[ея]")
NUMBERS = {
    word: number
    for number, words in enumerate(
        ("a an один одну", "two два две", "three три", "four четыре", "five пять", "six шесть", "seven семь",
         "eight восемь", "nine девять", "ten десять", "eleven", "twelve"),
        start=1,
    )
    for word in words.split()
}  # fmt: skip
MONTH = rf"(?P<month>{'|'.join((*MONTHS_EN, *MONTHS_RU))})(?![^\W\d_])"
MONTH2 = MONTH.replace("month", "month2")
DAY = r"(?<![\d.,])(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th|-го|-е)?(?![\d.,]\d|\d|%)"
DAY2 = DAY.replace("P<day>", "P<day2>").replace(r"(?<![\d.,])", "")
YEAR = r"(?P<year>19[4-9]\d|20[0-4]\d)(?!\d|,\d)(?:\s*(?:года?|году|г\.)(?![^\W\d_]))?"
THEN_YEAR = (
    rf"(?:,?\s+(?:of\s+)?{YEAR}|\s+(?P<of_year>(?:of\s+)?(?:last|this|next|прошлого|минувшего|нынешнего|этого|будущего|"
    r"следующего)\s+(?:year|года)))?"
)
TO = r"\s*(?:-|–|—|to|and|through|until|и|по)\s*(?:the\s+)?"
PART = (
    r"(?P<part>early|mid|late|(?:the\s+)?(?:beginning|start|middle|end)\s+of|начал[ео]|середин[еу]|кон(?:це|ец|ца)|"
    r"around|about|около)[\s-]+(?:in\s+)?"
)
SEASON = r"(?:spring|summer|autumn|fall|winter|весной|летом|осенью|зимой)"
EN_WEEKDAY = rf"(?P<weekday>{'|'.join(WEEKDAYS_EN)})day"
RU_WEEKDAY = rf"(?P<weekday>{'|'.join(WEEKDAYS_RU)})(?![^\W\d_])"
WHICH = (
    r"(?:(?P<which>last|next|this|coming|past|previous|прошл\w+|минувш\w+|следующ\w+|будущ\w+|эт\w+|нынешн\w+|текущ\w+|"
    r"ближайш\w+|предстоящ\w+)\s+)"
)
WEEKDAY_BEFORE = rf"(?:(?:{EN_WEEKDAY},?\s+(?:the\s+)?)|(?:во?\s+{RU_WEEKDAY.replace('weekday', 'weekday_ru')},?\s+))?"
THEN_YEAR1 = THEN_YEAR.replace("<year>", "<year1>").replace("<of_year>", "<of_year1>")
UNIT = r"(?P<unit>week|month|year|недел\w+|месяц\w*|год\w*)(?![^\W\d_])"
COUNTS = rf"\d{{1,2}}|{'|'.join(NUMBERS)}"
COUNT = rf"(?P<count>{COUNTS})"

PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        ("iso", r"(?<!\d)(?P<year>19[4-9]\d|20[0-4]\d)-(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])(?!\d)"),
        ("dotted", r"(?<!\d)(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>19[4-9]\d|20[0-4]\d)(?!\d)"),
        (
            "two-months",
            rf"{DAY}\s+{MONTH}{THEN_YEAR1}{TO}{DAY2}\s+{MONTH2}{THEN_YEAR}",
        ),
        ("two-months", rf"\b{MONTH}\s+{DAY}{TO}{MONTH2}\s+{DAY2}{THEN_YEAR}"),
        ("days", rf"{DAY}(?:,\s*\d{{1,2}})*{TO}{DAY2}\s+{MONTH}{THEN_YEAR}"),
        ("days", rf"\b{MONTH}\s+{DAY}{TO}{DAY2}{THEN_YEAR}"),
        (
            "day",
            rf"{WEEKDAY_BEFORE}{DAY}(?:\s+of)?\s+{MONTH}{THEN_YEAR}",
        ),
        ("day", rf"\b(?:{EN_WEEKDAY},?\s+)?{MONTH}\s+{DAY}{THEN_YEAR}"),
        ("part", rf"\b{PART}{MONTH}{THEN_YEAR}"),
        ("month", rf"\b(?P<which>last\s+|next\s+|this\s+|прошл\w+\s+)?{MONTH},?\s+(?:of\s+)?{YEAR}"),
        (
            "month",
            rf"(?:\b(?:in|since|until|till|by|from|during|for|of|before|after|this|во?|со?|до|ко?|на|об?|около|перед|после)\s+)(?:(?P<which>last|next|this|прошл\w+|следующ\w+)\s+)?{MONTH}(?!\s+\d{{1,2}}(?!\d)){THEN_YEAR}",
        ),
        ("and-month", rf"\b(?:and|or|и|или)\s+{MONTH}{THEN_YEAR}"),
        ("month", rf"(?:[’']s|\b(?:the|that|his|its|their|your))\s+{MONTH}(?=\s+[a-z])"),
        ("month", rf"\b(?P<which>last|next)\s+{MONTH}"),
        ("weekday", rf"\b{WHICH}?{EN_WEEKDAY}(?:\s+(?P<after>next|last)\b)?"),
        ("weekday", rf"\bво?\s+{WHICH}?{RU_WEEKDAY}"),
        (
            "near",
            r"\b(?P<near>this\s+(?:morning|afternoon|evening)|today|yesterday|tomorrow|tonight|позавчера|вчера|сегодня|послезавтра|завтра)\b",
        ),
        (
            "told",
            rf"\b(?:the\s+)?(?:next|following)\s+(?:day|morning|afternoon|evening|night)\b|\bthe\s+(?:day|evening|night)\s+"
            rf"(?:before|after)(?=\s*[.,;:)]|\s+(?:and|in|at|with|from|by|over)\b|\s*$)|\b(?P<count>{COUNTS})\s+days?\s+later\b|"
            r"\bна\s+(?:следующий|другой)\s+день\b|\bназавтра\b|\bнакануне\b(?=\s*[.,;:)]|\s+(?:в|на|и)\b)|"
            rf"\bчерез\s+(?P<count_ru>{COUNTS})\s+дн(?:я|ей)\b|\b(?P<count_after>{COUNTS})\s+дн(?:я|ей)\s+спустя\b",
        ),
        ("unit", rf"\b(?:earlier\s+|later\s+|ранее\s+)?(?:на\s+|в\s+)?{WHICH}{UNIT}"),
        (
            "ago",
            rf"\b{COUNT}\s+(?P<unit>days?|weeks?|months?|years?|дн\w+|день|недел\w+|месяц\w*|лет|год\w*)\s+(?:ago|earlier|назад)\b",
        ),
        ("part-year", rf"\b(?:{PART}|{SEASON}\s+(?:of\s+)?){YEAR}"),
        ("decade", r"\b(?:(?P<part>early|mid|late)[\s-]+)?(?:the\s+)?(?P<decade>19[4-9]0|20[0-4]0)s\b"),
        ("year", rf"(?<![\d.,/$-]){YEAR}(?![-/]\d)"),
    )
)
"""Every form of a date. Of two that overlap the one that starts first counts, then the longer."""

FUTURE = re.compile(
    r"\b(?:(?:will|would|shall|to|is|are|was|were)\s+(?:not\s+)?be\s+(?:re)?(?:held|opened|begun|resumed|signed)|"
    r"will|would|is to|are to|was to|were to|to (?:meet|begin|open|resume|sign|hold|visit)|meets|travels|flies|visits|"
    r"arrives|begins|ends|scheduled|due|expected?|planned|plans|next|upcoming|resumes?|going to|shall|"
    r"(?:until|by)(?=\s*$)|in time for|ahead of|hopefully|coming|состо[ия]тся|пройд[её]т|пройдут|намечен\w*|"
    r"запланирован\w*|ожида\w+|планиру\w+|будет|будут|предстоящ\w+|возобновятся|прибудет|приедет)\b",
    re.IGNORECASE,
)
WILL = re.compile(r"\b(?:will|would|is to|are to|shall|состо[ия]тся|пройд[её]т|пройдут|будет|будут)\b", re.IGNORECASE)
"""What, behind a date, makes it one to come."""
PAST = re.compile(
    r"\b(?:said|told|says|met|held|ended|arrived|announced|began|opened|called|wrote|reported|concluded|signed|spoke|"
    r"warned|offered|talked|was|were|had|agreed|closed|left|made|discussed|declared|stated|pledged|broke|presented|proposed|handed|came|gave|took|went|stopped|flew|landed|sat|refused|visited|"
    r"сказал\w*|заявил\w*|сообщил\w*|прош[её]л|прошл[аио]|состоял\w+|встретил\w*|завершил\w*|обсудил\w*|подписал\w*|"
    r"провел\w*|провёл|прибыл\w*|начал\w*|отметил\w*|был[аио]?)\b",
    re.IGNORECASE,
)

LEADING = re.compile(
    r"(?:in|since|until|till|by|from|during|for|of|before|after|во?|со?|до|ко?|на|об?|около|перед|после|"
    r"on|and|or|и|или)\s+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class DateForm:
    """A form of a date in a text: its kind, its offsets, how many characters of it are a preposition, what is written
    there, and the pattern's groups."""

    kind: str
    start: int
    end: int
    lead: int
    written: str
    parts: Mapping[str, str | None]


def _is_word(match: re.Match[str]) -> bool:
    """Whether a month's name is an everyday word here: may, march, in small letters."""
    month = match.groupdict().get("month") or ""
    return month[:1].islower() and month.isascii() and month.isalpha()


def _form(kind: str, match: re.Match[str]) -> DateForm:
    lead = LEADING.match(match[0])
    return DateForm(kind, match.start(), match.end(), lead.end() if lead else 0, match[0], match.groupdict())


def date_forms(text: str) -> list[DateForm]:
    """The forms of dates in the text, without overlaps: the first, of these the longest."""
    found = [_form(kind, match) for kind, form in PATTERNS for match in form.finditer(text) if not _is_word(match)]
    kept: list[DateForm] = []
    for one in sorted(found, key=lambda each: (each.start, -each.end)):
        last = kept[-1].end if kept else 0
        if one.kind == "and-month" and not text[last : one.start].isspace():
            continue  # it goes on with no date
        if one.start >= last:
            kept.append(one)
    return kept
