const status = document.querySelector("[data-status]");

for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue; // Without https there is none: the text can be selected.
  const label = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
    button.textContent = button.dataset.copied;
    setTimeout(() => (button.textContent = label), 2000);
  });
}

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
