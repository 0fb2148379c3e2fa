import { FakeServer, send } from './fakeRegistry.js';

export interface FakeTokenServerOptions {
  readonly username?: string;
  readonly password?: string;
  /** Taken as the `refresh_token` of an OAuth2 POST. */
  readonly identityToken?: string;
  /** Grants only the first of the scopes that were asked for. */
  readonly firstScopeOnly?: boolean;
  /** Seconds; not told when absent. */
  readonly expiresIn?: number;
  readonly field?: 'token' | 'access_token';
}

/** Hands out bearer tokens for the fake registry; a token is good for its scopes until it is revoked. */
export class FakeTokenServer extends FakeServer {
  readonly granted = new Map<string, { scopes: string[]; anonymous: boolean }>();
  private count = 0;

  constructor(
    readonly options: FakeTokenServerOptions = {},
    hostname = '127.0.0.1',
  ) {
    super(
      'tokens',
      (request, _body, response) => {
        const url = new URL(request.url, 'http://fake');
        const form = request.method === 'POST' ? new URLSearchParams(request.body) : undefined;
        const login = form ? this.formLogin(form) : this.basicLogin(request.headers['authorization']);
        if (login === 'refused') return send(response, 401, '{"details":"incorrect username or password"}');
        const asked = form ? (form.get('scope') ?? '').split(' ') : url.searchParams.getAll('scope');
        const scopes = options.firstScopeOnly ? asked.slice(0, 1) : asked;
        this.count += 1;
        const token = `issued-token-${this.count}`;
        this.granted.set(token, { scopes, anonymous: login === 'anonymous' });
        const lifetime = options.expiresIn === undefined ? {} : { expires_in: options.expiresIn };
        send(response, 200, JSON.stringify({ [options.field ?? 'token']: token, ...lifetime }));
      },
      hostname,
    );
  }

  get realm(): string {
    return `${this.origin}/token`;
  }

  /** For the registry's `accepts`: is this scope (or one that holds it) granted? */
  accepts(token: string, scope: string, anonymousToo = false): boolean {
    const grant = this.granted.get(token);
    if (!grant || (grant.anonymous && !anonymousToo)) return false;
    if (scope === '') return true;
    const actions = scope.slice(scope.lastIndexOf(':') + 1).split(',');
    const name = scope.slice(0, scope.lastIndexOf(':') + 1);
    return grant.scopes.some((granted) => {
      const given = granted.slice(granted.lastIndexOf(':') + 1).split(',');
      return granted.startsWith(name) && actions.every((action) => given.includes(action));
    });
  }

  private basicLogin(authorization: string | undefined): 'user' | 'anonymous' | 'refused' {
    if (!authorization) return 'anonymous';
    const wanted = Buffer.from(`${this.options.username}:${this.options.password}`).toString('base64');
    return authorization === `Basic ${wanted}` ? 'user' : 'refused';
  }

  private formLogin(form: URLSearchParams): 'user' | 'refused' {
    const isGood = form.get('grant_type') === 'refresh_token' && form.get('client_id') !== null;
    return isGood && form.get('refresh_token') === this.options.identityToken ? 'user' : 'refused';
  }
}
