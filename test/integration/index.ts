import { readdirSync } from 'node:fs';
import path from 'node:path';
import { reporter } from '../../scripts/lib/suites/reporter.mjs';

/** Runs the tests beside this file inside VS Code's extension host, and fails when one of them fails. */
export async function run(): Promise<void> {
  const { default: Mocha } = await import('mocha');
  const strays = watchRejections();
  // Node has read it when it started. Where it is set no request goes through the global `fetch`, which tests replace.
  delete process.env['NODE_EXTRA_CA_CERTS'];
  const { LONGSHORE_TEST_RESULTS: results, LONGSHORE_TEST_GREP: grep } = process.env;
  const write = (line: string) => console.log(`[longshore-test] ${line}`);
  const mocha = new Mocha({
    timeout: 60_000,
    retries: 1,
    reporter: reporter({ write, results }),
    ...(grep && { grep }),
  });
  for (const file of readdirSync(__dirname).filter((name) => name.endsWith('.test.cjs')))
    mocha.addFile(path.join(__dirname, file));
  await mocha.loadFilesAsync();
  mocha.suite.afterAll('no rejection is left unhandled', () => strays.assertNone());
  await new Promise<void>((resolve, reject) => {
    mocha.run((failed) => (failed > 0 ? reject(new Error(`${failed} failed`)) : resolve()));
  });
}

/** Rejections that nobody handles within a moment, as VS Code itself counts them. */
function watchRejections() {
  const open = new Map<Promise<unknown>, unknown>();
  process.on('unhandledRejection', (reason, promise) => open.set(promise, reason));
  process.on('rejectionHandled', (promise) => open.delete(promise));
  return {
    async assertNone() {
      await new Promise((resolve) => setTimeout(resolve, 200));
      const [first] = [...open.values()].filter(isOurs);
      if (first) throw new Error('A rejection was not handled', { cause: first });
    },
  };
}

/** Other extensions live in the same host. */
const isOurs = (reason: unknown) =>
  reason instanceof Error && /longshore|[\\/]dist[\\/]extension\.js/.test(reason.stack ?? '');
