import { leftCacheRule } from './leftCache.js';

const installs = 'install in upgrade up upgrade-minimal up-min reinstall rei'.split(' ');

export const dnfCache = leftCacheRule({
  id: 'dnf-cache',
  code: 'DL3040',
  summary: { en: 'The cache of dnf is deleted after use.', ko: 'dnf의 캐시는 사용 후 지웁니다.' },
  programs: ['dnf', 'microdnf'],
  mounts: ['/var/cache/libdnf5', '.cache/libdnf5'],
  isInstall: (invocation) => invocation.hasArg(...installs),
  isClean: (invocation, program) =>
    (invocation.name === program && invocation.hasArg('clean', 'all')) ||
    (invocation.name === 'rm' && invocation.hasArg('-rf', '/var/cache/libdnf5*')),
  clean: (program) => `${program} clean all`,
});
