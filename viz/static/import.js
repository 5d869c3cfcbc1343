"use strict";
/* Choosing archives, sending them, and following the import; the page works without it, only less lively. */
(() => {
  const byId = (id) => document.getElementById(id);
  const form = byId("import"), progress = byId("progress"), stage = byId("stage"), stop = byId("stop");
  let request = null, job = progress?.dataset.job ?? null, chosen = [], again = null;  // again: where files that wait go on

  const megabytes = (bytes) => (bytes < 1e5 ? `${Math.max(1, Math.round(bytes / 1e3))} kB` : `${(bytes / 1e6).toFixed(1)} MB`);
  const fail = (text, kept = null) => {
    again = kept;
    progress.hidden = true;
    form.hidden = false;
    const named = chosen.find((file) => text.startsWith(file.name)); /* the name of a file stays as it is */
    const said = `${named ? text : text.charAt(0).toUpperCase() + text.slice(1)}.`;
    byId("fault").textContent = named && chosen.length > 1 ? `${said} None of the files was imported: remove this one, and import the others.` : said;
    if (/whose archive|say whose it is/i.test(text)) { byId("whose-archive").open = true; byId("owner").focus(); } else if (/its columns are/.test(text)) { byId("columns-meant").open = true; byId("columns-meant").querySelector("input").focus(); } else { byId("start").focus(); }
  };
  const over = (view) => {
    if (view.state === "done" || !form) location.assign(`/imports/${view.id}${location.search}`);
    else fail(view.problem.detail, view.again);
  };
  const lost = (text) => {
    progress.hidden = true;
    document.getElementById("lost").textContent = `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
  };
  const follow = (id) => { job = id; jobs.follow(id, over, form ? fail : lost); };
  stop?.addEventListener("click", async () => {
    stop.disabled = true;
    stage.textContent = "Stopping";
    if (job) await fetch(`/api/v1/jobs/${job}/cancel`, { method: "POST" }).catch(() => {}); else request?.abort();
    stop.disabled = false;
  });
  if (job) { follow(job); return; }
  if (!form) return;

  const input = byId("archives"), zone = byId("zone"), list = byId("chosen");
  const show = () => {
    list.replaceChildren(...chosen.map((file, i) => {
      const item = document.createElement("li"), name = document.createElement("span"), drop = document.createElement("button");
      name.textContent = `${file.name}, ${megabytes(file.size)}`;
      drop.type = "button"; drop.textContent = "Remove"; drop.setAttribute("aria-label", `Remove ${file.name}`);
      drop.addEventListener("click", () => { chosen.splice(i, 1); other(); show(); say(`${file.name} is not among them any more.`); input.focus(); });
      item.append(name, drop);
      return item;
    }));
    input.required = !chosen.length;
    input.classList.toggle("listed", chosen.length > 0); /* "no file chosen" would stand above their list */
  };
  const say = (text) => { byId("chosen-said").textContent = text; };
  const other = () => { if (again) fetch(again.replace(/again$/, "files"), { method: "DELETE" }); again = null; };  // not the files that wait
  const add = (files) => {
    other();
    const fresh = [...files].filter((file) => !chosen.some((c) => c.name === file.name && c.size === file.size));
    chosen = [...chosen, ...fresh];
    byId("fault").textContent = "";
    show();
    say(chosen.length === 1 ? `${chosen[0].name} is chosen.` : `${chosen.length} files are chosen.`);
  };
  input.addEventListener("change", () => { add(input.files); input.value = ""; });
  for (const kind of ["dragenter", "dragover"]) document.addEventListener(kind, (event) => { event.preventDefault(); zone.classList.add("over"); });
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) zone.classList.remove("over"); });
  /* A folder, as browsers make of a zip that they unpack: the tables in it. */
  const within = async (entry) => {
    if (entry.isFile) return [await new Promise((done, failed) => { entry.file(done, failed); })];
    const reader = entry.createReader(), found = [];
    for (let some = null; some === null || some.length;) {
      some = await new Promise((done, failed) => { reader.readEntries(done, failed); });
      for (const each of some) found.push(...(await within(each)));
    }
    return found;
  };
  const dropped = async (given, folders) => {
    if (!folders.length) { add(given); return; }
    const held = (await Promise.all(folders.map(within))).flat(), tables = held.filter((file) => /\.(csv|zip)$/i.test(file.name));
    add([...given, ...tables]);
    if (!chosen.length) byId("fault").textContent = "There is no table of an archive in this folder: bring the zip that LinkedIn sent.";
  };
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("over");
    const entries = [...event.dataTransfer.items].map((item) => [item.webkitGetAsEntry?.(), item.getAsFile()]);
    dropped(entries.filter(([entry, file]) => file && !entry?.isDirectory).map(([, file]) => file), entries.map(([entry]) => entry).filter((entry) => entry?.isDirectory))
      .catch(() => { byId("fault").textContent = "This cannot be read: bring the zip that LinkedIn sent."; });
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!chosen.length) { byId("fault").textContent = "Choose the zip first."; input.focus(); return; }
    const data = new FormData();
    for (const file of chosen) data.append("archives", file, file.name);
    data.append("owner", byId("owner").value.trim());
    form.querySelectorAll("[name^=map_]").forEach((each) => { if (each.value.trim()) data.append(each.name, each.value.trim()); });
    byId("fault").textContent = "";
    form.hidden = true; progress.hidden = false; job = null;
    jobs.tell(0, "Sending to your own machine", null);
    stop.focus();
    if (again) {
      const said = (name) => data.get(name) ?? "", columns = {};
      for (const name of data.keys()) if (name.startsWith("map_")) columns[name.slice(4)] = said(name);
      fetch(again, { method: "POST", headers: { "Content-Type": "application/json", Accept: "application/json" }, body: JSON.stringify({ owner: said("owner"), columns }) })
        .then(async (got) => { const answer = await got.json(); if (got.status === 202) follow(answer.id); else fail(answer.detail); })
        .catch(() => fail("the answer did not arrive; is Goodword still running"));
      again = null;
      return;
    }
    const began = performance.now();
    request = new XMLHttpRequest();
    request.open("POST", form.getAttribute("action"));
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", (p) => {
      const spent = (performance.now() - began) / 1000;
      jobs.tell(p.loaded / p.total, "Sending to your own machine", spent > 1 ? spent * (p.total / p.loaded - 1) : null);
    });
    request.addEventListener("load", () => {
      let answer = {};
      try { answer = JSON.parse(request.responseText); } catch { fail("the answer cannot be read; try again"); return; }
      if (request.status === 202) follow(answer.id); else fail(answer.detail);
    });
    request.addEventListener("error", () => fail("the file did not arrive; is Goodword still running"));
    request.addEventListener("abort", () => fail("stopped, and nothing was changed"));
    request.send(data);
  });
})();
