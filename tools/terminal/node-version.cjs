'use strict';
/*
 * Says in one line that this Node is too old, and ends. Loaded before anything else, so its words are those that any
 * Node understands.
 */
var engines = require('../../package.json').engines;

/** Whether a version is of one of the ranges, as packages write them: `^20.19.0 || >=22.13.0`. */
function isOf(version, ranges) {
  var have = numbersOf(version);
  return ranges.split('||').some(function (range) {
    var least = numbersOf(range);
    if (!/^\s*(>=|\*)/.test(range) && have[0] !== least[0]) return false;
    for (var i = 0; i < 3; i += 1) if (have[i] !== least[i]) return have[i] > least[i];
    return true;
  });
}

function numbersOf(text) {
  var numbers = text.replace(/^[^\d]+/, '').split('.');
  return [0, 1, 2].map(function (place) {
    return parseInt(numbers[place], 10) || 0;
  });
}

if (!isOf(process.versions.node, engines.node)) {
  console.error(
    'This needs Node ' + engines.node + ', and this is ' + process.versions.node + ': https://nodejs.org',
  );
  process.exit(1);
}

module.exports = { isOf: isOf };
