/** The part of the Dockerfile grammar that reads heredocs and gives their bodies to other languages. */
const word = '[A-Za-z_][A-Za-z0-9_.]*';

/** Languages of a heredoc's body: by the program that reads it, by the ending of the file it becomes. */
export const bodies = [
  { id: 'shellscript', scope: 'source.shell', programs: '(?:ba|da|a|z|k)?sh', endings: 'sh|bash|zsh' },
  { id: 'python', scope: 'source.python', programs: 'python[\\d.]*', endings: 'py' },
  { id: 'javascript', scope: 'source.js', programs: 'node|nodejs|bun', endings: 'js|mjs|cjs' },
  { id: 'powershell', scope: 'source.powershell', programs: 'pwsh|powershell(?:\\.exe)?', endings: 'ps1|psm1' },
  { id: 'ruby', scope: 'source.ruby', programs: 'ruby', endings: 'rb' },
  { id: 'perl', scope: 'source.perl', programs: 'perl', endings: 'pl|pm' },
  { id: 'php', scope: 'source.php', programs: 'php[\\d.]*', endings: 'php' },
  { id: 'json', scope: 'source.json', endings: 'json' },
  { id: 'yaml', scope: 'source.yaml', endings: 'ya?ml' },
  { id: 'ini', scope: 'source.ini', endings: 'ini|toml|cfg' },
  { id: 'html', scope: 'text.html.basic', endings: 'html?' },
  { id: 'css', scope: 'source.css', endings: 'css' },
  { id: 'sql', scope: 'source.sql', endings: 'sql' },
  { id: 'xml', scope: 'text.xml', endings: 'xml|svg' },
];

/** Groups of an instruction's start. */
export const headCaptures = {
  1: { name: 'keyword.control.onbuild.dockerfile' },
  2: { name: 'keyword.other.special-method.dockerfile' },
};

/** A heredoc's marker whose groups are numbered from `first`: quote, name. */
const marker = (first) => `(?<!<)<<-?(["']?)(${word})\\${first}`;

/** Instructions with a heredoc on their first line; the first that fits decides the body's language. */
export function heredocs(own) {
  const start = (names) => `^[ \\t]*(?i:ONBUILD[ \\t]+)?(?i:${names})[ \\t]+`;
  const run = start('RUN');
  const copy = `${start('COPY|ADD')}(?!\\[)`;
  const before = '[^#\\n]*?';
  const script = `(?:--[a-z][a-z-]*(?:=\\S*)?\\s+)*`;
  const programs = bodies.filter((body) => body.programs);
  return [
    twoHeredocs(own, `${start('COPY|ADD|RUN')}${before}`),
    heredoc(own, `${run}${script}${marker(1)}[ \\t]*$`, scriptBody()),
    ...programs.map(({ id, scope, programs: names }) =>
      heredoc(own, `${run}(?=[^|]*(?<=[\\s/])(?:${names})(?:\\s|<|$))${before}${marker(1)}`, embedded(id, scope)),
    ),
    ...bodies.map(({ id, scope, endings }) =>
      heredoc(own, `${copy}(?=.*\\.(?:${endings})["']?\\s*$)${before}${marker(1)}`, embedded(id, scope)),
    ),
    heredoc(own, `${start('RUN|COPY|ADD')}(?!\\[)${before}${marker(1)}`, plainBody(own)),
  ];
}

/** One instruction: the `while` rule inside ends the body before its marker's name, whatever the body left open. */
function heredoc(own, begin, body) {
  return {
    name: 'meta.instruction.heredoc.dockerfile',
    begin: `(?=${begin})`,
    end: '^\\t*(\\2)$',
    endCaptures: heredocEnd,
    patterns: [bodyRule(own, `^(.*${marker(2)}.*)$\\n?`, '^(?!\\t*\\3$)', body)],
  };
}

/** `COPY <<a <<b /dir/`: the first body ends at its own name, the second at the instruction's end. */
function twoHeredocs(own, start) {
  return {
    name: 'meta.instruction.heredoc.dockerfile',
    begin: `(?=${start}${marker(1)}.*?\\s${marker(3)})`,
    end: '^\\t*(\\4)$',
    endCaptures: heredocEnd,
    patterns: [
      {
        begin: `(?=^.*?${marker(1)}.*<<)`,
        end: '^\\t*(\\2)$',
        endCaptures: heredocEnd,
        patterns: [bodyRule(own, `^(.*?${marker(2)}.*)$\\n?`, '^(?!\\t*\\3$)', plainBody(own))],
      },
      ...plainBody(own).patterns,
    ],
  };
}

const heredocEnd = { 1: { name: 'keyword.operator.heredoc.end.dockerfile' } };

function bodyRule(own, begin, condition, body) {
  return { begin, beginCaptures: { 1: { patterns: headLine(own) } }, while: condition, ...body };
}

/** The line with the marker: `RUN --mount=… python3 <<EOF > out`. */
function headLine(own) {
  return [
    { match: '^[ \\t]*(?:((?i:ONBUILD))[ \\t]+)?((?i:RUN|COPY|ADD))(?=\\s)', captures: headCaptures },
    own('flags'),
    {
      match: `(?<!<)(<<-?)(["']?)(${word})(\\2)`,
      captures: {
        1: { name: 'keyword.operator.heredoc.dockerfile' },
        2: { name: 'punctuation.definition.string.begin.dockerfile' },
        3: { name: 'keyword.operator.heredoc.begin.dockerfile' },
        4: { name: 'punctuation.definition.string.end.dockerfile' },
      },
    },
    own('words'),
  ];
}

function embedded(id, scope) {
  return { contentName: `meta.embedded.block.${id} ${scope}`, patterns: [{ include: scope }] };
}

/** A script is shell unless its first line names another program. */
function scriptBody() {
  const others = bodies.filter((body) => body.programs && body.id !== 'shellscript');
  return {
    patterns: [
      ...others.map(({ id, scope, programs }) => ({
        begin: `^(?=#!.*[\\s/](?:${programs})(?:\\s|$))`,
        while: '^',
        ...embedded(id, scope),
      })),
      { begin: '^', while: '^', ...embedded('shellscript', 'source.shell') },
    ],
  };
}

function plainBody(own) {
  return {
    contentName: 'string.unquoted.heredoc.dockerfile',
    patterns: [own('variables'), { match: '[^$]+', name: 'string.unquoted.heredoc.dockerfile' }],
  };
}
