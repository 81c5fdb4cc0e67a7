// The step between: a code that came in a message, or stands in an app.
import { at, explain, make, notice, onSubmit } from "./show.js";

export const METHODS = {
  PASSWORD: "Password", TOTP: "Authenticator app", RECOVERY_CODE: "Recovery code", EMAIL_CODE: "Code by e-mail", SMS_CODE: "Code by SMS",
};
export const isSent = (method) => method === "EMAIL_CODE" || method === "SMS_CODE";

let step = null;

export function prepareCode(mailbox) {
  const form = at("code"), { method } = form.elements;
  const show = () => {
    at("again").hidden = !step.again || (method.value && !isSent(method.value));
    at("mailbox").hidden = !mailbox || (method.value && !isSent(method.value));
    form.elements.code.inputMode = method.value === "RECOVERY_CODE" ? "text" : "numeric";
  };
  at("mailbox").href = mailbox ?? "";
  method.addEventListener("change", show);
  onSubmit(form, ({ code }) => step.answer(code.trim(), method.value));
  at("again").addEventListener("click", async () => {
    at("again").disabled = true;
    try {
      const refused = await step.again(method.value);
      if (refused) explain(form, refused);
      else notice("Another code is on its way.", true);
    } catch (failure) {
      notice(failure.message);
    } finally {
      at("again").disabled = false;
    }
  });
  at("back").addEventListener("click", leaveCode);
  form.addEventListener("shown", show);
}

/** `answer(code, method)` and `again(method)` give a refusal to show, or nothing. */
export function askCode({ title, text, methods = [], answer, again }) {
  const form = at("code");
  step = { answer, again };
  form.reset();
  form.querySelector(".problem").textContent = "";
  at("code-title").textContent = title;
  at("code-text").textContent = text;
  form.elements.method.replaceChildren(...methods.filter((it) => METHODS[it]).map((it) => make("option", { value: it }, METHODS[it])));
  form.elements.method.parentElement.hidden = methods.length < 2;
  at("ways").hidden = true;
  form.hidden = false;
  form.dispatchEvent(new Event("shown"));
  form.elements.code.focus();
}

export function leaveCode() {
  step = null;
  at("code").hidden = true;
  at("ways").hidden = false;
}
