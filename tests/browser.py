"""A real Chromium for tests, and what a page may not do in it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

import pytest
from playwright.sync_api import Browser, Dialog, Page, Request, sync_playwright

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WATCH = """
window.__violations = [];
document.addEventListener("securitypolicyviolation", (e) => window.__violations.push(`${e.violatedDirective} ${e.blockedURI}`));
"""
Scheme = Literal["light", "dark"]


@cache
def executable() -> str | None:
    """The browser to drive, or None."""
    return os.environ.get("GOODWORD_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")


def needs_browser() -> None:
    """Skip where there is no browser; fail where there has to be one."""
    if executable() is None:
        message = "no Chromium: install it, or name it with GOODWORD_CHROMIUM"
        pytest.fail(message) if os.environ.get("CI") == "true" else pytest.skip(message)


@contextmanager
def browser() -> Iterator[Browser]:
    """A running browser."""
    needs_browser()
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=executable(), args=list(ARGUMENTS))
        try:
            yield running
        finally:
            running.close()


@dataclass
class Watched:
    """A page and everything it did that it should not have."""

    page: Page
    home: str
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.home, "data:", "blob:")):
            self.asked.append(request.url)

    def _asked_the_user(self, dialog: Dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def watch(self) -> None:
        """Begin to listen."""
        self.page.add_init_script(WATCH)
        self.page.on("console", lambda message: self.said.append(f"{message.type}: {message.text}"))
        self.page.on("pageerror", lambda error: self.said.append(f"error: {error}"))
        self.page.on("dialog", self._asked_the_user)
        self.page.on("request", self._asked)

    def behaved(self) -> None:
        """Nothing was run, said, refused, or asked of anybody else."""
        assert self.said == []
        assert self.dialogs == []
        assert self.asked == []
        assert self.page.evaluate("window.__violations") == []
        assert self.page.evaluate("window.__x") is None

    def fits(self) -> None:
        """No part of the page is wider than the window."""
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0


@contextmanager
def opened(
    running: Browser,
    address: str,
    *,
    home: str,
    width: int = 1440,
    height: int = 900,
    scheme: Scheme = "light",
    touch: bool = False,
) -> Iterator[Watched]:
    """A page at `address`, watched; `home`: the beginning of every address it may ask for; `touch`: on a phone."""
    context = running.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, has_touch=touch, is_mobile=touch
    )
    try:
        page = context.new_page()
        watched = Watched(page, home)
        watched.watch()
        page.goto(address)
        yield watched
    finally:
        context.close()
