// What happens when a part of a page cannot be fetched: say so, and never swap in a page meant for the whole window.

export function watchRequests(): void {
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { detail } = event as CustomEvent<{ xhr: XMLHttpRequest; shouldSwap: boolean; isError: boolean }>;
    const { xhr } = detail;
    if (xhr.status === 422) {
      detail.shouldSwap = true; // a form that comes back with what is wrong with it
      detail.isError = false;
    }
    if (xhr.responseURL && new URL(xhr.responseURL).pathname.startsWith("/sign-in/")) {
      event.preventDefault();
      window.location.reload(); // the session is over; the page itself leads to the sign-in
    }
  });
  for (const trouble of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
    document.addEventListener(trouble, tell);
  }
}

function tell(): void {
  const told = document.querySelector<HTMLTemplateElement>("#trouble");
  const place = document.querySelector(".flashes");
  if (told && place) place.replaceChildren(told.content.cloneNode(true));
}
