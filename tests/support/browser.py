"""Headless Chromium, shut off from every network, that opens a page from a file and tells what it did."""

from __future__ import annotations

import json
import os
import shutil
from base64 import b64decode
from pathlib import Path
from typing import Any

from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.select import Select

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
"""The checker of accessibility, where `npm install` was run."""
SCREENS = {
    "a desktop": {"width": 1300},
    "a phone": {"width": 390},
    "a narrow or magnified screen": {"width": 320},
    "a dark screen": {"width": 1300, "prefers_color_scheme": "dark"},
}
"""What a page is looked at on."""
CHECKED = """
    const done = arguments[0];
    const options = { rules: { 'target-size': { enabled: true } }, resultTypes: ['violations'], preload: false };
    axe.run(document, options).then(
        (all) => done([all.passes.length, all.violations.flatMap((broken) => broken.nodes.map(
            (node) => `${broken.id}: ${broken.help} (${node.html.slice(0, 120)})`))]),
        (error) => done([0, [String(error)]]));
"""
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-dev-shm-usage",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--lang=en-GB",
)
SHOWN = """
    return Array.from(document.querySelectorAll('#' + arguments[0] + ' tbody tr'))
        .filter((row) => row.checkVisibility()).map((row) => row.cells[arguments[1]].innerText);
"""


def installed() -> tuple[str, str] | None:
    """Chromium and its driver, where both are there."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None)
    driver = shutil.which("chromedriver")
    return (chromium, driver) if chromium and driver else None


class Browser:
    """One Chromium for many pages."""

    def __init__(self, chromium: str, driver: str, profile: Path) -> None:
        os.environ["SE_OFFLINE"] = "true"  # selenium looks for no browser of its own
        options = ChromeOptions()
        options.binary_location = chromium
        for flag in (*FLAGS, f"--user-data-dir={profile}"):
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        self.driver = Chrome(options, Service(driver))
        self.devtools("Emulation.setDeviceMetricsOverride", width=1300, height=900, deviceScaleFactor=1, mobile=False)

    def close(self) -> None:
        self.driver.quit()

    def open(self, page: Path, fragment: str = "") -> None:
        """Open a page afresh, as somebody who was sent the link does."""
        self.driver.get("about:blank")
        self.driver.get(page.as_uri() + fragment)

    def devtools(self, command: str, **settings: Any) -> Any:
        return self.driver.execute_cdp_cmd(command, settings)

    def script(self, code: str, *values: Any) -> Any:
        return self.driver.execute_script(code, *values)

    # the content of the page

    def cells(self, table: str = "list", column: int = 1) -> list[str]:
        """A column of the rows that can be seen; by default the cells that the findings name."""
        return self.script(SHOWN, table, column)

    def text(self, css: str) -> str:
        return self.driver.find_element(By.CSS_SELECTOR, css).text

    def status(self) -> str:
        return self.text("[role=status]")

    def fragment(self) -> str:
        return self.script("return location.hash")

    def focused(self) -> str:
        """What has the focus: its id, else its words."""
        return self.script("const it = document.activeElement; return it.id || it.textContent.trim()")

    def nodes(self) -> list[tuple[str, str]]:
        """Role and name of everything that a screen reader is told."""
        tree = self.devtools("Accessibility.getFullAXTree")["nodes"]
        return [
            (node["role"]["value"], node.get("name", {}).get("value", "")) for node in tree if not node.get("ignored")
        ]

    def checked(self) -> tuple[int, list[str]]:
        """How many rules of accessibility the page keeps, and where it breaks one; frames are not looked into.

        The checker is brought by the driver, since pages let no script in.
        """
        self.script(AXE.read_text(encoding="utf-8"))
        kept, broken = self.driver.execute_async_script(CHECKED)
        return kept, broken

    # what a reader does

    def choose(self, name: str, value: str) -> None:
        choice = Select(self.driver.find_element(By.ID, name))
        choice.select_by_index([option.get_attribute("value") for option in choice.options].index(value))

    def type(self, *keys: str) -> None:
        ActionChains(self.driver, duration=0).send_keys(*keys).perform()

    def tab_back(self) -> None:
        keys = ActionChains(self.driver, duration=0)
        keys.key_down(Keys.SHIFT).send_keys(Keys.TAB).key_up(Keys.SHIFT).perform()

    def print(self) -> bytes:
        """The page as the browser prints it to a file, without background colours."""
        printed = self.devtools("Page.printToPDF", preferCSSPageSize=True, printBackground=False)
        return b64decode(printed["data"])

    # what the browser noted

    def complaints(self) -> list[str]:
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def requests(self) -> list[str]:
        """Every address asked for since this was last asked, the page's own among them.

        What the page's policy stopped was not asked for.
        """
        events = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        failed = [event["params"] for event in events if event["method"] == "Network.loadingFailed"]
        stopped = {each["requestId"] for each in failed if each.get("blockedReason") == "csp"}
        sent = [event["params"] for event in events if event["method"] == "Network.requestWillBeSent"]
        return [each["request"]["url"] for each in sent if each["requestId"] not in stopped]
