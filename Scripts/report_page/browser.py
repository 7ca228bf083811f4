"""Headless Chromium."""

import shutil

from selenium import webdriver
from selenium.webdriver.chrome.service import Service


class Browser:
    def __init__(self, width=1280, height=900, dark=False, phone=False, script=True):
        options = webdriver.ChromeOptions()
        options.binary_location = shutil.which("chromium")
        for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
                         f"--window-size={width},{height}"):
            options.add_argument(argument)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        self.driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
        if dark:
            self.command("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "dark"}])
        if phone:
            self.command("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=2,
                         mobile=True)
        if not script:
            self.command("Emulation.setScriptExecutionDisabled", value=True)

    def command(self, name, **parameters):
        return self.driver.execute_cdp_cmd(name, parameters)

    def open(self, page):
        self.driver.get(page.resolve().as_uri())
        return self

    def run(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def evaluate(self, expression):
        """What `expression` gives, also where the page itself may run no script."""
        return self.command("Runtime.evaluate", expression=expression, returnByValue=True)["result"].get("value")

    def picture(self, path):
        self.driver.save_screenshot(str(path))

    def console(self):
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.driver.quit()
