/** Builds the extension with source maps and the integration tests, for the debugger. */
import { buildTests } from './lib/suites/integration.mjs';

await buildTests();
