"use strict";
/* The user's own word about a person: only what was changed is sent. */
(() => {
  const form = document.getElementById("marks");
  if (!form) return;
  const said = form.querySelector("[role=status]");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const boxes = [...form.querySelectorAll("input[type=checkbox]")].filter((box) => box.checked !== box.defaultChecked);
    const marks = Object.fromEntries(boxes.map((box) => [box.name, box.checked]));
    const note = form.elements.namedItem("note");
    if (note.value !== note.defaultValue) marks.note = note.value.trim();
    said.textContent = "Saving";
    try {
      const answer = await fetch(form.dataset.to, { method: "PATCH", headers: { "Content-Type": "application/json" }, body: JSON.stringify(marks) });
      if (!answer.ok) throw new Error((await answer.json()).detail);
      boxes.forEach((box) => { box.defaultChecked = box.checked; });
      note.defaultValue = note.value;
      said.textContent = "Saved. Rankings follow it from now on.";
    } catch (error) {
      said.textContent = `Not saved: ${error.message}`;
    }
  });
})();
