import { bashismRule, byNode, nothing } from './bashism.js';

export const bashRedirect = bashismRule(
  'bash-redirect',
  'SC3020',
  { en: 'A script for sh redirects with > file 2>&1.', ko: 'sh 스크립트에서는 > 파일 2>&1로 리디렉션합니다.' },
  byNode((command) => {
    const redirect = command.redirects.find(({ operator }) => operator.startsWith('&>'));
    return redirect && { what: redirect.operator, start: redirect.start, end: redirect.end };
  }, nothing),
);

export const bashHereString = bashismRule(
  'bash-here-string',
  'SC3011',
  { en: 'A script for sh uses no here-strings.', ko: 'sh 스크립트에서는 here-string을 쓰지 않습니다.' },
  byNode((command) => {
    const redirect = command.redirects.find(({ operator }) => operator === '<<<');
    return redirect && { what: '<<<', start: redirect.start, end: redirect.end };
  }, nothing),
);
