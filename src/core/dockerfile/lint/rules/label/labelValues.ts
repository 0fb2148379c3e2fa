import * as l10n from '@vscode/l10n';
import type { LabelType } from '../../options.js';
import { defineRule, type Problem, type Rule, type RuleText } from '../../rule.js';
import { isEmail, isSemver, isTimestamp, isUrl } from './formats.js';
import { isSpdxExpression } from './spdx.js';

/** One rule a kind of value; labels get their kind from the schema. */
function valueRule(
  id: string,
  code: string,
  type: LabelType | undefined,
  summary: RuleText,
  isGood: (value: string) => boolean,
  message: (label: string, value: string) => string,
): Rule {
  return defineRule({
    id,
    aliases: [code],
    severity: 'warning',
    summary,
    *check(file): Iterable<Problem> {
      for (const instruction of file.of('LABEL')) {
        for (const { name, value = '', rawValue = '', valueSpan, nameSpan } of instruction.properties) {
          const key = name.replace(/["']/g, '');
          const wanted = file.options.labelSchema.get(key);
          if (wanted === undefined || (type && wanted !== type)) continue;
          if (isGood(value) || (type && rawValue.includes('$'))) continue;
          yield { range: instruction.rangeOf(valueSpan ?? nameSpan), message: message(key, value) };
        }
      }
    },
  });
}

export const labelEmpty = valueRule(
  'label-empty',
  'DL3051',
  undefined,
  { en: 'Labels of the schema are not empty.', ko: '스키마의 레이블은 비어 있지 않습니다.' },
  (value) => value.trim() !== '',
  (label) => l10n.t('The label "{0}" is empty.', label),
);

export const labelUrl = valueRule(
  'label-url',
  'DL3052',
  'url',
  { en: 'A label of type url is a URL.', ko: 'url 형식의 레이블은 URL입니다.' },
  isUrl,
  (label, value) => l10n.t('The label "{0}" should be a URL, not "{1}".', label, value),
);

export const labelTime = valueRule(
  'label-time',
  'DL3053',
  'rfc3339',
  { en: 'A label of type rfc3339 is a time.', ko: 'rfc3339 형식의 레이블은 시각입니다.' },
  isTimestamp,
  (label, value) => l10n.t('The label "{0}" should be a time like 2026-01-31T12:00:00Z, not "{1}".', label, value),
);

export const labelLicense = valueRule(
  'label-license',
  'DL3054',
  'spdx',
  { en: 'A label of type spdx is a license.', ko: 'spdx 형식의 레이블은 라이선스입니다.' },
  isSpdxExpression,
  (label, value) => l10n.t('The label "{0}" should be an SPDX license, not "{1}".', label, value),
);

export const labelHash = valueRule(
  'label-hash',
  'DL3055',
  'hash',
  { en: 'A label of type hash is a Git commit.', ko: 'hash 형식의 레이블은 Git 커밋입니다.' },
  (value) => /^(?:[0-9a-f]{7}|[0-9a-f]{40})$/.test(value),
  (label, value) => l10n.t('The label "{0}" should be a Git commit, not "{1}".', label, value),
);

export const labelSemver = valueRule(
  'label-semver',
  'DL3056',
  'semver',
  { en: 'A label of type semver is a version.', ko: 'semver 형식의 레이블은 버전입니다.' },
  isSemver,
  (label, value) => l10n.t('The label "{0}" should be a version like 1.2.3, not "{1}".', label, value),
);

export const labelEmail = valueRule(
  'label-email',
  'DL3058',
  'email',
  { en: 'A label of type email is an address.', ko: 'email 형식의 레이블은 메일 주소입니다.' },
  isEmail,
  (label, value) => l10n.t('The label "{0}" should be a mail address, not "{1}".', label, value),
);
