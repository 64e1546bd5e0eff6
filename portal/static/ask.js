// The conversation without reloading. Whatever fails here is sent as a plain form instead.
"use strict";

{
  const parts = ["#talk", ".languages"];
  const state = () => document.querySelector("#talk [name=state]").value;

  // Kept with this entry of the history, sealed, so that Back and Reload find the conversation.
  const remember = () => history.replaceState(state() ? { ask: state() } : null, "", location.pathname + location.search);

  const fetchPage = async (address, body) => {
    const answer = await fetch(address, { method: "POST", body });
    if (answer.status !== 200 && answer.status !== 422) throw new Error(answer.status);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!page.getElementById("talk")) throw new Error("another page");
    return page;
  };

  const show = (page) => {
    document.title = page.title;
    for (const part of parts) document.querySelector(part).replaceWith(page.querySelector(part));
    remember();
  };

  const goOn = (fingers) => {
    const latest = document.getElementById("latest");
    const wrong = latest.querySelector(".error-summary");
    const field = document.getElementById("q");
    // Fingers read first: a focused field would push the answer off the screen.
    const focused = wrong ?? (fingers || latest.querySelector("form") ? latest : field);
    focused.focus({ preventScroll: true });
    latest.scrollIntoView();
    const said = document.createElement("p");
    said.textContent = [...latest.querySelectorAll(".gist, .error-summary a, .theirs > p:not(.who)")].map((part) => part.textContent).join(" ");
    document.getElementById("heard").replaceChildren(said);
  };

  let busy = false;
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches("[data-talk]")) return;
    event.preventDefault();
    if (busy) return;
    busy = true;
    const body = new FormData(form);
    const pressed = event.submitter;
    if (pressed?.name) body.append(pressed.name, pressed.value);
    try {
      show(await fetchPage(form.getAttribute("action"), body));
      goOn(matchMedia("(pointer: coarse)").matches);
    } catch {
      if (pressed?.name) {
        const button = document.createElement("input");
        Object.assign(button, { type: "hidden", name: pressed.name, value: pressed.value });
        form.append(button);
      }
      form.submit();
    }
    busy = false;
  });

  document.addEventListener("keydown", (event) => {
    const { key, shiftKey, isComposing, target } = event;
    if (key !== "Enter" || shiftKey || isComposing || target.id !== "q") return;
    if (!matchMedia("(pointer: fine)").matches) return;
    event.preventDefault();
    target.form.requestSubmit();
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-forget]");
    if (!link) return;
    event.preventDefault();
    history.replaceState(null, "");
    location.replace(link.href);
  });

  const kept = history.state?.ask;
  if (kept && !state()) {
    const body = new FormData();
    body.append("state", kept);
    fetchPage(location.pathname, body).then((page) => {
      show(page);
      document.getElementById("latest")?.scrollIntoView();
    }, () => {});
  } else {
    remember();
  }
}
