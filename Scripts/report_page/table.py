"""The table of files: its filter and its order, used as people do."""

from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

from trials.tally import expect

SHOWN = """return Array.from(document.querySelectorAll("#files tbody tr")).filter(r => r.getClientRects().length)
  .map(r => [(r.cells[0].querySelector("summary") || r.cells[0]).textContent, r.cells[1].className,
    ...Array.from(r.cells).slice(2).map(c => c.textContent)])"""


def choose(browser, words, outcome):
    """Types and selects as a person does, and gives the rows that are shown then, and what the page says."""
    field = browser.driver.find_element(By.ID, "words")
    field.send_keys(Keys.CONTROL, "a")
    field.send_keys(Keys.DELETE)
    field.send_keys(words)
    Select(browser.driver.find_element(By.ID, "outcome")).select_by_value(outcome)
    return browser.run(SHOWN), browser.run("return document.getElementById('shown').textContent")


def try_filter(browser, report):
    files = report["files"]
    digest = next(f["sha256"] for f in files if f["outcome"] == "corrected")
    for words, fits in [
        ("", lambda f: True),
        ("site 2", lambda f: "site 2" in f["path"]),
        ("SERVER01", lambda f: "server01" in f["path"]),
        (digest.lower(), lambda f: f.get("sha256") == digest or f.get("sha256After") == digest),
        ("nothing has this", lambda f: False),
    ]:
        for outcome in ("", "corrected", "secure", "left", "other", "failed"):
            wanted = sorted(f["path"] for f in files if fits(f) and outcome in ("", f["outcome"]))
            rows, said = choose(browser, words, outcome)
            expect(len(rows) == len(wanted), f"filter {words!r} {outcome!r} shows {len(wanted)} rows", len(rows))
            expect(said == f"{len(wanted)} of {len(files)}", f"filter {words!r} {outcome!r} says so", said)
            paths = sorted(row[0] for row in rows)
            plain = [[p for p in list if p.isascii() and "{" not in p] for list in (paths, wanted)]
            expect(plain[0] == plain[1], f"filter {words!r} {outcome!r} shows the right ones", plain[0][:3])
            expect(all(row[1] == outcome for row in rows) or not outcome, f"outcome {outcome!r} only")
    connector = next(c["name"] for f in files for c in f["connectors"] if c["name"].startswith("fabrikam"))
    rows, _ = choose(browser, connector, "")
    expect({f["path"] for f in files if any(c["name"] == connector for c in f["connectors"])} <= {r[0] for r in rows},
           "a connector's name finds its files")
    choose(browser, "", "")


def try_sort(browser):
    headings = browser.driver.find_elements(By.CSS_SELECTOR, "#files thead th")
    expect(len(headings) == 7, "the table has seven columns", len(headings))
    everything = sorted(map(tuple, browser.run(SHOWN)))
    for column, heading in enumerate(headings):
        for direction in ("ascending", "descending"):
            heading.find_element(By.TAG_NAME, "button").click()
            expect(heading.get_attribute("aria-sort") == direction, f"column {column} says {direction}")
            rows = browser.run(SHOWN)
            expect(sorted(map(tuple, rows)) == everything, f"sorting column {column} loses no row")
            is_number = "number" in (heading.get_attribute("class") or "").split()
            check_order(rows, column, direction, is_number)
        others = browser.run("return document.querySelectorAll('#files th[aria-sort]').length")
        expect(others == 1, "one column at a time is sorted", others)


def check_order(rows, column, direction, is_number):
    if column == 1:
        keys = [row[1] for row in rows]
        groups = [key for index, key in enumerate(keys) if index == 0 or keys[index - 1] != key]
        expect(len(groups) == len(set(groups)) == 5, f"column 1 {direction} keeps each outcome together", groups)
        return
    keys = [row[column] for row in rows]
    if is_number:
        keys = [float(key.replace(",", "") or 0) for key in keys]
        expect(len(set(keys)) > 1, f"column {column} has something to sort")
    else:
        keys = [key.encode("utf-16-be") for key in keys]
    expect(keys == sorted(keys, reverse=direction == "descending"), f"column {column} {direction} is sorted", rows[:2])
