// The one script of the site. Every page works without it; it saves round trips and mouse travel.
import htmx from "htmx.org";
import { watchBeside } from "./beside";
import { watchDialogs } from "./dialogs";
import { watchFlashes } from "./flashes";
import { watchKeys } from "./keys";
import { watchLeaving } from "./leaving";
import { watchMenus } from "./menus";
import { watchPickers } from "./pickers";
import { watchRequests } from "./requests";
import { watchTicks } from "./ticks";
import { watchUploads } from "./uploads";

// The content policy admits no inline style and no evaluated text.
htmx.config.includeIndicatorStyles = false;
htmx.config.allowEval = false;
htmx.config.allowScriptTags = false;
htmx.config.historyCacheSize = 0; // pages of other people's records do not stay in the browser's storage

watchBeside();
watchDialogs();
watchFlashes();
watchKeys();
watchLeaving();
watchMenus();
watchPickers();
watchRequests();
watchTicks();
watchUploads();

document.addEventListener("click", (event) => {
  if (!(event.target instanceof Element)) return;
  if (event.target.closest("[data-print]")) window.print();
  if (event.target.closest("[data-back]")) window.history.back();
});

document.querySelector<HTMLElement>("[data-error-summary]:not([data-sample] *)")?.focus();
