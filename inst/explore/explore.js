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

  // "Play" walks from one favourite to the other in a few seconds, in as many steps as rows are drawn.
  var seconds = 5;
  var timer = null;

  function stop(button) {
    clearInterval(timer);
    timer = null;
    button.textContent = "Play";
    button.setAttribute("aria-pressed", "false");
  }

  function play(button) {
    var walk = document.getElementById("walk");
    var before = Number(walk.value) < Number(walk.max) ? Number(walk.value) : 0;
    var began = Date.now();
    button.textContent = "Stop";
    button.setAttribute("aria-pressed", "true");
    timer = setInterval(function () {
      if (isBusy()) return;
      var share = before + (Date.now() - began) / 1000 / seconds;
      walk.value = Math.min(Number(walk.max), share);
      $(walk).trigger("input");
      if (share >= Number(walk.max)) stop(button);
    }, 60);
  }

  $(document).on("click", "#play", function () {
    if (timer) { stop(this); } else { play(this); }
  });
})();
