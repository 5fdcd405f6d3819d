// SPDX-License-Identifier: Apache-2.0
// A tree of shares, as rings around a centre.
//
//   $(el).sunburst({clickable, colors})
//   $(el).sunburst('draw', {depth, value, label, description, children: {name: {value, id, filter, children}}})
//   event sunburstclick(e, node) when clickable: the node as it was given; the centre gives the root
(function($) {
  'use strict';

  var SVG = 'http://www.w3.org/2000/svg';
  var LEAST = 0.004;

  $.widget('inmon.sunburst', {
    options: {
      clickable: false,
      colors: ['#3b82c4', '#e0803a', '#3fa34d', '#c44e8a', '#8a6fc9', '#b8a125', '#2ba6a6', '#d1534f', '#7f8c3a', '#5c6f91']
    },

    _create: function() {
      this.element.addClass('sunburst');
      this.svg = $(shape('svg', {viewBox: '-100 -100 200 200', role: 'group'})).appendTo(this.element);
    },

    _destroy: function() {
      this.svg.remove();
      this.element.removeClass('sunburst');
    },

    draw: function(root) {
      // the page draws every second: who came here by keyboard stays where they are
      var focused = this.svg.find(':focus').attr('data-node');
      this.svg.empty();
      if (!root) return;
      var levels = Math.max(1, Number(root.depth) || depth(root));
      this.ring = 68 / levels;
      this._centre(root);
      this._children(root, 0, 1, 0, null, '');
      if (focused !== undefined) {
        this.svg.children().filter(function() { return this.getAttribute('data-node') === focused; }).trigger('focus');
      }
    },

    _centre: function(root) {
      var group = this._part(root, shape('circle', {r: 28, 'class': 'sunburst-centre'}), root.description || root.label || '', '');
      if (root.label) {
        $(shape('text', {'text-anchor': 'middle', y: 4, 'class': 'sunburst-label'})).text(root.label).appendTo(group);
      }
    },

    _children: function(node, from, share, level, color, above) {
      var self = this;
      var children = node.children || {};
      var names = Object.keys(children).sort(function(a, b) { return size(children[b]) - size(children[a]); });
      var total = names.reduce(function(sum, name) { return sum + size(children[name]); }, 0);
      total = Math.max(total, Number(node.value) || 0);
      if (!(total > 0)) return;
      var start = from;
      $.each(names, function(i, name) {
        var child = children[name];
        var part = share * size(child) / total;
        if (part < LEAST) return;
        var tint = color || self.options.colors[i % self.options.colors.length];
        var path = above + '\n' + name;
        self._arc(child, name, path, start, part, level, tint, size(child) / total);
        if (level < 5) self._children(child, start, part, level + 1, tint, path);
        start += part;
      });
    },

    _arc: function(node, name, place, from, share, level, color, portion) {
      var inner = 30 + this.ring * level;
      var outer = inner + this.ring - 1;
      var path = shape('path', {d: ring(from, Math.min(share, 0.9999), inner, outer), fill: color, 'fill-opacity': Math.max(0.4, 1 - 0.2 * level)});
      var group = this._part(node, path, name + ' (' + (100 * portion).toFixed(portion < 0.1 ? 1 : 0) + ' %)', place);
      if (share > 0.06) {
        var middle = (from + share / 2) * 2 * Math.PI - Math.PI / 2;
        var radius = (inner + outer) / 2;
        var text = name.length > 12 ? name.substring(0, 11) + '…' : name;
        $(shape('text', {x: (radius * Math.cos(middle)).toFixed(1), y: (radius * Math.sin(middle) + 2).toFixed(1),
          'text-anchor': 'middle', 'class': 'sunburst-text'})).text(text).appendTo(group);
      }
    },

    _part: function(node, drawn, title, place) {
      var self = this;
      var group = $(shape('g', {})).append(drawn).appendTo(this.svg);
      $(shape('title', {})).text(title).appendTo(group);
      if (this.options.clickable) {
        group.attr({tabindex: 0, role: 'button', 'data-node': place, 'aria-label': title, 'class': 'sunburst-clickable'});
        group.on('click keydown', function(e) {
          if (e.type === 'click' || e.which === 13 || e.which === 32) {
            e.preventDefault();
            self._trigger('click', e, node);
          }
        });
      }
      return group;
    }
  });

  function size(node) {
    var value = Number(node && node.value);
    return value > 0 && isFinite(value) ? value : 0;
  }

  function depth(node) {
    var children = (node && node.children) || {};
    return Object.keys(children).reduce(function(most, name) { return Math.max(most, 1 + depth(children[name])); }, 0);
  }

  function shape(name, attributes) {
    var made = document.createElementNS(SVG, name);
    for (var key in attributes) made.setAttribute(key, attributes[key]);
    return made;
  }

  function at(part, radius) {
    var angle = part * 2 * Math.PI - Math.PI / 2;
    return (radius * Math.cos(angle)).toFixed(2) + ' ' + (radius * Math.sin(angle)).toFixed(2);
  }

  function ring(from, share, inner, outer) {
    var large = share > 0.5 ? 1 : 0;
    return 'M' + at(from, outer) + 'A' + outer + ' ' + outer + ' 0 ' + large + ' 1 ' + at(from + share, outer) +
      'L' + at(from + share, inner) + 'A' + inner + ' ' + inner + ' 0 ' + large + ' 0 ' + at(from, inner) + 'Z';
  }
})(jQuery);
