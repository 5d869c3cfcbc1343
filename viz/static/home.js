"use strict";
/* The list of companies: put on and taken off at once. */
(() => {
  const add = document.getElementById("add"), fault = document.getElementById("add-fault");
  add?.addEventListener("submit", async (event) => {
    event.preventDefault();
    fault.textContent = "";
    const company = new FormData(add).get("company").trim();
    const answer = await fetch(add.dataset.to, {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ company }),
    });
    if (answer.ok) location.assign(`/${location.search.replace(/[?&]q=[^&]*/, "").replace(/^&/, "?")}`);
    else fault.textContent = `Not put on the list: ${(await answer.json()).detail}.`;
  });
  document.querySelectorAll(".drop-target").forEach((button) => button.addEventListener("click", async (event) => {
    event.preventDefault();
    button.disabled = true;
    const [path, query] = button.dataset.to.split("?"), to = path + encodeURIComponent(button.dataset.key);
    const answer = await fetch(query ? `${to}?${query}` : to, { method: "DELETE" });
    if (answer.ok) location.reload();
    button.disabled = false;
  }));
  /* Did you work together? One question at a time, answered by a mark. */
  const card = document.getElementById("together");
  if (!card) return;
  const text = card.querySelector("h2"), said = card.querySelector("[role=status]"), waiting = [];
  const next = () => {
    card.hidden = !waiting.length; card.querySelector(".answers-row").hidden = false;
    if (!waiting.length) return;
    const { person, text: asked } = waiting[0], [before, ...after] = asked.split(person.name), who = document.createElement("span");
    who.className = "name"; who.textContent = person.name;
    who.dataset.initials = person.name.split(/\s+/).filter(Boolean).map((part) => `${[...part][0]}.`).join(" ");
    text.replaceChildren(before, who, after.join(person.name));
    goodword.learn();
  };
  fetch(card.dataset.from).then((got) => (got.ok ? got.json() : { questions: [] })).then((found) => { waiting.push(...found.questions); next(); });
  card.addEventListener("click", async (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    event.preventDefault();
    if (!waiting.length) return;
    said.textContent = "";
    if (button.dataset.says) {
      const [path, query] = card.dataset.to.split("?"), to = `${path}${waiting[0].person.id}/marks${query ? `?${query}` : ""}`;
      const got = await fetch(to, { method: "PATCH", headers: { "Content-Type": "application/json" }, body: JSON.stringify(button.dataset.says === "true" ? { worked_with: true, worked_where: waiting[0].where } : { worked_with: false }) });
      if (!got.ok) { said.textContent = `Not saved: ${(await got.json()).detail}`; return; }
      said.textContent = "Saved.";
    }
    waiting.shift();
    next();
  });
})();
