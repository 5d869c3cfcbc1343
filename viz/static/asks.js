"use strict";
/* The board: a step is written down at once, under the tag of what was seen. The draft: made, read while it is written, copied. */
(() => {
  const by = (id) => document.getElementById(id);
  const key = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join("");
  const detail = async (answer) => { try { return (await answer.json()).detail || answer.statusText; } catch { return answer.statusText; } };
  const said = by("said");
  try {
    if (said && sessionStorage.getItem("asks-said")) said.textContent = sessionStorage.getItem("asks-said");
    sessionStorage.removeItem("asks-said");
  } catch { /* without storage the board itself shows it */ }
  const step = async (card, name, label, reason) => {
    const fault = card.querySelector(".fault"), form = card.querySelector(".reason");
    fault.textContent = "";
    said.textContent = "Saving";
    try {
      const seen = await fetch(card.dataset.to);
      if (!seen.ok) throw new Error(await detail(seen));
      if (String((await seen.json()).version) !== card.dataset.version) throw new Error("This ask has changed since you opened the page. Reload it to see how it stands.");
      const body = { state: name };
      if (reason) body.overrides = [{ reason }];
      const answer = await fetch(card.dataset.to, {
        method: "PATCH", headers: { "Content-Type": "application/json", "If-Match": seen.headers.get("ETag"), "Idempotency-Key": key() }, body: JSON.stringify(body),
      });
      if (!answer.ok) {
        const why = await detail(answer);
        form.hidden = !(answer.status === 409 && /If you have a reason/.test(why));
        form.dataset.step = name;
        form.dataset.label = label;
        throw new Error(why);
      }
      try { sessionStorage.setItem("asks-said", name === "undo" ? "The last step is taken back." : `Written down: ${label}.`); } catch { /* shown by the board */ }
      history.replaceState(null, "", `#${card.id}`);
      location.reload();
    } catch (error) {
      said.textContent = "";
      fault.textContent = error.message;
    }
  };
  document.querySelectorAll(".ask-card").forEach((card) => {
    card.querySelectorAll("[data-step]").forEach((b) => b.tagName === "BUTTON" && b.addEventListener("click", () => step(card, b.dataset.step, b.textContent)));
    card.querySelector(".reason").addEventListener("submit", (event) => {
      event.preventDefault();
      const form = event.target;
      step(card, form.dataset.step, form.dataset.label, form.elements.namedItem("reason").value.trim());
    });
    card.querySelectorAll("[data-draft]").forEach((b) => b.addEventListener("click", () => {
      by("draft-ask").value = card.id;
      by("drafting").scrollIntoView();
      by("draft-kind").focus();
    }));
  });
  const place = by("drafting"), text = by("draft-text");
  const names = JSON.parse(by("check-practices").dataset.names);
  const post = (to, body) => fetch(to, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
  const item = (words, className) => { const li = document.createElement("li"); li.textContent = words; if (className) li.className = className; return li; };
  const fill = (id, lines) => { by(id).hidden = !lines.length; by(id).querySelector("ul").replaceChildren(...lines.map((l) => item(l))); };
  const practice = (p) => {
    const li = item("", p.found ? "found" : ""), mark = document.createElement("b"), words = document.createElement("span");
    mark.textContent = p.found ? "✓ There" : "✗ Missing";
    words.textContent = names[p.name] + (p.found && p.line ? ` (line ${p.line})` : "");
    li.append(mark, words);
    return li;
  };
  let newest = 0, timer = 0;
  const check = async () => {
    const mine = ++newest, empty = !text.value.trim();
    by("check-none").hidden = !empty;
    if (empty) {
      by("check-practices").replaceChildren();
      ["check-pressing", "check-blanks", "check-suggestions"].forEach((id) => fill(id, []));
      return;
    }
    try {
      const answer = await post(place.dataset.checkTo, { text: text.value, kind: by("draft-kind").value, language: by("draft-language").value });
      if (mine !== newest) return;
      if (!answer.ok) throw new Error(await detail(answer));
      const found = await answer.json();
      by("draft-fault").textContent = "";
      by("check-practices").replaceChildren(...found.practices.map(practice));
      fill("check-pressing", found.pressing.map((p) => `Line ${p.line}, “${p.text}”: ${p.why}`));
      fill("check-blanks", found.blanks.map((b) => `Line ${b.line}: ${b.text}`));
      fill("check-suggestions", found.suggestions);
    } catch (error) {
      by("draft-fault").textContent = error.message;
    }
  };
  const soon = () => { clearTimeout(timer); timer = setTimeout(check, 350); };
  text.addEventListener("input", soon);
  ["draft-kind", "draft-language"].forEach((id) => by(id).addEventListener("change", soon));
  by("draft-form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const chosen = by("draft-ask").selectedOptions[0];
    if (!chosen || !chosen.value) return;
    try {
      const answer = await post(place.dataset.draftTo, {
        kind: by("draft-kind").value, language: by("draft-language").value, tone: by("draft-tone").value,
        person: chosen.dataset.person, company: chosen.dataset.company, role: chosen.dataset.role,
      });
      if (!answer.ok) throw new Error(await detail(answer));
      by("draft-fault").textContent = "";
      text.value = (await answer.json()).text;
      text.focus();
      check();
    } catch (error) {
      by("draft-fault").textContent = error.message;
    }
  });
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
