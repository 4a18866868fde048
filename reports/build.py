"""Make the gallery again: a report for each corpus, size and script. Run as ``python -m reports.build [NAME...]``."""

import sys
import tempfile
from io import BytesIO
from pathlib import Path

import discourse
from discourse.reporting import Options
from reports.synthetic import SCRIPTS, in_script, thread

GALLERY = Path(__file__).parent
CORPORA = GALLERY.parent / "corpora"
CODEBOOKS = {"convoy": ("general", "proxy-war")}
"""Corpora that take more than the general codebook."""
SIZES = {"1-comment": 1, "6-comments": 6, "60-comments": 60, "600-comments": 600, "20000-comments": 20_000}
OPTIONS = {"6-comments": Options(theme="slate", language="de"), "60-comments": Options(theme="ink", language="fr")}
"""Pages that show another look and other words than the usual ones."""
KEPT = ("overview.png", "report.pdf", "data/measures.csv")
"""What the gallery keeps of a made thread, so that the repository stays small; all pictures there have few colours."""
LARGEST_KEPT = 1_000_000
"""Bytes of a PDF that the gallery keeps."""
_COLOURS = 128


def analysis_of(name: str) -> discourse.Analysis:
    """Return the analysis that the gallery shows of a corpus, of a size or of a script."""
    if name in SIZES:
        return discourse.analyse(thread(SIZES[name]), codebook="general")
    if name in SCRIPTS:
        return discourse.analyse(in_script(name), codebook="general")
    read = discourse.read(CORPORA / name / "page.html")
    return discourse.analyse(read, codebook=CODEBOOKS.get(name, ("general",)))


def corpora() -> list[str]:
    """Return the names of the corpora in the gallery, sorted."""
    return sorted(page.parent.name for page in CORPORA.glob("*/page.html"))


def build(name: str) -> None:
    """Write one report of the gallery: all of a corpus's, the little that is kept of a made thread's."""
    if name not in SIZES and name not in SCRIPTS:
        for picture in sorted(discourse.report(analysis_of(name), GALLERY / name).rglob("*.png")):
            picture.write_bytes(smaller(picture.read_bytes()))
        return
    with tempfile.TemporaryDirectory() as folder:
        made = discourse.report(analysis_of(name), Path(folder) / name, OPTIONS.get(name, Options()))
        for kept in KEPT:
            data = (made / kept).read_bytes()
            if len(data) <= LARGEST_KEPT or not kept.endswith(".pdf"):
                (GALLERY / name / kept).parent.mkdir(parents=True, exist_ok=True)
                (GALLERY / name / kept).write_bytes(smaller(data) if kept.endswith(".png") else data)


def smaller(png: bytes) -> bytes:
    """Return a picture with few colours, spread over all that it has: also what few pixels have keeps its own."""
    from PIL import Image

    file = BytesIO()
    with Image.open(BytesIO(png)) as picture:
        few = picture.convert("RGB").quantize(_COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
        few.save(file, "png", optimize=True)
    return file.getvalue()


if __name__ == "__main__":
    for each in sys.argv[1:] or [*corpora(), *SIZES, *SCRIPTS]:
        build(each)
