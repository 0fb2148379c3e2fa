import { filesLike, folderOf, has, type ProjectFacts, type ProjectKind, runCached, safeName } from '../project.js';
import { distroless } from './distroless.js';

export const rustProject: ProjectKind = {
  id: 'rust',
  title: 'Rust',
  reads: ['Cargo.toml'],
  port: 8080,
  detect: (facts) => (has(facts, 'Cargo.toml') ? 4 : 0),
  programs,
  dockerfile: (facts, port, program) => {
    const name = program || packageName(facts, 'Cargo.toml');
    const locked = has(facts, 'Cargo.lock') ? ' --locked' : '';
    const all = /^\[workspace\]/m.test(facts.read('Cargo.toml') ?? '') ? ' --workspace' : '';
    return [
      'FROM rust:1-bookworm AS build',
      'WORKDIR /src',
      'COPY . .',
      ...runCached(
        ['/usr/local/cargo/registry', '/src/target'],
        // Cargo goes by times, and a cache may hold what another project of this name built from newer files.
        'find . -path ./target -prune -o -name "*.rs" -exec touch {} +',
        `&& cargo build --release${locked}${all} --bin ${name}`,
        `&& install -D target/release/${name} /out/app`,
      ),
      '',
      ...distroless('cc', port),
    ];
  },
  ignores: () => ['target'],
};

/** Names of the binaries that Cargo finds in the package and in the members of its workspace: by itself, and by a path. */
function programs(facts: ProjectFacts): readonly string[] {
  const found = filesLike(facts, /(?:^|\/)src\/(?:main\.rs|bin\/[^/]+\.rs|bin\/[^/]+\/main\.rs)$/).flatMap((file) => {
    const folder = file.slice(0, file.search(/(?:^|\/)src\//));
    const bin = /src\/bin\/([^/]+?)(?:\.rs|\/main\.rs)$/.exec(file)?.[1];
    return bin ?? packageName(facts, folder === '' ? 'Cargo.toml' : `${folder}/Cargo.toml`);
  });
  return [...new Set([...found, ...filesLike(facts, /(?:^|\/)Cargo\.toml$/).flatMap((file) => named(facts, file))])];
}

/** Names that `[[bin]]` tables give to files elsewhere. */
function named(facts: ProjectFacts, file: string): readonly string[] {
  return tables(facts, file)
    .filter((table) => /^\[\[bin\]\]/.test(table) && /^path\s*=/m.test(table) && !/src\/main\.rs/.test(table))
    .map((table) => safeName(/^name\s*=\s*"([^"]+)"/m.exec(table)?.[1], ''))
    .filter((name) => name !== '');
}

function tables(facts: ProjectFacts, file: string): readonly string[] {
  return (facts.read(file) ?? '').split(/^(?=\[)/m);
}

/** Of a package; a `[[bin]]` that is built from `src/main.rs` may have another name. */
function packageName(facts: ProjectFacts, file: string): string {
  const text = facts.read(file) ?? '';
  const binary = tables(facts, file).find((table) => /^\[\[bin\]\]/.test(table) && /src\/main\.rs/.test(table));
  const name = /^name\s*=\s*"([^"]+)"/m.exec(binary ?? '') ?? /\[package\][^[]*?\bname\s*=\s*"([^"]+)"/.exec(text);
  return safeName(name?.[1], folderOf(file).split('/').at(-1) || 'app');
}
