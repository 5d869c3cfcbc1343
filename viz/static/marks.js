"use strict";
/* The user's own word about a person: each tick is sent at once, under the tag of what was seen, and what it does is said. */
(() => {
  const form = document.getElementById("marks");
  if (!form) return;
  const said = document.getElementById("said");
  const EFFECT = {
    close: ["They count as somebody you know well", "They no longer count as somebody you know well by your word"],
    managed_me: ["They count as somebody who saw your work", "They no longer count as your manager by your word"],
    knows_i_look: ["Your looking for work is no news to them", "They do not know that you are looking"],
    do_not_ask: ["You will never be told to ask them", "They may be suggested again"],
  };
  const send = async (marks, done) => {
    said.textContent = "Saving";
    try {
      const answer = await fetch(form.dataset.to, {
        method: "PATCH", headers: { "Content-Type": "application/json", "If-Match": form.dataset.tag }, body: JSON.stringify(marks),
      });
      if (!answer.ok) throw new Error((await answer.json()).detail);
      form.dataset.tag = answer.headers.get("ETag");
      said.textContent = `Saved. ${done}.`;
      return true;
    } catch (error) {
      said.textContent = `Not saved: ${error.message}.`;
      return false;
    }
  };
  form.addEventListener("submit", (event) => event.preventDefault());
  form.querySelectorAll("input[type=checkbox]").forEach((box) => box.addEventListener("change", async () => {
    if (!await send({ [box.name]: box.checked }, EFFECT[box.name][box.checked ? 0 : 1])) box.checked = !box.checked;
  }));
  form.elements.namedItem("note").addEventListener("change", (event) => send({ note: event.target.value.trim() }, "The note is kept"));
})();
