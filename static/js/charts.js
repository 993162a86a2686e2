// Draws every [data-chart] from the JSON element it names, and folds the table below it once it is drawn.
// Where this cannot run, the tables stay open and say the same.
"use strict";

document.documentElement.dataset.scripted = "";
const NARROW = 560;
const MOST_TICKS = 4;
const CONFIG = {
  displayModeBar: false,
  displaylogo: false,
  doubleClick: false,
  locale: document.documentElement.lang,
  responsive: true,
  scrollZoom: false,
  showSendToCloud: false,
  showTips: false,
};

// What a narrow screen leaves out of a layout; the key and the table below the chart keep it.
function fitted(layout, width) {
  if (width >= NARROW) return layout;
  const narrow = structuredClone(layout);
  narrow.font.size -= 1;
  narrow.annotations = narrow.annotations?.filter((text) => text.name !== "target");
  clearOfTheLine(narrow.annotations ?? []);
  const axis = narrow.xaxis;
  if (axis.tickmode === "array") {
    const step = Math.ceil(axis.tickvals.length / MOST_TICKS);
    const kept = (_, index) => (axis.tickvals.length - 1 - index) % step === 0;
    [axis.tickvals, axis.ticktext] = [axis.tickvals.filter(kept), axis.ticktext.filter(kept)];
    axis.tickangle = 0;
  }
  return narrow;
}

// A line that falls runs through what stands in the middle below its first labelled point.
function clearOfTheLine(annotations) {
  const [first, last] = annotations.filter((text) => text.yref === "y");
  if (!last || first.y <= last.y || first.yanchor !== "top") return;
  Object.assign(first, { xanchor: "right", xshift: 8 });
}

// Paper is narrower than the screen: with a view box the drawing scales with the page.
function scalable(place) {
  for (const drawing of place.querySelectorAll(".main-svg")) {
    drawing.setAttribute("viewBox", `0 0 ${drawing.getAttribute("width")} ${drawing.getAttribute("height")}`);
  }
}

async function draw(place) {
  const { data, layout } = JSON.parse(document.getElementById(place.dataset.chart).textContent);
  place.dataset.drawn = "";
  await Plotly.newPlot(place, data, fitted(layout, place.clientWidth), CONFIG);
  scalable(place);
  place.on("plotly_afterplot", () => scalable(place));
}

// The place is as high as the figure from the start, so that nothing jumps; without figures it takes no room.
for (const place of document.querySelectorAll("[data-chart]")) place.hidden = !window.Plotly;
for (const table of document.querySelectorAll("details[data-chart-table]")) {
  if (window.Plotly) table.open = false;
  table.dataset.ready = "";
}
// One after the other: the first is seen while the others are still being drawn.
async function drawAll(places) {
  for (const place of places) {
    await draw(place);
    await new Promise((resolve) => setTimeout(resolve));
  }
}

if (window.Plotly) drawAll(document.querySelectorAll("[data-chart]"));
