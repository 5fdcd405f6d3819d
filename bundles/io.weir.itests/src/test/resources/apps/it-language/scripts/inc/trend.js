// A class as published applications write it: its methods are on the prototype, and no part of what is sent.
function Trend(maxPoints, stepSize) {
  this.maxPoints = maxPoints;
  this.stepSize = stepSize;
  this.times = [];
  this.trends = {};
}

Trend.prototype.add = function(now, values) {
  this.times.push(now);
  for (var name in values) {
    (this.trends[name] = this.trends[name] || []).push(values[name]);
  }
};
