"use strict";
/* Taking an archive out, with a question first. */
(() => {
  const byId = (id) => document.getElementById(id);
  const question = byId("question"), really = byId("really"), fault = byId("fault");
  let source = null;
  if (location.hash === "#archives") byId("archives").focus();  // one was taken out
  document.querySelectorAll(".forget").forEach((button) => button.addEventListener("click", (event) => {
    event.preventDefault();
    source = button.dataset.source;
    fault.textContent = "";
    byId("question-text").textContent = goodword.masked(
      `Everything only ${button.dataset.name} shows goes with it: the people, the messages counted, the ties of ${button.dataset.owner}.`);
    question.showModal();
    byId("keep").focus();
  }));
  byId("keep").addEventListener("click", () => question.close());
  really.addEventListener("click", async () => {
    if (really.getAttribute("aria-busy")) return;
    really.setAttribute("aria-busy", "true");
    really.textContent = "Taking it out";
    try {
      const answer = await fetch(`/api/v1/sources/${source}`, { method: "DELETE", headers: { "If-Match": really.dataset.tag } });
      if (!answer.ok) throw new Error((await answer.json()).detail);
      location.hash = "archives";
      location.reload();
    } catch (error) {
      fault.textContent = `Not taken out: ${error.message}.`;
      really.removeAttribute("aria-busy");
      really.textContent = "Take it out";
    }
  });
})();
