"""What the columns of lists of people are called, in the languages of the interface and of mail programs.

Headings are compared as `ingest.csv_rows.heading` gives them and without their spaces: `First Name`, `first_name` and
`FirstName` are one. Written here as they are written there; accents and case do not matter.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from ingest.csv_rows import heading

_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "first": """
            first name|given name|forename|vorname|prénom|nombre|nombres|primer nombre|nome|primeiro nome
            |nome próprio|voornaam|imię|förnamn|fornavn|etunimi|jméno|křestní jméno|meno|ad|adı|adi|имя|ім'я
            |όνομα|keresztnév|utónév|prenume|nama depan|tên|名|名字|이름|שם פרטי|الاسم الأول|ชื่อ|ime|vardas
            |vārds|eesnimi|име
        """,
        "last": """
            last name|surname|family name|nachname|familienname|nom|nom de famille|apellidos|apellido|sobrenome
            |apelido|último nome|cognome|achternaam|nazwisko|efternamn|etternavn|efternavn|sukunimi|příjmení
            |priezvisko|soyad|soyadı|фамилия|прізвище|επώνυμο|vezetéknév|nume|nume de familie|nama belakang|họ
            |姓|姓氏|성|שם משפחה|اسم العائلة|اسم عائلة|นามสกุล|prezime|priimek|pavardė|uzvārds|perekonnanimi
            |фамилно име
        """,
        "middle": """
            middle name|additional name|second name|weitere vornamen|zweiter vorname|deuxième prénom
            |autres prénoms|segundo nombre|segundo nome|secondo nome|tweede voornaam|drugie imię|mellannamn
            |mellomnavn|mellemnavn
        """,
        "email": """
            email|e-mail|emails|email address|e-mail address|email addresses|mail|mail address|primary email
            |e-mail-adresse|e-mail adresse|emailadresse|mailadresse|adresse e-mail|adresse mail
            |adresse électronique|adresse de messagerie|courriel|correo|correo electrónico
            |dirección de correo electrónico|dirección de correo|dirección de e-mail|endereço de e-mail
            |endereço de email|e-mail principal|indirizzo e-mail|indirizzo email|indirizzo posta elettronica
            |indirizzo di posta elettronica|e-mailadres|e-mailadresse|adres e-mail|adres email|e-postadress
            |e-postadresse|e-post|sähköposti|sähköpostiosoite|e-mailová adresa|e-posta|e-posta adresi
            |адрес электронной почты|электронная почта|электронный адрес|електронна пошта
            |адреса електронної пошти|διεύθυνση email|ηλεκτρονικό ταχυδρομείο|e-mail cím|adresă de e-mail
            |adresă e-mail|alamat email|địa chỉ email|メールアドレス|電子メール アドレス|电子邮件|电子邮件地址
            |電子郵件|電子郵件地址|邮箱|이메일|이메일 주소|전자 메일 주소|דואר אלקטרוני|البريد الإلكتروني
            |عنوان البريد الإلكتروني|อีเมล
        """,
        "company": """
            company|company name|current company|employer|organization|organisation|unternehmen|firma
            |arbeitgeber|organisation|entreprise|société|empresa|compañía|compania|organización|organização
            |companhia|azienda|società|organizzazione|bedrijf|organisatie|företag|virksomhed|bedrift|selskap
            |yritys|společnost|spoločnosť|şirket|компания|организация|компанія|організація|εταιρεία|cég|vállalat
            |companie|perusahaan|công ty|会社|会社名|公司|单位|회사|חברה|الشركة|บริษัท|tvrtka|podjetje|įmonė
            |uzņēmums|ettevõte|фирма
        """,
        "title": """
            position|job title|jobtitle|stelle|berufsbezeichnung|jobtitel|stellung|poste|fonction|cargo|puesto
            |puesto de trabajo|posição|função|posizione|ruolo|qualifica|mansione|functie|functietitel|stanowisko
            |stanowisko służbowe|befattning|jobbtitel|stilling|stillingsbetegnelse|asema|nimike|tehtävänimike
            |pozice|pracovní pozice|funkce|pozícia|pozisyon|iş unvanı|unvan|должность|посада|θέση
            |τίτλος εργασίας|beosztás|munkakör|funcție|poziție|jabatan|posisi|chức danh|vị trí|役職|職位|职位
            |职务|직책|직위|תפקיד|المنصب|ตำแหน่ง|radno mjesto|položaj|pareigos|amats|amet|длъжност
        """,
        "url": """
            url|profile url|profil-url|linkedin url|linkedin|linkedin profile|linkedin profile url|person linkedin url
            |profile|linkedin link|public profile url|contact linkedin url|linkedin member profile url|social profile
            |url du profil|url del perfil|url do perfil|url del profilo
        """,
        "since": """
            connected on|connected at|verbunden am|vernetzt am|kontakt seit|connecté le|date de connexion
            |en relation depuis|relation depuis|conectado el|fecha de conexión|contacto desde|conectado em
            |data da conexão|data de conexão|ligado em|collegato il|data di collegamento|data collegamento
            |verbonden op|connectiedatum|data nawiązania kontaktu|w kontakcie od|połączono|kontakt sedan
            |ansluten den|forbundet den|tilkoblet|koblet til|forbindelse siden|verkostoitunut|yhteys alkaen
            |spojeno dne|datum spojení|v kontaktu od|bağlantı tarihi|bağlantı kuruldu|дата установления контакта
            |дата добавления|в контакте с|дата встановлення контакту|kapcsolat dátuma|ismeretség kezdete
            |conectat la|data conectării|terhubung pada|kết nối vào|つながった日|つながり日|建立联系日期
            |连接日期|加为好友时间|연결일|연결 날짜|تاريخ الاتصال|ημερομηνία σύνδεσης
        """,
        "form": """
            suffix|name suffix|given yomi|initials|anrede|salutation|suffixe|sufijo|tratamiento|suffisso
            |achtervoegsel|aanspreektitel|sufixo|titel voor naam|oslovení|przyrostek
        """,
    }
)
"""`form`: forms of address; beside them `Title` is "Dr", not a job."""


def squeezed(cell: str) -> str:
    """A heading as it is compared with another: folded, without spaces."""
    return heading(cell).replace(" ", "")


@cache
def squeezed_all(names: tuple[str, ...]) -> frozenset[str]:
    """Names of one column, to look a squeezed heading up in."""
    return frozenset(map(squeezed, names))


@cache
def words(field: str) -> tuple[str, ...]:
    """Every name of a field, as `ingest.csv_rows.heading` gives it, the commonest first."""
    found = (heading(word) for word in _WORDS[field].split("|"))
    return tuple(dict.fromkeys(word for word in found if word))
