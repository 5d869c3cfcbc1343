"use strict";
/* Limits on asking: each is kept as it is changed. */
(() => {
  const form = document.getElementById("limits"), said = document.getElementById("said");
  form.addEventListener("submit", (event) => event.preventDefault());
  form.querySelectorAll("input").forEach((input) => input.addEventListener("change", async () => {
    if (!input.checkValidity()) { input.reportValidity(); return; }
    const answer = await fetch(form.dataset.to, {
      method: "PATCH", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ [input.name]: Number(input.value) }),
    });
    if (answer.ok) { input.defaultValue = input.value; said.textContent = "Saved. It holds from now on."; return; }
    input.value = input.defaultValue;
    said.textContent = `Not saved: ${(await answer.json()).detail}.`;
  }));
})();
