"""Static files under names that hash their content, those that a script imports included."""

from whitenoise.storage import CompressedManifestStaticFilesStorage  # type: ignore[import-untyped]  # it has no types


class StaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """WhiteNoise's storage, which also writes the hashed names into the imports of JavaScript modules."""

    support_js_module_import_aggregation = True
