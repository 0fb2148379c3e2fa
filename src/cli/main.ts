import { runLint } from './lintCommand.js';
import { usage } from './options.js';
import { readVersion } from './version.js';

/** `longshore`: exits with 0, 1 for findings, 2 when it could not run. */
async function main(args: readonly string[]): Promise<number> {
  const [command, ...rest] = args;
  if (command === 'lint') return runLint(rest);
  if (command === '--version' || command === '-V') {
    process.stdout.write(`${readVersion()}\n`);
    return 0;
  }
  if (command === '--help' || command === '-h') {
    process.stdout.write(usage);
    return 0;
  }
  process.stderr.write(command === undefined ? usage : `Unknown command "${command}".\n${usage}`);
  return 2;
}

function run(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(0);
  });
  main(process.argv.slice(2)).then(
    (code) => {
      process.exitCode = code;
    },
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
      process.exitCode = 2;
    },
  );
}

// The extension requires this file for the linter that is in it (`esbuild.mjs`).
if (require.main?.filename === __filename) run();
