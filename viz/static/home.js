"use strict";
/* The list of companies: put on and taken off at once. */
(() => {
  if (location.hash === "#companies") document.getElementById("companies").focus();  // after a change that loaded the page anew
  const add = document.getElementById("add"), fault = document.getElementById("add-fault");
  add?.addEventListener("submit", async (event) => {
    event.preventDefault();
    fault.textContent = "";
    const company = new FormData(add).get("company").trim();
    const answer = await fetch(add.dataset.to, {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ company }),
    });
    if (answer.ok) {
      history.replaceState(null, "", `/${location.search.replace(/[?&](q|page)=[^&]*/g, "").replace(/^&/, "?")}#companies`);
      location.reload();
    }
    else fault.textContent = `Not put on the list: ${(await answer.json()).detail}.`;
  });
  add?.elements.company.addEventListener("paste", (event) => { /* a list, where one company was expected */
    const text = event.clipboardData.getData("text/plain").trim(), several = document.getElementById("several");
    if (!/[\r\n]/.test(text) || !several) return;
    event.preventDefault();
    several.open = true;
    const all = document.getElementById("companies-pasted");
    all.value = text;
    all.focus();
  });
  document.querySelectorAll(".drop-target").forEach((button) => button.addEventListener("click", async (event) => {
    event.preventDefault();
    const row = button.closest("li"), beside = row.nextElementSibling ?? row.previousElementSibling;
    const [path, query] = button.dataset.to.split("?"), to = path + encodeURIComponent(button.dataset.key);
    const answer = await fetch(query ? `${to}?${query}` : to, { method: "DELETE" });
    if (!answer.ok) { document.getElementById("list-said").textContent = `Not taken off: ${(await answer.json()).detail}.`; return; }
    if (!beside || document.querySelector("main .pager")) { location.hash = "companies"; location.reload(); return; }
    document.getElementById("list-said").textContent = `${row.querySelector("h2").textContent} is off your list.`;
    row.remove();
    beside.querySelector(".drop-target").focus();
  }));
  /* Did you work together? One question at a time, answered by a mark. */
  const card = document.getElementById("together");
  if (!card) return;
  const text = card.querySelector("h2"), said = card.querySelector("[role=status]"), waiting = [];
  const next = () => {
    if (!waiting.length && card.contains(document.activeElement)) document.getElementById("companies").focus();
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
