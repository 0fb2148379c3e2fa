import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { Emitter } from '../../src/core/base/event.js';
import { silentLogger } from '../../src/core/base/logger.js';
import { parseDockerfile } from '../../src/core/dockerfile/document.js';
import { completeImages } from '../../src/core/dockerfile/features/completion/images.js';
import { within } from '../../src/core/dockerfile/features/imageCatalog.js';
import { pinEdits, pinnedTag } from '../../src/core/dockerfile/features/imageEdits.js';
import { imageAt, imageDocumentation } from '../../src/core/dockerfile/features/images.js';
import { lint } from '../../src/core/dockerfile/lint/lint.js';
import { applyEdits } from '../../src/core/dockerfile/textEdit.js';
import type { EngineAccess } from '../../src/core/engine/resources.js';
import { RegistryCatalog } from '../../src/core/registry/catalog.js';
import type { Credential } from '../../src/core/registry/credential.js';
import type { DockerLogins } from '../../src/core/registry/dockerLogins.js';
import { defaultTransport } from '../../src/core/registry/http.js';
import { RegistryImages } from '../../src/vscode/dockerfile/registryImages.js';
import {
  type ContractRegistry,
  clientOf,
  contractRegistries,
  pushImage,
  pushIndex,
} from '../support/contractRegistry.js';
import { FakeRegistry } from '../support/fakeRegistry.js';
import { marked } from '../support/markedText.js';

/** The catalog of a person with this login. */
function catalogWith(credential?: Credential): RegistryCatalog {
  return new RegistryCatalog({
    connections: { list: () => [], credential: async () => credential, save: async () => {}, remove: async () => {} },
    docker: {
      list: async () => ({ logins: [], problems: [] }),
      find: async () => ({}),
    } as unknown as DockerLogins,
    transport: () => ({ ...defaultTransport(), headersTimeout: 500 }),
    logger: silentLogger,
  });
}

/** What an editor without an engine knows with this login. */
function imagesWith(credential?: Credential, catalog = catalogWith(credential)): RegistryImages {
  const resources = { snapshot: { connection: { state: 'idle' } }, watch: () => ({ dispose: () => {} }) };
  const access = { resources, onDidChangeEngine: new Emitter<void>().event } as unknown as EngineAccess;
  return new RegistryImages(catalog, access, silentLogger, () => true);
}

/** Completes as often as more is on its way, as the editor does. */
async function completed(source: string, images: RegistryImages): Promise<string[]> {
  const { text, cursor } = marked(source);
  const first = await completeImages(parseDockerfile(text), cursor, images);
  await first.more;
  const { items } = first.more ? await completeImages(parseDockerfile(text), cursor, images) : first;
  return items.map(({ label }) => label);
}

function placeIn(source: string) {
  const { text, cursor } = marked(source);
  const document = parseDockerfile(text);
  const place = imageAt(document, cursor);
  assert.ok(place);
  return { document, place };
}

for (const [name, connect] of Object.entries(contractRegistries)) {
  (connect ? describe : describe.skip)(`Images of a Dockerfile: ${name}`, () => {
    let registry: ContractRegistry;
    let images: RegistryImages;
    let path: string;
    let digest: string;

    before(async () => {
      if (!connect) return;
      registry = await connect();
      path = `zz-images/${randomUUID()}`;
      const client = clientOf(registry);
      await pushImage(client, path, 'one', '1.2.0');
      await pushImage(client, path, 'two', '1.2.1-slim');
      digest = await pushIndex(client, path, 'multi', '1.3.0');
    });
    beforeEach(() => {
      images = imagesWith(registry.credential);
    });
    afterEach(() => images.dispose());
    after(() => registry.dispose());

    it('have their tags completed, the newest first', async () => {
      assert.deepEqual(await completed(`FROM ${registry.host}/${path}:|`, images), ['1.3.0', '1.2.0', '1.2.1-slim']);
      assert.deepEqual(await completed(`FROM ${registry.host}/${path}:1.3.0@|`, images), [digest]);
    });

    it('have their names completed where the registry lists them', async () => {
      const names = await completed(`FROM ${registry.host}/zz|`, images);
      assert.ok(names.every((found) => found.startsWith(`${registry.host}/`)));
    });

    it('are explained, and pinned to what they are', async () => {
      const { document, place } = placeIn(`FROM ${registry.host}/${path}:1.3.0|`);
      const facts = await within(images.facts(registry.host, path, '1.3.0'), 5000);
      const text = imageDocumentation(place, facts, undefined);
      for (const part of ['`linux/amd64`', '`linux/arm64`', 'SALT=multi-', digest])
        assert.ok(text.includes(part), text);
      const now = new Date(2026, 10, 29).getTime();
      const edits = pinEdits(document, place, pinnedTag(place) ?? '', facts?.digest ?? '', now);
      const image = `${registry.host}/${path}:1.3.0`;
      assert.equal(applyEdits(document.lines, edits), `# ${image} as of 2026-11-29\nFROM ${image}@${digest}`);
    });

    it('make the rule about platforms speak once they are known', async () => {
      const file = parseDockerfile(`FROM --platform=linux/s390x ${registry.host}/${path}:1.3.0`);
      const found = () =>
        lint(file, { options: { baseImage: (reference) => images.baseImage(reference) } })
          .filter(({ code }) => code === 'InvalidBaseImagePlatform')
          .map(({ message }) => message);
      assert.deepEqual(found(), []);
      await within(images.facts(registry.host, path, '1.3.0'), 5000);
      assert.match(found().join(), /is for linux\/amd64, linux\/arm64, not for linux\/s390x/);
    });

    it('stay unknown with a wrong password, and come with the right one', async () => {
      let credential: Credential = { ...registry.credential, password: 'wrong' };
      const catalog = catalogWith();
      catalog.credential = async () => ({ credential });
      images = imagesWith(undefined, catalog);
      assert.deepEqual(await completed(`FROM ${registry.host}/${path}:|`, images), []);
      credential = registry.credential;
      assert.deepEqual(await completed(`FROM ${registry.host}/${path}:|`, images), []);
      catalog.forget(registry.host);
      assert.equal((await completed(`FROM ${registry.host}/${path}:|`, images)).length, 3);
    });
  });
}

describe('Images of a Dockerfile: a registry that behaves badly', () => {
  let registry: FakeRegistry;
  let images: RegistryImages;
  beforeEach(async () => {
    registry = await new FakeRegistry().start();
    registry.addImage('app', 'SALT=1', '1.0', '`code`', '1.1');
    images = imagesWith();
  });
  afterEach(async () => {
    images.dispose();
    await registry.stop();
  });

  const tags = (source = 'app:') => completed(`FROM ${registry.host}/${source}|`, images);
  const asked = (part: string) => registry.requests.filter(({ url }) => url.includes(part)).length;

  it('is not waited for when it is slow, and asked once', async () => {
    let hasAnswered = false;
    registry.faults.push(async () => {
      await new Promise((resolve) => setTimeout(resolve, 400));
      hasAnswered = true;
      return false;
    });
    const { text, cursor } = marked(`FROM ${registry.host}/app:|`);
    const { items, more } = await completeImages(parseDockerfile(text), cursor, images);
    assert.deepEqual([items.length, more !== undefined, hasAnswered], [0, true, false]);
    assert.ok((await tags()).includes('1.1'));
    assert.equal(asked('/tags/list'), 1);
  });

  it('that never answers is left alone after one try', async () => {
    registry.faults.push(() => new Promise(() => {}));
    assert.deepEqual(await tags(), []);
    const { length } = registry.requests;
    assert.deepEqual(await tags('other:'), []);
    assert.equal(registry.requests.length, length);
  });

  it('that limits is not asked again before its time', async () => {
    registry.faults.push((_, response) => {
      response.writeHead(429, { 'retry-after': '30' }).end('{}');
      return true;
    });
    assert.deepEqual(await tags(), []);
    const { length } = registry.requests;
    assert.deepEqual(await tags('other:'), []);
    assert.equal(registry.requests.length, length);
  });

  for (const [what, type, body] of [
    ['HTML', 'text/html', '<html>'],
    ['other JSON', 'application/json', '{"tags": {"a": 1}}'],
    ['null', 'application/json', '{"tags": null}'],
    ['odd names', 'application/json', '{"tags": [1, null, {}, "$(rm)\\n", "[a](command:b)"]}'],
  ] as const)
    it(`that answers ${what} completes nothing that is no tag`, async () => {
      registry.faults.push(({ url }, response) => {
        if (!url.includes('/tags/list')) return false;
        response.writeHead(200, { 'content-type': type }).end(body);
        return true;
      });
      assert.deepEqual(await tags(), []);
    });

  it('that tells another digest than its bytes have makes no pin', async () => {
    registry.faults.push(({ url }, response) => {
      if (!url.includes('/manifests/1.0')) return false;
      const lie = { 'docker-content-digest': `sha256:${'0'.repeat(64)}` };
      response.writeHead(200, { ...lie, 'content-type': 'application/vnd.oci.image.manifest.v1+json' }).end('{}');
      return true;
    });
    assert.equal(await within(images.facts(registry.host, 'app', '1.0'), 5000), undefined);
  });
});
