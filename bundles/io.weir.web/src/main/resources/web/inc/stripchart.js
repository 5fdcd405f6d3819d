// SPDX-License-Identifier: Apache-2.0
// A stripchart that follows a database of trends.
//
//   $(el).chart({
//     type: 'trend',                  metrics: [name …] are series of numbers, legend: [text …] their names
//     type: 'topn',                   metric: name is one series of objects {key: number}: the largest keys are drawn
//     units, stack, colors, ymargin, scale (a factor), includeMillis,
//     sep: ',',                       separates the fields of a key; legendHeadings, legendLinks: one a field
//     keyName: fn(field, index),      what a field reads as
//     includeOther: true,             whether what is not among the largest is drawn as one more band
//     hrule: [{name, color, scale}],  a level at db.trend.values[name]
//     updateEvent: 'updateChart'      the event on document that redraws
//   }, db)
//   db.trend = {times: [ms …], trends: {name: [number | {key: number} …]}, values: {name: number}}
//
// A click into a chart of type topn shows the largest keys of that moment; a second one there goes back.
(function($) {
  'use strict';

  var OTHER = '-other-';
  var OTHER_COLOR = '#9aa5b1';
  var MOST = 10;

  $.fn.chart = function(options, db) {
    return this.each(function() {
      var element = $(this);
      var settings = $.extend({type: 'trend', sep: ',', includeOther: true, stack: false, updateEvent: 'updateChart'}, options);
      var selected = null;
      var given = Object.create(null);
      var widget = {stack: !!settings.stack, clickable: settings.type === 'topn', includeMillis: !!settings.includeMillis};
      if (settings.colors) widget.colors = settings.colors;
      if (settings.ymargin !== undefined) widget.ymargin = settings.ymargin;
      element.stripchart(widget);

      element.off('.chart').on('stripchartclick.chart', function(e, point) {
        var time = db.trend && db.trend.times ? db.trend.times[point.index] : null;
        selected = selected === time ? null : time;
        redraw();
      });

      function redraw() {
        // the page may have destroyed the chart and kept its event
        var chart = element.data('inmon-stripchart');
        if (!chart) return;
        var trend = db && db.trend;
        if (!trend || !trend.times || !trend.trends) {
          chart.draw(null);
          return;
        }
        var index = selected === null ? -1 : $.inArray(selected, trend.times);
        if (index < 0) selected = null;
        var data = settings.type === 'topn' ? topn(trend, index, chart.options.colors) : series(trend);
        data.times = trend.times;
        data.units = $.isArray(settings.units) ? settings.units.join(', ') : settings.units;
        data.hrule = $.map(settings.hrule || [], function(rule) {
          return {value: trend.values ? trend.values[rule.name] : undefined, color: rule.color, scale: rule.scale};
        });
        if (index >= 0) data.selectedIdx = index;
        chart.draw(data);
      }

      function number(value) {
        var scaled = value === null || value === undefined || value === '' ? NaN : Number(value) * (Number(settings.scale) || 1);
        return isFinite(scaled) ? scaled : null;
      }

      function series(trend) {
        var names = settings.metrics || (settings.metric ? [settings.metric] : []);
        var values = $.map(names, function(name) {
          var row = trend.trends[name] || [];
          return [trend.times.map(function(t, i) { return number(row[i]); })];
        });
        return {values: values, legend: settings.legend ? {labels: settings.legend, headings: settings.legendHeadings} : null};
      }

      // A key keeps its colour for as long as it is shown, whatever its rank.
      function tints(keys, colors) {
        var kept = Object.create(null);
        var taken = [];
        $.each(keys, function(i, key) {
          if (given[key] < colors.length) {
            kept[key] = given[key];
            taken[given[key]] = true;
          }
        });
        var free = 0;
        given = kept;
        return keys.map(function(key) {
          if (!(key in kept)) {
            while (taken[free]) free++;
            kept[key] = free;
            taken[free] = true;
          }
          return colors[kept[key]];
        });
      }

      function topn(trend, index, colors) {
        var row = trend.trends[settings.metric] || [];
        var at = function(i) { return row[i] !== null && typeof row[i] === 'object' ? row[i] : {}; };
        var totals = Object.create(null);
        for (var i = index < 0 ? 0 : index; i < (index < 0 ? trend.times.length : index + 1); i++) {
          var entry = at(i);
          for (var key in entry) if (key !== OTHER) totals[key] = (totals[key] || 0) + (number(entry[key]) || 0);
        }
        var largest = Object.keys(totals).sort(function(a, b) { return totals[b] - totals[a] || (a < b ? -1 : 1); })
          .slice(0, Math.min(MOST, colors.length));
        var shown = Object.create(null);
        $.each(largest, function(n, key) { shown[key] = true; });
        var values = largest.map(function(key) {
          // what was not among the largest of a moment is not known to be nothing: a line breaks there, a band has to go on
          return trend.times.map(function(t, i) { return number(at(i)[key]) || (settings.stack ? 0 : null); });
        });
        var palette = tints(largest, colors);
        if (settings.includeOther) {
          var some = false;
          var rest = trend.times.map(function(t, i) {
            var entry = at(i);
            var sum = 0;
            for (var key in entry) if (!shown[key]) sum += number(entry[key]) || 0;
            some = some || sum > 0;
            return sum;
          });
          if (some) {
            values.push(rest);
            palette = palette.concat(OTHER_COLOR);
          }
        }
        return {
          values: values,
          colors: palette.length ? palette : colors,
          legend: largest.length ? {
            labels: largest.map(function(key) {
              return key.split(settings.sep).map(function(field, i) { return settings.keyName ? settings.keyName(field, i) : field; });
            }),
            headings: settings.legendHeadings,
            links: settings.legendLinks,
            colors: palette
          } : null
        };
      }

      // a chart that is made anew does not leave its old data behind
      var before = element.data('weir-chart');
      if (before) $(document).off(before.event, before.redraw);
      element.data('weir-chart', {event: settings.updateEvent, redraw: redraw});
      $(document).on(settings.updateEvent, redraw);
      redraw();
    });
  };
})(jQuery);
