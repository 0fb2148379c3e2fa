import path from 'node:path';

/** What tells where programs keep a person's configuration. */
export interface Person {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

/** The folder of the docker CLI's configuration. */
export function dockerConfigFolder({ env, home }: Person): string {
  return env['DOCKER_CONFIG'] || path.join(home, '.docker');
}

/** Source: https://specifications.freedesktop.org/basedir-spec/latest/ */
export function userConfigFolder({ env, home }: Person): string {
  return env['XDG_CONFIG_HOME'] || path.join(home, '.config');
}
