import type { Text } from './nls.js';

/** One setting: its schema, default and, by the default's type, its TypeScript type. */
export interface SettingSpec<T = unknown> {
  readonly default: T;
  readonly description: Text;
  readonly type: 'string' | 'boolean' | 'number' | 'array' | 'object';
  readonly enum?: readonly { readonly value: string; readonly description: Text }[];
  readonly minimum?: number;
  readonly maximum?: number;
  /** JSON schema of a list's items or of an object's values. */
  readonly items?: object;
  readonly additionalProperties?: object;
  readonly scope: 'machine' | 'machine-overridable' | 'window' | 'resource' | 'language-overridable';
  /** Ignored in untrusted folders. */
  readonly restricted?: boolean;
}

/** Every setting by id, without the prefix `longshore.`. */
export const settings = {
  'engine.endpoint': {
    type: 'string',
    default: '',
    scope: 'machine-overridable',
    restricted: true,
    description: {
      en: 'Where the Docker Engine listens: `unix:///path`, `npipe:////./pipe/name`, `tcp://host:port`, `ssh://user@host` or the name of a Docker context. Empty: found as the docker CLI finds it.',
      ko: 'Docker 엔진이 기다리는 곳: `unix:///path`, `npipe:////./pipe/name`, `tcp://host:port`, `ssh://user@host` 또는 Docker 컨텍스트 이름. 비워 두면 docker CLI와 같은 방법으로 찾습니다.',
    },
  },
  'registry.loginStore': {
    type: 'string',
    default: 'editor',
    scope: 'machine',
    enum: [
      {
        value: 'editor',
        description: {
          en: "In VS Code's secret storage: only Longshore uses it.",
          ko: 'VS Code의 비밀 저장소에 둡니다. Longshore만 사용합니다.',
        },
      },
      {
        value: 'docker',
        description: {
          en: 'Where `docker login` keeps it: the docker CLI and other programs use it too.',
          ko: '`docker login`이 두는 곳에 둡니다. docker CLI와 다른 프로그램도 사용합니다.',
        },
      },
    ],
    description: {
      en: 'Where a login goes that is typed into *Connect Registry…*. Logins of the docker CLI and Podman are used wherever they are.',
      ko: '*레지스트리 연결…*에 입력한 로그인을 둘 곳. docker CLI와 Podman의 로그인은 어디에 있든 사용합니다.',
    },
  },
  'registry.tagOrder': {
    type: 'string',
    default: 'version',
    scope: 'window',
    enum: [
      {
        value: 'version',
        description: {
          en: '`latest` and its like, then versions, newest first, variant by variant.',
          ko: '`latest` 같은 태그 다음에 버전을 변형별로 최신부터 보여 줍니다.',
        },
      },
      {
        value: 'newest',
        description: {
          en: 'The newest push first, where the registry tells the time.',
          ko: '레지스트리가 시각을 알려 주면 최근에 푸시한 것부터 보여 줍니다.',
        },
      },
    ],
    description: { en: 'How the tags of a repository are sorted.', ko: '리포지토리의 태그를 정렬하는 방법.' },
  },
  'registry.tagDetails': {
    type: 'boolean',
    default: true,
    scope: 'window',
    description: {
      en: 'Read size, age and digest of the tags that are shown, where the registry lists only names: a few small requests each, six at a time. Docker Hub, where reading counts as a pull, is never asked so.',
      ko: '레지스트리가 이름만 알려 줄 때 표시된 태그의 크기, 시각, 다이제스트를 읽습니다. 태그마다 작은 요청 몇 개를 한 번에 여섯 개씩 보냅니다. 읽기가 풀로 계산되는 Docker Hub에는 이렇게 묻지 않습니다.',
    },
  },
  'build.context': {
    type: 'string',
    default: 'dockerfileFolder',
    scope: 'resource',
    enum: [
      {
        value: 'dockerfileFolder',
        description: { en: 'The folder of the Dockerfile.', ko: 'Dockerfile이 있는 폴더.' },
      },
      { value: 'workspaceFolder', description: { en: 'The workspace folder.', ko: '작업 영역 폴더.' } },
    ],
    description: {
      en: 'The build context of Dockerfiles for which *Build Image with Options…* has chosen no other.',
      ko: '*옵션을 지정하여 이미지 빌드…*에서 따로 선택하지 않은 Dockerfile의 빌드 컨텍스트.',
    },
  },
  'build.codeLens': {
    type: 'string',
    default: 'build',
    scope: 'resource',
    enum: [
      { value: 'off', description: { en: 'No code lens.', ko: 'CodeLens를 표시하지 않습니다.' } },
      { value: 'build', description: { en: 'Above the first `FROM`.', ko: '첫 `FROM` 위에 표시합니다.' } },
      {
        value: 'stages',
        description: {
          en: '`Build` and `Run` above the first `FROM`, and above every named stage a lens to build up to it. A stage without a name is no target.',
          ko: '첫 `FROM` 위에 `빌드`와 `실행`을, 이름 있는 모든 스테이지 위에 그 스테이지까지 빌드하는 CodeLens를 표시합니다. 이름 없는 스테이지는 빌드 대상이 될 수 없습니다.',
        },
      },
    ],
    description: {
      en: 'Where a Dockerfile shows a `Build` code lens.',
      ko: 'Dockerfile에 `빌드` CodeLens를 표시할 위치.',
    },
  },
  'run.publish': {
    type: 'string',
    default: 'everywhere',
    scope: 'machine-overridable',
    enum: [
      {
        value: 'everywhere',
        description: {
          en: 'On every address of the host, as `docker run -p` does.',
          ko: '`docker run -p`처럼 호스트의 모든 주소에 공개합니다.',
        },
      },
      {
        value: 'localhost',
        description: {
          en: 'Only on 127.0.0.1, so that no other computer reaches them.',
          ko: '다른 컴퓨터가 접근할 수 없도록 127.0.0.1에만 공개합니다.',
        },
      },
      { value: 'none', description: { en: 'Publish nothing.', ko: '공개하지 않습니다.' } },
    ],
    description: {
      en: 'Where the ports that an image exposes are published when it is run. A host port that is taken gives way to the next free one.',
      ko: '이미지를 실행할 때 그 이미지가 노출(EXPOSE)한 포트를 어디에 공개할지 정합니다. 호스트 포트가 이미 사용 중이면 다음 빈 포트를 씁니다.',
    },
  },
  'logs.tail': {
    type: 'number',
    default: 1000,
    minimum: 0,
    scope: 'window',
    description: {
      en: 'How many of the last lines a log begins with. 0 shows only what comes from then on.',
      ko: '로그를 열 때 마지막 몇 줄부터 보여 줄지 정합니다. 0이면 그때부터 나오는 것만 보여 줍니다.',
    },
  },
  'logs.since': {
    type: 'string',
    default: '',
    scope: 'window',
    description: {
      en: 'A log begins no longer ago than this: `30s`, `10m`, `2h`, `1d`. Empty: no limit.',
      ko: '로그를 얼마 전 것부터 보여 줄지 정합니다: `30s`, `10m`, `2h`, `1d`. 비워 두면 제한이 없습니다.',
    },
  },
  'logs.timestamps': {
    type: 'boolean',
    default: false,
    scope: 'window',
    description: {
      en: 'Shows the time before each line of a log.',
      ko: '로그의 각 줄 앞에 시각을 보여 줍니다.',
    },
  },
  'format.keywordCase': {
    type: 'string',
    default: 'keep',
    scope: 'language-overridable',
    description: {
      en: 'What formatting a Dockerfile does with the case of instructions.',
      ko: 'Dockerfile 서식을 맞출 때 명령어의 대소문자를 어떻게 할지 정합니다.',
    },
    enum: [
      { value: 'keep', description: { en: 'Leaves it as it is.', ko: '그대로 둡니다.' } },
      { value: 'upper', description: { en: 'Upper case: `FROM`.', ko: '대문자로: `FROM`' } },
      { value: 'lower', description: { en: 'Lower case: `from`.', ko: '소문자로: `from`' } },
    ],
  },
  'format.skipMultiline': {
    type: 'boolean',
    default: false,
    scope: 'language-overridable',
    description: {
      en: 'Formatting leaves instructions of several lines as they are.',
      ko: '여러 줄에 걸친 명령어는 서식을 바꾸지 않습니다.',
    },
  },
  'lint.enabled': {
    type: 'boolean',
    default: true,
    scope: 'resource',
    description: {
      en: 'Reports problems of Dockerfiles while they are written.',
      ko: 'Dockerfile을 작성하는 동안 문제를 알립니다.',
    },
  },
  'lint.rules': {
    type: 'object',
    default: {} as Readonly<Record<string, string>>,
    scope: 'resource',
    additionalProperties: { enum: ['error', 'warning', 'info', 'style', 'off'] },
    description: {
      en: 'Severity of rules, by name or by hadolint or BuildKit code: `"DL3008": "off"`.',
      ko: '규칙 이름이나 hadolint·BuildKit 코드로 심각도를 정합니다: `"DL3008": "off"`',
    },
  },
  'lint.trustedRegistries': {
    type: 'array',
    default: [] as readonly string[],
    scope: 'resource',
    items: { type: 'string' },
    description: {
      en: 'Registries that images may come from, such as `docker.io` or `*.example.com`. Empty: all.',
      ko: '이미지를 가져올 수 있는 레지스트리입니다. 예: `docker.io`, `*.example.com`. 비워 두면 모두 허용합니다.',
    },
  },
  'lint.labelSchema': {
    type: 'object',
    default: {} as Readonly<Record<string, string>>,
    scope: 'resource',
    additionalProperties: { enum: ['text', 'url', 'semver', 'hash', 'rfc3339', 'spdx', 'email'] },
    description: {
      en: 'Labels that every image has, and what each holds: `"org.opencontainers.image.version": "semver"`.',
      ko: '모든 이미지에 있어야 할 레이블과 그 값의 종류입니다: `"org.opencontainers.image.version": "semver"`',
    },
  },
  'lint.strictLabels': {
    type: 'boolean',
    default: false,
    scope: 'resource',
    description: {
      en: 'Reports labels that are not in the schema.',
      ko: '스키마에 없는 레이블을 지적합니다.',
    },
  },
  'lint.shellcheck': {
    type: 'string',
    default: 'auto',
    scope: 'resource',
    enum: [
      {
        value: 'auto',
        description: {
          en: 'Runs the `shellcheck` on the PATH, if there is one, over the scripts of `RUN`. Without one its most frequent findings are built in.',
          ko: 'PATH에 `shellcheck`가 있으면 `RUN`의 스크립트를 검사하게 합니다. 없으면 자주 나오는 지적만 자체적으로 검사합니다.',
        },
      },
      { value: 'off', description: { en: 'Never starts it.', ko: '실행하지 않습니다.' } },
    ],
    description: {
      en: 'Whether an installed ShellCheck looks at the scripts of a Dockerfile.',
      ko: '설치된 ShellCheck로 Dockerfile의 스크립트를 검사할지 정합니다.',
    },
  },
  'inlayHints.images': {
    type: 'boolean',
    default: false,
    scope: 'resource',
    description: {
      en: 'Shows behind a FROM with variables the image that their defaults make.',
      ko: '변수를 쓴 FROM 뒤에 기본값으로 만들어지는 이미지를 보여 줍니다.',
    },
  },
  'inlayHints.imageSize': {
    type: 'boolean',
    default: false,
    scope: 'resource',
    description: {
      en: 'Shows behind a FROM how large and how old its image is: the one that the engine has, else as its registry tells.',
      ko: 'FROM 뒤에 이미지의 크기와 나이를 보여 줍니다. 엔진에 있으면 그 이미지, 없으면 레지스트리가 알려 주는 것입니다.',
    },
  },
  'images.completion': {
    type: 'boolean',
    default: true,
    scope: 'resource',
    description: {
      en: 'Asks registries, with your own logins, for image names, tags and facts while a Dockerfile is written.',
      ko: 'Dockerfile을 작성하는 동안 사용자의 로그인으로 레지스트리에서 이미지 이름, 태그, 정보를 가져옵니다.',
    },
  },
} as const satisfies Record<string, SettingSpec>;

export type SettingId = keyof typeof settings;

type Widen<T> = T extends string ? string : T extends boolean ? boolean : T extends number ? number : T;

export type SettingValue<K extends SettingId> = Widen<(typeof settings)[K]['default']>;
