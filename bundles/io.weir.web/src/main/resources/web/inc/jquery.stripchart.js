// SPDX-License-Identifier: Apache-2.0
// A chart of values over time, as a jQuery UI widget.
//
//   $(el).stripchart({clickable, stack, includeMillis, colors, ymargin, hrule})
//   $(el).stripchart('draw', {
//     times: [ms …],                    one for each point
//     values: [[number …] …],           a row for each series; what is no number is drawn as nothing
//     units: 'Bits per Second',
//     legend: {labels: [text | [cell …] …], headings: [text …], links: [prefix | null …]},
//     colors: [css …],                  instead of the option, for this drawing
//     hrule: [{value, color, scale}],   level lines; scale: the axis grows to show it
//     selectedIdx: number               marks a time
//   })
//   event stripchartclick(e, {x, index}) when clickable: x from 0 (first time) to 1 (last)
//
// Whatever text comes in is put into the page as text.
(function($) {
  'use strict';

  var LEFT = 52;
  var TOP = 16;
  var BOTTOM = 20;
  var RIGHT = 8;

  $.widget('inmon.stripchart', {
    options: {
      clickable: false,
      stack: false,
      includeMillis: false,
      base2: false,
      ymargin: 0.05,
      hrule: [],
      // told apart with every kind of colour vision, on light ground and on dark
      colors: ['#3b82c4', '#e0803a', '#3fa34d', '#c44e8a', '#8a6fc9', '#b8a125', '#2ba6a6', '#d1534f', '#7f8c3a', '#5c6f91',
        '#a0683d', '#e39ac0', '#6db5e8', '#9bcf7a', '#f0c45a', '#a3a3a3']
    },

    _create: function() {
      this.element.addClass('stripchart');
      this.plot = $('<div class="stripchart-plot"></div>').appendTo(this.element);
      this.canvas = $('<canvas role="img"></canvas>').appendTo(this.plot);
      this.legend = $('<div class="stripchart-legend"></div>').hide().appendTo(this.element);
      this.data = null;
      this._on(this.canvas, {click: '_clicked', keydown: '_key'});
      this._on(this.legend, {'keydown td': '_cellKey'});
      var redraw = $.proxy(this._redraw, this);
      if (window.ResizeObserver) {
        this.observer = new ResizeObserver(redraw);
        this.observer.observe(this.plot[0]);
      }
      if (window.matchMedia) {
        this.scheme = window.matchMedia('(prefers-color-scheme: dark)');
        this.schemeChanged = redraw;
        if (this.scheme.addEventListener) this.scheme.addEventListener('change', redraw);
      }
      // paper is white whatever the screen is
      this._on(window, {
        beforeprint: function() { this.printing = true; this._redraw(); },
        afterprint: function() { this.printing = false; this._redraw(); }
      });
      this._setClickable();
    },

    _setOption: function(key, value) {
      this._super(key, value);
      if (key === 'clickable') this._setClickable();
      this._redraw();
    },

    _setClickable: function() {
      this.canvas.toggleClass('stripchart-clickable', !!this.options.clickable);
      if (this.options.clickable) this.canvas.attr('tabindex', 0);
      else this.canvas.removeAttr('tabindex');
    },

    _destroy: function() {
      if (this.observer) this.observer.disconnect();
      if (this.scheme && this.scheme.removeEventListener) this.scheme.removeEventListener('change', this.schemeChanged);
      this.plot.remove();
      this.legend.remove();
      this.element.removeClass('stripchart');
    },

    draw: function(data) {
      this.data = data || null;
      this._drawLegend();
      this._redraw();
    },

    // A number for people: 1.23M. With millis small ones get m, u, n; base2 steps by 1024.
    valueStr: function(value, includeMillis, base2) {
      var number = Number(value);
      if (!isFinite(number)) return '';
      if (number === 0) return '0';
      var sign = number < 0 ? '-' : '';
      var size = Math.abs(number);
      var step = base2 ? 1024 : 1000;
      var up = ['', 'K', 'M', 'G', 'T', 'P', 'E'];
      var down = ['', 'm', 'u', 'n', 'p'];
      var unit = 0;
      if (size < 1) {
        if (!includeMillis) return sign + trim(size.toPrecision(3));
        while (size < 1 && unit < down.length - 1) {
          size *= 1000;
          unit++;
        }
        return sign + trim(size.toPrecision(3)) + down[unit];
      }
      while (size >= step && unit < up.length - 1) {
        size /= step;
        unit++;
      }
      return sign + trim(size >= 999.5 ? size.toFixed(0) : size.toPrecision(3)) + up[unit];
    },

    _clicked: function(e) {
      if (!this.options.clickable || !this.data) return;
      var box = this.canvas[0].getBoundingClientRect();
      this._select(e, (e.clientX - box.left - LEFT) / Math.max(1, box.width - LEFT - RIGHT));
    },

    _key: function(e) {
      if (!this.options.clickable || !this.data || !points(this.data)) return;
      var last = points(this.data) - 1;
      var now = $.isNumeric(this.data.selectedIdx) ? this.data.selectedIdx : last;
      var to = {37: now - 1, 39: now + 1, 36: 0, 35: last}[e.which];
      if (to === undefined) return;
      e.preventDefault();
      this._select(e, last ? Math.min(last, Math.max(0, to)) / last : 1);
    },

    _select: function(e, x) {
      if (x < 0 || x > 1) return;
      var times = this.data.times || [];
      var at = times.length ? Number(times[0]) + x * (Number(times[times.length - 1]) - Number(times[0])) : 0;
      var nearest = 0;
      for (var i = 1; i < times.length; i++) {
        if (Math.abs(times[i] - at) < Math.abs(times[nearest] - at)) nearest = i;
      }
      this._trigger('click', e, {x: x, index: nearest});
    },

    _colors: function() {
      return (this.data && this.data.colors) || this.options.colors;
    },

    _drawLegend: function() {
      var legend = this.data && this.data.legend;
      var labels = (legend && legend.labels) || [];
      if (!labels.length) {
        this.legend.hide().empty();
        this.drawn = null;
        return;
      }
      var shown = JSON.stringify([legend, this._colors()]);
      if (shown === this.drawn) return;
      this.drawn = shown;
      var table = $('<table></table>');
      var headings = legend.headings || [];
      if (headings.length) {
        var head = $('<tr><th></th></tr>').appendTo($('<thead></thead>').appendTo(table));
        $.each(headings, function(i, text) { $('<th scope="col"></th>').text(entities(text)).appendTo(head); });
      }
      var body = $('<tbody></tbody>').appendTo(table);
      var colors = this._colors();
      $.each(labels, function(i, label) {
        var row = $('<tr></tr>').appendTo(body);
        $('<div></div>').css('background-color', legend.colors ? legend.colors[i] : colors[i % colors.length])
          .appendTo($('<td></td>').appendTo(row));
        $.each($.isArray(label) ? label : [label], function(column, text) {
          var cell = $('<td></td>').appendTo(row);
          var prefix = legend.links && legend.links[column];
          if (prefix && /^(#|\?|\/|\.|https?:)/.test(prefix)) {
            $('<a></a>').attr('href', prefix + encodeURIComponent(text)).text(text).appendTo(cell);
          } else {
            cell.text(text);
          }
        });
      });
      var focused = this.legend.find('td:focus');
      var place = focused.length && [focused.index(), focused.text()];
      this.legend.empty().append(table).show();
      this._reachable(table.find('td + td'), place);
    },

    // The page's stylesheet tells whether it takes clicks on cells; then they are reached by Tab and clicked by Enter and Space.
    _reachable: function(cells, place) {
      if (!cells.length || getComputedStyle(cells[0]).cursor !== 'pointer') return;
      cells.not(':has(a)').attr({tabindex: 0, role: 'button'});
      if (place) {
        cells.filter(function() { return $(this).index() === place[0] && $(this).text() === place[1]; }).first().trigger('focus');
      }
    },

    _cellKey: function(e) {
      if ((e.which !== 13 && e.which !== 32) || $(e.target).attr('role') !== 'button') return;
      e.preventDefault();
      $(e.target).trigger('click');
    },

    _redraw: function() {
      var canvas = this.canvas[0];
      var width = canvas.clientWidth;
      var height = canvas.clientHeight;
      if (!width || !height) return;
      var scale = window.devicePixelRatio || 1;
      if (canvas.width !== Math.round(width * scale)) canvas.width = Math.round(width * scale);
      if (canvas.height !== Math.round(height * scale)) canvas.height = Math.round(height * scale);
      var pen = canvas.getContext('2d');
      pen.setTransform(scale, 0, 0, scale, 0, 0);
      pen.clearRect(0, 0, width, height);
      var data = this.data;
      if (!data || !points(data)) return;
      var ink = this._ink();
      var rules = data.hrule || this.options.hrule || [];
      var series = this.options.stack ? stacked(data) : plain(data);
      var top = axisTop(series, rules, this.options.ymargin, this.options.base2);
      var frame = {pen: pen, scale: scale, ink: ink, left: LEFT, right: width - RIGHT, top: TOP, bottom: height - BOTTOM, max: top.max, step: top.step,
        start: Number(data.times[0]), end: Number(data.times[data.times.length - 1])};
      pen.font = '11px system-ui, sans-serif';
      this._grid(frame, data.units);
      this._series(frame, data, series);
      $.each(rules, function(i, rule) { level(frame, rule); });
      if ($.isNumeric(data.selectedIdx) && data.times[data.selectedIdx] !== undefined) mark(frame, data.times[data.selectedIdx]);
    },

    // Text and grid in the colour of the page's text, so that they show on light ground and on dark; a stylesheet may differ.
    _ink: function() {
      var style = getComputedStyle(this.element[0]);
      var color = this.printing ? 'rgb(0, 0, 0)' : style.color;
      return {text: style.getPropertyValue('--stripchart-text').trim() || faded(color, 0.75),
        grid: style.getPropertyValue('--stripchart-grid').trim() || faded(color, 0.15)};
    },

    _grid: function(f, units) {
      var pen = f.pen;
      pen.lineWidth = 1;
      pen.strokeStyle = f.ink.grid;
      pen.fillStyle = f.ink.text;
      pen.textAlign = 'right';
      pen.textBaseline = 'middle';
      for (var i = 0; i * f.step <= f.max * 1.0001; i++) {
        var y = Math.round(atY(f, i * f.step)) + 0.5;
        line(pen, f.left, y, f.right, y);
        pen.fillText(this.valueStr(i * f.step, this.options.includeMillis, this.options.base2), f.left - 6, y);
      }
      pen.textAlign = 'left';
      if (units) pen.fillText(String($.isArray(units) ? units.join(', ') : units), f.left, 7);
      pen.textBaseline = 'alphabetic';
      var span = f.end - f.start;
      if (!(span > 0)) return;
      var steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 28800, 86400];
      var room = Math.max(1, Math.floor((f.right - f.left) / 70));
      var step = 86400000;
      for (var s = 0; s < steps.length; s++) {
        if (span / (steps[s] * 1000) <= room) {
          step = steps[s] * 1000;
          break;
        }
      }
      var zone = new Date(f.end).getTimezoneOffset() * 60000;
      pen.textAlign = 'center';
      for (var t = Math.ceil((f.start - zone) / step) * step + zone; t <= f.end; t += step) {
        var x = Math.round(atX(f, t)) + 0.5;
        line(pen, x, f.bottom, x, f.bottom + 4);
        if (x > f.left + 16 && x < f.right - 16) pen.fillText(clock(t, step), x, f.bottom + 15);
      }
    },

    // A line is as many hairlines, one below the other, as it is wide: they are drawn many times faster than one wide stroke. Areas reach down to
    // the axis and lower ones are painted over higher ones, which halves the outline of each.
    _series: function(f, data, series) {
      var pen = f.pen;
      var colors = this._colors();
      var dot = 1 / f.scale;
      var across = Math.max(1, Math.round(1.5 * f.scale));
      for (var s = series.length - 1; s >= 0; s--) {
        var path = outline(f, data.times, series[s]);
        pen.strokeStyle = pen.fillStyle = colors[s % colors.length];
        if (this.options.stack) {
          path.lineTo(atX(f, f.end), f.bottom);
          path.lineTo(atX(f, f.start), f.bottom);
          path.closePath();
          pen.fill(path);
          continue;
        }
        pen.lineWidth = dot;
        for (var i = 0; i < across; i++) {
          var aside = (i - (across - 1) / 2) * dot * 0.75;
          pen.translate(0, aside);
          pen.stroke(path);
          pen.translate(0, -aside);
        }
      }
    }
  });

  function trim(text) {
    return text.indexOf('.') < 0 || text.indexOf('e') >= 0 ? text : text.replace(/\.?0+$/, '');
  }

  function entities(text) {
    return String(text).replace(/&(amp|lt|gt|quot);/g, function(all, name) {
      return {amp: '&', lt: '<', gt: '>', quot: '"'}[name];
    });
  }

  function faded(color, part) {
    var rgb = String(color).match(/[\d.]+/g) || [93, 107, 124];
    return 'rgba(' + rgb.slice(0, 3).join(',') + ',' + part + ')';
  }

  function points(data) {
    return data.times ? data.times.length : 0;
  }

  function finite(value) {
    return typeof value === 'number' && isFinite(value) ? value : null;
  }

  function plain(data) {
    return $.map(data.values || [], function(row) {
      return [data.times.map(function(t, i) { return row ? finite(row[i]) : null; })];
    });
  }

  // Each row on top of those before it.
  function stacked(data) {
    var sum = data.times.map(function() { return 0; });
    return $.map(data.values || [], function(row) {
      sum = sum.map(function(below, i) { return below + ((row && finite(row[i])) || 0); });
      return [sum];
    });
  }

  // A round number at or above all that must show, and a round step to it.
  function axisTop(series, rules, margin, base2) {
    var max = 0;
    $.each(series, function(s, one) {
      for (var i = 0; i < one.length; i++) if (one[i] > max) max = one[i];
    });
    max *= 1 + (Number(margin) || 0);
    $.each(rules, function(i, rule) {
      if (rule.scale && finite(Number(rule.value)) !== null) max = Math.max(max, Number(rule.value) * 1.05);
    });
    if (!(max > 0)) max = 1;
    var rough = max / 4;
    var power = Math.pow(10, Math.floor(Math.log(rough) / Math.LN10));
    var step = base2 ? Math.pow(2, Math.ceil(Math.log(rough) / Math.LN2)) :
      power * (rough / power > 5 ? 10 : rough / power > 2 ? 5 : rough / power > 1 ? 2 : 1);
    return {max: Math.ceil(max / step) * step, step: step};
  }

  function atX(f, time) {
    return f.end > f.start ? f.left + (time - f.start) / (f.end - f.start) * (f.right - f.left) : f.right;
  }

  function atY(f, value) {
    return f.bottom - value / f.max * (f.bottom - f.top);
  }

  // From point to point; where there is none the line breaks. A point between two breaks is a dot.
  function outline(f, times, values) {
    var path = new Path2D();
    var open = false;
    for (var i = 0; i < times.length; i++) {
      if (values[i] === null) {
        open = false;
      } else if (open) {
        path.lineTo(atX(f, times[i]), atY(f, values[i]));
      } else {
        path.moveTo(atX(f, times[i]), atY(f, values[i]));
        open = i + 1 < times.length && values[i + 1] !== null;
        if (!open) path.lineTo(atX(f, times[i]) - 1.5, atY(f, values[i]));
      }
    }
    return path;
  }

  function line(pen, x1, y1, x2, y2) {
    pen.beginPath();
    pen.moveTo(x1, y1);
    pen.lineTo(x2, y2);
    pen.stroke();
  }

  function level(f, rule) {
    var value = Number(rule.value);
    if (rule.value === undefined || rule.value === null || !isFinite(value) || value > f.max) return;
    f.pen.strokeStyle = rule.color || f.ink.text;
    f.pen.lineWidth = 2;
    f.pen.setLineDash([6, 4]);
    line(f.pen, f.left, atY(f, value), f.right, atY(f, value));
    f.pen.setLineDash([]);
  }

  function mark(f, time) {
    f.pen.strokeStyle = f.ink.text;
    f.pen.lineWidth = 1;
    var x = Math.round(atX(f, time)) + 0.5;
    line(f.pen, x, f.top, x, f.bottom);
  }

  function clock(ms, step) {
    var date = new Date(ms);
    var two = function(n) { return (n < 10 ? '0' : '') + n; };
    if (step >= 86400000) return two(date.getMonth() + 1) + '-' + two(date.getDate());
    return two(date.getHours()) + ':' + two(date.getMinutes()) + (step < 60000 ? ':' + two(date.getSeconds()) : '');
  }
})(jQuery);
