"""What each sign of `traits` says for (above zero) or against a heading, in tenths; by a script."""

from functools import cache


@cache
def weights() -> dict[str, int]:
    """Sign → tenths; the names of signs are made and explained in `traits`."""
    parts = _WEIGHTS.split()
    return {sign: int(tenths) for sign, tenths in zip(parts[::2], parts[1::2], strict=True)}


_WEIGHTS = """
Damountamount 2 Damountlabel 9 Damountlatin -13 Damountmixed -7 Damountnum -11 Dblankamount 4 Dblankbox 1
Dblankday 5 Dblanklabel 4 Dblanklatin 4 Dblanklong -1 Dblankmixed 4 Dblanknum 4 Dboxbox -2 Dboxlabel 3
Ddaylabel 9 Dedgeamount -8 Dedgebox -5 Dedgeday -6 Dedgelabel -3 Dedgelatin -3 Dedgemixed -5 Dedgenum -5
Dl1,1 -7 Dl1,10 2 Dl1,2 1 Dl1,3 5 Dl1,4 6 Dl1,5 -2 Dl1,6 -5 Dl1,7 -1 Dl1,8 3 Dl1,9 7 Dl10,10 1 Dl10,2 3
Dl10,3 5 Dl10,4 -4 Dl10,7 -2 Dl10,8 3 Dl2,1 5 Dl2,10 2 Dl2,2 -3 Dl2,3 4 Dl2,4 1 Dl2,6 1 Dl2,7 -7 Dl2,8 -3
Dl2,9 -3 Dl3,1 7 Dl3,2 3 Dl3,3 -1 Dl3,5 7 Dl3,6 11 Dl3,7 8 Dl3,8 -3 Dl3,9 3 Dl4,10 2 Dl4,2 2 Dl4,3 -2
Dl4,4 -1 Dl4,6 5 Dl4,8 3 Dl4,9 -4 Dl5,1 -2 Dl5,10 -2 Dl5,2 1 Dl5,3 2 Dl5,4 4 Dl5,5 -1 Dl5,6 2 Dl5,7 7
Dl5,8 4 Dl5,9 -11 Dl6,1 -10 Dl6,10 -3 Dl6,2 -4 Dl6,3 -1 Dl6,4 6 Dl6,6 4 Dl6,7 -3 Dl6,8 3 Dl6,9 -1 Dl7,1 1
Dl7,10 -3 Dl7,2 -4 Dl7,3 -1 Dl7,4 3 Dl7,5 6 Dl7,6 -5 Dl7,7 -7 Dl7,8 -2 Dl7,9 10 Dl8,1 -1 Dl8,2 -6 Dl8,3 -4
Dl8,4 1 Dl8,5 -5 Dl8,6 -6 Dl8,7 5 Dl8,8 -3 Dl8,9 -3 Dl9,1 7 Dl9,10 -1 Dl9,2 6 Dl9,3 -2 Dl9,5 -1 Dl9,6 -5
Dl9,7 5 Dl9,8 -1 Dl9,9 -1 Dlabelamount -9 Dlabelday -2 Dlabellabel 1 Dlabellong 2 Dlabelmixed 3 Dlabelnum 6
Dlatinamount 4 Dlatinlabel -1 Dlatinmixed -8 Dlatinnum -9 Dlongamount -6 Dlonglabel -4 Dlonglatin 7
Dlonglong -3 Dlongmixed 3 Dlongnum -3 Dmixedlabel -2 Dmixedlatin -4 Dmixedlong 1 Dmixedmixed 3 Dmixednum -7
Dnumamount -1 Dnumday 5 Dnumlatin -1 Dnumlong -3 Dnummixed -2 Dnumnum -3 LRamount,amountamount 2
LRamount,amountlabel 3 LRamount,blanklabel 7 LRamount,edgeamount 7 LRamount,labellabel -2
LRamount,latinlabel -1 LRamount,numnum -9 LRblank,amountlabel 12 LRblank,blankamount -9 LRblank,blankday -7
LRblank,blanklabel 2 LRblank,blankmixed 3 LRblank,blanknum -9 LRblank,edgeday -4 LRblank,edgelabel -14
LRblank,edgenum -13 LRblank,labelday -4 LRblank,labellabel 11 LRblank,labelnum 3 LRblank,latinlabel 11
LRblank,mixedlabel 11 LRblank,numlabel 17 LRblank,numnum -5 LRday,amountlabel 8 LRday,blanklabel 11
LRday,daylabel -2 LRday,edgeday 3 LRday,edgenum -1 LRday,labelday -4 LRday,latinlabel 4 LRday,numday -8
LRday,numlabel 6 LRedge,amountlabel 6 LRedge,blankamount 15 LRedge,blankday 6 LRedge,blanklabel 4
LRedge,blanklatin 5 LRedge,blanklong 10 LRedge,blankmixed 1 LRedge,blanknum 5 LRedge,boxlabel 10
LRedge,boxlong 6 LRedge,daylabel 14 LRedge,edgelabel 9 LRedge,edgelong -1 LRedge,edgemixed 8
LRedge,labellabel 2 LRedge,labellong 7 LRedge,labelmixed 2 LRedge,labelnum 2 LRedge,latinlabel -1
LRedge,longlabel 15 LRedge,mixedlabel 11 LRedge,numamount 14 LRedge,numlabel 4 LRedge,numlong 3
LRedge,nummixed 9 LRlabel,amountamount 6 LRlabel,amountlabel 9 LRlabel,amountlatin -10 LRlabel,blankamount -5
LRlabel,blankbox -2 LRlabel,blankday 1 LRlabel,blanklabel 1 LRlabel,blanklatin -1 LRlabel,blankmixed 4
LRlabel,blanknum -3 LRlabel,dayday -1 LRlabel,daylabel 8 LRlabel,daynum -3 LRlabel,edgeamount -23
LRlabel,edgebox 1 LRlabel,edgeday -2 LRlabel,edgelatin -10 LRlabel,edgelong -6 LRlabel,edgemixed -13
LRlabel,edgenum -18 LRlabel,labelamount -3 LRlabel,labelday 1 LRlabel,labellabel -7 LRlabel,labellatin -4
LRlabel,labellong 3 LRlabel,labelmixed -3 LRlabel,labelnum -11 LRlabel,latinlabel 9 LRlabel,latinlatin 10
LRlabel,latinnum -2 LRlabel,longlabel 3 LRlabel,longlong 5 LRlabel,mixedlabel 4 LRlabel,mixedmixed 3
LRlabel,numamount -8 LRlabel,numlabel -3 LRlabel,numlatin -7 LRlabel,numnum 3 LRlatin,blanklabel 6
LRlatin,edgeday -3 LRlatin,edgelatin 6 LRlatin,edgenum -2 LRlatin,labellabel 9 LRlatin,labelnum -5
LRlatin,latinlatin 4 LRlatin,numnum -9 LRlong,amountlabel 10 LRlong,blanklabel 5 LRlong,edgelabel -4
LRlong,edgelong 6 LRlong,labellabel 1 LRlong,numlabel 8 LRlong,numnum -3 LRmixed,amountlabel 8
LRmixed,blanklabel 7 LRmixed,blanknum -4 LRmixed,dayday -3 LRmixed,edgelabel 6 LRmixed,edgemixed 10
LRmixed,labellabel -3 LRmixed,labelmixed 2 LRmixed,labelnum -8 LRmixed,mixedlabel -2 LRmixed,mixedmixed -1
LRmixed,numlabel 1 LRmixed,numnum -6 LRnum,amountlabel 11 LRnum,blanklabel 6 LRnum,blanknum 5 LRnum,dayday -4
LRnum,daylatin -4 LRnum,edgelabel -8 LRnum,edgenum 5 LRnum,labellabel 6 LRnum,labelnum 6 LRnum,latinlabel 11
LRnum,mixedlabel 11 LRnum,numamount -8 LRnum,numlabel -4 LRnum,numnum -4 Lamountamount 6 Lamountlabel 1
Lamountnum -12 Lblankamount -13 Lblankday -11 Lblanklabel 4 Lblanklatin 1 Lblanklong -4 Lblanknum -11
Lboxlabel -11 Ldayday -1 Ldaylabel 5 Ldaynum -11 Ledgeamount 2 Ledgeday 4 Ledgelabel 3 Ledgelong 4
Ledgemixed 6 Ledgenum 5 Ll1,1 -3 Ll1,2 1 Ll1,3 -8 Ll1,4 -9 Ll1,5 -1 Ll1,6 -10 Ll1,7 -10 Ll1,8 -13 Ll1,9 -17
Ll10,1 -2 Ll10,2 2 Ll10,4 4 Ll10,7 8 Ll10,8 -3 Ll10,9 1 Ll2,1 5 Ll2,10 -5 Ll2,2 4 Ll2,3 4 Ll2,4 1 Ll2,5 -7
Ll2,6 2 Ll2,7 -3 Ll2,8 -5 Ll2,9 3 Ll3,1 2 Ll3,10 -8 Ll3,2 -3 Ll3,3 -5 Ll3,4 -5 Ll3,5 -2 Ll3,6 4 Ll3,7 -13
Ll3,8 -6 Ll3,9 -6 Ll4,10 -7 Ll4,2 1 Ll4,3 -3 Ll4,4 2 Ll4,6 2 Ll4,7 -6 Ll4,8 -4 Ll4,9 -4 Ll5,1 -10 Ll5,2 -2
Ll5,3 -5 Ll5,4 3 Ll5,5 6 Ll5,6 4 Ll5,7 -2 Ll5,9 3 Ll6,1 -5 Ll6,10 4 Ll6,2 1 Ll6,3 10 Ll6,4 -4 Ll6,5 -2
Ll6,8 -1 Ll6,9 -7 Ll7,1 -1 Ll7,10 -4 Ll7,3 1 Ll7,4 13 Ll7,5 1 Ll7,6 5 Ll7,7 12 Ll7,8 8 Ll7,9 6 Ll8,1 -8
Ll8,10 -2 Ll8,2 1 Ll8,3 -2 Ll8,4 2 Ll8,5 -1 Ll8,6 -5 Ll8,7 -2 Ll8,8 -1 Ll8,9 7 Ll9,1 -6 Ll9,10 -5 Ll9,2 7
Ll9,3 4 Ll9,4 1 Ll9,5 3 Ll9,6 -2 Ll9,7 7 Ll9,8 -2 Ll9,9 -8 Llabelamount -5 Llabelbox 1 Llabelday 4
Llabellabel -4 Llabellatin -2 Llabellong -1 Llabelmixed -1 Llabelnum -3 Llatinamount -12 Llatinday -4
Llatinlabel 1 Llatinlatin 5 Llatinlong -3 Llatinnum -9 Llongbox -2 Llonglabel 5 Llongnum -7 Lmixedamount 1
Lmixedday -7 Lmixedlabel 7 Lmixedlatin -8 Lmixedmixed 3 Lmixednum -14 Lnumamount -9 Lnumday -5 Lnumlabel -1
Lnumlatin -10 Lnummixed -8 Lnumnum 3 RRamount,amountamount 8 RRamount,amountlabel 6 RRamount,blanklabel 4
RRamount,edgeamount -2 RRamount,edgelabel 16 RRamount,labellabel 9 RRamount,numlabel 2 RRamount,numnum -3
RRblank,amountlabel 9 RRblank,blankamount -2 RRblank,blanklabel -5 RRblank,blanklatin -3
RRblank,blankmixed -4 RRblank,blanknum 1 RRblank,edgeamount -5 RRblank,edgebox -2 RRblank,edgeday -4
RRblank,edgelabel 4 RRblank,edgelong -1 RRblank,edgemixed 4 RRblank,edgenum -17 RRblank,labellabel 20
RRblank,labellatin 1 RRblank,labelmixed 12 RRblank,labelnum -4 RRblank,latinlabel 11 RRblank,mixedlabel 9
RRblank,numlabel 7 RRblank,nummixed 1 RRblank,numnum 8 RRbox,blanklabel 3 RRbox,edgelabel 7 RRday,dayday 2
RRday,daylabel -5 RRday,daynum -4 RRday,edgelabel 6 RRday,edgelatin -3 RRday,labelday -4 RRday,labellabel 1
RRday,numday -4 RRedge,edgebox 1 RRedge,edgelabel -4 RRedge,edgelatin -2 RRedge,edgelong -6
RRedge,edgemixed -4 RRedge,edgenum -1 RRlabel,amountamount -7 RRlabel,amountlabel -15 RRlabel,amountmixed -10
RRlabel,amountnum -4 RRlabel,blankamount -3 RRlabel,blankday -8 RRlabel,blanklatin -1 RRlabel,blanklong -2
RRlabel,blankmixed -7 RRlabel,blanknum 2 RRlabel,dayday 4 RRlabel,daylabel -15 RRlabel,edgeday 4
RRlabel,edgelabel 11 RRlabel,edgemixed 4 RRlabel,edgenum -2 RRlabel,labelday 3 RRlabel,labellabel 2
RRlabel,labellatin 1 RRlabel,labellong 4 RRlabel,labelmixed 8 RRlabel,labelnum -6 RRlabel,latinamount -8
RRlabel,latinday -7 RRlabel,latinlabel 2 RRlabel,latinnum -5 RRlabel,longlabel -6 RRlabel,longlong -3
RRlabel,mixedamount -6 RRlabel,mixedlabel -10 RRlabel,mixedmixed -6 RRlabel,numlabel -11 RRlabel,nummixed -1
RRlabel,numnum 9 RRlatin,blanklabel 9 RRlatin,daynum -2 RRlatin,edgelabel 6 RRlatin,edgelatin -2
RRlatin,labellabel 4 RRlatin,latinlabel 10 RRlatin,latinlatin 12 RRlatin,numlabel 9 RRlong,edgelabel 4
RRlong,edgelong 1 RRlong,labellabel 4 RRlong,longlabel -3 RRmixed,edgelabel 15 RRmixed,edgemixed 10
RRmixed,labellabel 4 RRmixed,labelmixed -4 RRmixed,mixedmixed 4 RRnum,blanklabel -7 RRnum,blankmixed -3
RRnum,blanknum 4 RRnum,daylabel -14 RRnum,edgeday -7 RRnum,edgelabel -1 RRnum,edgelatin -1 RRnum,edgenum -6
RRnum,labellabel 11 RRnum,labellatin -9 RRnum,labelmixed 5 RRnum,labelnum -6 RRnum,latinlabel 16
RRnum,numamount -2 RRnum,numlabel -3 RRnum,numlatin -6 RRnum,numlong 2 RRnum,nummixed -4 RRnum,numnum 3
Ramountamount 3 Ramountlabel 16 Ramountlatin -10 Ramountmixed 10 Ramountnum -7 Rblankamount -2 Rblankbox -2
Rblankday 1 Rblanklabel 6 Rblanklatin 2 Rblanklong 4 Rblankmixed 5 Rblanknum 2 Rboxlabel 11 Rboxlong 6
Rdayday -3 Rdaylabel 1 Rdaylatin -6 Rdaynum -5 Redgebox 1 Redgelabel -4 Redgelatin -2 Redgelong -6
Redgemixed -4 Redgenum -1 Rl1,1 -6 Rl1,10 6 Rl1,2 -2 Rl1,3 2 Rl1,4 3 Rl1,5 -6 Rl1,6 -6 Rl1,7 1 Rl1,9 -2
Rl10,10 2 Rl10,2 11 Rl10,3 2 Rl10,4 4 Rl10,5 -6 Rl10,6 3 Rl10,7 1 Rl10,8 -7 Rl10,9 -8 Rl2,1 13 Rl2,10 5
Rl2,2 2 Rl2,5 -1 Rl2,6 3 Rl2,7 1 Rl2,8 2 Rl2,9 -1 Rl3,1 7 Rl3,2 -3 Rl3,3 2 Rl3,4 3 Rl3,5 3 Rl3,6 8 Rl3,7 8
Rl3,8 5 Rl3,9 1 Rl4,1 -3 Rl4,10 -4 Rl4,2 -2 Rl4,3 -5 Rl4,4 5 Rl4,5 3 Rl4,6 6 Rl4,7 -1 Rl4,9 5 Rl5,1 -7
Rl5,2 -1 Rl5,3 -2 Rl5,5 2 Rl5,7 7 Rl5,8 -5 Rl5,9 7 Rl6,1 1 Rl6,10 -5 Rl6,2 -2 Rl6,3 3 Rl6,4 -3 Rl6,5 -2
Rl6,6 2 Rl6,7 -3 Rl6,8 4 Rl6,9 -4 Rl7,1 -10 Rl7,2 -3 Rl7,3 -3 Rl7,4 4 Rl7,5 -1 Rl7,6 -1 Rl7,7 1 Rl7,9 -4
Rl8,1 -7 Rl8,10 1 Rl8,3 -4 Rl8,4 2 Rl8,5 -3 Rl8,7 6 Rl8,8 1 Rl8,9 1 Rl9,1 -4 Rl9,10 4 Rl9,2 6 Rl9,3 -2
Rl9,4 -3 Rl9,5 6 Rl9,6 1 Rl9,7 -1 Rl9,8 -3 Rl9,9 -4 Rlabelamount -7 Rlabelbox -3 Rlabellabel -5
Rlabellatin -7 Rlabellong 1 Rlabelmixed -5 Rlabelnum 3 Rlatinlabel 11 Rlatinlatin 6 Rlatinmixed -3
Rlonglabel 1 Rlonglatin 1 Rmixedlabel 6 Rmixedmixed 2 Rmixednum -1 Rnumamount -3 Rnumday 7 Rnumlabel -3
Rnumlatin -5 Rnumlong -3 Rnummixed 1 Rnumnum -2 UDamount,amountamount -1 UDamount,amountmixed -7
UDamount,blankamount 2 UDamount,edgeamount -5 UDamount,edgelabel -4 UDamount,labelamount 2
UDamount,labellabel -3 UDamount,labelmixed -3 UDamount,latinamount -2 UDamount,mixedamount 6
UDamount,numamount -2 UDamount,numnum -10 UDblank,blankamount -2 UDblank,blankbox -4 UDblank,blankday -1
UDblank,blanklabel -5 UDblank,blanklatin -3 UDblank,blanklong -3 UDblank,blankmixed -9 UDblank,blanknum -1
UDblank,edgelabel -13 UDblank,edgenum -9 UDblank,labellabel 8 UDblank,labelnum 5 UDblank,numnum -5
UDbox,boxbox -5 UDday,blanklabel 8 UDday,dayday 3 UDday,edgeday 1 UDday,labelday -4 UDday,labellabel -3
UDday,numlabel 9 UDedge,amountlabel 4 UDedge,blankday 6 UDedge,blanklabel 5 UDedge,blanklong 7
UDedge,blankmixed 5 UDedge,blanknum 13 UDedge,boxlabel 14 UDedge,daylabel 5 UDedge,labellabel 2
UDedge,labellong 4 UDedge,labelmixed 2 UDedge,labelnum 1 UDedge,latinlabel -6 UDedge,longlabel 4
UDedge,numlabel 6 UDedge,numlong 9 UDedge,nummixed 9 UDlabel,amountamount 6 UDlabel,amountlabel 9
UDlabel,amountlatin -6 UDlabel,amountmixed -1 UDlabel,blankamount 4 UDlabel,blankday 4 UDlabel,blanklabel 4
UDlabel,blanklatin 3 UDlabel,blankmixed 8 UDlabel,blanknum -4 UDlabel,dayday -2 UDlabel,daylabel 11
UDlabel,edgeamount -5 UDlabel,edgeday -4 UDlabel,edgelabel 1 UDlabel,edgelatin -3 UDlabel,edgelong -5
UDlabel,edgemixed -5 UDlabel,edgenum -3 UDlabel,labelamount -11 UDlabel,labelday -5 UDlabel,labellabel -1
UDlabel,labelmixed -1 UDlabel,labelnum -6 UDlabel,latinlabel 12 UDlabel,latinlatin 5 UDlabel,longlabel -13
UDlabel,mixedlabel 4 UDlabel,mixedmixed 1 UDlabel,numday 4 UDlabel,numlabel 3 UDlabel,numlatin 2
UDlatin,amountamount -5 UDlatin,blanklatin 1 UDlatin,edgelatin 1 UDlatin,labellatin 1 UDlatin,labelnum 4
UDlatin,latinlatin -2 UDlatin,numnum -15 UDlong,blanklabel -2 UDlong,blanknum 12 UDlong,edgelabel 2
UDlong,edgelong 3 UDlong,labellabel -7 UDlong,labellong 2 UDlong,longlabel 4 UDlong,longlong -6
UDlong,numnum 6 UDmixed,amountamount 1 UDmixed,amountmixed 1 UDmixed,blanklabel 9 UDmixed,edgelabel -3
UDmixed,edgemixed 1 UDmixed,labellabel 4 UDmixed,labelmixed 7 UDmixed,mixedamount -4 UDmixed,mixedlabel -4
UDmixed,mixedmixed 5 UDmixed,numlabel 7 UDmixed,numnum -6 UDnum,amountamount -9 UDnum,amountnum -4
UDnum,blanklabel -1 UDnum,blanknum -1 UDnum,edgelabel -10 UDnum,edgenum -3 UDnum,labellabel 5
UDnum,longnum -2 UDnum,numlabel -11 UDnum,numnum -6 Uamountamount -2 Uamountlabel -4 Uamountlatin -6
Uamountmixed -8 Uamountnum -13 Ublankamount 1 Ublankbox -4 Ublankday -3 Ublanklatin -7 Ublanklong -7
Ublankmixed -7 Ublanknum -1 Uboxbox -5 Udayday 1 Udaylabel 8 Udaynum -12 Uedgeday 5 Uedgelabel 2 Uedgelong 9
Uedgemixed 4 Uedgenum 4 Ul1,1 -3 Ul1,2 -4 Ul1,3 -3 Ul1,4 -8 Ul1,5 -10 Ul1,6 -8 Ul1,7 -5 Ul1,8 -11 Ul1,9 -2
Ul10,1 -2 Ul10,10 2 Ul10,2 10 Ul10,3 8 Ul10,4 1 Ul10,5 -5 Ul10,6 -2 Ul10,8 -2 Ul10,9 -7 Ul2,1 4 Ul2,10 4
Ul2,2 -6 Ul2,4 2 Ul2,5 2 Ul2,6 -1 Ul2,7 -5 Ul2,8 3 Ul2,9 2 Ul3,1 2 Ul3,10 3 Ul3,2 -5 Ul3,3 -2 Ul3,4 1
Ul3,5 2 Ul3,6 -7 Ul3,7 8 Ul3,8 2 Ul4,1 -5 Ul4,10 -8 Ul4,2 2 Ul4,3 2 Ul4,4 1 Ul4,5 2 Ul4,6 2 Ul4,8 -5 Ul4,9 -11
Ul5,1 -3 Ul5,2 2 Ul5,3 2 Ul5,4 -2 Ul5,5 -2 Ul5,6 -2 Ul5,7 4 Ul5,8 3 Ul5,9 -4 Ul6,1 -2 Ul6,2 -2 Ul6,3 -6
Ul6,4 3 Ul6,5 12 Ul6,6 8 Ul6,7 -1 Ul6,8 1 Ul6,9 1 Ul7,1 -10 Ul7,10 -1 Ul7,2 1 Ul7,4 -1 Ul7,5 -8 Ul7,7 -5
Ul7,8 4 Ul7,9 6 Ul8,1 -9 Ul8,2 8 Ul8,3 8 Ul8,4 2 Ul8,5 2 Ul8,6 8 Ul8,7 2 Ul8,8 -3 Ul8,9 -3 Ul9,1 2 Ul9,10 3
Ul9,2 11 Ul9,3 -4 Ul9,4 1 Ul9,5 -10 Ul9,6 -3 Ul9,7 4 Ul9,8 -4 Ul9,9 -2 Ulabelamount 4 Ulabelbox -8
Ulabelday -2 Ulabellabel 2 Ulabellatin 3 Ulabelmixed 1 Ulabelnum -3 Ulatinamount -6 Ulatinlabel -8
Ulatinlatin -2 Ulatinlong -6 Ulatinmixed -5 Ulatinnum 2 Ulonglabel 2 Ulonglatin 6 Ulonglong -2 Ulongmixed -2
Ulongnum 11 Umixedamount 3 Umixedlabel -1 Umixedlatin -9 Umixedlong 5 Umixedmixed 5 Umixednum 4 Unumamount -13
Unumlabel -10 Unumlatin -14 Unumnum -3 W2,1label 16 W2,1latin 9 W2,1long 5 W2,2amount -2 W2,2box 2 W2,2day -9
W2,2label 11 W2,2latin -7 W2,2long 1 W2,2mixed 4 W2,2num -10 W3,1label 8 W3,1long 2 W3,1mixed 8 W3,2amount -6
W3,2box -5 W3,2label -5 W3,2long -3 W3,2mixed -1 W3,2num -14 W3,3amount -3 W3,3label -2 W3,3num -14
W4,1amount -3 W4,1label 9 W4,1long 6 W4,1mixed 4 W4,2amount -11 W4,2day -2 W4,2label -6 W4,2latin 2
W4,2long -5 W4,2mixed -3 W4,2num -18 W4,3label 10 W4,3num -17 W4,4amount -7 W4,4label -3 W4,4latin 6
W4,4long -6 W4,4mixed -9 W4,4num -10 W5,1label 5 W5,1mixed 6 W5,2day -7 W5,2label 7 W5,2num -9 W5,3day -7
W5,3num 9 W5,4label -1 W5,5amount -9 W5,5label 3 W5,5latin -6 W5,5mixed -4 W5,5num 2 W6,1label 2 W6,1mixed 12
W6,1num 4 W6,2amount -11 W6,2label 5 W6,2latin -3 W6,2long -7 W6,2mixed -14 W6,2num -20 W6,3amount -5
W6,3label 3 W6,3mixed 2 W6,3num -12 W6,4amount -10 W6,4day 3 W6,4label 2 W6,4latin -10 W6,4mixed -10
W6,4num -2 W6,5amount -7 W6,5day -1 W6,5label 1 W6,5latin -2 W6,5long -4 W6,5mixed 1 W6,5num -4 W7,1label 1
W7,1mixed -2 W7,1num 8 W7,2amount 7 W7,2day 7 W7,2label -2 W7,2latin -4 W7,2mixed 6 W7,2num 8 W7,3amount -4
W7,3day -6 W7,3label -7 W7,3latin -14 W7,3long -3 W7,3mixed 3 W7,4amount -2 W7,4day -7 W7,4label 4
W7,4latin -3 W7,4long 4 W7,4mixed 5 W7,4num -1 W7,5amount 4 W7,5day -16 W7,5label 1 W7,5long 1 W7,5num -2
above-1day 5 above-1label 2 above-1long 9 above-1mixed 4 above-1num 4 above0amount -5 above0box -12
above0day -2 above0label 2 above0latin 1 above0long -1 above0mixed 4 above0num 5 above1amount -1 above1day 4
above1latin -5 above1long -6 above1mixed -11 above1num -1 above2box -3 above2day -10 above2label -6
above2latin -7 above2long -5 above2mixed -5 above2num -3 above3amount 2 above3day 4 above3label -10
above3latin -2 above3mixed -11 above3num -12 above4amount 7 above4label -1 above4num -3 at1,1 10 at1,2 5
at1,3 14 at1,4 1 at1,5 4 at2,1 7 at2,2 -3 at2,3 -3 at2,4 -2 at3,1 5 at3,2 -4 at3,3 -2 at3,4 -2 at3,5 -1
at4,1 4 at4,2 -2 at4,3 -1 at4,4 -2 at4,5 -2 below-1amount -8 below-1box -5 below-1day -6 below-1label -3
below-1latin -3 below-1mixed -5 below-1num -5 below0amount -6 below0day -1 below0label 3 below0latin -2
below0long 1 below0mixed 1 below0num -3 below1amount 3 below1day -3 below1label -3 below1latin -4
below1long 2 below1mixed -5 below1num -4 below2amount 4 below2day -6 below2label -1 below2latin 1
below2long 3 below2mixed -3 below2num 8 below3latin 2 below3long -6 below3mixed -4 below3num 1
below4amount -2 below4box 1 below4day 10 below4label 5 below4latin 5 below4long -2 below4mixed 8 below4num -2
c1amount 2 c1day 4 c1label 3 c1long 4 c1mixed 6 c1num 5 c2amount 1 c2label -1 c2latin -2 c2long -4 c2mixed 1
c2num -2 c3amount -11 c3day 1 c3label -1 c3latin 3 c3long 1 c3num -1 c4amount -6 c4day 4 c4long -5 c4mixed -2
c4num -3 c5day -7 c5label 2 c5latin -1 c5long -1 c5mixed -2 c5num -2 colon -4 cornerblank1,2 7
cornerblank1,3 20 cornerblank2,1 3 cornerblank2,2 -1 cornerblank2,3 -6 cornerblank3,1 10 cornerblank3,2 -6
cornerblank3,3 7 cornerlabel1,1 6 cornerlabel1,2 5 cornerlabel1,3 4 cornerlabel2,1 6 cornerlabel2,2 -7
cornerlabel2,3 -7 cornerlabel3,1 7 cornerlabel3,2 -3 cornerlabel3,3 -4 cornerlong2,3 12 cornerlong3,3 -4
cornermixed1,1 3 cornermixed2,1 3 cornermixed2,2 8 cornermixed2,3 8 cornermixed3,1 -6 cornermixed3,2 -2
cornermixed3,3 -1 differ0amount5False 10 differ0box2False -3 differ0day5False -2 differ0label2False 2
differ0label2True 6 differ0label3False 3 differ0label3True 2 differ0label4False -2 differ0label4True 8
differ0label5False 10 differ0label5True 4 differ0latin5False -5 differ0num5False 2 differ1amount5False 1
differ1box2False -2 differ1day5False -8 differ1label1False 15 differ1label2False 2 differ1label2True 13
differ1label3False -3 differ1label3True 4 differ1label4False -5 differ1label4True 5 differ1label5False 2
differ1label5True 13 differ1latin5False 1 differ1mixed5True 5 differ1num2False -7 differ1num3False -5
differ1num4False 6 differ1num5False 3 differ1num5True 5 differ2amount2False 1 differ2amount4False -1
differ2amount5False -2 differ2box2False -4 differ2day5False -3 differ2label1False 10 differ2label2False -5
differ2label2True 15 differ2label3False -14 differ2label3True 4 differ2label4False 6 differ2label4True 3
differ2label5True 8 differ2latin2False 4 differ2latin5False -3 differ2long2False -4 differ2mixed2False 3
differ2mixed4False 6 differ2mixed5False 5 differ2num1False 3 differ2num2False -3 differ2num3False -6
differ2num4False -6 differ2num5False -1 differ3amount4False -1 differ3amount5False 2 differ3day5False -9
differ3label1False 13 differ3label2False 9 differ3label2True 9 differ3label3False 1 differ3label3True 7
differ3label4False 1 differ3label4True 4 differ3label5False -4 differ3label5True 8 differ3latin5False -7
differ3long2False -4 differ3long5True 6 differ3mixed1False 2 differ3mixed4False -7 differ3num2False -4
differ3num3False 7 differ3num4False -15 differ3num5False -13 differ4amount1False 2 differ4amount2False -15
differ4amount3False -10 differ4amount4False -2 differ4amount5False -5 differ4box2False -6 differ4day1False 4
differ4day3False 1 differ4day4False -3 differ4day5False -2 differ4label1False 1 differ4label1True 6
differ4label2False -2 differ4label2True -4 differ4label3False 7 differ4label3True 8 differ4label4False 3
differ4label4True -1 differ4label5False 4 differ4latin2False -5 differ4latin3False 2 differ4latin5False 2
differ4long1False 4 differ4long2False -8 differ4long3False 1 differ4long4False -8 differ4long5False -4
differ4long5True 4 differ4mixed1False 5 differ4mixed1True 2 differ4mixed2False -1 differ4mixed3False 2
differ4mixed3True 4 differ4mixed4False -4 differ4mixed4True 1 differ4mixed5False -3 differ4mixed5True -1
differ4num1False 5 differ4num2False -1 differ4num3False -15 differ4num4False -4 differ4num5False -2
differ4num5True -2 enum 1 fulllabel 9 fulllong -1 fullmixed 8 k=amount -2 k=box -1 k=label -1 k=long -1
k=num 1 kl=amount2 -8 kl=amount3 -9 kl=amount4 -3 kl=amount5 -5 kl=amount6 -1 kl=amount7 5 kl=amount8 -7
kl=amount9 5 kl=box4 -8 kl=box8 1 kl=day5 10 kl=day6 9 kl=day7 -10 kl=day8 -9 kl=label1 -16 kl=label2 1
kl=label3 -1 kl=label4 7 kl=label5 5 kl=label6 1 kl=label9 -1 kl=latin1 7 kl=latin10 3 kl=latin2 -9
kl=latin3 5 kl=latin4 -9 kl=latin5 3 kl=latin6 -5 kl=latin7 -1 kl=latin8 7 kl=latin9 -7 kl=long10 -1
kl=mixed3 -5 kl=mixed4 2 kl=mixed5 -10 kl=mixed6 2 kl=mixed7 4 kl=mixed8 2 kl=mixed9 -2 kl=num1 12 kl=num2 6
kl=num3 2 kl=num4 -14 kl=num5 -23 kl=num6 -4 kl=num7 -15 kl=num8 -25 kl=num9 -23 labels0amount2 4
labels0amount3 1 labels0amount4 1 labels0box2 -4 labels0day2 -1 labels0day3 4 labels0day4 -4 labels0label2 -3
labels0label3 -2 labels0label4 -1 labels0latin4 -5 labels0long2 -2 labels0long3 4 labels0long4 1
labels0mixed1 14 labels0mixed2 -4 labels0mixed3 -1 labels0mixed4 -8 labels0num1 12 labels0num2 -17
labels0num3 -9 labels0num4 4 labels1amount2 -8 labels1amount3 -7 labels1box4 -2 labels1day1 8 labels1day2 -4
labels1day3 -8 labels1day4 -1 labels1label1 5 labels1label2 -11 labels1label3 -1 labels1label4 1
labels1latin2 3 labels1latin3 -6 labels1latin4 1 labels1long1 6 labels1long2 -5 labels1mixed1 10
labels1mixed2 -5 labels1mixed4 1 labels1num1 11 labels1num3 1 labels1num4 -3 labels2amount3 -5
labels2amount4 -13 labels2box4 -7 labels2day1 -1 labels2day3 -3 labels2day4 1 labels2label2 -10
labels2label3 -6 labels2label4 -3 labels2latin2 4 labels2latin3 1 labels2latin4 -6 labels2long2 -4
labels2long3 -4 labels2long4 -7 labels2mixed1 -4 labels2mixed2 3 labels2mixed4 -4 labels2num2 4
labels2num3 9 labels2num4 -2 labels3amount4 2 labels3day4 -4 labels3label1 -12 labels3label2 -4
labels3label3 -6 labels3label4 -4 labels3latin4 7 labels3long1 4 labels3long4 4 labels3mixed1 -3
labels3mixed4 2 labels3num2 -4 labels3num3 -6 labels3num4 -6 labels4label1 6 labels4label2 10
labels4label3 9 labels4label4 6 labels4long1 1 labels4num4 10 left-1amount 2 left-1day 4 left-1label 3
left-1long 4 left-1mixed 6 left-1num 5 left0amount -3 left0box -1 left0day 1 left0label 4 left0latin 3
left0long -1 left0mixed -1 left0num -1 left1amount -1 left1day -10 left1latin -4 left1long -9 left1mixed -1
left1num -1 left2day -10 left2latin -2 left2mixed 4 left2num -1 left3amount -3 left3day -6 left3label -5
left3latin -7 left3mixed -5 left3num -7 left4day -6 left4label -10 left4num -3 odd0,0 -5 odd0,1 3
odd0amount 1 odd0day 1 odd0label -1 odd0latin 1 odd0long -6 odd0mixed -5 odd0num 2 odd1,0 4 odd1,1 -5
odd1amount -3 odd1latin -1 odd1long 2 odd1mixed 6 odd1num -1 paren 17 r1day 5 r1label 2 r1long 9 r1mixed 4
r1num 4 r2amount 1 r2box -6 r2day 3 r2label -3 r2latin 3 r2long -8 r2mixed -4 r2num -3 r3amount -6 r3box -6
r3day -5 r3latin -5 r3long -6 r3mixed 2 r3num -3 r4box -8 r4day -2 r4latin -1 r4mixed -1 rb-1,-1amount -5
rb-1,-1label -23 rb-1,-1long -2 rb-1,-1mixed -5 rb-1,-1num -11 rb-1,0amount -4 rb-1,0box 1 rb-1,0day -13
rb-1,0label -6 rb-1,0latin -4 rb-1,0long -5 rb-1,0mixed -13 rb-1,0num -11 rb-1,1amount 3 rb-1,1day 1
rb-1,1label -2 rb-1,1latin -2 rb-1,1long 1 rb-1,1mixed -4 rb-1,1num -3 rb-1,2day -4 rb-1,2label -1
rb-1,2latin 3 rb-1,2long 2 rb-1,2mixed 4 rb-1,2num 5 rb-1,3day 1 rb-1,3label 2 rb-1,3latin -1 rb-1,3long -4
rb-1,3mixed -1 rb-1,3num 1 rb-1,4amount -2 rb-1,4box 1 rb-1,4day 7 rb-1,4label 11 rb-1,4latin -1
rb-1,4long 1 rb-1,4mixed 9 rb-1,4num -3 rb0,-1amount -6 rb0,-1day -9 rb0,-1label -7 rb0,-1latin -4
rb0,-1mixed -9 rb0,-1num 1 rb0,0amount -6 rb0,0day -14 rb0,0label 2 rb0,0latin -4 rb0,0mixed 2 rb0,0num -9
rb0,1day -6 rb0,1label 3 rb0,1num -5 rb0,2amount 3 rb0,2label 12 rb0,2num -5 rb0,3label 5 rb0,3latin 4
rb0,4amount 4 rb0,4day 12 rb0,4label 17 rb0,4latin 11 rb0,4mixed 9 rb0,4num -1 rb1,-1label 3 rb1,-1num 3
rb1,0label 5 rb1,0latin 4 rb1,0mixed 7 rb1,1label -1 rb1,2label -5 rb1,4label -7 rb1,4num 1 rb2,-1label 6
rb2,-1mixed 3 rb2,-1num 3 rb2,0amount -3 rb2,0day 4 rb2,0label 5 rb2,0latin -5 rb2,0long 5 rb2,0mixed 4
rb2,1label -5 rb2,2label -7 rb2,2num -3 rb2,3label -13 rb2,3num -8 rb2,4label -7 rb2,4num -1 rb3,-1label 4
rb3,-1mixed 2 rb3,-1num 3 rb3,0amount -4 rb3,0label 8 rb3,0latin 7 rb3,0mixed 12 rb3,1label -9 rb3,2label -9
rb3,2num -4 rb3,3label -8 rb3,3num -11 rb3,4label -13 rb3,4num 1 rb4,-1day 9 rb4,-1label 5 rb4,-1latin 3
rb4,-1mixed -3 rb4,-1num -10 rb4,0amount 6 rb4,0box -2 rb4,0day 3 rb4,0label 7 rb4,0latin 2 rb4,0long 5
rb4,0mixed 1 rb4,0num 1 rb4,1label 6 rb4,2label -1 rb4,2num 6 rb4,3day -2 rb4,3label -6 rb4,3num 2
rb4,4amount -6 rb4,4label -17 rb4,4num -2 right-1box 1 right-1label -4 right-1latin -2 right-1long -6
right-1mixed -4 right-1num -1 right0amount 1 right0box -5 right0day -3 right0label 5 right0latin 1
right0mixed 1 right0num -11 right1amount -7 right1label -1 right1latin 1 right1mixed -4 right1num -2
right2amount -3 right2day 2 right2latin -3 right2long 5 right2mixed 4 right2num -3 right3amount -11
right3day -1 right3label -4 right3latin 4 right3mixed 6 right3num 3 right4box -2 right4day 6 right4label 1
right4latin -1 right4long 2 right4mixed -3 right4num 3 small2,3@1,2 8 small2,3@1,3 5 small2,3@2,1 16
small2,4@1,1 1 small2,4@1,2 10 small2,4@1,3 3 small2,4@1,4 13 small2,4@1,5 19 small2,4@2,1 15 small2,4@2,2 -9
small2,4@2,3 -7 small2,4@2,4 -6 small2,4@2,5 -14 small3,3@1,2 4 small3,3@1,3 3 small3,3@2,1 6 small3,3@3,1 5
small3,4@1,1 2 small3,4@1,2 15 small3,4@1,3 6 small3,4@1,4 18 small3,4@1,5 15 small3,4@2,1 13 small3,4@2,2 -4
small3,4@2,3 -2 small3,4@2,4 -7 small3,4@2,5 -8 small3,4@3,1 11 small3,4@3,2 -10 small3,4@3,3 -6
small3,4@3,4 -10 small3,4@3,5 -15 small4,2@1,1 1 small4,2@1,2 26 small4,2@2,1 8 small4,2@2,2 -11
small4,2@3,1 6 small4,2@3,2 -11 small4,2@4,1 13 small4,2@4,2 -8 small4,3@1,1 3 small4,3@1,2 -3
small4,3@1,3 11 small4,3@2,1 1 small4,3@2,2 -7 small4,3@2,3 -8 small4,3@3,1 13 small4,3@3,2 3 small4,3@3,3 -3
small4,3@4,1 2 small4,3@4,2 -4 small4,3@4,3 -1 small4,4@1,1 9 small4,4@1,2 -9 small4,4@1,3 8 small4,4@1,4 -4
small4,4@1,5 -3 small4,4@2,1 2 small4,4@2,2 5 small4,4@2,3 4 small4,4@2,4 2 small4,4@2,5 7 small4,4@3,1 -3
small4,4@3,2 -1 small4,4@3,3 2 small4,4@3,4 -1 small4,4@3,5 4 small4,4@4,1 1 small4,4@4,2 2 small4,4@4,4 -2
small4,4@4,5 -2 span1,1@1,1 5 span1,1@1,2 6 span1,1@1,3 17 span1,1@1,4 -4 span1,1@1,5 4 span1,1@2,1 4
span1,1@2,2 -3 span1,1@2,5 -1 span1,1@3,1 5 span1,1@3,2 -5 span1,1@3,3 -4 span1,1@3,4 -2 span1,1@3,5 -4
span1,1@4,1 8 span1,1@4,2 -8 span1,1@4,4 -2 span1,1@4,5 -1 span1,2@1,1 2 span1,2@1,2 5 span1,2@1,3 10
span1,2@1,4 3 span1,2@2,1 5 span1,2@2,5 10 span1,2@3,5 11 span1,2@4,1 8 span1,2@4,2 -4 span1,2@4,3 8
span1,2@4,5 2 span1,3@2,1 19 span1,3@2,2 -6 span1,3@2,3 -10 span1,3@2,5 -3 span1,3@3,1 8 span1,3@4,1 16
span1,3@4,2 6 span1,3@4,3 -6 span1,3@4,4 4 span2,1@1,1 1 span2,1@1,2 -5 span2,1@1,3 -1 span2,1@1,4 11
span2,1@1,5 4 span2,1@2,2 2 span2,1@2,4 7 span2,1@2,5 7 span2,1@4,1 -3 span2,1@4,2 10 span2,1@4,3 -4
span2,1@4,4 2 span2,1@4,5 4 span3,1@1,1 1 span3,1@1,2 7 span3,1@1,4 6 span3,1@1,5 10 span3,1@2,1 3
span3,1@2,5 3 span3,1@3,1 3 span3,1@4,1 -7 span3,1@4,2 3 span3,1@4,4 -12 span3,1@4,5 -1 span4,1@1,1 8
span4,1@1,2 -2 span4,1@1,3 5 span4,1@1,4 -1 span4,1@1,5 9 span4,1@2,2 2 span4,1@4,1 -3 span4,1@4,2 -5
span4,1@4,4 -1 span4,1@4,5 -5 stops -11 tall1 -2 tall2 4 tall3 2 times1amount 2 times1box 3 times1day 1
times1label 5 times1latin -1 times1mixed -2 times1num -3 times2amount -11 times2box -2 times2day 3
times2label 5 times2latin 8 times2long -1 times2mixed 4 times2num 5 times3amount -4 times3box -8 times3day -13
times3label -13 times3latin -16 times3num -7 topblanklabel2,1 12 topblanklabel2,2 5 topblanklabel2,3 15
topblanklatin2,3 8 topblanklong2,1 3 topblankmixed2,2 4 topblanknum2,2 12 topblanknum2,3 24 topdayday1,2 8
topdayday1,3 2 topdaylabel2,2 5 topdaylabel2,3 -4 topdaynum2,2 -6 topdaynum2,3 -15 toplabelamount2,1 10
toplabelamount2,2 3 toplabelamount2,3 -2 toplabelbox2,2 -10 toplabelday2,1 4 toplabelday2,2 -3
toplabelday2,3 -6 toplabellabel1,1 6 toplabellabel1,2 1 toplabellabel1,3 3 toplabellabel2,1 1
toplabellabel2,2 -3 toplabellabel2,3 4 toplabellatin2,1 -2 toplabellatin2,2 -5 toplabellong2,1 4
toplabellong2,2 -8 toplabellong2,3 -6 toplabelmixed2,1 15 toplabelmixed2,2 -14 toplabelmixed2,3 -4
toplabelnum2,1 10 toplabelnum2,2 -1 toplabelnum2,3 -6 toplatinamount2,3 -4 toplatinnum2,3 5
toplongamount2,3 3 toplonglabel2,1 4 toplonglabel2,3 -7 toplonglatin2,3 -5 toplonglong1,3 5 toplongnum2,3 -11
topmixedamount2,2 -5 topmixedamount2,3 -13 topmixedlabel2,1 6 topmixedlabel2,2 12 topmixedlatin2,1 9
topmixedlatin2,2 -6 topmixedlatin2,3 -2 topmixedlong2,2 -6 topmixedlong2,3 -7 topmixedmixed1,1 3
topmixedmixed1,2 3 topmixedmixed1,3 1 topmixedmixed2,1 -3 topmixedmixed2,2 -5 topmixedmixed2,3 1
topmixednum2,2 -3 topmixednum2,3 -7 topnumlabel2,2 -11 topnumlabel2,3 -18 topnumnum1,3 5 topnumnum2,2 -12
topnumnum2,3 -19 total -5 values0amount3,2 -1 values0amount3,5 -5 values0amount4,2 -8 values0amount4,3 -6
values0amount4,4 -7 values0amount4,5 -3 values0box4,2 -5 values0day2,2 -6 values0day2,3 3 values0day3,5 -3
values0day4,2 -14 values0day4,3 -7 values0day4,4 -9 values0day4,5 -10 values0label1,1 3 values0label1,2 -7
values0label1,3 11 values0label1,4 -8 values0label1,5 -1 values0label2,1 -3 values0label2,2 -10
values0label2,3 -3 values0label2,4 -11 values0label3,1 2 values0label3,2 -4 values0label3,3 1
values0label3,4 -7 values0label3,5 -6 values0label4,2 -9 values0label4,4 -9 values0label4,5 -1
values0latin2,2 -1 values0latin2,5 -5 values0latin4,2 -7 values0latin4,5 -9 values0long2,2 -3
values0long4,1 -3 values0long4,2 -5 values0long4,4 -4 values0long4,5 -1 values0mixed4,2 -3 values0mixed4,4 -4
values0mixed4,5 2 values0num3,5 -9 values0num4,2 -9 values0num4,3 -3 values0num4,5 -11 values1amount4,2 3
values1amount4,3 -6 values1amount4,4 -3 values1amount4,5 -4 values1box4,2 -3 values1day4,5 -2
values1label1,1 3 values1label1,2 3 values1label1,3 1 values1label1,4 1 values1label1,5 5 values1label2,1 1
values1label2,2 -3 values1label2,3 -1 values1label2,4 3 values1label2,5 6 values1label3,1 9
values1label3,2 -2 values1label3,3 -1 values1label3,4 2 values1label3,5 -3 values1label4,1 -2
values1label4,2 -2 values1label4,4 1 values1label4,5 4 values1latin3,5 2 values1latin4,1 1 values1latin4,2 -7
values1latin4,4 2 values1latin4,5 -5 values1long4,1 8 values1long4,2 -4 values1mixed2,1 4 values1mixed4,2 -4
values1mixed4,4 -2 values1mixed4,5 -3 values1num2,2 -4 values1num2,3 -4 values1num2,4 -7 values1num2,5 -10
values1num3,2 -3 values1num3,3 -2 values1num3,4 -3 values1num3,5 -12 values1num4,2 1 values1num4,3 -10
values1num4,4 -13 values1num4,5 -24 values2amount4,2 7 values2amount4,3 -4 values2amount4,5 6
values2day4,5 3 values2label1,1 4 values2label1,2 18 values2label1,3 8 values2label1,4 6 values2label1,5 15
values2label2,1 15 values2label2,2 4 values2label2,3 4 values2label2,4 5 values2label2,5 2 values2label3,1 25
values2label3,2 5 values2label3,3 1 values2label3,4 6 values2label3,5 1 values2label4,1 8 values2label4,2 12
values2label4,3 2 values2label4,4 10 values2label4,5 16 values2latin2,5 2 values2latin3,5 6
values2latin4,4 -1 values2latin4,5 4 values2long1,5 9 values2long4,1 9 values2mixed1,2 8 values2mixed1,3 1
values2mixed1,4 8 values2mixed1,5 1 values2mixed2,1 4 values2mixed3,1 2 values2mixed4,1 9 values2mixed4,4 3
values2mixed4,5 6 values2num2,2 -9 values2num2,3 -10 values2num2,4 4 values2num2,5 4 values2num3,2 -11
values2num3,3 -13 values2num3,5 4 values2num4,1 16 values2num4,2 -1 values2num4,3 5 values2num4,4 -5
values2num4,5 -9 values3amount4,1 12 values3amount4,5 6 values3day4,5 -4 values3label1,1 2 values3label1,2 10
values3label1,3 7 values3label1,4 26 values3label1,5 19 values3label2,1 16 values3label2,2 9
values3label2,3 10 values3label2,4 8 values3label3,1 21 values3label3,2 5 values3label3,3 1
values3label3,4 4 values3label3,5 1 values3label4,1 10 values3label4,2 10 values3label4,3 -1
values3label4,4 12 values3label4,5 2 values3long1,5 6 values3long4,1 8 values3mixed1,5 9 values3mixed3,1 2
values3mixed4,1 6 values3num1,5 10 values3num2,2 -9 values3num2,3 -8 values3num2,4 -3 values3num2,5 -2
values3num3,1 7 values3num3,2 -8 values3num3,3 -8 values3num3,4 -1 values3num3,5 4 values3num4,1 13
values3num4,2 3 values3num4,4 -2 values3num4,5 2 values4label1,5 4 values4label2,5 5 values4label4,1 2
values4num1,5 6 values4num4,1 6 values4num4,5 9 word,,amount -1 word,,box -1 word,,day -1 word,,entrylabel -11
word,,label -3 word,,labellatin 2 word,,labelmixed 6 word,,labelnum -1 word,,latin -1 word,,long -2
word,,num 1 word,entry,day -7 word,entry,label 5 word,label,amount -5 word,label,day 2 word,label,label 6
word,label,labellabel 18 word,label,latin -7 word,label,mixed -5 word,label,num 1 wordentry,,entrylabel -14
wordentry,,label -14 wordentry,entry,entrylabel -7 wordentry,entry,label -5 wordlabel,,label 27
wordlabel,,labellabel -2 wordlabel,label,label 16 wordlabel,label,labellabel 9 words-1,0label 8
words-1,0latin 2 words-1,0long 3 words-1,0mixed 3 words-1,0num -1 words-1,1amount 1 words-1,1day 1
words-1,1label 3 words-1,1labellabel 5 words-1,1long 9 words-1,1mixed 10 words-1,1num 8 words-1,2label -1
words-1,2labellabel 8 words-1,2long 5 words-1,2mixed 4 words-1,2num 1 words0,0day 3 words0,0entrylabel -11
words0,0label 1 words0,0mixed -1 words0,0num 2 words0,1amount -12 words0,1day -9 words0,1label 7
words0,1labellabel 19 words0,1latin -1 words0,1num -17 words0,2label 21 words0,2labellabel 9 words0,2num -4
words1,0amount -10 words1,0day -4 words1,0entrylabel -4 words1,0label -2 words1,0latin -3 words1,0long -3
words1,0mixed 1 words1,0num -8 words1,1amount -11 words1,1day -7 words1,1entrylabel -14 words1,1label 6
words1,1labellabel 14 words1,1latin 7 words1,1num 4 words1,2label -7 words1,2labellabel 13 words1,2num -9
words2,0amount 8 words2,0day -10 words2,0entrylabel -13 words2,0label -15 words2,0latin -13 words2,0long -2
words2,0mixed -9 words2,0num -17 words2,1label -5 words2,1labellabel 5 words2,1num -17 words2,2labellabel 10
words2,2num -17
"""
