// So that no family sees the former one's pages. Works without this file, too: the server opens none.
"use strict";

{
  // A page that the browser kept whole is asked for anew; until then nothing of it is seen.
  addEventListener("pagehide", () => (document.documentElement.hidden = true));
  addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });

  // What a browser that does not heed Clear-Site-Data still holds.
  const forget = async () => {
    localStorage.clear();
    sessionStorage.clear();
    for (const worker of (await navigator.serviceWorker?.getRegistrations()) ?? []) await worker.unregister();
    if (window.caches) for (const name of await caches.keys()) await caches.delete(name);
    for (const { name } of (await indexedDB.databases?.()) ?? [{ name: "lists" }])
      await new Promise((done) => {
        const request = indexedDB.deleteDatabase(name);
        request.onsuccess = request.onerror = request.onblocked = done;
      });
  };
  const told = document.querySelector("[data-forgotten]");
  if (told) forget().then(() => (told.textContent = told.dataset.forgotten)).catch(() => {});
}
