// A figure as a picture for a paper or a slide, with all that is said around it on the page, and its numbers for
// a spreadsheet. Load after charts.js, whose figures it takes, and copy.js.
"use strict";

(() => {
  const [WIDTH, HEIGHT] = [960, 540];
  const SCALE = 2; // a PNG has 1920 × 1080 points, as a slide
  const MOST_LETTERS = 88; // of a title's line
  const LINE = 24;

  const literal = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

  function lines(text) {
    const found = [""];
    for (const word of text.split(/\s+/)) {
      const longer = `${found.at(-1)} ${word}`.trim();
      if (longer.length > MOST_LETTERS && found.at(-1)) found.push(word);
      else found[found.length - 1] = longer;
    }
    return found.map(literal);
  }

  /** The figure with its sentence above, and its key and source below. */
  function pictured(figure, { name, title, source }) {
    const { data, layout } = structuredClone(figure);
    const heading = lines(title);
    const above = layout.margin.t + LINE * (heading.length + 1) + 24;
    const margin = { ...layout.margin, t: above, b: layout.margin.b + 104 };
    const belowAxis = -(layout.margin.b + 4) / (HEIGHT - margin.t - margin.b);
    const placed = { showarrow: false, xref: "paper", x: 0, xanchor: "left", yref: "paper", align: "left" };
    const said = { ...placed, text: literal(source), y: 0, yanchor: "bottom", yshift: 8 - margin.b, font: { size: 12 } };
    return {
      data,
      layout: {
        ...layout,
        annotations: [...(layout.annotations ?? []), said],
        height: HEIGHT,
        legend: { orientation: "h", x: 0, xanchor: "left", y: belowAxis, yanchor: "top", font: { size: 13 } },
        margin,
        showlegend: data.some((trace) => trace.showlegend),
        title: {
          text: heading.join("<br>"),
          font: { size: 17, weight: 600 }, // a tag in the text would be an inline style
          subtitle: { text: literal(name), font: { size: 14 } },
          x: 0,
          xanchor: "left",
          xref: "paper",
          y: 1,
          yanchor: "top",
          yref: "container",
          pad: { t: 12 },
        },
        width: WIDTH,
      },
    };
  }

  const figureOf = (menu) => JSON.parse(document.getElementById(placeOf(menu).dataset.chart).textContent);
  const placeOf = (menu) => menu.closest("figure").querySelector("[data-chart]");
  const tableOf = (menu) => menu.closest(".goal-figure, [data-figure]").querySelector("table");

  function drawing(menu, scale) {
    const size = { width: WIDTH, height: HEIGHT, scale };
    return Plotly.toImage(pictured(figureOf(menu), menu.dataset), { format: "svg", imageDataOnly: true, ...size });
  }

  /** A picture knows no fonts but those that it brings. */
  async function withFonts(svg, { font, titleFont }) {
    const faces = await Promise.all([face(font, 400), face(titleFont, 600)]);
    return svg.replace(/<svg[^>]*>/, (head) => `${head}<style>${faces.join("")}</style>`);
  }

  async function face(address, weight) {
    const bytes = new Uint8Array(await (await fetch(address)).arrayBuffer());
    const letters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
    const source = `url(data:font/woff2;base64,${btoa(letters)})`;
    return `@font-face{font-family:Plex;font-weight:${weight};src:${source}}`;
  }

  async function painted(svg) {
    const picture = new Image();
    const address = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
    picture.src = address;
    await picture.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [WIDTH * SCALE, HEIGHT * SCALE];
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    URL.revokeObjectURL(address);
    return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  }

  function save(blob, name) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }

  /** Without asking for a permission, as the clipboard's own interface may. */
  function copied(text) {
    const handOver = (event) => {
      event.preventDefault();
      event.clipboardData.setData("text/plain", text);
    };
    document.addEventListener("copy", handOver, { once: true });
    const isDone = document.execCommand("copy");
    document.removeEventListener("copy", handOver);
    return isDone;
  }

  const takers = {
    async svg(menu) {
      save(new Blob([await drawing(menu, 1)], { type: "image/svg+xml" }), `${menu.dataset.name}.svg`);
    },
    async png(menu) {
      const svg = await withFonts(await drawing(menu, SCALE), menu.dataset);
      save(await painted(svg), `${menu.dataset.name}.png`);
    },
    numbers(menu, button) {
      const { done, failed } = button.dataset;
      menu.querySelector("[role=status]").textContent = copied(window.asTabSeparated(tableOf(menu))) ? done : failed;
    },
  };

  for (const menu of document.querySelectorAll("[data-chart-menu]")) {
    menu.hidden = !window.Plotly && Boolean(menu.querySelector("[data-take=svg]"));
    menu.dataset.ready = "";
    menu.addEventListener("click", (event) => {
      const button = event.target.closest("[data-take]");
      if (button) takers[button.dataset.take](menu, button);
    });
  }
})();
