import { argumentCount } from '../../../../../../src/core/dockerfile/lint/rules/syntax/argumentCount.js';
import { copyFlagValue } from '../../../../../../src/core/dockerfile/lint/rules/syntax/copyFlagValues.js';
import {
  checkDirective,
  directiveCasing,
  escapeDirective,
  repeatedDirective,
} from '../../../../../../src/core/dockerfile/lint/rules/syntax/directives.js';
import { unclosedQuote, variableSyntax } from '../../../../../../src/core/dockerfile/lint/rules/syntax/expansion.js';
import { flagValue, unknownFlag } from '../../../../../../src/core/dockerfile/lint/rules/syntax/flags.js';
import {
  imageReferenceInvalid,
  platformInvalid,
  stageNameInvalid,
} from '../../../../../../src/core/dockerfile/lint/rules/syntax/from.js';
import { healthcheckSyntax } from '../../../../../../src/core/dockerfile/lint/rules/syntax/healthcheck.js';
import { heredocTarget } from '../../../../../../src/core/dockerfile/lint/rules/syntax/heredocTarget.js';
import { heredocUnclosed } from '../../../../../../src/core/dockerfile/lint/rules/syntax/heredocUnclosed.js';
import { ignorePragmaUsed } from '../../../../../../src/core/dockerfile/lint/rules/syntax/ignorePragmaUsed.js';
import {
  jsonSingleQuotes,
  jsonStrings,
  shellJson,
} from '../../../../../../src/core/dockerfile/lint/rules/syntax/jsonArrays.js';
import { keyValueSyntax } from '../../../../../../src/core/dockerfile/lint/rules/syntax/keyValue.js';
import { mountOption } from '../../../../../../src/core/dockerfile/lint/rules/syntax/mountOptions.js';
import { noSourceImage } from '../../../../../../src/core/dockerfile/lint/rules/syntax/noSourceImage.js';
import { portInvalid } from '../../../../../../src/core/dockerfile/lint/rules/syntax/ports.js';
import { runFlagValue } from '../../../../../../src/core/dockerfile/lint/rules/syntax/runFlagValues.js';
import { signalInvalid } from '../../../../../../src/core/dockerfile/lint/rules/syntax/signal.js';
import { unknownInstruction } from '../../../../../../src/core/dockerfile/lint/rules/syntax/unknownInstruction.js';
import { volumeEmpty } from '../../../../../../src/core/dockerfile/lint/rules/syntax/volumeEmpty.js';
import { ruleTest } from '../../../../../support/ruleTest.js';

ruleTest(unknownInstruction, {
  accepts: ['FROM a\nrun x', 'FROM a\nRUN <<E\nFOO\nE\nUSER x'],
  rejects: { 'FROM a\n‹RNU› x\n‹]›\nONBUILD ‹FOO› y': null },
});
ruleTest(noSourceImage, { accepts: ['FROM a', 'RUN x'], rejects: { '‹›': null, '‹›ARG A': null } });
ruleTest(argumentCount, {
  accepts: [
    'FROM a AS b',
    'FROM a\nRUN\nCMD\nENTRYPOINT',
    'FROM a\nCOPY ["a", "b"]',
    'FROM a\nUSER a b',
    'FROM a\nHEALTHCHECK NONE',
  ],
  rejects: {
    '‹FROM›': null,
    'FROM ‹a b›': null,
    'FROM ‹a b c›': null,
    'FROM a\n‹ENV›\n‹WORKDIR›\n‹HEALTHCHECK› --interval=5s\nCOPY ‹x›\n‹ADD›\nCOPY ‹["x"]›\n‹ONBUILD›\n‹SHELL›': null,
    'FROM a\nONBUILD COPY ‹x›\nONBUILD ‹USER›': null,
  },
});
ruleTest(unknownFlag, {
  accepts: [
    'FROM a\nCOPY --link --parents --exclude=x a b/\nADD --unpack=true --keep-git-dir x y\nRUN --mount=type=ssh --network=none --security=insecure x\nARG --x\nSTOPSIGNAL --y',
  ],
  rejects: { 'FROM a\nCOPY ‹--form=b› x y\nRUN ‹--moun=type=ssh› x\nCMD ‹--x› y\nONBUILD COPY ‹--x› y z': null },
});
ruleTest(flagValue, {
  accepts: ['FROM a\nCOPY --link --chown=1 x y\nRUN --mount=type=ssh --mount=type=ssh x'],
  rejects: {
    'FROM a\nCOPY --chown=1 ‹--chown=2› ‹--chmod› --link=‹no› x y\nADD ‹--link=› x y\nONBUILD COPY ‹--chmod› x y': null,
  },
});
ruleTest(healthcheckSyntax, {
  accepts: ['FROM a\nHEALTHCHECK --interval=1m30s --timeout=0 --retries=3 CMD x', 'FROM a\nHEALTHCHECK none'],
  rejects: {
    'FROM a\nHEALTHCHECK NONE ‹x y›': null,
    'FROM a\nHEALTHCHECK ‹TEST› x': null,
    'FROM a\nHEALTHCHECK ‹CMD›': null,
    'FROM a\nHEALTHCHECK --interval=‹5› --timeout=‹1us› --retries=‹-1› --start-period=‹1x› CMD x': null,
    'FROM a\nONBUILD HEALTHCHECK ‹TEST› x': null,
  },
});
ruleTest(keyValueSyntax, {
  accepts: ['FROM a\nENV A=b C="d e" F=\nENV A b c\nENV A b=c\nLABEL "a b"=c\nARG A B=1 C'],
  rejects: {
    'FROM a\nENV ‹A›': null,
    'FROM a\nENV A=b ‹C› D=e': null,
    'FROM a\nENV ‹=b›': null,
    'FROM a\nLABEL A=b ‹c›': null,
    'FROM a\nARG ‹=x›': null,
    'FROM a\nONBUILD ENV ‹a›\nONBUILD LABEL ‹b›\nONBUILD ENV a=b ‹c›': null,
  },
});
ruleTest(unclosedQuote, {
  accepts: ['FROM a\nENV A="b c" B=\'"\' C=\\"\nRUN echo "\nCOPY ["a b", "c"]\nWORKDIR "/a b"'],
  rejects: {
    'FROM a\nENV ‹A="b›': null,
    'FROM a\nCOPY ‹"a› b" /': null,
    "FROM a\nWORKDIR ‹/it's›": null,
    'FROM a\nONBUILD LABEL ‹a="b›': null,
  },
});
ruleTest(variableSyntax, {
  accepts: ['FROM a\nENV A=${B:-c} D=${E#f} G=${H/i/j} K=$L\nRUN ${}', 'FROM a\nWORKDIR ${A:+b}/${C%%d}'],
  rejects: {
    'FROM a\nENV A=‹${B›': null,
    'FROM a\nENV A=‹${B:-${C:-${D›': null,
    'FROM a\nENV A=‹${}› C=‹${B^^}›': null,
    'FROM a\nWORKDIR ‹${A:=b}›\nONBUILD USER ‹${B›': null,
  },
});
ruleTest(stageNameInvalid, {
  accepts: ['FROM a AS b-1_.', 'FROM a AS B'],
  rejects: { 'FROM a AS ‹1b›': null, 'FROM a AS ‹b/c›': null },
});
ruleTest(imageReferenceInvalid, {
  accepts: [
    'FROM a/b:c@sha256:0123456789012345678901234567890123456789012345678901234567890123',
    'FROM a AS X\nFROM X',
    'FROM $A',
  ],
  rejects: {
    'FROM ‹a/B›': null,
    'FROM ‹a:›': null,
    'FROM ‹a:b:c›': null,
    'FROM ‹""›': null,
    [`FROM ‹${'a1'.repeat(32)}›`]: null,
  },
});
ruleTest(jsonStrings, {
  accepts: ['FROM a\nCMD ["a"]\nRUN [a]'],
  rejects: { 'FROM a\nCMD ‹[1]›\nENTRYPOINT ‹["a", null]›\nONBUILD CMD ‹[1]›': null },
});
ruleTest(shellJson, {
  accepts: ['FROM a\nSHELL ["a"]'],
  rejects: { 'FROM a\nSHELL ‹a›\nSHELL ‹[]›\nONBUILD SHELL ‹a›': null },
});
ruleTest(jsonSingleQuotes, {
  accepts: ['FROM a\nCMD ["a"]\nRUN [ a ]\nRUN [ \'a\' = b ]'],
  rejects: { "FROM a\nCMD ‹['a', 'b c']›\nONBUILD CMD ‹['a']›": null },
});
ruleTest(escapeDirective, {
  accepts: ['# escape=`\nFROM a', '# escape=\\\nFROM a'],
  rejects: { '# escape=‹x›\nFROM a': null },
});
ruleTest(directiveCasing, {
  accepts: ['# syntax=docker/dockerfile:1\n#escape = `\nFROM a', '# a\n# Escape=`\nFROM a'],
  rejects: { '# ‹Escape›=`\n# ‹SYNTAX›=a\nFROM a': '# escape=`\n# syntax=a\nFROM a' },
});
ruleTest(repeatedDirective, {
  accepts: ['# escape=`\n# syntax=a\nFROM a'],
  rejects: { '# escape=`\n‹# escape=`›\nFROM a': null },
});
ruleTest(checkDirective, {
  accepts: ['# check=skip=A,B;error=true;experimental=all\nFROM a'],
  rejects: {
    '# check=‹ignore=A›\nFROM a': null,
    '# check=‹error=maybe›\nFROM a': null,
    '# check=‹constructor=A›\nFROM a': null,
  },
});
ruleTest(heredocUnclosed, { accepts: ['FROM a\nRUN <<E\nE'], rejects: { 'FROM a\nRUN ‹<<E›\nx': null } });
ruleTest(heredocTarget, {
  accepts: ['FROM a\nCOPY <<E /x\nE'],
  rejects: { 'FROM a\nCOPY x ‹<<E›\nE\nONBUILD COPY x ‹<<E›\nE': null },
});
ruleTest(portInvalid, {
  accepts: ['FROM a\nEXPOSE 80 80/tcp 1-2/udp $P 80/sctp 99999 127.0.0.1:80:80'],
  rejects: { 'FROM a\nEXPOSE ‹http› ‹80/x› ‹9-8› ‹-1›\nONBUILD EXPOSE ‹x›': null },
});
ruleTest(signalInvalid, {
  accepts: ['FROM a\nSTOPSIGNAL SIGTERM\nSTOPSIGNAL 9\nSTOPSIGNAL $S\nSTOPSIGNAL rtmin+1'],
  rejects: { 'FROM a\nSTOPSIGNAL ‹SIGFOO›\nSTOPSIGNAL ‹0›\nSTOPSIGNAL ‹9 10›\nONBUILD STOPSIGNAL ‹x›': null },
});
ruleTest(mountOption, {
  accepts: [
    'FROM debian:12\nONBUILD RUN --mount=type=cache b',
    'FROM a\nRUN --mount=type=cache b\nFROM golang\nRUN --mount=type=cache b',
    'FROM a AS b\nRUN --mount=target=/x,from=B --mount=target=/y,from=0 --mount=target=/z,from=c:1 d',
    'FROM a\nRUN --mount=type=cache,target=/x,mode=0700,uid=1 --mount=type=tmpfs,target=/y,size=1.5g b',
    'FROM a\nRUN --mount=type=cache,target=/x,sharing=locked,id=y --mount=type=secret,id=a,env=B,required x',
  ],
  rejects: {
    'FROM a\nRUN --mount=‹type=cahce›,‹traget=/x› y': null,
    'FROM a\nRUN --mount=type=cache,target=/x,‹sharing=lokced›,‹mode=x›,‹uid=a›,‹ro=maybe› y': null,
    'FROM a\nRUN --mount=type=tmpfs,target=/x,‹size=big› --mount=type=secret,id=a,‹required=x› y': null,
    'FROM a\nRUN --mount=target=/x,‹from=A› y\nONBUILD RUN --mount=‹type=cahce› y': null,
    'FROM scratch\nRUN ‹--mount=type=cache› ‹--mount=source=a› --mount=type=secret,id=a b': null,
    'FROM debian:12 AS a\nFROM a\nRUN ‹--mount=type=tmpfs› b\nWORKDIR /c\nRUN --mount=type=tmpfs d': null,
  },
});
ruleTest(copyFlagValue, {
  accepts: [
    'FROM a\nCOPY --chmod=0755 a b\nCOPY --chmod=u=rwX,go=rX a b\nCOPY --chmod=$A a b',
    `FROM a\nADD --checksum=sha256:${'0'.repeat(64)} https://a/b c`,
  ],
  rejects: {
    'FROM a\nCOPY --chmod=‹x› a b\nADD --chmod=‹789› a b\nONBUILD COPY --chmod=‹9› a b': null,
    'FROM a\nADD --checksum=‹foo› https://a/b c\nADD --checksum=‹sha256:abc› https://a/b c': null,
    [`FROM a\nADD --checksum=‹sha256:${'0'.repeat(64)}› b c`]: null,
  },
});
ruleTest(platformInvalid, {
  accepts: [
    'FROM --platform=linux/arm64/v8 a',
    'FROM --platform=amd64 a\nFROM --platform=$TARGETPLATFORM b',
    'ARG P=linux\nFROM --platform=$P/amd64 a',
    'FROM --platform=windows(10.0.17763)/amd64 a',
  ],
  rejects: {
    'FROM --platform=‹foo/bar/baz/qux› a': null,
    'FROM --platform=‹foo› a': null,
    'FROM --platform=‹linux/› a': null,
    'ARG P\nFROM --platform=‹$P› a': null,
  },
});
ruleTest(runFlagValue, {
  accepts: ['FROM a\nRUN --network=host --security=sandbox x'],
  rejects: { 'FROM a\nRUN --network=‹bridge› x\nONBUILD RUN --network=‹x› y': null },
});
ruleTest(volumeEmpty, {
  accepts: ['FROM a\nVOLUME /x ["y"]'],
  rejects: { 'FROM a\nVOLUME ["a", ‹" "›]\nONBUILD VOLUME [‹""›]': null },
});
ruleTest(ignorePragmaUsed, {
  accepts: ['# hadolint global ignore=DL3006\nFROM a'],
  rejects: { '‹# hadolint ignore=DL3006, SC2086 # why›\nFROM a': null },
});
