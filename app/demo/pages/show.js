// Small things that every part of the page uses to show something.
export const at = (id) => document.getElementById(id);

/** An element with properties and children; text is always text, never markup. */
export function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

/** Exact: the decimal string goes to the formatter as text, never through a float. */
export function money({ amount, currency }, signed = false) {
  const digits = amount.split(".")[1]?.length ?? 0;
  const style = { minimumFractionDigits: digits, maximumFractionDigits: digits, signDisplay: signed ? "exceptZero" : "auto" };
  try {
    return new Intl.NumberFormat(undefined, { ...style, style: "currency", currency }).format(amount);
  } catch {
    return `${new Intl.NumberFormat(undefined, style).format(amount)} ${currency}`; // USDT: not an ISO code
  }
}

let hiding = 0;

/** Say something kindly, for a while. */
export function notice(text, good = false) {
  at("notice").textContent = text;
  at("notice").classList.toggle("good", good);
  at("notice").hidden = false;
  clearTimeout(hiding);
  hiding = setTimeout(() => { at("notice").hidden = true; }, 8000);
}

/** Show a refusal in its form: each bad field beside its input, everything else below. */
export function explain(form, error) {
  const problem = form.querySelector(".problem");
  const rest = [];
  for (const { path, message } of error.fields ?? []) {
    const input = form.elements.namedItem(path.split(".")[0]);
    if (input) {
      input.setCustomValidity(message);
      input.setAttribute("aria-invalid", "true");
      rest.push(`${input.closest("label")?.firstChild?.textContent.trim() || path}: ${message}`);
    } else rest.push(message);
  }
  problem.textContent = rest.length ? rest.join(" ") : error.message;
}

/** Runs `go` on submit: the button rests meanwhile, refusals and failures are shown in the form. */
export function onSubmit(form, go) {
  form.addEventListener("input", (event) => {
    event.target.setCustomValidity?.("");
    event.target.removeAttribute("aria-invalid");
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("button.main");
    form.querySelector(".problem").textContent = "";
    button.disabled = true;
    try {
      const refused = await go(Object.fromEntries(new FormData(form)));
      if (refused) explain(form, refused);
    } catch (failure) {
      form.querySelector(".problem").textContent = failure.message;
    } finally {
      button.disabled = false;
    }
  });
}
