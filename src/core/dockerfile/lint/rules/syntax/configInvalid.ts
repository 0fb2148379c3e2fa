import { defineRule } from '../../rule.js';

/** Carries what is wrong in a configuration file; a Dockerfile alone never has it. */
export const configInvalid = defineRule({
  id: 'config-invalid',
  aliases: [],
  severity: 'error',
  summary: { en: 'The configuration of the linter is valid.', ko: '린터 설정 파일이 올바릅니다.' },
  *check() {},
});
