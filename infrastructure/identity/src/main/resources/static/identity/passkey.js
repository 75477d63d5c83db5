// Asks the browser for a passkey when a form marked with data-passkey is sent, and sends its answer
// with the form. Where the browser cannot, the form stays hidden.
"use strict";

(() => {
  const canUse =
    window.PublicKeyCredential &&
    PublicKeyCredential.parseCreationOptionsFromJSON &&
    PublicKeyCredential.parseRequestOptionsFromJSON;
  if (!canUse) {
    return;
  }

  async function ask(form) {
    const options = JSON.parse(form.dataset.options);
    return form.dataset.passkey === "create"
      ? navigator.credentials.create({
          publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options),
        })
      : navigator.credentials.get({
          publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options),
        });
  }

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const failed = form.querySelector("[data-passkey-failed]");
      failed.textContent = "";
      try {
        const credential = await ask(form);
        form.elements.credential.value = JSON.stringify(credential.toJSON());
      } catch {
        // cancelled, no passkey there, or too late: the page says what else can be done
        failed.textContent = form.dataset.failed;
        return;
      }
      form.submit();
    });
  }
})();
