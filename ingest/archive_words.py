"""What the columns of the archive's own tables are called besides English, in the languages the interface has most.

Real archives have English headings in every language we know of; some people have found others, and programs that
people send their archive through translate them. What stands here is compared like `ingest.header_words`; headings in
no list are told by place and content (`ingest.layouts`).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from ingest.csv_rows import heading

_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "thread": """
            unterhaltungs-id|konversations-id|id de conversation|id de la conversation
            |identifiant de la conversation|id de conversación|id de la conversación|id da conversa
            |id da conversação|id conversazione|id della conversazione|gespreks-id|id konwersacji
            |konversations id|konuşma kimliği|sohbet kimliği|id беседы|会話id|对话 id|会话id|대화 id
        """,
        "conversation title": """
            titel der unterhaltung|unterhaltungstitel|titre de la conversation|título de la conversación
            |título da conversa|titolo conversazione|titolo della conversazione|gesprekstitel|tytuł konwersacji
            |konversationstitel|konuşma başlığı|тема беседы|会話タイトル|对话标题|대화 제목
        """,
        "from": """
            von|absender|de|expéditeur|remitente|remetente|da|mittente|van|afzender|od|nadawca|från|avsändare
            |kimden|gönderen|от|от кого|отправитель|差出人|送信者|发件人|發件人|보낸 사람|보낸사람
        """,
        "from url": """
            profil-url des absenders|absender-profil-url|url du profil de l'expéditeur
            |url del perfil del remitente|url do perfil do remetente|url profilo mittente
            |url del profilo del mittente|profiel-url van afzender|profiel-url afzender
            |adres url profilu nadawcy|avsändarens profil-url|gönderen profil url'si|url профиля отправителя
            |送信者のプロフィールurl|发件人资料网址|보낸 사람 프로필 url
        """,
        "to": """
            an|empfänger|à|destinataire|destinataires|para|destinatario|destinatarios|destinatário|destinatários
            |a|destinatari|aan|naar|ontvanger|do|odbiorca|till|mottagare|kime|alıcı|кому|получатель|宛先|受信者
            |收件人|받는 사람
        """,
        "to urls": """
            profil-urls der empfänger|empfänger-profil-urls|url des profils des destinataires
            |url de los perfiles de los destinatarios|urls de perfis dos destinatários|url profili destinatari
            |url dei profili dei destinatari|profiel-url's van ontvangers|adresy url profili odbiorców
            |mottagarnas profil-url:er|alıcı profil url'leri|url профилей получателей|受信者のプロフィールurl
            |收件人资料网址
        """,
        "day": """
            datum|date|fecha|data|dato|tarih|дата|日付|日期|날짜|data i godzina|zeitpunkt|date et heure
            |fecha y hora
        """,
        "text": """
            inhalt|nachricht|nachrichtentext|contenu|message|contenido|mensaje|conteúdo|mensagem|contenuto
            |messaggio|inhoud|bericht|treść|wiadomość|innehåll|meddelande|içerik|mesaj|содержание|сообщение
            |текст|内容|メッセージ|正文|消息|내용|메시지|kommentar|commentaire|comentario|comentário|commento
            |reactie
        """,
        "folder": """
            ordner|dossier|carpeta|pasta|cartella|map|folder|mapp|klasör|папка|フォルダー|文件夹|폴더
        """,
        "draft": """
            ist nachrichtenentwurf|nachrichtenentwurf|est un brouillon|brouillon|es borrador|borrador|é rascunho
            |rascunho|è bozza|bozza|is concept|concept|entwurf|wersja robocza|utkast|taslak|черновик|下書き|草稿
            |초안
        """,
        "sent at": """
            gesendet am|gesendet|envoyée le|envoyé le|date d'envoi|enviado el|enviada el|fecha de envío
            |enviado em|enviada em|data de envio|inviato il|data invio|data di invio|verzonden op|wysłano
            |skickat|gönderilme tarihi|gönderildi|дата отправки|отправлено|送信日|送信日時|发送时间|보낸 날짜
        """,
        "direction": """
            richtung|direction|sens|dirección|direção|direzione|richting|kierunek|riktning|yön|направление|方向
            |방향
        """,
        "headline": """
            profilslogan|slogan|berufsbezeichnung|titre du profil|titre|accroche|titular|título|título do perfil
            |sommario|profielkop|koptekst|nagłówek|rubrik|yetki|başlık|заголовок|ヘッドライン|标题|헤드라인
        """,
        "industry": """
            branche|secteur|sector|setor|settore|branża|bransch|sektör|отрасль|業種|行业|업종
        """,
        "location": """
            standort|ort|lieu|localisation|zone géographique|ubicación|localização|localidade|località|locatie
            |lokalizacja|plats|konum|местоположение|регион|所在地|地点|위치
        """,
        "maiden": """
            geburtsname|nom de jeune fille|nom de naissance|apellido de soltera|nome de solteira
            |sobrenome de solteira|cognome da nubile|meisjesnaam|nazwisko panieńskie|flicknamn|kızlık soyadı
            |девичья фамилия|旧姓|婚前姓
        """,
        "position": """
            titel|bezeichnung|position|jobbezeichnung|titre|título|titolo|título do cargo|tytuł
        """,
        "started": """
            beginn|begonnen am|gestartet am|startdatum|anfang|date de début|début|commencé le|fecha de inicio
            |inicio|data de início|início|data di inizio|data inizio|inizio|begindatum|gestart op
            |data rozpoczęcia|başlangıç tarihi|дата начала|начало|開始日|开始日期|시작일
        """,
        "finished": """
            ende|beendet am|enddatum|date de fin|fin|terminé le|fecha de finalización|fecha de fin
            |data de término|data de conclusão|término|fim|data di fine|data fine|fine|einddatum
            |data zakończenia|slutdatum|bitiş tarihi|дата окончания|окончание|終了日|结束日期|종료일
        """,
        "school": """
            schule|hochschule|name der schule|bildungseinrichtung|école|établissement|nom de l'école|escuela
            |centro|centro educativo|nombre de la escuela|instituição|instituição de ensino|escola|scuola
            |nome scuola|istituto|school|naam school|onderwijsinstelling|szkoła|uczelnia|nazwa szkoły|skola
            |lärosäte|okul|okul adı|учебное заведение|学校名|学校|学校名称|학교
        """,
        "degree": """
            abschluss|diplôme|título académico|titulación|título|diploma|grau|titolo di studio|laurea|graad
            |stopień|tytuł|examen|derece|степень|学位|학위
        """,
        "skill": """
            kenntnis|kenntnisse|fähigkeit|name|compétence|nom|aptitud|nombre|competência|nome|competenza
            |vaardigheid|naam|umiejętność|nazwa|kompetens|namn|yetenek|ad|навык|название|スキル|技能|기술
        """,
        "created": """
            erstellt am|erstellungsdatum|date de création|créé le|fecha de creación|creado el|data de criação
            |criado em|data di creazione|creato il|aanmaakdatum|gemaakt op|data utworzenia|skapad
            |oluşturulma tarihi|дата создания|作成日|创建日期|생성일
        """,
        "followed": """
            gefolgt am|suivi depuis|suivi le|seguido el|seguido em|seguito il|gevolgd op|obserwowane od
            |följt sedan|takip tarihi|дата подписки|フォロー日|关注时间
        """,
        "saved": """
            gespeichert am|speicherdatum|date d'enregistrement|enregistré le|fecha de guardado|guardado el
            |salvo em|data de salvamento|salvato il|data salvataggio|opgeslagen op|data zapisania|sparat
            |kaydedilme tarihi|дата сохранения|保存日|保存日期
        """,
        "applied": """
            bewerbungsdatum|beworben am|date de candidature|fecha de solicitud|data da candidatura
            |data di candidatura|data candidatura|sollicitatiedatum|data aplikowania|ansökningsdatum
            |başvuru tarihi|дата отклика|応募日|申请日期
        """,
    }
)


@cache
def archive_words(field: str) -> tuple[str, ...]:
    """Every name of a field of the archive's tables, as `ingest.csv_rows.heading` gives it."""
    found = (heading(word) for word in _WORDS[field].split("|"))
    return tuple(dict.fromkeys(word for word in found if word))
