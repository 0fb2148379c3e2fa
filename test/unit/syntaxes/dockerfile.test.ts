import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { createOnigScanner, createOnigString, loadWASM } from 'vscode-oniguruma';
import { INITIAL, type IRawGrammar, parseRawGrammar, Registry } from 'vscode-textmate';

/** Grammars of other languages take every word, so a test sees which of them a place belongs to. */
const stub = (scopeName: string) =>
  ({ scopeName, patterns: [{ match: '[^\\s\\\\`]+' }], repository: {} }) as unknown as IRawGrammar;

async function loadGrammar() {
  const wasm = readFileSync(createRequire(path.resolve('package.json')).resolve('vscode-oniguruma/release/onig.wasm'));
  await loadWASM(wasm);
  const file = path.resolve('syntaxes/dockerfile.tmLanguage.json');
  const registry = new Registry({
    onigLib: Promise.resolve({ createOnigScanner, createOnigString }),
    loadGrammar: async (scope) =>
      scope === 'source.dockerfile' ? parseRawGrammar(readFileSync(file, 'utf8'), file) : stub(scope),
  });
  const grammar = await registry.loadGrammar('source.dockerfile');
  assert.ok(grammar);
  return grammar;
}

const loaded = loadGrammar();

/** The scopes of each text between ‹ and ›, which must be the start of a token. */
async function scopesOf(marked: string): Promise<string[]> {
  const grammar = await loaded;
  const found: string[] = [];
  let state = INITIAL;
  for (const line of marked.split('\n')) {
    const start = line.indexOf('‹');
    const result = grammar.tokenizeLine(line.replace(/[‹›]/g, ''), state);
    state = result.ruleStack;
    const token = result.tokens.find(({ startIndex, endIndex }) => startIndex <= start && start < endIndex);
    if (start >= 0 && token) found.push(token.scopes.join(' '));
  }
  return found;
}

async function expect(marked: string, ...scopes: (string | RegExp)[]) {
  const found = await scopesOf(marked);
  assert.equal(found.length, scopes.length, found.join('\n'));
  for (const [index, scope] of scopes.entries()) {
    const actual = found[index] ?? '';
    assert.ok(typeof scope === 'string' ? actual.includes(scope) : scope.test(actual), `${actual} lacks ${scope}`);
  }
}

const plain = /^source\.dockerfile$/;
const keyword = 'keyword.other.special-method';

describe('Dockerfile grammar', () => {
  it('knows instructions in any case, and ONBUILD before them', async () => {
    await expect(
      '‹FROM› a\n‹run› b\nONBUILD ‹Run› c\n‹ONBUILD› CMD d',
      keyword,
      keyword,
      keyword,
      'keyword.control.onbuild',
    );
  });

  it('knows image, tag, digest, stage and platform', async () => {
    await expect('FROM ‹node›:1', 'entity.name.image');
    await expect('FROM r.io:5000/a/b:‹1.2› AS x', 'constant.other.tag');
    await expect('FROM a@‹sha256:00›', 'constant.other.digest');
    await expect('FROM a AS ‹base›', 'entity.name.type.stage');
    await expect('FROM --‹platform›=$X a', 'variable.parameter.flag');
  });

  it('gives RUN, CMD, ENTRYPOINT and HEALTHCHECK CMD to the shell grammar', async () => {
    for (const head of ['RUN', 'CMD', 'ENTRYPOINT', 'HEALTHCHECK --retries=1 CMD', 'ONBUILD RUN'])
      await expect(`${head} echo ‹hi›`, /meta\.instruction\.(run|command|healthcheck)/);
  });

  it('knows the JSON form', async () => {
    await expect('CMD ["‹a›", "b"]', 'string.quoted.double.json');
    await expect('COPY ["a", \\\n  "‹b›"]', 'string.quoted.double.json');
    await expect('RUN [ -f ‹x› ]', /^(?!.*json)/);
  });

  it('goes on over continuations, comments and blank lines in them', async () => {
    await expect('ENV A=1 \\\n# ‹note\n\n  B‹=›2', 'comment.line', 'keyword.operator.assignment');
    await expect('ENV A=1 \\  \n  B‹=›2', 'keyword.operator.assignment');
  });

  it('continues with the backtick where the directive says so, and only there', async () => {
    await expect('# escape=`\nENV A=1 `\n  B‹=›2\nENV A=\\\n‹ENV› B=1', 'keyword.operator.assignment', keyword);
    await expect('ENV A=1 `\n‹  B=2', plain);
    await expect('# note\n# escape=`\nENV A=1 `\n‹  B=2', plain);
  });

  it('ends an unclosed quote at the next instruction', async () => {
    await expect('ENV A="x\n‹RUN› b', keyword);
    await expect('RUN a \\\n "b\n‹ENV› C=1', keyword);
  });

  it('knows pragmas and directives', async () => {
    await expect('# ‹syntax›=docker/dockerfile:1', 'keyword.control.directive');
    await expect('# ‹hadolint› ignore=DL3006', 'keyword.control.pragma');
    await expect('FROM a\n# ‹check›=skip=all', 'keyword.control.pragma');
  });

  it('knows variables and their operators', async () => {
    await expect('WORKDIR ‹$A', 'variable.other.readwrite');
    await expect('WORKDIR "${A‹:-›b}"', 'keyword.operator.expansion');
  });

  it('gives heredoc bodies to the language of their reader', async () => {
    await expect('RUN <<EOF\n‹set› -e\nEOF\n‹RUN› a', 'meta.embedded.block.shellscript source.shell', keyword);
    await expect('RUN <<EOF\n#!/usr/bin/env python3\n‹x = 1\nEOF', 'source.python');
    await expect('RUN python3 - <<"EOF"\n‹x = 1\nEOF', 'source.python');
    await expect('RUN --mount=type=cache,target=/x node <<-E\n\t‹x\n\tE\n‹RUN› a', 'source.js', keyword);
    await expect('RUN pwsh -c - <<E\n‹x\nE', 'source.powershell');
    await expect('COPY <<EOF /a/b.json\n‹{}\nEOF', 'source.json');
    await expect('COPY <<EOF /etc/motd\n‹hello\nEOF', 'string.unquoted.heredoc');
  });

  it('keeps a heredoc whatever stands in it', async () => {
    await expect('RUN <<EOF\nFROM a\n‹EOF2\nEOF\n‹CMD› b', 'source.shell', keyword);
    await expect('COPY <<a <<b /d/\nFROM x\na\n‹FROM› y\nb\n‹CMD› b', 'string.unquoted.heredoc', keyword);
    await expect('RUN cat <<<"x"\n‹CMD› b', keyword);
  });

  it('knows ports, protocols and signals', async () => {
    await expect('EXPOSE ‹80›/tcp', 'constant.numeric.port');
    await expect('EXPOSE 80/‹udp›', 'constant.language.protocol');
    await expect('STOPSIGNAL ‹SIGTERM›', 'constant.language.signal');
  });
});
