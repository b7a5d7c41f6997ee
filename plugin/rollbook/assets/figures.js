// @ts-check
/* Figures: zoom, panning, full screen, marks on what belongs together, and PNG files.

   Without it every figure is there, scrolls and can be downloaded. All of it listens on the
   document, so that a page that the theme brings in without loading it anew needs no set-up. */

(() => {
  "use strict";

  // Each figure brings the script with it.
  if (document.documentElement.hasAttribute("data-rb-scripted")) return;

  const STEP = 1.25;
  const LEAST = 0.25;
  const MOST = 4;
  const FULL = "data-rb-full";
  const FORM = "data-rb-form";
  const DRAG = 4;
  /* Safari draws no larger canvas, in pixels. */
  const CANVAS = 16_000_000;
  /* What a page of paper holds, and what is free enough to cut through, in pixels. */
  const PAGE = 900;
  const GAP = 6;
  const THING = /#(?:step|component)-[a-z0-9-]+$/;
  const PARTS = '.rb [id^="step-"], .rb [id^="component-"]';

  /**
   * A figure, the form of it that is in sight, and its drawing.
   * @typedef {{figure: HTMLElement, view: HTMLElement, svg: SVGSVGElement}} Shown
   * @typedef {{x: number, y: number}} Point
   */

  /** @param {EventTarget | null} target @param {string} selector @returns {HTMLElement | null} */
  const around = (target, selector) =>
    target instanceof Element ? target.closest(selector) : null;

  /** @param {HTMLElement} figure @returns {Shown | null} */
  function shown(figure) {
    for (const view of figure.querySelectorAll(".rb-figure__view")) {
      const svg = view.querySelector("svg");
      if (view instanceof HTMLElement && svg && view.getClientRects().length) {
        return { figure, view, svg };
      }
    }
    return null;
  }

  // Zoom: the drawing becomes wider, and the browser itself scrolls what has no room

  /** @param {HTMLElement} view @returns {Point} The middle of what of it is in the window. */
  function middle(view) {
    const box = view.getBoundingClientRect();
    return {
      x: (Math.max(box.left, 0) + Math.min(box.right, innerWidth)) / 2,
      y: (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2,
    };
  }

  /** @param {SVGSVGElement} svg */
  const zoomOf = (svg) => parseFloat(svg.style.width) / svg.viewBox.baseVal.width;

  /** @param {Shown} shown @param {number} zoom @param {Point} [at] What stays where it is. */
  function zoomTo({ figure, view, svg }, zoom, at = middle(view)) {
    const next = Math.min(MOST, Math.max(LEAST, Math.round(zoom * 100) / 100));
    const before = svg.getBoundingClientRect();
    const across = (at.x - before.left) / before.width;
    const down = (at.y - before.top) / before.height;
    // The page below must not jump away from under the finger.
    const held = figure.hasAttribute(FULL) ? "" : view.style.maxBlockSize || `${view.offsetHeight}px`;
    view.style.maxBlockSize = next === 1 ? "" : held;
    svg.style.width = `${next * svg.viewBox.baseVal.width}px`;
    const after = svg.getBoundingClientRect();
    view.scrollLeft += after.left + across * after.width - at.x;
    view.scrollTop += after.top + down * after.height - at.y;
    tell(figure, next);
  }

  /** @param {HTMLElement} figure @param {number} zoom */
  function tell(figure, zoom) {
    const said = figure.querySelector(".rb-figure__zoom");
    if (said) said.textContent = zoom === 1 ? "" : `${Math.round(zoom * 100)} %`;
  }

  /** The whole width on a page, the whole figure on a full screen. @param {Shown} shown */
  function fit(shown) {
    const { width, height } = shown.svg.viewBox.baseVal;
    const across = shown.view.clientWidth / width;
    const down = shown.view.clientHeight / height;
    const full = shown.figure.hasAttribute(FULL);
    // Rounded down: a hundredth too much, and it scrolls.
    zoomTo(shown, Math.floor(100 * (full ? Math.min(across, down) : Math.min(across, 1))) / 100);
  }

  /** @param {HTMLElement} figure */
  function natural(figure) {
    for (const svg of figure.querySelectorAll("svg.rb-d")) {
      if (svg instanceof SVGSVGElement) svg.style.width = `${svg.viewBox.baseVal.width}px`;
    }
    for (const view of figure.querySelectorAll(".rb-figure__view")) {
      if (view instanceof HTMLElement) view.style.maxBlockSize = "";
    }
    tell(figure, 1);
  }

  // Full screen

  /** Where the page was, and where to go from a full screen, if not back there. */
  let back = 0;
  let onward = "";

  /** @param {HTMLElement} figure @param {boolean} on */
  function filled(figure, on) {
    figure.toggleAttribute(FULL, on);
    natural(figure);
    const button = press(figure, "full-screen", on);
    if (on) return;
    scrollTo({ top: back, behavior: "instant" });
    if (onward) location.assign(onward);
    else button?.focus({ preventScroll: true });
    onward = "";
  }

  /** @param {HTMLElement} figure */
  function turnFull(figure) {
    if (!figure.hasAttribute(FULL)) {
      back = scrollY;
      // A phone that has no full screen for figures gets one that covers the page.
      if (!figure.requestFullscreen) filled(figure, true);
      else figure.requestFullscreen().catch(() => filled(figure, true));
    } else if (document.fullscreenElement === figure) document.exitFullscreen();
    else filled(figure, false);
  }

  document.addEventListener("fullscreenchange", () => {
    for (const figure of document.querySelectorAll(".rb-figure")) {
      const on = figure === document.fullscreenElement;
      if (figure instanceof HTMLElement && on !== figure.hasAttribute(FULL)) filled(figure, on);
    }
  });

  // Buttons

  /** @param {HTMLElement} figure @param {string} does @param {boolean} on */
  function press(figure, does, on) {
    const button = figure.querySelector(`[data-rb-does="${does}"]`);
    button?.setAttribute("aria-pressed", String(on));
    return button instanceof HTMLElement ? button : null;
  }

  /** @param {HTMLElement} figure @param {string} does */
  function act(figure, does) {
    if (does === "full-screen") return turnFull(figure);
    if (does === "wide-form") return press(figure, does, figure.toggleAttribute(FORM));
    if (does === "png") return png(figure);
    const now = shown(figure);
    if (!now) return undefined;
    if (does === "zoom-in") return zoomTo(now, zoomOf(now.svg) * STEP);
    if (does === "zoom-out") return zoomTo(now, zoomOf(now.svg) / STEP);
    return fit(now);
  }

  const KEYS = new Map([
    ["+", "zoom-in"], ["=", "zoom-in"], ["-", "zoom-out"], ["0", "fit"], ["f", "full-screen"],
  ]);

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const full = document.querySelector(`[${FULL}]`);
    const does = KEYS.get(event.key);
    const figure = around(event.target, ".rb-figure") ?? full;
    if (!(figure instanceof HTMLElement)) return;
    if (event.key === "Escape") {
      const menu = around(event.target, "details[open]");
      if (menu) fold(menu);
      else if (figure.hasAttribute(FULL)) turnFull(figure);
      else return;
    } else if (does) act(figure, does);
    else return;
    event.preventDefault();
    // Themes have keys of their own, `f` for a search.
    event.stopPropagation();
  });

  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll(".rb-figure__files[open]")) {
      if (event.target instanceof Node && !menu.contains(event.target)) menu.removeAttribute("open");
    }
    const figure = around(event.target, ".rb-figure");
    const does = around(event.target, "[data-rb-does]")?.dataset.rbDoes;
    if (figure && does) act(figure, does);
    const href = figure?.hasAttribute(FULL) && addressOf(around(event.target, ".rb-d a"));
    if (figure && href && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      // What the link leads to is below the full screen.
      event.preventDefault();
      onward = href;
      turnFull(figure);
    }
  });

  /** Ctrl and the wheel. @param {WheelEvent} event */
  function turned(event) {
    const figure = around(event.target, ".rb-figure");
    const now = figure && shown(figure);
    if (!now || !event.ctrlKey) return;
    event.preventDefault();
    zoomTo(now, zoomOf(now.svg) * Math.exp(-event.deltaY / 400), { x: event.clientX, y: event.clientY });
  }

  // Panning with the mouse

  let dragged = false;

  document.addEventListener("pointerdown", (down) => {
    const view = around(down.target, ".rb-figure__view");
    const wide = view && view.scrollWidth > view.clientWidth;
    const high = view && view.scrollHeight > view.clientHeight;
    if (!view || !(wide || high) || down.pointerType !== "mouse" || down.button) return;
    const { scrollLeft, scrollTop } = view;
    /** @param {PointerEvent} move */
    const follow = (move) => {
      const [x, y] = [move.clientX - down.clientX, move.clientY - down.clientY];
      dragged ||= Math.hypot(x, y) > DRAG;
      if (!dragged) return;
      view.classList.add("rb-figure__view--dragged");
      view.scrollTo({ left: scrollLeft - x, top: scrollTop - y, behavior: "instant" });
    };
    const done = () => {
      removeEventListener("pointermove", follow);
      view.classList.remove("rb-figure__view--dragged");
      // The click that ends the drag comes first.
      setTimeout(() => { dragged = false; });
    };
    addEventListener("pointermove", follow);
    addEventListener("pointerup", done, { once: true });
    addEventListener("pointercancel", done, { once: true });
  });

  document.addEventListener("click", (event) => {
    if (!dragged) return;
    event.preventDefault();
    event.stopPropagation();
  }, true);

  document.addEventListener("dragstart", (event) => {
    if (around(event.target, ".rb-figure__view")) event.preventDefault();
  });

  // What belongs together: a step in every figure, its card, and what it restores or saves

  /** @param {Element | null} link @returns {string} */
  function addressOf(link) {
    const href = link?.getAttribute("href") ?? link?.getAttribute("xlink:href");
    return href ? new URL(href, document.baseURI).href : "";
  }

  /** @param {string} address @returns {string} What tells it from others, however it was written. */
  function place(address) {
    const { origin, pathname, hash } = new URL(address, document.baseURI);
    return origin + pathname.replace(/index\.html$/, "") + hash;
  }

  /** @param {EventTarget | null} target @returns {string} The step or component there. */
  function thing(target) {
    const link = around(target, "a");
    const href = link?.getAttribute("href") ?? link?.getAttribute("xlink:href") ?? "";
    if (THING.test(href)) return place(href);
    const part = around(target, PARTS);
    return part ? place(`#${part.id}`) : "";
  }

  /** @param {string} at @returns {Set<string>} */
  function together(at) {
    const all = new Set([at]);
    for (const card of document.querySelectorAll("[data-rb-parts]")) {
      const step = place(`#${card.id}`);
      const named = card.getAttribute("data-rb-parts") ?? "";
      const parts = named.split(" ").map((id) => place(`#${id}`));
      if (step === at) parts.forEach((part) => all.add(part));
      else if (parts.includes(at)) all.add(step);
    }
    return all;
  }

  let marked = "";
  let pointed = "";
  let focused = "";

  function mark() {
    const at = pointed || focused;
    if (at === marked) return;
    marked = at;
    const all = at ? together(at) : new Set();
    for (const link of document.querySelectorAll(".rb-d a")) {
      link.classList.toggle("rb-linked", all.has(place(addressOf(link))));
    }
    for (const part of document.querySelectorAll(PARTS)) {
      part.classList.toggle("rb-linked", all.has(place(`#${part.id}`)));
    }
  }

  document.addEventListener("pointerover", (event) => {
    // A listener that may stop the wheel slows all scrolling: only where it is needed.
    around(event.target, ".rb-figure__view")?.addEventListener("wheel", turned, { passive: false });
    pointed = event.pointerType === "touch" ? "" : thing(event.target);
    mark();
  });

  document.documentElement.addEventListener("pointerleave", () => {
    pointed = "";
    mark();
  });

  document.addEventListener("focusin", (event) => {
    focused = thing(event.target);
    mark();
  });

  document.addEventListener("focusout", (event) => {
    focused = "";
    mark();
    const menu = around(event.target, ".rb-figure__files[open]");
    const to = event.relatedTarget;
    if (menu && to instanceof Node && !menu.contains(to)) menu.removeAttribute("open");
  });

  // Files

  /** @param {HTMLElement} menu */
  function fold(menu) {
    menu.removeAttribute("open");
    menu.querySelector("summary")?.focus();
  }

  /** Draw the figure's SVG file, paper and all, at twice its size. @param {HTMLElement} figure */
  async function png(figure) {
    const links = [...figure.querySelectorAll("a")];
    const link = links.find((a) => a instanceof HTMLAnchorElement && a.pathname.endsWith(".svg"));
    if (!(link instanceof HTMLAnchorElement)) return;
    try {
      const image = new Image();
      image.src = link.href;
      await image.decode();
      const { naturalWidth: width, naturalHeight: height } = image;
      const scale = Math.min(2, Math.sqrt(CANVAS / (width * height)));
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(scale * width);
      canvas.height = Math.round(scale * height);
      const pen = canvas.getContext("2d");
      if (!pen) throw new Error("no canvas");
      pen.drawImage(image, 0, 0, canvas.width, canvas.height);
      const file = document.createElement("a");
      file.href = canvas.toDataURL("image/png");
      file.download = link.pathname.replace(/^.*\/|svg$/g, "") + "png";
      file.click();
    } catch {
      // Opened from a disk, a page may not read what it drew: the SVG is the next best.
      link.click();
    }
  }

  // Paper: a browser cuts a drawing anywhere, so on paper its rows are drawings of their own

  /** @param {SVGSVGElement} svg @returns {number[]} Where it can be cut, its two ends included. */
  function cuts(svg) {
    const whole = svg.getBoundingClientRect();
    const { height } = svg.viewBox.baseVal;
    const scale = height / whole.height;
    const kept = [...svg.querySelectorAll("a, text, .rb-d-box")]
      .map((part) => part.getBoundingClientRect())
      .map(({ top, bottom }) => [(top - whole.top) * scale, (bottom - whole.top) * scale])
      .sort(([a], [b]) => a - b);
    const found = [0];
    let end = 0;
    for (const [top, bottom] of kept) {
      if (end && top - end > GAP) found.push(Math.round((end + top) / 2));
      end = Math.max(end, bottom);
    }
    return [...found, height];
  }

  /** @param {SVGSVGElement} svg @param {string} name @returns {HTMLElement} */
  function rows(svg, name) {
    const { width } = svg.viewBox.baseVal;
    const all = document.createElement("div");
    all.className = "rb-figure__rows";
    const ends = cuts(svg);
    ends.slice(1).forEach((end, index) => {
      const row = document.createElementNS(svg.namespaceURI, "svg");
      const use = document.createElementNS(svg.namespaceURI, "use");
      row.setAttribute("class", "rb-d");
      row.setAttribute("viewBox", `0 ${ends[index]} ${width} ${end - ends[index]}`);
      row.setAttribute("style", `width:${width}px`);
      use.setAttribute("href", `#${name}`);
      row.append(use);
      all.append(row);
    });
    return all;
  }

  addEventListener("beforeprint", () => {
    for (const svg of document.querySelectorAll(".rb-figure__view > svg")) {
      const view = svg.parentElement;
      const name = svg.querySelector("g[id]")?.id;
      if (!(svg instanceof SVGSVGElement) || !view || !name) continue;
      // Paper may show the form that the screen does not, and only what is shown has a size.
      view.style.display = "block";
      if (svg.viewBox.baseVal.height > PAGE) view.append(rows(svg, name));
      view.style.display = "";
    }
  });

  addEventListener("afterprint", () => {
    for (const all of document.querySelectorAll(".rb-figure__rows")) all.remove();
  });

  // The tools are shown only to who can use them.
  document.documentElement.setAttribute("data-rb-scripted", "");
})();
