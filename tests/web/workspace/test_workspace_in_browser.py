"""The workspace in a real browser where it is empty, or holds very much, or is left and come back to."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from msgspec.structs import replace
from playwright.sync_api import Browser, FilePayload, Page, expect

import assay
from assay.core.history import EXAMPLES, Run
from assay.core.messages import catalogue
from assay.stores.history import History
from tests.pipeline.made import drawn, labels, written
from tests.renderers.chromium import chromium
from tests.web.conftest import Open
from tests.web.served import Workspace, get
from tests.web.workspace.made import Made
from tests.web.workspace.seen import faults, focus_is_seen, seen

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}
HOSTILE = (
    "<script>document.title='taken'</script><img src=http://127.0.0.1:9/x onerror=\"document.title='taken'\">"
    "<a href='javascript:document.title=1'>\u202e\u200b{name} =cmd|'/c calc'!A1 \x1b[31m\x07"
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture
def server(workspace: Open, own_place: str) -> Workspace:
    """A server over a history of its own in a file."""
    return workspace(own_place)


def several(place: str, made: Made, values: list[float], project: str = "many", **changed: object) -> list[Run]:
    """Keeps copies of a run with these accuracies, the first the oldest, each a minute after the other."""
    with History(str(made.folder / "history.sqlite3")) as history:
        whole = history.run(made.ids["round-0"])
        result, examples = history.result(whole), history.part(whole, EXAMPLES)
    runs = []
    with History(place) as history:
        for nth, value in enumerate(values):
            at = f"2026-0{1 + nth // 720}-01T{nth // 60 % 12:02}:{nth % 60:02}:00.000Z"
            numbers = {"value": value, "low": value - 0.02, "high": value + 0.02}
            name = {"id": f"{nth:012x}", "name": f"round-{nth}.jsonl", "project": project}
            run = replace(whole, **name, at=at, **numbers, **changed)
            history.add(run, {**result, "metrics": _with(result["metrics"], numbers)}, {EXAMPLES: examples})
            runs.append(run)
    return runs


def _with(metrics: Any, numbers: Mapping[str, float]) -> Any:
    return {"accuracy": metrics["accuracy"] | numbers}


def test_the_first_page_says_how_to_begin_and_shows_the_first_round_by_itself(
    workspace: Open, tmp_path: Path, browser: Browser
) -> None:
    server = workspace(str(tmp_path / "new.sqlite3"))
    page = seen(browser, f"{server.address}/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Nothing has been evaluated yet")
    assert faults(page) == []
    assay.evaluate(written(tmp_path / "first.jsonl", labels(drawn(0.9, 60, 2))), history=server.place, project="new")
    expect(page.locator("table.list tbody tr")).to_have_count(1, timeout=25_000)
    expect(page.locator(".project-card")).to_contain_text("new")
    page.locator(".project-card").click()
    expect(page.locator(".course-said")).to_contain_text("One round so far")
    assert faults(page) == []


def test_what_is_chosen_stays_over_pages_filters_and_languages(
    workspace: Open, tmp_path: Path, made: Made, browser: Browser
) -> None:
    place = str(tmp_path / "many.sqlite3")
    several(place, made, [0.5 + n / 300 for n in range(60)])
    page = seen(browser, f"{workspace(place).address}/?project=many")
    expect(page.locator("table.list tbody tr")).to_have_count(50)
    expect(page.locator(".pages")).to_contain_text("1–50 of 60")
    page.get_by_label("Choose round-59.jsonl").check()
    page.get_by_role("link", name="Older").click()
    expect(page.locator("table.list tbody tr")).to_have_count(10)
    page.get_by_label("Choose round-0.jsonl").check()
    page.get_by_label("Search").fill("round-5.jsonl")
    page.wait_for_url("**text=round-5.jsonl*")
    expect(page.locator(".chosen-bar")).to_contain_text("2 chosen")
    page.get_by_label("Language").select_option("zh-Hans")
    expect(page.locator(".chosen-bar")).to_contain_text("已选 2 条")
    page.get_by_role("link", name="比较").click()
    page.wait_for_url("**/compare?run=*")
    expect(page.locator("table.standing tbody tr")).to_have_count(2)
    page.goto(f"{page.url.partition('/compare')[0]}/")
    page.get_by_role("button", name="取消选择").click()
    expect(page.locator(".chosen-bar")).to_be_hidden()
    page.reload()
    page.wait_for_load_state("networkidle")
    expect(page.locator(".chosen-bar")).to_be_hidden()


def test_no_more_than_forty_are_chosen_and_all_stand_in_the_matrix(
    workspace: Open, tmp_path: Path, made: Made, browser: Browser
) -> None:
    place = str(tmp_path / "many.sqlite3")
    several(place, made, [0.6] * 45)
    heard: list[str] = []
    page = seen(browser, f"{workspace(place).address}/", heard, viewport=PHONE)
    boxes = page.locator("input[name=run]")
    for nth in range(41):
        boxes.nth(nth).click()
    assert not boxes.nth(40).is_checked()
    expect(page.locator(".chosen-bar")).to_contain_text("40 chosen")
    page.get_by_role("link", name="Compare").click()
    expect(page.locator(".matrix td a")).to_have_count(40 * 39, timeout=60_000)
    assert faults(page) == []
    assert [one for one in heard if not one.startswith("http")] == []


def test_two_hundred_rounds_are_one_stop_of_tab_and_the_arrows_go_over_them(
    workspace: Open, tmp_path: Path, made: Made, browser: Browser
) -> None:
    place = str(tmp_path / "many.sqlite3")
    runs = several(place, made, [0.5 + n % 7 / 100 for n in range(200)])
    page = seen(browser, f"{workspace(place).address}/?project=many")
    links = page.locator(".trend a")
    expect(links).to_have_count(200)
    assert page.locator(".trend a[tabindex='0']").count() == 1
    page.locator(".trend a[tabindex='0']").focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".told")).to_contain_text("round-198.jsonl")
    page.keyboard.press("Home")
    expect(page.locator(".told")).to_contain_text("round-0.jsonl")
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    expect(page.locator(".trend a:focus")).to_have_attribute("data-nth", "0")
    gap = page.evaluate(
        "(([one, other]) => other.getBBox().x - one.getBBox().x)([...document.querySelectorAll('.round')])"
    )
    assert page.locator(".round").first.evaluate("dot => dot.getBBox().width") < 2 * gap
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/runs/{runs[0].id}")


def test_a_project_is_followed_on_each_of_its_test_sets(
    workspace: Open, tmp_path: Path, made: Made, browser: Browser
) -> None:
    place = str(tmp_path / "two.sqlite3")
    several(place, made, [0.5, 0.6, 0.7])
    with History(place) as history:
        newest = history.runs()[0]
        other = replace(newest, id="f" * 12, test_set="0" * 32, at="2026-05-01T00:00:00.000Z", name="other.jsonl")
        history.add(other, history.result(newest))
    page = seen(browser, f"{workspace(place).address}/?project=many")
    expect(page.locator(".trend a")).to_have_count(1)
    page.get_by_label("Test set").select_option(newest.test_set)
    page.wait_for_url("**test_set=*")
    expect(page.locator(".trend a")).to_have_count(3)
    page.go_back()
    expect(page.locator(".trend a")).to_have_count(1)


def test_numbers_below_nothing_are_drawn_and_written_as_such(
    workspace: Open, tmp_path: Path, made: Made, browser: Browser
) -> None:
    place = str(tmp_path / "below.sqlite3")
    several(place, made, [-0.3, -0.1, 0.0])
    page = seen(browser, f"{workspace(place).address}/?project=many")
    expect(page.locator(".range").first).to_have_text("−0.020 – 0.020")
    expect(page.locator(".range").last).to_have_text("−0.320 – −0.280")
    assert page.locator(".trend-drawing .tick", has_text="-0.4").count() == 1
    page.goto(f"{page.url.partition('/?')[0]}/runs/000000000000")  # its page was not kept: the numbers alone
    expect(page.locator("main table").get_by_role("cell", name="−0.300")).to_be_visible()
    assert faults(page) == []


def test_the_keyboard_alone_goes_past_the_head_chooses_and_compares(server: Workspace, browser: Browser) -> None:
    page = seen(browser, f"{server.address}/?project=rounds")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="To the content")).to_be_in_viewport()
    assert focus_is_seen(page)
    page.keyboard.press("Enter")
    unseen = []
    for _ in range(40):
        page.keyboard.press("Tab")
        name = page.evaluate("document.activeElement.name ?? ''")
        if not focus_is_seen(page) and page.locator(".trend a:focus").count() == 0:  # a round has a ring of its own
            unseen.append(page.evaluate("document.activeElement.outerHTML"))
        if name == "run":
            page.keyboard.press("Space")
        if page.locator("input[name=run]:checked").count() == 2:
            break
    assert unseen == []
    assert page.locator("header :focus").count() == 0
    while not page.locator(".chosen-bar .main:focus").count():
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/compare?*")
    expect(page.locator(".matrix td a")).to_have_count(2)


def form(page: Page, server: Workspace, *names: str) -> None:
    """The form to evaluate, with files of these names chosen."""
    rows = "\n".join(json.dumps(row) for row in labels(drawn(0.9, 60, 5))).encode()
    page.goto(f"{server.address}/evaluate")
    files = [FilePayload(name=name, mimeType="application/json", buffer=rows) for name in names]
    page.locator("#files").set_input_files(files)


def test_each_file_is_taken_for_what_its_name_says(server: Workspace, browser: Browser) -> None:
    page = seen(browser, f"{server.address}/evaluate")
    expected = {
        "tuned.jsonl": "predictions",
        "untuned.jsonl": "base",
        "second.jsonl": "base",
        "gold-answers.jsonl": "references",
        "ratings.csv": "ratings",
        "train.jsonl": "train",
        "trainer_state.json": "log",
        "gates.yaml": "policy",
    }
    form(page, server, *expected)
    roles = page.locator(".files select")
    assert [one.input_value() for one in roles.all()] == list(expected.values())
    page.get_by_role("button", name="Leave out second.jsonl").click()
    expect(roles).to_have_count(7)
    roles.first.select_option("repeat")
    page.get_by_role("button", name="Evaluate").click()
    assert faults(page) == []


def test_a_form_stays_filled_in_another_language(server: Workspace, browser: Browser) -> None:
    page = seen(browser, f"{server.address}/evaluate")
    form(page, server, "a.jsonl", "b.jsonl")
    page.locator(".files select").last.select_option("repeat")
    page.get_by_label("Project").fill("mine")
    page.get_by_label("Judged by").select_option("spam")
    english = page.locator(".what").inner_text()
    page.get_by_label("Language").select_option("zh-Hant")
    expect(page.get_by_label("專案")).to_have_value("mine")
    expect(page.get_by_label("策略", exact=True)).to_have_value("spam")
    expect(page.locator(".what")).not_to_have_text(english)
    expect(page.locator(".what")).not_to_have_text("")
    assert [one.input_value() for one in page.locator(".files select").all()] == ["predictions", "repeat"]
    expect(page.get_by_label("語言")).to_be_focused()
    page.get_by_role("button", name="開始評估").click()
    page.wait_for_url("**/runs/*", timeout=60_000)
    expect(page.locator(".run-name")).to_contain_text("mine")


@pytest.mark.parametrize(("width", "scheme"), [(1280, "dark"), (390, "light")])
def test_an_evaluation_under_way_is_found_again_and_stopped(
    server: Workspace, browser: Browser, width: int, scheme: str
) -> None:
    page = seen(browser, f"{server.address}/evaluate", viewport={"width": width, "height": 844}, color_scheme=scheme)
    rows = "\n".join(json.dumps(row | {"id": f"r{n}"}) for n, row in enumerate(labels(drawn(0.9, 120, 5)) * 800))
    large = FilePayload(name="large.jsonl", mimeType="", buffer=rows.encode())
    page.locator("#files").set_input_files([large])
    page.get_by_role("button", name="Evaluate").click()
    page.wait_for_url("**/evaluate?job=*")
    expect(page.locator(".job-steps .over").first).to_have_text("Sending")
    assert faults(page) == []
    page.reload()
    page.get_by_role("button", name="Stop").wait_for()
    page.get_by_label("Language").select_option("zh-Hans")
    expect(page.locator(".job-steps")).to_contain_text("读取")
    page.get_by_role("button", name="停止").click()
    expect(page.get_by_role("alert")).to_have_text("已停止；没有保存任何内容。")
    page.goto(f"{server.address}/evaluate?job=gone&lang=en")
    expect(page.get_by_role("alert")).to_contain_text("没有这个评估")


def test_the_interface_lists_every_operation(server: Workspace, browser: Browser) -> None:
    page = seen(browser, f"{server.address}/interface")
    described = json.loads(get(f"{server.address}/api/openapi.json")[1])
    paths = {path: methods for path, methods in described["paths"].items() if path.startswith("/api/")}
    operations = sorted(f"{method.upper()} {path}" for path, methods in paths.items() for method in methods)
    shown = page.locator(".operation summary")
    listed = [f"{one.locator('.method').inner_text()} {one.locator('code').inner_text()}" for one in shown.all()]
    assert sorted(listed) == operations
    for one in shown.all():
        one.click()
    assert faults(page) == []


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant"])
def test_no_key_is_shown_for_a_sentence(server: Workspace, made: Made, browser: Browser, language: str) -> None:
    keys = {name.partition("-")[2] for name in catalogue("workspace") if name.startswith("page-")} - {
        "saved",
        "drawing",
    }
    compared = f"/compare?run={made.ids['round-1']}&run={made.ids['round-2']}"
    for path in ("/", "/?project=rounds", compared, f"/runs/{made.ids['round-1']}", "/evaluate", "/ratings"):
        page = seen(browser, server.address + path)
        page.get_by_label("Language").select_option(language)
        page.wait_for_load_state("networkidle")
        lines = set(page.locator("body").inner_text().split("\n"))
        said = page.evaluate("[...document.querySelectorAll('[aria-label]')].map((one) => one.ariaLabel)")
        assert {one for one in {*lines, *said} & keys if "-" in one} == set(), path
        page.context.close()


def test_a_door_that_is_shut_meanwhile_leads_to_the_login(
    workspace: Open, own_place: str, tmp_path: Path, browser: Browser
) -> None:
    (tmp_path / "password").write_text("correct horse\n")
    server = workspace(own_place, "--password-file", str(tmp_path / "password"))
    page = seen(browser, f"{server.address}/login", viewport=PHONE, color_scheme="dark")
    assert faults(page) == []
    page.get_by_label("Password").fill("correct horse")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Evaluate a file").wait_for()
    assert faults(page) == []
    page.context.clear_cookies()
    page.get_by_label("Language").select_option("zh-Hans")
    page.wait_for_url("**/login")


def test_hostile_files_labels_and_raters_do_nothing_wherever_they_are_shown(
    workspace: Open, tmp_path: Path, browser: Browser
) -> None:
    server = workspace(str(tmp_path / "hostile.sqlite3"))
    heard: list[str] = []
    page = seen(browser, f"{server.address}/evaluate", heard, viewport=PHONE)
    for seed in (1, 2):
        rows = [
            {"id": f"{HOSTILE}{n}", "prompt": HOSTILE * (6000 if n == 0 else 1) + str(n), **_named(row)}
            for n, row in enumerate(labels(drawn(0.8, 60, seed)))
        ]
        text = "\n".join(map(json.dumps, rows)).encode()
        page.goto(f"{server.address}/evaluate")
        name = f"<img src=x onerror=alert({seed})>\u202e{{name}} '\"&.jsonl"
        page.locator("#files").set_input_files([FilePayload(name=name, mimeType="", buffer=text)])
        page.get_by_label("Project").fill(HOSTILE)
        assert faults(page) == []
        page.get_by_role("button", name="Evaluate").click()
        page.wait_for_url("**/runs/*", timeout=60_000)
        expect(page.frame_locator("iframe").locator("body")).to_contain_text("<script>")
    page.get_by_label("Note").fill(HOSTILE)
    page.get_by_label("Tags").fill(HOSTILE.replace(",", "")[:90])
    page.get_by_role("heading", level=1).click()
    expect(page.locator(".saved")).to_have_text("Saved")
    ids = [one["id"] for one in server.got("runs")["runs"]]
    page.goto(f"{server.address}/ratings?run={ids[0]}&run={ids[1]}")
    page.get_by_label("Raters").fill(HOSTILE[:60])
    page.get_by_label("How many examples").fill("3")
    page.get_by_role("button", name="Begin").click()
    page.locator(".rating-project").wait_for()
    page.locator(".rating-project summary").click()
    assert faults(page) == []
    (project,) = server.got("ratings")
    compared = f"/compare?run={ids[0]}&run={ids[1]}"
    paths = (
        "/",
        f"/?{urlencode({'project': HOSTILE})}",
        compared,
        f"/runs/{ids[0]}/against/{ids[1]}",
        project["owner"],
    )
    for path in (*paths, project["raters"][0]["link"]):
        page.goto(server.address + path)
        page.wait_for_load_state("networkidle")
        assert faults(page) == [], path
        assert [frame.title() for frame in page.frames if frame.title() in ("taken", "1")] == [], path
        assert page.locator("main img, a[href^='javascript' i]").count() == 0, path
    assert [one for one in heard if not one.startswith(server.address)] == []


def _named(row: Mapping[str, object]) -> dict[str, str]:
    """Labels of the same kind."""
    return {key: f"={row[key]}<script>document.title='taken'</script>" for key in ("prediction", "reference")}
