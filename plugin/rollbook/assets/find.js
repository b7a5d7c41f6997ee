// @ts-check
/* The triggers of the home page, filtered while typing. Without it the list is there and whole. */

/** Attribute → what its chips choose by. */
const CHOICES = { "data-rb-system": "System", "data-rb-severity": "Severity" };
const WIDE = "(min-width: 60em)";
const WORD = /[\p{L}\p{N}\p{Mc}]+/gu;
/** A capital within a word: people know `FeedDrop` by `drop`, too. */
const HUMP = /(?<=[\p{Ll}\p{N}])\p{Lu}/gu;
/** What is written without spaces is found wherever it stands. */
const UNSPACED = /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Thai}|\p{Script=Lao}|\p{Script=Khmer}|\p{Script=Myanmar}/u;

/** @param {string} text @returns {string[]} Its words, without accents. */
const words = (text) => text.normalize("NFKD").replace(/\p{Mn}/gu, "").match(WORD) ?? [];

/** @param {string} text @returns {string} Every beginning of a word in it, each behind a space. */
function beginnings(text) {
  const found = words(text).flatMap((word) =>
    [0, ...[...word.matchAll(HUMP)].map((hump) => hump.index)].map((place) => word.slice(place)),
  );
  return ` ${found.join(" ")}`.toUpperCase();
}

/** @param {string} typed @returns {string[]} What has to be found in the beginnings. */
const wanted = (typed) =>
  words(typed).map((word) => (UNSPACED.test(word) ? "" : " ") + word.toUpperCase());

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag @param {string} name @param {string} [text] @returns {HTMLElementTagNameMap[T]}
 */
function made(tag, name, text = "") {
  const element = document.createElement(tag);
  element.className = name;
  element.textContent = text;
  return element;
}

/**
 * `own` are the words of the trigger, `all` those of its symptom and its SOP, too.
 * @typedef {{item: HTMLElement, link: HTMLElement, section: HTMLElement}} Place
 * @typedef {Place & {own: string, all: string}} Answer
 */

class Find extends HTMLElement {
  #field = made("input", "rb-find__field");
  #said = made("p", "rb-find__said");
  /** @type {HTMLButtonElement[]} */
  #chips = [];
  /** @type {Answer[]} */
  #answers = [];
  /** @type {Answer[]} */
  #shown = [];

  connectedCallback() {
    // A page can be taken out and put back.
    if (this.#answers.length) return;
    this.#answers = [...this.#read()];
    this.#build();
    this.addEventListener("keydown", (event) => this.#key(event));
    this.#filter();
    if (matchMedia(WIDE).matches && !location.hash && this.#inSight()) {
      this.#field.focus({ preventScroll: true });
    }
  }

  /** @returns {Generator<Answer>} */
  *#read() {
    for (const link of this.querySelectorAll("a.rb-answer")) {
      const [item, section] = [link.closest("li"), link.closest("section")];
      if (!(link instanceof HTMLElement) || !item || !section) continue;
      const own = beginnings(`${item.textContent} ${item.dataset.rbWords}`);
      const symptom = `${section.querySelector("h2")?.textContent} ${section.dataset.rbAbout}`;
      yield { item, link, section, own, all: own + beginnings(`${symptom} ${item.dataset.rbAbout}`) };
    }
  }

  #build() {
    const bar = made("form", "rb-find__bar");
    bar.role = "search";
    const label = made("label", "rb-find__label", "What do you see?");
    Object.assign(this.#field, { type: "search", autocomplete: "off", enterKeyHint: "go" });
    this.#field.placeholder = `Such as “${this.dataset.rbExample}”`;
    this.#field.spellcheck = false;
    label.append(this.#field);
    const groups = Object.entries(CHOICES).map(([name, says]) => this.#group(name, says));
    bar.append(label, ...groups.filter((group) => group.childElementCount > 1));
    const told = made("div", "rb-find__told");
    told.role = "status";
    told.ariaLive = "polite";
    const none = this.querySelector("[data-rb-none]");
    told.append(this.#said, ...(none ? [none] : []));
    this.prepend(bar, told);
    bar.addEventListener("submit", (event) => {
      event.preventDefault();
      if (this.#asked()) this.#shown[0]?.link.click();
    });
    bar.addEventListener("input", () => this.#filter());
    none?.querySelector("button")?.addEventListener("click", () => this.#clear());
  }

  /** @param {string} name @param {string} says @returns {HTMLElement} Its chips, one a value. */
  #group(name, says) {
    const group = made("div", "rb-find__chips");
    group.role = "group";
    group.ariaLabel = says;
    const values = new Set(this.#answers.map(({ item }) => item.getAttribute(name) ?? ""));
    for (const value of [...values].filter(Boolean).sort()) {
      const chip = made("button", "rb-find__chip", value);
      Object.assign(chip, { type: "button", ariaPressed: "false", name, value, dir: "auto" });
      chip.addEventListener("click", () => {
        chip.ariaPressed = String(chip.ariaPressed !== "true");
        this.#filter();
      });
      group.append(chip);
    }
    if (group.childElementCount > 1) this.#chips.push(...group.querySelectorAll("button"));
    return group;
  }

  /** @returns {HTMLButtonElement[]} */
  #pressed() {
    return this.#chips.filter((chip) => chip.ariaPressed === "true");
  }

  /** Whether the list has been narrowed. */
  #asked() {
    return this.#pressed().length > 0 || wanted(this.#field.value).length > 0;
  }

  #filter() {
    const typed = wanted(this.#field.value);
    const pressed = Object.keys(CHOICES)
      .map((name) => this.#pressed().filter((chip) => chip.name === name))
      .filter((chips) => chips.length);
    const found = this.#answers.filter(
      ({ item, all }) =>
        typed.every((word) => all.includes(word)) &&
        pressed.every((chips) => chips.some(({ name, value }) => item.getAttribute(name) === value)),
    );
    this.#show(
      found.filter(({ own }) => typed.every((word) => own.includes(word))),
      found,
    );
    this.#tell();
  }

  /** Show what was found, below its symptoms: the best of it first. @param {Answer[][]} ranked */
  #show(...ranked) {
    const found = new Set(ranked.flat());
    const sections = new Set([...found].map(({ section }) => section));
    this.#shown = [...sections].flatMap((above) => [...found].filter(({ section }) => section === above));
    for (const section of sections) section.parentElement?.append(section);
    for (const { item } of this.#shown) item.parentElement?.append(item);
    const first = this.#asked() ? this.#shown[0] : undefined;
    for (const answer of this.#answers) {
      answer.item.hidden = !found.has(answer);
      answer.section.hidden = !sections.has(answer.section);
      answer.link.toggleAttribute("data-rb-first", answer === first);
    }
  }

  #tell() {
    const [count, all] = [this.#shown.length, this.#answers.length];
    const of = this.#asked() ? `${count} of ${all}` : `${all}`;
    this.#said.textContent = `${of} ${all === 1 ? "trigger" : "triggers"}`;
    this.querySelector("[data-rb-none]")?.toggleAttribute("hidden", count > 0);
  }

  #clear() {
    this.#field.value = "";
    for (const chip of this.#chips) chip.ariaPressed = "false";
    this.#filter();
    this.#field.focus();
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.isComposing || !(this.#asked() || event.target === this.#field)) return;
    if (event.key === "Escape") this.#clear();
    else if (event.key === "ArrowDown") this.#go(1);
    else if (event.key === "ArrowUp") this.#go(-1);
    else return;
    event.preventDefault();
  }

  /** From the field to the first answer, from one to the next, and back. @param {number} by */
  #go(by) {
    const links = this.#shown.map(({ link }) => link);
    const at = links.findIndex((link) => link === document.activeElement) + by;
    (at < 0 ? this.#field : (links[Math.min(at, links.length - 1)] ?? this.#field)).focus();
  }

  #inSight() {
    const { top, bottom } = this.#field.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
  }
}

customElements.define("rb-find", Find);

export {};
