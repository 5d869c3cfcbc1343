"""What is wrong with the layout of a page as a browser drew it: text cut or outside its frame, too small, or one over another."""

from __future__ import annotations

from playwright.sync_api import Page

SCRIPT = r"""
() => {
  const found = [];
  const say = (what, e, more = "") => found.push(
    `${what} ${more} <${e.tagName.toLowerCase()} class="${e.getAttribute("class") ?? ""}"> ${e.textContent.trim().replace(/\s+/g, " ").slice(0, 50)}`);
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) found.push(`sideways by ${root.scrollWidth - root.clientWidth}`);
  const above = function* (e, until) { for (let p = e; p && p !== until; p = p.parentElement) yield [p, getComputedStyle(p)]; };
  const seen = (e) => e.checkVisibility({ opacityProperty: true, visibilityProperty: true })
    && ![...above(e)].some(([, style]) => style.clipPath !== "none");
  const hides = (style) => style.overflowX !== "visible" || style.overflowY !== "visible";
  const cut = (style) => style.webkitLineClamp !== "none" || style.textOverflow === "ellipsis";
  const FRAMES = ".panel, .chip, button, .button, .half, .referrer, .step, td, th, dialog, li, main, header, footer";
  const placed = [];

  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode, e = text.parentElement;
    if (!text.data.trim() || e.closest("script, style, noscript, option, textarea") || !seen(e)) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    let parts = [...range.getClientRects()].filter((r) => r.width > 1 && r.height > 1);
    if (!parts.length) continue;
    const drawn = e.closest("svg") && e.getScreenCTM();
    const size = parseFloat(getComputedStyle(e).fontSize) * (drawn ? Math.hypot(drawn.a, drawn.b) : 1);
    if (size < 10.9) say("text of", e, `${size.toFixed(1)} px`);
    const frame = e.closest(FRAMES);
    if (frame && !drawn && ![...above(e, frame.parentElement)].some(([, style]) => hides(style))) {
      const f = frame.getBoundingClientRect();
      if (parts.some((r) => r.left < f.left - 1 || r.right > f.right + 1 || r.top < f.top - 2 || r.bottom > f.bottom + 2))
        say("outside its frame", e, frame.className);
    }
    for (const [p, style] of above(e, document.body)) if (hides(style)) {
      const f = p.getBoundingClientRect();
      if (parts.some((r) => r.right > f.right + 1 || r.left < f.left - 1) && !cut(style) && style.overflowX === "hidden") say("cut", e, p.className);
      parts = parts.map((r) => ({ left: Math.max(r.left, f.left), right: Math.min(r.right, f.right), top: Math.max(r.top, f.top), bottom: Math.min(r.bottom, f.bottom) }))
        .filter((r) => r.right - r.left > 1 && r.bottom - r.top > 1);
    }
    const floats = [...above(e)].some(([, style]) => ["fixed", "sticky", "absolute"].includes(style.position));
    if (!floats) placed.push(...parts.map((r) => ({ r, e, text })));
  }
  placed.sort((a, b) => a.r.top - b.r.top);
  placed.forEach((one, i) => {
    for (let j = i + 1; j < placed.length && placed[j].r.top < one.r.bottom; j++) {
      const other = placed[j];
      if (one.text === other.text) continue;
      const wide = Math.min(one.r.right, other.r.right) - Math.max(one.r.left, other.r.left);
      const high = Math.min(one.r.bottom, other.r.bottom) - Math.max(one.r.top, other.r.top);
      if (wide > 3 && high > 6) say("one over another", one.e, other.text.data.trim().slice(0, 30));
    }
  });
  for (const e of document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")) {
    const box = e.matches("[type=checkbox], [type=radio]") ? e.closest("label") ?? e : e;
    const { width, height } = box.getBoundingClientRect();
    const words = e.matches("a, summary") && (getComputedStyle(e).display === "inline" || e.textContent.trim().length < 4);
    if (width && seen(e) && !words && !e.closest("svg") && (height < 22 || width < 22)) say("hard to hit", e, `${width.toFixed()} x ${height.toFixed()}`);
  }
  for (const e of document.querySelectorAll("h1, h2, h3, th, legend, label"))
    if (seen(e) && !e.textContent.trim() && !e.querySelector("input, select, svg")) say("empty", e);
  return found;
}
"""


def layout_faults(page: Page) -> list[str]:
    """Each fault in words, with the element; an empty list for a page that can be shown."""
    found: list[str] = page.evaluate(SCRIPT)
    return found
