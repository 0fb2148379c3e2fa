import type { LogOutputChannel } from 'vscode';
import { errorText } from '../../core/base/errors.js';
import type { Logger } from '../../core/base/logger.js';

/** Writes a core's lines to the extension's log channel. */
export function channelLogger(channel: LogOutputChannel): Logger {
  return {
    debug: (message) => channel.debug(message),
    info: (message) => channel.info(message),
    warn: (message) => channel.warn(message),
    error: (message, error) => channel.error(error === undefined ? message : `${message}: ${errorText(error)}`),
  };
}
