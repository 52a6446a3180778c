const jest = [require.resolve('jest')];
const { default: Sequencer } = require(require.resolve('@jest/test-sequencer', { paths: jest }));

/** These wait long though they are short. Where nothing is known of earlier runs, Jest takes large files for long ones. */
const LONG = /e2e\/(sync-out|waiting|page-|trouble|never-alone)|signalling\/voice-sdk/;

module.exports = class LongFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    const isLong = ({ path }) => LONG.test(path);
    return [...sorted.filter(isLong), ...sorted.filter((test) => !isLong(test))];
  }
};
