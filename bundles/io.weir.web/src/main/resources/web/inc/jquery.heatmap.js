// SPDX-License-Identifier: Apache-2.0
// Points of different heat on a square.
//
//   $(el).heatmap({radius, axisInset, colors})     radius in pixels; axisInset: the part of the square, from 0 to 0.5, outside of the axes
//   $(el).heatmap('draw', [{x, y, z} …])      each from 0 to 1; x to the right, y upwards, z the heat
(function($) {
  'use strict';

  $.widget('inmon.heatmap', {
    options: {
      radius: 20,
      axisInset: 0,
      update: 1000,
      colors: ['#3b4cc0', '#5a9bd8', '#6fc7a6', '#f2d45c', '#e8843c', '#b40426']
    },

    _create: function() {
      this.element.addClass('heatmap');
      this.canvas = $('<canvas role="img"></canvas>').appendTo(this.element);
      this.points = [];
      var redraw = $.proxy(this._redraw, this);
      if (window.ResizeObserver) {
        this.observer = new ResizeObserver(redraw);
        this.observer.observe(this.element[0]);
      }
      // paper is white whatever the screen is
      this._on(window, {
        beforeprint: function() { this.printing = true; this._redraw(); },
        afterprint: function() { this.printing = false; this._redraw(); }
      });
    },

    _setOption: function(key, value) {
      this._super(key, value);
      this.palette = null;
      this._redraw();
    },

    _destroy: function() {
      if (this.observer) this.observer.disconnect();
      this.canvas.remove();
      this.element.removeClass('heatmap');
    },

    draw: function(points) {
      this.points = $.isArray(points) ? points : [];
      this._redraw();
    },

    _redraw: function() {
      var canvas = this.canvas[0];
      var width = canvas.clientWidth;
      var height = canvas.clientHeight;
      if (!width || !height) return;
      var scale = window.devicePixelRatio || 1;
      canvas.width = Math.round(width * scale);
      canvas.height = Math.round(height * scale);
      var pen = canvas.getContext('2d', {willReadFrequently: true});
      var radius = Math.max(1, Number(this.options.radius) || 20);
      // the glow of a point at the very rim is not cut
      var rim = Math.min(radius, 20);
      var square = {left: rim, top: rim, width: Math.max(0, width - 2 * rim), height: Math.max(0, height - 2 * rim)};
      this._heat(pen, canvas, scale, square, radius);
      pen.setTransform(scale, 0, 0, scale, 0, 0);
      this._axes(pen, square);
    },

    // What lies below the lower axes and beyond the upper ones is outside of the range that the page looks at.
    _axes: function(pen, square) {
      var inset = Math.min(0.5, Math.max(0, Number(this.options.axisInset) || 0));
      pen.strokeStyle = this.printing ? '#000' : getComputedStyle(this.element[0]).color;
      pen.globalAlpha = 0.5;
      pen.lineWidth = 1;
      pen.strokeRect(Math.round(square.left + inset * square.width) + 0.5, Math.round(square.top + inset * square.height) + 0.5,
        Math.round((1 - 2 * inset) * square.width), Math.round((1 - 2 * inset) * square.height));
      pen.globalAlpha = 1;
    },

    // The heat of all points is added up in the alpha channel, then each alpha is given its colour.
    _heat: function(pen, canvas, scale, square, radius) {
      pen.setTransform(scale, 0, 0, scale, 0, 0);
      $.each(this.points, function(i, point) {
        var z = Math.min(1, Math.max(0, Number(point && point.z)));
        if (!(z > 0) || !isFinite(point.x) || !isFinite(point.y)) return;
        var x = square.left + Math.min(1, Math.max(0, point.x)) * square.width;
        var y = square.top + (1 - Math.min(1, Math.max(0, point.y))) * square.height;
        var glow = pen.createRadialGradient(x, y, 0, x, y, radius);
        glow.addColorStop(0, 'rgba(0,0,0,' + Math.max(0.05, z) + ')');
        glow.addColorStop(1, 'rgba(0,0,0,0)');
        pen.fillStyle = glow;
        pen.fillRect(x - radius, y - radius, 2 * radius, 2 * radius);
      });
      if (!this.points.length) return;
      var palette = this._palette();
      var image = pen.getImageData(0, 0, canvas.width, canvas.height);
      for (var p = 3; p < image.data.length; p += 4) {
        var heat = image.data[p];
        if (!heat) continue;
        image.data[p - 3] = palette[4 * heat];
        image.data[p - 2] = palette[4 * heat + 1];
        image.data[p - 1] = palette[4 * heat + 2];
        image.data[p] = Math.min(255, 2 * heat);
      }
      pen.putImageData(image, 0, 0);
    },

    _palette: function() {
      if (this.palette) return this.palette;
      var strip = $('<canvas width="256" height="1"></canvas>')[0].getContext('2d');
      var fade = strip.createLinearGradient(0, 0, 256, 0);
      var colors = this.options.colors;
      $.each(colors, function(i, color) { fade.addColorStop(colors.length > 1 ? i / (colors.length - 1) : 0, color); });
      strip.fillStyle = fade;
      strip.fillRect(0, 0, 256, 1);
      this.palette = strip.getImageData(0, 0, 256, 1).data;
      return this.palette;
    }
  });
})(jQuery);
