// Ticks without reloading; a list on a secret link also without a network. Everything works
// without this file.
"use strict";

{
  const PARTS = [".languages", ".banner", "[data-part=errors]", "[data-part=now]", "[data-part=list]", "[data-part=more]"];
  const list = () => document.querySelector("[data-part=list]");
  const here = location.pathname;
  const secret = here.split("/").pop(); // the same list in each language
  const named = (item) => document.getElementById(item);
  const box = (item) => named(item)?.querySelector("[role=checkbox]");

  // What was pressed and is not sent yet. Of a list on a secret link it is kept on the phone.
  let waiting = [];
  let store = null;
  const keeps = Boolean(list()?.dataset.worker);

  const asked = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const opened = async () => {
    const request = indexedDB.open("lists", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("presses", { keyPath: "n", autoIncrement: true });
    return asked(request);
  };
  const unsent = async () => (await asked(presses("readonly").getAll())).filter((press) => press.list === secret);
  const presses = (mode) => store.transaction("presses", mode).objectStore("presses");
  const remember = async (press) => {
    if (store) press.n = await asked(presses("readwrite").add(press));
    waiting.push(press);
  };
  const done = async (press) => {
    if (store) await asked(presses("readwrite").delete(press.n));
    waiting = waiting.filter((other) => other !== press);
  };

  // A copy for when there is no network: this page and what it is drawn with.
  const copy = async (html, headers) => {
    if (!keeps || !window.caches) return;
    const cache = await caches.open("lists");
    await cache.put(here, new Response(html, { headers }));
    const assets = [...document.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src]")].map((from) => from.href || from.src);
    const old = (await cache.keys()).filter(({ url }) => url.includes("/static/"));
    await Promise.all(old.filter(({ url }) => !assets.includes(url)).map((request) => cache.delete(request)));
    await cache.addAll(assets.filter((url) => !old.some((request) => request.url === url)));
  };

  // As the page will be once the press has been sent.
  const mark = ({ item, pairs }) => {
    const at = named(item);
    if (!at) return;
    at.removeAttribute("aria-busy");
    const { do: act, note, was } = Object.fromEntries(pairs);
    const kind = act.split(":")[0];
    if (kind !== "note") {
      at.classList.toggle("done", kind === "done");
      box(item).setAttribute("aria-checked", String(kind === "done"));
      box(item).value = `${kind === "done" ? "open" : "done"}:${item}`;
    }
    if (note !== undefined && note !== was) {
      let own = at.querySelector(".own-note");
      if (!own) {
        own = Object.assign(document.createElement("p"), { className: "own-note", dir: "auto" });
        at.querySelector("details").before(own);
      }
      own.textContent = note;
      own.hidden = !note;
      at.querySelector("textarea").value = note;
      at.querySelector("[name=was]").value = note;
    }
    const count = document.querySelectorAll(".todo > .done").length;
    const told = document.querySelector("[data-of]");
    told.textContent = told.dataset.of.replace("#", count);
    document.querySelector(".done-of progress").value = count;
  };

  // The new parts in place of the old, what is open left open, and nothing moved under a finger.
  const show = (page, item) => {
    const open = [...document.querySelectorAll(".todo details[open]")].map((details) => details.closest("li").id);
    const typed = [...document.querySelectorAll(".todo textarea")].filter((area) => area.value !== area.defaultValue && area.closest("li").id !== item).map((area) => [area.id, area.value, area.form.elements.was.value]);
    const before = box(item)?.getBoundingClientRect().top;
    const focused = document.activeElement?.id;
    document.title = page.title;
    for (const part of PARTS) {
      const fresh = page.querySelector(part);
      if (fresh) document.querySelector(part)?.replaceWith(fresh);
    }
    const wrong = document.querySelector(".error-summary");
    if (wrong) return wrong.focus();
    for (const id of open) named(id)?.querySelector("details").setAttribute("open", "");
    for (const [id, value, was] of typed) {
      named(id).value = value;
      named(id).form.elements.was.value = was;
    }
    waiting.forEach(pending);
    (focused ? named(focused) : box(item))?.focus({ preventScroll: true });
    if (before !== undefined) scrollBy(0, box(item).getBoundingClientRect().top - before);
    named("heard").textContent = document.querySelector("[data-of]").textContent;
  };

  const say = (what) => {
    const place = document.querySelector(".offline");
    if (!place) return;
    const line = place.querySelector("p");
    // That all is sent is said to those who were told that it was not.
    if (what === "sent" && place.hidden) return;
    place.hidden = false;
    line.textContent = line.dataset[what];
  };

  class Refused extends Error {}
  class Gone extends Refused {}

  // Shown as done when it can no longer be lost; until then as under way.
  const pending = (press) => (keeps ? mark(press) : named(press.item)?.setAttribute("aria-busy", "true"));

  // While more waits, the page itself is not needed yet.
  const send = async ({ pairs }, more) => {
    const body = new FormData();
    for (const [name, value] of pairs) body.append(name, value);
    const headers = more ? { Accept: "application/json" } : {};
    const answer = await fetch(list().dataset.action, { method: "POST", body, headers });
    if (more && answer.ok && answer.headers.get("Content-Type") === "application/json") return {};
    const html = await answer.text();
    const page = new DOMParser().parseFromString(html, "text/html");
    const known = page.querySelector("[data-part=list]");
    // Too much of a hurry, or a server that is away for a moment, is tried again.
    if (answer.status === 429 || answer.status >= 500) throw new Error(answer.status);
    if (page.querySelector("[data-forget]")) throw Object.assign(new Gone(), { page });
    if (!known) throw new Refused(answer.status);
    return { page, html, answer };
  };

  // Tried again when a network is told of, also while a try is under way, and else after a while:
  // a phone may say that it is back before anything comes through.
  const SOON = 15_000, LATE = 240_000;
  let busy = false, again = false, later = 0, pause = SOON;
  const work = async () => {
    again = busy;
    if (busy) return;
    busy = true;
    clearTimeout(later);
    while (waiting.length) {
      const press = waiting[0];
      try {
        const { page, html, answer } = await send(press, keeps && waiting.length > 1);
        await done(press);
        pause = SOON;
        if (!page) continue;
        show(page, press.item);
        if (answer.status === 200) {
          if (!keeps) history.replaceState(null, "", answer.url);
          await copy(html, answer.headers).catch(() => {});
        }
        if (!waiting.length) say("sent");
      } catch (error) {
        if (keeps && !(error instanceof Refused)) {
          say("offline");
          if (again) {
            again = false;
            continue;
          }
          later = setTimeout(work, pause);
          pause = Math.min(2 * pause, LATE);
          break;
        }
        if (error instanceof Gone) {
          document.title = error.page.title;
          for (const part of ["main", ".bottom"]) document.querySelector(part).replaceWith(error.page.querySelector(part));
          document.querySelector("main").focus();
          await forget().catch(() => {});
          break;
        }
        if (keeps) {
          await done(press);
          location.reload();
          break;
        }
        plainly(press);
        break;
      }
    }
    busy = false;
  };

  const plainly = ({ pairs }) => {
    const form = Object.assign(document.createElement("form"), { method: "post", action: list().dataset.action, hidden: true });
    for (const [name, value] of pairs) form.append(Object.assign(document.createElement("textarea"), { name, value }));
    document.body.append(form);
    form.submit();
  };

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches("[data-list]")) return;
    event.preventDefault();
    const pairs = [...new FormData(form), ["do", event.submitter.value]];
    if (keeps) pairs.push(["change", fresh()]);
    const press = { item: form.closest("li").id, list: secret, pairs };
    form.closest("li").setAttribute("aria-busy", "true");
    await ready;
    await remember(press).catch(() => waiting.push(press));
    pending(press);
    work();
  });

  const fresh = () => [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

  // What was pressed before, while there was no network.
  const recall = async () => {
    try {
      store = await opened();
      waiting = await unsent();
    } catch {} // no such thing in this browser: what is pressed is sent at once or not at all
  };
  const ready = keeps ? recall() : null;

  // An office sees that its list was opened: by a person, not by a program that only fetches it.
  const toTell = list()?.dataset.opened;
  const touched = () => {
    touches(removeEventListener);
    fetch(toTell, { method: "POST", keepalive: true }).catch(() => touches(addEventListener));
  };
  const touches = (listen) => ["pointerdown", "keydown", "wheel"].forEach((touch) => listen(touch, touched, { passive: true }));
  if (toTell) touches(addEventListener);

  const begin = async () => {
    await ready;
    waiting.forEach(mark);
    addEventListener("online", work);
    document.addEventListener("visibilitychange", () => document.hidden || work());
    work();
    if (!navigator.serviceWorker || !window.caches) return;
    try {
      await navigator.serviceWorker.register(list().dataset.worker);
      const answer = await fetch(here);
      if (answer.status === 200) await copy(await answer.text(), answer.headers);
    } catch {} // no network, or not allowed
  };
  if (keeps) begin();

  // The list is gone; so is what this browser kept of it. What was never sent is told.
  const forget = async () => {
    const gone = document.querySelector("[data-forget]");
    if (gone?.dataset.forget === "all") {
      if (window.caches) await caches.delete("lists");
      indexedDB.deleteDatabase("lists");
      for (const worker of (await navigator.serviceWorker?.getRegistrations()) ?? []) await worker.unregister();
    } else if (gone) {
      gone.hidden = !waiting.length;
      waiting = [];
      const cache = await window.caches?.open("lists");
      for (const request of (await cache?.keys()) ?? []) if (request.url.endsWith(`/${secret}`)) await cache.delete(request);
      store ??= await opened();
      for (const press of await unsent()) {
        gone.hidden = false;
        await asked(presses("readwrite").delete(press.n));
      }
    }
  };
  forget().catch(() => {});
}
