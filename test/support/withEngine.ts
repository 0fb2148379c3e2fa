/** Suites and tests that need the test engine and the test registry; where there are none, they are reported as skipped. */
const isThere = Boolean(process.env['LONGSHORE_TEST_ENGINE']);

export const describeWithEngine = isThere ? describe : describe.skip;
export const itWithEngine = isThere ? it : it.skip;
