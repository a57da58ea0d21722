/* Writing a notice: rows come and go, and proposals are taken over, without the page being loaded anew.

   <form id="editor" data-autosave=…>. Everything works without this; here htmx and autosave take turns, so that one of them
   never hands in what the other has just changed. <form data-guard> does not save itself: whoever leaves it with something
   typed is asked first. */
"use strict";

(() => {
  for (const guarded of document.querySelectorAll("form[data-guard]")) {
    let changed = false;
    guarded.addEventListener("input", () => { changed = true; });
    guarded.addEventListener("submit", () => { changed = false; });
    window.addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
  }

  const form = document.getElementById("editor");
  if (!form) return;
  const changesRows = (event) => form.contains(event.detail.elt) && event.detail.elt.name === "do"
    && (event.detail.path || event.detail.requestConfig?.path || event.detail.pathInfo?.requestPath || "").endsWith("/edit/");

  /* a save under way ends first */
  document.body.addEventListener("htmx:confirm", (event) => {
    if (!changesRows(event) || !form.dataset.saving) return;
    event.preventDefault();
    form.addEventListener("draft-settled", () => event.detail.issueRequest(true), { once: true });
  });
  document.body.addEventListener("htmx:beforeRequest", (event) => { if (changesRows(event)) form.dataset.held = "yes"; });
  document.body.addEventListener("htmx:afterRequest", (event) => { if (changesRows(event)) delete form.dataset.held; });

  /* somebody else was quicker: the page that puts both together comes by an ordinary submission */
  document.body.addEventListener("htmx:responseError", (event) => {
    if (changesRows(event)) form.requestSubmit(form.querySelector("button[value=save]"));
  });

  document.body.addEventListener("htmx:afterSettle", (event) => {
    const part = event.detail.elt;
    if (part.id?.startsWith("box-")) {
      /* a proposal was taken over: it is text like any other */
      const box = part.querySelector("textarea, input:not([type=hidden])");
      box?.focus();
      form.dispatchEvent(new Event("input", { bubbles: true }));
    } else if (part.id?.startsWith("list-")) {
      const rows = part.querySelectorAll("fieldset.line");
      rows[rows.length - 1]?.querySelector("textarea, input:not([type=hidden])")?.focus();
      form.dispatchEvent(new CustomEvent("draft-saved", { bubbles: true }));
    }
  });
})();
