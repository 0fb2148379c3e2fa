import { unattendedRule } from './unattended.js';

export const zypperUnattended = unattendedRule({
  id: 'zypper-unattended',
  code: 'DL3034',
  summary: { en: 'zypper is told to ask nothing.', ko: 'zypper는 질문 없이 실행합니다.' },
  programs: ['zypper'],
  subcommands: ['install', 'in', 'remove', 'rm', 'source-install', 'si', 'patch'],
  flag: '-n',
  isGlobal: true,
  isUnattended: (invocation) => invocation.hasFlag('n', 'non-interactive', 'y', 'no-confirm'),
});
