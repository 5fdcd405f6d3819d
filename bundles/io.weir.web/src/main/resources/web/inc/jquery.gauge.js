// SPDX-License-Identifier: Apache-2.0
// A dial for one value.
//
//   $(el).gauge({label, suffix, threshold, maxValue, logScale})
//   $(el).gauge('update', {value, maxValue, threshold})     returns the elements, to be chained
//
// At or above the threshold the dial is drawn in the colour of alarm. A threshold of 0 or none never alarms.
(function($) {
  'use strict';

  var SVG = 'http://www.w3.org/2000/svg';
  var FROM = -210;
  var SWEEP = 240;

  $.widget('inmon.gauge', {
    options: {label: '', suffix: '', threshold: null, maxValue: 100, logScale: false},

    _create: function() {
      this.value = 0;
      this.element.addClass('gauge');
      this.title = $('<div class="title"></div>').text(this.options.label).appendTo(this.element);
      this.svg = $(shape('svg', {viewBox: '0 0 120 92', role: 'img'})).appendTo(this.element);
      this.track = $(shape('path', {'class': 'gauge-track', d: arc(1)})).appendTo(this.svg);
      this.fill = $(shape('path', {'class': 'gauge-value'})).appendTo(this.svg);
      this.limit = $(shape('path', {'class': 'gauge-threshold'})).appendTo(this.svg);
      this.text = $(shape('text', {'class': 'gauge-text', x: 60, y: 66, 'text-anchor': 'middle'})).appendTo(this.svg);
      this._draw();
    },

    _destroy: function() {
      this.title.remove();
      this.svg.remove();
      this.element.removeClass('gauge warn');
    },

    _setOption: function(key, value) {
      this._super(key, value);
      this.title.text(this.options.label);
      this._draw();
    },

    update: function(state) {
      var now = state || {};
      this.value = finite(now.value) ? Number(now.value) : 0;
      if (finite(now.maxValue)) this.options.maxValue = Number(now.maxValue);
      if (finite(now.threshold)) this.options.threshold = Number(now.threshold);
      this.element.removeClass('warn');
      this._draw();
    },

    _part: function(value) {
      var max = finite(this.options.maxValue) && Number(this.options.maxValue) > 0 ? Number(this.options.maxValue) : 0;
      if (!max || !(value > 0)) return 0;
      return Math.min(1, this.options.logScale ? Math.log(1 + value) / Math.log(1 + max) : value / max);
    },

    _draw: function() {
      var threshold = Number(this.options.threshold);
      var limited = finite(this.options.threshold) && threshold > 0;
      var text = reading(this.value) + (this.options.suffix || '');
      this.fill.attr('d', arc(this._part(this.value)));
      this.limit.attr('d', limited ? tick(this._part(threshold)) : '');
      this.text.text(text).css('font-size', text.length > 6 ? 76 / text.length + 3 : '');
      this.svg.attr('aria-label', this.options.label + ': ' + text);
      this.element.toggleClass('gauge-alarm', limited && this.value >= threshold);
    }
  });

  function finite(value) {
    return value !== null && value !== undefined && value !== '' && isFinite(Number(value));
  }

  function reading(value) {
    var units = ['', 'K', 'M', 'G', 'T', 'P'];
    var unit = 0;
    var size = Math.abs(value);
    while (size >= 1000 && unit < units.length - 1) {
      size /= 1000;
      unit++;
    }
    return (value < 0 ? '-' : '') + (size === Math.round(size) || size >= 100 ? size.toFixed(0) : size.toPrecision(3)) + units[unit];
  }

  function shape(name, attributes) {
    var made = document.createElementNS(SVG, name);
    for (var key in attributes) made.setAttribute(key, attributes[key]);
    return made;
  }

  function at(part, radius) {
    var angle = (FROM + SWEEP * part) * Math.PI / 180;
    return (60 + radius * Math.cos(angle)).toFixed(2) + ' ' + (60 + radius * Math.sin(angle)).toFixed(2);
  }

  function arc(part) {
    return part <= 0 ? '' : 'M' + at(0, 46) + 'A46 46 0 ' + (SWEEP * part > 180 ? 1 : 0) + ' 1 ' + at(part, 46);
  }

  function tick(part) {
    return 'M' + at(part, 38) + 'L' + at(part, 54);
  }
})(jQuery);
