"use strict";
/* What is drawn on a canvas, written down as SVG: as much of the canvas interface as the picture uses. Text stays text. */
goodword.drawing = (width, height, family) => {
  const ruler = document.createElement("canvas").getContext("2d"), parts = [], stack = [];
  const n = (x) => String(Math.round(x * 10) / 10);
  const safe = (text) => text.replace(/[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "").replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
  let state = { fillStyle: "#000", strokeStyle: "#000", lineWidth: 1, font: "10px sans-serif", textAlign: "left", textBaseline: "alphabetic", lineCap: "butt", globalAlpha: 1, dashes: [], x: 0, y: 0 };
  let d = "";
  const at = (x, y) => `${n(x + state.x)} ${n(y + state.y)}`;
  const alpha = () => (state.globalAlpha < 1 ? ` opacity="${state.globalAlpha}"` : "");
  const moved = (path) => (path ? ` transform="translate(${n(state.x)} ${n(state.y)})"` : "");
  const c = {
    save: () => { stack.push({ ...state }); },
    restore: () => { state = stack.pop(); },
    translate: (x, y) => { state.x += x; state.y += y; },
    setLineDash: (dashes) => { state.dashes = dashes; },
    measureText: (text) => { ruler.font = state.font; return ruler.measureText(text); },
    beginPath: () => { d = ""; },
    moveTo: (x, y) => { d += `M${at(x, y)}`; },
    lineTo: (x, y) => { d += `L${at(x, y)}`; },
    arc: (x, y, r) => { d += `M${at(x - r, y)}a${n(r)} ${n(r)} 0 1 1 ${n(2 * r)} 0a${n(r)} ${n(r)} 0 1 1 ${n(-2 * r)} 0z`; },
    roundRect: (x, y, w, h, radius) => {
      const [a, b, e, f] = Array.isArray(radius) ? radius : [radius, radius, radius, radius];
      const turn = (r, dx, dy) => (r ? `a${n(r)} ${n(r)} 0 0 1 ${n(dx)} ${n(dy)}` : "");
      d += `M${at(x + a, y)}h${n(w - a - b)}${turn(b, b, b)}v${n(h - b - e)}${turn(e, -e, e)}h${n(e + f - w)}${turn(f, -f, -f)}v${n(f + a - h)}${turn(a, a, -a)}z`;
    },
    fill: () => { parts.push(`<path d="${d}" fill="${state.fillStyle}"${alpha()}/>`); },
    stroke: (path) => {
      const dashes = state.dashes.length ? ` stroke-dasharray="${state.dashes.join(" ")}" stroke-linecap="${state.lineCap}"` : "";
      parts.push(`<path d="${path ? path.d : d}"${moved(path)} fill="none" stroke="${state.strokeStyle}" stroke-width="${n(state.lineWidth)}"${dashes}${alpha()}/>`);
    },
    fillRect: (x, y, w, h) => { parts.push(`<rect x="${n(x + state.x)}" y="${n(y + state.y)}" width="${n(w)}" height="${n(h)}" fill="${state.fillStyle}"/>`); },
    fillText: (text, x, y) => {
      const [, weight, px] = /^(?:(\d+) )?([\d.]+)px/.exec(state.font), down = state.textBaseline === "middle" ? Number(px) * 0.35 : 0;
      const anchor = { left: "start", start: "start", center: "middle", right: "end", end: "end" }[state.textAlign];
      parts.push(`<text x="${n(x + state.x)}" y="${n(y + state.y + down)}" font-size="${px}"${weight ? ` font-weight="${weight}"` : ""} text-anchor="${anchor}" fill="${state.fillStyle}">${safe(text)}</text>`);
    },
    svg: () => `<svg xmlns="http://www.w3.org/2000/svg" width="${n(width)}" height="${n(height)}" viewBox="0 0 ${n(width)} ${n(height)}" font-family="${safe(family)}">${parts.join("\n")}</svg>`,
  };
  for (const name of ["fillStyle", "strokeStyle", "lineWidth", "font", "textAlign", "textBaseline", "lineCap", "globalAlpha"]) {
    Object.defineProperty(c, name, { get: () => state[name], set: (value) => { state[name] = value; } });
  }
  return c;
};
