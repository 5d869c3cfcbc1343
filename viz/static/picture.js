"use strict";
/* The picture of paths on vis-network's canvas: vis keeps camera, hits and tooltips; cards and strands are drawn here,
   for the screen and for the saved file alike. Names arrive as data and leave as text only. */
goodword.picture = (() => {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const page = read("page-data"), holder = document.getElementById("graph");
  if (!holder || !window.vis || !page.paths.length) return null;
  const THEMES = {
    light: { page: "#F6F7FA", card: "#FFFFFF", line: "#B9C2CF", ink: "#1F2A44", soft: "#55607A", off: "#46506A", box: "#EDF1F8", boxLine: "#B3BDCE", ego: "#1F2A44", egoInk: "#FFFFFF", shade: "rgba(31,42,68,.16)" },
    dark: { page: "#12161F", card: "#232B3A", line: "#4A566D", ink: "#F2F5FA", soft: "#A9B4C8", off: "#C3CCDB", box: "#1A2130", boxLine: "#414E66", ego: "#7CC0FF", egoInk: "#12161F", shade: "rgba(0,0,0,.5)" },
  };
  const egos = new Set(page.paths.map((p) => p.people[0]));
  for (const v of page.views) for (const id of Object.keys(v.cards)) { const [x, y, ...own] = v.cards[id]; v.cards[id] = [x, y, ...(egos.has(id) ? [v.ego, v.ego, 1, 1] : [v.card[0], ...(own.length ? own : v.card.slice(1))])]; }
  const FONT = getComputedStyle(document.body).fontFamily;
  const LEAST = 0.9, MOST = 1.3, CLOSEST = 4, PAD = 18, SLIM_PAD = 5;
  const WORDS = { title: `700 17px ${FONT}`, aside: `12.5px ${FONT}`, team: `700 12.5px ${FONT}`, heading: `700 13px ${FONT}` };
  const off = new Set();
  let theme = THEMES[goodword.theme()], stages = new Set(page.views.map((v) => v.stage)), stage = stages.has("first") ? "first" : "all", view = page.views.find((v) => v.stage === stage);
  let current = 0, least = 1, listener = { person: () => {}, tie: () => {} };

  /* --- what is drawn -------------------------------------------------------------------------------------------- */
  const shown = (id) => (goodword.hidden() ? page.people[id].initials : page.people[id].name), bundles = new Set(page.bundles.map((b) => b.card));
  const path = () => page.paths[current];
  const visible = (key) => key in view.strands && !off.has(page.ties[key].kind);
  const colour = (kind, lit) => page.kinds[kind][lit ? "chosen" : "soft"][theme === THEMES.dark ? "dark" : "light"];
  const stripes = new Map();
  for (const p of [...page.paths].reverse()) p.ties.forEach((key, i) => stripes.set(p.people[i + 1], page.ties[key].kind));
  const kept = new Map();
  const way = (d) => { if (!kept.has(d)) kept.set(d, Object.assign(new Path2D(d), { d })); return kept.get(d); };

  function fitted(c, text, width) {
    if (c.measureText(text).width <= width) return text;
    let cut = [...text];
    while (cut.length > 1 && c.measureText(cut.join("") + "…").width > width) cut = cut.slice(0, -1);
    return cut.join("") + "…";
  }
  function wrapped(c, text, width, most) {
    const lines = [], whole = text.trim().replace(/\s+/g, " ");
    let pieces = [...whole.matchAll(/\S+?-(?=[^\s-])|\S+/g)].map((m) => [m.index, m.index + m[0].length]);
    while (pieces.length && lines.length < most - 1) {
      let n = 1;
      while (n < pieces.length && c.measureText(whole.slice(pieces[0][0], pieces[n][1])).width <= width) n += 1;
      lines.push(fitted(c, whole.slice(pieces[0][0], pieces[n - 1][1]), width));
      pieces = pieces.slice(n);
    }
    return pieces.length ? [...lines, fitted(c, whole.slice(pieces[0][0]), width)] : lines;
  }
  function drawGround(c) {
    const [left, top, right, bottom] = view.box;
    c.save(); c.fillStyle = theme.box; c.strokeStyle = theme.boxLine; c.lineWidth = 1.5;
    c.beginPath(); c.roundRect(left, top, right - left, bottom - top, 16); c.fill(); c.stroke();
    c.textBaseline = "middle";
    const titles = view.texts.filter((t) => t[4] === "title");
    for (const [x, y, width, text, words, anchor] of view.texts) {
      c.font = WORDS[words];
      if (words === "title") for (const px of [17, 15, 13.5]) { c.font = `700 ${px}px ${FONT}`; if (titles.every((t) => c.measureText(goodword.masked(t[3])).width <= t[2])) break; }
      c.textAlign = anchor === "middle" ? "center" : anchor; c.fillStyle = words === "title" ? theme.ink : theme.soft;
      c.fillText(fitted(c, goodword.masked(text), width), x, y);
    }
    c.restore();
  }
  function drawStrand(c, key) {
    if (!visible(key)) return;
    const [d, width] = view.strands[key], tie = page.ties[key], look = page.kinds[tie.kind], lit = path().ties.includes(key);
    const stroke = (style, wide, dashes) => { c.strokeStyle = style; c.lineWidth = wide; c.setLineDash(dashes); c.stroke(way(d)); };
    c.save(); c.lineCap = "butt";
    stroke(theme.page, width + (lit ? 6 : 3), []);
    if (lit) { c.globalAlpha = 0.25; stroke(colour(tie.kind, true), width + 6, []); c.globalAlpha = 1; }
    if (look.dashes.length) c.lineCap = "round";
    stroke(colour(tie.kind, lit), look.dashes.length ? Math.max(2, Math.min(width, 5)) : width, look.dashes);
    if (look.double && width > 3) { c.lineCap = "butt"; stroke(theme.page, width / 3.6, []); }
    c.restore();
  }
  function drawEgo(c, id, x, y, size) {
    c.fillStyle = theme.ego; c.beginPath(); c.arc(x, y, size / 2 - 2, 0, 2 * Math.PI); c.fill();
    c.fillStyle = theme.egoInk; c.textAlign = "center"; c.textBaseline = "middle"; c.font = `600 16px ${FONT}`;
    c.fillText(page.you ? "You" : page.people[id].initials, x, y + 0.5);
    if (page.you) return;
    c.fillStyle = theme.soft; c.font = `12.5px ${FONT}`; c.fillText(fitted(c, shown(id), 150), x, y + size / 2 + 10);
  }
  function drawCard(c, id, hover) {
    const [x, y, width, height, names, lines] = view.cards[id], person = page.people[id], on = path().people.includes(id);
    c.save();
    if (egos.has(id)) { drawEgo(c, id, x, y, width); c.restore(); return; }
    const left = x - width / 2, top = y - height / 2;
    if (bundles.has(id)) for (const by of [7, 3.5]) { c.fillStyle = theme.card; c.strokeStyle = theme.line; c.lineWidth = 1.2; c.beginPath(); c.roundRect(left + by, top + by, width, height, 8); c.fill(); c.stroke(); }
    c.shadowColor = theme.shade; c.shadowBlur = on || hover ? 9 : 5; c.shadowOffsetY = 2;
    c.fillStyle = theme.card; c.beginPath(); c.roundRect(left, top, width, height, 8); c.fill();
    c.shadowColor = "transparent";
    const stripe = stripes.get(id);
    if (stripe) { c.fillStyle = colour(stripe, on); c.beginPath(); c.roundRect(left, top, 7, height, [8, 0, 0, 8]); c.fill(); }
    c.lineWidth = on ? 2.2 : 1.2; c.strokeStyle = on || hover ? theme.ink : theme.line;
    c.beginPath(); c.roundRect(left, top, width, height, 8); c.stroke();
    c.textBaseline = "alphabetic"; c.textAlign = "left"; c.direction = "ltr";
    const room = width - 26 - (person.score === null ? 0 : 34);
    c.fillStyle = on ? theme.ink : theme.off;
    c.font = `12.5px ${FONT}`;
    const below = wrapped(c, bundles.has(id) ? goodword.masked(person.line) : person.line, room, lines);
    for (const px of [14, 13, 12.5]) { c.font = `700 ${px}px ${FONT}`; if (names > 1 || c.measureText(shown(id)).width <= room) break; }
    const name = c.measureText(shown(id)).width <= room ? [shown(id)] : wrapped(c, shown(id), room, names);
    const first = y - (17 * name.length - 3 + 15 * below.length) / 2 + 11, last = first + 17 * (name.length - 1);
    name.forEach((text, i) => c.fillText(text, left + 16, first + 17 * i));
    c.fillStyle = theme.soft; c.font = `12.5px ${FONT}`;
    below.forEach((text, i) => c.fillText(text, left + 16, last + 17 + 15 * i));
    if (person.score !== null) {
      c.fillStyle = on ? theme.ink : theme.off; c.font = `700 15px ${FONT}`; c.textAlign = "right"; c.fillText(String(person.score), left + width - 12, y + 5.5);
    }
    c.restore();
  }
  /* What is written beside cards, as their middles and sizes; pills drawn so far likewise. */
  let pills = [];
  const written = (c) => view.texts.map(([x, y, room, text, words, anchor]) => {
    c.save(); c.font = WORDS[words]; const width = Math.min(room, c.measureText(goodword.masked(text)).width); c.restore();
    return [anchor === "middle" ? x : x + width / 2, y, width, 16];
  });
  const drawPills = (c) => { pills = []; path().ties.forEach((key) => drawPill(c, key)); };
  function pillPlace(c, key, lines) {
    const [, , x, y, room, anchor] = view.strands[key], [, other] = page.ties[key].ends, card = view.cards[other];
    const width = Math.max(...lines.map((line) => c.measureText(line).width)) + 20, height = 8 + 15 * lines.length;
    const at = (px, py, from) => [from === "middle" ? px - width / 2 : from === "end" ? px - width : px, py - height / 2, width, height];
    const spots = [at(x, y, anchor), at(card[0] - card[2] / 2 + 4, card[1] - card[3] / 2 - height / 2 - 2, "start"), at(card[0] - card[2] / 2 + 4, card[1] + card[3] / 2 + height / 2 + 2, "start")];
    const free = spots.find(([l, t, w, h]) => [...Object.values(view.cards), ...written(c), ...pills].every(([cx, cy, cw, ch]) => l >= cx + cw / 2 || l + w <= cx - cw / 2 || t >= cy + ch / 2 || t + h <= cy - ch / 2));
    const [l, t, w, h] = free ?? spots[0], left = Math.min(Math.max(l, view.frame[0]), view.frame[2] - w);
    pills.push([left + w / 2, t + h / 2, w, h]);
    return [left, t, w, h, room];
  }
  function drawPill(c, key) {
    const tie = page.ties[key], text = goodword.masked(tie.reason);
    if (!text || !visible(key)) return;
    c.save(); c.font = `600 12.5px ${FONT}`;
    const most = Math.max(170, view.strands[key][4]), split = view.shape !== "tall" && text.includes(", ") && c.measureText(text).width > view.strands[key][4] - 20;
    const parts = split ? text.split(/, (?=[^,]*$)/) : [text];
    const lines = parts.map((part) => fitted(c, part, most));
    const [left, top, width, height] = pillPlace(c, key, lines);
    c.fillStyle = theme.card; c.strokeStyle = colour(tie.kind, true); c.lineWidth = 1.8;
    c.beginPath(); c.roundRect(left, top, width, height, Math.min(12, height / 2)); c.fill(); c.stroke();
    c.fillStyle = theme.ink; c.textAlign = "center"; c.textBaseline = "middle";
    lines.forEach((line, i) => c.fillText(line, left + width / 2, top + 4 + 15 * (i + 0.5) + 0.5));
    c.restore();
  }
  const ordered = () => { const lit = path().ties, keys = Object.keys(view.strands); return [...keys.filter((k) => !lit.includes(k)), ...lit.filter((k) => k in view.strands)]; };

  /* --- the network ---------------------------------------------------------------------------------------------- */
  const nodes = new vis.DataSet(read("graph-nodes")), edges = new vis.DataSet(read("graph-edges"));
  nodes.update(nodes.getIds().map((id) => ({ id, hidden: !(id in view.cards), ctxRenderer: ({ ctx, state }) => ({
    drawNode: () => drawCard(ctx, id, state.hover),
    nodeDimensions: id in view.cards ? { width: view.cards[id][2], height: view.cards[id][3] } : { width: 1, height: 1 },
  }) })));
  document.documentElement.classList.add("drawn");
  const network = new vis.Network(holder, { nodes, edges }, read("graph-options"));
  holder.querySelector(".vis-network").removeAttribute("tabindex"); /* the picture itself takes the focus, and has a name */
  const ruler = document.createElement("canvas").getContext("2d");
  for (const edge of Object.values(network.body.edges)) {  // vis calls both by these names; a test watches over it
    edge.edgeType.drawLine = (c) => drawStrand(c, edge.id);
    edge.edgeType.getDistanceToEdge = (a, b, c, d, x, y) => { ruler.lineWidth = Math.max(14, (view.strands[edge.id]?.[1] ?? 0) + 6); return visible(edge.id) && ruler.isPointInStroke(way(view.strands[edge.id][0]), x, y) ? 0 : Infinity; };
  }
  network.on("beforeDrawing", drawGround);
  network.on("afterDrawing", drawPills);

  function tip(strong, ...lines) {
    const made = document.createElement("div"), first = document.createElement("strong");
    first.textContent = strong; made.append(first);
    for (const text of lines.filter(Boolean)) { const span = document.createElement("span"); span.textContent = goodword.masked(text); made.append(span); }
    return made;
  }
  const said = (place) => page.extremes[place] ?? page.stronger.replace("{}", place);
  function retitle() {
    nodes.update(nodes.getIds().map((id) => { const p = page.people[id]; return { id, title: tip(shown(id), p.line, bundles.has(id) ? "Choose the card to see each path" : p.score === null ? "" : `Best path to them: ${said(p.score)}`) }; }));
    edges.update(edges.getIds().map((id) => {
      const tie = page.ties[id], [a, b] = tie.ends, you = page.you && page.paths[0].people[0] === a;
      return { id, title: tip(`${you ? "You" : shown(a)} – ${shown(b)}`, `${page.kinds[tie.kind].label}, ${said(tie.score)}`, ...tie.evidence) };
    }));
  }
  function paint() {
    theme = THEMES[goodword.theme()];
    network.body.edgeIndices = ordered();
    network.redraw();
  }
  function place() {
    nodes.update(nodes.getIds().map((id) => (id in view.cards ? { id, x: view.cards[id][0], y: view.cards[id][1], hidden: false } : { id, hidden: true })));
    edges.update(edges.getIds().map((id) => ({ id, hidden: !visible(id) })));
    paint();
  }

  /* --- camera --------------------------------------------------------------------------------------------------- */
  const size = (v) => { const pad = v.shape === "tall" ? SLIM_PAD : PAD; return [v.frame[2] - v.frame[0] + 2 * pad, v.frame[3] - v.frame[1] + 2 * pad]; };
  const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
  function choose() {
    const there = page.views.filter((v) => v.stage === stage);
    return there.find((v) => holder.clientWidth / size(v)[0] >= LEAST) ?? there.at(-1);
  }
  function fit(animate = false) {
    const wanted = choose(), changed = wanted !== view, width = holder.clientWidth;
    if (!width) return;
    view = wanted;
    document.body.style.setProperty("--head", `${document.querySelector("body > header")?.offsetHeight ?? 0}px`);
    const [wide, high] = size(view), alone = document.body.classList.contains("path-page") && innerWidth > 900, beside = !alone && innerWidth > 1000;
    const left = innerHeight - holder.getBoundingClientRect().top - scrollY - 62;  // down to the window's end, the buttons left out
    const rest = view.shape === "tall" ? high * Math.min(MOST, width / wide) : alone ? left : beside ? Math.max(300, Math.min(high * MOST, left)) : Math.max(420, Math.min(high, innerHeight * 0.6));
    least = Math.min(width / wide, Math.max(LEAST, Math.min(MOST, width / wide, rest / high)));
    const height = Math.round(Math.max(high * least, Math.min(rest, 2 * high * least)));
    holder.style.height = `${height}px`;
    network.setSize(`${width}px`, `${height}px`);
    if (changed) place();
    camera(least, [(view.frame[0] + view.frame[2]) / 2, (view.frame[1] + view.frame[3]) / 2], animate);
  }
  function camera(scale, [x, y], animate) {
    network.moveTo({ scale, position: { x, y }, animation: animate && !still() ? { duration: 200, easingFunction: "easeInOutQuad" } : false });
    const zoomed = scale > least * 1.01;
    holder.classList.toggle("zoomed", zoomed);
    network.setOptions({ interaction: { dragView: zoomed } });
  }
  function inside() {
    const scale = Math.min(CLOSEST, network.getScale()), { x, y } = network.getViewPosition(), [l, t, r, b] = view.frame;
    if (scale <= least * 1.01) { fit(); return; }
    camera(scale, [Math.min(r, Math.max(l, x)), Math.min(b, Math.max(t, y))], false);
  }
  const zoom = (by) => { const { x, y } = network.getViewPosition(), scale = Math.min(CLOSEST, network.getScale() * by); if (scale <= least) fit(true); else camera(scale, [x, y], true); };
  network.on("zoom", inside);
  network.on("dragEnd", inside);
  holder.addEventListener("wheel", (event) => { if (!event.ctrlKey && !event.metaKey) event.stopImmediatePropagation(); }, { capture: true });
  for (const kind of ["Node", "Edge"]) for (const [when, on] of [["hover", true], ["blur", false]]) network.on(when + kind, () => holder.classList.toggle("over", on));
  network.on("click", (event) => {
    if (event.nodes.length) listener.person(event.nodes[0], event.event.srcEvent); else if (event.edges.length) listener.tie(event.edges[0]);
  });
  let seen = 0;
  new ResizeObserver(() => { if (holder.clientWidth !== seen) { seen = holder.clientWidth; fit(); } }).observe(holder);
  addEventListener("resize", () => fit());
  goodword.onChange(() => { retitle(); paint(); });
  retitle(); place();

  /* --- the file ------------------------------------------------------------------------------------------------- */
  function legend(c, x, y, right) {
    c.font = `12.5px ${FONT}`; c.textBaseline = "middle"; c.textAlign = "left"; let at = x;
    for (const kind of page.order) {
      const look = page.kinds[kind], wide = 58 + c.measureText(look.label).width;
      if (at > x && at + wide > right) { at = x; y += 22; }
      c.strokeStyle = colour(kind, true); c.lineWidth = 4; c.setLineDash(look.dashes); c.lineCap = look.dashes.length ? "round" : "butt";
      c.beginPath(); c.moveTo(at, y); c.lineTo(at + 28, y); c.stroke(); c.setLineDash([]);
      if (look.double) { c.strokeStyle = theme.page; c.lineWidth = 1.2; c.beginPath(); c.moveTo(at, y); c.lineTo(at + 28, y); c.stroke(); }
      c.fillStyle = theme.soft; c.fillText(look.label, at + 36, y); at += wide;
    }
  }
  /* The whole sheet: title, day, picture, legend; `make` gives what is drawn on. */
  function sheet(make) {
    const before = view, [l, t, r, b] = (view = page.views.find((v) => v.stage === stage)).frame;
    const width = Math.max(560, r - l + 48), height = b - t + 148, c = make(width, height);
    c.fillStyle = theme.page; c.fillRect(0, 0, width, height);
    c.fillStyle = theme.ink; c.textBaseline = "middle"; c.font = `700 20px ${FONT}`; c.fillText(fitted(c, goodword.masked(`Paths to ${page.target}`), width - 48), 24, 34);
    c.fillStyle = theme.soft; c.font = `12.5px ${FONT}`; c.fillText(fitted(c, page.meaning, width - 48), 24, 58);
    c.save(); c.translate(24 - l, 84 - t);
    drawGround(c); ordered().forEach((key) => drawStrand(c, key)); Object.keys(view.cards).forEach((id) => drawCard(c, id, false)); drawPills(c);
    c.restore(); legend(c, 24, height - 40, width - 24);
    view = before;
    return c;
  }
  function png() {
    const out = document.createElement("canvas");
    sheet((width, height) => { out.width = 2 * width; out.height = 2 * height; const c = out.getContext("2d"); c.scale(2, 2); return c; });
    return new Promise((done) => out.toBlob(done));
  }
  const svg = () => sheet((width, height) => goodword.drawing(width, height, FONT)).svg();
  return {
    fit: () => fit(true), zoom, png, svg,
    select: (i) => { current = i; paint(); },
    filter: (kind, on) => { on ? off.delete(kind) : off.add(kind); place(); },
    /* The best few, or all: bundles as a card each, but for the one that is `opened`. */
    show: (all, opened) => { stage = [all ? (opened < 0 ? "closed" : `open${opened}`) : "first", "all"].find((s) => stages.has(s)); fit(); place(); },
    listen: (given) => { listener = given; },
    shape: () => view.shape,
    /* Where a point of the picture is on the screen, and at which scale: for tests. */
    look: () => ({ view, pills, written: written(ruler), scale: network.getScale(), at: (x, y) => { const p = network.canvasToDOM({ x, y }), r = holder.getBoundingClientRect(); return [p.x + r.x, p.y + r.y]; } }),
  };
})();
