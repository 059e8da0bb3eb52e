"""The pages that a browser opens: functions of a request, one module a subject, templates of the same name."""
