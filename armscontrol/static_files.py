"""Static files under content-hashed names, including the modules that scripts import."""

from whitenoise.storage import CompressedManifestStaticFilesStorage  # type: ignore[import-untyped]  # it has no types


class StaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """WhiteNoise's storage, which also writes the hashed names into the imports of JavaScript modules."""

    support_js_module_import_aggregation = True
