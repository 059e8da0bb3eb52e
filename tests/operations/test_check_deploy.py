"""Django's own check of a deployment, under the settings that docs/operations.md gives a public site.

One is silenced, on CSRF: nothing can be written (tests/web/test_headers.py, tests/api/test_errors.py) and there is no
session to abuse.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PUBLIC = {"HTTPS_ONLY": "1", "HSTS_SECONDS": "63072000", "BEHIND_PROXY": "1", "ALLOWED_HOSTS": "record.example"}


def test_check_deploy_has_nothing_to_say(tmp_path: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path), **PUBLIC}

    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "INFO"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "System check identified no issues (1 silenced).\n"
