// @ts-check
/* The mark of an edition: says where it is not the one in force, and leads to this page today. */

/**
 * @typedef {{since: string, until: string | null}} Period
 * @typedef {{edition: string, in_force: Period[], retracted: {day: string, reason: string} | null}} Entry
 * @typedef {{current: string | null, at: string | null, editions: Entry[]}} Ledger
 * @typedef {{grave: boolean, says: string, reason?: string}} Notice
 */

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const FOLDER = /^[0-9A-Za-z][0-9A-Za-z._-]*$/;
/** The page of an SOP or that for acting on it, however pages are named. */
const SOP = /^sops\/(?!index\b)([a-z][a-z0-9-]*)(\/run)?(?:\/(?:index\.html)?|\.html)$/;

/** A moment or a day, as the ledger writes it. */
const MOMENT = /^\d{4}-(?:0[1-9]|1[0-2])-\d{2}/;

const isMoment = (/** @type {unknown} */ it) => typeof it === "string" && MOMENT.test(it);
const isName = (/** @type {unknown} */ it) => typeof it === "string" && FOLDER.test(it);

/**
 * The ledger in a text that anyone on this host, or whoever may push, has written. Throws where it
 * is none.
 * @param {string} text @returns {Ledger}
 */
function ledgerIn(text) {
  const { current, at, editions } = JSON.parse(text);
  const sound = (/** @type {Entry} */ { edition, in_force, retracted }) =>
    isName(edition) &&
    in_force.every(({ since, until }) => isMoment(since) && (until === null || isMoment(until))) &&
    (retracted === null || (isMoment(retracted.day) && typeof retracted.reason === "string"));
  const named = [current, at].every((name) => name === null || isName(name));
  if (!named || !editions.every(sound)) throw new Error("this is no ledger");
  return { current, at, editions };
}

/** A day without doubt about its month. @param {string} moment */
function day(moment) {
  const [year, month, date] = moment.slice(0, 10).split("-").map(Number);
  return `${date} ${MONTHS[(month ?? 0) - 1]} ${year}`;
}

/** What there is to say of an edition; nothing of the one in force. @param {Ledger} ledger @param {string} edition @returns {Notice | undefined} */
function notice({ current, editions }, edition) {
  if (edition === current) return;
  const names = editions.map((entry) => entry.edition);
  const entry = editions[names.indexOf(edition)];
  if (entry?.retracted) {
    const { reason } = entry.retracted;
    return { grave: true, says: `Edition ${edition} was retracted on ${day(entry.retracted.day)}:`, reason };
  }
  const period = entry?.in_force.at(-1);
  if (period) {
    const until = period.until ? ` to ${day(period.until)}` : "";
    return { grave: false, says: `You are reading edition ${edition}, in force from ${day(period.since)}${until}.` };
  }
  const yet = current && names.indexOf(edition) < names.indexOf(current) ? " yet" : "";
  return { grave: false, says: `Edition ${edition} is not in force${yet}.` };
}

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag @param {Partial<HTMLElementTagNameMap[T]>} values @param {(Node | string)[]} children
 */
function made(tag, values, ...children) {
  const element = Object.assign(document.createElement(tag), values);
  element.append(...children);
  return element;
}

class EditionMark extends HTMLElement {
  #root = new URL(location.href);
  /** What is shown, so that the same is not said twice. */
  #shown = "";
  #turned = () => this.#follow();
  /** Who comes by a link to a step sees nothing of the top of the page. */
  #watch = new IntersectionObserver(([seen]) => {
    if (!seen) return;
    const section = this.querySelector("section");
    const away = !!section && !seen.isIntersecting && seen.boundingClientRect.top < 0;
    if (away && !section.hasAttribute("data-rb-away")) this.style.minHeight = `${section.offsetHeight}px`;
    section?.toggleAttribute("data-rb-away", away);
  });

  /** The folder of the site that this page stands in. */
  get #folder() {
    return location.pathname.slice(this.#root.pathname.length).split("/")[0] ?? "";
  }

  connectedCallback() {
    this.#root = new URL(this.getAttribute("root") ?? "", location.href);
    this.setAttribute("role", "status");
    addEventListener("hashchange", this.#turned);
    void this.#ask();
  }

  disconnectedCallback() {
    removeEventListener("hashchange", this.#turned);
    this.#watch.disconnect();
  }

  /** Shows at once what the last page knew, so that nothing moves while somebody reads. */
  async #ask() {
    const place = `rb-editions ${this.#root.href}`;
    try {
      const kept = sessionStorage.getItem(place);
      if (kept) await this.#show(kept);
    } catch {
      // Storage may be forbidden.
    }
    try {
      const text = await this.#read("editions.json");
      await this.#show(text);
      sessionStorage.setItem(place, text);
    } catch {
      // Without the ledger nothing is known.
    }
  }

  /** A file at the root, as it is now. @param {string} name */
  async #read(name) {
    const answer = await fetch(new URL(name, this.#root), { cache: "no-cache" });
    if (!answer.ok) throw new Error(name);
    return answer.text();
  }

  /** The edition that the folder holds, or leads to. @param {Ledger} ledger */
  async #edition({ current, at, editions }) {
    const folder = this.#folder;
    if (folder === at && current) return current;
    if (editions.some((entry) => entry.edition === folder)) return folder;
    /** @type {{version: string, aliases: string[]}[]} */
    const versions = JSON.parse(await this.#read("versions.json"));
    const version = versions.find(({ aliases }) => aliases.includes(folder))?.version;
    return isName(version) && version ? version : folder;
  }

  /** @param {string} text */
  async #show(text) {
    if (text === this.#shown) return;
    const ledger = ledgerIn(text);
    const edition = await this.#edition(ledger);
    this.#shown = text;
    for (const slot of document.querySelectorAll("[data-rb-copy]")) {
      slot.textContent = ` from edition ${edition} of the handbook, of ${day(new Date().toISOString())}`;
    }
    const told = notice(ledger, edition);
    this.#watch.disconnect();
    this.querySelector("section")?.remove();
    this.style.minHeight = "";
    if (!told) return;
    const says = made("p", {}, made("strong", {}, told.says));
    if (told.reason) says.append(" ", made("bdi", { textContent: told.reason }));
    const where = made("p", {}, ...this.#links(ledger));
    const section = made("section", { className: "rb-edition", ariaLabel: "Edition" }, says, where);
    section.toggleAttribute("data-rb-grave", told.grave);
    this.append(section);
    this.#watch.observe(this);
  }

  /** @param {Ledger} ledger @returns {(Node | string)[]} */
  #links({ current, at }) {
    const all = made("a", { href: new URL("editions/", this.#root).href }, "All editions");
    if (!current || !at || !FOLDER.test(at)) return ["No edition is in force. ", all];
    const today = made("a", { href: new URL(`${at}/`, this.#root).href }, `Edition ${current}`);
    void this.#find(today, at, current);
    return ["In force: ", today, made("span", {}, " · ", all)];
  }

  /** Lets the link lead to the same page today, if there is one. @param {HTMLAnchorElement} link @param {string} at @param {string} current */
  async #find(link, at, current) {
    const path = location.pathname.slice(this.#root.pathname.length).replace(/^[^/]*\//, "");
    const [sop, id, run = ""] = SOP.exec(path) ?? [];
    // The permanent address knows what has become of an SOP.
    const there = new URL(sop ? `sops/${id}${run}/` : `${at}/${path}`, this.#root);
    if (!sop) {
      const answer = await fetch(there, { method: "HEAD" }).catch(() => undefined);
      if (!answer?.ok) return;
    }
    link.href = there.href;
    link.textContent = `this ${sop ? "SOP" : "page"} in edition ${current}`;
    link.dataset.rbSame = "";
    link.hash = location.hash;
  }

  /** The place on the page that is being read. */
  #follow() {
    const link = this.querySelector("a[data-rb-same]");
    if (link instanceof HTMLAnchorElement) link.hash = location.hash;
  }
}

customElements.define("rb-edition", EditionMark);
