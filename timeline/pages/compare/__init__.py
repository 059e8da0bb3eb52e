"""Two things side by side over the issues they share: the two sides on a day, two days, or two officials."""
