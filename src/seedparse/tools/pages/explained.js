
"use strict";
// Marks a line with its fields, or a field with its lines. The links of the page work without this.
document.documentElement.classList.add("scripted");

const chosen = () => [...document.querySelectorAll(".chosen")];

function choose(element, move) {
  const others = element.dataset.to.split(" ").filter(Boolean).map((id) => document.getElementById(id));
  if (!others.length) return;
  chosen().forEach((each) => each.classList.remove("chosen"));
  [element, ...others].forEach((each) => each.classList.add("chosen"));
  // The mark of an address would stay beside that of a choice.
  if (location.hash) history.replaceState(null, "", location.pathname + location.search);
  others[0].scrollIntoView({ block: innerWidth < 900 ? "center" : "nearest" });
  if (move) others[0].focus({ preventScroll: true });
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  const element = event.target.closest("[data-to]");
  if (!element || event.target.closest("summary") || (link && !link.hash)) return;
  if (link) {
    event.preventDefault();
    const aim = document.getElementById(link.hash.slice(1));
    if (aim) choose(element, true), aim.focus({ preventScroll: true });
  } else if (String(getSelection()) === "") {
    choose(element, false);
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") chosen().forEach((each) => each.classList.remove("chosen"));
});
