/* The signature pad: wires signature_pad's canvas to a hidden input as a PNG data URL.
   Without it, or without a hand that can draw, the full name is typed instead. */
"use strict";

(() => {
  function wire(box) {
    const draw = box.querySelector("[data-sign-draw]");
    const canvas = draw.querySelector("canvas");
    const frame = canvas.closest(".pad");
    const value = box.querySelector("[data-sign-value]");
    const state = box.querySelector("[data-sign-state]");
    const typed = box.querySelector("[data-sign-typed]");
    draw.hidden = false;
    typed.open = Boolean(typed.querySelector("input").value);

    const pad = new SignaturePad(canvas, { minWidth: 1.2, maxWidth: 3.6, penColor: "#16202c" });
    let size = { width: 0, height: 0 };

    /* strokes are kept when the window changes, and scaled to fit */
    function fit() {
      const { width, height } = canvas.getBoundingClientRect();
      if (!width || (width === size.width && height === size.height)) return;
      const strokes = pad.toData();
      const factor = size.width ? Math.min(width / size.width, height / size.height) : 1;
      const ratio = Math.max(window.devicePixelRatio || 1, 1);
      canvas.width = width * ratio;
      canvas.height = height * ratio;
      canvas.getContext("2d").scale(ratio, ratio);
      size = { width, height };
      pad.clear();
      if (strokes.length) {
        for (const stroke of strokes) for (const point of stroke.points) { point.x *= factor; point.y *= factor; }
        pad.fromData(strokes);
      } else if (value.value) {
        // what was drawn before the page came back with an error
        pad.fromDataURL(value.value, { ratio, width, height });
        frame.classList.add("pad--done");
      }
    }

    function tell() {
      const drawn = !pad.isEmpty();
      value.value = drawn ? pad.toDataURL("image/png") : "";
      frame.classList.toggle("pad--done", drawn);
      state.textContent = drawn ? "已签名，可以提交" : "";
      value.dispatchEvent(new Event("change", { bubbles: true }));
    }

    pad.addEventListener("endStroke", tell);
    box.querySelector("[data-sign-clear]").addEventListener("click", () => { pad.clear(); tell(); });
    box.querySelector("[data-sign-undo]").addEventListener("click", () => {
      const strokes = pad.toData();
      strokes.pop();
      pad.fromData(strokes);
      tell();
    });
    new ResizeObserver(fit).observe(canvas);
    fit();
  }

  if (typeof SignaturePad !== "undefined") document.querySelectorAll("[data-sign]").forEach(wire);
})();
