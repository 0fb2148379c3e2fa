/** How to turn a rule off, or on, and what it can be told: the last section of its page. */

/** Findings that belong to no instruction, so that no comment above one reaches them. */
const ofTheFile = new Set([
  'check-directive',
  'directive-casing',
  'escape-directive',
  'ignore-pragma-used',
  'no-source-image',
  'repeated-directive',
]);

const schema =
  'The labels and their types come from `longshore.lint.labelSchema` or from `label-schema` in `.hadolint.yaml`: `text`, `url`, `semver`, `hash`, `rfc3339`, `spdx` or `email`. Without it the rule is silent.';

const options = {
  'copy-ignored-file': 'The rule reads the `.dockerignore` of the build context.',
  'copy-source-missing':
    'The editor looks in the build context of the Dockerfile. The command line does so with `--context FOLDER` only: a Dockerfile is often linted where its context is not.',
  'invalid-base-image-platform':
    'The rule goes by what the editor knows already of the image, from a registry that was asked for it or from the engine, and is silent without; it asks nobody itself.',
  'label-missing': schema,
  'label-empty': schema,
  'label-url': schema,
  'label-time': schema,
  'label-license': schema,
  'label-hash': schema,
  'label-semver': schema,
  'label-email': schema,
  'label-outside-schema':
    'On with `longshore.lint.strictLabels`, where `longshore.lint.labelSchema` names the labels, or with `strict-labels: true` and `label-schema` in `.hadolint.yaml`.',
  shellcheck:
    'The program is not started with `"longshore.lint.shellcheck": "off"`, or `--no-shellcheck` on the command line. Single findings go by their code, as in `"SC2162": "off"` and `# hadolint ignore=SC2162`.',
  'registry-not-trusted':
    'The registries are those of `longshore.lint.trustedRegistries` and of `trustedRegistries` in `.hadolint.yaml`; a `*` at the beginning or end stands for anything. Without any the rule is silent.',
};

export function configuration(rule) {
  if (rule.id === 'config-invalid') return '- The rule is always on.';
  const lines = [options[rule.id], ...(rule.severity === 'off' ? switchOn(rule) : switchOff(rule))];
  return lines
    .filter((line) => line)
    .map((line) => `- ${line}`)
    .join('\n');
}

/** The name that all places understand: a code of this rule alone, else its id. */
function nameOf({ id, aliases }) {
  return aliases.find((alias) => /^(?:DL|SC)\d/.test(alias) && alias !== 'DL1000') ?? id;
}

function switchOn(rule) {
  return [
    `Off by default. Settings: \`"longshore.lint.rules": { "${rule.id}": "warning" }\`.`,
    `\`.hadolint.yaml\`: \`override: { warning: [${nameOf(rule)}] }\`.`,
  ];
}

function switchOff(rule) {
  const name = nameOf(rule);
  const check = rule.aliases.find((alias) => /^[A-Z]+[a-z]/.test(alias));
  const places = rule.ignoresInstructionSkip || ofTheFile.has(rule.id) ? '' : ', or above an instruction';
  return [
    rule.isExperimental && `Runs when asked for: \`# check=experimental=${check}\` at the top of the file.`,
    `Settings: \`"longshore.lint.rules": { "${rule.id}": "off" }\`, or \`error\`, \`warning\`, \`info\`, \`style\`.`,
    ofTheFile.has(rule.id)
      ? `In the file: \`# hadolint global ignore=${name}\` anywhere.`
      : `One instruction: \`# hadolint ignore=${name}\` right above it; \`stage ignore\` and \`global ignore\` reach further.`,
    `\`.hadolint.yaml\`: \`ignored: [${name}]\`, or another severity by \`override\`.`,
    check && `BuildKit: \`# check=skip=${check}\` at the top of the file${places}.`,
    check &&
      check !== name &&
      rule.id !== name &&
      `It is one finding under \`${name}\` and \`${check}\`: what silences one name silences it. Only \`skip=all\`, which means the checks of BuildKit, leaves what hadolint reports too.`,
  ];
}
