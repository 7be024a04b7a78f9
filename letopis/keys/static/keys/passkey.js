// Ключ доступа: форма с data-passkey="create" или "get" спрашивает браузер и уходит с его ответом.

const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

/** Вопрос сайта в том виде, в каком его берёт браузер: имена и вызов — байтами. */
function understood(options) {
  const list = (found) => found?.map((one) => ({ ...one, id: bytes(one.id) }));
  const read = { ...options, challenge: bytes(options.challenge) };
  if (options.user) read.user = { ...options.user, id: bytes(options.user.id) };
  if (options.excludeCredentials) read.excludeCredentials = list(options.excludeCredentials);
  if (options.allowCredentials) read.allowCredentials = list(options.allowCredentials);
  return read;
}

/** Ответ ключа буквами, для формы. */
function written(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = text(credential.response[name]);
  }
  return JSON.stringify({ id: credential.id, rawId: text(credential.rawId), type: credential.type, response });
}

async function asked(form) {
  const answer = form.dataset.optionsFrom
    ? await fetch(form.dataset.optionsFrom, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" } })
    : null;
  if (answer && !answer.ok) throw new Error((await answer.json()).sentence);
  const publicKey = understood(answer ? await answer.json() : JSON.parse(form.dataset.options));
  return form.dataset.passkey === "create" ? navigator.credentials.create({ publicKey }) : navigator.credentials.get({ publicKey });
}

function complain(form, sentence) {
  const note = form.querySelector("[data-said]");
  note.querySelector("div").textContent = sentence;
  note.hidden = false;
}

async function begin(event) {
  const form = event.currentTarget;
  if (form.elements.answer.value) return;
  event.preventDefault();
  if (!form.reportValidity()) return;
  try {
    form.elements.answer.value = written(await asked(form));
  } catch (error) {
    complain(form, error instanceof DOMException || !error.message ? form.dataset.failed : error.message);
    return;
  }
  form.submit();
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (window.PublicKeyCredential) {
    form.addEventListener("submit", begin);
    form.hidden = false;
  } else if (form.dataset.unable) {
    complain(form, form.dataset.unable);
  }
}
