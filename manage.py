#!/usr/bin/env python
"""Command line of the project. A wrong setting ends in one clear line, not in a traceback."""

import os
import sys


def main() -> None:
    """Run one management command; exits 2 with one line when the settings are wrong."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "armscontrol.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    from armscontrol.environment import SettingError

    try:
        execute_from_command_line(sys.argv)
    except SettingError as error:
        print(f"settings: {error}", file=sys.stderr)
        sys.exit(2)
    except ImproperlyConfigured as error:
        if isinstance(error.__cause__, SettingError):
            print(f"settings: {error.__cause__}", file=sys.stderr)
            sys.exit(2)
        raise


if __name__ == "__main__":
    main()
