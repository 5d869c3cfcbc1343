"""Names of the months in the languages of the service's interface and of spreadsheets in Europe, as `fold` writes them.

Made from the Unicode CLDR (whole and short names, alone and within a date) by way of Babel 2.18; a word that means one
month in one language and another in the next is left out.
"""

from __future__ import annotations

_NAMES = {
    1: """
        degen degener ene enero gen gener gennaio ian ianoyarios ianoyarioy ianuarie jaan jaanuar jaenner jan
        janar jane janeiro janevari janner janu januar januara januari january januy'ari janv janvaris janvier
        jn jnvri led leden ledna m.kh mkrakhm oca ocak saus sausio sausis sich sichen sichnya sij sijecanj
        sijecnja sty styczen stycznia tammi tammikuu tammikuuta urt urtarrila vynv vynv'r xan xaneiro yanu
        yanuari yanv yanvar yanvarya ynv ynv'r ynyr zhnwyh
    """,
    2: """
        defebr defebrer fbryr feb febbraio feber febr febreiro febrer febrero februar februara februari
        februarie februaris february fev fevereiro fevr fevral fevralya fevrier fevroyarios fevroyarioy fevruari
        fvr fvrv'r fwryh helmi helmikuu helmikuuta k.ph kumphaphanth lut lutego luty lyut lyutiy lyutogo ots
        otsaila peb pebrero ph'r ph'rvri pheb phebru phebruvari phebruy'ari phibr phibrvri shk shkurt sub subat
        uno unor unora vas vasario vasaris veebr veebruar velj veljaca veljace vfvr vfvrv'r
    """,
    3: """
        ber berezen bereznya bre brezen brezna demarc kov kovas kovo maa maalis maaliskuu maaliskuuta maart mac
        maerz mar marc marca march marci marcius marco marec maret mars marso mart marta martie martios martioy
        marts martxoa marz marzec marzo mi.kh minakhm mrs mrt mrts mrz ozu ozujak ozujka vmrts
    """,
    4: """
        abr abril api apirila apr aprai aprail aprel aprelya april aprila aprile aprilie aprilios aprilioy
        aprilis aprill avr avril awryl bal balandis balandzio bryl d'abr d'abril dub duben dubna em.y emsayn
        epri epril fr fryl huhti huhtikuu huhtikuuta kvit kviten kvitnya kwi kwiecien kwietnia nis nisan pri
        prill tra travanj travnja v'fr v'fryl
    """,
    5: """
        demaig geg geguze geguzes kve kveten kvetna m'y mag maggio mai maiatza maig maijs maio maios maioy maj
        maja majus may maya mayis mayo me mei mh mi myw ph.kh phruesphakhm svi svibanj svibnja touko toukokuu
        toukokuuta trav traven travnya vm'y
    """,
    6: """
        birz birzelio birzelis cerven cervna cherv cherven chervnya cvn cze czerwca czerwiec dejuny eka ekaina
        giu giugn giugno haz haziran hun hunyo ioyn ioynios ioynioy iun iunie iyun iyunya jn juin jun juna june
        junho juni junij junijs junio junius juny juuni kesa kesakuu kesakuuta lipanj lipnja mi.y mithunayn qer
        qershor vyvny xuno yuni yvny ywnyw zhwi'n
    """,
    7: """
        cervence cervenec cvc dejul dejuliol heina heinakuu heinakuuta hul hulyo ioyl ioylios ioylioy iul iulie
        iyul iyulya juil juillet jul jula julai julho juli julij julijs julio juliol julius july juuli k.kh korr
        korrik krkdakhm liep liepa liepos lip lipca lipen lipiec lipnya lug luglio srpanj srpnja tem temmuz uzt
        uztaila vyvly xul xullo yuli yvly ywlyw zhwi'yh
    """,
    8: """
        abu abuztua ag ago agost agosto agst agstu agu agust agustos agustus aout aug august augusta augusti
        augusts augustus augusztus avg avgust avgusta ayg aygoystos aygoystoy d'ag d'agost elo elokuu elokuuta
        ghsts gush gusht kol kolovoz kolovoza og ogo ogos ogst rugp rugpjucio rugpjutis s.kh serp serpen serpnya
        sie sierpien sierpnia singhakhm srp srpen srpna v'vg v'vgvst vg vgvst wt
    """,
    9: """
        deset desetembre eyl eylul ira iraila k.y kanyayn rugs rugsejis rugsejo ruj rujan rujna sbtmbr sent
        sentyabr sentyabrya sep sept septbr septem septembar september septembr septembra septembre septembrie
        septembris septemvri septemvrios septemvrioy septiembre set setembre setembro settembre setyembre sft
        sftmvr sht shtator sit sitmbr sptem sptembr sptmbr stm stmbr syys syyskuu syyskuuta szept szeptember ver
        veresen veresnya vsft vsftmvr wrz wrzesien wrzesnia zar zari
    """,
    10: """
        akto aktobr aktu aktubr d'oct d'octubre eki ekim ktbr ktwbr loka lokakuu lokakuuta oct octbr october
        octobre octombrie octubre okt okto oktobar oktober oktobr oktobra oktobris oktomvri oktoober oktovrios
        oktovrioy oktubre oktyabr oktyabrya ott ottobre out outubro paz pazdziernik pazdziernika rij rijen rijna
        spal spalio spalis t.kh tet tetor tulakhm urr urria v'vk v'vktvvr vk vktvvr zhovt zhovten zhovtnya
    """,
    11: """
        aza azaroa denov denovembre kas kasim lapkr lapkricio lapkritis lis list listopad listopada listopadu
        marras marraskuu marraskuuta nbhe nbhembr nen nentor nob nobyembre noe noemvri noemvrios noemvrioy
        noiembrie nov novembar november novembra novembre novembris novembro novhem novhembr noviembre noyab
        noyabr noyabrya nv nvm nvmbr nvv nvvmvr nwfmbr nwmbr ph.y phrueschikayn stu studeni studenoga vnvv
        vnvvmvr
    """,
    12: """
        abe abendua ara aralik dec decembar december decembra decembre decembrie decembris decembro dedes
        dedesembre dek dekabr dekabrya dekemvri dekemvrios dekemvrioy des desember desembre dets detsembar
        detsember dez dezember dezembro dhj dhjetor dic dicembre diciembre dis dise disem disember disembr
        dismbr disyembre dsm dsmbr dtsm dtsmvr dysmbr gru grud gruden grudnia grudnya grudzien gruod gruodis
        gruodzio joulu joulukuu joulukuuta pro prosinac prosinca prosince prosinec th.kh thanwakhm vdtsm vdtsmvr
    """,
}
MONTHS = {name: number for number, names in _NAMES.items() for name in names.split()}
"""From a folded name, without the dot of an abbreviation, to the number of the month, 1..12."""
