import { leftCacheRule } from './leftCache.js';

export const yumCache = leftCacheRule({
  id: 'yum-cache',
  code: 'DL3032',
  summary: { en: 'The cache of yum is deleted after use.', ko: 'yum의 캐시는 사용 후 지웁니다.' },
  programs: ['yum'],
  mounts: [],
  isInstall: (invocation) => invocation.hasArg('install'),
  isClean: (invocation) =>
    (invocation.name === 'yum' && invocation.hasArg('clean', 'all')) ||
    (invocation.name === 'rm' && invocation.hasArg('-rf', '/var/cache/yum/*')),
  clean: () => 'yum clean all',
});
