// The map of tiles is one stop for the Tab key; the arrow keys go to the nearest tile in their direction.
// Without this every tile is a stop, and a link passes over all of them.
"use strict";

const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function centre(tile) {
  const box = tile.getBoundingClientRect();
  return [box.x + box.width / 2, box.y + box.height / 2];
}

// The nearest ahead; what lies to the side counts three times.
function nearest(tiles, from, [right, down]) {
  const [x, y] = centre(from);
  let best = null;
  let least = Infinity;
  for (const tile of tiles) {
    const [dx, dy] = [centre(tile)[0] - x, centre(tile)[1] - y];
    const ahead = dx * right + dy * down;
    const distance = ahead + 3 * Math.abs(dx * down + dy * right);
    if (ahead > 1 && distance < least) [best, least] = [tile, distance];
  }
  return best;
}

for (const map of document.querySelectorAll("[data-tiles]")) {
  const tiles = [...map.querySelectorAll("a")];
  const start = map.querySelector(".tile-own a") || tiles[0];
  const stopAt = (chosen) => {
    for (const tile of tiles) tile.tabIndex = tile === chosen ? 0 : -1;
  };
  stopAt(start);
  map.addEventListener("focusin", (event) => stopAt(event.target.closest("a")));
  map.addEventListener("keydown", (event) => {
    const from = event.target.closest("a");
    if (!from || event.ctrlKey || event.altKey || event.metaKey) return;
    const ends = { Home: tiles[0], End: tiles.at(-1) };
    const next = STEPS[event.key] ? nearest(tiles, from, STEPS[event.key]) : ends[event.key];
    if (next === undefined) return;
    event.preventDefault();
    next?.focus();
  });
}
