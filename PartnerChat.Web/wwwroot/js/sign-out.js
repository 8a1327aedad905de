// What this browser keeps of a conversation goes with the one who signs out, in every tab.
const tabs = new BroadcastChannel("pc-account");

const forget = name => {
  try {
    const storage = window[name];
    for (const key of Object.keys(storage)) if (key.startsWith("pc:")) storage.removeItem(key);
  } catch { /* storage is forbidden: nothing was kept */ }
};

const leave = () => {
  // First whoever would write it again as the page goes.
  document.dispatchEvent(new Event("signing-out"));
  forget("localStorage");
  forget("sessionStorage");
};

document.addEventListener("submit", event => {
  if (!event.target.matches("[data-sign-out]")) return;
  leave();
  tabs.postMessage("signing-out");
});

// The account is gone: nothing of it stays here.
if (document.querySelector("[data-signed-out]")) {
  leave();
  tabs.postMessage("signing-out");
}

tabs.addEventListener("message", () => {
  leave();
  location.replace("/");
});
