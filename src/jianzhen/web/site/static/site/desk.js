// The desk of leads by keyboard. Every key has a button or a link beside it; nothing works by keys alone.
const rows = () => [...document.querySelectorAll("tr[data-lead]")];
const typing = (target) => target.closest("input:not([type=checkbox]), textarea, select, dialog[open]");
const acts = { t: "take", q: "ask", i: "inspect", e: "explain", d: "dismiss", m: "merge", a: "assign", r: "resume" };
let at = -1;

function select(number) {
  const all = rows();
  if (!all.length) return;
  all[at]?.classList.remove("selected");
  at = Math.max(0, Math.min(number, all.length - 1));
  all[at].classList.add("selected");
  all[at].querySelector("a").focus();
}

function begin(act) {
  const place = document.querySelector(`[data-act="${act}"]`);
  if (!place) return;
  if (place.tagName === "DETAILS") place.open = true;
  place.scrollIntoView({ block: "center" });
  place.querySelector("select, textarea, input:not([type=hidden]), button")?.focus();
}

function help() {
  document.getElementById("keys")?.showModal();
}

function onList(key) {
  const row = rows()[at];
  if (key === "j") select(at + 1);
  else if (key === "k") select(at - 1);
  else if (key === "/") document.getElementById("q")?.focus();
  else if (!row) return false;
  else if (key === "x") row.querySelector("input[name=key]")?.click();
  else if (key === "Enter") window.location.assign(row.dataset.lead);
  else if (key in acts) window.location.assign(`${row.dataset.lead}#${acts[key]}`);
  else return false;
  return true;
}

function onLead(key) {
  if (key === "u") document.querySelector("[data-key=u]")?.click();
  else if (key in acts) begin(acts[key]);
  else return false;
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (event.key === "?") {
    help();
    event.preventDefault();
    return;
  }
  // Enter on a link, a button or a box keeps its own meaning.
  if (event.key === "Enter" && event.target !== document.body) return;
  const list = document.getElementById("results");
  if (list ? onList(event.key) : onLead(event.key)) event.preventDefault();
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-keys-help]")) help();
});

document.addEventListener("change", (event) => {
  const form = event.target.closest("form");
  if (event.target.matches("[data-tick-all]"))
    form.querySelectorAll("input[name=key]").forEach((box) => { box.checked = event.target.checked; });
  const bar = form?.querySelector("[data-bulk]");
  if (!bar) return;
  const count = form.querySelectorAll("input[name=key]:checked").length;
  bar.classList.toggle("d-none", count === 0);
  bar.querySelector("[data-bulk-count]").textContent = count;
});

document.addEventListener("htmx:afterSwap", () => { at = -1; });
if (window.location.hash) begin(window.location.hash.slice(1));
