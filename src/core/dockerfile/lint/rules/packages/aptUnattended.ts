import { unattendedRule } from './unattended.js';

export const aptUnattended = unattendedRule({
  id: 'apt-unattended',
  code: 'DL3014',
  summary: { en: 'apt-get install is told to ask nothing.', ko: 'apt-get install은 질문 없이 실행합니다.' },
  programs: ['apt-get'],
  subcommands: ['install'],
  flag: '-y',
  isUnattended: (invocation) =>
    invocation.hasFlag('y', 'yes', 'assume-yes') ||
    invocation.countFlag('q') > 1 ||
    invocation.countFlag('quiet') > 1 ||
    invocation.hasArg('-q=2'),
});
