/** The suites of `npm test`, in their order, with what each needs. */

const engineParts = ['dockerd', 'ip', 'iptables', 'registry', 'busybox'];

/**
 * `host` is a VS Code server; `engine` asks for a private engine and registry, which a suite that says `'wanted'` can
 * do without, as all can without the real `dockerfiles`. Suites `apart` run only where they are named.
 */
export const allSuites = {
  types: {},
  lint: {},
  generated: {},
  bundles: {},
  unit: { dockerfiles: true },
  contract: { engine: true, shellcheck: true },
  'integration:oldest': { engine: true, shellcheck: true, chromium: true, host: 'oldest' },
  'integration:newest': { engine: true, shellcheck: true, chromium: true, host: 'newest' },
  ui: { engine: true, chromium: true, font: true, host: 'newest' },
  'desktop:given': { engine: 'wanted', apart: true },
  'desktop:oldest': { engine: 'wanted', apart: true },
  'desktop:newest': { engine: 'wanted', apart: true },
};

/** The names that `--only` asks for: whole names, or the part before the colon. */
export function chosenSuites(only) {
  const names = Object.keys(allSuites).filter((name) => !allSuites[name].apart);
  if (!only) return names;
  const wanted = only.split(',');
  const unknown = wanted.filter((want) => !names.some((name) => matches(name, want)));
  if (unknown.length > 0) throw new Error(`No suite ${unknown.join(', ')}; there are ${names.join(', ')}`);
  return names.filter((name) => wanted.some((want) => matches(name, want)));
}

/** All that these suites need together. */
export function needsOf(names) {
  const suites = names.map((name) => allSuites[name]);
  const parts = [
    ...(suites.some((suite) => suite.engine) ? engineParts : []),
    ...(suites.some((suite) => suite.shellcheck) ? ['shellcheck'] : []),
    ...(suites.some((suite) => suite.chromium) ? ['chromium'] : []),
    ...(suites.some((suite) => suite.font) ? ['koreanFont'] : []),
  ];
  const hosts = [...new Set(suites.map((suite) => suite.host).filter(Boolean))];
  return { parts, hosts, dockerfiles: suites.some((suite) => suite.dockerfiles) };
}

/** Why a suite cannot run in this world, or undefined. */
export function whyNot(name, { absent }) {
  const suite = allSuites[name];
  const { parts } = needsOf([name]);
  const needed = [...parts, ...(suite.engine ? ['engine'] : []), ...(suite.host ? [suite.host] : [])];
  return suite.engine === 'wanted' ? undefined : needed.map((part) => absent[part]).find(Boolean);
}

/** Why there is no private engine with a registry in this world, or undefined. */
export function whyNoEngine({ absent }) {
  return [...engineParts, 'engine'].map((part) => absent[part]).find(Boolean);
}

const matches = (name, want) => name === want || name.startsWith(`${want}:`);
