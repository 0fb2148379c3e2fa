import assert from 'node:assert/strict';
import { parseDockerfile } from '../../../../../src/core/dockerfile/document.js';
import { defaultLintConfig } from '../../../../../src/core/dockerfile/lint/config.js';
import { readHadolintConfig } from '../../../../../src/core/dockerfile/lint/hadolintConfig.js';
import { type LintRequest, lint } from '../../../../../src/core/dockerfile/lint/lint.js';
import { defineRule } from '../../../../../src/core/dockerfile/lint/rule.js';

/** Codes with their lines from one. */
function codes(text: string, request: LintRequest = {}): string[] {
  return lint(parseDockerfile(text), request).map(({ code, range }) => `${code}:${range.start.line + 1}`);
}

describe('control of findings', () => {
  it('reports the code, its aliases and the severity', () => {
    const [finding] = lint(parseDockerfile('FROM a:1\nMAINTAINER x'));
    assert.equal(finding?.code, 'DL4000');
    assert.deepEqual(finding?.aliases, ['MaintainerDeprecated', 'DEPRECATED_MAINTAINER']);
    assert.equal(finding?.severity, 'error');
  });

  it('tells the line that other linters report beside its own', () => {
    const text = 'FROM a:1\nRUN b && \\\n  sudo c && \\\n\n  d\nRUN <<E\nsudo e\nE\n';
    assert.deepEqual(
      lint(parseDockerfile(text)).map(({ code, range, instructionLine }) => [code, range.start.line, instructionLine]),
      [
        ['DL3004', 2, 1],
        ['NoEmptyContinuation', 4, 1],
        ['DL3004', 6, 5],
      ],
    );
  });

  it('reports only the names that hold', () => {
    const found = lint(parseDockerfile('FROM a:1\nSHELL ["bash"]\nCMD x\nHEALTHCHECK CMD y'));
    assert.deepEqual(
      found.map(({ code, aliases }) => [code, ...aliases]),
      [['DL3025'], ['DL3025']],
    );
  });

  it('tells mistakes of a kind apart', () => {
    const names = (text: string) =>
      lint(parseDockerfile(text)).flatMap(({ aliases }) => aliases.filter((alias) => /^[A-Z]+_/.test(alias)));
    assert.deepEqual(names('FROM scratch\nCOPY a'), ['ARGUMENT_REQUIRES_AT_LEAST_TWO']);
    assert.deepEqual(names('FROM scratch a'), ['ARGUMENT_REQUIRES_ONE_OR_THREE']);
    assert.deepEqual(names('FROM scratch AZ a'), ['INVALID_AS']);
    assert.deepEqual(names('FROM scratch\nSHELL'), ['ARGUMENT_MISSING']);
    assert.deepEqual(names('FROM scratch\nEXPOSE 70000'), ['INVALID_PORT']);
    assert.deepEqual(names('FROM scratch\nSTOPSIGNAL 9 10'), ['INVALID_SIGNAL', 'ARGUMENT_REQUIRES_ONE']);
    assert.deepEqual(names('ARG x\nFROM $x'), ['BASE_NAME_EMPTY']);
    assert.deepEqual(names('ARG x=A\nFROM $x'), ['INVALID_REFERENCE_FORMAT']);
    const duration = (text: string) => names(`FROM scratch\nHEALTHCHECK --interval=${text} CMD ["a"]`);
    assert.deepEqual(['1', '1x', 'x', '1s2', ''].flatMap(duration), [
      'FLAG_MISSING_DURATION',
      'FLAG_UNKNOWN_UNIT',
      'FLAG_INVALID_DURATION',
      'FLAG_MISSING_DURATION',
    ]);
    assert.deepEqual(['1m30s', '+1.5h', '.5s', '0', '2562047h'].flatMap(duration), []);
  });

  describe('hadolint pragmas', () => {
    it('ignore on the next line only', () => {
      assert.deepEqual(codes('# hadolint ignore=DL3006\nFROM a\nFROM b'), ['DL3006:3']);
      assert.deepEqual(codes('# hadolint ignore=DL3006\n\nFROM a'), ['DL3006:3']);
      assert.deepEqual(codes('FROM a:1\n# hadolint ignore = DL3003 , DL3004 # why\nRUN cd x \\\n && sudo y'), []);
    });
    it('are void when they are malformed', () => {
      assert.deepEqual(codes('# hadolint ignore=DL3006,\nFROM a'), ['DL3006:2']);
      assert.deepEqual(codes('# hadolint ignore=DL3006,DL30O7\nFROM a'), ['DL3006:2']);
      assert.deepEqual(codes('# hadolint DL3006\nFROM a'), ['DL3006:2']);
      assert.deepEqual(codes('#hadolint ignore=DL3006\nFROM a'), ['DL3006:2']);
      assert.deepEqual(codes('#\thadolint ignore=DL3006\nFROM a'), []);
      assert.deepEqual(codes('#hadolint shell=bash\nFROM a:1\nRUN [[ x ]]'), ['SC3010:3']);
    });
    it('ignore in a stage and everywhere', () => {
      const text = 'FROM a:1\nRUN sudo x\nFROM b:1\nRUN sudo x';
      assert.deepEqual(codes(`# hadolint global ignore=DL3004\n${text}`), []);
      assert.deepEqual(codes(`# hadolint stage ignore=DL3004\n${text}`), ['DL3004:5']);
    });
    it('can be switched off', () => {
      const config = { ...defaultLintConfig, disableIgnorePragma: true };
      assert.deepEqual(codes('# hadolint ignore=DL3006\nFROM a', { config }), ['DL3006:2']);
    });
    it('go by rule id too', () => {
      assert.deepEqual(codes('# hadolint ignore=image-tag-missing\nFROM a'), []);
    });
    it('name the shell', () => {
      assert.deepEqual(codes('# hadolint shell=powershell\nFROM a:1\nRUN Get-Item $x | Write-Host'), ['DL4006:3']);
    });
  });

  describe('BuildKit options', () => {
    it('skip checks by the directive', () => {
      assert.deepEqual(codes('# check=skip=StageNameCasing\nFROM a:1 AS B'), []);
      assert.deepEqual(codes('# check=skip=all\nFROM a:1 AS B\nMAINTAINER x'), ['DL4000:3']);
      assert.deepEqual(codes('# check=skip=JSONArgsRecommended\nFROM a:1\nCMD x'), []);
      assert.deepEqual(codes('# c\n# check=skip=StageNameCasing\n\nUSER x').includes('StageNameCasing:2'), false);
    });
    it('skip a finding that hadolint has too when they name it, as its ignore comment does with a name of BuildKit', () => {
      const text = 'FROM a:1\nMAINTAINER x';
      assert.deepEqual(codes(`# check=skip=MaintainerDeprecated\n${text}`), []);
      assert.deepEqual(codes('FROM a:1\n# check=skip=MaintainerDeprecated\nMAINTAINER x'), []);
      assert.deepEqual(codes('FROM a:1\n# hadolint ignore=MaintainerDeprecated\nMAINTAINER x'), []);
      assert.deepEqual(
        codes(text, { config: { ...defaultLintConfig, ignored: new Set(['MaintainerDeprecated']) } }),
        [],
      );
    });
    it('skip checks above an instruction', () => {
      assert.deepEqual(codes('# first\n\n# check=skip=StageNameCasing\n\nFROM a:1 AS B\nFROM a:1 AS C'), [
        'StageNameCasing:6',
      ]);
    });
    it('skip nothing that looks at the whole file above an instruction', () => {
      assert.deepEqual(codes('FROM a:1\n# check=skip=ConsistentInstructionCasing\nrun x'), [
        'ConsistentInstructionCasing:3',
      ]);
    });
    it('skip a lost instruction above the later one', () => {
      const text = (above: string, before: string) => `FROM a:1\n${above}CMD ["a"]\n${before}CMD ["b"]`;
      const skip = '# check=skip=MultipleInstructionsDisallowed\n';
      assert.ok(codes(text(skip, '')).includes('MultipleInstructionsDisallowed:3'));
      assert.ok(!codes(text('', skip)).includes('MultipleInstructionsDisallowed:2'));
    });
    it('make errors and switch experimental checks on', () => {
      const [error] = lint(parseDockerfile('# check=error=true\nFROM a:1 AS B'));
      assert.equal(error?.severity, 'error');
      assert.deepEqual(codes('# check=experimental=all\n# hi\nFROM a:1 AS b'), ['InvalidDefinitionDescription:3']);
      assert.deepEqual(codes('# hi\nFROM a:1 AS b'), []);
    });
    it('are warnings otherwise', () => {
      const severities = (text: string) => lint(parseDockerfile(text)).map(({ code, severity }) => [code, severity]);
      assert.deepEqual(severities('ARG x=A\nFROM $x'), [['InvalidDefaultArgInFrom', 'warning']]);
    });
    it('come from outside instead', () => {
      assert.deepEqual(codes('FROM a:1 AS B', { check: 'skip=all' }), []);
      const text = '# check=skip=StageNameCasing;error=true\nFROM a:1 AS B';
      const [finding] = lint(parseDockerfile(text), { check: 'error=false' });
      assert.deepEqual([finding?.code, finding?.severity], ['StageNameCasing', 'warning']);
    });
  });

  it('obeys the comment of the classic validator', () => {
    assert.deepEqual(codes('FROM a:1\n# dockerfile-utils: ignore\nRNU x'), []);
    assert.deepEqual(codes('FROM a:1\n# dockerfile-utils: ignore\nMAINTAINER x'), ['DL4000:3']);
    assert.deepEqual(codes('FROM a:1\n# dockerfile-utils: ignore\nHEALTHCHECK --timeout=1us CMD ["b"]'), []);
  });

  it('goes on when a rule fails', () => {
    const broken = defineRule({
      id: 'broken',
      aliases: [],
      severity: 'error',
      summary: { en: 'x.', ko: 'x.' },
      check: () => {
        throw new Error('no');
      },
    });
    const logged: string[] = [];
    const logger = { debug() {}, info() {}, warn() {}, error: (message: string) => logged.push(message) };
    assert.deepEqual(lint(parseDockerfile('FROM a'), { rules: [broken], logger }), []);
    assert.deepEqual(logged, ['Lint rule broken failed.']);
  });

  describe('.hadolint.yaml', () => {
    const read = (text: string) => readHadolintConfig(text);
    it('ignores, overrides and sets options', () => {
      const { config, problems } = read(
        'ignored: [DL3006]\noverride:\n  error:\n    - DL3004\n  style: [DL3003]\n  info: [DL3057]\nfailure-threshold: warning\ntrustedRegistries:\n  - docker.io\nlabel-schema:\n  a: semver\nstrict-labels: true\nno-fail: false\nformat: tty\n',
      );
      assert.deepEqual(problems, []);
      assert.equal(config.failureThreshold, 'warning');
      assert.deepEqual(codes('FROM a\nRUN cd x\nLABEL a=1 b=2', { config }), [
        'DL3057:1',
        'DL3003:2',
        'SC2164:2',
        'DL3056:3',
        'DL3050:3',
      ]);
    });
    it("reads keys without a value, YAML's other words for true and false, and aliases", () => {
      const { config, problems, noFail } = read(
        'ignored: &codes [DL3006]\noverride:\n  error: *codes\n  info:\nlabel-schema:\nstrict-labels: on\ndisable-ignore-pragma: no\nno-fail: yes\nfailure-threshold: ~\n',
      );
      assert.deepEqual(problems, []);
      assert.deepEqual([config.options.strictLabels, config.disableIgnorePragma, noFail], [true, false, true]);
      assert.deepEqual([...config.severities], [['DL3006', 'error']]);
    });
    it('lets an ignored rule stay ignored', () => {
      const { config } = read('ignored: [DL3006]\noverride: {error: [DL3006]}');
      assert.deepEqual(codes('FROM a', { config }), []);
    });
    it('tells what is wrong and where, and reads the rest', () => {
      const { config, problems } = read(
        'ignored: DL3006\noverride:\n  fatal: [DL3001]\nfoo: 1\nfailure-threshold: bad\nstrict-labels: yes please\ntrustedRegistries: [a, 1]\n',
      );
      assert.deepEqual(
        problems.map(({ range, message }) => `${range.start.line}:${range.start.character} ${message}`),
        [
          '0:9 A list is expected here.',
          '2:2 The severity is error, warning, info or style, not "fatal".',
          '3:0 There is no setting "foo".',
          '4:19 The threshold is one of error, warning, info, style, ignore, none, not "bad".',
          '5:15 Either true or false is expected here.',
          '6:23 A text is expected here.',
        ],
      );
      assert.deepEqual(config.options.trustedRegistries, ['a']);
      assert.deepEqual(
        read('ignored:\n  - DL3006\n - DL3007\nfoo: 1\n').problems.map(({ message }) => message),
        ['This is not valid YAML: A block sequence may not be used as an implicit map key.'],
      );
      assert.equal(read('ignored: [').problems.length, 1);
      assert.deepEqual(read('').problems, []);
      assert.equal(read('- a').problems.length, 1);
    });
  });
});
