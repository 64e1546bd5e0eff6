// Small comforts. Everything works without this file.
"use strict";

for (const button of document.querySelectorAll("[data-print]")) {
  button.closest("[hidden]")?.removeAttribute("hidden");
  button.addEventListener("click", () => window.print());
}

// The phone's own sheet where there is one; else the address is copied, and that is said.
for (const button of document.querySelectorAll("[data-share]")) {
  button.closest("[hidden]")?.removeAttribute("hidden");
  button.addEventListener("click", async () => {
    const url = button.dataset.share;
    try {
      if (navigator.share) return await navigator.share({ title: document.title, url });
      await navigator.clipboard.writeText(url);
      const told = button.parentElement.querySelector("[data-copied]");
      told.textContent = told.dataset.copied;
    } catch {} // the sheet was closed again
  });
}

// Leaves no way back by the Back button: the address held the answers.
for (const link of document.querySelectorAll("[data-replace]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    location.replace(link.href);
  });
}

// On paper nothing is folded, also in browsers where the style sheet can't unfold it.
const folded = [];
addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll("details:not([open])")) {
    details.open = true;
    folded.push(details);
  }
});
addEventListener("afterprint", () => {
  for (const details of folded.splice(0)) details.open = false;
});
