import { asCasing } from '../../../../../../src/core/dockerfile/lint/rules/from/asCasing.js';
import { imageTagLatest } from '../../../../../../src/core/dockerfile/lint/rules/from/imageTagLatest.js';
import { imageTagMissing } from '../../../../../../src/core/dockerfile/lint/rules/from/imageTagMissing.js';
import { invalidBaseImagePlatform } from '../../../../../../src/core/dockerfile/lint/rules/from/invalidBaseImagePlatform.js';
import { invalidDefaultArgInFrom } from '../../../../../../src/core/dockerfile/lint/rules/from/invalidDefaultArg.js';
import { platformConstant } from '../../../../../../src/core/dockerfile/lint/rules/from/platformConstant.js';
import { platformRedundant } from '../../../../../../src/core/dockerfile/lint/rules/from/platformRedundant.js';
import { registryNotTrusted } from '../../../../../../src/core/dockerfile/lint/rules/from/registryNotTrusted.js';
import { stageCycle } from '../../../../../../src/core/dockerfile/lint/rules/from/stageCycle.js';
import { stageNameCasing } from '../../../../../../src/core/dockerfile/lint/rules/from/stageNameCasing.js';
import { stageNameDuplicate } from '../../../../../../src/core/dockerfile/lint/rules/from/stageNameDuplicate.js';
import { stageNameReserved } from '../../../../../../src/core/dockerfile/lint/rules/from/stageNameReserved.js';
import { undefinedArgInFrom } from '../../../../../../src/core/dockerfile/lint/rules/from/undefinedArg.js';
import { ruleTest } from '../../../../../support/ruleTest.js';

ruleTest(imageTagMissing, {
  accepts: [
    'FROM alpine:3.20',
    'FROM scratch',
    'FROM alpine@sha256:abc',
    'FROM alpine:3 AS a\nFROM a',
    'FROM $IMAGE',
    'FROM localhost:5000/x:1',
    'FROM registry.example.com/$NAME',
    'FROM $REGISTRY/a/b',
    'FROM a/${NAME:-b/c}',
    'FROM a:${VERSION:-1}',
  ],
  rejects: {
    'FROM a:1 AS b\nFROM ‹B›': null,
    'FROM ‹alpine›': null,
    'FROM ‹a/$NAME/b›': null,
    'FROM --platform=linux/amd64 ‹localhost:5000/x› AS y': null,
    'FROM a:1 AS b\nFROM ‹c›': null,
  },
});

ruleTest(imageTagLatest, {
  accepts: ['FROM a:1', 'FROM a:latest@sha256:abc', 'FROM a:$TAG'],
  rejects: { 'FROM ‹a:latest›': null, 'FROM ‹h:5000/a:latest› AS b': null },
});

ruleTest(platformConstant, {
  accepts: ['FROM --platform=$BUILDPLATFORM a', 'FROM --platform=${TARGETPLATFORM} a', 'FROM a'],
  rejects: {
    'FROM ‹--platform=linux/amd64› a': null,
    'FROM ‹--platform=linux/arm64› a AS build_arm64': null,
    'FROM ‹--platform=$MINE› a': null,
  },
});

ruleTest(platformRedundant, {
  accepts: ['FROM --platform=$BUILDPLATFORM a', 'FROM --platform=$TARGETPLATFORM/x a'],
  rejects: {
    'FROM ‹--platform=$TARGETPLATFORM› a': 'FROM a',
    'FROM ‹--platform=${TARGETPLATFORM}›  a': 'FROM a',
  },
});

ruleTest(stageNameDuplicate, {
  accepts: ['FROM a AS x\nFROM b AS y'],
  rejects: { 'FROM a AS x\nFROM b AS ‹x›': null, 'FROM a AS x\nFROM b AS ‹X›': null },
});

ruleTest(stageNameReserved, {
  accepts: ['FROM a AS x', 'FROM scratch'],
  rejects: { 'FROM a AS ‹scratch›': null, 'FROM a AS ‹context›': null },
});

ruleTest(stageNameCasing, {
  accepts: ['FROM a AS base-1'],
  rejects: {
    'FROM a AS ‹Base›\nFROM Base\nCOPY --from=Base x /\nRUN --mount=type=bind,from=Base,target=/x y':
      'FROM a AS base\nFROM base\nCOPY --from=base x /\nRUN --mount=type=bind,from=base,target=/x y',
    'FROM a AS b\nFROM a AS ‹B›': null,
  },
});

ruleTest(asCasing, {
  accepts: ['FROM a AS b', 'from a as b', 'From a As b'],
  rejects: { 'FROM a ‹as› b': 'FROM a AS b', 'from a ‹AS› b': 'from a as b', 'FROM a ‹As› b': 'FROM a AS b' },
});

ruleTest(registryNotTrusted, {
  options: { trustedRegistries: ['docker.io', 'registry.example.com:5000', '*.good.org'] },
  accepts: [
    'FROM alpine:3',
    'FROM registry.example.com:5000/a:1',
    'FROM a.good.org/x:1 AS y\nFROM y\nCOPY --from=y a b\nCOPY --from=0 a b',
    'FROM scratch',
  ],
  rejects: {
    'FROM ‹bad.org/x:1›': null,
    'FROM a:1\nCOPY --from=‹bad.org/x:1› a b': null,
    'FROM a:1\nRUN --mount=type=bind,from=‹bad.org/x:1›,target=/x y': null,
  },
});

ruleTest(undefinedArgInFrom, {
  accepts: ['ARG V=1\nFROM a:$V', 'FROM --platform=$BUILDPLATFORM a', 'FROM a-$TARGETARCH', 'FROM a'],
  rejects: {
    'FROM a:‹$V›': null,
    'FROM a:‹$V›-$V': null,
    'ARG VERSION=1\nFROM a:‹${VERSIN}›': null,
    'FROM --platform=‹$MY› a\nARG MY': null,
  },
});

ruleTest(stageCycle, {
  accepts: [
    'FROM a\nRUN --mount=from=1,target=/x y\nFROM b\nCOPY --from=0 /x /x',
    'FROM a AS b\nFROM c AS d\nCOPY --from=b x y\nFROM d\nCOPY --from=b x y',
    'FROM a AS b\nCOPY --from=d x y\nFROM c AS d',
    'FROM a AS b\nCOPY --from=b x y',
  ],
  rejects: {
    'FROM a AS b\nCOPY --from=‹d› x y\nFROM c AS d\nRUN --mount=target=/x,from=‹b› y': null,
    'FROM a AS b\nCOPY --from=‹1› x y\nFROM b': null,
    'FROM a AS b\nRUN --mount=from=‹b›,target=/x y': null,
  },
});

ruleTest(invalidDefaultArgInFrom, {
  accepts: [
    'ARG V=1\nFROM a:$V',
    'ARG I=a\nARG V=${I}b\nFROM $I:$V',
    'FROM a:${V:-latest}',
    'FROM a-${TARGETARCH}',
    'FROM a:$TARGETSTAGE',
    'ARG EMPTY\nFROM a${EMPTY:+:$EMPTY}',
    'ARG V=b/1.2\nFROM a:${V##*/}',
    'FROM a$4',
  ],
  rejects: { 'ARG V\nFROM ‹a:$V›': null, 'ARG I\nFROM ‹$I›': null, 'ARG I="A B"\nFROM ‹$I›': null },
});

ruleTest(invalidBaseImagePlatform, {
  options: { baseImage: (image) => (image === 'a' ? { env: [], platforms: ['linux/arm64'] } : undefined) },
  accepts: ['FROM --platform=linux/arm64 a', 'FROM --platform=linux/amd64 b', 'FROM a'],
  rejects: { 'FROM --platform=linux/amd64 ‹a›': null },
});
