import * as l10n from '@vscode/l10n';

/** A kind of registry that people have, and what its login is made of. */
export interface KnownKind {
  readonly name: string;
  /** A host, or the pattern of one with the parts to fill in between angle brackets. */
  readonly address: string;
  readonly matches: RegExp;
  /** The user name that its tokens go with. */
  readonly username?: string;
  /** What to type as the password. */
  readonly password: () => string;
}

/** Table of the kinds in the order in which they are offered. Sources: the vendors' pages on docker login. */
export const knownKinds: readonly KnownKind[] = [
  {
    name: 'Docker Hub',
    address: 'docker.io',
    matches: /^docker\.io$/,
    password: () =>
      l10n.t('A personal access token of your Docker account settings; the password works too without 2FA.'),
  },
  {
    name: 'GitHub Container Registry',
    address: 'ghcr.io',
    matches: /^ghcr\.io$/,
    password: () =>
      l10n.t(
        'A classic personal access token with read:packages, write:packages to push and delete:packages to delete.',
      ),
  },
  {
    name: 'GitLab',
    address: 'registry.gitlab.com',
    matches: /^registry\.gitlab\./,
    password: () => l10n.t('A personal, project or deploy token with read_registry, and write_registry to push.'),
  },
  {
    name: 'Amazon ECR',
    address: '<account>.dkr.ecr.<region>.amazonaws.com',
    matches: /\.dkr\.ecr(-fips)?\.[a-z0-9-]+\.amazonaws\.com(\.cn)?$/,
    username: 'AWS',
    password: () =>
      l10n.t(
        'What "aws ecr get-login-password" prints. It is good for 12 hours; the credential helper docker-credential-ecr-login renews it.',
      ),
  },
  {
    name: 'Azure Container Registry',
    address: '<name>.azurecr.io',
    matches: /\.azurecr\.(io|cn|us)$/,
    username: '00000000-0000-0000-0000-000000000000',
    password: () =>
      l10n.t(
        'What "az acr login --expose-token" prints as accessToken; or user and password of a token or the admin user.',
      ),
  },
  {
    name: 'Google Artifact Registry',
    address: '<region>-docker.pkg.dev',
    matches: /-docker\.pkg\.dev$|^([a-z]+\.)?gcr\.io$/,
    username: 'oauth2accesstoken',
    password: () => l10n.t('What "gcloud auth print-access-token" prints; docker-credential-gcloud renews it.'),
  },
  {
    name: 'Quay',
    address: 'quay.io',
    matches: /^quay\.io$/,
    password: () => l10n.t('The encrypted password of your account, or the token of a robot account.'),
  },
  {
    name: 'Harbor',
    address: 'harbor.example.com',
    matches: /^harbor\./,
    password: () => l10n.t('The CLI secret of your user profile, or the secret of a robot account.'),
  },
  {
    name: 'docker-registry',
    address: 'localhost:5000',
    matches: /^localhost(:\d+)?$/,
    password: () => '',
  },
];

/** The kind that a host is of. */
export function kindOf(host: string): KnownKind | undefined {
  return knownKinds.find(({ matches }) => matches.test(host));
}
