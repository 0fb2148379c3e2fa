/** Where things are. Node built-ins only: this is read before any package is installed. */
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '../..');

/** Programs that are installed once and reused: VS Code servers, a newer Node. */
export const cache = path.resolve(process.env.LONGSHORE_CACHE || path.join(root, '.cache'));
