import { unattendedRule } from './unattended.js';

export const yumUnattended = unattendedRule({
  id: 'yum-unattended',
  code: 'DL3030',
  summary: { en: 'yum install is told to ask nothing.', ko: 'yum install은 질문 없이 실행합니다.' },
  programs: ['yum'],
  subcommands: ['install', 'groupinstall', 'localinstall'],
  flag: '-y',
  isUnattended: (invocation) => invocation.hasFlag('y', 'assumeyes'),
});
