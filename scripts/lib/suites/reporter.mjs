/** A mocha reporter that works in a terminal and in VS Code's extension host, and leaves its counts in a file. */
import { writeFileSync } from 'node:fs';

/**
 * Makes the reporter: `terse` prints failures alone, `results` is the file for the counts.
 * @param {{ terse?: boolean, results?: string | undefined, write?: (line: string) => void }} options
 * @returns {any} mocha takes any class, its types want one of its own
 */
export function reporter({ terse = false, results, write = (line) => console.log(line) }) {
  return class Reporter {
    constructor(runner) {
      const counts = { passed: 0, failed: 0, skipped: 0, failures: [] };
      const save = () => results && writeFileSync(results, JSON.stringify(counts));
      runner.on('pass', (test) => {
        counts.passed += 1;
        if (!terse) write(`  ok      ${test.fullTitle()}  ${test.duration} ms`);
      });
      runner.on('pending', (test) => {
        counts.skipped += 1;
        write(`  skipped ${test.fullTitle()}`);
      });
      runner.on('retry', (test, error) => write(`  again   ${test.fullTitle()}\n${indent(failureText(error))}`));
      runner.on('fail', (test, error) => {
        counts.failed += 1;
        counts.failures.push(`${test.fullTitle()}: ${firstLine(error)}`);
        write(`  FAILED  ${test.fullTitle()}\n${indent(failureText(error))}`);
      });
      runner.on('end', save);
    }
  };
}

/** The stack, which begins with the message; assertion errors bring their own comparison. */
function failureText(error) {
  const stack = String(error?.stack ?? error);
  return stack.includes(String(error?.message ?? '')) ? stack : `${error.message}\n${stack}`;
}

const firstLine = (error) => String(error?.message ?? error).split('\n')[0];
const indent = (text) => text.replace(/^/gm, '          ');
