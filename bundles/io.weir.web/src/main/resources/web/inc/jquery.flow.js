// SPDX-License-Identifier: Apache-2.0
// Flows as particles that cross a square from side to side.
//
//   $(el).flow({seed, velocity, radius, maxProbability, height, axisN, axisS, axisE, axisW, colors})
//   $(el).flow('data', [{startSide: 'N|S|E|W', startVal, endSide, endVal, type, frequency, info} …])   values from 0 to 1
//   event flowclick(e, flow): the flow of the particle that was clicked, or chosen by the arrow keys and entered
(function($) {
  'use strict';

  var MOST = 2000;

  $.widget('inmon.flow', {
    options: {
      seed: 1,
      velocity: 0.25,
      radius: 3,
      maxProbability: 0.5,
      height: 400,
      axisN: '',
      axisS: '',
      axisE: '',
      axisW: '',
      colors: ['#3b82c4', '#e0803a', '#3fa34d', '#c44e8a', '#8a6fc9', '#b8a125', '#2ba6a6', '#d1534f', '#7f8c3a', '#5c6f91']
    },

    _create: function() {
      this.element.addClass('flow');
      this.canvas = $('<canvas role="img"></canvas>').css('height', Number(this.options.height) || 400).appendTo(this.element);
      this.flows = [];
      this.particles = [];
      this.types = Object.create(null);
      this.chosen = -1;
      this.random = generator(Number(this.options.seed) || 1);
      this.canvas.attr({tabindex: 0, 'aria-label': 'flows'});
      this._on(this.canvas, {click: '_clicked', keydown: '_key'});
      // paper is white whatever the screen is
      this._on(window, {
        beforeprint: function() { this.printing = true; this._draw(); },
        afterprint: function() { this.printing = false; }
      });
      this.last = null;
      this._frame = $.proxy(this._frame, this);
      this.request = window.requestAnimationFrame(this._frame);
    },

    _destroy: function() {
      window.cancelAnimationFrame(this.request);
      this.canvas.remove();
      this.element.removeClass('flow');
    },

    data: function(flows) {
      this.flows = $.isArray(flows) ? flows.filter(function(flow) { return !!flow; }) : [];
      if (this.chosen >= this.flows.length) this._choose(-1);
    },

    _frame: function(now) {
      this.request = window.requestAnimationFrame(this._frame);
      var seconds = this.last === null ? 0 : Math.min(0.1, (now - this.last) / 1000);
      this.last = now;
      this._emit(seconds);
      var speed = Number(this.options.velocity) || 0.25;
      this.particles = this.particles.filter(function(particle) {
        particle.way += seconds * speed;
        return particle.way < 1;
      });
      this._draw();
    },

    // A flow sends a particle with a probability that grows with its frequency, the most frequent with the highest.
    _emit: function(seconds) {
      var most = this.flows.reduce(function(max, flow) { return Math.max(max, Number(flow && flow.frequency) || 0); }, 0);
      if (!most || !seconds) return;
      for (var i = 0; i < this.flows.length && this.particles.length < MOST; i++) {
        var flow = this.flows[i];
        var chance = (Number(flow && flow.frequency) || 0) / most * this.options.maxProbability * seconds * 30;
        if (this.random() < chance) this.particles.push({flow: flow, way: 0, color: this._color(flow.type)});
      }
    },

    _color: function(type) {
      var name = String(type);
      if (!(name in this.types)) this.types[name] = Object.keys(this.types).length;
      return this.options.colors[this.types[name] % this.options.colors.length];
    },

    _draw: function() {
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
      this._axes(pen, width, height);
      var radius = Number(this.options.radius) || 3;
      var chosen = this.flows[this.chosen];
      this.particles.forEach(function(particle) {
        var place = where(particle, width, height);
        pen.fillStyle = particle.color;
        pen.beginPath();
        pen.arc(place.x, place.y, particle.flow === chosen ? 2 * radius : radius, 0, 2 * Math.PI);
        pen.fill();
      });
    },

    _axes: function(pen, width, height) {
      pen.fillStyle = this.printing ? '#000' : getComputedStyle(this.element[0]).color;
      pen.font = '12px system-ui, sans-serif';
      pen.textAlign = 'center';
      pen.fillText(String(this.options.axisN || ''), width / 2, 14);
      pen.fillText(String(this.options.axisS || ''), width / 2, height - 6);
      pen.textAlign = 'left';
      pen.fillText(String(this.options.axisW || ''), 6, height / 2);
      pen.textAlign = 'right';
      pen.fillText(String(this.options.axisE || ''), width - 6, height / 2);
    },

    // Left and right choose a flow, whose particles grow; enter and space click it.
    _key: function(e) {
      var step = {37: -1, 39: 1}[e.which];
      if (step && this.flows.length) {
        e.preventDefault();
        this._choose((this.chosen + step + this.flows.length + (this.chosen < 0 && step < 0 ? 1 : 0)) % this.flows.length);
      } else if ((e.which === 13 || e.which === 32) && this.chosen >= 0) {
        e.preventDefault();
        this._trigger('click', e, this.flows[this.chosen]);
      }
    },

    _choose: function(index) {
      this.chosen = index;
      var flow = this.flows[index];
      this.canvas.attr('aria-label', !flow ? 'flows' : $.map(flow.info || [flow.type], function(field) {
        return field && field.name !== undefined ? field.name + ' ' + field.value : String(field);
      }).join(', '));
    },

    _clicked: function(e) {
      var canvas = this.canvas[0];
      var box = canvas.getBoundingClientRect();
      var nearest = null;
      var distance = 20;
      this.particles.forEach(function(particle) {
        var place = where(particle, box.width, box.height);
        var away = Math.hypot(place.x - (e.clientX - box.left), place.y - (e.clientY - box.top));
        if (away < distance) {
          nearest = particle;
          distance = away;
        }
      });
      if (nearest) this._trigger('click', e, nearest.flow);
    }
  });

  function edge(side, value, width, height) {
    var part = Math.min(1, Math.max(0, Number(value) || 0));
    switch (side) {
      case 'N': return {x: part * width, y: 0};
      case 'S': return {x: part * width, y: height};
      case 'E': return {x: width, y: (1 - part) * height};
      default: return {x: 0, y: (1 - part) * height};
    }
  }

  // Along a curve that leaves and meets the sides through the middle.
  function where(particle, width, height) {
    var from = edge(particle.flow.startSide, particle.flow.startVal, width, height);
    var to = edge(particle.flow.endSide, particle.flow.endVal, width, height);
    var t = particle.way;
    var bend = function(a, m, b) { return (1 - t) * (1 - t) * a + 2 * t * (1 - t) * m + t * t * b; };
    return {x: bend(from.x, width / 2, to.x), y: bend(from.y, height / 2, to.y)};
  }

  function generator(seed) {
    var state = seed >>> 0 || 1;
    return function() {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      return (state >>> 0) / 4294967296;
    };
  }
})(jQuery);
