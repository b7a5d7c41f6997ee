// @ts-check
/* A quiz: choose, check, and read why. Without it, each question shows its answer when unfolded.
   All that is kept, and only in this browser, is the last score. */

import { keep, kept } from "./storage.js";

/** @param {string} tag @param {string} kind @param {string} [text] @returns {HTMLElement} */
function made(tag, kind, text = "") {
  const element = document.createElement(tag);
  element.className = kind;
  element.textContent = text;
  return element;
}

/** Radio buttons have names of their own, whatever other quiz is on the page. */
let count = 0;

/** A question with its radio buttons. */
class Asked {
  /** @param {Element} item @param {() => void} told What is called when it has been answered. */
  constructor(item, told) {
    this.item = item;
    this.told = told;
    this.options = [...item.querySelectorAll(".rb-option")];
    this.right = 0;
    this.reasons = [...item.querySelectorAll(".rb-reason")].map((said, place) => {
      if (said.matches(".rb-reason--right")) this.right = place;
      // What stands beside the answer need not say it again.
      said.querySelector(".rb-reason__text")?.remove();
      const reason = made("div", said.className);
      reason.append(...said.childNodes);
      return reason;
    });
    /** @type {HTMLInputElement[]} */
    this.inputs = [];
    this.said = made("p", "rb-question__said");
    this.said.tabIndex = -1;
    this.said.setAttribute("role", "status");
    this.button = /** @type {HTMLButtonElement} */ (made("button", "rb-button", "Check"));
    this.button.type = "button";
    this.button.addEventListener("click", () => this.check());
    const name = `rb-quiz-${(count += 1)}`;
    this.options.forEach((option, place) => this.choice(option, place, name));
    const line = made("div", "rb-question__check");
    line.append(this.button, this.said);
    item.append(line);
    this.start();
  }

  /** @param {Element} option @param {number} place @param {string} name */
  choice(option, place, name) {
    const input = document.createElement("input");
    input.type = "radio";
    input.name = name;
    const label = made("label", "rb-option__label");
    label.append(input, ...option.childNodes);
    option.append(label, this.reasons[place]);
    this.inputs.push(input);
  }

  get passed() {
    return this.done && this.inputs[this.right].checked;
  }

  /** Ask it, once more. */
  start() {
    this.done = false;
    this.said.textContent = "";
    this.button.hidden = false;
    for (const input of this.inputs) {
      input.checked = false;
      input.disabled = false;
    }
    this.show();
  }

  check() {
    if (!this.inputs.some((input) => input.checked)) {
      this.said.textContent = "Choose an answer first.";
      return;
    }
    this.done = true;
    for (const input of this.inputs) input.disabled = true;
    this.button.hidden = true;
    this.said.textContent = this.passed ? "That is right." : "That is wrong.";
    this.show();
    // The button that was pressed is gone.
    this.said.focus({ preventScroll: true });
    this.told();
  }

  show() {
    this.options.forEach((option, place) => {
      const shown = this.done && (this.inputs[place].checked || place === this.right);
      option.classList.toggle("rb-option--right", this.done && place === this.right);
      option.classList.toggle("rb-option--wrong", shown && place !== this.right);
    });
    for (const reason of this.reasons) reason.hidden = !this.done;
  }
}

class Quiz extends HTMLElement {
  /** @type {Asked[]} */
  asked = [];

  connectedCallback() {
    if (this.asked.length) return;
    const items = [...this.querySelectorAll(".rb-questions > li")];
    this.asked = items.map((item) => new Asked(item, () => this.tell()));
    for (const shown of this.querySelectorAll(".rb-question__why")) shown.remove();
    this.score = made("p", "rb-quiz__score");
    this.score.setAttribute("role", "status");
    this.again = /** @type {HTMLButtonElement} */ (made("button", "rb-button", "Start again"));
    this.again.type = "button";
    this.again.addEventListener("click", () => this.restart());
    const line = made("div", "rb-quiz__end");
    line.append(this.score, this.again);
    this.append(line);
    this.remember();
    this.tell();
  }

  /** Say how the last time went. */
  remember() {
    const last = this.querySelector(".rb-quiz__last");
    const score = /^(\d{1,2}) of (\d{1,2})$/.exec(kept(this.dataset.key ?? "") ?? "");
    const asked = this.asked.length;
    if (!last || !score || Number(score[2]) !== asked || Number(score[1]) > asked) return;
    last.textContent = `Last time: ${score[0]}.`;
    last.toggleAttribute("hidden", false);
  }

  /** Say how it goes; when it is over, keep the score. */
  tell() {
    const asked = this.asked;
    if (!this.score || !this.again) return;
    const done = asked.filter((question) => question.done).length;
    const score = `${asked.filter((question) => question.passed).length} of ${asked.length}`;
    const over = done === asked.length;
    this.again.hidden = !done;
    this.score.textContent = over
      ? `${score} are right. This browser keeps the score, and nothing else.`
      : `${done} of ${asked.length} answered`;
    this.score.classList.toggle("rb-quiz__score--over", over);
    if (!over) return;
    if (!keep(this.dataset.key ?? "", score)) this.score.textContent = `${score} are right.`;
  }

  restart() {
    for (const question of this.asked) question.start();
    this.remember();
    this.tell();
    this.asked[0]?.inputs[0]?.focus();
  }
}

customElements.define("rb-quiz", Quiz);
