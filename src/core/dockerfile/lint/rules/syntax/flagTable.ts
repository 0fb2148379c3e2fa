/** Flags that BuildKit knows, by instruction: yes or no ones, and those with a value. */
export const instructionFlags: Readonly<
  Record<string, { switches?: readonly string[]; values?: readonly string[]; lists?: readonly string[] }>
> = {
  ADD: { switches: ['link', 'keep-git-dir', 'unpack'], values: ['chown', 'chmod', 'checksum'], lists: ['exclude'] },
  COPY: { switches: ['link', 'parents'], values: ['chown', 'chmod', 'from'], lists: ['exclude'] },
  FROM: { values: ['platform'] },
  HEALTHCHECK: { values: ['interval', 'timeout', 'start-period', 'start-interval', 'retries'] },
  RUN: { values: ['network', 'security'], lists: ['mount', 'device'] },
};
