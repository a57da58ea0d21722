/* The frame's small comforts. Everything works without them. */
"use strict";

(() => {
  const $all = (selector, root = document) => [...root.querySelectorAll(selector)];

  /* the list of errors takes the focus, so that it is heard first */
  document.querySelector("[data-errors]")?.focus();

  /* menus close with Escape, and when one looks elsewhere */
  const menus = () => $all("details.site__menu[open]");
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of menus()) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
  document.addEventListener("click", (event) => {
    for (const menu of menus()) if (!menu.contains(event.target)) menu.open = false;
  });

  /* <button type="reset"> inside a question folds it up again */
  document.addEventListener("reset", (event) => {
    const question = event.target.closest("details.unfold");
    if (!question) return;
    question.open = false;
    question.querySelector("summary").focus();
  });

  /* <button data-print hidden> prints the page */
  for (const button of $all("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }

  /* a form is sent once; a page that comes back from the cache may send again */
  const rest = (form) => { delete form.dataset.sent; form.removeAttribute("aria-busy"); };
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "yes";
    form.setAttribute("aria-busy", "true");
    window.setTimeout(() => rest(form), 10000);
  });
  window.addEventListener("pageshow", () => $all("form[data-sent]").forEach(rest));

  /* 读给我听: reads what stands in the part named by data-aloud; a second press stops */
  const voice = window.speechSynthesis;
  const sentences = (root) => $all("h1, h2, h3, h4, p, li, dt, dd, caption, legend, label, summary", root)
    .filter((part) => part.offsetParent !== null && !part.closest("[aria-hidden='true'], .no-aloud"))
    .filter((part) => !part.querySelector("p, li, dt, dd, label"))
    .map((part) => part.innerText.trim())
    .filter(Boolean);
  for (const button of voice ? $all("[data-aloud]") : []) {
    const word = button.querySelector("span") || button;
    const quiet = word.textContent;
    let reading = false;
    const stop = () => { reading = false; voice.cancel(); word.textContent = quiet; button.setAttribute("aria-pressed", "false"); };
    button.hidden = false;
    button.setAttribute("aria-pressed", "false");
    button.addEventListener("click", () => {
      if (reading) { stop(); return; }
      const lines = sentences(document.querySelector(button.dataset.aloud) || document.body);
      reading = true;
      word.textContent = "停止朗读";
      button.setAttribute("aria-pressed", "true");
      lines.forEach((line, place) => {
        const said = new SpeechSynthesisUtterance(line);
        said.lang = "zh-CN";
        said.rate = 0.9;
        if (place === lines.length - 1) said.onend = stop;
        voice.speak(said);
      });
    });
    window.addEventListener("pagehide", stop);
  }
})();
