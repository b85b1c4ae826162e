// Tests run the source as it is written: swc turns it into CommonJS in memory, Prisma's client and other modules included.

/** Packages that are published as ES modules only. */
const esmOnly = [
  '@prisma/schema-engine-wasm',
  'canonicalize',
  'jose',
  'oauth4webapi',
  'oidc-provider',
  'openid-client',
];

export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  testTimeout: 60_000,
  testSequencer: './scripts/long-tests-first.mjs',
  maxWorkers: 2,
  // A process that has run many files is slow and large: the next file gets a new one.
  workerIdleMemoryLimit: '300MB',
  setupFiles: ['./test/support/seed.ts'],
  globalSetup: './test/support/global-setup.ts',
  globalTeardown: './test/support/global-teardown.ts',
  // Its exports name no condition that require() takes.
  moduleNameMapper: { '^canonicalize$': '<rootDir>/node_modules/canonicalize/lib/canonicalize.js' },
  transformIgnorePatterns: [`/node_modules/(?!(${esmOnly.join('|')})/).+(?<!\\.mjs)$`],
  transform: {
    '\\.m?[jt]s$': [
      '@swc/jest',
      {
        swcrc: false,
        sourceMaps: 'inline',
        module: { type: 'commonjs', strictMode: true, ignoreDynamic: false },
        jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
      },
    ],
  },
};
