// Tells the server which zone the reader's clock is in, so that it can write dates as they would.
(() => {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const known = document.cookie.split("; ").find(c => c.startsWith("pc-zone="));
  if (!zone || known === "pc-zone=" + encodeURIComponent(zone)) return;
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `pc-zone=${encodeURIComponent(zone)}; path=/; max-age=31536000; SameSite=Lax${secure}`;
})();
