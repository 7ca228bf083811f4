"""The page on every kind of screen, on paper and without its script."""

import base64

from report_page.attacks import try_hostile, try_policy
from report_page.browser import Browser
from report_page.estate import make_report
from report_page.table import try_filter, try_sort
from trials.tally import expect


def try_page(folder, number):
    report = make_report(folder, number)
    page = folder / "report.html"
    size = page.stat().st_size
    outcomes = {f["outcome"] for f in report["files"]}
    expect(len(report["files"]) == number and len(outcomes) == 5, f"a report on {number} files of every outcome",
           (len(report["files"]), outcomes))
    expect(size < 3_000_000, f"the page is smaller than 3 MB: {size:,} bytes")
    print(f"{number} files: {size:,} bytes")
    try_use(page, report)
    try_screens(page)
    try_without_script(page, number)


def try_use(page, report):
    folder = page.parent
    with Browser() as browser:
        browser.open(page).picture(folder / "light.png")
        expect(not browser.console(), "no error in the console", browser.console())
        try_hostile(browser, report)
        try_filter(browser, report)
        try_sort(browser)
        browser.run("""document.querySelectorAll("#files details")[3].open = true;
          document.querySelectorAll("#files details")[40].open = true;
          document.getElementById("files").scrollIntoView()""")
        browser.picture(folder / "rows.png")
        expect(not browser.console(), "no error in the console after use", browser.console())
        try_print(browser, page)
        try_policy(browser, page)


def try_print(browser, page):
    pdf = base64.b64decode(browser.open(page).command("Page.printToPDF", printBackground=True)["data"])
    page.with_name("print.pdf").write_bytes(pdf)
    expect(pdf.startswith(b"%PDF") and len(pdf) > 100_000, "it prints", len(pdf))
    browser.command("Emulation.setEmulatedMedia", media="print")
    expect(browser.run("return getComputedStyle(document.querySelector('.controls')).display") == "none",
           "no controls on paper")
    browser.command("Emulation.setEmulatedMedia", media="")


SCREENS = {"light": {}, "dark": {"dark": True}, "phone": {"width": 390, "height": 844, "phone": True}}


def try_screens(page):
    backgrounds = {}
    for name, options in SCREENS.items():
        with Browser(**options) as browser:
            browser.open(page).picture(page.with_name(f"{name}.png"))
            backgrounds[name] = browser.run("return getComputedStyle(document.body).backgroundColor")
            width, window = browser.run("return [document.documentElement.scrollWidth, window.innerWidth]")
            expect(width <= window, f"{name}: nothing is wider than the window", (width, window))
            cells = browser.run("""return Array.from(document.querySelector("#files tbody tr").cells)
              .map(c => c.clientWidth)""")
            expect(cells[0] >= 130, f"{name}: a file's name has room", cells)
            expect(not browser.console(), f"{name}: no error in the console", browser.console())
            browser.run("document.getElementById('files').scrollIntoView()")
            browser.picture(page.with_name(f"{name}-table.png"))
    expect(backgrounds["light"] != backgrounds["dark"], "dark is dark", backgrounds)


def try_without_script(page, number):
    with Browser(script=False) as browser:
        browser.open(page).picture(page.with_name("without-script.png"))
        rows = browser.evaluate("""Array.from(document.querySelectorAll("#files tbody tr"))
          .filter(r => r.getClientRects().length).length""")
        expect(rows == number, "without its script the table shows all files", rows)
        controls = browser.evaluate("getComputedStyle(document.querySelector('.controls')).display")
        expect(controls == "none", "without its script there are no controls that do nothing", controls)
        expect(browser.evaluate("document.body.classList.contains('scripted')") is False, "its script did not run")
