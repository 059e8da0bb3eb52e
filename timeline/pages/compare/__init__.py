"""Side-by-side comparisons across shared issues: the two sides on a day, two days, or two officials."""
