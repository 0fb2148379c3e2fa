import type { EngineErrorReason } from '../core/engine/errors.js';
import type { WithoutRows } from '../core/explorer/engineTree.js';
import type { Text } from './nls.js';
import type { When } from './when.js';

export interface ViewSpec {
  readonly name: Text;
  readonly icon: string;
  readonly when?: When;
}

export const viewContainer = {
  id: 'longshore',
  title: { en: 'Longshore', ko: 'Longshore' },
  icon: 'media/longshore.svg',
};

/** The views by id, without the prefix `longshore.`, in the order in which they stand. */
export const views = {
  containers: { name: { en: 'Containers', ko: '컨테이너' }, icon: 'media/containers.svg' },
  images: { name: { en: 'Images', ko: '이미지' }, icon: 'media/images.svg' },
  registries: { name: { en: 'Registries', ko: '레지스트리' }, icon: 'media/registries.svg' },
  buildContext: {
    name: { en: 'Build Context', ko: '빌드 컨텍스트' },
    icon: 'media/images.svg',
    when: 'longshore.buildContext.shown',
  },
} as const satisfies Record<string, ViewSpec>;

export type ViewId = keyof typeof views;

/** What an empty view says; contents may hold command links. */
export interface WelcomeSpec {
  readonly view: ViewId;
  readonly when: When;
  readonly contents: Text;
}

const connected = 'longshore.engine.state == connected';
const waiting = 'longshore.engine.state == connecting';
const failed = 'longshore.engine.state == failed';
const failure = (reason: EngineErrorReason) => `${failed} && longshore.engine.failure == ${reason}`;

const buttons: Text = {
  en: '[Diagnose](command:longshore.engine.doctor)\n[Use Another Engine…](command:longshore.engine.use)\n[Try Again](command:longshore.engine.reconnect)',
  ko: '[진단](command:longshore.engine.doctor)\n[다른 엔진 선택…](command:longshore.engine.use)\n[다시 시도](command:longshore.engine.reconnect)',
};

/** What is wrong with the engine, for the failures that a person can tell apart and heal. */
const explanations: readonly (readonly [EngineErrorReason, Text])[] = [
  [
    'socketMissing',
    {
      en: 'No Docker Engine was found. Is Docker installed and started? This view fills by itself as soon as it runs.',
      ko: 'Docker 엔진을 찾지 못했습니다. Docker가 설치되어 실행 중입니까? 실행되면 이 보기가 저절로 채워집니다.',
    },
  ],
  [
    'permissionDenied',
    {
      en: 'The Docker Engine is there, but your user may not use its socket. The diagnosis says which group is missing and what to do.',
      ko: 'Docker 엔진은 있지만 현재 사용자에게 소켓을 사용할 권한이 없습니다. 진단을 열면 어떤 그룹이 필요한지, 무엇을 해야 하는지 알 수 있습니다.',
    },
  ],
  [
    'connectionRefused',
    {
      en: 'Nothing answers at the address of the Docker Engine: it is stopped. This view fills by itself as soon as it runs again.',
      ko: 'Docker 엔진의 주소에서 응답이 없습니다. 엔진이 멈춰 있습니다. 다시 실행되면 이 보기가 저절로 채워집니다.',
    },
  ],
  [
    'silent',
    {
      en: 'Something accepts connections at the address of the Docker Engine, but does not answer. A restart of the engine often helps.',
      ko: 'Docker 엔진의 주소에서 연결은 받지만 응답이 없습니다. 엔진을 다시 시작하면 해결되는 경우가 많습니다.',
    },
  ],
  [
    'notAnEngine',
    {
      en: 'What answers at the address is not a Docker Engine but another program. Check the address and the port.',
      ko: '이 주소에서 응답하는 것은 Docker 엔진이 아니라 다른 프로그램입니다. 주소와 포트를 확인하세요.',
    },
  ],
  [
    'apiVersionUnsupported',
    {
      en: 'This Docker Engine and Longshore share no API version. Longshore needs Docker Engine 20.10 or newer; update the older of the two.',
      ko: '이 Docker 엔진과 Longshore가 함께 쓸 수 있는 API 버전이 없습니다. Longshore에는 Docker 엔진 20.10 이상이 필요합니다. 둘 중 오래된 쪽을 업데이트하세요.',
    },
  ],
  [
    'apiVersionPinned',
    {
      en: 'The environment variable DOCKER_API_VERSION asks for an API version that cannot be used here. Take it out of the environment or correct it, and start VS Code again.',
      ko: '환경 변수 DOCKER_API_VERSION이 여기서 사용할 수 없는 API 버전을 요구합니다. 환경에서 빼거나 고친 뒤 VS Code를 다시 시작하세요.',
    },
  ],
  [
    'hostNotFound',
    {
      en: 'The host of the Docker Engine cannot be found or reached. Check its name, the network and the VPN.',
      ko: 'Docker 엔진의 호스트를 찾거나 연결할 수 없습니다. 이름, 네트워크, VPN을 확인하세요.',
    },
  ],
  [
    'tlsFailed',
    {
      en: 'The encrypted connection to the Docker Engine failed. The diagnosis says what is wrong with the certificates.',
      ko: 'Docker 엔진과의 암호화된 연결에 실패했습니다. 진단을 열면 인증서의 무엇이 문제인지 알 수 있습니다.',
    },
  ],
  [
    'caMissing',
    {
      en: 'DOCKER_TLS_VERIFY or DOCKER_TLS asks for TLS, but the CA of the Docker Engine is missing. The diagnosis says in which folder it should be.',
      ko: 'DOCKER_TLS_VERIFY 또는 DOCKER_TLS가 TLS를 요구하지만 Docker 엔진의 CA가 없습니다. 진단을 열면 어느 폴더에 있어야 하는지 알 수 있습니다.',
    },
  ],
  [
    'sshFailed',
    {
      en: 'ssh could not reach the Docker Engine. The diagnosis says what ssh answered and how to try it in a terminal.',
      ko: 'ssh로 Docker 엔진에 연결하지 못했습니다. 진단을 열면 ssh의 응답과 터미널에서 확인하는 방법을 볼 수 있습니다.',
    },
  ],
  [
    'contextMissing',
    {
      en: 'The Docker context that should be used does not exist. Choose another engine, or make the context.',
      ko: '사용할 Docker 컨텍스트가 없습니다. 다른 엔진을 선택하거나 컨텍스트를 만드세요.',
    },
  ],
  [
    'contextIncomplete',
    {
      en: 'The Docker context that should be used has no Docker endpoint. Choose another engine, or give it one with docker context update.',
      ko: '사용할 Docker 컨텍스트에 Docker 엔드포인트가 없습니다. 다른 엔진을 선택하거나 docker context update로 엔드포인트를 지정하세요.',
    },
  ],
  [
    'endpointInvalid',
    {
      en: 'The address of the Docker Engine cannot be read. It looks like unix:///path, tcp://host:port or ssh://user@host.',
      ko: 'Docker 엔진의 주소를 해석할 수 없습니다. unix:///path, tcp://host:port, ssh://user@host 형식이어야 합니다.',
    },
  ],
];

/** The views of the engine's objects say the same about an engine that cannot be used. */
function engineWelcomes(view: ViewId): WelcomeSpec[] {
  const say = (when: When, en: string, ko: string): WelcomeSpec => ({
    view,
    when,
    contents: { en: `${en}\n${buttons.en}`, ko: `${ko}\n${buttons.ko}` },
  });
  return [
    {
      view,
      when: waiting,
      contents: { en: 'Connecting to the Docker Engine…', ko: 'Docker 엔진에 연결하는 중…' },
    },
    ...explanations.map(([reason, { en, ko }]) => say(failure(reason), en, ko)),
    say(
      [failed, ...explanations.map(([reason]) => `longshore.engine.failure != ${reason}`)].join(' && '),
      'The Docker Engine cannot be used right now. The diagnosis says what was tried and what answered.',
      '지금은 Docker 엔진을 사용할 수 없습니다. 진단을 열면 무엇을 시도했고 어떤 응답이 왔는지 볼 수 있습니다.',
    ),
  ];
}

const shows = (view: 'containers' | 'images', state: WithoutRows) =>
  `${connected} && longshore.${view}.shows == ${state}`;

export const welcomes: readonly WelcomeSpec[] = [
  ...engineWelcomes('containers'),
  {
    view: 'containers',
    when: shows('containers', 'empty'),
    contents: {
      en: 'There are no containers yet. A container is a program that runs apart from the rest of your computer, with its own files, made from an image.\n[Run an Image…](command:longshore.image.run)\n[Build an Image…](command:longshore.image.build)',
      ko: '아직 컨테이너가 없습니다. 컨테이너는 이미지로 만들어, 자기만의 파일을 가지고 컴퓨터의 나머지 부분과 떨어져 실행되는 프로그램입니다.\n[이미지 실행…](command:longshore.image.run)\n[이미지 빌드…](command:longshore.image.build)',
    },
  },
  {
    view: 'containers',
    when: shows('containers', 'noneToggled'),
    contents: {
      en: 'No container is running.\n[Show All Containers](command:longshore.containers.showAll)',
      ko: '실행 중인 컨테이너가 없습니다.\n[모든 컨테이너 표시](command:longshore.containers.showAll)',
    },
  },
  {
    view: 'containers',
    when: shows('containers', 'noMatch'),
    contents: {
      en: 'No container matches the filter.\n[Clear Filter](command:longshore.containers.clearFilter)\n[Change Filter…](command:longshore.containers.filter)',
      ko: '필터와 일치하는 컨테이너가 없습니다.\n[필터 지우기](command:longshore.containers.clearFilter)\n[필터 바꾸기…](command:longshore.containers.filter)',
    },
  },
  ...engineWelcomes('images'),
  {
    view: 'images',
    when: shows('images', 'empty'),
    contents: {
      en: 'There are no images yet. An image is the fixed template that containers are made from; you build it from a Dockerfile or pull it from a registry.\n[Pull an Image…](command:longshore.image.pull)\n[Build an Image…](command:longshore.image.build)',
      ko: '아직 이미지가 없습니다. 이미지는 컨테이너를 만드는 변하지 않는 틀입니다. Dockerfile로 빌드하거나 레지스트리에서 내려받을 수 있습니다.\n[이미지 풀…](command:longshore.image.pull)\n[이미지 빌드…](command:longshore.image.build)',
    },
  },
  {
    view: 'images',
    when: shows('images', 'noneToggled'),
    contents: {
      en: 'Every image is used by a container.\n[Show All Images](command:longshore.images.showAll)',
      ko: '모든 이미지를 컨테이너가 사용하고 있습니다.\n[모든 이미지 표시](command:longshore.images.showAll)',
    },
  },
  {
    view: 'images',
    when: shows('images', 'noMatch'),
    contents: {
      en: 'No image matches the filter.\n[Clear Filter](command:longshore.images.clearFilter)\n[Change Filter…](command:longshore.images.filter)',
      ko: '필터와 일치하는 이미지가 없습니다.\n[필터 지우기](command:longshore.images.clearFilter)\n[필터 바꾸기…](command:longshore.images.filter)',
    },
  },
];
