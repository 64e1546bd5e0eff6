// Ticks without reloading. Whatever fails here is sent as a plain form instead.
"use strict";

{
  const parts = [".languages", ".banner", "[data-part=errors]", "[data-part=now]", "[data-part=list]", "[data-part=more]"];
  const list = () => document.querySelector("[data-part=list]");
  const waiting = [];
  let busy = false;

  const send = async (body) => {
    const answer = await fetch(list().dataset.action, { method: "POST", body });
    if (answer.status !== 200 && answer.status !== 422) throw new Error(answer.status);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!page.querySelector("[data-part=list]")) throw new Error("another page");
    return [page, answer.url];
  };

  const box = (item) => document.querySelector(`#${CSS.escape(item)} [role=checkbox]`);

  // The new parts in place of the old, with what is open left open and nothing moved under a finger.
  const show = (page, item) => {
    const open = [...document.querySelectorAll(".todo details[open]")].map((details) => details.closest("li").id);
    const before = box(item)?.getBoundingClientRect().top;
    document.title = page.title;
    for (const part of parts) {
      const fresh = page.querySelector(part);
      if (fresh) document.querySelector(part)?.replaceWith(fresh);
    }
    const wrong = document.querySelector(".error-summary");
    if (wrong) return wrong.focus();
    for (const id of open) document.querySelector(`#${CSS.escape(id)} details`)?.setAttribute("open", "");
    const after = box(item);
    after?.focus({ preventScroll: true });
    if (after && before !== undefined) scrollBy(0, after.getBoundingClientRect().top - before);
    document.getElementById("heard").textContent = document.querySelector(".done-of strong").textContent;
  };

  const work = async () => {
    if (busy) return;
    busy = true;
    while (waiting.length) {
      const { form, body, item } = waiting[0];
      try {
        const [page, url] = await send(body);
        waiting.shift();
        show(page, item);
        history.replaceState(null, "", url);
      } catch {
        waiting.length = 0;
        form.action = list().dataset.action;
        for (const [name, value] of body) if (name === "do") form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
        form.submit();
      }
    }
    busy = false;
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-list]")) return;
    event.preventDefault();
    const body = new FormData(form);
    body.append("do", event.submitter.value);
    form.closest("li").setAttribute("aria-busy", "true");
    waiting.push({ form, body, item: form.closest("li").id });
    work();
  });
}
