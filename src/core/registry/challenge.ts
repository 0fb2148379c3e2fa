/** One way in that a registry offers. Source: RFC 9110 section 11.6.1. */
export interface Challenge {
  /** Lower case: `bearer`, `basic`, `negotiate`. */
  readonly scheme: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** A `Bearer` challenge's parts. */
export interface BearerChallenge {
  readonly scheme: 'bearer';
  readonly realm: string;
  readonly service?: string;
  readonly scopes: readonly string[];
  /** `insufficient_scope`, `invalid_token`. */
  readonly error?: string;
}

export interface BasicChallenge {
  readonly scheme: 'basic';
}

/**
 * Reads a `WWW-Authenticate` header with one or more challenges; quoted values may hold commas.
 * A word with a value is a parameter, one without opens the next challenge; so does the blob of a
 * `Negotiate` challenge, which does no harm: nobody answers a scheme of that name.
 */
export function parseChallenges(header: string): Challenge[] {
  const challenges: { scheme: string; parameters: Record<string, string> }[] = [];
  const word = /[\s,]*([\w!#$%&'*+.^`|~/-]+)(?:\s*=\s*("(?:[^"\\]|\\.)*"|[^\s,"]+))?/y;
  for (let match = word.exec(header); match; match = word.exec(header)) {
    const [, name = '', value] = match;
    const current = challenges.at(-1);
    if (value === undefined) challenges.push({ scheme: name.toLowerCase(), parameters: {} });
    else if (current) current.parameters[name.toLowerCase()] ??= unquoted(value);
  }
  return challenges;
}

function unquoted(value: string): string {
  return value.startsWith('"') ? value.slice(1, -1).replace(/\\(.)/g, '$1') : value;
}

/** The best of what a refusal asks for; undefined for any other answer. */
export function challengeOf(response: Response): BearerChallenge | BasicChallenge | undefined {
  if (response.status !== 401 && response.status !== 403) return undefined;
  const header = response.headers.get('www-authenticate');
  return header ? bestChallenge(header) : undefined;
}

/** The challenge that Longshore can answer: Bearer before Basic; undefined when there is neither. */
export function bestChallenge(header: string): BearerChallenge | BasicChallenge | undefined {
  const challenges = parseChallenges(header);
  const bearer = challenges.find(({ scheme, parameters }) => scheme === 'bearer' && parameters['realm']);
  if (bearer) return bearerChallenge(bearer.parameters);
  return challenges.some(({ scheme }) => scheme === 'basic') ? { scheme: 'basic' } : undefined;
}

function bearerChallenge(parameters: Readonly<Record<string, string>>): BearerChallenge {
  const { realm = '', service, scope, error } = parameters;
  return {
    scheme: 'bearer',
    realm,
    ...(service !== undefined && { service }),
    scopes: scope?.split(' ').filter(Boolean) ?? [],
    ...(error !== undefined && { error }),
  };
}
