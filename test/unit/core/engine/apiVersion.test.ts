import assert from 'node:assert/strict';
import { newestApiVersion, readVersion } from '../../../../src/core/engine/apiVersion.js';
import { EngineError } from '../../../../src/core/engine/errors.js';

const read = (ApiVersion: string, MinAPIVersion: string, more = {}) =>
  readVersion({ Version: '1', Os: 'linux', ApiVersion, MinAPIVersion, ...more }, 'unix:///s');

describe('readVersion', () => {
  it('agrees on the newest that both speak', () => {
    assert.equal(read('1.41', '1.12').negotiated, '1.41');
    assert.equal(read('1.45', '1.24').negotiated, '1.45');
    assert.equal(read('1.60', '1.44').negotiated, newestApiVersion);
  });

  it('says so when there is none', () => {
    const unsupported = (error: unknown) =>
      EngineError.is(error, 'apiVersionUnsupported') && /1\.\d+ to 1\.\d+/.test(error.detail);
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
