"""Which database a request is answered from, in which state of it, and what is said when none answers."""
