/* Saves a form while it is being filled in.

   <form data-autosave="/my/12/draft">…{% saved %}…</form>
   Posts all fields but files, 0.8 s after the last change, one request at a time. The answer may carry
   X-Draft-Version, which goes into <input name="version">. Offline or on a fault it tries again by itself.
   data-stale says what to do where somebody else changed the draft; until then nothing typed may be left unasked.
   While data-held stands on the form, another request has the draft, and saving waits. "draft-saved" tells that it saved,
   "draft-settled" that a request ended, however it ended.
   Nothing is kept in the browser: the computer may be a shared one. */
"use strict";

(() => {
  const IDLE = 800;
  const AGAIN = [3000, 8000, 20000, 60000];
  const clock = new Intl.DateTimeFormat("zh-CN", { hour: "2-digit", minute: "2-digit", hour12: false, timeZone: "Asia/Shanghai" });

  const token = (form) =>
    form.elements.csrfmiddlewaretoken?.value || document.querySelector('meta[name="csrf-token"]')?.content || "";

  const fields = (form) => {
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      if (typeof value === "string" && name !== "csrfmiddlewaretoken") body.append(name, value);
    }
    return body;
  };

  function keep(form) {
    const status = form.querySelector("[data-saved]") || document.querySelector("[data-saved]");
    let waiting = 0;      // timer of the next save
    let busy = false;     // a request is under way
    let changed = false;  // something is not saved yet
    let failed = 0;       // failures in a row
    let stale = false;    // somebody else changed the draft; only the person can go on
    let held = null;      // the button of a submission that waits for the request under way

    const say = (text, tone = "") => {
      if (!status) return;
      status.textContent = text;
      status.className = tone ? `saved saved--${tone}` : "saved";
    };
    const plan = (delay) => { window.clearTimeout(waiting); waiting = window.setTimeout(save, delay); };

    async function save() {
      if (busy || !changed || stale) return;
      if (form.dataset.held) { plan(IDLE); return; }
      busy = true;
      form.dataset.saving = "yes";
      changed = false;
      say("正在保存…");
      let answer = null;
      try {
        answer = await fetch(form.dataset.autosave, {
          method: "POST",
          body: fields(form),
          headers: { "X-CSRFToken": token(form), "X-Requested-With": "autosave" },
          credentials: "same-origin",
          redirect: "manual",
          keepalive: true,
        });
      } catch {
        answer = null;
      }
      busy = false;
      delete form.dataset.saving;
      settle(answer);
      form.dispatchEvent(new CustomEvent("draft-settled", { bubbles: true }));
      if (held) form.requestSubmit(held.form === form ? held : null);
    }

    function settle(answer) {
      const version = answer?.headers.get("X-Draft-Version");
      if (version && form.elements.version) form.elements.version.value = version;
      if (answer?.ok) {
        failed = 0;
        form.dispatchEvent(new CustomEvent("draft-saved", { bubbles: true }));
        if (changed) { plan(IDLE); return; }
        say(`已保存 ${clock.format(new Date())}`, "done");
        return;
      }
      changed = true;
      if (answer?.status === 409 && form.dataset.stale) {
        say(form.dataset.stale, "bad");
        stale = true;
        return;
      }
      if (answer?.status === 409) {
        say("这份草稿在别处改过，为免互相覆盖已停止自动保存。请刷新后再改", "bad");
        changed = false;
        return;
      }
      if (answer && (answer.status === 401 || answer.status === 403 || answer.type === "opaqueredirect")) {
        say("登录已过期，填的内容还在这一页。请另开一页登录，再回来接着填", "bad");
        return;
      }
      if (answer && answer.status >= 400 && answer.status < 500) {
        say("有一格没存上，提交时会告诉您是哪一格", "look");
        changed = false;
        return;
      }
      say(navigator.onLine ? "没存上，正在重试" : "没有网络，连上后自动保存", "look");
      plan(AGAIN[Math.min(failed, AGAIN.length - 1)]);
      failed += 1;
    }

    const note = () => { changed = true; plan(IDLE); };
    form.addEventListener("input", note);
    form.addEventListener("change", note);
    window.addEventListener("online", () => { if (changed) plan(0); });
    document.addEventListener("visibilitychange", () => { if (document.hidden && changed) save(); });
    window.addEventListener("beforeunload", (event) => {
      if (changed && !form.dataset.sent) event.preventDefault();
    });
    /* a submission overtaking a save under way would look like a change made elsewhere */
    form.addEventListener("submit", (event) => {
      window.clearTimeout(waiting);
      changed = false;
      if (!busy) return;
      event.preventDefault();
      held = event.submitter || form;
    });
  }

  document.querySelectorAll("form[data-autosave]").forEach(keep);
})();
