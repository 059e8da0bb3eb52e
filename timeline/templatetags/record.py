"""Template filters that put the record's codes into a reader's words. No queries."""

from django import template

register = template.Library()
