"use strict";
/* Every page: light or dark, and initials in place of names. What is chosen holds for this tab. */
const goodword = (() => {
  const root = document.documentElement;
  const kept = (key) => { try { return sessionStorage.getItem(key); } catch { return null; } };
  const keep = (key, value) => { try { sessionStorage.setItem(key, value); } catch { /* storage is refused: then not */ } };
  const systemDark = matchMedia("(prefers-color-scheme: dark)");
  const theme = () => root.dataset.theme || (systemDark.matches ? "dark" : "light");
  const listeners = [];
  const tell = () => listeners.forEach((run) => run());

  const names = new Map();
  const meet = () => document.querySelectorAll("[data-initials]").forEach((each) => names.set(each.textContent, each.dataset.initials));
  meet();
  const written = new Map();
  const title = document.title;
  let pattern = null;
  const masked = (text) => {
    if (!document.body.classList.contains("private") || !names.size) return text;
    const plain = [...names.keys()].filter((n) => n.trim().length > 1).sort((a, b) => b.length - a.length);
    pattern ??= new RegExp(plain.map((n) => n.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|") || "(?!)", "g");
    return text.replace(pattern, (found) => names.get(found));
  };
  const hide = (on) => {
    document.body.classList.toggle("private", on);
    document.getElementById("privacy")?.setAttribute("aria-pressed", String(on));
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      if (node.parentElement.closest("script, style, textarea")) continue;
      if (!written.has(node)) written.set(node, node.data);
      const text = masked(written.get(node));
      if (node.data !== text) node.data = text;
    }
    document.title = masked(title);
    tell();
  };
  document.getElementById("privacy")?.addEventListener("click", () => {
    const on = !document.body.classList.contains("private");
    keep("private", on ? "1" : "");
    hide(on);
  });
  document.getElementById("theme")?.addEventListener("click", () => {
    root.dataset.theme = theme() === "dark" ? "light" : "dark";
    keep("theme", root.dataset.theme);
    tell();
  });
  systemDark.addEventListener("change", tell);
  if (kept("theme")) root.dataset.theme = kept("theme");
  document.body.classList.add("js");
  if (kept("private")) hide(true);
  document.querySelectorAll("[data-submits]").forEach((each) => each.addEventListener("change", () => each.form.submit()));
  const menu = document.getElementById("menu");
  menu?.addEventListener("click", () => {
    const open = document.getElementById("pages").classList.toggle("open");
    menu.setAttribute("aria-expanded", String(open));
  });
  const learn = () => {  // names that came later, on a page that was changed in place
    meet();
    pattern = null;
    if (document.body.classList.contains("private")) hide(true);
  };
  return { theme, masked, learn, onChange: (run) => listeners.push(run), hidden: () => document.body.classList.contains("private") };
})();
