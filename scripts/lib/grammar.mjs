/**
 * The Dockerfile grammar, written once for both escape characters: a file whose `# escape` directive names the backtick
 * continues its lines with it. Every instruction stands in a `while` block that ends at the next upper-case instruction,
 * so an unclosed quote in one RUN never colours the rest of the file.
 */
import { bodies, headCaptures, heredocs } from './grammarHeredocs.mjs';

const keywords =
  'FROM|RUN|CMD|LABEL|MAINTAINER|EXPOSE|ENV|ADD|COPY|ENTRYPOINT|VOLUME|USER|WORKDIR|ARG|ONBUILD|STOPSIGNAL|HEALTHCHECK|SHELL';

/** Files of the grammar by path. */
export function grammarFiles() {
  return { 'syntaxes/dockerfile.tmLanguage.json': `${JSON.stringify(grammar(), undefined, 1)}\n` };
}

/** What package.json says about the grammar. */
export const grammarContribution = {
  language: 'dockerfile',
  scopeName: 'source.dockerfile',
  path: './syntaxes/dockerfile.tmLanguage.json',
  embeddedLanguages: Object.fromEntries(bodies.map(({ id }) => [`meta.embedded.block.${id}`, id])),
};

/** Colours of semantic tokens, the same as the grammar's, so that none jumps when they come. */
export const tokenScopesContribution = {
  language: 'dockerfile',
  scopes: {
    keyword: ['keyword.other.special-method.dockerfile'],
    class: ['entity.name.type.stage.dockerfile'],
    variable: ['variable.other.readwrite.dockerfile'],
    parameter: ['variable.parameter.flag.dockerfile'],
    property: ['variable.parameter.option.dockerfile'],
    macro: ['keyword.operator.heredoc.begin.dockerfile'],
  },
};

const include = (name) => ({ include: `#${name}` });

function grammar() {
  return {
    name: 'Dockerfile',
    scopeName: 'source.dockerfile',
    patterns: [include('directives'), include('file')],
    injections,
    repository: {
      directives: directives(),
      directive: directive(),
      comment: comment(),
      ...variant('\\\\', ''),
      ...variant('`', '-b'),
    },
  };
}

/**
 * A `while` rule puts \\G at the start of every line, where the shell grammar waits for a command's name; what these
 * consume keeps it from seeing one in a continued line.
 */
const injections = {
  'L:meta.instruction meta.statement.command.shell - string.quoted - comment': {
    patterns: [
      {
        match:
          '^[ \\t]+(?:(-[^\\s"\'$&;|<>()\\\\`]*)|([^\\s"\'$&;|<>()\\\\`#-][^\\s"\'$&;|<>()\\\\`]*)|(?=["\'$\\\\]))',
        captures: {
          1: { name: 'string.unquoted.argument.shell constant.other.option.shell' },
          2: { name: 'string.unquoted.argument.shell' },
        },
      },
    ],
  },
};

/** The directives at the top; the backtick's one keeps the rest of the file to itself. */
function directives() {
  return {
    begin: '\\A(?=\\s*#\\s*(?i:syntax|escape|check)\\s*=)',
    end: '^(?!\\s*#\\s*(?i:syntax|escape|check)\\s*=)',
    patterns: [
      {
        begin: '^\\s*(#)\\s*((?i:escape))\\s*(=)\\s*(`)[ \\t]*$',
        beginCaptures: directiveCaptures,
        end: '(?!)',
        patterns: [include('directive'), include('file-b')],
      },
      include('directive'),
    ],
  };
}

const directiveCaptures = {
  0: { name: 'comment.line.number-sign.directive.dockerfile' },
  1: { name: 'punctuation.definition.comment.dockerfile' },
  2: { name: 'keyword.control.directive.dockerfile' },
  3: { name: 'keyword.operator.assignment.dockerfile' },
  4: { name: 'string.unquoted.directive.dockerfile' },
};

function directive() {
  return {
    match: '^\\s*(#)\\s*((?i:syntax|escape|check))\\s*(=)\\s*(.*?)\\s*$',
    captures: directiveCaptures,
  };
}

function comment() {
  const start = '^[ \\t]*(#)[ \\t]*';
  const captures = {
    0: { name: 'comment.line.number-sign.dockerfile' },
    1: { name: 'punctuation.definition.comment.dockerfile' },
    2: { name: 'keyword.control.pragma.dockerfile' },
    3: { name: 'constant.other.rule.dockerfile' },
  };
  return {
    patterns: [
      { match: `${start}(hadolint)\\s+((?:(?:stage|global)\\s+)?(?:ignore|shell)\\s*=[^#]*).*\\n?`, captures },
      { match: `${start}(longshore)\\s+((?:ignore|disable)\\S*.*)\\n?`, captures },
      { match: `${start}(check)\\s*=\\s*(\\S+).*\\n?`, captures },
      { match: `${start}(dockerfile-utils)\\s*:\\s*(ignore).*\\n?`, captures },
      { match: `${start}.*\\n?`, captures: { 0: captures[0], 1: captures[1] } },
    ],
  };
}

/** The rules for one escape character; names end in `suffix`. */
function variant(continuation, suffix) {
  const own = (name) => include(name + suffix);
  const eol = `(?<!${continuation}|${continuation}[ \\t]|${continuation}[ \\t]{2})(?=\\n)`;
  const head = (names) => `^[ \\t]*(?:((?i:ONBUILD))[ \\t]+)?((?i:${names}))(?=\\s|$|${continuation})`;
  const instruction = (names, scope, patterns) => ({
    name: `meta.instruction.${scope}.dockerfile`,
    begin: head(names),
    beginCaptures: headCaptures,
    end: eol,
    applyEndPatternLast: 1,
    patterns: [own('continuation'), include('comment'), { match: '^[ \\t]*\\n' }, ...patterns],
  });
  const repository = {
    file: {
      patterns: [
        include('comment'),
        own('heredocs'),
        {
          begin: `^(?=[ \\t]*(?i:${keywords})(?:\\s|$))`,
          while: `^(?!(?:${keywords})[ \\t])`,
          patterns: [include('comment'), own('heredocs'), own('instructions')],
        },
      ],
    },
    instructions: {
      patterns: [
        instruction('FROM', 'from', [own('flags'), own('stage'), own('image'), own('values')]),
        instruction('RUN', 'run', [own('flags'), own('shell')]),
        instruction('CMD|ENTRYPOINT', 'command', [own('shell')]),
        instruction('SHELL', 'shell', [own('json'), own('values')]),
        instruction('HEALTHCHECK', 'healthcheck', [
          own('flags'),
          { match: '(?i)(?<=\\s)NONE\\b', name: 'constant.language.none.dockerfile' },
          {
            begin: '(?i)(?<=\\s)CMD(?=\\s)',
            beginCaptures: { 0: { name: 'keyword.other.special-method.dockerfile' } },
            end: eol,
            applyEndPatternLast: 1,
            patterns: [own('continuation'), include('comment'), { match: '^[ \\t]*\\n' }, own('shell')],
          },
        ]),
        instruction('ENV|LABEL|ARG', 'assignment', [own('assignment'), own('values')]),
        instruction('EXPOSE', 'expose', [
          {
            match: '(?<![\\w$])(\\d+)(?:(-)(\\d+))?(?:(/)(\\w+))?',
            captures: {
              1: { name: 'constant.numeric.port.dockerfile' },
              2: { name: 'keyword.operator.range.dockerfile' },
              3: { name: 'constant.numeric.port.dockerfile' },
              4: { name: 'punctuation.separator.dockerfile' },
              5: { name: 'constant.language.protocol.dockerfile' },
            },
          },
          own('values'),
        ]),
        instruction('STOPSIGNAL', 'stopsignal', [
          { match: '\\bSIG[A-Z0-9+-]+\\b|\\b\\d+\\b', name: 'constant.language.signal.dockerfile' },
          own('values'),
        ]),
        instruction('COPY|ADD', 'copy', [own('flags'), own('json'), own('values')]),
        instruction('VOLUME', 'volume', [own('json'), own('values')]),
        instruction('USER|WORKDIR|MAINTAINER', 'simple', [own('values')]),
        instruction('ONBUILD', 'onbuild', []),
      ],
    },
    continuation: {
      begin: `(${continuation})[ \\t]*$\\n?`,
      beginCaptures: { 1: { name: 'punctuation.separator.continuation.dockerfile' } },
      end: '^(?!\\s*(?:#|$))',
      patterns: [include('comment')],
    },
    stage: {
      match: '(?i)(?<=\\s)(AS)\\s+([^\\s\\\\`]+)',
      captures: {
        1: { name: 'keyword.other.special-method.dockerfile' },
        2: { name: 'entity.name.type.stage.dockerfile' },
      },
    },
    image: {
      match: `(?<=\\s)([a-zA-Z0-9][\\w./-]*(?::\\d+/[\\w./-]+)?)(?:(:)([\\w][\\w.-]*))?(?:(@)(sha\\d+:[0-9a-f]+))?(?=\\s|$|${continuation})`,
      captures: {
        1: { name: 'entity.name.image.dockerfile string.unquoted.image.dockerfile' },
        2: { name: 'punctuation.separator.dockerfile' },
        3: { name: 'constant.other.tag.dockerfile' },
        4: { name: 'punctuation.separator.dockerfile' },
        5: { name: 'constant.other.digest.dockerfile' },
      },
    },
    flags: {
      begin: '[ \\t]+(--)([a-z][a-z-]*)(?=[\\s=])',
      beginCaptures: {
        1: { name: 'punctuation.definition.flag.dockerfile' },
        2: { name: 'variable.parameter.flag.dockerfile' },
      },
      end: `(?=\\s|${continuation}[ \\t]*$)`,
      name: 'meta.flag.dockerfile',
      patterns: [
        { match: '[=,]', name: 'keyword.operator.assignment.dockerfile' },
        { match: '(?<=[,=])[a-z-]+(?==)', name: 'variable.parameter.option.dockerfile' },
        own('strings'),
        own('variables'),
        { match: `[^\\s=,$"'${continuation}]+`, name: 'string.unquoted.flag.dockerfile' },
      ],
    },
    assignment: {
      match: `(?<=\\s)([A-Za-z_][\\w.-]*|"[^"]*"|'[^']*')(?:(=)|(?=\\s|$|${continuation}))`,
      captures: {
        1: { name: 'variable.other.readwrite.dockerfile' },
        2: { name: 'keyword.operator.assignment.dockerfile' },
      },
    },
    values: { patterns: [own('strings'), own('variables'), own('escaped')] },
    escaped: { match: `${continuation}.`, name: 'constant.character.escape.dockerfile' },
    strings: {
      patterns: [
        {
          name: 'string.quoted.double.dockerfile',
          begin: '"',
          beginCaptures: { 0: { name: 'punctuation.definition.string.begin.dockerfile' } },
          end: `"|${eol}`,
          endCaptures: { 0: { name: 'punctuation.definition.string.end.dockerfile' } },
          patterns: [own('continuation'), own('escaped'), own('variables')],
        },
        {
          name: 'string.quoted.single.dockerfile',
          begin: "'",
          beginCaptures: { 0: { name: 'punctuation.definition.string.begin.dockerfile' } },
          end: `'|${eol}`,
          endCaptures: { 0: { name: 'punctuation.definition.string.end.dockerfile' } },
          patterns: [own('continuation')],
        },
      ],
    },
    variables: {
      patterns: [
        {
          name: 'variable.other.readwrite.dockerfile',
          match: '(\\$)[A-Za-z_]\\w*',
          captures: { 1: { name: 'punctuation.definition.variable.dockerfile' } },
        },
        {
          name: 'meta.variable.dockerfile',
          begin: '(\\$\\{)([A-Za-z_]\\w*)(:?[-+?]|##?|%%?|//?)?',
          beginCaptures: {
            1: { name: 'punctuation.definition.variable.begin.dockerfile' },
            2: { name: 'variable.other.readwrite.dockerfile' },
            3: { name: 'keyword.operator.expansion.dockerfile' },
          },
          end: `(\\})|${eol}`,
          endCaptures: { 1: { name: 'punctuation.definition.variable.end.dockerfile' } },
          patterns: [own('variables')],
        },
      ],
    },
    json: {
      name: 'meta.structure.array.json.dockerfile',
      begin: `(\\[)(?=\\s*(?:"|\\]|$|${continuation}\\s*$))`,
      beginCaptures: { 1: { name: 'punctuation.definition.array.begin.json' } },
      end: `(\\])|${eol}`,
      endCaptures: { 1: { name: 'punctuation.definition.array.end.json' } },
      applyEndPatternLast: 1,
      patterns: [
        own('continuation'),
        include('comment'),
        {
          name: 'string.quoted.double.json',
          begin: '"',
          beginCaptures: { 0: { name: 'punctuation.definition.string.begin.json' } },
          end: `"|${eol}`,
          endCaptures: { 0: { name: 'punctuation.definition.string.end.json' } },
          patterns: [
            { match: '\\\\(?:["\\\\/bfnrt]|u[0-9a-fA-F]{4})', name: 'constant.character.escape.json' },
            own('continuation'),
          ],
        },
        { match: ',', name: 'punctuation.separator.array.json' },
        { match: '[^\\s\\]]', name: 'invalid.illegal.json' },
      ],
    },
    shell: { patterns: [own('json'), ...(suffix ? [own('words')] : shell)] },
    words: {
      patterns: [
        own('strings'),
        own('variables'),
        { match: '&&|\\|\\||[|;&<>]+', name: 'keyword.operator.shell' },
        { match: '(?<=\\s)-[-\\w]+', name: 'string.unquoted.argument.shell constant.other.option.shell' },
        { match: '[^\\s$"\'|;&<>]+', name: 'string.unquoted.argument.shell' },
      ],
    },
    heredocs: { patterns: heredocs(own) },
  };
  return Object.fromEntries(Object.entries(repository).map(([name, rule]) => [name + suffix, rule]));
}

/** The backtick belongs to Windows, whose shells are others. The second takes the first command, which no line starts. */
const shell = [{ include: 'source.shell' }, { include: 'source.shell#command_statement' }];
