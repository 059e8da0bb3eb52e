"""Puts an issue's answer into a sentence about whoever gives it. Pure; imports nothing else of the program.

An answer is written as a reply to its issue's question: an action (`limit them`), a claim (`says it is`), or other
words (`only if …`, `a treaty`)."""

ACTIONS = frozenset({
    "accept", "allow", "ban", "bar", "bind", "bring", "build", "buy", "cap", "cede", "close", "count", "cover",
    "curb", "cut", "deploy", "destroy", "eliminate", "end", "extend", "give", "go", "hold", "join", "keep",
    "leave", "let", "limit", "move", "open", "pay", "put", "ratify", "reject", "share", "sign", "stay", "stop",
    "store", "take", "talk", "trade", "withdraw",
})  # fmt: skip
"""First words of answers that are actions."""
CLAIMS = frozenset(["admits", "claims", "denies", "doubts", "raises", "says"])


def said(answer: str) -> str:
    """What whoever gives the answer does, to follow a name: `would limit them`, `says it is`, `answers “only if …”`."""
    first = answer.partition(" ")[0].lower()
    if first in CLAIMS:
        return answer
    return f"would {answer}" if first in ACTIONS else f"answers “{answer}”"
