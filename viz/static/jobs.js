"use strict";
/* Following a job that the server works on: how far it is, how it ended, or that nothing is heard of it any more. */
const jobs = (() => {
  const PATIENCE = 15000; /* milliseconds without a connection after which it is said that none is there */
  const LOST = "nothing is heard of it any more: is Goodword still running? What it was doing may be done; load the page again to see";

  const left = (seconds) => {
    if (seconds === null) return "";
    if (seconds < 1.5) return "a moment left";
    if (seconds < 90) return `about ${Math.round(seconds)} seconds left`;
    return `about ${Math.round(seconds / 60)} minutes left`;
  };

  /* What it is at is announced; how long it will take changes each second, and is there to be read. */
  const tell = (share, text, seconds) => {
    const bar = document.getElementById("bar"), stage = document.getElementById("stage"), rest = document.getElementById("left");
    if (share === null) bar.removeAttribute("value"); else bar.value = share;
    if (stage.textContent !== text) stage.textContent = text;
    rest.textContent = left(seconds);
  };

  const follow = (id, over, lost) => {
    const events = new EventSource(`/api/v1/jobs/${id}/events`);
    let waiting = null;
    const give_up = () => { events.close(); lost(LOST); };
    const heard = () => { clearTimeout(waiting); waiting = null; };
    events.addEventListener("open", heard);
    events.addEventListener("progress", (event) => {
      heard();
      const view = JSON.parse(event.data);
      tell(view.share, view.stage, view.left);
    });
    events.addEventListener("end", (event) => { heard(); events.close(); over(JSON.parse(event.data)); });
    events.addEventListener("error", () => {
      if (events.readyState === EventSource.CLOSED) { heard(); give_up(); } else waiting ??= setTimeout(give_up, PATIENCE);
    });
  };
  return { follow, left, tell };
})();
