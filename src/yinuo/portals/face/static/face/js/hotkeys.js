/* One key for one act at the desk.

   <button data-key="1">准予 <kbd>1</kbd></button>; the key is matched against what is typed, lower case.
   Nothing happens while typing, with Ctrl, Alt or Meta, or on a held key. <button data-keys-switch hidden> turns the
   keys off and on for this browser (WCAG 2.2, 2.1.4). */
"use strict";

(() => {
  const KEPT = "yinuo-keys";
  const root = document.documentElement;
  const read = () => { try { return window.localStorage.getItem(KEPT) !== "off"; } catch { return true; } };
  let on = read();

  const typing = (target) =>
    target instanceof Element && (target.closest("input:not([type=radio]):not([type=checkbox]):not([type=button]), select, textarea, [contenteditable='true']") !== null);

  function show() {
    root.classList.toggle("keys-off", !on);
    for (const button of document.querySelectorAll("[data-keys-switch]")) {
      button.hidden = false;
      button.textContent = on ? "关闭快捷键" : "打开快捷键";
      button.setAttribute("aria-pressed", String(on));
    }
    for (const part of document.querySelectorAll("[data-key]")) {
      if (on) part.setAttribute("aria-keyshortcuts", part.dataset.key);
      else part.removeAttribute("aria-keyshortcuts");
    }
  }

  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("[data-keys-switch]")) return;
    on = !on;
    try { window.localStorage.setItem(KEPT, on ? "on" : "off"); } catch { /* private window: for this page only */ }
    show();
  });

  document.addEventListener("keydown", (event) => {
    if (!on || event.repeat || event.ctrlKey || event.altKey || event.metaKey || event.isComposing || typing(event.target)) return;
    const key = event.key.toLowerCase();
    const part = [...document.querySelectorAll("[data-key]")]
      .find((one) => one.dataset.key === key && !one.disabled && (one.checkVisibility?.() ?? one.offsetParent !== null));
    if (!part) return;
    event.preventDefault();
    part.focus();
    part.click();
  });

  document.addEventListener("htmx:afterSwap", show);
  show();
})();
