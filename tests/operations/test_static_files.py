"""Static files as a deployment serves them: under names that hash their content."""

import re
from pathlib import Path

from django.conf import LazySettings
from django.core.management import call_command

from armscontrol.static_files import StaticFiles

HASHED = re.compile(r"[a-z]+\.[0-9a-f]{12}\.js")
IMPORT = re.compile(r'^import [^;]* from "\./([^"]+)";$', re.MULTILINE)


def test_a_module_imports_the_hashed_names_that_the_page_asks_for(settings: LazySettings, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {"staticfiles": {"BACKEND": "armscontrol.static_files.StaticFiles"}}

    call_command("collectstatic", interactive=False, verbosity=0)

    manifest = StaticFiles(location=tmp_path).hashed_files
    modules = {Path(name).name for path, name in manifest.items() if path.startswith("js/")}
    imported = [name for module in modules for name in IMPORT.findall((tmp_path / "js" / module).read_text("utf-8"))]
    assert len(imported) > 5
    assert all(map(HASHED.fullmatch, imported))
    assert set(imported) <= modules
