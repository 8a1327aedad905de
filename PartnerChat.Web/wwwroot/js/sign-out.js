// What this browser keeps of a conversation goes with the one who signs out.
const forget = storage => {
  for (const key of Object.keys(storage)) if (key.startsWith("pc:")) storage.removeItem(key);
};

document.addEventListener("submit", event => {
  if (!event.target.matches("[data-sign-out]")) return;
  // First whoever would write it again as the page goes.
  document.dispatchEvent(new Event("signing-out"));
  forget(localStorage);
  forget(sessionStorage);
});
