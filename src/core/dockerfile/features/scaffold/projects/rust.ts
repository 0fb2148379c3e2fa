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
        `cargo build --release${locked}${all} --bin ${name}`,
        `&& install -D target/release/${name} /out/app`,
      ),
      '',
      ...distroless('cc', port),
    ];
  },
  ignores: () => ['target'],
};

/** Names of the binaries that Cargo finds by itself in the package and in the members of its workspace. */
function programs(facts: ProjectFacts): readonly string[] {
  return filesLike(facts, /(?:^|\/)src\/(?:main\.rs|bin\/[^/]+\.rs|bin\/[^/]+\/main\.rs)$/).flatMap((file) => {
    const folder = file.slice(0, file.search(/(?:^|\/)src\//));
    const bin = /src\/bin\/([^/]+?)(?:\.rs|\/main\.rs)$/.exec(file)?.[1];
    return bin ?? packageName(facts, folder === '' ? 'Cargo.toml' : `${folder}/Cargo.toml`);
  });
}

/** Of a package; a `[[bin]]` that is built from `src/main.rs` may have another name. */
function packageName(facts: ProjectFacts, file: string): string {
  const text = facts.read(file) ?? '';
  const binary = text.split(/^(?=\[)/m).find((table) => /^\[\[bin\]\]/.test(table) && /src\/main\.rs/.test(table));
  const name = /^name\s*=\s*"([^"]+)"/m.exec(binary ?? '') ?? /\[package\][^[]*?\bname\s*=\s*"([^"]+)"/.exec(text);
  return safeName(name?.[1], folderOf(file).split('/').at(-1) || 'app');
}
