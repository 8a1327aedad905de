const status = document.querySelector("[data-status]");

const look = async () => {
  if (document.hidden) return;
  try {
    const response = await fetch("/invite/joined", { headers: { Accept: "application/json" } });
    if (response.status === 401) location.reload();
    if (response.ok && (await response.json()).joined) {
      status.textContent = status.dataset.joined;
      location.assign("/chat");
    }
  } catch {
    // No connection: the next look may find one.
  }
};

if (document.querySelector("[data-waiting]")) {
  setInterval(look, 2000);
  document.addEventListener("visibilitychange", look);
}
