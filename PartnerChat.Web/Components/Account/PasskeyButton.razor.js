// Asks the server for a challenge, the device for an answer, and sends that answer with the form.
const create = async options => navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) });

const make = {
  creation: create,
  addition: create,
  request: async options => navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) }),
};

const answer = async (operation, form) => {
  const response = await fetch(`/account/passkey/${operation}`, { method: "POST", body: new FormData(form) });
  if (!response.ok) return "none"; // The form's own answer says which field is wrong.
  return JSON.stringify(await make[operation](await response.json()));
};

const use = async button => {
  const { form } = button;
  button.disabled = true;
  try {
    const shown = form.elements["Input.Shown"];
    if (shown) shown.value = await answer("request", form);
    form.elements["Input.Passkey"].value = await answer(button.dataset.passkey, form);
    form.submit();
  } catch (error) {
    button.disabled = false;
    if (error.name === "NotAllowedError" || error.name === "AbortError") return; // Sent away by the one who asked.
    form.elements["Input.Passkey"].value = "none";
    form.submit();
  }
};

if (globalThis.PublicKeyCredential?.parseCreationOptionsFromJSON) {
  for (const button of document.querySelectorAll("[data-passkey]")) {
    button.hidden = false;
    button.addEventListener("click", () => use(button));
  }
}
