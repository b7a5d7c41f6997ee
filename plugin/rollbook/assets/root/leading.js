// @ts-check
/* Goes on to the edition in force, unless it lacks what the address names. */
(() => {
  const { to = "", gone = "" } = document.currentScript?.dataset ?? {};
  if (location.hash && gone.split(" ").includes(location.hash.slice(1))) return;
  const there = new URL(to, location.href);
  there.search = location.search;
  there.hash ||= location.hash;
  location.replace(there);
})();
