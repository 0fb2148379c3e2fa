/** Runs compiled test files with mocha in this process, as the JSON on the command line says. */
import Mocha from 'mocha';
import { reporter } from './reporter.mjs';

const { files, timeout, retries, grep, terse, results } = JSON.parse(process.argv[2]);
process.on('unhandledRejection', (reason) => {
  throw reason;
});
const mocha = new Mocha({ timeout, retries, reporter: reporter({ terse, results }), ...(grep && { grep }) });
for (const file of files) mocha.addFile(file);
await mocha.loadFilesAsync();
mocha.run((failed) => process.exit(failed > 0 ? 1 : 0));
