"""Links that open a source at the words it is quoted with (URL text fragments:
https://wicg.github.io/scroll-to-text-fragment/). Imports nothing else of the program; pages and API import it."""

from urllib.parse import quote as percent_encoded

DIRECTIVE = ":~:text="
URI_CHARACTERS = "/#%[]=:;$&()+,!?*@'~"
WHOLE = 14
EDGE = 6


def _term(words: list[str]) -> str:
    """Words as one term of a text directive, where `-`, `,` and `&` have a meaning and so are written as codes."""
    return percent_encoded(" ".join(words), safe="").replace("-", "%2D")


def as_uri(address: str) -> str:
    """An address in ASCII (RFC 3986 of RFC 3987): letters of other alphabets as percent codes, all else as it is."""
    return percent_encoded(address, safe=URI_CHARACTERS)


def source_link(url: str, quotation: str) -> str:
    """The source's address with a text fragment on the quotation, behind a fragment that the address already has.

    A quotation of up to 14 words is given whole; a longer one by its first and last six, so that the address stays
    short. An address that already points at words, or a quotation without a word, leaves the address as it is.
    """
    url, words = as_uri(url), quotation.split()
    if not words or DIRECTIVE in url:
        return url
    terms = [words] if len(words) <= WHOLE else [words[:EDGE], words[-EDGE:]]
    mark = "" if "#" in url else "#"
    return f"{url}{mark}{DIRECTIVE}{','.join(_term(term) for term in terms)}"
