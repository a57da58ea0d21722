/* Suggestions while somebody types in a search box.

   <form class="suggest" data-suggest="/search/suggested/"><input type="search" …></form>
   The address answers with <ul role="listbox"><li role="option" id="…" data-value="…">…</li></ul>, or nothing.
   Down and Up go through them, Enter takes one, Escape puts them away; without a script the box searches as ever. */
"use strict";

(() => {
  const IDLE = 150;

  function offer(form) {
    const input = form.querySelector("input[type=search]");
    const place = document.createElement("div");
    place.className = "suggest__place";
    form.append(place);
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    let timer = 0;
    let under = null;   // the request under way
    let shown = "";     // what the suggestions are for

    const options = () => [...place.querySelectorAll("[role=option]")];
    const chosen = () => options().find((one) => one.getAttribute("aria-selected") === "true");

    function mark(option) {
      for (const one of options()) one.setAttribute("aria-selected", String(one === option));
      if (option) {
        input.setAttribute("aria-activedescendant", option.id);
        option.scrollIntoView({ block: "nearest" });
      } else input.removeAttribute("aria-activedescendant");
    }

    function put(text) {
      place.innerHTML = text;
      const list = place.querySelector("[role=listbox]");
      input.setAttribute("aria-expanded", String(Boolean(list)));
      input.removeAttribute("aria-activedescendant");
      if (list) {
        list.id = `${input.id}-list`;
        input.setAttribute("aria-controls", list.id);
      } else input.removeAttribute("aria-controls");
    }

    async function ask() {
      const typed = input.value.trim();
      if (typed === shown) return;
      under?.abort();
      under = new AbortController();
      shown = typed;
      if (typed.length < 2) { put(""); return; }
      try {
        const answer = await fetch(`${form.dataset.suggest}?q=${encodeURIComponent(typed)}`, { signal: under.signal, credentials: "same-origin" });
        if (answer.ok && document.activeElement === input) put(await answer.text());
      } catch { /* typed on, or offline: the box works without */ }
    }

    const take = (option) => { input.value = option.dataset.value; shown = input.value; put(""); form.requestSubmit(); };

    input.addEventListener("input", (event) => {
      if (event.isComposing) return;
      window.clearTimeout(timer);
      timer = window.setTimeout(ask, IDLE);
    });
    input.addEventListener("compositionend", () => { window.clearTimeout(timer); timer = window.setTimeout(ask, IDLE); });
    input.addEventListener("keydown", (event) => {
      const all = options();
      if (event.isComposing || !all.length) return;
      const at = all.indexOf(chosen());
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        const next = event.key === "ArrowDown" ? at + 1 : at < 0 ? all.length - 1 : at - 1;
        mark(all[next]);
      } else if (event.key === "Enter" && at >= 0) {
        event.preventDefault();
        take(all[at]);
      } else if (event.key === "Escape") {
        event.preventDefault();
        put("");
      }
    });
    // The box would lose the focus before the click counts.
    place.addEventListener("mousedown", (event) => event.preventDefault());
    place.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) take(option);
    });
    input.addEventListener("blur", () => put(""));
    input.addEventListener("focus", () => { shown = ""; });
  }

  for (const form of document.querySelectorAll("form[data-suggest]")) offer(form);
})();
