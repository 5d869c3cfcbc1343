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
  document.querySelectorAll(".drop-target").forEach((button) => button.addEventListener("click", async () => {
    button.disabled = true;
    const [path, query] = button.dataset.to.split("?"), to = path + encodeURIComponent(button.dataset.key);
    const answer = await fetch(query ? `${to}?${query}` : to, { method: "DELETE" });
    if (answer.ok) location.reload();
    button.disabled = false;
  }));
})();
