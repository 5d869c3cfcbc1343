"""Names of the months in the languages of the service's interface, as `graph.names.fold` writes them.

Made from the Unicode CLDR (whole and short names, alone and within a date) by way of Babel 2.18; a word that means one
month in one language and another in the next is left out.
"""

from __future__ import annotations

_NAMES = {
    1: """
        ene enero gen gennaio ian ianoyarios ianoyarioy ianuarie jaenner jan jane janeiro janevari janner janu
        januar januari january januy'ari janv janvier jn jnvri led leden ledna m.kh mkrakhm oca ocak sich sichen
        sichnya sty styczen stycznia tammi tammikuu tammikuuta vynv vynv'r yanv yanvar yanvarya ynv ynv'r ynyr
        zhnwyh
    """,
    2: """
        fbryr feb febbraio feber febr febrero februar februari februarie february fev fevereiro fevr fevral
        fevralya fevrier fevroyarios fevroyarioy fvr fvrv'r fwryh helmi helmikuu helmikuuta k.ph kumphaphanth
        lut lutego luty lyut lyutiy lyutogo peb pebrero ph'r ph'rvri pheb phebru phebruvari phebruy'ari phibr
        phibrvri sub subat uno unor unora vfvr vfvrv'r
    """,
    3: """
        ber berezen bereznya bre brezen brezna maa maalis maaliskuu maaliskuuta maart mac maerz mar marc marca
        march marci marcius marco maret mars marso mart marta martie martios martioy marts marz marzec marzo
        mi.kh minakhm mrs mrt mrts mrz vmrts
    """,
    4: """
        abr abril apr aprai aprail aprel aprelya april aprile aprilie aprilios aprilioy aprilis avr avril awryl
        bryl dub duben dubna em.y emsayn epri epril fr fryl huhti huhtikuu huhtikuuta kvit kviten kvitnya kwi
        kwiecien kwietnia nis nisan v'fr v'fryl
    """,
    5: """
        kve kveten kvetna m'y mag maggio mai maio maios maioy maj maja majus may maya mayis mayo me mei mh mi
        myw ph.kh phruesphakhm touko toukokuu toukokuuta trav traven travnya vm'y
    """,
    6: """
        cerven cervna cherv cherven chervnya cvn cze czerwca czerwiec giu giugn giugno haz haziran hun hunyo
        ioyn ioynios ioynioy iun iunie iyun iyunya jn juin jun june junho juni junio junius kesa kesakuu
        kesakuuta mi.y mithunayn vyvny yvny ywnyw zhwi'n
    """,
    7: """
        cervence cervenec cvc heina heinakuu heinakuuta hul hulyo ioyl ioylios ioylioy iul iulie iyul iyulya
        juil juillet jul jula julai julho juli julio julius july k.kh krkdakhm lip lipca lipen lipiec lipnya lug
        luglio tem temmuz vyvly yvly ywlyw zhwi'yh
    """,
    8: """
        ag ago agosto agst agstu agu agustos agustus aout aug august augusti augustus augusztus avg avgust
        avgusta ayg aygoystos aygoystoy elo elokuu elokuuta ghsts og ogo ogos ogst s.kh serp serpen serpnya sie
        sierpien sierpnia singhakhm srp srpen srpna v'vg v'vgvst vg vgvst wt
    """,
    9: """
        eyl eylul k.y kanyayn sbtmbr sent sentyabr sentyabrya sep sept septbr septem september septembr
        septembre septembrie septemvrios septemvrioy septiembre set setembro settembre setyembre sft sftmvr sit
        sitmbr sptem sptembr sptmbr stm stmbr syys syyskuu syyskuuta szept szeptember ver veresen veresnya vsft
        vsftmvr wrz wrzesien wrzesnia zar zari
    """,
    10: """
        akto aktobr aktu aktubr eki ekim ktbr ktwbr loka lokakuu lokakuuta oct octbr october octobre octombrie
        octubre okt okto oktober oktobr oktovrios oktovrioy oktubre oktyabr oktyabrya ott ottobre out outubro
        paz pazdziernik pazdziernika rij rijen rijna t.kh tulakhm v'vk v'vktvvr vk vktvvr zhovt zhovten zhovtnya
    """,
    11: """
        kas kasim lis list listopad listopada listopadu marras marraskuu marraskuuta nbhe nbhembr nob nobyembre
        noe noemvrios noemvrioy noiembrie nov november novembre novembro novhem novhembr noviembre noyab noyabr
        noyabrya nv nvm nvmbr nvv nvvmvr nwfmbr nwmbr ph.y phrueschikayn vnvv vnvvmvr
    """,
    12: """
        ara aralik dec december decembre decembrie dek dekabr dekabrya dekemvrios dekemvrioy des desember dez
        dezember dezembro dic dicembre diciembre dis dise disem disember disembr dismbr disyembre dsm dsmbr dtsm
        dtsmvr dysmbr gru grud gruden grudnia grudnya grudzien joulu joulukuu joulukuuta pro prosince prosinec
        th.kh thanwakhm vdtsm vdtsmvr
    """,
}
MONTHS = {name: number for number, names in _NAMES.items() for name in names.split()}
"""From a folded name, without the dot of an abbreviation, to the number of the month, 1..12."""
