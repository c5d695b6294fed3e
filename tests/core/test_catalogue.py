"""What Assay says: every sentence in three languages, none missing, none left over."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from string import Formatter

import pytest

import assay
from assay.core.messages import LANGUAGES, catalogue

SOURCE = Path(assay.__file__).parent
ROOMS = sorted(
    entry.name.removesuffix(".json")
    for entry in (files("assay.core") / "catalogue").iterdir()
    if entry.name.endswith(".json")
)
SENTENCES = [(room, name) for room in ROOMS for name in catalogue(room)]

# Metrics' titles and manuals are asked for by the metric's own name.
ENDINGS = ("-title", "-manual")

# Characters that one script has and the other writes otherwise; none of them is used in both.
SIMPLIFIED_ONLY = frozenset(
    "个们这为来说对时会学没发经样现实动从进与种问应开战间将长见声东车马门鸟鱼龙书买卖读写认识让谁该请词语译论证评误错"
    "测试预标签称项择选释码网络链输载区别级类组结构组织统计线续维编辑缩签约纪纯细终绍经绘给练红级约组织绝统继续"
    "数据库删减减轻闭闻阅队阶际陆险难静顶项顺须预领频题颜风飞饭馆驱验鲜鲸鸡黄龄齐齿"
    "过还运远违连迟适选递逻遗邮释针钟钢钱错键镜长门闪问间闲闭阔阳阴际陈陆随隐难雾静韩页顶须顾顿预题额颤风"
    "优传伤伪体余侧侦储儿关兴兰养兽册写军农冲决况冻净凉减几凤凭击凿刘则刚创别剂剧劝办务动励劲劳势勋匀区医华协单卖卢卫却厂厅历厉压厌"
    "参双发变叙叠号叹听启呜员响唤啰团园围图圆圣场坏块坚坛坝坟垒垫壮声壳处备复够头夹夺奋奖妆妇妈孙宁宝实宠审宪宫宽宾对寻导寿将尔尘"
    "层屿岁岂岗岛岭币帅师帐帘带帮库应庙废广庆开异弃张弥弯弹强归录彻径忆忧怀态总恋恒恶悦悬惊惧惨惯愿戏户扑执扩扫扬扰抚抛抢护报担拟拥"
    "择挂挡挤挥损换据掷摄摆摇敌敛斋断无旧时旷昼显晋晒晓晕暂术机杀杂权条来杨极构枪枫柜标栈栋树样桥检楼横欢欧歼残毁毕气汇汉汤沟没沪泪泽洁"
    "浅浆测济浏浓涛涝润涨渐渔温湾湿满滤滥灭灯灵灾炉点炼烂烛烟烦烧热焕爱爷状犹狱独狭狮猎献环现玛电画畅疗疯盐监盖盘着睁矫码确础硕碍"
)
TRADITIONAL_ONLY = frozenset(
    "個們這為來說對時會學沒發經樣現實動從進與種問應開戰間將長見聲東車馬門鳥魚龍書買賣讀寫認識讓誰該請詞語譯論證評誤錯"
    "測試預標籤稱項擇選釋碼網絡鏈輸載區別級類組結構織統計線續維編輯縮簽約紀純細終紹繪給練紅絕繼數據庫刪減輕閉聞閱隊階際陸險難靜頂順須領頻題顏風飛飯館驅驗鮮雞齡齊齒"
    "過還運遠違連遲適遞邏遺郵針鐘鋼錢鍵鏡閃閒闊陽陰陳隨隱霧韓頁顧頓額優傳傷偽體側偵儲兒關興蘭養獸軍農衝決況凍淨涼幾鳳憑擊劉則剛創劑劇勸辦務勵勁勞勢勻醫華協單盧衛卻廠廳歷厲壓厭"
    "參雙變敘疊號嘆聽啟員響喚團園圍圖圓聖場壞塊堅壇壯殼處備複夠頭夾奪奮獎婦媽孫寧寶寵審憲宮寬賓尋導壽爾塵層歲島嶺幣帥師帳帶幫廟廢廣慶異棄張彌彎彈強歸錄徹徑憶憂懷態總戀恆惡悅懸驚懼慘慣願戲撲執擴掃揚擾撫拋搶護報擔擬擁"
    "掛擋擠揮損換擲攝擺搖敵斷無舊曠晝顯曬曉暈暫術機殺雜權條楊極槍櫃棧棟樹橋檢樓橫歡歐殘畢氣匯漢湯溝淚澤潔淺漿濟瀏濃濤潤漲漸漁溫灣濕滿濾濫滅燈靈災爐點煉爛煙煩燒熱愛狀猶獄獨狹獅獵獻環瑪電畫暢療瘋鹽監蓋盤矯確礎礙"
)
# In a character set by mistake of the eye: the same sign in both scripts.
SAME = SIMPLIFIED_ONLY & TRADITIONAL_ONLY


def modules() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(SOURCE.rglob("*.py")):
        yield path.relative_to(SOURCE), ast.parse(path.read_text(encoding="utf-8"))


def strings() -> Iterator[tuple[Path, str]]:
    """Every string in the source, with the module it stands in."""
    for path, module in modules():
        for node in ast.walk(module):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield path, node.value


def families() -> Iterator[tuple[str, re.Pattern[str]]]:
    """The room and the pattern of every string that is put together while running and says more than "anything"."""
    for path, module in modules():
        for node in ast.walk(module):
            if isinstance(node, ast.JoinedStr) and len("".join(fixed_parts(node))) >= 4:
                parts = [re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".+" for part in node.values]
                yield path.parts[0], re.compile("".join(parts))


def fixed_parts(node: ast.JoinedStr) -> list[str]:
    """The words of a string that is put together, but for the name of a room at its beginning."""
    words = [str(part.value) for part in node.values if isinstance(part, ast.Constant)]
    return [re.sub(rf"^({'|'.join(ROOMS)})\.", "", word) for word in words]


ALL_STRINGS = sorted({(path, text) for path, text in strings()})
BY_ROOM = {(path.parts[0], text) for path, text in ALL_STRINGS}
KEYS = {text for _, text in ALL_STRINGS}
BEGINNINGS = tuple(text for text in KEYS if re.fullmatch(rf"({'|'.join(ROOMS)})\.[a-z0-9-]+-", text))
FAMILIES = list(families())
STATIC = SOURCE / "web" / "static"
SCRIPTS = "".join(path.read_text(encoding="utf-8") for path in STATIC.rglob("*.js"))
SCRIPT_WORDS = frozenset(re.findall(r'"([a-z][a-z0-9-]*)"', SCRIPTS))
OF_PAGES = ("page-", "login-")
GAPPED = frozenset(re.findall(r"`([a-z0-9-]+\$\{[^}`]*\}[a-z0-9-]*)`", SCRIPTS))
REPORT = "".join(
    path.read_text(encoding="utf-8") for path in (SOURCE / "renderers" / "page" / "templates").glob("*.js")
)
REPORT_WORDS = frozenset(re.findall(r'"([a-z][a-z-]*)"|words\.([a-z]+)|^  ([a-z]+): ', REPORT, re.MULTILINE))


def values(template: str) -> tuple[set[str], set[str]]:
    """The values that a template always shows, and those that it may: `{n:row|rows}` picks a word, which Chinese does
    not need.
    """
    always, maybe = set(), set()
    for _, name, form, _ in Formatter().parse(template):
        if name is not None:
            maybe |= {name} | values(form or "")[1]
            always |= set() if "|" in (form or "") else {name}
    return always, maybe


@pytest.mark.parametrize(("room", "name"), SENTENCES)
def test_every_sentence_has_three_languages_with_the_same_values(room: str, name: str) -> None:
    sentence = catalogue(room)[name]
    assert tuple(sentence) == LANGUAGES
    assert all(text.strip() for text in sentence.values())
    always, maybe = values(sentence["en"])
    for language in ("zh-Hans", "zh-Hant"):
        assert always <= values(sentence[language])[1] <= maybe


@pytest.mark.parametrize(("room", "name"), SENTENCES)
def test_each_chinese_is_in_its_own_script(room: str, name: str) -> None:
    sentence = catalogue(room)[name]
    assert not set(sentence["zh-Hans"]) & (TRADITIONAL_ONLY - SAME)
    assert not set(sentence["zh-Hant"]) & (SIMPLIFIED_ONLY - SAME)


def test_the_two_scripts_are_told_apart() -> None:
    assert len(SIMPLIFIED_ONLY - SAME) > 400
    assert len(TRADITIONAL_ONLY - SAME) > 400
    assert not set("后里干只台面准松系") & ((SIMPLIFIED_ONLY | TRADITIONAL_ONLY) - SAME)


def test_every_key_in_the_source_has_a_sentence() -> None:
    key = re.compile(rf"({'|'.join(ROOMS)})\.([a-z0-9+][a-z0-9+-]*[a-z0-9+])")
    endings = {"json", "csv", "html", "css", "yaml", "yml", "toml", "py", "xml", "md", "txt", "jsonl"}
    found = [(path, match) for path, text in ALL_STRINGS if (match := key.fullmatch(text)) and match[2] not in endings]
    keys = [(path, match) for path, match in found if not (SOURCE / match[1] / f"{match[2]}.py").exists()]
    missing = [f"{path}: {match[0]}" for path, match in keys if match[2] not in catalogue(match[1])]
    assert len(found) > 50
    assert missing == []


def in_script(name: str) -> bool:
    """Whether a page's script asks for the sentence: by its name without the page's, or by how that begins."""
    own = name.partition("-")[2]
    return own in SCRIPT_WORDS or any(
        re.fullmatch(re.sub(r"\\\$\\\{[^}]*\\\}", ".+", re.escape(one)), own) for one in GAPPED
    )


def used(room: str, name: str) -> bool:
    """Whether the source holds the key, or what the key is put together from: its beginning, a string with gaps, or,
    in the room itself, its name.
    """
    if room == "rate" or (room == "workspace" and name.startswith(OF_PAGES)):
        return in_script(name)
    if room == "screen":
        return any(name in found for found in REPORT_WORDS)
    key = f"{room}.{name}"
    if key in KEYS or (room, name) in BY_ROOM or name.endswith(ENDINGS) or key.startswith(BEGINNINGS):
        return True
    return any(family.fullmatch(key) or (home == room and family.fullmatch(name)) for home, family in FAMILIES)


def test_no_sentence_is_left_over() -> None:
    assert [f"{room}.{name}" for room, name in SENTENCES if not used(room, name)] == []


def test_every_key_in_the_scripts_of_the_workspace_has_a_sentence() -> None:
    for path in (STATIC / "workspace").glob("*.js"):
        asked = re.findall(r'\bsay\("([a-z0-9_-]+)"|\btold\(.*?, "([a-z0-9_-]+)"[,)]', path.read_text(encoding="utf-8"))
        page = "login" if path.stem == "login" else "page"
        missing = [key for pair in asked for key in pair if key and f"{page}-{key}" not in catalogue("workspace")]
        assert missing == [], path.name
