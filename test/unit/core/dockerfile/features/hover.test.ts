import assert from 'node:assert/strict';
import { codeSpan } from '../../../../../src/core/base/codeSpan.js';
import { parseDockerfile } from '../../../../../src/core/dockerfile/document.js';
import { hover } from '../../../../../src/core/dockerfile/features/hover.js';
import { instructionReferences } from '../../../../../src/core/dockerfile/features/reference/instructions.js';
import { signatureHelp } from '../../../../../src/core/dockerfile/features/signatureHelp.js';
import { marked, withMarks } from '../../../../support/markedText.js';

const rules = [{ code: 'DL3006', summary: () => 'Tag the image.' }];

/** The hover at the cursor covers the marked range and says all the texts. */
function says(source: string, ...texts: readonly string[]) {
  const { text, cursor, ranges } = marked(source);
  const found = hover(parseDockerfile(text), cursor, rules);
  assert.ok(found, `no hover: ${source}`);
  if (ranges.length > 0) assert.equal(withMarks(text, [found.range]), source.replace('|', ''));
  for (const expected of texts) assert.ok(found.text.includes(expected), `${found.text} lacks ${expected}`);
}

const lacksText = (source: string, unexpected: string) => {
  const { text, cursor } = marked(source);
  assert.ok(!hover(parseDockerfile(text), cursor, rules)?.text.includes(unexpected), source);
};

const silent = (source: string) => {
  const { text, cursor } = marked(source);
  assert.equal(hover(parseDockerfile(text), cursor, rules), undefined);
};

describe('hover', () => {
  it('explains every instruction with its page', () => {
    for (const keyword of Object.keys(instructionReferences))
      says(`FROM a\n‹${keyword}|› x`, 'docs.docker.com/reference/dockerfile/#', keyword);
  });
  it('explains triggers and the CMD of a health check', () => {
    says('FROM a\nONBUILD ‹r|un› x', 'Runs a command');
    says('FROM a\nHEALTHCHECK ‹CM|D› x', 'works');
    says('FROM a ‹a|s› x', '<name>');
  });
  it('counts a byte order mark', () => says('\uFEFF‹FRO|M› a', 'build stage'));
  it('explains flags and mounts', () => {
    says('FROM a\nCOPY ‹--ch|own=a:b› x y', 'Owner');
    says('FROM a\nRUN --mount=‹type=ca|che›,target=/x y', 'from build to build');
    says('FROM a\nRUN --mount=type=cache,‹shar|ing=locked› y', 'same time');
  });
  it('tells a variable’s value and where it comes from', () => {
    says('ARG V=22\nFROM node:$‹V|›', '`V=22`', 'line 1');
    says('ARG V=22\nFROM a AS b\nARG V\nENV X=${V}-x\nRUN echo ${‹X|›}', '`X=22-x`', '`b`', 'line 4');
    says('ARG V=22 W=$V-x\nFROM node:$‹W|›', '`W=22-x`');
    says('FROM a\nARG ‹V|›', 'without default', '--build-arg V=');
    says('FROM a\nENV ‹P|›=/x:$PATH', '`P=/x:$PATH`');
    says('FROM a:$‹TARGETARCH|›', 'Architecture');
    says('FROM a\nENV A=1\nENV $‹A|›=x', '`A=1`');
  });
  it('tells of a variable all over it, and what its modifier makes of it', () => {
    says('ARG V\nFROM a:‹$|{V:-4}›', '`V`', 'Here: `4`');
    says('ARG V\nFROM a:${‹V|›:-4}', 'Here: `4`');
    says('ARG V=1.2.3\nFROM a:‹${V%|.*}›', '`V=1.2.3`', 'Here: `1.2`');
    says('ARG A=x B\nFROM a:‹${B:|-$A}›', '`B`', 'Here: `x`');
    says('ARG A=x B\nFROM a:${B:-$‹A|›}', '`A=x`');
    says('FROM a\nENV E=\nONBUILD USER ‹${E:|+y}›', 'Here: `""`');
    says('FROM a\nARG A\nCOPY <<E /x\n‹${A:-|y}›\nE', 'Here: `y`');
    lacksText('FROM a\nARG A=1\nRUN echo ‹$|{A}› ', 'Here');
    lacksText('FROM a\nARG A=1\nRUN echo ${A:|-2} ', 'Here');
    silent('FROM a\nUSER ${A:|-2}');
  });
  it('tells the line of a name, not of its instruction', () => {
    says('FROM a\nENV A=1 \\\n  B=2\nRUN $‹B|›', 'on line 3');
    says('ARG A \\\n  V=1\nFROM a:$V\nARG ‹V|›', 'default from line 2');
    says('ARG A \\\n  V=1\nFROM a:$V\nRUN $‹V|›', 'set on line 2');
  });
  it('tells that a stage has not taken over an argument of FROM', () => {
    says('ARG V=1\nFROM a:$V\nRUN echo $‹V|›', '`V`', 'for FROM, set on line 1', 'only after `ARG V`');
    says('ARG V=1\nFROM a:$V\nENV V=$‹V|›-x', 'for FROM, set on line 1');
    silent('ARG V=1\nFROM a:$V\nRUN V=2; echo $V|');
    silent('ARG W=$V|\nARG V=1\nFROM a');
  });
  it('tells that what an instruction sets does not count in itself', () => {
    says('FROM a\nENV A=1 B=$‹A|›', '`A`', 'only for the instructions that follow');
    says('FROM a\nENV PATH=/x:$‹PATH|›', '`PATH`', 'only for the instructions that follow');
    says('FROM a\nENV A=0\nENV A=1 B=$‹A|›', '`A=0`');
  });
  it('tells what a secret’s variable is', () =>
    says('FROM a\nRUN --mount=type=secret,env=TOK echo $‹TOK|›', '`TOK`', 'gets the secret'));
  it('tells what a stage is and who uses it', () =>
    says('ARG V=1\nFROM node:$V AS x\nFROM b AS y\nCOPY --from=‹x|› a b', 'Stage `x`', 'node:1', 'Used by: `y`'));
  it('explains directives, pragmas and rules', () => {
    says('‹# syn|tax=docker/dockerfile:1›', 'Dockerfile version');
    says('‹# syn|tax=›', 'Dockerfile version');
    silent('FROM a\n# syn|tax=');
    says('FROM a\n# hadolint ignore=‹DL3|006›', 'Tag the image.');
    says('FROM a\n‹# hado|lint ignore=DL1›', 'not reported');
  });
  it('explains heredocs', () => says("FROM a\nRUN <<'‹E|›'\nE", 'nothing in it is replaced'));
  it('says nothing of other words', () => {
    silent('FROM a|bc');
    silent('FROM a\nRUN ec|ho');
    silent('FROM a\nRUN echo $UNK|NOWN');
    silent('FROM a\n\n|');
  });
  it('knows no names but those of Docker', () => {
    for (const name of ['constructor', '__proto__', 'toString']) {
      silent(`# ${name}|=x`);
      silent(`FROM a\nCOPY --${name}|=x a b`);
      says(`FROM a\nRUN --mount=‹type=${name}|›,target=/x y`, 'Kind of the mount');
      says(`FROM a\nRUN --mount=${name}|=x y`, '`--mount`');
      silent(`FROM $${name}|`);
      const { text, cursor } = marked(`FROM a\nCOPY --${name}=|`);
      assert.ok(!signatureHelp(parseDockerfile(text), cursor)?.signatures[0]?.label.includes(name));
    }
    says('FROM a\nENV ‹toString|›=1', 'set on line 2');
  });
  it('writes hostile values as code', () => {
    assert.equal(codeSpan('a`](command:x)`b'), '``a`](command:x)`b``');
    assert.equal(codeSpan('\u001b[31mx\u202e'), '`[31mx`');
    says('FROM a\nENV ‹X|›="`[x](command:y)`"', '`` X=`[x](command:y)` ``');
  });
});

describe('signature help', () => {
  const active = (source: string): string | undefined => {
    const { text, cursor } = marked(source);
    const help = signatureHelp(parseDockerfile(text), cursor);
    const signature = help?.signatures[help.activeSignature];
    return signature && `${signature.label.split(' ')[0]} ${signature.parameters[help?.activeParameter ?? 0]?.label}`;
  };
  it('follows the cursor through the arguments', () => {
    assert.equal(active('FROM |'), 'FROM <image>');
    assert.equal(active('FROM a:|'), 'FROM <tag>');
    assert.equal(active('FROM a@|'), 'FROM <digest>');
    assert.equal(active('FROM a AS |'), 'FROM <name>');
    assert.equal(active('FROM a\nCOPY |'), 'COPY <src>');
    assert.equal(active('FROM a\nCOPY --link x |'), 'COPY <dest>');
    assert.equal(active('FROM a\nARG A=|'), 'ARG <default>');
    assert.equal(active('FROM a\nENV A=1 B|'), 'ENV <name>');
    assert.equal(active('FROM a\nCMD ["a", |'), 'CMD <argument>');
    assert.equal(active('FROM a\nONBUILD USER a:|'), 'USER <group>');
    assert.equal(active('FROM a\nRUN --network=|'), '--network=<value> <value>');
    assert.equal(active('# escape=|'), '# <value>');
  });
  it('minds arrays, quotes and the old form', () => {
    assert.equal(active('FROM a\nRUN [|'), 'RUN <program>');
    assert.equal(active('FROM a\nHEALTHCHECK --retries=1 CMD [|'), 'HEALTHCHECK <program>');
    assert.equal(active('FROM a\nHEALTHCHECK CMD ["a", |'), 'HEALTHCHECK <argument>');
    assert.equal(active('FROM a\nADD ["a","|'), 'ADD <dest>');
    assert.equal(active('FROM a\nCMD ["a, b|'), 'CMD <program>');
    assert.equal(active('FROM a\nENV a |'), 'ENV <value>');
    assert.equal(active('FROM a\nLABEL a b|'), 'LABEL <value>');
    assert.equal(active('FROM a\nENV a="x |y"'), 'ENV <value>');
    assert.equal(active('FROM a\nENV a=1 |'), 'ENV <name>');
    assert.equal(active('FROM a\nENV a=x\\ |y'), 'ENV <value>');
    assert.equal(active('FROM a\nARG A B|'), 'ARG <name>');
    assert.equal(active('FROM a\nCOPY <<EOF |'), 'COPY <dest>');
  });
  it('begins with the form that the reference does', () => {
    assert.equal(active('FROM a\nCMD |'), 'CMD <program>');
    assert.equal(active('FROM a\nCMD x|'), 'CMD <command>');
    assert.equal(active('FROM a\nRUN |'), 'RUN <command>');
  });
  it('reads on behind the cursor to know the form', () => {
    assert.equal(active('FROM a\nCMD |["a"]'), 'CMD <program>');
    assert.equal(active('FROM a\nCMD |A=1 b'), 'CMD <command>');
    assert.equal(active('FROM a\nHEALTHCHECK |NONE'), 'HEALTHCHECK NONE');
    assert.equal(active('FROM a\nHEALTHCHECK N|'), 'HEALTHCHECK NONE');
    assert.equal(active('FROM a\nHEALTHCHECK CMD N|'), 'HEALTHCHECK <command>');
    assert.equal(active('FROM a\nCOPY --link |["a", "b"]'), 'COPY <src>');
  });
  it('reads on to know the flag, and whether a source is the last word', () => {
    assert.equal(active('FROM a\nCOPY |--chown=a b c'), 'COPY --chown=<user>[:<group>]');
    assert.equal(active('FROM a\nHEALTHCHECK --start|-interval=1s CMD a'), 'HEALTHCHECK --start-interval=<duration>');
    assert.equal(active('FROM a\nRUN -|'), 'RUN --mount=<options>');
    assert.equal(active('FROM a\nCOPY a |b c/'), 'COPY <src>');
    assert.equal(active('FROM a\nCOPY a b| \\\n c/'), 'COPY <src>');
    assert.equal(active('FROM a\nADD ["a", |"b", "c/"]'), 'ADD <src>');
    assert.equal(active('FROM a\nADD ["a", "b", |"c/"]'), 'ADD <dest>');
    assert.equal(active('# esc|ape=`'), '# <value>');
  });
  it('knows the form of each name of an ARG', () => {
    assert.equal(active('FROM a\nARG A \\\n  B=|2'), 'ARG <default>');
    assert.equal(active('FROM a\nARG A=1 |B'), 'ARG <name>');
  });
  it('goes on behind closed quotes, and behind the backslash of Windows', () => {
    assert.equal(active('FROM "a" |AS b'), 'FROM AS');
    assert.equal(active('# escape=`\nFROM a\nCOPY C:\\a\\ |C:\\b\\'), 'COPY <dest>');
  });
  it('is silent elsewhere', () => {
    assert.equal(active('FR|'), undefined);
    assert.equal(active('# note |'), undefined);
  });
  it('says what each flag does', () => {
    for (const keyword of ['FROM', 'COPY', 'ADD', 'RUN', 'HEALTHCHECK']) {
      const { text, cursor } = marked(`FROM a\n${keyword} |`);
      const parameters = signatureHelp(parseDockerfile(text), cursor)?.signatures[0]?.parameters ?? [];
      const flags = parameters.filter(({ label }) => label.startsWith('--'));
      assert.ok(flags.length > 0 && flags.every(({ documentation }) => documentation !== ''), keyword);
    }
  });
  it('names every parameter of every form', () => {
    for (const [keyword, { forms, parameters }] of Object.entries(instructionReferences)) {
      const names =
        forms
          .join(' ')
          .replace(/\[--\S+\]/g, '')
          .match(/<[a-z]+>/g) ?? [];
      for (const name of names) assert.ok(name === '<flags>' || parameters?.()[name], `${keyword} ${name}`);
    }
  });
});
