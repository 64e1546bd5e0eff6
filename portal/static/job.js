"use strict";
// A file that takes a while: the bar follows it, and when it is done the page is opened anew.
const bar = document.getElementById("job");
const look = async () => {
  const answer = await fetch(bar.dataset.job, { headers: { Accept: "application/json" } }).catch(() => null);
  if (answer && !answer.ok) return location.reload();
  const job = answer && await answer.json();
  if (job && job.state !== "waiting" && job.state !== "running") return location.reload();
  if (job) document.getElementById("made").textContent = bar.value = job.made;
  setTimeout(look, 1000);
};
setTimeout(look, 1000);
