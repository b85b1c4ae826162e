// What random tests start from: the same each run, so that a change is refused for what it changes. FAST_CHECK_SEED=N begins elsewhere.
import fc from 'fast-check';

const given = process.env['FAST_CHECK_SEED'];
fc.configureGlobal({ seed: given === undefined ? 2026 : Number(given) });
