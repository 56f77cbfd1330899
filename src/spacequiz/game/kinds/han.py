"""Chinese characters: numbers written with them, and the traditional forms of the common ones."""

from __future__ import annotations

import re

_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_SCALES = {"万": 10**4, "亿": 10**8}
_NUMBER = "[零〇一二三四五六七八九十百千万亿]+"
_COUNTED = re.compile(rf"(?<=第){_NUMBER}|^{_NUMBER}(?=(?:[个人年岁次月天つ歳]|$))")
_MEASURE = re.compile(r"(?<=\d)个$")

_TRADITIONAL = (
    "長长國国會会來来時时個个們们這这說说學学對对過过還还後后開开關关問问無无與与從从東东兩两業业實实現现當当點点"
    "動动種种進进經经頭头發发見见電电車车門门間间話话書书氣气馬马鳥鸟魚鱼龍龙風风飛飞體体愛爱樂乐區区號号萬万義义"
    "戰战爭争勝胜劃划劇剧劉刘歐欧亞亚羅罗馮冯陳陈張张楊杨趙赵孫孙吳吴鄭郑韓韩葉叶華华漢汉蘇苏灣湾廣广寧宁濟济"
    "臺台島岛嶺岭陽阳陰阴雲云雞鸡貓猫豬猪軍军農农機机電电腦脑網网線线紅红綠绿藍蓝黃黄銀银鐵铁鋼钢銅铜錢钱錄录"
    "語语詞词詩诗試试課课讀读誰谁請请謝谢識识議议記记許许設设證证評评論论護护變变讓让貝贝買买賣卖貴贵費费資资賽赛"
    "贏赢輸输輪轮轉转軟软達达運运遠远適适選选遺遗郵邮醫医釋释針针鐘钟鏡镜閃闪閱阅陸陆階阶際际隊队隨随險险難难"
    "雙双離离靈灵靜静響响頂顶順顺預预領领題题顏颜願愿類类顯显館馆驗验驚惊麗丽麥麦齊齐齒齿產产畫画畢毕異异療疗"
    "盡尽監监眾众禮礼禪禅稱称積积窮穷競竞筆笔節节範范築筑簡简糧粮約约級级紀纪純纯紙纸組组終终絕绝結结給给統统"
    "經经維维練练總总績绩織织繪绘續续習习聖圣聞闻聯联聲声職职聽听肅肃腳脚臉脸興兴舊旧藝艺藥药蘭兰處处虛虚蟲虫術术"
    "衛卫衝冲裏里補补製制複复規规視视親亲覺觉觀观觸触計计訊讯討讨訓训訪访該该詳详認认諾诺諸诸謀谋譯译豐丰負负財财"
    "貢贡貨货責责質质贊赞趕赶趨趋跡迹踐践軌轨輕轻辦办邊边鄉乡鄰邻釣钓閉闭闊阔陣阵雜杂項项須须頻频飯饭飲饮養养餘余"
    "騎骑骨骨鬥斗鮮鲜鴨鸭鹽盐麵面黨党億亿優优傳传傷伤備备債债價价儀仪內内冊册凍冻創创劍剑務务勞劳勢势勵励協协單单"
    "嚴严團团園园圓圆圖图執执場场塊块壓压壞坏夢梦奪夺奮奋婦妇媽妈孤孤寶宝審审寫写將将專专導导層层屬属岡冈帶带師师"
    "幣币幫帮庫库應应廟庙廠厂張张強强彈弹徑径復复徵征德德憲宪懷怀態态慣惯慶庆憂忧擇择據据擊击擔担擴扩攝摄數数斷断"
    "暫暂曉晓曆历條条極极構构樣样樹树橋桥檢检權权歡欢歲岁歷历歸归殺杀毀毁氫氢決决沒没況况洩泄測测湯汤滅灭準准溝沟"
    "澤泽鄧邓鄒邹錫锡鈴铃鍵键鎮镇鎖锁鑽钻閣阁闖闯陝陕雖虽霧雾韻韵頁页頌颂頓顿頗颇頸颈顧顾飄飘飢饥餓饿駐驻駕驾駛驶騙骗"
    "驅驱魯鲁鯨鲸鳳凤鴻鸿鵝鹅鷹鹰齡龄龜龟詢询誕诞誠诚誤误謊谎賀贺賓宾賴赖贈赠輝辉輩辈辭辞遙遥遲迟遼辽遞递邏逻醜丑"
    "鈔钞鉛铅銘铭銳锐鋒锋錯错鍋锅鎊镑鏈链鑑鉴閩闽"
    "徳德沢泽辺边邉边斉齐浜滨濱滨桜樱櫻樱竜龙広广黒黑塩盐冨富図图県县戦战駅驿"
    "溫温滿满漁渔潔洁潛潜濃浓濕湿災灾為为烏乌煙烟熱热燈灯燒烧營营爺爷牆墙獎奖獨独獲获獸兽環环瑪玛"
)
_SIMPLE = str.maketrans(dict(zip(_TRADITIONAL[::2], _TRADITIONAL[1::2], strict=True)))


def simplify(text: str) -> str:
    """Write one form of characters that are written in two."""
    return text.translate(_SIMPLE)


def write_han(text: str) -> str:
    """Write numbers as digits where characters count something, or stand alone."""
    return _MEASURE.sub("", _COUNTED.sub(lambda m: str(_read(m[0])), text))


def _read(characters: str) -> int:
    if not any(c in _TENS or c in _SCALES for c in characters):
        return int("".join(str(_DIGITS[c]) for c in characters))
    total = part = digit = 0
    for c in characters:
        if c in _DIGITS:
            digit = _DIGITS[c]
        elif c in _TENS:
            part, digit = part + (digit or 1) * _TENS[c], 0
        else:
            total, part, digit = (total + part + digit) * _SCALES[c], 0, 0
    return total + part + digit
