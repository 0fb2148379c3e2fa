import * as l10n from '@vscode/l10n';

/** How an artifact that is no container image shows. */
export interface ArtifactLook {
  /** A codicon, without `$()`. */
  readonly icon: string;
  readonly word: string;
}

const looks: readonly (readonly [RegExp, () => ArtifactLook])[] = [
  [/helm/i, () => ({ icon: 'package', word: l10n.t('Helm chart') })],
  [/wasm/i, () => ({ icon: 'file-binary', word: l10n.t('WebAssembly module') })],
  [/spdx|cyclonedx|syft|sbom/i, () => ({ icon: 'checklist', word: l10n.t('SBOM') })],
  [/in-toto|attestation|provenance/i, () => ({ icon: 'file-code', word: l10n.t('attestation') })],
  [/signature|cosign|sigstore|simplesigning|notary/i, () => ({ icon: 'verified', word: l10n.t('signature') })],
];

/** Tells by the media type what an artifact is; publishers choose these freely, so parts of them must do. */
export function artifactLook(type: string): ArtifactLook {
  const known = looks.find(([pattern]) => pattern.test(type));
  return known ? known[1]() : { icon: 'file-zip', word: l10n.t('artifact') };
}
