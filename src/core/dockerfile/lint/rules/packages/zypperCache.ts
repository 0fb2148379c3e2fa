import { leftCacheRule } from './leftCache.js';

export const zypperCache = leftCacheRule({
  id: 'zypper-cache',
  code: 'DL3036',
  summary: { en: 'The cache of zypper is deleted after use.', ko: 'zypper의 캐시는 사용 후 지웁니다.' },
  programs: ['zypper'],
  mounts: ['/var/cache/zypp'],
  isInstall: (invocation) => invocation.hasArg('install', 'in'),
  isClean: (invocation) => invocation.name === 'zypper' && invocation.hasArg('clean', 'cc'),
  clean: () => 'zypper clean',
});
