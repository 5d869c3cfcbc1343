"use strict";
/* The user's own word about a person: each tick is sent at once, under the tag of what was seen, and what it does is said. */
(() => {
  const form = document.getElementById("marks");
  if (!form) return;
  const said = document.getElementById("said");
  const EFFECT = {
    close: "They count as somebody you know well",
    managed_me: "They count as somebody who saw your work",
    worked_with: "They count as somebody you worked with",
    helped_me: "It counts as a sign that they are on your side",
    i_helped: "It counts as a favour you did them",
    knows_i_look: "Your looking for work is no news to them",
    declined: "Their no is remembered",
    do_not_ask: "You will never be told to ask them",
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
    if (!await send({ [box.name]: box.checked || null }, box.checked ? EFFECT[box.name] : "Your word is taken back")) box.checked = !box.checked;
  }));
  form.elements.namedItem("note").addEventListener("change", (event) => send({ note: event.target.value.trim() }, "The note is kept"));
})();
