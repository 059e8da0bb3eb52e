"""The geometry of the pictures: pure functions from days and counts to positions on a line.

No request, no database, no markup. Lengths along time are percent of the plot's width, so that the picture stretches
with the page while its text keeps its size; what needs a width in pixels (labels, glyphs) is laid out for the
narrowest plot that the page shows, NARROWEST, and so fits every wider one. Heights are pixels.
"""
