/** A mocha reporter that works in a terminal and in VS Code's extension host, and leaves what became of each test in a file. */
import { writeFileSync } from 'node:fs';

/**
 * Makes the reporter: `terse` prints failures alone, `results` is the file for the outcomes.
 * @param {{ terse?: boolean, results?: string | undefined, write?: (line: string) => void }} options
 * @returns {any} mocha takes any class, its types want one of its own
 */
export function reporter({ terse = false, results, write = (line) => console.log(line) }) {
  return class Reporter {
    constructor(runner) {
      const outcomes = [];
      const note = (end, test, failure) => outcomes.push({ end, file: test.file, failure });
      const save = () => results && writeFileSync(results, JSON.stringify(outcomes));
      runner.on('pass', (test) => {
        note('passed', test);
        if (!terse) write(`  ok      ${test.fullTitle()}  ${test.duration} ms`);
      });
      runner.on('pending', (test) => {
        note('skipped', test);
        write(`  skipped ${test.fullTitle()}`);
      });
      runner.on('retry', (test, error) => write(`  again   ${test.fullTitle()}\n${indent(failureText(error))}`));
      runner.on('fail', (test, error) => {
        note('failed', test, `${test.fullTitle()}: ${firstLine(error)}`);
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
