// The sliders of the explorer: the browser's own, which send their newest value whenever R has time for it.
// So the picture follows the hand, and no queue of old values builds up.
(function () {
  "use strict";

  var waiting = {}; // by id: a slider whose newest value R has not been told, as it was busy

  function isBusy() {
    return document.documentElement.classList.contains("shiny-busy");
  }

  function show(el) {
    var output = document.getElementById(el.id + "-value");
    if (!output) return;
    var texts = el.dataset.texts ? JSON.parse(el.dataset.texts) : null;
    var value = Number(el.value);
    output.value = texts ? texts[value] : el.id === "walk" ? Math.round(100 * value) + " %" : value.toFixed(2);
    el.setAttribute("aria-valuetext", output.value);
  }

  var binding = new Shiny.InputBinding();
  $.extend(binding, {
    find: function (scope) { return $(scope).find("input.explore-slider"); },
    getValue: function (el) { show(el); return Number(el.value); },
    setValue: function (el, value) { el.value = value; show(el); },
    receiveMessage: function (el, data) {
      if (document.activeElement === el && waiting[el.id]) return; // the hand is further
      el.value = data.value;
      show(el);
      $(el).trigger("explore:set");
    },
    subscribe: function (el, callback) {
      $(el).on("input.explore", function () {
        show(el);
        if (isBusy()) { waiting[el.id] = callback; } else { callback(false); }
      });
      $(el).on("change.explore explore:set", function () { callback(false); });
    },
    unsubscribe: function (el) { $(el).off(".explore explore:set"); }
  });
  Shiny.inputBindings.register(binding, "rgan.explore");

  $(document).on("shiny:idle", function () {
    var callbacks = waiting;
    waiting = {};
    Object.keys(callbacks).forEach(function (id) { callbacks[id](false); });
  });

  // "Play" walks from one favourite to the other, as fast as rows are drawn.
  var timer = null;

  function stop(button) {
    clearInterval(timer);
    timer = null;
    button.textContent = "Play";
    button.setAttribute("aria-pressed", "false");
  }

  function step(button) {
    var walk = document.getElementById("walk");
    if (isBusy()) return;
    if (Number(walk.value) >= Number(walk.max)) { stop(button); return; }
    walk.value = Math.min(Number(walk.max), Number(walk.value) + 0.02);
    $(walk).trigger("input");
  }

  $(document).on("click", "#play", function () {
    var button = this;
    var walk = document.getElementById("walk");
    if (timer) { stop(button); return; }
    if (Number(walk.value) >= Number(walk.max)) walk.value = walk.min;
    button.textContent = "Stop";
    button.setAttribute("aria-pressed", "true");
    timer = setInterval(function () { step(button); }, 60);
  });
})();
