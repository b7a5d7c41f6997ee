// @ts-check
/* A checklist: the list of a path as Markdown, with links that work from an issue tracker.
   Without it, the same text is there to select, without its links. */

import { asText, sentence } from "./markdown.js";
import { copy } from "./record.js";

/** @param {Element} item @returns {string} */
function line(item) {
  const parts = [...item.childNodes].map((node) => ({
    text: node.textContent ?? "",
    href: node instanceof HTMLAnchorElement ? node.href : undefined,
  }));
  return `- [ ] ${sentence(parts)}`;
}

class Checklist extends HTMLElement {
  connectedCallback() {
    const code = this.querySelector("pre code");
    const items = [...this.querySelectorAll(".rb-path__tasks > li")];
    if (!code || this.querySelector("button")) return;
    const text = [`### ${asText(this.dataset.title ?? "")}`, "", ...items.map(line), ""].join("\n");
    code.textContent = text;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "rb-button rb-button--quiet";
    button.textContent = "Copy as a checklist";
    button.addEventListener("click", () => copy(button, text));
    this.querySelector("details")?.before(button);
  }
}

customElements.define("rb-checklist", Checklist);
