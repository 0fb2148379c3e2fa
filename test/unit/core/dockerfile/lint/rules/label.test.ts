import type { LabelType } from '../../../../../../src/core/dockerfile/lint/options.js';
import { labelKey } from '../../../../../../src/core/dockerfile/lint/rules/label/labelKey.js';
import { labelMissing } from '../../../../../../src/core/dockerfile/lint/rules/label/labelMissing.js';
import { labelOutsideSchema } from '../../../../../../src/core/dockerfile/lint/rules/label/labelOutsideSchema.js';
import {
  labelEmail,
  labelEmpty,
  labelHash,
  labelLicense,
  labelSemver,
  labelTime,
  labelUrl,
} from '../../../../../../src/core/dockerfile/lint/rules/label/labelValues.js';
import { ruleTest } from '../../../../../support/ruleTest.js';

const schema = (...types: [string, LabelType][]) => ({ labelSchema: new Map(types) });

ruleTest(labelKey, {
  accepts: ['FROM a\nLABEL a.b-c=1 org.opencontainers.image.title=x', 'FROM a\nLABEL a1=b'],
  rejects: {
    'FROM a\nLABEL ‹A›=1 ‹com.docker.x›=2 ‹a..b›=3 ‹a--b›=4 ‹1a›=5 ‹a-›=6 ‹a$b›=7': null,
  },
});

ruleTest(labelMissing, {
  options: schema(['a', 'text']),
  accepts: [
    'FROM x\nLABEL a=1',
    'FROM x AS b\nLABEL a=1\nFROM b',
    'FROM x AS b\nFROM b\nLABEL a=1',
    'FROM x AS b\nFROM y\nCOPY --from=b c d\nLABEL a=1',
  ],
  rejects: { '‹FROM x›\nLABEL b=1': null, '‹FROM x AS b›\nFROM y\nLABEL a=1': null },
});

ruleTest(labelOutsideSchema, {
  options: { ...schema(['a', 'text']), strictLabels: true },
  accepts: ['FROM x\nLABEL a=1'],
  rejects: { 'FROM x\nLABEL ‹b›=1 a=2': null },
});
ruleTest(labelOutsideSchema, { options: schema(['a', 'text']), accepts: ['FROM x\nLABEL b=1'], rejects: {} });

ruleTest(labelEmpty, {
  options: schema(['a', 'url']),
  accepts: ['FROM x\nLABEL a=1 b=""'],
  rejects: { 'FROM x\nLABEL a=‹""›': null },
});
ruleTest(labelUrl, {
  options: schema(['a', 'url']),
  accepts: ['FROM x\nLABEL a="https://example.com/x?y"', 'FROM x\nLABEL a=$URL b=no'],
  rejects: { 'FROM x\nLABEL a=‹"not a url"›': null, 'FROM x\nLABEL a=‹example.com›': null },
});
ruleTest(labelTime, {
  options: schema(['a', 'rfc3339']),
  accepts: ['FROM x\nLABEL a="2026-02-28T23:59:59.1+09:00"'],
  rejects: { 'FROM x\nLABEL a=‹"2026-02-30T00:00:00Z"›': null, 'FROM x\nLABEL a=‹yesterday›': null },
});
ruleTest(labelLicense, {
  options: schema(['a', 'spdx']),
  accepts: ['FROM x\nLABEL a=MIT', 'FROM x\nLABEL a="(MIT OR Apache-2.0) AND BSD-3-Clause"', 'FROM x\nLABEL a=GPL-3.0'],
  rejects: { 'FROM x\nLABEL a=‹Mine›': null, 'FROM x\nLABEL a=‹"MIT OR"›': null },
});
ruleTest(labelHash, {
  options: schema(['a', 'hash']),
  accepts: ['FROM x\nLABEL a=0123abc', 'FROM x\nLABEL a=0123456789012345678901234567890123456789'],
  rejects: { 'FROM x\nLABEL a=‹0123ab›': null, 'FROM x\nLABEL a=‹0123ABC›': null },
});
ruleTest(labelSemver, {
  options: schema(['a', 'semver']),
  accepts: ['FROM x\nLABEL a=1.2.3-rc.1+build.5'],
  rejects: { 'FROM x\nLABEL a=‹1.2›': null, 'FROM x\nLABEL a=‹v1.2.3›': null, 'FROM x\nLABEL a=‹1.02.3›': null },
});
ruleTest(labelEmail, {
  options: schema(['a', 'email']),
  accepts: ['FROM x\nLABEL a=me@example.com'],
  rejects: { 'FROM x\nLABEL a=‹me›': null, 'FROM x\nLABEL a=‹"a b@c"›': null },
});
