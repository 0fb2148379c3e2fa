import * as l10n from '@vscode/l10n';

/** What Docker's reference says about an instruction. */
export interface InstructionReference {
  /** Forms in which it is written; `[x]` may be left out, `…` repeats. */
  readonly forms: readonly string[];
  readonly summary: () => string;
  /** In the editor's snippet syntax: what completion inserts, in the order in which it is offered. */
  readonly snippets: readonly Snippet[];
  /** What the pieces of the forms mean, by their names. */
  readonly parameters?: () => Readonly<Record<string, string>>;
  readonly isDeprecated?: true;
}

export interface Snippet {
  readonly label: string;
  readonly body: string;
}

const page = 'https://docs.docker.com/reference/dockerfile/';

/** The page of Docker's reference about an instruction, flag or other heading. */
export function referenceLink(anchor: string): string {
  return `${page}#${anchor}`;
}

const command = () => ({
  '<program>': l10n.t('Started directly as process 1, so that it gets signals.'),
  '<argument>': l10n.t('Argument of the program; no variables are expanded.'),
  '<command>': l10n.t('Read by the shell, /bin/sh -c unless SHELL says otherwise.'),
});

const destination = () => l10n.t('Where it goes; ends with / when it is a directory.');

/** The instructions' reference by keyword, in the order in which a Dockerfile usually has them (table). */
export const instructionReferences: Readonly<Record<string, InstructionReference>> = {
  FROM: {
    forms: ['FROM [--platform=<platform>] <image>[:<tag>|@<digest>] [AS <name>]'],
    summary: () => l10n.t('Begins a build stage from a base image or from an earlier stage.'),
    parameters: () => ({
      '<image>': l10n.t('An image, an earlier stage, or scratch for an empty start.'),
      '<tag>': l10n.t('Name of a version; without one it is latest.'),
      '<digest>': l10n.t('The exact content, which no push can change.'),
      '<name>': l10n.t('Name of the stage, for later FROM, COPY --from and --target.'),
    }),
    snippets: [
      { label: 'FROM', body: 'FROM $0' },
      { label: 'FROM … AS', body: 'FROM ${1:image}:${2:tag} AS ${3:stage}' },
    ],
  },
  ARG: {
    forms: ['ARG <name>', 'ARG <name>=<default>'],
    summary: () =>
      l10n.t('Declares a build argument, which --build-arg sets. Its value stays out of the running container.'),
    parameters: () => ({
      '<name>': l10n.t('Name of the argument.'),
      '<default>': l10n.t('Value when the build sets none.'),
    }),
    snippets: [
      { label: 'ARG', body: 'ARG ${1:NAME}' },
      { label: 'ARG =', body: 'ARG ${1:NAME}=${2:default}' },
    ],
  },
  WORKDIR: {
    forms: ['WORKDIR <path>'],
    summary: () =>
      l10n.t('Sets the working directory for what follows and for the container; creates it when missing.'),
    parameters: () => ({ '<path>': l10n.t('An absolute path; a relative one counts from the WORKDIR before.') }),
    snippets: [{ label: 'WORKDIR', body: 'WORKDIR ${1:/app}' }],
  },
  COPY: {
    forms: [
      'COPY [--from=<source>] [--chown=<user>[:<group>]] [--chmod=<mode>] [--link] [--parents] [--exclude=<pattern>] <src>… <dest>',
      'COPY [<flags>] ["<src>",… "<dest>"]',
      'COPY <<EOF <dest>',
    ],
    summary: () => l10n.t('Copies files from the build context, an earlier stage or another image into the image.'),
    parameters: () => ({
      '<src>': l10n.t('A path in the build context or in the --from source; patterns are allowed.'),
      '<dest>': destination(),
    }),
    snippets: [
      { label: 'COPY', body: 'COPY ${1:.} ${2:.}' },
      { label: 'COPY --from', body: 'COPY --from=${1:build} ${2:/src} ${3:/dest}' },
      { label: 'COPY <<EOF', body: 'COPY <<EOF ${1:/path}\n$0\nEOF' },
    ],
  },
  ADD: {
    forms: [
      'ADD [--chown=<user>[:<group>]] [--chmod=<mode>] [--checksum=<hash>] [--keep-git-dir] [--unpack] [--link] [--exclude=<pattern>] <src>… <dest>',
      'ADD [<flags>] ["<src>",… "<dest>"]',
    ],
    summary: () =>
      l10n.t(
        'Like COPY, and also downloads URLs, clones Git repositories and unpacks local tar archives. Use COPY for plain files.',
      ),
    parameters: () => ({
      '<src>': l10n.t('A path in the build context, a URL or a Git repository.'),
      '<dest>': destination(),
    }),
    snippets: [{ label: 'ADD', body: 'ADD --checksum=sha256:${1:hash} ${2:https://} ${3:/dest}' }],
  },
  RUN: {
    forms: [
      'RUN [--mount=<options>] [--network=<network>] [--security=<mode>] [--device=<name>] <command>…',
      'RUN [<flags>] ["<program>", "<argument>",…]',
      'RUN <<EOF',
    ],
    summary: () => l10n.t('Runs a command on top of the image so far and keeps what it changes as a layer.'),
    parameters: () => ({ ...command(), '<program>': l10n.t('Started directly, without a shell.') }),
    snippets: [
      { label: 'RUN', body: 'RUN ${1:command}' },
      { label: 'RUN --mount=type=cache', body: 'RUN --mount=type=cache,target=${1:/root/.cache} ${2:command}' },
      { label: 'RUN <<EOF', body: 'RUN <<EOF\nset -e\n${1:command}\nEOF' },
      {
        label: 'RUN apt-get',
        body: 'RUN apt-get update && apt-get install -y --no-install-recommends \\\\\n    ${1:package} \\\\\n    && rm -rf /var/lib/apt/lists/*',
      },
    ],
  },
  ENV: {
    forms: ['ENV <name>=<value>…'],
    summary: () => l10n.t('Sets environment variables for what follows and for the running container.'),
    parameters: () => ({
      '<name>': l10n.t('Name of the variable.'),
      '<value>': l10n.t('Its value; quote it when it has blanks.'),
    }),
    snippets: [{ label: 'ENV', body: 'ENV ${1:NAME}=${2:value}' }],
  },
  EXPOSE: {
    forms: ['EXPOSE <port>[/<protocol>]…'],
    summary: () => l10n.t('Tells on which ports the container listens. It publishes none: docker run -p does.'),
    parameters: () => ({
      '<port>': l10n.t('A port or a range, such as 8080 or 7000-7010.'),
      '<protocol>': l10n.t('tcp (the default) or udp.'),
    }),
    snippets: [{ label: 'EXPOSE', body: 'EXPOSE ${1:8080}' }],
  },
  USER: {
    forms: ['USER <user>[:<group>]'],
    summary: () => l10n.t('Sets the user for the RUN, CMD and ENTRYPOINT that follow, and for the container.'),
    parameters: () => ({
      '<user>': l10n.t('Name or number of the user.'),
      '<group>': l10n.t('Name or number of the group; root’s when left out.'),
    }),
    snippets: [{ label: 'USER', body: 'USER ${1:1000}:${2:1000}' }],
  },
  VOLUME: {
    forms: ['VOLUME <path>…', 'VOLUME ["<path>",…]'],
    summary: () => l10n.t('Marks directories whose contents live in volumes; later build steps cannot change them.'),
    parameters: () => ({ '<path>': l10n.t('Directory in the container.') }),
    snippets: [{ label: 'VOLUME', body: 'VOLUME ["${1:/data}"]' }],
  },
  LABEL: {
    forms: ['LABEL <name>=<value>…'],
    summary: () => l10n.t('Adds metadata to the image.'),
    parameters: () => ({
      '<name>': l10n.t('Name of the label.'),
      '<value>': l10n.t('Its value; quote it when it has blanks.'),
    }),
    snippets: [
      { label: 'LABEL', body: 'LABEL ${1:name}="${2:value}"' },
      { label: 'LABEL org.opencontainers', body: 'LABEL org.opencontainers.image.source="${1:https://}"' },
    ],
  },
  SHELL: {
    forms: ['SHELL ["<program>", "<argument>",…]'],
    summary: () => l10n.t('Sets the shell that reads the shell forms of RUN, CMD and ENTRYPOINT.'),
    parameters: () => ({
      '<program>': l10n.t('The shell.'),
      '<argument>': l10n.t('Its arguments, before the command.'),
    }),
    snippets: [{ label: 'SHELL', body: 'SHELL ["${1:/bin/bash}", "-o", "pipefail", "-c"]' }],
  },
  ENTRYPOINT: {
    forms: ['ENTRYPOINT ["<program>", "<argument>",…]', 'ENTRYPOINT <command>…'],
    summary: () => l10n.t('The program the container runs; CMD and the arguments of docker run follow it.'),
    parameters: command,
    snippets: [{ label: 'ENTRYPOINT', body: 'ENTRYPOINT ["${1:program}"]' }],
  },
  CMD: {
    forms: ['CMD ["<program>", "<argument>",…]', 'CMD <command>…'],
    summary: () => l10n.t('What the container runs when docker run names nothing else, or arguments for ENTRYPOINT.'),
    parameters: command,
    snippets: [{ label: 'CMD', body: 'CMD ["${1:program}", "${2:argument}"]' }],
  },
  HEALTHCHECK: {
    forms: [
      'HEALTHCHECK [--interval=<duration>] [--timeout=<duration>] [--start-period=<duration>] [--start-interval=<duration>] [--retries=<number>] CMD <command>',
      'HEALTHCHECK [<flags>] CMD ["<program>", "<argument>",…]',
      'HEALTHCHECK NONE',
    ],
    summary: () => l10n.t('How Docker finds out whether the container works: exit code 0 is healthy, 1 is not.'),
    parameters: () => ({
      ...command(),
      '<command>': l10n.t('Run in the container again and again.'),
      NONE: l10n.t('Switches off the check of the base image.'),
    }),
    snippets: [
      {
        label: 'HEALTHCHECK CMD',
        body: 'HEALTHCHECK --interval=${1:30s} --timeout=${2:3s} \\\\\n    CMD ["${3:curl}", "-f", "${4:http://localhost/}"]',
      },
      { label: 'HEALTHCHECK NONE', body: 'HEALTHCHECK NONE' },
    ],
  },
  STOPSIGNAL: {
    forms: ['STOPSIGNAL <signal>'],
    summary: () => l10n.t('The signal that asks the container to end; SIGTERM unless set.'),
    parameters: () => ({ '<signal>': l10n.t('Name or number of the signal.') }),
    snippets: [{ label: 'STOPSIGNAL', body: 'STOPSIGNAL $0' }],
  },
  ONBUILD: {
    forms: ['ONBUILD <instruction>'],
    summary: () => l10n.t('Keeps an instruction for builds that use this image as their base.'),
    parameters: () => ({ '<instruction>': l10n.t('Any instruction but FROM, ONBUILD and MAINTAINER.') }),
    snippets: [{ label: 'ONBUILD', body: 'ONBUILD $0' }],
  },
  MAINTAINER: {
    forms: ['MAINTAINER <name>'],
    summary: () => l10n.t('Sets the author of the image. Deprecated: use LABEL org.opencontainers.image.authors.'),
    parameters: () => ({ '<name>': l10n.t('Name of the author.') }),
    snippets: [{ label: 'MAINTAINER', body: 'LABEL org.opencontainers.image.authors="${1:name}"' }],
    isDeprecated: true,
  },
};

/** Instructions that ONBUILD refuses: BuildKit's dispatchOnbuild. */
export const neverTriggers: ReadonlySet<string> = new Set(['FROM', 'ONBUILD', 'MAINTAINER']);
