// A reader in another time zone sees their own time beside the clinic's. Without this script the clinic's time stands, named.
const zone = document.getElementById("zone");
const shown = (at, timeZone) => new Intl.DateTimeFormat(document.documentElement.lang, {
  weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone,
}).format(at);

for (const each of zone ? document.querySelectorAll("[data-at]") : []) {
  const at = new Date(each.dataset.at);
  if (shown(at, zone.dataset.zone) === shown(at)) continue;
  const mine = document.createElement("span");
  mine.className = "soft";
  mine.textContent = ` (${shown(at)} ${zone.dataset.says})`;
  each.append(mine);
}
