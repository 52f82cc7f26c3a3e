const common = {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2024', parser: { syntax: 'typescript' } }, module: { type: 'es6' }, sourceMaps: 'inline' },
    ],
  },
  modulePathIgnorePatterns: ['<rootDir>/.data/'],
}

export default {
  maxWorkers: 2,
  testTimeout: 60_000,
  projects: [
    // Beside what they test; they need nothing outside the process.
    {
      ...common,
      displayName: 'unit',
      testMatch: ['<rootDir>/{domain,io,db,web,activities,workflows,scripts}/**/*.test.ts'],
    },
    // On the real Postgres, Temporal, mail server and browser, started once.
    {
      ...common,
      displayName: 'system',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      globalSetup: '<rootDir>/test/support/global-setup.ts',
      globalTeardown: '<rootDir>/test/support/global-teardown.ts',
    },
  ],
}
