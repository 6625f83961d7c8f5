(function () {
  "use strict";
  var root = document.documentElement;
  var rows = Array.prototype.slice.call(document.querySelectorAll(".list tbody tr"));
  var current = -1;

  function unfold(lead) {
    var folded = lead.querySelector("script.folded");
    if (folded) {
      folded.insertAdjacentHTML("afterend", folded.textContent);
      folded.remove();
    }
    lead.querySelectorAll("[data-fold]").forEach(function (place) {
      place.outerHTML = document.getElementById("fold-" + place.dataset.fold).textContent;
    });
  }

  function open(id) {
    var lead = id && document.getElementById(id);
    if (lead && lead.matches("details.one")) {
      unfold(lead);
      lead.open = true;
      lead.scrollIntoView();
      lead.querySelector("summary").focus({ preventScroll: true });
    }
  }

  function follow() {
    open(location.hash.slice(1));
  }

  function go(id) {
    if (location.hash === "#" + id) { open(id); } else { location.hash = id; }
  }

  function visible() {
    return rows.filter(function (row) { return !row.hidden; });
  }

  function point(row) {
    if (current >= 0) { rows[current].classList.remove("current"); }
    current = rows.indexOf(row);
    row.classList.add("current");
    row.scrollIntoView({ block: "nearest" });
  }

  function move(step) {
    var shown = visible();
    if (!shown.length) { return; }
    var place = shown.indexOf(rows[current]) + step;
    point(shown[Math.max(0, Math.min(shown.length - 1, place))]);
  }

  var text = document.getElementById("text");
  var rule = document.getElementById("rule");
  var grades = Array.prototype.slice.call(document.querySelectorAll(".filters [data-grade]"));

  function filter() {
    var wanted = grades.filter(function (one) { return one.getAttribute("aria-pressed") === "true"; })
      .map(function (one) { return one.dataset.grade; });
    var words = text.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    var number = 0;
    rows.forEach(function (row) {
      var content = (row.textContent + " " + row.dataset.lead + " " + row.dataset.rules).toLowerCase();
      row.hidden = (wanted.length > 0 && wanted.indexOf(row.dataset.grade) < 0) ||
        (rule.value !== "" && row.dataset.rules.split(" ").indexOf(rule.value) < 0) ||
        words.some(function (word) { return content.indexOf(word) < 0; });
      document.getElementById(row.dataset.lead).hidden = row.hidden;
      number += row.hidden ? 0 : 1;
    });
    document.getElementById("shown").textContent = number === rows.length ? "" : number + " / " + rows.length;
    document.getElementById("nothing").hidden = number > 0;
  }

  if (text) {
    text.addEventListener("input", filter);
    rule.addEventListener("change", filter);
    grades.forEach(function (one) {
      one.addEventListener("click", function () {
        one.setAttribute("aria-pressed", one.getAttribute("aria-pressed") === "true" ? "false" : "true");
        filter();
      });
    });
    document.getElementById("filters").addEventListener("submit", function (event) { event.preventDefault(); });
    rows.forEach(function (row) {
      row.addEventListener("click", function (event) {
        if (window.getSelection().toString()) { return; }
        event.preventDefault();
        point(row);
        go(row.dataset.lead);
      });
    });
  }

  document.querySelectorAll("details.one > summary").forEach(function (summary) {
    summary.addEventListener("click", function () { unfold(summary.parentElement); });
  });

  document.getElementById("language").addEventListener("click", function () {
    var english = root.classList.contains("show-zh");
    root.classList.toggle("show-zh", !english);
    root.classList.toggle("show-en", english);
    root.lang = english ? "en" : "zh-CN";
  });
  document.getElementById("print").addEventListener("click", function () { window.print(); });

  document.addEventListener("keydown", function (event) {
    var field = event.target.matches("input, select, textarea");
    if (event.key === "Escape") {
      if (field) { event.target.blur(); }
      if (rows.length) { (rows[current] || rows[0]).scrollIntoView({ block: "center" }); document.activeElement.blur(); }
      return;
    }
    if (field || !text || event.ctrlKey || event.metaKey || event.altKey) { return; }
    if (event.key === "j") { move(1); }
    if (event.key === "k") { move(-1); }
    if (event.key === "/") { event.preventDefault(); text.focus(); }
    if (event.key === "Enter" && current >= 0 && !rows[current].hidden && !event.target.closest("summary, a, button")) {
      go(rows[current].dataset.lead);
    }
  });

  var closed = [];
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll("details.one").forEach(unfold);
    closed = Array.prototype.slice.call(document.querySelectorAll("details:not([open])"));
    closed.forEach(function (one) { one.open = true; });
  });
  window.addEventListener("afterprint", function () {
    closed.forEach(function (one) { one.open = false; });
  });

  window.addEventListener("hashchange", follow);
  follow();
})();
