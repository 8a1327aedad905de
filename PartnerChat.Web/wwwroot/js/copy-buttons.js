// Buttons that copy the text of an element; on pages without a circuit.
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
