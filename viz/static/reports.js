"use strict";
/* Making a report in the background, following it, and throwing old ones away. */
(() => {
  const byId = (id) => document.getElementById(id);
  const form = byId("make"), progress = byId("progress"), stage = byId("stage"), fault = byId("fault");
  let job = progress.dataset.job || null;
  const fail = (text) => {
    progress.hidden = true;
    form.hidden = false;
    fault.textContent = text.charAt(0).toUpperCase() + text.slice(1) + ".";
    byId("start").focus();
  };
  const follow = (id) => {
    job = id;
    jobs.follow(id, (view) => { if (view.state === "done") location.reload(); else fail(view.problem.detail); }, fail);
  };
  byId("stop").addEventListener("click", async () => {
    stage.textContent = "Stopping";
    if (job) await fetch(`/api/v1/jobs/${job}/cancel`, { method: "POST" });
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const formats = [...form.querySelectorAll("[name=format]:checked")].map((box) => box.value);
    if (!formats.length) { fault.textContent = "Choose at least one file."; return; }
    const lines = byId("targets").value.split("\n").map((line) => line.trim()).filter(Boolean);
    fault.textContent = "";
    form.hidden = true;
    progress.hidden = false;
    byId("stop").focus();
    try {
      const answer = await fetch(`/api/v1/reports${location.search}`, {
        method: "POST", headers: { "Content-Type": "application/json" },
        body: JSON.stringify({
          targets: lines.length ? lines.map((company) => ({ company })) : null, formats, redact: byId("redact").checked,
          new_names: byId("redact").checked && byId("new-names").checked, since: byId("since").value || null,
          owners: byId("each")?.checked ? ["all"] : null,
        }),
      });
      const told = await answer.json();
      if (answer.status === 202) follow(told.id); else fail(told.detail);
    } catch { fail("no answer; is Goodword still running?"); }
  });
  document.querySelectorAll(".throw").forEach((button) => button.addEventListener("click", async (event) => {
    event.preventDefault();
    const answer = await fetch(`/api/v1/reports/${button.dataset.report}`, { method: "DELETE" });
    if (!answer.ok) return;
    button.closest("li").remove();
    document.querySelector("h1").focus();
  }));
  if (job) follow(job);
})();
