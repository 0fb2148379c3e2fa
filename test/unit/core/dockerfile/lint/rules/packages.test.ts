import type { Rule } from '../../../../../../src/core/dockerfile/lint/rule.js';
import { apkCache } from '../../../../../../src/core/dockerfile/lint/rules/packages/apkCache.js';
import { apkPinned } from '../../../../../../src/core/dockerfile/lint/rules/packages/apkPinned.js';
import { aptInScripts } from '../../../../../../src/core/dockerfile/lint/rules/packages/aptInScripts.js';
import { aptLists } from '../../../../../../src/core/dockerfile/lint/rules/packages/aptLists.js';
import { aptPinned } from '../../../../../../src/core/dockerfile/lint/rules/packages/aptPinned.js';
import { aptRecommends } from '../../../../../../src/core/dockerfile/lint/rules/packages/aptRecommends.js';
import { aptUnattended } from '../../../../../../src/core/dockerfile/lint/rules/packages/aptUnattended.js';
import { dnfCache } from '../../../../../../src/core/dockerfile/lint/rules/packages/dnfCache.js';
import { dnfPinned } from '../../../../../../src/core/dockerfile/lint/rules/packages/dnfPinned.js';
import { dnfUnattended } from '../../../../../../src/core/dockerfile/lint/rules/packages/dnfUnattended.js';
import { gemPinned } from '../../../../../../src/core/dockerfile/lint/rules/packages/gemPinned.js';
import { goPinned } from '../../../../../../src/core/dockerfile/lint/rules/packages/goPinned.js';
import { npmPinned } from '../../../../../../src/core/dockerfile/lint/rules/packages/npmPinned.js';
import { pipCache } from '../../../../../../src/core/dockerfile/lint/rules/packages/pipCache.js';
import { pipPinned } from '../../../../../../src/core/dockerfile/lint/rules/packages/pipPinned.js';
import { yarnCache } from '../../../../../../src/core/dockerfile/lint/rules/packages/yarnCache.js';
import { yumCache } from '../../../../../../src/core/dockerfile/lint/rules/packages/yumCache.js';
import { yumPinned } from '../../../../../../src/core/dockerfile/lint/rules/packages/yumPinned.js';
import { yumUnattended } from '../../../../../../src/core/dockerfile/lint/rules/packages/yumUnattended.js';
import { zypperCache } from '../../../../../../src/core/dockerfile/lint/rules/packages/zypperCache.js';
import { zypperPinned } from '../../../../../../src/core/dockerfile/lint/rules/packages/zypperPinned.js';
import { zypperUnattended } from '../../../../../../src/core/dockerfile/lint/rules/packages/zypperUnattended.js';
import { zypperUpgrade } from '../../../../../../src/core/dockerfile/lint/rules/packages/zypperUpgrade.js';
import { type RuleCases, ruleTest } from '../../../../../support/ruleTest.js';

/** The same with each case after a FROM. */
function runTest(rule: Rule, cases: RuleCases): void {
  const withFrom = (text: string) => `FROM a\n${text}`;
  const rejects = Object.entries(cases.rejects).map(([marked, fixed]) => [
    withFrom(marked),
    fixed === null ? null : withFrom(fixed),
  ]);
  ruleTest(rule, { ...cases, accepts: cases.accepts.map(withFrom), rejects: Object.fromEntries(rejects) });
}

runTest(aptPinned, {
  accepts: [
    'RUN apt-get install -y a=1.0 b=2',
    'RUN apt-get install -y ./x.deb /tmp/y a/stable',
    'RUN apt-get -t stable install a=1',
    'RUN apt-get install --target-release=x a=1',
    'RUN apt-get update',
    'RUN echo apt-get install a',
    'RUN apt install a',
    'RUN env apt-get install a',
  ],
  rejects: {
    'RUN apt-get update && apt-get install -y ‹curl \\\n   wget› \\\n   c=1': null,
    'RUN ["apt-get", "install", "-y", "‹curl›"]': null,
    'RUN if x; then apt-get install -y ‹a›; fi': null,
    'RUN <<EOF\napt-get install -y ‹a›\nEOF': null,
    'ONBUILD RUN apt-get install ‹a›': null,
    'RUN A=$(apt-get install ‹a›)': null,
    'RUN DEBIAN_FRONTEND=noninteractive apt-get install ‹$P›': null,
  },
});

runTest(aptUnattended, {
  accepts: [
    'RUN apt-get -y install a',
    'RUN apt-get install -yqq a',
    'RUN apt-get install --yes a',
    'RUN apt-get install --assume-yes a',
    'RUN apt-get -qq install a',
    'RUN apt-get -q -q install a',
    'RUN apt-get -q=2 install a',
    'RUN apt-get --quiet --quiet install a',
  ],
  rejects: {
    'RUN ‹apt-get install› a': 'RUN apt-get install -y a',
    'RUN x && \\\n  ‹apt-get -q install› a': 'RUN x && \\\n  apt-get -q install -y a',
  },
});

runTest(aptRecommends, {
  accepts: [
    'RUN apt-get install --no-install-recommends a',
    'RUN apt-get -o APT::Install-Recommends=false install a',
    'RUN apt-get update',
  ],
  rejects: { 'RUN ‹apt-get install› -y a': 'RUN apt-get install --no-install-recommends -y a' },
});

runTest(aptLists, {
  accepts: [
    'RUN apt-get update && apt-get install -y a && rm -rf /var/lib/apt/lists/*',
    'RUN apt-get update && rm -r /var/lib/apt/lists',
    'RUN --mount=type=cache,target=/var/lib/apt/lists apt-get update',
    'RUN --mount=type=cache,target=/var/lib/apt --mount=type=cache,target=/var/cache/apt apt-get update',
    'RUN apt-get install -y a',
    'RUN apt-get update\nFROM b\nRUN x',
  ],
  rejects: {
    'RUN ‹apt-get update› && apt-get install -y a':
      'RUN apt-get update && apt-get install -y a && rm -rf /var/lib/apt/lists/*',
    'RUN ‹apt update› \\\n && apt install a':
      'RUN apt update \\\n && apt install a \\\n  && rm -rf /var/lib/apt/lists/*',
    'RUN <<EOF\n‹aptitude update›\naptitude install x\nEOF':
      'RUN <<EOF\naptitude update\naptitude install x\nrm -rf /var/lib/apt/lists/*\nEOF',
    'RUN ‹apt-get update›\nRUN apt-get install x': null,
    'RUN ‹apt-get update› && rm -rf /tmp/*': null,
    'RUN ‹apt-get update› && apt-get install a && exec b': null,
    'RUN ‹apt-get update› && apt-get install a || exit 1':
      'RUN apt-get update && apt-get install a || exit 1 && rm -rf /var/lib/apt/lists/*',
  },
});

runTest(aptInScripts, {
  accepts: ['RUN apt-get update', 'RUN apt-cache search x'],
  rejects: { 'RUN ‹apt› install a': 'RUN apt-get install a', 'RUN ‹apt› list': null },
});

runTest(apkPinned, {
  accepts: [
    'RUN apk add a=1 b~=2 "c>3"',
    'RUN apk add --virtual .build a=1',
    'RUN apk add x.apk',
    'RUN apk del a',
    'RUN apk add -t x a=1',
  ],
  rejects: { 'RUN apk --no-cache add ‹a› b=1': null, 'RUN apk add -U ‹a b›': null },
});
runTest(apkCache, {
  accepts: [
    'RUN apk add --no-cache a',
    'RUN apk --no-cache add a',
    'RUN --mount=type=cache,target=/var/cache/apk apk add a',
  ],
  rejects: {
    'RUN ‹apk add› a': 'RUN apk add --no-cache a',
    'RUN ‹apk add› a && rm -rf /var/cache/apk/*': 'RUN apk add --no-cache a && rm -rf /var/cache/apk/*',
  },
});

runTest(pipPinned, {
  accepts: [
    'RUN pip install a==1',
    'RUN pip install "a>=1,<2"',
    'RUN pip install -r requirements.txt',
    'RUN pip install --requirement r.txt',
    'RUN pip install .',
    'RUN pip install -c c.txt a',
    'RUN pip install -e git+https://x/y@v1#egg=z',
    'RUN pip install git+https://x/y@v1',
    'RUN pip install x.whl y.tar.gz ./z',
    'RUN pip install --index-url https://x a==1',
    'RUN pip download a',
    'RUN pipenv install a',
    'RUN uv pip install a',
  ],
  rejects: {
    'RUN pip install ‹a›': null,
    'RUN pip3 install --user ‹a b› c==1': null,
    'RUN python3 -m pip install ‹a›': null,
    'RUN pip install ‹git+https://x/y›': null,
    'RUN pip install --index-url=https://x ‹a›': null,
    'RUN pipx install ‹a›': null,
  },
});
runTest(pipCache, {
  accepts: [
    'RUN pip install --no-cache-dir a',
    'ENV PIP_NO_CACHE_DIR=1\nRUN pip install a',
    'RUN PIP_NO_CACHE_DIR=1 pip install a',
    'ONBUILD ENV PIP_NO_CACHE_DIR=1\nONBUILD RUN pip install a',
    'RUN --mount=type=cache,target=/root/.cache/pip pip install a',
    'RUN pipx install a',
    'RUN pipenv install a',
  ],
  rejects: {
    'RUN ‹pip install› a': 'RUN pip install --no-cache-dir a',
    'ENV PIP_NO_CACHE_DIR=1\nONBUILD RUN ‹pip install› a':
      'ENV PIP_NO_CACHE_DIR=1\nONBUILD RUN pip install --no-cache-dir a',
    'ENV PIP_NO_CACHE_DIR=0\nRUN ‹python -m pip install› a':
      'ENV PIP_NO_CACHE_DIR=0\nRUN python -m pip install --no-cache-dir a',
  },
});

ruleTest(pipCache, {
  accepts: [
    'ENV PIP_NO_CACHE_DIR=1\nRUN pip install a',
    'FROM a AS b\nENV PIP_NO_CACHE_DIR=1\nFROM b\nRUN pip install a',
  ],
  rejects: {
    'FROM a AS b\nENV PIP_NO_CACHE_DIR=1\nFROM B\nRUN ‹pip install› a':
      'FROM a AS b\nENV PIP_NO_CACHE_DIR=1\nFROM B\nRUN pip install --no-cache-dir a',
    'FROM a AS b\nENV PIP_NO_CACHE_DIR=1\nFROM b\nENV PIP_NO_CACHE_DIR=0\nRUN ‹pip install› a':
      'FROM a AS b\nENV PIP_NO_CACHE_DIR=1\nFROM b\nENV PIP_NO_CACHE_DIR=0\nRUN pip install --no-cache-dir a',
  },
});

runTest(npmPinned, {
  accepts: [
    'RUN npm install',
    'RUN npm ci',
    'RUN npm install a@1 @s/b@2',
    'RUN npm install git+https://x/y.git#v1',
    'RUN npm install x.tgz ./y /z ../w',
    'RUN npm install .',
    'RUN npm run install x',
    'RUN npm install --registry https://x a@1',
    'RUN npm install --loglevel verbose',
    'RUN npm add a',
  ],
  rejects: {
    'RUN npm install -g ‹a› b@1': null,
    'RUN npm install ‹@s/a›': null,
    'RUN npm install ‹git+https://x/y.git›': null,
    'RUN npm i ‹a›': null,
    'RUN npm install ‹a/b#c› && npm install --omit ‹dev› && npm install ‹file:a›': null,
  },
});

runTest(yarnCache, {
  accepts: [
    'RUN yarn install && yarn cache clean',
    'RUN yarn add x',
    'RUN yarn',
    'RUN --mount=type=cache,target=/usr/local/share/.cache/yarn yarn install',
  ],
  rejects: {
    'RUN ‹yarn install›': 'RUN yarn install && yarn cache clean',
    'RUN yarn cache clean && ‹yarn install›': 'RUN yarn cache clean && yarn install && yarn cache clean',
  },
});

runTest(gemPinned, {
  accepts: [
    'RUN gem install a:1',
    'RUN gem install a -v 1',
    'RUN gem install a --version=1',
    'RUN gem install a:1 --install-dir /x',
    'RUN gem install a:1 -- --use-system-libraries x',
    'RUN gem install a -v=1',
    'RUN gem install --no-document a',
  ],
  rejects: { 'RUN gem install ‹a› b:1': null, 'RUN gem i ‹a› --no-document': null },
});

runTest(goPinned, {
  accepts: [
    'RUN go install x.y/z@v1',
    'RUN go get ./...',
    'RUN go install .',
    'RUN go build x',
    'RUN go run x.y/z@v1 arg',
    'RUN go install -ldflags "-s" x@v1',
    'RUN go run main.go',
  ],
  rejects: { 'RUN go install ‹x.y/z›': null, 'RUN go get ‹x.y/z@latest›': null, 'RUN go run ‹x.y/z› arg': null },
});

runTest(yumPinned, {
  accepts: [
    'RUN yum install -y a-1.2',
    'RUN yum install -y a-1.2-3.el7',
    'RUN yum install x.rpm',
    'RUN yum update',
    'ARG V=1\nRUN yum install a-${V}',
    'RUN yum module install x:1',
  ],
  rejects: {
    'RUN yum install -y ‹a b-c›': null,
    'RUN yum module install ‹x›': null,
    'ARG V=1\nRUN yum install ‹a-$V›': null,
    'RUN yum install ‹a-${V}›\nARG V=1': null,
    'ENV V=1\nFROM b:1\nRUN yum install ‹a-${V}›': null,
  },
});
ruleTest(yumPinned, {
  accepts: ['ARG V=1\nFROM a\nARG V\nRUN yum install a-${V}'],
  rejects: { 'ARG V=1\nFROM a\nRUN yum install ‹a-${V}›': null },
});
runTest(yumUnattended, {
  accepts: ['RUN yum install -y a', 'RUN yum -y install a', 'RUN yum --assumeyes groupinstall a', 'RUN yum update'],
  rejects: { 'RUN ‹yum install› a': 'RUN yum install -y a', 'RUN ‹yum localinstall› a': 'RUN yum localinstall -y a' },
});
runTest(yumCache, {
  accepts: [
    'RUN yum install -y a && yum clean all',
    'RUN yum clean all && yum install -y a && yum clean all',
    'RUN yum install -y a && yum clean all && yum install -y b && yum clean all',
    'RUN yum install a && rm -rf x',
    'RUN yum install a && rm -r /var/cache/yum/*',
    'RUN yum update',
  ],
  rejects: {
    'RUN ‹yum install -y a›': 'RUN yum install -y a && yum clean all',
    'RUN --mount=type=cache,target=/var/cache/yum ‹yum install a› && rm -r x':
      'RUN --mount=type=cache,target=/var/cache/yum yum install a && rm -r x && yum clean all',
    'RUN yum clean all && ‹yum install a›': 'RUN yum clean all && yum install a && yum clean all',
  },
});

runTest(dnfPinned, {
  accepts: ['RUN dnf install -y a-1.2', 'RUN dnf group install x'],
  rejects: { 'RUN microdnf install ‹a›': null },
});
runTest(dnfUnattended, {
  accepts: ['RUN microdnf install -y a'],
  rejects: { 'RUN ‹dnf install› a': 'RUN dnf install -y a' },
});
runTest(dnfCache, {
  accepts: [
    'RUN dnf install a && dnf clean all',
    'RUN --mount=type=cache,target=/var/cache/libdnf5 dnf install a',
    'RUN dnf in a && rm -r /var/cache/libdnf5*',
    'RUN dnf in a && rm -rf x',
  ],
  rejects: {
    'RUN --mount=type=cache,target=/var/cache/dnf ‹dnf in a› && rm -r /var/cache/dnf':
      'RUN --mount=type=cache,target=/var/cache/dnf dnf in a && rm -r /var/cache/dnf && dnf clean all',
    'RUN ‹dnf upgrade -y›': 'RUN dnf upgrade -y && dnf clean all',
    'RUN ‹microdnf install a› && dnf clean all': 'RUN microdnf install a && dnf clean all && microdnf clean all',
  },
});

runTest(zypperUnattended, {
  accepts: [
    'RUN zypper -n install a',
    'RUN zypper install -y a',
    'RUN zypper --non-interactive patch',
    'RUN zypper refresh',
  ],
  rejects: { 'RUN ‹zypper install› a': 'RUN zypper -n install a', 'RUN ‹zypper rm› a': 'RUN zypper -n rm a' },
});
runTest(zypperUpgrade, {
  accepts: ['RUN zypper update'],
  rejects: { 'RUN zypper ‹dup›': null, 'RUN zypper -n ‹dist-upgrade›': null },
});
runTest(zypperCache, {
  accepts: ['RUN zypper in a && zypper clean', 'RUN zypper install a && zypper cc'],
  rejects: { 'RUN ‹zypper in a›': 'RUN zypper in a && zypper clean' },
});
runTest(zypperPinned, { accepts: ['RUN zypper in a=1 "b>=2" x.rpm'], rejects: { 'RUN zypper install -y ‹a›': null } });
