import assert from 'node:assert/strict';
import { newestApiVersion, pinnedVersion, readVersion } from '../../../../src/core/engine/apiVersion.js';
import { EngineError } from '../../../../src/core/engine/errors.js';

const read = (ApiVersion: string, MinAPIVersion: string, more = {}) =>
  readVersion({ Version: '1', Os: 'linux', ApiVersion, MinAPIVersion, ...more }, 'unix:///s');

describe('pinnedVersion', () => {
  const pinned = (DOCKER_API_VERSION: string) => pinnedVersion({ env: { DOCKER_API_VERSION } });

  it('reads what the docker CLI reads', () => {
    assert.equal(pinned(''), undefined);
    assert.equal(pinned('1.43'), '1.43');
    assert.equal(pinned('v1.43'), '1.43');
    assert.equal(pinned('1.99'), '1.99');
  });

  for (const wrong of ['abc', '1', '1.2.3', ' 1.43', '1.40', '0.1'])
    it(`refuses "${wrong}"`, () => assert.throws(() => pinned(wrong), isPinned));
});

const isPinned = (error: unknown) => EngineError.is(error, 'apiVersionPinned');

describe('readVersion', () => {
  it('keeps to the pinned version, where the engine speaks it', () => {
    const keep = (pinned: string) =>
      readVersion({ ApiVersion: '1.45', MinAPIVersion: '1.44' }, 'unix:///s', pinned).negotiated;
    assert.equal(keep('1.44'), '1.44');
    assert.throws(() => keep('1.43'), isPinned);
    assert.throws(() => keep('1.46'), isPinned);
  });

  it('agrees on the newest that both speak', () => {
    assert.equal(read('1.41', '1.12').negotiated, '1.41');
    assert.equal(read('1.45', '1.24').negotiated, '1.45');
    assert.equal(read('1.60', '1.44').negotiated, newestApiVersion);
  });

  it('says so when there is none', () => {
    const unsupported = (error: unknown) =>
      EngineError.is(error, 'apiVersionUnsupported') && /^1\.\d+ – 1\.\d+$/.test(error.detail);
    assert.throws(() => read('1.40', '1.12'), unsupported);
    assert.throws(() => read('1.99', '1.90'), unsupported);
  });

  it('tells Podman and strangers apart', () => {
    assert.equal(read('1.41', '1.24', { Components: [{ Name: 'Podman Engine' }] }).product, 'podman');
    assert.equal(read('1.41', '1.24', { Components: [{ Name: 'Podman Engine' }] }).buildkit, false);
    assert.throws(
      () => readVersion({ hello: 1 }, 'x'),
      (error) => EngineError.is(error, 'notAnEngine'),
    );
    assert.throws(
      () => readVersion(undefined, 'x'),
      (error) => EngineError.is(error, 'notAnEngine'),
    );
  });
});
