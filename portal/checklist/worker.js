// Shows a list that was opened before, where there is no network. The page itself keeps its copy.
"use strict";

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

const kept = (key) => caches.match(key, { ignoreVary: true });

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (pathname.startsWith("/static/")) {
    event.respondWith(kept(request).then((found) => found ?? fetch(request)));
  } else if (request.mode === "navigate" && /\/list\/[\w-]{22}$/.test(pathname)) {
    event.respondWith(fetch(request).catch(async () => (await kept(pathname)) ?? Response.error()));
  }
});
