// Danish month names and numbers for plotly.js, which reads this list once, while it starts. Load before it.
window.PlotlyLocales = [
  {
    moduleType: "locale",
    name: "da",
    dictionary: {},
    format: {
      days: ["søndag", "mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag"],
      shortDays: ["søn.", "man.", "tir.", "ons.", "tor.", "fre.", "lør."],
      months: [
        "januar", "februar", "marts", "april", "maj", "juni",
        "juli", "august", "september", "oktober", "november", "december",
      ],
      shortMonths: [
        "jan.", "feb.", "mar.", "apr.", "maj", "jun.", "jul.", "aug.", "sep.", "okt.", "nov.", "dec.",
      ],
      date: "%d-%m-%Y",
      decimal: ",",
      thousands: ".",
    },
  },
];
