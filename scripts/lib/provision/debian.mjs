/** Programs, and a font, that come from Debian's packages; elsewhere they are only looked for. */
import { existsSync, readFileSync } from 'node:fs';
import { capture, must } from '../capture.mjs';
import { findProgram } from '../programs.mjs';

/** What the suites and the private engine need, by name; `find` resolves to the program's path. */
export const parts = {
  dockerd: { package: 'docker.io', find: () => findProgram('dockerd') },
  ip: { package: 'iproute2', find: () => findProgram('ip') },
  iptables: { package: 'iptables', find: () => findProgram('iptables') },
  registry: { package: 'docker-registry', find: () => findProgram('docker-registry') },
  chromium: { package: 'chromium', find: findChromium },
  koreanFont: { package: 'fonts-nanum', find: findKoreanFont },
  shellcheck: { package: 'shellcheck', find: () => findProgram('shellcheck') },
  busybox: { package: 'busybox-static', find: findStaticBusybox },
};

/** Installs the missing ones where that is possible; resolves to paths, and to reasons for those that stay missing. */
export async function ensureParts(names) {
  const missing = names.filter((name) => !parts[name].find());
  const refusal = missing.length > 0 ? cannotInstall() : undefined;
  const failure = missing.length > 0 && !refusal ? await install(missing.map((name) => parts[name].package)) : refusal;
  const found = {};
  const absent = {};
  for (const name of names) {
    const file = parts[name].find();
    if (file) found[name] = file;
    else absent[name] = `${name} is missing${failure ? ` (${failure})` : ''}`;
  }
  return { found, absent, installed: missing.filter((name) => found[name]).map((name) => parts[name].package) };
}

function cannotInstall() {
  if (process.platform !== 'linux') return `no Debian packages on ${process.platform}`;
  if (!findProgram('apt-get')) return 'this is not a Debian system';
  if (process.getuid() !== 0) return 'installing packages needs root';
  return undefined;
}

/** One attempt with the package lists as they are, one with fresh lists; resolves to what went wrong, if it did. */
async function install(packages) {
  const names = [...new Set(packages)];
  if ((await aptGet(['install', '-y', '--no-install-recommends', ...names])).code === 0) return undefined;
  try {
    await must('apt-get', ['update', '-q'], { env: environment() });
    await must('apt-get', ['install', '-y', '--no-install-recommends', ...names], { env: environment() });
    return undefined;
  } catch (error) {
    return `apt-get failed: ${error.message.trim().split('\n').at(-1)}`;
  }
}

const aptGet = (args) => capture('apt-get', args, { env: environment() });

/** Freshly installed services must not start: the engine and the registry are started by us, with folders of their own. */
const environment = () => ({ ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' });

function findChromium() {
  const own = process.env.LONGSHORE_CHROMIUM;
  if (own) return own;
  return ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'].map(findProgram).find(Boolean);
}

/** Without one, the pictures of the Korean window show boxes. */
function findKoreanFont() {
  return [
    '/usr/share/fonts/truetype/nanum/NanumGothic.ttf',
    '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc',
  ].find(existsSync);
}

/** Images are built `FROM scratch`, so only a busybox without a dynamic loader will do. */
function findStaticBusybox() {
  const file = findProgram('busybox');
  if (!file || process.platform !== 'linux') return undefined;
  return readFileSync(file).subarray(0, 4096).includes('/ld-') ? undefined : file;
}
