"use strict";
/* The list of paths. It is the interface; the picture follows it. */
(() => {
  const page = JSON.parse(document.getElementById("page-data").textContent), picture = goodword.picture;
  const holder = document.getElementById("graph"), list = document.querySelector(".path-list"), chosen = document.getElementById("chosen");
  const items = [...document.querySelectorAll(".path-list > li")], more = document.getElementById("more"), asked = more?.textContent;
  const row = (path) => items.find((item) => Number(item.dataset.path) === path), paths = items.map((item) => Number(item.dataset.path));
  const further = (item) => item.classList.contains("further") && !list.classList.contains("whole");
  let current = 0, opened = -1;
  const on = (id, run) => document.getElementById(id)?.addEventListener("click", run);

  /* Paths that share an introducer are one row and one card until they are opened, one such row at a time. */
  const closed = (item) => item.dataset.of !== undefined && Number(item.dataset.of) !== opened;
  const seen = (item) => !further(item) && !closed(item);
  const stop = (item) => seen(item) && !(item.dataset.bundle !== undefined && Number(item.dataset.bundle) === opened);

  function tell() {
    const why = row(current)?.querySelector(".why")?.cloneNode(true);
    chosen?.replaceChildren(...(why ? [why] : []));
  }
  function stage() {
    items.forEach((item) => {
      item.classList.toggle("shut", closed(item));
      if (item.dataset.bundle !== undefined) item.querySelector("button").setAttribute("aria-expanded", String(Number(item.dataset.bundle) === opened));
    });
    picture?.show(list.classList.contains("whole"), opened);
  }
  function whole(open) {
    list.classList.toggle("whole", open);
    more.setAttribute("aria-expanded", String(open));
    more.textContent = open ? `Show the best ${items.filter((item) => !item.classList.contains("further")).length}` : asked;
    if (!open) opened = -1;
    stage();
  }
  function open(bundle) {  // the same once more closes it
    const again = bundle === opened;
    opened = again ? -1 : bundle;
    stage();
    choose(again ? page.bundles[bundle].path : page.bundles[bundle].members[0], { show: true });
  }
  function reveal(item) {  // within its own column: the page itself does not jump away from the picture
    const side = item.closest(".side"), box = side?.getBoundingClientRect(), line = item.getBoundingClientRect();
    if (!side || getComputedStyle(side).display === "contents") return;
    side.scrollTop += Math.min(0, line.top - box.top - 40) + Math.max(0, line.bottom - box.bottom);
  }
  function choose(path, { quiet = false, show = false } = {}) {
    current = path;
    const item = row(path), real = item.dataset.bundle === undefined;
    if (!quiet && real) history.replaceState(null, "", `#path=${path + 1}`);
    items.forEach((each) => each.querySelector("button").setAttribute("aria-current", String(each === item)));
    if (more && further(item)) whole(true);
    if (closed(item)) { opened = Number(item.dataset.of); stage(); }
    const top = holder?.getBoundingClientRect().top;
    tell();
    if (show) reveal(item);
    if (show && holder) scrollBy(0, holder.getBoundingClientRect().top - top);  // what stands above grew: the picture stays under the finger
    picture?.select(path);
  }
  const step = (by) => { const stops = items.filter(stop).map((item) => Number(item.dataset.path)), n = stops.length; choose(stops[(stops.indexOf(current) + by + n) % n], { show: true }); };
  /* Another path of the same kind each time, the best first. */
  const next = (fits) => {
    const found = paths.filter((i) => fits(page.paths[i]) && (further(row(i)) ? row(i).dataset.bundle === undefined : stop(row(i)))), at = paths.indexOf(current);
    if (found.length) choose(found.find((i) => paths.indexOf(i) > at) ?? found[0], { show: true });
  };

  items.forEach((item, n) => {
    const bundle = item.dataset.bundle;
    item.querySelector("button").addEventListener("click", () => (bundle === undefined ? choose(paths[n]) : open(Number(bundle))));
    item.addEventListener("mouseenter", () => picture?.select(paths[n]));
    item.addEventListener("mouseleave", () => picture?.select(current));
  });
  picture?.listen({
    tie: (key) => next((p) => p.ties.includes(key)),
    person: (id, event) => {
      const { href } = page.people[id], to = goodword.onWith?.(href) ?? href, bundle = page.bundles.findIndex((b) => b.card === id);
      if (bundle >= 0) { open(bundle); return; }
      if (!to) next((p) => p.people.slice(1).includes(id));
      else if (event?.ctrlKey || event?.metaKey) window.open(to, "_blank", "noopener");
      else location.assign(to);
    },
  });
  holder?.addEventListener("keydown", (event) => {
    const move = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key], by = { "+": 1.25, "=": 1.25, "-": 0.8 }[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey || !items.length) return;
    const bundle = row(current).dataset.bundle, stops = items.filter(stop);
    if (move) step(move);
    else if ((event.key === "Enter" || event.key === " ") && bundle !== undefined) open(Number(bundle));
    else if (event.key === "Home" || event.key === "End") choose(Number(stops.at(event.key === "Home" ? 0 : -1).dataset.path), { show: true });
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
    const all = !list.classList.contains("whole");
    if (!all && row(current).classList.contains("further")) choose(0);
    whole(all);
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
  on("save-svg", () => { if (picture) give(new Blob([`<?xml version="1.0" encoding="UTF-8"?>\n${picture.svg()}`], { type: "image/svg+xml" }), ".svg"); });
  document.getElementById("find")?.addEventListener("change", (event) => {
    const wanted = event.target.value.trim().toLowerCase();
    const i = page.paths.slice(0, items.length - page.bundles.length).findIndex((p) => p.people.some((id) => page.people[id].name.toLowerCase() === wanted));
    if (i >= 0) { choose(i); row(i).scrollIntoView({ block: "nearest" }); }
  });
  document.documentElement.style.overflowAnchor = "none";
  goodword.onChange(tell);
  const linked = /path=(\d+)/.exec(location.hash);
  if (items.length) stage();
  if (items.length) choose(linked ? Math.min(items.length - page.bundles.length, Math.max(1, Number(linked[1]))) - 1 : 0, { quiet: true });
  picture?.fit();
  document.documentElement.dataset.ready = "1";
})();
