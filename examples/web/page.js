// The page: explains what is pasted, and searches the catalog. It sends nothing, and stores nothing.
import { catalog, explain } from "mixerr";
import { WORDS } from "./words.js";

const at = (id) => document.getElementById(id);
const EXAMPLES = {
  pin: ['{"error":{"status":202,"code":20119,"description":"PIN incorrect."}}', "202"],
  page: ["<html>\n<head><title>502 Bad Gateway</title></head>\n</html>", "502"],
  log: ["2026-01-02 03:04:05 transfer failed: [202/20117] Insufficient balance.", ""],
};
// The pause after a key, so that a screen reader does not read each state of a text.
const PAUSE_MS = 150;

let words = WORDS.en;

/** Makes an element. The library's texts are English whatever the page's language is. */
function element(name, text, attributes = {}) {
  const made = document.createElement(name);
  made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function actionName(action) {
  const translated = words.actions[action];
  return translated ? `${translated} (${action})` : action;
}

function showExplanation() {
  const [text, status] = [at("text").value, at("status").value.trim()];
  const result = at("result");
  result.className = "";
  const isWrong = status !== "" && !(/^\d+$/.test(status) && Number(status) <= 65535);
  at("status").setAttribute("aria-invalid", String(isWrong));
  if (isWrong) return result.replaceChildren(element("p", words.statusWrong));
  if (text.trim() === "" && status === "") return result.replaceChildren();
  const { text: lines, response } = explain(text, status === "" ? undefined : Number(status));
  const [title, ...rest] = lines.trimEnd().split("\n");
  const list = document.createElement("dl");
  if (response) list.append(...pair("Action", element("dd", actionName(response.action), { class: "badge" })));
  for (const line of rest) {
    const [, label, value] = line.match(/^([^:]+): +(.*)$/) ?? [, "", line];
    list.append(...pair(label, element("dd", value, { lang: "en" })));
  }
  result.classList.add(response?.isSuccess ? "calm" : "alarm");
  result.replaceChildren(element("h3", title, { lang: "en" }), list);
  performance.mark("explained");
}

function pair(label, value) {
  return [element("dt", words.labels[label] ?? label), value];
}

function showCatalog() {
  const wanted = at("search").value.trim().toLowerCase().split(/\s+/);
  const shown = [...catalog.values()].filter((entry) => {
    const payment = `${entry.payment} ${entry.category} ${entry.source}`;
    const text = `${entry} ${entry.action} ${words.actions[entry.action] ?? ""} ${payment}`.toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
  at("count").textContent = words.count(shown.length, catalog.size);
  at("rows").replaceChildren(...shown.map(row));
}

function row(entry) {
  const made = document.createElement("tr");
  const code = element("th", "", { scope: "row" });
  const button = element("button", entry.code, { type: "button", "aria-label": words.explainCode(entry.code) });
  button.addEventListener("click", () => {
    fill(String(entry.code), "");
    at("text").focus();
  });
  code.append(button);
  const meaning = element("td", "", { lang: "en" });
  const name = element("strong", "");
  // A long name may wrap after an underscore.
  name.append(...entry.name.split(/(?<=_)/).flatMap((part) => [part, document.createElement("wbr")]));
  meaning.append(name, entry.description);
  const mayHavePaid = entry.payment !== "EXCLUDED";
  const payment = element("td", mayHavePaid ? words.yes : words.no, { class: entry.payment.toLowerCase() });
  const action = element("td", "");
  const translated = words.actions[entry.action];
  if (translated) action.append(translated);
  else action.append(...entry.action.split(/(?<=_)/).flatMap((part) => [part, document.createElement("wbr")]));
  made.append(code, meaning, action, payment);
  return made;
}

function fill(text, status) {
  at("text").value = text;
  at("status").value = status;
  showExplanation();
}

function translate(language) {
  words = WORDS[language];
  document.documentElement.lang = language;
  document.title = `mixerr: ${words.title}`;
  for (const each of document.querySelectorAll("[data-text]")) each.textContent = words[each.dataset.text];
  showExplanation();
  showCatalog();
}

let timer = 0;
for (const id of ["text", "status"]) {
  at(id).addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(showExplanation, PAUSE_MS);
  });
}
at("search").addEventListener("input", showCatalog);
at("clear").addEventListener("click", () => {
  fill("", "");
  at("text").focus();
});
for (const button of document.querySelectorAll("[data-example]")) {
  button.addEventListener("click", () => fill(...EXAMPLES[button.dataset.example]));
}
at("language").addEventListener("change", (event) => translate(event.target.value));
at("theme").addEventListener("change", (event) => {
  const { dataset } = document.documentElement;
  if (event.target.value) dataset.theme = event.target.value;
  else delete dataset.theme;
});

at("language").value = navigator.language.startsWith("zh") ? "zh" : "en";
translate(at("language").value);
performance.mark("ready");
