/**
 * Real Dockerfiles, which some of Debian's packages bring along, for the collection that language features and the
 * linter are tried on. They are others' texts under many licences, so they stay in the cache.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { must } from '../capture.mjs';
import { findProgram } from '../programs.mjs';
import { cachedFolder } from './cached.mjs';

const packages = `rust-src golang-github-openshift-imagebuilder-dev ansible charliecloud-doc charliecloud-tests
  librust-effective-limits-dev r-cran-sf librust-libm-dev wesnoth-1.16-tools libdd-opentracing0
  golang-github-smallstep-certificates-dev librust-sniffglue-dev libvpl-dev python3-hug-doc r-cran-plumber r-cran-rdflib
  whalebuilder golang-github-crowdsecurity-crowdsec-dev librust-cxx-dev librust-gpg-error-dev librust-gpgme-dev
  python3-magnum debocker dirsearch due golang-github-anacrolix-dms-dev golang-github-canonical-candid-dev
  golang-github-fsouza-go-dockerclient-dev golang-github-gliderlabs-ssh-dev libdancer2-perl libjs-jquery-file-upload
  librust-asn1-dev librust-colored-dev librust-nettle-sys-dev librust-num-cpus-dev node-sqlite3 o-saft
  python3-diskimage-builder python3-flask-talisman ruby-bunny ruby-jaeger-client`.split(/\s+/);

const dockerfileName = /(?:^|\.)(?:Docker|Container)file(?:[._-][\w-]+)?$/;
/** Templates, settings, and what was compiled of a file of that name. */
const otherKinds = /\.(?:j2|config|hi|dyn_hi|p_hi)$/;
/** Copies of the tests of Docker's own parser. */
const parserTests = /[/\\]dockerfile[/\\]parser[/\\]/;

/** Fetches them on first use; resolves with their folder, each file once, or with the reason why there are none. */
export async function ensureDockerfiles() {
  if (!findProgram('apt-get') || !findProgram('dpkg-deb')) return { absent: 'this is not a Debian system' };
  try {
    const folder = await cachedFolder('dockerfiles', fill);
    return { folder, count: readdirSync(folder).length };
  } catch (error) {
    return { absent: error.message.trim().split('\n').at(-1) };
  }
}

async function fill(folder) {
  await download(folder);
  const archives = readdirSync(folder);
  const texts = new Set();
  for (const archive of archives) {
    const content = path.join(folder, 'content');
    mkdirSync(content);
    await extract(path.join(folder, archive), content);
    for (const file of dockerfilesIn(content)) {
      const text = readFileSync(file, 'utf8');
      if (!/^\s*FROM\s/im.test(text) || texts.has(text)) continue;
      texts.add(text);
      copyFileSync(file, path.join(folder, `${archive.split('_')[0]}-${texts.size}.Dockerfile`));
    }
    rmSync(content, { recursive: true });
  }
  for (const archive of archives) rmSync(path.join(folder, archive));
}

/** One attempt with the package lists as they are, one with fresh lists, which needs root. */
async function download(folder) {
  await downloadKnown(folder).catch(async () => {
    await must('apt-get', ['update', '-q']);
    await downloadKnown(folder);
  });
}

/** Another release may lack some of the packages. */
async function downloadKnown(folder) {
  const known = new Set((await must('apt-cache', ['pkgnames'])).split('\n'));
  const names = packages.filter((name) => known.has(name));
  if (names.length === 0) throw new Error('the package lists know none of the packages');
  await must('apt-get', ['download', '-q', ...names], { cwd: folder });
}

/** Takes the few files of some name out of a package; unpacking all of them takes a minute. */
async function extract(archive, folder) {
  const reader = spawn('dpkg-deb', ['--fsys-tarfile', archive], { stdio: ['ignore', 'pipe', 'inherit'] });
  const writer = spawn('tar', ['-x', '-C', folder, '--wildcards', '--no-anchored', '*erfile*'], { stdio: 'pipe' });
  reader.stdout.pipe(writer.stdin);
  for (const [code] of await Promise.all([reader, writer].map((child) => once(child, 'close'))))
    if (code !== 0) throw new Error(`${path.basename(archive)} cannot be unpacked`);
}

function dockerfilesIn(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && dockerfileName.test(entry.name) && !otherKinds.test(entry.name))
    .map(({ parentPath, name }) => path.join(parentPath, name))
    .filter((file) => !parserTests.test(file))
    .sort();
}
