"""The application, installed only where the admin is on."""

from django.apps import AppConfig, apps

PLURALS = {"alias": "aliases", "treaty": "treaties"}


class RecordAdminConfig(AppConfig):
    """Brings templates, and a log line for whatever happens at the door."""

    name = "armscontrol.admin"
    label = "record_admin"

    def ready(self) -> None:
        """Listen at the door, and name in the plural what an s does not."""
        from armscontrol.admin import audit  # late: it needs the models of the users

        audit.listen()
        for name, plural in PLURALS.items():
            apps.get_model("timeline", name)._meta.verbose_name_plural = plural
