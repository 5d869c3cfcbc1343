"use strict";
/* A draft is read while it is written; its blanks are marked, found by a press, and it is copied. Without this a button reads it. */
(() => {
  const by = (id) => document.getElementById(id), text = by("draft-text"), place = by("check"), backdrop = by("backdrop");
  const names = JSON.parse(place.dataset.names), called = JSON.parse(place.dataset.called);
  const item = (words, className) => { const li = document.createElement("li"); li.textContent = words; if (className) li.className = className; return li; };
  const fill = (id, lines) => { by(id).hidden = !lines.length; by(id).querySelector("ul").replaceChildren(...lines); };
  const OPEN = /\[\[[^]*?(?:\]\]|$)/g;
  const blanks = () => [...text.value.matchAll(OPEN)];
  const mark = () => {
    const parts = [];
    let at = 0;
    for (const found of blanks()) {
      const blank = document.createElement("mark");
      blank.textContent = found[0];
      parts.push(text.value.slice(at, found.index), blank);
      at = found.index + found[0].length;
    }
    backdrop.replaceChildren(...parts, `${text.value.slice(at)}\n`);
    backdrop.scrollTop = text.scrollTop;
  };
  const room = by("room");
  const measure = () => {  // a blank counts nothing until it is filled
    if (!room) return;
    const limit = Number(room.dataset.limit), left = limit - text.value.replace(OPEN, "").trim().length, many = Math.abs(left);
    room.textContent = `${many} ${many === 1 ? "character" : "characters"} ${left < 0 ? "too many" : "left"}: an invitation on LinkedIn holds ${limit}.`;
    room.classList.toggle("fault", left < 0);
  };
  const blank = (told, i) => {  // a press selects the blank, so that typing fills it
    const li = document.createElement("li"), button = document.createElement("button");
    button.type = "button";
    button.textContent = `Line ${told.line}: ${told.text}`;
    button.addEventListener("click", () => {
      const found = blanks()[i];
      if (!found) return;
      text.focus();
      text.setSelectionRange(found.index, found.index + found[0].length);
    });
    li.append(button);
    return li;
  };
  const practice = (p) => {
    const li = item("", p.found ? "found" : ""), state = document.createElement("b"), words = document.createElement("span");
    state.textContent = p.found ? "✓ There" : "○ Not yet";
    words.textContent = names[p.name];
    if (p.found && p.line) { const line = document.createElement("span"); line.className = "soft"; line.textContent = ` (line ${p.line})`; words.append(line); }
    li.append(state, words);
    return li;
  };
  let newest = 0, timer = 0;
  const check = async () => {
    const mine = ++newest, kind = by("draft-kind").value;
    try {
      const answer = await fetch(place.dataset.checkTo, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ text: text.value, kind, language: by("draft-language").value }) });
      if (mine !== newest) return;
      const found = await answer.json();
      if (!answer.ok) throw new Error(found.detail);
      by("draft-fault").textContent = "";
      by("check-practices").replaceChildren(...found.practices.filter((p) => p.found || called[kind].includes(p.name)).map(practice));
      fill("check-blanks", found.blanks.map(blank));
      fill("check-pressing", found.pressing.map((p) => item(`Line ${p.line}, “${p.text}”: ${p.why}`)));
      fill("check-suggestions", found.suggestions.map((s) => item(s)));
      by("check-suggestions").querySelector("h3").hidden = !text.value.trim();
      goodword.learn();
    } catch (error) {
      if (mine === newest) by("draft-fault").textContent = `Not read: ${error.message}`;
    }
  };
  text.addEventListener("input", () => { mark(); measure(); clearTimeout(timer); timer = setTimeout(check, 350); });
  text.addEventListener("scroll", () => { backdrop.scrollTop = text.scrollTop; });
  mark();
  by("check-blanks").querySelectorAll("li").forEach((li, i) => { const [, line, words] = /^Line (\d+): ([^]*)$/.exec(li.textContent); li.replaceWith(blank({ line, text: words }, i)); });
  by("choose").querySelectorAll("select, [type=checkbox]").forEach((each) => each.addEventListener("change", () => {
    if (text.value !== text.defaultValue) by("draft-again").hidden = false;  // own words are never replaced unasked
    else if (by("choose").reportValidity()) by("choose").submit();
  }));
  by("draft-copy").addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text.value);
      by("draft-copied").textContent = "Copied.";
    } catch {
      text.select();
      by("draft-copied").textContent = "Selected: copy it with your keyboard.";
    }
  });
})();
