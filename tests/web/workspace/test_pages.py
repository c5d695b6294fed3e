"""The workspace in a real browser, at the real server: found, compared, evaluated, noted, rated."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

import assay
from assay.core.history import Run
from assay.core.messages import catalogue
from assay.stores.history import History
from tests.pipeline.made import drawn, labels, written
from tests.renderers.chromium import chromium
from tests.web.browser import opened
from tests.web.conftest import Open
from tests.web.served import Workspace
from tests.web.workspace.made import ALL, Made

pytestmark = pytest.mark.browser

SERIOUS = {"serious", "critical"}
WIDER = """() => document.documentElement.scrollWidth <= document.documentElement.clientWidth ? [] :
  [...document.querySelectorAll("*")].filter((one) => one.getBoundingClientRect().right > innerWidth)
    .map((one) => one.outerHTML.slice(0, 200))
"""  # what reaches over the edge of the page
HOSTILE = (
    "<script>document.title='taken'</script><img src=x onerror=\"document.title='taken'\">"
    "\u202e\u200b{name} =1+1 \x1b[31m"
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture
def server(workspace: Open, own_place: str) -> Workspace:
    """A server over a history of its own in a file."""
    return workspace(own_place)


def shown(browser: Browser, address: str, heard: list[str] | None = None, **how: object) -> Page:
    """A page of the workspace, once it has something in it."""
    context = browser.new_context(locale="en", **how)  # type: ignore[arg-type]  # the browser's own options
    page = opened(context, address, heard)
    page.locator("main > *").first.wait_for()
    return page


def of_others(heard: list[str], server: Workspace) -> list[str]:
    """What a page complained of, and what it asked of anybody but the server."""
    return [one for one in heard if not one.startswith(server.address)]


def addresses(server: Workspace, made: Made) -> dict[str, str]:
    """Every page, by a name for it."""
    first, second = made.ids["round-1"], made.ids["round-2"]
    paths = {
        "rounds": "/",
        "project": "/?project=rounds",
        "run": f"/runs/{second}",
        "numbers": f"/runs/{made.ids['numbers']}",
        "compare": f"/compare?run={first}&run={second}&run={made.ids['round-0']}",
        "pair": f"/runs/{second}/against/{first}",
        "evaluate": "/evaluate",
        "ratings": f"/ratings?run={first}&run={second}",
        "interface": "/interface",
    }
    return {name: server.address + path for name, path in paths.items()}


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_no_page_has_a_serious_fault_or_overflows(
    server: Workspace, made: Made, browser: Browser, width: int, scheme: str
) -> None:
    for name, address in addresses(server, made).items():
        heard: list[str] = []
        page = shown(browser, address, heard, viewport={"width": width, "height": 900}, color_scheme=scheme)
        page.wait_for_load_state("networkidle")
        faults = Axe().run(page).response["violations"]
        assert [(name, fault["id"]) for fault in faults if fault["impact"] in SERIOUS] == []
        assert page.evaluate(WIDER) == [], name
        assert of_others(heard, server) == [], name
        page.context.close()


def test_runs_are_found_and_the_address_says_how(server: Workspace, browser: Browser) -> None:
    page = shown(browser, f"{server.address}/")
    expect(page.locator("table.list tbody tr")).to_have_count(ALL)
    page.get_by_label("Search").fill("100%_DONE!")
    page.wait_for_url("**text=100*")
    expect(page.locator("table.list tbody tr")).to_have_count(1)
    expect(page.get_by_label("Search")).to_be_focused()
    page.go_back()
    page.get_by_label("Project", exact=True).select_option("工单/分类")
    page.wait_for_url("**project=*")
    expect(page.locator("table.list tbody tr")).to_have_count(2)
    page.get_by_role("link", name="Rounds").click()
    page.get_by_role("link", name="学习率").click()
    expect(page.locator("table.list tbody tr")).to_have_count(1)


def test_the_course_of_a_project_tells_real_changes_from_chance(server: Workspace, browser: Browser) -> None:
    page = shown(browser, f"{server.address}/?project=rounds")
    expect(page.locator(".trend a")).to_have_count(3)
    expect(page.locator(".step.real.better")).to_have_count(2)
    expect(page.locator("polygon.floor")).to_have_count(1)  # the last was judged with repeats
    expect(page.locator(".course-said")).to_contain_text("Really better than the round before")
    page.locator(".trend a").first.focus()
    expect(page.locator(".told")).to_contain_text("round-0.jsonl")
    page.get_by_label("Metric").select_option("f1")
    page.wait_for_url("**metric=f1*")
    expect(page.locator(".latest")).to_contain_text("F1")
    page.goto(f"{server.address}/?project=probable")  # two models of one quality
    expect(page.locator(".step.open")).to_have_count(1)
    expect(page.locator(".course-said")).to_contain_text("No real change from the round before")


def test_runs_are_chosen_by_keyboard_and_compared(server: Workspace, browser: Browser) -> None:
    page = shown(browser, f"{server.address}/?project=rounds")
    for nth in range(3):
        page.locator("input[name=run]").nth(nth).focus()
        page.keyboard.press("Space")
    page.get_by_role("link", name="Compare").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("round-2.jsonl")
    expect(page.locator(".letter")).to_have_text(["A", "B", "C"])
    expect(page.locator(".matrix .better")).to_have_count(3)
    expect(page.locator(".matrix .worse")).to_have_count(3)
    page.locator(".matrix .better a").first.click()
    page.wait_for_url("**/against/**")
    frame = page.frame_locator("iframe")
    expect(frame.get_by_role("heading", level=1)).to_have_text("PASS")
    expect(frame.locator("body")).to_contain_text("round-1.jsonl")


def test_the_page_of_a_run_keeps_what_is_written_and_gives_its_report_back(
    server: Workspace, made: Made, browser: Browser, tmp_path: Path
) -> None:
    page = shown(browser, f"{server.address}/runs/{made.ids['round-2']}")
    page.get_by_label("Note").fill("第二轮：学习率减半")
    page.get_by_label("Tags").fill("lora， released")
    page.get_by_role("heading", level=1).click()
    expect(page.locator(".saved")).to_have_text("Saved")
    page.reload()
    expect(page.get_by_label("Note")).to_have_value("第二轮：学习率减半")
    expect(page.get_by_label("Tags")).to_have_value("lora, released")
    with page.expect_download() as given:
        page.get_by_role("link", name="Download the report").click()
    given.value.save_as(tmp_path / "then.html")
    drawn_then = made.reports["round-2"].drawn
    assert drawn_then is not None
    assert (tmp_path / "then.html").read_text("utf-8") == drawn_then.form(made.reports["round-2"], "html")
    page.get_by_role("button", name="Take out").click()
    page.get_by_role("button", name="Take it out").click()
    page.wait_for_url("**/?project=rounds")
    assert server.got("runs", project="rounds")["n"] == 2


def test_a_file_that_is_dropped_is_evaluated_while_one_looks(
    server: Workspace, made: Made, browser: Browser, tmp_path: Path
) -> None:
    page = shown(browser, f"{server.address}/evaluate")
    rows = "\n".join(json.dumps(row, ensure_ascii=False) for row in labels(drawn(0.9, 120, 5)))
    dropped = page.evaluate_handle(
        "text => { const all = new DataTransfer(); all.items.add(new File([text], '第三轮.jsonl')); return all; }", rows
    )
    page.locator(".drop").dispatch_event("drop", {"dataTransfer": dropped})
    expect(page.locator(".files li")).to_contain_text("第三轮.jsonl")
    page.get_by_label("Project").fill("rounds")
    page.get_by_label("Compared with").select_option(made.ids["round-2"])
    page.get_by_role("button", name="Evaluate").click()
    page.wait_for_url("**/runs/*", timeout=60_000)
    expect(page.get_by_role("heading", level=1)).to_have_text("第三轮.jsonl")
    expect(page.frame_locator("iframe").locator("body")).to_contain_text("round-2.jsonl")
    broken = tmp_path / "broken.jsonl"
    broken.write_text('{"prediction": "a" "reference": "b"}\n')
    page.goto(f"{server.address}/evaluate")
    page.get_by_label(re.compile("Drop files")).set_input_files(broken)
    page.get_by_role("button", name="Evaluate").click()
    expect(page.get_by_role("alert").last).to_contain_text("broken.jsonl:1 is not JSON", timeout=60_000)


def test_people_are_asked_from_the_workspace_and_rate_in_the_same_place(
    server: Workspace, made: Made, browser: Browser
) -> None:
    page = shown(browser, f"{server.address}/ratings?run={made.ids['texts-1']}&run={made.ids['texts-2']}")
    page.get_by_label("How many examples").fill("5")
    page.get_by_label("Raters").fill("李, Wang")
    page.get_by_role("button", name="Begin").click()
    expect(page.locator(".rating-project")).to_contain_text("0 of 20 cards")
    page.locator(".rating-project summary").click()
    page.get_by_role("link", name="李").click()
    expect(page.get_by_role("button", name="Begin")).to_be_visible()
    assert "/r/" in page.url


def test_all_sentences_change_with_the_language_where_one_is(server: Workspace, made: Made, browser: Browser) -> None:
    english = {
        one["en"] for key, one in catalogue("workspace").items() if key.startswith("page-") and len(one["en"]) > 9
    }
    for name, address in addresses(server, made).items():
        page = shown(browser, address)
        page.locator(".choice select").select_option("zh-Hant")
        expect(page.locator("html")).to_have_attribute("lang", "zh-Hant")
        page.locator("main > *").first.wait_for()
        page.wait_for_load_state("networkidle")
        text = page.locator("body").inner_text()
        assert [sentence for sentence in english if "{" not in sentence and f"\n{sentence}\n" in text] == [], name
        assert page.url == address
        page.context.close()


def test_hostile_names_notes_and_texts_do_nothing(workspace: Open, tmp_path: Path, browser: Browser) -> None:
    rows = [{**row, "prompt": HOSTILE * (20_000 if n == 0 else 1)} for n, row in enumerate(labels(drawn(0.8, 60, 1)))]
    place = str(tmp_path / "hostile.sqlite3")
    ids = []
    for n in range(2):
        file = written(tmp_path / f"n{n}.jsonl", rows)
        report = assay.evaluate(file, history=place, project=HOSTILE)
        ids.append(str(report.record))
    with History(place) as history:
        for one in ids:
            history.note(history.run(one), HOSTILE)
            history.tag(history.run(one), [HOSTILE])
    server = workspace(place)
    paths = ["/", f"/runs/{ids[0]}", f"/compare?run={ids[0]}&run={ids[1]}", f"/runs/{ids[0]}/against/{ids[1]}"]
    for path in [*paths, f"/ratings?run={ids[0]}"]:
        heard: list[str] = []
        page = shown(browser, server.address + path, heard, viewport={"width": 390, "height": 800})
        page.wait_for_load_state("networkidle")
        assert page.title() != "taken"
        assert [frame.title() for frame in page.frames if frame.title() == "taken"] == []
        assert of_others(heard, server) == [], path
        assert page.evaluate(WIDER) == [], path
        page.context.close()


def test_a_kept_page_that_is_hostile_reaches_nothing(
    workspace: Open, tmp_path: Path, made: Made, browser: Browser
) -> None:
    place = str(tmp_path / "imported.sqlite3")
    page_of_theirs = (
        b"<!doctype html><title>theirs</title><body><p id=said>nothing</p><script>"
        b"const said = document.getElementById('said'); const done = [];"
        b"try { done.push(parent.document.title) } catch { } try { done.push(localStorage.length) } catch { }"
        b"try { if (document.cookie) done.push(document.cookie) } catch { }"
        b"fetch('/api/runs').then(() => { said.textContent = 'read' },"
        b" () => { said.textContent = 'shut ' + done.join() });"
        b"</script>"
    )
    report = made.reports["round-0"]
    with History(place) as history:
        (run,) = [one for one in _runs(made) if one.id == report.record]
        history.add(run, report.to_dict(), {"page": [page_of_theirs]})
    server = workspace(place)
    for path in (f"/runs/{run.id}", f"/runs/{run.id}/page"):
        context = browser.new_context()
        page = context.new_page()
        page.goto(server.address + path)
        said = page.frame_locator("iframe").locator("#said") if path == f"/runs/{run.id}" else page.locator("#said")
        expect(said).to_have_text(re.compile("^shut (theirs)?$"))  # of itself it may know
        context.close()


def _runs(made: Made) -> list[Run]:
    with History(str(made.folder / "history.sqlite3")) as history:
        return history.runs()


def test_whoever_knows_the_password_goes_in_and_out(
    workspace: Open, own_place: str, tmp_path: Path, browser: Browser
) -> None:
    (tmp_path / "password").write_text("correct horse\n")
    server = workspace(own_place, "--password-file", str(tmp_path / "password"))
    context = browser.new_context(locale="zh-CN")
    page = context.new_page()
    page.goto(f"{server.address}/")
    page.wait_for_url("**/login")
    page.get_by_label("密码").fill("wrong horse")
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("alert")).to_have_text("密码不正确。")
    page.get_by_label("密码").fill("correct horse")
    page.get_by_role("button", name="登录").click()
    expect(page.locator("table.list tbody tr")).to_have_count(ALL)
    page.get_by_role("button", name="退出登录").click()
    page.wait_for_url("**/login")
    page.goto(f"{server.address}/evaluate")
    page.wait_for_url("**/login")
    faults = Axe().run(page).response["violations"]
    assert [fault["id"] for fault in faults if fault["impact"] in SERIOUS] == []
    context.close()


def test_new_runs_come_into_the_list_by_themselves(server: Workspace, browser: Browser, tmp_path: Path) -> None:
    page = shown(browser, f"{server.address}/")
    expect(page.locator("table.list tbody tr")).to_have_count(ALL)
    assay.evaluate(written(tmp_path / "fresh.jsonl", labels(drawn(0.8, 60, 2))), history=server.place)
    expect(page.locator("table.list tbody tr")).to_have_count(ALL + 1, timeout=25_000)
    expect(page.locator("table.list")).to_contain_text("fresh.jsonl")
