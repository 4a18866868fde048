"""What a site remarks on a comment beside its words: that they are translated, or found helpful, or await approval."""

import re

from discourse.readers.generic.asides import MOST_MORE
from discourse.readers.generic.outline import Element
from discourse.readers.markup import line_of
from discourse.readers.pasted.furniture import mark_of
from discourse.readers.pasted.marks import UNAPPROVED

_TRANSLATED = re.compile(
    r"\W*(?:(?:machine |automatically |auto-?)?translated (?:from|by|into|to)|"
    r"(?:automatisch |maschinell )?übersetzt (?:aus|von|ins)|traduit (?:de|du|par|automatiquement)|"
    r"traducido (?:de|del|por)|traduzido (?:de|do|por)|tradotto (?:da|dal)|vertaald (?:uit|door)|"
    r"översatt från|oversatt fra|oversat fra|przetłumaczono|переведено|перекладено)\b[^.!?]{0,48}",
    re.IGNORECASE,
)
"""What sites print below words that they have translated."""
_HELPFUL = re.compile(
    r"(?:\d[\d.,]{0,8}|one|a) (?:of \d{1,6} )?(?:people|persons?|users?|customers?|guests?|readers?|members?) found "
    r"(?:this|it)\b.{0,16}(?:helpful|useful)\W*|"
    r"\d{1,6} (?:personen|nutzer|kunden|leser|gäste) (?:fand|fanden|finden) .{0,24}hilfreich\W*|"
    r"\d{1,6} personnes? (?:a|ont) trouvé .{0,24}utile\W*|a \d{1,6} personas? les? .{0,24}útil\W*|"
    r"\d{1,6} persone? (?:ha|hanno) trovato .{0,24}utile\W*",
    re.IGNORECASE,
)
"""What shops print below reviews."""
_ICON = re.compile(r"(?:^|[-_ ])icons?(?:$|[-_ ])", re.IGNORECASE)
_MOST_SIGNS = 2
_MAY_AWAIT = re.compile(
    r"moder|modér|appro|await|attente|pendiente|wartet|freig|freisch|attesa|aguard|ожида|审核|承認", re.IGNORECASE
)


def is_remark(element: Element) -> bool:
    """Return whether an element says only what the site did with a comment: translated, counted or not yet approved."""
    if not 0 < element.text <= MOST_MORE or element.node.tag == "a":
        return False
    line = line_of(element.node)
    if element.node.tag == "i" and len(line) <= _MOST_SIGNS:
        return line.isalpha() and _ICON.search(element.classes) is not None  # fonts draw pictures for letters
    return any(each.fullmatch(line) for each in (_TRANSLATED, _HELPFUL)) or awaits(element)


def awaits(element: Element) -> bool:
    """Return whether an element says, beside its buttons, only that a comment awaits approval: others do not see it."""
    if not 0 < element.text <= MOST_MORE or not _MAY_AWAIT.search(element.node.text() or ""):
        return False
    line = line_of(element.node, lambda node: node.tag in ("a", "button"))
    return mark_of(line.strip(" :.·|")).title == UNAPPROVED
