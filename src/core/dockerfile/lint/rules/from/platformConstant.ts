import * as l10n from '@vscode/l10n';
import { architectures, operatingSystems } from '../../platforms.js';
import { defineRule } from '../../rule.js';

export const platformConstant = defineRule({
  id: 'platform-constant',
  aliases: ['DL3029', 'FromPlatformFlagConstDisallowed'],
  severity: 'warning',
  summary: { en: 'FROM does not fix its platform.', ko: 'FROM에 플랫폼을 고정하지 않습니다.' },
  *check({ document }) {
    for (const { platform, from, name } of document.stages) {
      if (!platform?.value) continue;
      const codes = [
        ...(/BUILDPLATFORM|TARGETPLATFORM/.test(platform.value) ? [] : ['DL3029']),
        ...(isConstant(platform.value, name?.value ?? '') ? ['FromPlatformFlagConstDisallowed'] : []),
      ];
      if (codes.length === 0) continue;
      yield {
        range: from.rangeOf(platform),
        message: l10n.t(
          'The platform is fixed to "{0}", so the image cannot be built for another one.',
          platform.value,
        ),
        codes,
      };
    }
  },
});

/** A valid platform without variables, unless the stage's name says that it is meant for it. */
function isConstant(platform: string, name: string): boolean {
  if (platform.includes('$')) return false;
  const [first = '', second] = platform.toLowerCase().split('/');
  const isOs = operatingSystems.has(first);
  if (second === undefined && !isOs && !architectures.has(first)) return false;
  const parts = [first, second ?? ''].filter((part) => part !== '').map(canonicalArchitecture);
  return !parts.some((part) => name.toLowerCase().includes(part));
}

function canonicalArchitecture(name: string): string {
  if (name === 'x86_64' || name === 'x86-64') return 'amd64';
  return name === 'aarch64' ? 'arm64' : name;
}
