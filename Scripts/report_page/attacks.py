"""What stands in the page against what an attacker wants to stand there."""

from report_page.browser import Browser
from report_page.estate import HOSTILE
from report_page.table import SHOWN
from trials.tally import expect


def try_hostile(browser, report):
    """Names from files are text wherever they stand."""
    shape = browser.run("""return [document.title, document.scripts.length, document.images.length,
      document.querySelectorAll("h1").length, document.querySelectorAll("style").length,
      document.querySelectorAll("table").length,
      document.querySelectorAll("a, iframe, object, link, base, form").length,
      Array.from(document.querySelectorAll("*"))
        .filter(e => e.getAttributeNames().some(n => n.startsWith("on"))).length,
      Array.from(document.querySelectorAll("*")).filter(e => e.hasAttribute("style")).length]""")
    expect(shape == ["LDAP signing and sealing", 1, 0, 1, 1, 1, 0, 0, 0], "the page has no element but its own", shape)
    text, titles = browser.run("""return [document.body.textContent,
      Array.from(document.querySelectorAll("svg title")).map(t => t.textContent).join("\\n")]""")
    pre = browser.run("return Array.from(document.querySelectorAll('pre')).map(p => p.textContent).join('\\n')")
    paths = [row[0] for row in browser.run(SHOWN)]
    for name in HOSTILE:
        path = next(f["path"] for f in report["files"] if f["path"].endswith(f"/{name.replace('/', '∕')}.xml"))
        expect(path in paths, f"the path of {name!r} is text", [p for p in paths if name[:6] in p])
        record = next(f for f in report["files"] if f["path"] == path)
        for title in {c["title"] for c in record["connectors"]} | {
                p["partition"] for c in record["connectors"] for p in c["places"] if p.get("partition")}:
            expect(title in pre, f"{title!r} is text")
        expect(any(c["title"] in titles for c in record["connectors"]), f"the picture has {name!r} as text")
    expect("owned" in text, "what was to hurt is there to be seen")


def try_policy(browser, page):
    policy = browser.run("""return document.querySelector('meta[http-equiv="Content-Security-Policy"]').content""")
    expect(policy.startswith("default-src 'none';") and "unsafe" not in policy and "http" not in policy,
           "the policy allows nothing from elsewhere", policy)
    text = page.read_text()
    without_ours = text.replace("http://contoso.com", "")
    expect("http://" not in without_ours and "https://" not in without_ours, "the page names no address")
    # The same page, with what an attacker would have put into it.
    attacked = page.with_name("attacked.html")
    marks = ("<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"
             "<p style='color:red' id=styled>x</p><script src='other.js'></script>")
    attacked.write_text(text.replace("<h2>Files</h2>", marks + "<h2>Files</h2>", 1))
    attacked.with_name("other.js").write_text("document.title='owned'")
    with Browser() as other:
        other.open(attacked)
        title = other.driver.title
        expect(title == "LDAP signing and sealing", "a script that was put in does not run", title)
        colour = other.run("return getComputedStyle(document.getElementById('styled')).color")
        expect(colour != "rgb(255, 0, 0)", "a style that was put in does not count", colour)
        refused = [line for line in other.console() if "Content Security Policy" in line]
        expect(len(refused) >= 4, "the browser says what it refused", refused)
        expect(other.run("return document.body.classList.contains('scripted')"), "the page's own script runs")
