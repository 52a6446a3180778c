const shared = {
  transform: {
    '\\.[jt]sx?$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
    ],
  },
  transformIgnorePatterns: ['/node_modules/(?!(jose|lit|lit-html|preact)/)'],
  testEnvironment: 'node',
};

/** Thousands of simulated calls, and the planted defects that they find. */
const SIMULATION = ['long', 'defects'].map((name) => `tests/simulation/${name}.test.ts`);

/** @type {import('jest').Config} */
module.exports = {
  testTimeout: 30_000,
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
      testMatch: ['<rootDir>/tests/**/*.browser.test.ts', '<rootDir>/tests/e2e/**/*.test.ts'],
    },
  ],
};
