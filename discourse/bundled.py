"""The corpora that come with the package."""

from importlib.resources import files
from pathlib import Path


def bundled(name: str) -> Path:
    """Return the path of a file or folder of the corpora: inside the installed package, or beside it in a checkout.

    >>> bundled("convoy/page.html").is_file()
    True
    """
    package = Path(str(files("discourse")))
    installed = package / "corpora" / name
    return installed if installed.exists() else package.parent / "corpora" / name
