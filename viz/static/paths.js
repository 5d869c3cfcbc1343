"use strict";
/* The path view. The list is the interface; the picture follows it. Names arrive as data and leave as text only. */
(() => {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const root = document.documentElement;
  const page = read("page-data");
  const holder = document.getElementById("graph");
  const items = [...document.querySelectorAll(".path-list > li")];
  const off = new Set();
  let current = 0;
  let network = null;
  let nodes = null;
  let edges = null;

  const THEMES = {
    light: { page: "#F6F7FA", card: "#FFFFFF", line: "#CBD2DC", ink: "#1F2A44", soft: "#55607A", box: "#EDF1F8", boxLine: "#C3CCDA", ego: "#1F2A44", egoInk: "#FFFFFF" },
    dark: { page: "#12161F", card: "#232B3A", line: "#46526A", ink: "#EDF1F8", soft: "#A9B4C8", box: "#1A2130", boxLine: "#3A465C", ego: "#7CC0FF", egoInk: "#12161F" },
  };
  const theme = goodword.theme;
  const NARROW = 700, READABLE = 0.62;
  const FONT = 'Inter, system-ui, "Segoe UI", Roboto, "Liberation Sans", sans-serif';

  const bytes = (hex) => [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16));
  const mix = (from, to, share) => {
    const a = bytes(from), b = bytes(to);
    return "#" + a.map((v, i) => Math.round(v + (b[i] - v) * share).toString(16).padStart(2, "0")).join("");
  };
  const shown = (id) => (goodword.hidden() ? page.people[id].initials : page.people[id].name);
  const pathOf = (i) => page.paths[i];

  /* --- canvas ------------------------------------------------------------------------------------------------ */
  function drawBehind(c) {
    const t = THEMES[theme()], [left, top, right, bottom] = page.box;
    c.save();
    c.fillStyle = t.box; c.strokeStyle = t.boxLine; c.lineWidth = 1.5;
    c.beginPath(); c.roundRect(left, top, right - left, bottom - top, 16); c.fill(); c.stroke();
    c.textBaseline = "middle"; c.fillStyle = t.ink;
    for (const size of [17, 15, 13]) { c.font = `700 ${size}px ${FONT}`; if (c.measureText(goodword.masked(page.target)).width <= right - left - 40) break; }
    c.fillText(fitted(c, goodword.masked(page.target), right - left - 40), left + 20, top + 27);
    c.fillStyle = t.soft; c.font = `600 12px ${FONT}`; c.textAlign = "center";
    page.headings.forEach((text, i) => { if (text) c.fillText(text, page.columns[i], page.bounds[1] - 16); });
    c.restore();
  }
  function fitted(c, text, width) {
    if (c.measureText(text).width <= width) return text;
    let cut = text;
    while (cut.length > 1 && c.measureText(cut + "…").width > width) cut = cut.slice(0, -1);
    return cut + "…";
  }
  function drawAbove(c) {
    const t = THEMES[theme()], path = pathOf(current);
    c.save(); c.textBaseline = "middle";
    for (const node of nodes.get({ filter: (n) => n.kind === "end" || n.kind === "between" })) {
      const stripe = stripes.get(node.id);
      const edge = network.getBoundingBox(node.id);
      if (!stripe || !edge) continue;
      c.globalAlpha = path.people.includes(node.id) ? 1 : 0.55;
      c.fillStyle = page.kinds[stripe].colour;
      c.beginPath(); c.roundRect(edge.left + 9, edge.top + 9, 6, edge.bottom - edge.top - 18, [7, 0, 0, 7]); c.fill();
    }
    c.globalAlpha = 1; c.textAlign = "center"; c.font = `600 12px ${FONT}`;
    c.fillStyle = t.soft;
    if (!page.you) for (const node of nodes.get({ filter: (n) => n.kind === "ego" })) c.fillText(fitted(c, shown(node.id), 130), node.x, node.y + 42);
    for (const key of path.ties) drawPill(c, key, t);
    c.restore();
  }
  function drawPill(c, key, t) {
    const parts = edges.get({ filter: (e) => e.tie === key && !e.hidden }).sort((a, b) => a.part - b.part);
    if (!parts.length) return;
    const middle = network.body.edges[parts[Math.floor((parts.length - 1) / 2)].id].edgeType.getPoint(0.5);
    const tie = page.ties[key], pill = goodword.masked(tie.pill), width = c.measureText(pill).width + 20;
    c.fillStyle = t.card; c.strokeStyle = page.kinds[tie.kind].colour; c.lineWidth = 1.6;
    c.beginPath(); c.roundRect(middle.x - width / 2, middle.y - 12, width, 24, 12); c.fill(); c.stroke();
    c.fillStyle = t.ink; c.fillText(pill, middle.x, middle.y + 0.5);
  }
  const stripes = new Map();
  for (const path of [...page.paths].reverse()) path.ties.forEach((key, i) => stripes.set(path.people[i + 1], page.ties[key].kind));

  const breakMarkup = (text) => text.replaceAll("<", "<\u200b").replaceAll("&", "&\u200b");
  const ruler = document.createElement("canvas").getContext("2d"), ROOM = 156;
  const line = (text, font) => { ruler.font = font; return breakMarkup(fitted(ruler, text, ROOM)); };
  function paint() {
    if (!network) return;
    const t = THEMES[theme()], path = pathOf(current), on = new Set(path.people), lit = new Set(path.ties);
    const plain = (background, border) => ({ background, border, hover: { background, border: t.ink }, highlight: { background, border: t.ink } });
    nodes.update(nodes.get().map((n) => {
      if (n.kind === "port") return { id: n.id, color: "rgba(0,0,0,0)" };
      if (n.kind === "ego") return { id: n.id, color: plain(t.ego, t.ego), font: { color: t.egoInk, size: 17, align: "center", multi: false } };
      const there = on.has(n.id);
      const label = `<b>${line(shown(n.id), `bold 14px ${FONT}`)}</b>\n${line(page.people[n.id].card, `12px ${FONT}`) || " "}`;
      return { id: n.id, label, borderWidth: there ? 2.2 : 1.1, color: plain(t.card, there ? t.ink : t.line),
        font: { color: there ? t.soft : mix(t.soft, t.card, 0.15), bold: { color: there ? t.ink : mix(t.ink, t.card, 0.25) } } };
    }));
    edges.update(edges.get().map((e) => {
      const there = lit.has(e.tie), colour = page.kinds[e.kind].colour, c = there ? colour : mix(colour, t.page, 0.55);
      return { id: e.id, hidden: off.has(e.kind), color: { color: c, hover: colour, highlight: colour, inherit: false } };
    }));
    const top = edges.getIds({ filter: (e) => lit.has(e.tie) });
    network.body.edgeIndices = [...edges.getIds({ filter: (e) => !lit.has(e.tie) }), ...top];
    network.redraw();
  }
  function fit(animate) {
    const [left, top, right, bottom] = page.bounds, area = holder.getBoundingClientRect();
    const width = right - left + 32, height = bottom - top + 70;
    if (!area.width || !area.height) return;
    const whole = Math.min(area.width / width, area.height / height, 1.35);
    const narrow = area.width < NARROW && whole < READABLE, scale = narrow ? READABLE : whole;
    const x = narrow ? left - 16 + area.width / scale / 2 : (left + right) / 2;
    const y = narrow ? (network.getPosition(pathOf(current).people[0]).y) : (top + bottom) / 2 - 12;
    const still = !animate || matchMedia("(prefers-reduced-motion: reduce)").matches;
    network.moveTo({ scale, position: { x, y }, animation: still ? false : { duration: 220 } });
  }
  function grow() {  // within a page the picture is as tall as its width lets the text be large
    if (!holder.closest(".picture") || holder.clientWidth < NARROW) return;
    const [left, top, right, bottom] = page.bounds, scale = Math.min(1, holder.clientWidth / (right - left + 32));
    holder.style.height = `${Math.round(Math.max(300, Math.min(900, (bottom - top + 70) * scale)))}px`;
  }
  function start() {
    if (!holder || !window.vis || !page.paths.length) return;
    root.classList.add("drawn");
    nodes = new vis.DataSet(read("graph-nodes"));
    edges = new vis.DataSet(read("graph-edges"));
    network = new vis.Network(holder, { nodes, edges }, read("graph-options"));
    network.on("beforeDrawing", drawBehind);
    network.on("afterDrawing", drawAbove);
    network.on("click", (event) => {
      const person = event.nodes[0], tie = event.edges.length ? edges.get(event.edges[0]).tie : null;
      let i = page.paths.findIndex((p) => p.people.at(-1) === person);
      if (i < 0 && person) i = page.paths.findIndex((p) => p.people.includes(person));
      if (i < 0 && tie) i = page.paths.findIndex((p) => p.ties.includes(tie));
      if (i >= 0) choose(i);
    });
    holder.addEventListener("focus", () => network.setOptions({ interaction: { zoomView: true } }));
    holder.addEventListener("blur", () => network.setOptions({ interaction: { zoomView: false } }));
    new ResizeObserver(() => { grow(); network.setSize("100%", "100%"); network.redraw(); fit(false); }).observe(holder);
  }

  /* --- list, evidence, keys ---------------------------------------------------------------------------------- */
  function mark() {
    items.forEach((item, i) => {
      item.classList.toggle("current", i === current);
      item.querySelector("button").setAttribute("aria-current", String(i === current));
    });
  }
  function choose(i, { quiet = false } = {}) {
    current = (i + page.paths.length) % page.paths.length;
    if (!quiet) history.replaceState(null, "", `#path=${current + 1}`);
    mark(); paint();
  }
  items.forEach((item, i) => item.querySelector("button").addEventListener("click", () => choose(i)));
  holder?.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (step) { choose(current + step); event.preventDefault(); }
  });
  document.querySelectorAll(".chip").forEach((chip) => chip.addEventListener("click", () => {
    const kind = chip.dataset.kind;
    off.has(kind) ? off.delete(kind) : off.add(kind);
    chip.setAttribute("aria-pressed", String(!off.has(kind)));
    paint();
  }));
  const on = (id, run) => document.getElementById(id)?.addEventListener("click", run);
  on("fit", () => network && fit(true));
  on("closer", () => network?.moveTo({ scale: network.getScale() * 1.25 }));
  on("farther", () => network?.moveTo({ scale: network.getScale() / 1.25 }));
  goodword.onChange(paint);
  on("show", (event) => {
    const open = root.classList.toggle("pictured");
    event.currentTarget.setAttribute("aria-expanded", String(open));
    event.currentTarget.textContent = open ? "Hide the picture" : "Show the picture";
  });
  on("save", () => {
    const canvas = holder.querySelector("canvas"), out = document.createElement("canvas"), ratio = canvas.width / canvas.clientWidth;
    out.width = canvas.width; out.height = canvas.height + 34 * ratio;
    const c = out.getContext("2d"), t = THEMES[theme()];
    c.fillStyle = t.page; c.fillRect(0, 0, out.width, out.height); c.drawImage(canvas, 0, 0);
    c.scale(ratio, ratio); c.font = `13px ${FONT}`; c.textBaseline = "middle";
    let x = 18; const y = canvas.clientHeight + 15;
    for (const kind of page.order) {
      const look = page.kinds[kind];
      c.strokeStyle = look.colour; c.lineWidth = 4; c.setLineDash(look.dashes);
      c.beginPath(); c.moveTo(x, y); c.lineTo(x + 28, y); c.stroke();
      c.fillStyle = t.soft; c.fillText(look.label, x + 36, y); x += 58 + c.measureText(look.label).width;
    }
    out.toBlob((blob) => {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(blob); link.download = "introduction-paths.png"; link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    });
  });
  document.getElementById("find")?.addEventListener("change", (event) => {
    const wanted = event.target.value.trim().toLowerCase();
    const i = page.paths.findIndex((p) => p.people.some((id) => page.people[id].name.toLowerCase() === wanted));
    if (i >= 0) choose(i);
  });

  const asked = /path=(\d+)/.exec(location.hash);
  start();
  if (page.paths.length) choose(asked ? Math.min(page.paths.length, Math.max(1, Number(asked[1]))) - 1 : 0, { quiet: true });
  if (network) fit(false);
  root.dataset.ready = "1";
})();
