import * as l10n from '@vscode/l10n';
import { splitImageName } from '../../../imageName.js';
import type { Instruction } from '../../../instruction.js';
import type { Span } from '../../../mappedText.js';
import type { Stage } from '../../../stages.js';
import { flagOptions } from '../../../words.js';
import { defineRule } from '../../rule.js';

export const registryNotTrusted = defineRule({
  id: 'registry-not-trusted',
  aliases: ['DL3026'],
  severity: 'error',
  summary: { en: 'Images come from a trusted registry.', ko: '이미지는 신뢰하는 레지스트리에서 가져옵니다.' },
  *check({ document, options: { trustedRegistries } }) {
    if (trustedRegistries.length === 0) return;
    for (const instruction of document.instructions) {
      for (const span of imagesOf(instruction)) {
        const image = instruction.textOf(span);
        if (isStage(image, document.stages, instruction) || image === 'scratch') continue;
        const registry = splitImageName(image).registry ?? 'docker.io';
        if (trustedRegistries.some((trusted) => matches(trusted, registry))) continue;
        yield {
          range: instruction.rangeOf(span),
          message: l10n.t('"{0}" is not among the trusted registries.', registry),
        };
      }
    }
  },
});

function imagesOf(instruction: Instruction): Span[] {
  const { keyword, flags, args } = instruction;
  if (keyword === 'FROM') return args.slice(0, 1);
  if (keyword === 'COPY')
    return flags.flatMap(({ name, valueSpan }) => (name === 'from' && valueSpan ? [valueSpan] : []));
  if (keyword !== 'RUN') return [];
  return flags.flatMap((flag) => {
    const options = flag.name === 'mount' ? flagOptions(flag) : [];
    const type = options.find(({ name }) => name === 'type')?.value ?? 'bind';
    if (type !== 'bind' && type !== 'cache') return [];
    return options
      .filter(({ name }) => name === 'from')
      .map(({ start, end }) => ({ start: start + 'from='.length, end }));
  });
}

function isStage(image: string, stages: readonly Stage[], { line, keyword }: Instruction): boolean {
  if (keyword !== 'FROM' && /^\d+$/.test(image)) return true;
  return stages.some(({ from, name }) => from.line < line && name?.value.toLowerCase() === image.toLowerCase());
}

/** `*` allows all, a leading or trailing star any beginning or end; Docker Hub goes by two names. */
function matches(trusted: string, registry: string): boolean {
  if (trusted === '*' || trusted === registry) return true;
  if (registry === 'docker.io' && trusted === 'hub.docker.com') return true;
  if (trusted.startsWith('*')) return registry.endsWith(trusted.slice(1));
  return trusted.endsWith('*') && registry.startsWith(trusted.slice(0, -1));
}
