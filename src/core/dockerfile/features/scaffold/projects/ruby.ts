import {
  execForm,
  has,
  installDebian,
  type ProjectFacts,
  type ProjectKind,
  runCached,
  withEnding,
} from '../project.js';

export const rubyProject: ProjectKind = {
  id: 'ruby',
  title: 'Ruby',
  reads: ['Gemfile', '.ruby-version'],
  port: 3000,
  detect: (facts) => (has(facts, 'Gemfile') ? 3 : 0),
  dockerfile: (facts, port) => {
    const version = versionOf(facts);
    const isRails = hasGem(facts, 'rails');
    const environment = `ENV BUNDLE_PATH=/opt/bundle BUNDLE_WITHOUT=development:test${isRails ? ' RAILS_ENV=production' : ''}`;
    const libraries = Object.entries(librariesOfGems).flatMap(([gem, library]) => (hasGem(facts, gem) ? library : []));
    return [
      `FROM ruby:${version} AS build`,
      'WORKDIR /app',
      environment,
      ...copyGemfile(facts),
      ...runCached(['/root/.bundle/cache'], 'BUNDLE_GLOBAL_GEM_CACHE=true bundle install'),
      ...(hasOwnGems(facts) ? [] : ['COPY . .']),
      ...(isRails ? rails(facts) : []),
      '',
      `FROM ruby:${version}-slim AS final`,
      ...(libraries.length > 0 ? installDebian(...libraries) : []),
      'WORKDIR /app',
      environment,
      'COPY --from=build /opt/bundle /opt/bundle',
      'COPY --from=build --chown=10001:10001 /app ./',
      'USER 10001:10001',
      `EXPOSE ${port}`,
      `CMD ${execForm('bundle', 'exec', ...start(facts, isRails, port))}`,
    ];
  },
  ignores: () => ['log', 'tmp', '.bundle', 'vendor/bundle', 'node_modules', 'coverage', 'config/master.key'],
};

/** What gems that are compiled in the full image need in the slim one. */
const librariesOfGems: Readonly<Record<string, string>> = {
  pg: 'libpq5',
  mysql2: 'libmariadb3',
  'ruby-vips': 'libvips42',
};

function hasGem(facts: ProjectFacts, name: string): boolean {
  return new RegExp(`^\\s*gem\\s+["']${name}["']`, 'm').test(facts.read('Gemfile') ?? '');
}

/** What Bundler reads: all, where gems are kept beside the code. */
function copyGemfile(facts: ProjectFacts): string[] {
  if (hasOwnGems(facts)) return ['COPY . .'];
  const names = ['Gemfile', 'Gemfile.lock', '.ruby-version'].filter((name) => has(facts, name));
  return [`COPY ${names.join(' ')} ./`];
}

function hasOwnGems(facts: ProjectFacts): boolean {
  return /^\s*(?:gemspec|eval_gemfile|path)\b|\bpath(?::|\s*=>)/m.test(facts.read('Gemfile') ?? '');
}

/** Makes what Rails writes to, in folders that are of its user in the end. */
function rails(facts: ProjectFacts): string[] {
  const folders = 'mkdir -p log tmp/pids';
  if (!has(facts, 'app/assets/')) return [`RUN ${folders}`];
  return [`RUN ${folders} && SECRET_KEY_BASE_DUMMY=1 bundle exec rails assets:precompile`];
}

/** Bundler takes no other version than the one that the Gemfile names. */
function versionOf(facts: ProjectFacts): string {
  const named = /^\s*ruby\s+["'](\d+\.\d+(?:\.\d+)?)["']/m.exec(facts.read('Gemfile') ?? '');
  return named?.[1] ?? /\d+\.\d+(?:\.\d+)?/.exec(facts.read('.ruby-version') ?? '')?.[0] ?? '3.4';
}

function start(facts: ProjectFacts, isRails: boolean, port: number): string[] {
  if (isRails) return ['rails', 'server', '--binding', '0.0.0.0', '--port', String(port)];
  if (has(facts, 'config.ru') && hasGem(facts, 'puma')) return ['puma', '--bind', `tcp://0.0.0.0:${port}`];
  if (has(facts, 'config.ru')) return ['rackup', '--host', '0.0.0.0', '--port', String(port)];
  const script = ['app.rb', 'main.rb', 'server.rb'].find((name) => has(facts, name)) ?? withEnding(facts, '.rb');
  return ['ruby', script ?? 'app.rb'];
}
