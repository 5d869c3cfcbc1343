"use strict";
/* Suggestions while somebody types: companies and people apart, best fit first. Without it the form still finds. */
(() => {
  const WAIT = 120;
  document.querySelectorAll("[data-typeahead]").forEach((input, number) => {
    const box = document.createElement("div"), id = `suggestions-${number}`;
    box.id = id; box.className = "suggestions"; box.hidden = true;
    box.setAttribute("role", "listbox"); box.setAttribute("aria-label", "Suggestions");
    input.parentElement.classList.add("with-suggestions");
    input.insertAdjacentElement("afterend", box);
    for (const [name, value] of [["role", "combobox"], ["aria-expanded", "false"], ["aria-controls", id], ["aria-autocomplete", "list"]]) input.setAttribute(name, value);
    let options = [], at = -1, timer = 0, asked = 0;
    const close = () => { box.hidden = true; at = -1; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); };
    const mark = (to) => {
      options[at]?.setAttribute("aria-selected", "false");
      at = (to + options.length) % options.length;
      options[at].setAttribute("aria-selected", "true");
      options[at].scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", options[at].id);
    };
    const take = (option) => {
      if (!input.dataset.fills) { location.assign(option.dataset.to); return; }
      input.value = option.dataset.name;
      close();
    };
    const row = (kind, name, aside, to) => {
      const option = document.createElement("div"), title = document.createElement("span"), more = document.createElement("small");
      option.id = `${id}-${options.length}`; option.dataset.to = to; option.dataset.name = name;
      option.setAttribute("role", "option"); option.setAttribute("aria-selected", "false");
      title.textContent = goodword.masked(name); more.textContent = goodword.masked(aside);
      option.append(title, more);
      option.addEventListener("mousedown", (event) => { event.preventDefault(); take(option); });
      options.push(option);
      return option;
    };
    const group = (heading, rows) => {
      if (!rows.length) return [];
      const part = document.createElement("div"), head = document.createElement("p");
      part.setAttribute("role", "group"); part.setAttribute("aria-label", heading);
      head.textContent = heading; head.setAttribute("aria-hidden", "true");
      part.append(head, ...rows);
      return [part];
    };
    const show = (found) => {
      options = []; at = -1;
      const keep = location.search.match(/[?&](as|as_of)=[^&]*/g)?.map((part) => part.slice(1)).join("&"), tail = keep ? `?${keep}` : "";
      const companies = found.companies.map((c) => row("company", c.name, `${c.people} known`, `/companies/${c.id}${tail}`));
      const people = input.dataset.only === "companies" ? [] : found.people.map((p) => row("person", p.name, [p.title, p.company].filter(Boolean).join(", "), `/people/${p.id}${tail}`));
      box.replaceChildren(...group(found.corrected ? `Companies like ${found.corrected}` : "Companies", companies), ...group("People", people));
      box.hidden = !options.length;
      input.setAttribute("aria-expanded", String(!box.hidden));
    };
    const ask = async () => {
      const text = input.value.trim(), mine = ++asked;
      if (!text) { close(); return; }
      const [path, query] = input.dataset.typeahead.split("?"), fields = new URLSearchParams(query);
      fields.set("q", text);
      const answer = await fetch(`${path}?${fields}`, { headers: { Accept: "application/json" } });
      if (mine === asked && answer.ok && document.activeElement === input) show(await answer.json());
    };
    input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, WAIT); });
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
      if (event.key === "Escape") { close(); return; }
      if (box.hidden) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") { mark(at < 0 && event.key === "ArrowUp" ? -1 : at + (event.key === "ArrowDown" ? 1 : -1)); event.preventDefault(); }
      if (event.key === "Enter" && at >= 0) { event.preventDefault(); take(options[at]); }
    });
  });
})();
