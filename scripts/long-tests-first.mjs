// The order of test files: those that only compute while the process is young, then the long ones, so that no core waits for the last. What jest remembers of earlier runs counts for the rest.
import Sequencer from '@jest/test-sequencer';

/** Every AsyncLocalStorage a file leaves behind is written onto each promise of the files after it: promises by the million go first. */
const order = ['test/rules/', 'test/scenarios.test.ts', 'test/durability/', 'test/web/', 'test/workflows/'];

export default class LongTestsFirst extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => {
      const found = order.findIndex((part) => path.includes(part));
      return found < 0 ? order.length : found;
    };
    return super.sort(tests).toSorted((one, other) => rank(one) - rank(other));
  }
}
