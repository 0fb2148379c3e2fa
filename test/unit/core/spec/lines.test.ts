import assert from 'node:assert/strict';
import { parseImageReference } from '../../../../src/core/base/imageReference.js';
import { parseExecLine } from '../../../../src/core/spec/execLine.js';
import { imageCommand, startsShell } from '../../../../src/core/spec/imageConfig.js';
import { formatMount, parseMount } from '../../../../src/core/spec/mounts.js';
import { parsePullLine } from '../../../../src/core/spec/pullLine.js';
import { pushNames } from '../../../../src/core/spec/pushNames.js';

describe('a line for exec', () => {
  it('is a command alone', () => {
    assert.deepEqual(parseExecLine(' ls -la '), { words: ['ls', '-la'], needsShell: false, text: 'ls -la' });
  });

  it('takes the options of docker exec before the command', () => {
    assert.deepEqual(parseExecLine('-it -u root --workdir="/my app" -e A=1 -e B=2 npm test -u'), {
      words: ['npm', 'test', '-u'],
      needsShell: false,
      text: 'npm test -u',
      user: 'root',
      workingDir: '/my app',
      env: ['A=1', 'B=2'],
    });
  });

  it('knows what only a shell can do', () => assert.equal(parseExecLine('ls | wc -l')?.needsShell, true));

  for (const line of ['', '  ', '-u root ', 'echo "a'])
    it(`refuses ${JSON.stringify(line)}`, () => assert.equal(parseExecLine(line), undefined));
});

describe('a line for pull', () => {
  const read: Record<string, [string, string?]> = {
    nginx: ['nginx:latest'],
    'docker pull nginx:1.25': ['nginx:1.25'],
    'docker image pull docker.io/library/nginx': ['nginx:latest'],
    '--platform linux/arm64 alpine': ['alpine:latest', 'linux/arm64'],
    'docker pull alpine --platform=linux/arm/v7': ['alpine:latest', 'linux/arm/v7'],
    'localhost:5000/a/b': ['localhost:5000/a/b:latest'],
    pull: ['pull:latest'],
  };
  for (const [line, [reference, platform]] of Object.entries(read)) {
    it(`reads ${line}`, () => {
      const parsed = parsePullLine(line);
      assert.equal(parsed?.reference, reference);
      assert.equal(parsed?.platform, platform);
    });
  }

  it('keeps a digest without adding a tag', () => {
    const digest = `sha256:${'a'.repeat(64)}`;
    assert.equal(parsePullLine(`nginx@${digest}`)?.reference, `nginx@${digest}`);
  });

  for (const line of ['', 'Nginx', 'nginx alpine', '--platform', '--platform linux/arm64', 'a b', '--platform="x y" a'])
    it(`refuses ${JSON.stringify(line)}`, () => assert.equal(parsePullLine(line), undefined));
});

describe('a mount', () => {
  for (const text of ['data:/var/lib', '/srv/a:/b:ro', './src:/app', 'C:\\work:/app', 'C:/work:/app:ro', '~/x:/y']) {
    it(`is read and written: ${text}`, () => {
      const mount = parseMount(text);
      assert.ok(mount);
      assert.equal(formatMount(mount), text);
      assert.equal(mount.type, text.startsWith('data') ? 'volume' : 'bind');
    });
  }

  for (const text of ['', 'data', 'data:', 'data:relative', ':/x', '-bad:/x'])
    it(`is not ${JSON.stringify(text)}`, () => assert.equal(parseMount(text), undefined));
});

describe('what an image starts', () => {
  it('is a shell or not', () => {
    const starts = (Entrypoint: unknown, Cmd: unknown) => startsShell(imageCommand({ Config: { Entrypoint, Cmd } }));
    assert.equal(starts(null, ['/bin/bash']), true);
    assert.equal(starts(['sh'], null), true);
    assert.equal(starts(null, ['bash', '-c', 'x']), false);
    assert.equal(starts(['/docker-entrypoint.sh'], ['nginx']), false);
    assert.equal(starts(null, null), false);
    assert.equal(startsShell(imageCommand({})), false);
  });
});

describe('names to push to', () => {
  it('are made for each registry that is known', () => {
    const names = pushNames(parseImageReference('web:1.2'), [
      { host: 'docker.io', source: 'docker', username: 'Me' },
      { host: 'localhost:5000', source: 'connected' },
      { host: 'quay.io', source: 'public' },
    ]);
    assert.deepEqual(names, ['me/web:1.2', 'localhost:5000/web:1.2']);
  });

  it('leave Docker Hub out where nobody is logged in', () => {
    assert.deepEqual(pushNames(undefined, [{ host: 'docker.io', source: 'public' }]), []);
  });
});
