import assert from 'node:assert/strict';
import { quoteWords } from '../../../../src/core/base/shellWords.js';
import { runCommand } from '../../../../src/core/spec/commandLine.js';

describe('docker run of a spec', () => {
  it('says what a person would have typed, without the values of variables', () => {
    const line = quoteWords(
      runCommand({
        image: 'web:1',
        name: 'web',
        ports: [{ containerPort: 80, protocol: 'tcp', hostPort: 8080 }],
        env: ['PASSWORD=secret'],
        mounts: [{ type: 'bind', source: '/my folder', target: '/data', readOnly: true }],
        autoRemove: true,
        command: ['echo', 'a b'],
      }),
    );
    assert.equal(
      line,
      "docker run -d --rm --name web -p 8080:80 -e PASSWORD -v '/my folder:/data:ro' web:1 echo 'a b'",
    );
  });

  it('puts the rest of an entrypoint after the image', () => {
    const words = runCommand({ image: 'web', interactive: true, entrypoint: ['sh', '-c', 'x'], command: ['y'] });
    assert.equal(words.join(' '), 'docker run -it --entrypoint sh web -c x y');
  });
});
