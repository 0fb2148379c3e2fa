import { unattendedRule } from './unattended.js';

export const dnfUnattended = unattendedRule({
  id: 'dnf-unattended',
  code: 'DL3038',
  summary: { en: 'dnf install is told to ask nothing.', ko: 'dnf install은 질문 없이 실행합니다.' },
  programs: ['dnf', 'microdnf'],
  subcommands: ['install', 'groupinstall', 'localinstall'],
  flag: '-y',
  isUnattended: (invocation) => invocation.hasFlag('y', 'assumeyes'),
});
