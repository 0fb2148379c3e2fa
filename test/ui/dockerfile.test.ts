import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { TestWindow } from './window.js';

const text = `# syntax=docker/dockerfile:1
# check=skip=JSONArgsRecommended
ARG NODE=22
FROM node:$NODE-slim AS build
# hadolint ignore=DL3008
RUN --mount=type=cache,target=/root/.npm \\
    npm ci && echo "it's $NODE" \\
    # comments stay comments
    && npm run build
RUN <<EOF
set -e
for f in *.js; do echo "$f"; done
EOF
RUN python3 - <<'PY'
import json
print(json.dumps({"a": [1, 2]}))
PY
COPY <<EOF /app/config.json
{"port": 8080, "name": "x"}
EOF
FROM node:$NODE-slim AS final
COPY --from=build --chown=1000:1000 /app ./
ENV A=1 \\
    B="two $A"
USER 1000:1000
EXPOSE 8080/tcp
CMD ["node", "main.js"]
`;

describe('a Dockerfile in the editor', () => {
  let window: TestWindow;
  before(async () => {
    window = await TestWindow.open();
    writeFileSync(path.join(window.folder, 'colours.Dockerfile'), text);
    await window.workbench.openFile('colours.Dockerfile');
  });
  after(() => window?.close());

  it('has colours for every language in it', async () => {
    const { workbench, page } = window;
    await workbench.editor.active
      .locator('.view-line', { hasText: 'import json' })
      .locator('span span')
      .nth(1)
      .waitFor();
    await page.waitForTimeout(1500);
    await window.shot('dockerfile-colours', ['dark', 'light', 'contrast']);
  });

  it('explains what is under the mouse', async () => {
    const { workbench } = window;
    await workbench.editor.hoverOn(workbench.editor.active.getByText('EXPOSE').first(), 'docker run -p');
    await window.shot('dockerfile-hover');
  });

  it('offers what fits while it is written', async () => {
    const { workbench, page } = window;
    await workbench.editor.clickOn('npm run build');
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.keyboard.type('COPY --');
    await page.locator('.suggest-widget .monaco-list-row', { hasText: '--chown=' }).first().waitFor();
    await window.shot('dockerfile-completion');
    await page.keyboard.press('Escape');
  });

  it('draws its stages', async () => {
    const { workbench, page } = window;
    await workbench.runCommand('Longshore: Show Dockerfile Stages as Graph');
    const picture = page
      .frameLocator('iframe.webview')
      .frameLocator('iframe')
      .locator('svg text', { hasText: 'final' });
    await picture.first().waitFor();
    await window.shot('dockerfile-stages', ['dark', 'light', 'contrast']);
  });
});
