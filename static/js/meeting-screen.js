// Arrow keys lead from goal to goal, and a button fills the screen. Without this the links do the same.
"use strict";

const slides = [...document.querySelectorAll(".slide")];

// The slide that fills most of the window.
function current() {
  const middle = window.innerHeight / 2;
  const found = slides.findIndex((slide) => slide.getBoundingClientRect().bottom > middle);
  return found < 0 ? slides.length - 1 : found;
}

function show(index) {
  const slide = slides[Math.min(Math.max(index, 0), slides.length - 1)];
  history.replaceState(null, "", `#${slide.id}`);
  slide.scrollIntoView();
  slide.focus({ preventScroll: true });
}

const STEPS = {
  ArrowRight: () => show(current() + 1),
  PageDown: () => show(current() + 1),
  ArrowLeft: () => show(current() - 1),
  PageUp: () => show(current() - 1),
  Home: () => show(0),
  End: () => show(slides.length - 1),
};

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (!STEPS[event.key]) return;
  event.preventDefault();
  STEPS[event.key]();
});

for (const told of document.querySelectorAll("[data-keys]")) told.hidden = false;
for (const button of document.querySelectorAll("[data-full-screen]")) {
  if (!document.fullscreenEnabled) continue;
  button.hidden = false;
  button.addEventListener("click", () => {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen();
  });
}

// The charts take their height after the address has led to its slide: lead there again.
window.addEventListener("load", () => {
  const slide = document.getElementById(location.hash.slice(1));
  if (slide) slide.scrollIntoView();
});
