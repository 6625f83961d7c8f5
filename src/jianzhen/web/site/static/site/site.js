// Forms that submit when a choice changes, and a warning when a request of htmx fails.
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-submit-on-change]");
  if (form) form.requestSubmit();
});

document.addEventListener("htmx:responseError", (event) => {
  // A refusal is shown as the page that it is: the reader learns what to do.
  const { status } = event.detail.xhr;
  if (status >= 400) window.location.reload();
});
