"""Whether a page that answers with 200 and has none of the quotations is the page at all. Imports fetch, failures and
page_text.

Servers answer 200 for pages that they no longer have (soft 404), send readers to their front page, or show programs a
wall of consent or scripts. These are guesses, asked only where nothing was found, so that they never take a proof away.
"""

import re
from urllib.parse import urlsplit

from timeline.prover.failures import FailureKind, FetchError
from timeline.prover.fetch import Fetched
from timeline.prover.page_text import PageText

FEWEST_WORDS = 30
"""Below which a page has no text for programs."""
SHORT = 400
"""Words below which a page may be all notice: articles are longer."""
FRONT_PAGES = frozenset({"", "/", "/index.html", "/index.htm", "/index.php", "/en", "/en/", "/home"})
NOT_THERE = re.compile(
    r"\b(404|page (you (requested|are looking for) )?(was |could )?not( be)? found|not found"
    r"|no longer (available|exists?)|does ?n[o'’]t exist|страница не найдена|не найден[ао]?)\b",
    re.IGNORECASE,
)
WALL = re.compile(
    r"\b(cookies?|consent|enable javascript|javascript is (disabled|required)|captcha|not a robot|verify you are human"
    r"|checking your browser|access denied|subscribe to (read|continue))\b",
    re.IGNORECASE,
)


def raise_if_other(page: Fetched, text: PageText) -> None:
    """Do nothing if it may well be the page. Raises FetchError: MISSING if it looks like none, UNREADABLE if it looks
    like a wall."""
    words = text.longest.split()
    asked, got = urlsplit(page.url), urlsplit(page.final_url)
    if page.hops and got.path.lower() in FRONT_PAGES and asked.path not in FRONT_PAGES:
        raise FetchError(FailureKind.MISSING, f"{asked.hostname} sends readers to its front page")
    beginning = " ".join([text.metadata.title, *words[:60]])
    if len(words) < SHORT and NOT_THERE.search(beginning):
        raise FetchError(FailureKind.MISSING, f"{asked.hostname} answers 200 with a page that says it is not there")
    if len(words) < FEWEST_WORDS:
        raise FetchError(FailureKind.UNREADABLE, f"{asked.hostname} shows programs {len(words)} words")
    if len(words) < SHORT and WALL.search(" ".join(words)):
        raise FetchError(FailureKind.UNREADABLE, f"{asked.hostname} shows a notice in place of the text")
