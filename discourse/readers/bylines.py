"""The words that stand before the name of who wrote something: "By", "Verfasst von", "Autor:", "文"."""

import re

BY = "by|von|par|por|di|door|av|af|от|od autora|oleh|bởi|από|írta|بقلم|מאת|โดย"
"""Words before a name that no name begins with."""
FROM = f"{BY}|da|od|przez|του|της"
"""These, and words that are also the first of some names ("Da Silva")."""
WRITTEN_BY = (
    r"(?:post(?:ed)?|written|published|reported|added|filed|raised|submitted|started|created|opened|authored|asked) by|"
    r"(?:beitrag|geschrieben|verfasst|veröffentlicht|erstellt|eröffnet|gestartet) von|"
    r"(?:publié|écrit|rédigé|posté|lancé|ajouté) par|(?:publicado|escrito|creado|criado|iniciado) por|"
    r"(?:scritto|pubblicato|creato) da|(?:geschreven|geplaatst) door|(?:skrevet|publisert|skriven) a[vf]|"
    r"(?:dodan[aey]|napisan[aey]) przez|di(?:tulis|posting|kirim) oleh|γράφτηκε από|ผู้เขียน|"
    r"articles? (?:de|par|by|von|di)"
)
LABEL = (
    r"text|words|story|tekst|texte|texto|testo|author|autor(?:in|a|ka)?|auteur|autore|автор|yazan|yazar|szerző|"
    r"penulis|tác giả|kirjoittaja|skribent|forfatter|författare|συντάκτης|"
    r"作者|执笔|執筆|投稿者|撰文|文|来自|來自|글|작성자|글쓴이|بقلم|الكاتب|מאת|نویسنده|लेखक"
)
"""What is said of a name: "Author: Ann"."""
NAMED = (
    r"name|user(?:name)?|nick(?:name)?|navn|namn|naam|nom|nombre|nome|nimi|imię|podpis|użytkownik|"
    r"jméno|přidal(?:\(a\))?|vložil|"
    r"név|beküldte|имя|пользователь|ім.я|isim|kullanıcı|όνομα|نام|کاربر|مدیر سایت|الاسم|שם|नाम|nama|tên|ชื่อ|名前|昵称|"
    r"姓名|用户|이름|닉네임"
)
"""What forms call the name of who wrote, and pages set before it with a colon: "Name: Ann"."""
ONLY_BY = re.compile(rf"\W*(?:{FROM}|{WRITTEN_BY}|{LABEL})\s*[:：]?", re.IGNORECASE)
"""A line of nothing but such words, whose name stands in an element of its own."""
REPORTER = re.compile(
    r"([\uac00-\ud7a3]{2,5})\s(?:\S{1,10}\s)?(?:기자|특파원|논설위원)"
    r"(?:\s*[(=]?\s*[\w.-]{1,60}@[\w.-]{1,60}\)?)?"
)
"""Who wrote a Korean article, with the address that stands below it."""
MAIL_ADDRESS = r"[\w.+-]{1,60}@[\w.-]{1,80}\.\w{2,12}"
AFTER_ADDRESS = re.compile(r"\|\s?URL\s?\|\s*([^|]{1,60}?)\s*#\S{0,12}(?=\s|$)")
"""Who wrote a comment on a Japanese blog, in the line below it: "2024/03/12(火) 09:15 | URL | Ann #- [edit]"."""
EDITOR = re.compile(r"(?:责任编辑|責任編輯|责编|编辑|編輯)\s?[:：]")
"""Who edited an article, as Chinese papers print below it."""
REPLIED_BY = (
    r"(?:antwort von|(?:reply|response|answer) (?:by|from)|réponse de|respuesta de|resposta de|risposta di|reactie van|"
    r"antwoord van|odpowiedź od|svar från|svar fra|ответ от)"
)
"""What stands before the name of a firm, or of an owner, that answers a review."""
REPLIES = re.compile(rf"{REPLIED_BY}\s\S", re.IGNORECASE)
"""How a line begins that says who answers."""
COMMENT_BY = (
    r"(?:kommentar von|comment (?:by|from)|commentaire (?:de|par)|comentario de|comentário de|commento di|reactie van|"
    r"komentarz od|kommentar (?:av|fra|från)|комментарий от)"
)
"""What stands before the name of who commented."""
