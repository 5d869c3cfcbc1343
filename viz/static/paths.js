"use strict";
/* The list of paths. It is the interface; the picture follows it. */
(() => {
  const page = JSON.parse(document.getElementById("page-data").textContent), picture = goodword.picture;
  const holder = document.getElementById("graph"), list = document.querySelector(".path-list"), chosen = document.getElementById("chosen");
  const items = [...document.querySelectorAll(".path-list > li")], more = document.getElementById("more");
  let current = 0;
  const on = (id, run) => document.getElementById(id)?.addEventListener("click", run);

  function tell() {
    const why = items[current]?.querySelector(".why")?.cloneNode(true);
    chosen?.replaceChildren(...(why ? [why] : []));
  }
  function whole(open) {
    list.classList.toggle("whole", open);
    more.setAttribute("aria-expanded", String(open));
    more.textContent = open ? `Show the best ${items.filter((item) => !item.classList.contains("further")).length}` : `Show all ${items.length} paths`;
    picture?.extend(open);
  }
  function reveal(item) {  // within its own column: the page itself does not jump away from the picture
    const side = item.closest(".side"), box = side?.getBoundingClientRect(), row = item.getBoundingClientRect();
    if (!side || getComputedStyle(side).display === "contents") return;
    side.scrollTop += Math.min(0, row.top - box.top - 40) + Math.max(0, row.bottom - box.bottom);
  }
  function choose(i, { quiet = false, show = false } = {}) {
    current = (i + items.length) % items.length;
    if (!quiet) history.replaceState(null, "", `#path=${current + 1}`);
    items.forEach((item, n) => item.querySelector("button").setAttribute("aria-current", String(n === current)));
    if (more && items[current].classList.contains("further") && !list.classList.contains("whole")) whole(true);
    const top = holder?.getBoundingClientRect().top;
    tell();
    if (show) reveal(items[current]);
    if (show && holder) scrollBy(0, holder.getBoundingClientRect().top - top);  // what stands above grew: the picture stays under the finger
    picture?.select(current);
  }
  /* Another path of the same kind each time, the best first. */
  const next = (fits) => { const found = page.paths.map((p, i) => (fits(p) ? i : -1)).filter((i) => i >= 0); if (found.length) choose(found.find((i) => i > current) ?? found[0], { show: true }); };

  items.forEach((item, i) => {
    item.querySelector("button").addEventListener("click", () => choose(i));
    item.addEventListener("mouseenter", () => picture?.select(i));
    item.addEventListener("mouseleave", () => picture?.select(current));
  });
  picture?.listen({
    tie: (key) => next((p) => p.ties.includes(key)),
    person: (id, event) => {
      const to = page.people[id].href;
      if (!to) next((p) => p.people.slice(1).includes(id));
      else if (event?.ctrlKey || event?.metaKey) open(to, "_blank", "noopener");
      else location.assign(to);
    },
  });
  holder?.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key], by = { "+": 1.25, "=": 1.25, "-": 0.8 }[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey || !items.length) return;
    if (step) choose(current + step, { show: true });
    else if (event.key === "Home" || event.key === "End") choose(event.key === "Home" ? 0 : items.length - 1, { show: true });
    else if (by) picture?.zoom(by);
    else if (event.key === "0") picture?.fit();
    else return;
    event.preventDefault();
  });
  document.querySelectorAll(".chip").forEach((chip) => chip.addEventListener("click", () => {
    const pressed = chip.getAttribute("aria-pressed") !== "true";
    chip.setAttribute("aria-pressed", String(pressed));
    picture?.filter(chip.dataset.kind, pressed);
  }));
  more?.addEventListener("click", () => {
    const open = !list.classList.contains("whole");
    if (!open && items[current].classList.contains("further")) choose(0);
    whole(open);
  });
  on("fit", () => picture?.fit());
  on("closer", () => picture?.zoom(1.25));
  on("farther", () => picture?.zoom(0.8));
  function give(blob, kind) {
    const link = document.createElement("a"), words = goodword.hidden() ? "" : `-to-${page.target}`;
    link.href = URL.createObjectURL(blob);
    link.download = `paths${words}-${page.day}`.toLowerCase().replace(/[^\p{L}\p{N}-]+/gu, "-").slice(0, 80) + kind;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }
  on("save", async () => { if (picture) give(await picture.png(), ".png"); });
  on("save-svg", () => {
    const text = new XMLSerializer().serializeToString(document.querySelector(".still svg"));
    give(new Blob([`<?xml version="1.0" encoding="UTF-8"?>\n${text}`], { type: "image/svg+xml" }), ".svg");
  });
  document.getElementById("find")?.addEventListener("change", (event) => {
    const wanted = event.target.value.trim().toLowerCase();
    const i = page.paths.findIndex((p) => p.people.some((id) => page.people[id].name.toLowerCase() === wanted));
    if (i >= 0) { choose(i); items[i].scrollIntoView({ block: "nearest" }); }
  });
  document.documentElement.style.overflowAnchor = "none";
  goodword.onChange(tell);
  const asked = /path=(\d+)/.exec(location.hash);
  if (items.length) choose(asked ? Math.min(items.length, Math.max(1, Number(asked[1]))) - 1 : 0, { quiet: true });
  picture?.fit();
  document.documentElement.dataset.ready = "1";
})();
