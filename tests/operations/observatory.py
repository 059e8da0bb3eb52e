"""The public rules of MDN's HTTP Observatory (mdn-http-observatory, src/grader/charts.js), as far as headers go:
penalties first, bonuses only from 90 points on. Redirection and HSTS are judged under the production settings."""

import re
from collections.abc import Mapping

SAFE_SOURCES = {"'self'", "'none'"}
YEAR = 31_536_000


def policy(headers: Mapping[str, str]) -> dict[str, set[str]]:
    """The Content-Security-Policy by directive."""
    directives = (part.split() for part in headers.get("Content-Security-Policy", "").split(";") if part.strip())
    return {name.lower(): set(values) for name, *values in directives}


def penalties(headers: Mapping[str, str], *, cookies: int, scripts: list[str]) -> dict[str, int]:
    """What takes points away."""
    csp, found = policy(headers), {}
    if not csp:
        found["no CSP"] = -25
    sources = set().union(*csp.values()) if csp else set()
    if "'unsafe-inline'" in sources or "data:" in csp.get("script-src", set()):
        found["CSP with unsafe-inline"] = -20
    if "'unsafe-eval'" in sources:
        found["CSP with unsafe-eval"] = -10
    if cookies:
        found["cookies"] = -20
    if headers.get("Access-Control-Allow-Origin", "*") != "*" or "Access-Control-Allow-Credentials" in headers:
        found["CORS for chosen origins or with credentials"] = -50
    age = re.search(r"max-age=(\d+)", headers.get("Strict-Transport-Security", ""))
    if age is None:
        found["no HSTS"] = -20
    elif int(age[1]) < YEAR // 2:
        found["HSTS below six months"] = -10
    if "frame-ancestors" not in csp and headers.get("X-Frame-Options") not in {"DENY", "SAMEORIGIN"}:
        found["may be framed"] = -20
    if headers.get("X-Content-Type-Options") != "nosniff":
        found["no nosniff"] = -5
    if headers.get("Referrer-Policy", "") in {"unsafe-url", "no-referrer-when-downgrade"}:
        found["referrer leaks"] = -5
    if any("://" in script for script in scripts):
        found["scripts from elsewhere without SRI"] = -5
    return found


def bonuses(headers: Mapping[str, str]) -> dict[str, int]:
    """What adds points; HSTS preloading (+5) and subresource integrity (+5) are left out: they need a domain, or
    scripts from elsewhere."""
    csp = policy(headers)
    strict = bool(csp) and all(values <= SAFE_SOURCES for values in csp.values())
    return {
        "CSP without anything unsafe": 5 * strict,
        "CSP that starts from nothing": 5 * (strict and csp.get("default-src") == {"'none'"}),
        "framing refused by CSP": 5 * ("frame-ancestors" in csp),
        "referrer kept": 5
        * (
            headers.get("Referrer-Policy", "")
            in {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
        ),
        "resource policy": 10 * (headers.get("Cross-Origin-Resource-Policy") in {"same-origin", "same-site"}),
        "opener policy": 10 * (headers.get("Cross-Origin-Opener-Policy") == "same-origin"),
        "embedder policy": 10 * (headers.get("Cross-Origin-Embedder-Policy") in {"require-corp", "credentialless"}),
    }


def score(headers: Mapping[str, str], *, cookies: int, scripts: list[str]) -> int:
    """The points of an answer."""
    kept = 100 + sum(penalties(headers, cookies=cookies, scripts=scripts).values())
    return kept + sum(bonuses(headers).values()) if kept >= 90 else kept
