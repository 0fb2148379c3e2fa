import * as l10n from '@vscode/l10n';
import type { ChoiceSource } from '../discovery.js';

const verbatim: Partial<Record<ChoiceSource, string>> = {
  setting: 'longshore.engine.endpoint',
  DOCKER_HOST: 'DOCKER_HOST',
  DOCKER_CONTEXT: 'DOCKER_CONTEXT',
  DOCKER_TLS: 'DOCKER_TLS_VERIFY, DOCKER_TLS',
};

/** What a person calls that which chose the engine; `quote` gets what is written so in every language. */
export function sourceName(source: ChoiceSource, quote = (text: string) => text): string {
  const name = verbatim[source];
  if (name) return quote(name);
  return source === 'default' ? l10n.t('Default socket') : l10n.t('Current context of the docker CLI');
}
