// What pages of published applications do: ask a script for what is new, each second, and have the chart follow.
$(function() {
  var db = {};
  $('#chart').chart({type: 'trend', stack: true, metrics: ['load', 'never'], legend: ['Load', 'Never'], units: 'Bits per second'}, db);

  function update(trend) {
    var times = db.trend ? db.trend.times.concat(trend.times) : trend.times;
    var load = db.trend ? db.trend.trends.load.concat(trend.trends.load) : trend.trends.load;
    db.trend = {times: times.slice(-trend.maxPoints), trends: {load: load.slice(-trend.maxPoints)}, maxPoints: trend.maxPoints};
    db.trend.start = new Date(times[0]);
    db.trend.end = new Date(times[times.length - 1]);
    $.event.trigger({type: 'updateChart'});
    $('#chart').attr('data-points', times.length);
  }

  (function poll() {
    $.ajax({url: '../scripts/page.js/trend/json', data: db.trend ? {after: db.trend.end.getTime()} : null, dataType: 'json',
      success: function(data) { update(data.trend); setTimeout(poll, 200); }});
  })();

  $.get('../../../app/it-page/status', function(answer) { $('#other').text(answer); });
  $.ajax({url: '../scripts/page.js/name/json', type: 'POST', contentType: 'application/json', data: JSON.stringify('<b onclick="x()">name</b>'),
    success: function() {
      // What comes from the network is put in as it is, by a page that knows no better: it must not run.
      $.get('../scripts/page.js/name/json', function(name) { document.getElementById('late').innerHTML = name + '<img src="none:" onerror="began = 1">'; });
    }});
});
