"""Links that open a source at the quoted words (URL text fragments:
https://wicg.github.io/scroll-to-text-fragment/). Imports nothing else of the program; pages and API import it."""

from urllib.parse import quote as percent_encoded

DIRECTIVE = ":~:text="
URI_CHARACTERS = "/#%[]=:;$&()+,!?*@'~"
WHOLE = 14
EDGE = 6


def _term(words: list[str]) -> str:
    """Words as one term of a text directive, where `-`, `,` and `&` have a meaning and so are percent-encoded."""
    return percent_encoded(" ".join(words), safe="").replace("-", "%2D")


def as_uri(address: str) -> str:
    """An address in ASCII (RFC 3986, from RFC 3987): letters of other alphabets percent-encoded, everything else
    unchanged."""
    return percent_encoded(address, safe=URI_CHARACTERS)


def source_link(url: str, quotation: str) -> str:
    """The source's address with a text fragment for the quotation, after any fragment that the address already has.

    A quotation of up to 14 words is given whole; a longer one by its first and last six, to keep the address short. If
    the address already has a text fragment, or the quotation has no words, the address is unchanged.
    """
    url, words = as_uri(url), quotation.split()
    if not words or DIRECTIVE in url:
        return url
    terms = [words] if len(words) <= WHOLE else [words[:EDGE], words[-EDGE:]]
    mark = "" if "#" in url else "#"
    return f"{url}{mark}{DIRECTIVE}{','.join(_term(term) for term in terms)}"
