// The order of test files: the long ones first, so that no core waits for the last one. What jest remembers of earlier runs counts for the rest.
import Sequencer from '@jest/test-sequencer';

const long = ['test/scenarios.test.ts', 'test/durability/', 'test/web/', 'test/workflows/'];

export default class LongTestsFirst extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => {
      const found = long.findIndex((part) => path.includes(part));
      return found < 0 ? long.length : found;
    };
    return super.sort(tests).toSorted((one, other) => rank(one) - rank(other));
  }
}
