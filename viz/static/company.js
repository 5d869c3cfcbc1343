"use strict";
/* The questions answer in place: the same page is asked for with the new answers, and what they change is put in. */
(() => {
  const form = document.getElementById("verdict-form"), asked = document.getElementById("asked");
  let latest = 0;
  const address = () => {
    const fields = [...new FormData(form)].filter(([, value]) => value.trim() !== "");
    return `${location.pathname}?${new URLSearchParams(fields)}`.replace(/\?$/, "");
  };
  const answer = async () => {
    const mine = ++latest, to = address();
    form.setAttribute("aria-busy", "true");
    try {
      const got = await fetch(to, { headers: { Accept: "text/html" } });
      const text = await got.text();  // the content alone: the styles of the other answer carry another nonce
      const page = new DOMParser().parseFromString(text.slice(text.indexOf("<main"), text.lastIndexOf("</main>")), "text/html");
      if (mine !== latest) return;
      document.getElementById("nobody").textContent = got.status === 404 ? "Nobody here is called so: write the name as the lists have it." : "";
      if (!got.ok) return;
      for (const id of ["says", "people"]) document.getElementById(id).replaceChildren(...page.getElementById(id).childNodes);
      const ways = (from) => from.querySelectorAll("#ways ~ * .path-list .why"), told = ways(page);  // the paths are the same, and what to do about them is not
      ways(document).forEach((why, at) => {
        const step = told[at]?.querySelector(".todo");
        why.querySelector(".todo")?.remove();
        if (step) why.querySelector("p").after(step);
      });
      const links = (from) => from.querySelectorAll(".larger, .path-list a[href]"), anew = links(page);  // they go on with the job
      links(document).forEach((link, at) => { if (anew[at]) link.href = anew[at].getAttribute("href"); });
      const order = document.getElementById("order");
      if (order) order.textContent = page.getElementById("order")?.textContent ?? "";
      form.className = page.getElementById("verdict-form").className;
      history.replaceState(null, "", to + location.hash);
      goodword.learn();
    } finally {
      if (mine === latest) form.removeAttribute("aria-busy");
    }
  };
  /* A card of the picture leads to a person with the job as it was last answered. */
  goodword.onWith = (href) => {
    if (!href) return href;
    const to = new URL(href, location.href), told = new FormData(form);
    for (const name of ["role", "posting", "company_size", "contract", "knows_hiring_manager", "hiring_manager"]) {
      if (told.get(name)?.trim()) to.searchParams.set(name, told.get(name)); else to.searchParams.delete(name);
    }
    return to.pathname + to.search;
  };
  form.addEventListener("change", answer);
  form.addEventListener("submit", (event) => { event.preventDefault(); answer(); });
  asked.open = matchMedia("(min-width: 701px)").matches;

  /* An ask is written down where it is decided; what speaks against it is said, and a slip is taken back. */
  const send = (to, method, body) => fetch(to, { method, headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
  document.getElementById("people").addEventListener("click", async (event) => {
    const button = event.target.closest(".log");
    if (!button) return;
    event.preventDefault();
    const { to, person, company, role, intro } = button.dataset, said = button.closest(".referrer").querySelector(".logged");
    if (button.getAttribute("aria-busy")) return;
    button.setAttribute("aria-busy", "true");  // not disabled: whoever works by keyboard stays where they are
    const got = await send(to, "POST", { person, company, role, state: "asked", ...(intro ? { intro_to: intro } : {}) });
    const answer = await got.json();
    button.removeAttribute("aria-busy");
    if (got.status === 409) { button.form.requestSubmit(button); return; }  // a page says what speaks against it, with room for a reason
    if (!got.ok) { said.textContent = `Not written down: ${answer.detail}`; return; }
    const undo = document.createElement("button"), [path, query] = to.split("?");
    undo.type = "button"; undo.className = "quiet"; undo.textContent = "Take back";
    undo.addEventListener("click", async () => { if ((await send(`${path}/${answer.ask.id}${query ? `?${query}` : ""}`, "PATCH", { state: "undo" })).ok) { said.textContent = "Taken back."; button.hidden = false; button.focus(); } });
    said.textContent = "Written down: asked today."; said.append(undo);
    undo.focus();
    button.hidden = true;
  });

  const listed = document.getElementById("listed");
  listed.addEventListener("click", async (event) => {
    event.preventDefault();
    const on = listed.dataset.on === "true", [path, query] = listed.dataset.to.split("?");
    if (listed.getAttribute("aria-busy")) return;
    listed.setAttribute("aria-busy", "true");
    const to = on ? `${path}/${encodeURIComponent(listed.dataset.key)}` : path;
    const got = await fetch(query ? `${to}?${query}` : to, on ? { method: "DELETE" } : {
      method: "POST", headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ company: listed.dataset.name, role: document.getElementById("role").value }),
    });
    listed.removeAttribute("aria-busy");
    const told = document.getElementById("listed-said");
    told.classList.toggle("hidden-text", got.ok);
    if (!got.ok) { told.textContent = "Not changed; load the page again."; return; }
    listed.dataset.on = String(!on);
    listed.textContent = on ? "Put on your list" : "On your list: take off";
    told.textContent = `${listed.dataset.name} is ${on ? "off" : "on"} your list.`;
  });
})();
