// Before anything is shown: says that scripts run here, so that room is kept for what they draw.
document.documentElement.dataset.scripted = "";
