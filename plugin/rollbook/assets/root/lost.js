// @ts-check
/* Looks for the same page in the edition in force. Who asked for one edition gets no other unasked. */
(async () => {
  const { base = "/", at = "", editions = "" } = document.currentScript?.dataset ?? {};
  if (!location.pathname.startsWith(base)) return;
  const [folder = "", ...rest] = location.pathname.slice(base.length).split("/");
  const named = editions.split(" ").includes(folder);
  const pruned = document.querySelector(`[data-pruned="${CSS.escape(folder)}"]`);
  pruned?.removeAttribute("hidden");
  if (!at || folder === at) return;
  const path = named ? rest.join("/") : location.pathname.slice(base.length);
  const there = new URL(`${base}${at}/${path}`, location.origin);
  there.search = location.search;
  there.hash = location.hash;
  const answer = await fetch(there, { method: "HEAD" }).catch(() => undefined);
  if (!answer?.ok) return;
  if (!named) return location.replace(there);
  const found = document.querySelector("[data-found]");
  found?.removeAttribute("hidden");
  found?.querySelector("a")?.setAttribute("href", there.href);
})();
