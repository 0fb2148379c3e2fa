import * as l10n from '@vscode/l10n';
import { errorText } from '../base/errors.js';
import { plainText } from '../base/plainText.js';
import { textOf } from './lines.js';
import type { LogPrinter } from './pump.js';
import { terminalText } from './terminalText.js';

/** Whose log it is, among those shown together. */
export interface LogOwner {
  /** Stands before each line; empty when the log stands alone. */
  readonly prefix: string;
  /** An ANSI colour from 30 to 97. */
  readonly color: number;
}

export interface PrintOptions {
  readonly timestamps: boolean;
  /** The sentence for an error. */
  explain?(error: unknown): string;
}

const reset = '\u001b[0m';
const dim = (text: string) => `${reset}\u001b[2m${text}${reset}`;

/** Prints logs for a terminal. Where logs are shown together, no line may colour the next one. */
export function terminalPrinter({ timestamps, explain = errorText }: PrintOptions): LogPrinter<LogOwner> {
  const note = (owner: LogOwner | undefined, text: string) => `${owner ? prefixOf(owner) : ''}${dim(`… ${text}`)}\r\n`;
  return {
    line: ({ line, owner }) => {
      const { time, text } = textOf(line);
      const stamp = timestamps && time ? `${dim(time)} ` : '';
      const body = terminalText(text.endsWith('\r') ? text.slice(0, -1) : text);
      const colorEnd = owner.prefix !== '' && body.includes('\u001b') ? reset : '';
      return `${prefixOf(owner)}${stamp}${body}${colorEnd}${line.ended ? '\r\n' : ''}`;
    },
    event: (owner, event) => {
      switch (event.kind) {
        case 'started':
          return note(owner, event.again ? l10n.t('restarted') : l10n.t('started'));
        case 'stopped':
          return note(
            owner,
            event.exitCode === undefined ? l10n.t('stopped') : l10n.t('stopped with exit code {0}', event.exitCode),
          );
        case 'neverStarted':
          return note(owner, l10n.t('not started yet'));
        case 'skipped':
          return note(owner, l10n.t('about {0} s skipped: more is written than can be shown', event.seconds));
        case 'lost':
          return note(owner, l10n.t('the engine does not answer; the log goes on when it is back'));
        case 'removed':
          return note(owner, l10n.t('the container was removed'));
      }
    },
    failure: (owner, error) => `${prefixOf(owner)}\u001b[31m${plainText(explain(error))}${reset}\r\n`,
    skipped: (lines) =>
      note(undefined, lines === 1 ? l10n.t('1 line skipped') : l10n.t('{0} lines skipped', lines.toLocaleString('en'))),
  };
}

function prefixOf({ prefix, color }: LogOwner): string {
  return prefix === '' ? '' : `\u001b[${color}m${plainText(prefix)} |${reset} `;
}
