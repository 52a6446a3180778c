const shared = {
  transform: {
    '\\.[jt]sx?$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
    ],
  },
  transformIgnorePatterns: ['/node_modules/(?!(jose|preact)/)'],
  testEnvironment: 'node',
};

/** Thousands of simulated calls, and the planted defects that they find. */
const SIMULATION = ['long', 'defects', 'beliefs'].map((name) => `tests/simulation/${name}.test.ts`);

/** @type {import('jest').Config} */
module.exports = {
  // It only says when to give up, and proves nothing: beside tests in a browser everything takes its time.
  testTimeout: 120_000,
  // Each file leaves some 10 MB for the garbage collector. Node took 0.3 s and more to end a worker of 700 MB, and Jest
  // gives it 0.5 s. A new worker starts a browser and a product anew, which a lower limit would do after a few files.
  workerIdleMemoryLimit: '400MB',
  testSequencer: '<rootDir>/tests/support/long-first.cjs',
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/tests/**/*.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', '\\.browser\\.test\\.ts$', '/tests/e2e/', ...SIMULATION],
    },
    {
      ...shared,
      displayName: 'simulation',
      testMatch: SIMULATION.map((file) => `<rootDir>/${file}`),
    },
    {
      ...shared,
      displayName: 'browser',
      testEnvironment: '<rootDir>/tests/support/page/failure-report.ts',
      setupFilesAfterEnv: ['<rootDir>/tests/support/page/browser-patience.ts'],
      testMatch: ['<rootDir>/tests/**/*.browser.test.ts', '<rootDir>/tests/e2e/**/*.test.ts'],
    },
  ],
};
