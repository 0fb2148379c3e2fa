import * as l10n from '@vscode/l10n';
import type { RegistryError, RegistryFlaw } from '../../core/registry/errors.js';

/** The detail of an error in words: the other side's own, or what is wrong with what it says. */
export function explainFlaw({ flaw, detail }: RegistryError): string {
  return flaw === undefined ? detail : flaws[flaw](detail);
}

const flaws: Record<RegistryFlaw, (detail: string) => string> = {
  noApi: (host) => l10n.t('{0}: no /v2/', host),
  notJson: (source) => l10n.t('{0}: not JSON', source),
  notList: (field) => l10n.t('{0} is not a list', field),
  notUrl: (host) => l10n.t('{0}: not a URL', host),
  notReference: (text) => l10n.t('not a tag or digest: {0}', text),
  notDigest: (text) => l10n.t('not a digest: {0}', text),
  notRepository: (text) => l10n.t('not a repository: {0}', text),
  notImage: (mediaType) =>
    mediaType ? l10n.t('not an image manifest: {0}', mediaType) : l10n.t('not an image manifest'),
  noToken: () => l10n.t('no token'),
  oddStatus: (status) => l10n.t('status {0}', status),
  tooManyBytes: (limit) => l10n.t('more than {0} bytes', limit),
  tooManyReferrers: (limit) => l10n.t('more than {0} referrers', limit),
  tooManyRedirects: (limit) => l10n.t('more than {0} redirects', limit),
  emptyPages: (limit) => l10n.t('more than {0} pages in a row without an entry', limit),
  tooDeep: (limit) => l10n.t('indexes inside indexes, more than {0}', limit),
  brokenOff: () => l10n.t('the answer broke off'),
  proxyRefused: (host) => l10n.t('the proxy lets nothing through to {0}', host),
  proxyLogin: (host) =>
    l10n.t(
      'the proxy on the way to {0} asks for a login; put user and password into the setting http.proxy: http://user:password@proxy:port',
      host,
    ),
  schema1: () => l10n.t('a schema 1 manifest: too old, push the image again'),
  scopeMissing: () => l10n.t('ghcr.io lists repositories only to a token with read:packages'),
  pageElsewhere: (place) => l10n.t('{0} (next page)', place),
  uploadElsewhere: (place) => l10n.t('{0} (upload)', place),
  holdsLogin: (place) => l10n.t('{0} (it holds a login)', place),
  notHttp: (place) => l10n.t('{0} (not http)', place),
  notEncrypted: (place) => l10n.t('{0} (not encrypted)', place),
  privateNetwork: (place) => l10n.t('{0} (an address inside a private network)', place),
  notName: (helper) => l10n.t('{0}: not a name', helper),
  notInstalled: (helper) => l10n.t('{0}: not installed', helper),
  silentHelper: (helper) => l10n.t('{0}: no answer in time', helper),
  tooTalkative: (helper) => l10n.t('{0}: too much output', helper),
  loginMissing: (helper) => l10n.t('{0}: an answer without a login', helper),
  loginOfOther: (helper) => l10n.t('{0}: a login for another server', helper),
  exitCode: (detail) => {
    const [helper = '', code = ''] = detail.split(': ');
    return l10n.t('{0}: exit code {1}', helper, code);
  },
};
