/** Adds up what ran, for the last line of `npm test`. */
export interface Counts {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

/** What we read of jest's JSON result. */
export interface JestResult {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
  readonly numTodoTests: number
  /** Files that could not be run at all: none of their tests is counted anywhere. */
  readonly numRuntimeErrorTestSuites: number
  readonly success: boolean
}

/** @param result null: jest wrote none, as when it crashed. */
export function countTests(result: JestResult | null, exitCode: number | null): Counts {
  if (result === null) return { passed: 0, failed: 1, skipped: 0 }
  const failed = result.numFailedTests + result.numRuntimeErrorTestSuites
  return {
    passed: result.numPassedTests,
    // jest may fail with no failed test: a wrong set-up, an obsolete snapshot in CI.
    failed: failed === 0 && (exitCode !== 0 || !result.success) ? 1 : failed,
    skipped: result.numPendingTests + result.numTodoTests,
  }
}

export function countLine(all: readonly Counts[]): { readonly line: string; readonly failed: number } {
  const sum = (name: keyof Counts) => all.reduce((total, counts) => total + counts[name], 0)
  const skipped = sum('skipped')
  return {
    line: `${sum('passed')} passed, ${sum('failed')} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`,
    failed: sum('failed'),
  }
}
