// @ts-check
/* Storage: what this browser keeps, as far as it lets us. It may refuse, be full, or be emptied at
   any time; and what stands there may have been written by anyone on this host. */

/** @returns {boolean} Some settings forbid even to look at it. */
export function works() {
  try {
    return localStorage !== null;
  } catch {
    return false;
  }
}

/** @returns {string[]} */
export function keys() {
  try {
    return Object.keys(localStorage);
  } catch {
    return [];
  }
}

/** @param {string} key @returns {string | null} */
export function kept(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** @param {string} key @param {string} text @returns {boolean} Whether it is kept. */
export function keep(key, text) {
  try {
    localStorage.setItem(key, text);
    return true;
  } catch {
    return false;
  }
}

/** @param {string} key */
export function forget(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    // Then it was not there to be read either.
  }
}
