"""A small page with two branches, a codebook for it, and what a person says of it."""

from discourse.codebook import ClaimType, Codebook, Target
from discourse.model import Article, Comment, Thread

PAGE = "ferry.html"
BOOK = Codebook(
    title="Ferry",
    version="1",
    targets=(Target(id="council", label="The council", names=("council",)),),
    claim_types=(
        ClaimType(id="late", label="Late", definition="The ferry is late."),
        ClaimType(id="dear", label="Dear", definition="The ferry costs too much."),
    ),
)
THREAD = Thread(
    article=Article(source=PAGE, title="Ferry late again"),
    comments=(
        Comment(id="1", text="Late again 🙄 and the council sleeps.", author="Ann", reply_to=""),
        Comment(id="2", text="Who says it is late?", author="Bo", reply_to="1"),
        Comment(id="3", text="=cmd|' /C calc'!A0 and <b>dear</b>, too.", author="<script>x</script>", reply_to=""),
        Comment(id="4", text="", author="Cy", reply_to="3", status="deleted"),
    ),
    shown_order="nested",
)
