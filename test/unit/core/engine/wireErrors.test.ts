import assert from 'node:assert/strict';
import { isAbort } from '../../../../src/core/base/errors.js';
import { EngineError, type EngineErrorReason } from '../../../../src/core/engine/errors.js';
import { inBandError, toEngineError } from '../../../../src/core/engine/wireErrors.js';

const address = 'unix:///s';

describe('toEngineError', () => {
  const codes: Record<string, EngineErrorReason> = {
    ENOENT: 'socketMissing',
    EACCES: 'permissionDenied',
    ECONNREFUSED: 'connectionRefused',
    ENOTFOUND: 'hostNotFound',
    ECONNRESET: 'connectionLost',
    HPE_INVALID_CONSTANT: 'notAnEngine',
    SELF_SIGNED_CERT_IN_CHAIN: 'tlsFailed',
    CERT_HAS_EXPIRED: 'tlsFailed',
    ERR_TLS_CERT_ALTNAME_INVALID: 'tlsFailed',
    ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: 'tlsFailed',
    EWHATEVER: 'engineFailed',
  };
  for (const [code, reason] of Object.entries(codes))
    it(`${code} is ${reason}`, () => assert.equal(reasonOf(Object.assign(new Error(`x ${code}`), { code })), reason));

  const answers: readonly [number, string, EngineErrorReason][] = [
    [304, '', 'notModified'],
    [400, 'bad parameter', 'badRequest'],
    [
      400,
      'client version 1.41 is too old. Minimum supported API version is 1.44, please upgrade',
      'apiVersionUnsupported',
    ],
    [400, 'Client sent an HTTP request to an HTTPS server.', 'tlsFailed'],
    [404, 'No such container: x', 'notFound'],
    [404, 'pull access denied for x, repository does not exist or may require docker login: denied', 'unauthorized'],
    [404, 'manifest for x:y not found: manifest unknown', 'notFound'],
    [409, 'Conflict. The container name "/x" is already in use by container "y".', 'nameTaken'],
    [409, 'You cannot remove a running container', 'conflict'],
    [500, 'Bind for 0.0.0.0:80 failed: port is already allocated', 'portTaken'],
    [500, 'failed to bind host port 0.0.0.0:80/tcp: address already in use', 'portTaken'],
    [500, 'Get "https://x/v2/": dial tcp: lookup x: no such host', 'registryUnreachable'],
    [500, 'Get "https://x/v2/": unauthorized: incorrect username or password', 'unauthorized'],
    [
      500,
      'toomanyrequests: You have reached your pull rate limit. You may increase the limit by authenticating',
      'rateLimited',
    ],
    [501, 'configured logging driver does not support reading', 'logsUnreadable'],
    [500, 'the disk is on fire', 'engineFailed'],
  ];
  for (const [statusCode, text, reason] of answers)
    it(`${statusCode} ${text.slice(0, 40)} is ${reason}`, () => {
      const error = Object.assign(new Error(`(HTTP code ${statusCode}) unexpected - ${text} `), { statusCode });
      const mapped = toEngineError({ error, address });
      assert.ok(EngineError.is(mapped, reason), String(mapped));
      assert.equal(mapped.detail, text);
    });

  it('is silence after an abort', () => {
    const error = Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
    assert.ok(isAbort(toEngineError({ error, address, signal: AbortSignal.abort() })));
  });

  it('passes an EngineError on', () => {
    const error = new EngineError('silent', 'x');
    assert.equal(toEngineError({ error, address }), error);
  });

  it('reads the sentence of a stream', () => {
    assert.equal(inBandError('denied: requested access to the resource is denied').reason, 'unauthorized');
    assert.equal(inBandError('received unexpected HTTP status: 500').reason, 'engineFailed');
  });
});

function reasonOf(error: Error): string {
  const mapped = toEngineError({ error, address });
  return mapped instanceof EngineError ? mapped.reason : String(mapped);
}
