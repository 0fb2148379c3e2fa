import assert from 'node:assert/strict';
import { emptyEngine, testDocker } from '../support/testDocker.js';
import { stepByStep } from './stepByStep.js';
import { until } from './until.js';
import { TestWindow } from './window.js';

const image = 'buduga:1';
const hangul = /[가-힣]/;

/** VS Code's own texts are English here: its language pack cannot be had, an empty one stands in for it. */
describe('a window in Korean', () => {
  stepByStep();
  const docker = testDocker();
  let window: TestWindow;
  before(async () => {
    await emptyEngine(docker);
    window = await TestWindow.open({ language: 'ko' });
    await window.workbench.activityIcon('Longshore').click();
  });
  after(async () => {
    await window?.close();
    await emptyEngine(docker);
  });

  it('names its views and says what would be in them', async () => {
    const { workbench } = window;
    for (const title of ['컨테이너', '이미지', '레지스트리']) await workbench.view(title).header.waitFor();
    await until('there are no containers', async () =>
      /아직 컨테이너가 없습니다/.test(await workbench.view('컨테이너').welcome()),
    );
    await until('there are no images', async () => /이미지 빌드/.test(await workbench.view('이미지').welcome()));
    await window.shot('korean-empty');
  });

  it('explains what the linter found', async () => {
    const { workbench } = window;
    await workbench.openFile('Dockerfile');
    await workbench.editor.squiggles('error').or(workbench.editor.squiggles('warning')).first().waitFor();
    assert.match((await workbench.panel.problems()).join('\n'), /WORKDIR.*[가-힣]/);
  });

  it('builds and runs', async () => {
    const { workbench } = window;
    await workbench.openFile('Dockerfile');
    await workbench.runCommand('Longshore: 이미지 빌드…');
    await workbench.quickInput.answer(image, hangul);
    await workbench.notifications.toast(`${image}을(를) 빌드했습니다`).waitFor();
    await workbench.panel.findOutput('start', /^\S+에서 buildkit\(으\)로 buduga:1 빌드\nDockerfile: .*\n컨텍스트: /);
    await workbench.panel.findOutput('end', /빌드한 이미지: sha256:/);
    await workbench.view('이미지').row('buduga').waitFor();
    await workbench.view('이미지').row(/^1/).pressInline('실행');
    const row = workbench.view('컨테이너').row('buduga');
    await row.waitFor();
    await until('the row says its state', async () => /실행 중/.test((await row.ariaLabel()) ?? ''));
  });

  it('has a Korean name for every verb in the menu of a container', async () => {
    const { workbench } = window;
    const labels = await workbench.view('컨테이너').row('buduga').menuLabels();
    assert(labels.length >= 10, labels.join(', '));
    assert.deepEqual(
      labels.filter((label) => !hangul.test(label)),
      [],
    );
    await window.shot('korean-running');
  });

  it('asks before it removes', async () => {
    const { workbench } = window;
    const row = workbench.view('컨테이너').row('buduga');
    await row.choose('삭제…');
    assert.match(await workbench.dialog.text(), /buduga.*[가-힣]/s);
    await window.shot('korean-remove');
    await workbench.dialog.press('삭제');
    await row.waitFor('detached');
  });
});
