import { instructionBeforeFrom } from '../../../../../../src/core/dockerfile/lint/rules/instruction/beforeFrom.js';
import { definitionDescription } from '../../../../../../src/core/dockerfile/lint/rules/instruction/definitionDescription.js';
import { emptyContinuation } from '../../../../../../src/core/dockerfile/lint/rules/instruction/emptyContinuation.js';
import {
  portFormat,
  portOutOfRange,
  portProtocolCasing,
} from '../../../../../../src/core/dockerfile/lint/rules/instruction/expose.js';
import { healthcheckMissing } from '../../../../../../src/core/dockerfile/lint/rules/instruction/healthcheckMissing.js';
import { instructionCasing } from '../../../../../../src/core/dockerfile/lint/rules/instruction/instructionCasing.js';
import { jsonForm } from '../../../../../../src/core/dockerfile/lint/rules/instruction/jsonForm.js';
import { legacyKeyValue } from '../../../../../../src/core/dockerfile/lint/rules/instruction/legacyKeyValue.js';
import { maintainerDeprecated } from '../../../../../../src/core/dockerfile/lint/rules/instruction/maintainerDeprecated.js';
import { onbuildTrigger } from '../../../../../../src/core/dockerfile/lint/rules/instruction/onbuildTrigger.js';
import {
  overriddenInstruction,
  repeatedCmd,
  repeatedEntrypoint,
  repeatedHealthcheck,
} from '../../../../../../src/core/dockerfile/lint/rules/instruction/repeated.js';
import { userByName } from '../../../../../../src/core/dockerfile/lint/rules/instruction/userByName.js';
import { userRoot } from '../../../../../../src/core/dockerfile/lint/rules/instruction/userRoot.js';
import { workdirAbsolute } from '../../../../../../src/core/dockerfile/lint/rules/instruction/workdirAbsolute.js';
import { ruleTest } from '../../../../../support/ruleTest.js';

ruleTest(workdirAbsolute, {
  accepts: [
    'FROM a\nWORKDIR /app',
    'FROM a\nWORKDIR $HOME/app',
    'FROM a\nWORKDIR "/a b"',
    'FROM microsoft/nanoserver\nWORKDIR C:\\app',
    "# escape=`\nFROM a\nWORKDIR 'c:/x'",
    'FROM a\nWORKDIR',
    'FROM a\nENV X=/a\nWORKDIR $X/b',
    'FROM a\nWORKDIR /a\nENV X=b\nWORKDIR $X',
  ],
  rejects: {
    'FROM a\nENV X=a\nWORKDIR ‹$X›': null,
    'FROM a\nARG X=a\nENV Y=$X\nFROM b\nARG X=c\nWORKDIR ‹${X}/d›': null,
    'FROM a\nWORKDIR ‹C:\\app›': null,
    'FROM a\nWORKDIR ‹app›': 'FROM a\nWORKDIR /app',
    'FROM a\nWORKDIR ‹x›': 'FROM a\nWORKDIR /x',
    'FROM a\nWORKDIR ‹.›': 'FROM a\nWORKDIR /',
    'FROM a\nWORKDIR /a\nRUN x\nWORKDIR ‹./b›': 'FROM a\nWORKDIR /a\nRUN x\nWORKDIR /a/b',
    'FROM a\nWORKDIR /a\nWORKDIR ‹../b/$X›': 'FROM a\nWORKDIR /a\nWORKDIR /b/$X',
    'FROM a\nWORKDIR /a\nWORKDIR ‹x/$X/../b›': null,
    'FROM a\nWORKDIR /a/$X\nWORKDIR ‹b›': null,
    'FROM a\nWORKDIR "/a b"\nWORKDIR ‹b›': null,
    'FROM a\nWORKDIR ‹..›': null,
    'FROM a AS b\nWORKDIR /a\nFROM b\nWORKDIR ‹./c›': null,
  },
});

ruleTest(maintainerDeprecated, {
  accepts: ['FROM a\nLABEL x=y'],
  rejects: {
    'FROM a\n‹MAINTAINER› Me <me@x.y>': 'FROM a\nLABEL org.opencontainers.image.authors="Me <me@x.y>"',
    'FROM a\n‹MAINTAINER› $Me "a\\b"': 'FROM a\nLABEL org.opencontainers.image.authors="\\$Me \\"a\\\\b\\""',
    '# escape=`\nFROM a\n‹MAINTAINER› $M `\\': '# escape=`\nFROM a\nLABEL org.opencontainers.image.authors="`$M ``\\"',
    'FROM a\n‹maintainer› "M"': 'FROM a\nLABEL org.opencontainers.image.authors="M"',
  },
});

ruleTest(jsonForm, {
  accepts: [
    'FROM a\nCMD ["a", "b"]',
    'FROM a\nENTRYPOINT [ "a" ]',
    'FROM a\nHEALTHCHECK CMD ["a"]',
    'FROM a\nHEALTHCHECK NONE',
    'FROM a\nRUN a',
  ],
  rejects: {
    'FROM a\nCMD ‹node app.js›': 'FROM a\nCMD ["node", "app.js"]',
    'FROM a\nCMD ‹echo "a b" \\\n  c›': 'FROM a\nCMD ["echo", "a b", "c"]',
    'FROM a\nENTRYPOINT ‹exec app $X›': null,
    'FROM a\nCMD ‹time a›': null,
    'FROM a\nCMD ‹type a›': null,
    'FROM a\nCMD ‹! a›': null,
    'FROM a\nCMD ‹C:\\a\\b.exe c›': null,
    'FROM a\nSHELL ["cmd", "/S", "/C"]\nCMD ‹a›': null,
    'FROM a\nHEALTHCHECK --interval=5s CMD ‹curl x || exit 1›': null,
    'FROM a\nSHELL ["/bin/bash", "-c"]\nCMD ‹a›': 'FROM a\nSHELL ["/bin/bash", "-c"]\nCMD ["a"]',
  },
});

ruleTest(repeatedCmd, {
  accepts: ['FROM a\nCMD ["a"]\nFROM b\nCMD ["b"]'],
  rejects: { 'FROM a\nCMD ["a"]\n‹CMD› ["b"]\n‹CMD› ["c"]': null, 'CMD ["a"]\n‹CMD› ["b"]': null },
});
ruleTest(repeatedEntrypoint, {
  accepts: ['FROM a\nENTRYPOINT a'],
  rejects: { 'FROM a\nENTRYPOINT a\n‹ENTRYPOINT› b': null },
});
ruleTest(repeatedHealthcheck, {
  accepts: ['FROM a\nHEALTHCHECK NONE\nFROM b\nHEALTHCHECK NONE'],
  rejects: { 'FROM a\nHEALTHCHECK NONE\n‹HEALTHCHECK› NONE': null },
});
ruleTest(overriddenInstruction, {
  accepts: ['FROM a\nCMD ["a"]\nFROM a\nCMD ["b"]'],
  rejects: {
    'FROM a\n‹CMD ["a"]›\nUSER x\nCMD ["b"]': 'FROM a\nUSER x\nCMD ["b"]',
    'FROM a\n‹ENTRYPOINT a \\\n b›\nENTRYPOINT c\n': 'FROM a\nENTRYPOINT c\n',
  },
});

ruleTest(instructionCasing, {
  accepts: ['FROM a\nRUN b', 'from a\nrun b', 'arg X\nFROM a\nRUN b', 'FROM a\nONBUILD run x'],
  rejects: {
    'FROM a\n‹run› b': 'FROM a\nRUN b',
    '‹FROM› a\nrun b\nuser c': 'from a\nrun b\nuser c',
    'FROM a\n‹Run› b': 'FROM a\nRUN b',
  },
});

ruleTest(emptyContinuation, {
  accepts: ['FROM a\nRUN a \\\n # c\n b', 'FROM a\nRUN a\n\nRUN b', 'FROM a\nRUN a \\\n'],
  rejects: {
    'FROM a\nRUN a \\\n\n  b \\\n\n  ‹c›': 'FROM a\nRUN a \\\n  b \\\n  c',
  },
});

ruleTest(onbuildTrigger, {
  accepts: ['FROM a\nONBUILD RUN b'],
  rejects: {
    'FROM a\nONBUILD ‹FROM› b': null,
    'FROM a\nONBUILD ‹onbuild› RUN x': null,
    'FROM a\nONBUILD ‹MAINTAINER› b': null,
  },
});

ruleTest(instructionBeforeFrom, {
  accepts: ['ARG A\n# c\nFROM a', 'FROM a\nRUN b'],
  rejects: { '‹RUN› a\n‹LABEL› b=c\nFROM d': null },
});

ruleTest(userRoot, {
  accepts: ['FROM a\nUSER root\nUSER x', 'FROM a', 'FROM a\nUSER "root"', 'FROM a\nUSER 1000:0'],
  rejects: {
    'FROM a\nUSER ‹root›': null,
    'FROM a\nUSER x\nUSER ‹0:0›\nFROM b\nUSER x': null,
  },
});

ruleTest(userByName, {
  accepts: ['FROM a\nUSER 1000', 'FROM a\nUSER 1000:me', 'ARG U\nFROM a\nUSER $U', 'FROM a\nARG U\nUSER ${U}:x'],
  rejects: {
    'ARG U\nFROM a\nUSER ‹${U:-me}›:1\nUSER ‹me›:$U': null,
    'FROM a\nUSER ‹me›': null,
    'FROM a\nUSER ‹$X›': null,
    'FROM a\nUSER ‹me›:1000': null,
  },
});

ruleTest(portOutOfRange, {
  accepts: ['FROM a\nEXPOSE 80 8000-8010 65535/tcp $P 80/udp'],
  rejects: { 'FROM a\nEXPOSE 80 ‹65536› ‹80000/tcp› ‹40000-80000/tcp›': null },
});
ruleTest(portProtocolCasing, {
  accepts: ['FROM a\nEXPOSE 80/tcp 80 80/$P'],
  rejects: {
    'FROM a\nARG P=80/TCP\nENV Q=TCP\nEXPOSE ‹$P› ‹81/$Q›': null,
    'FROM a\nEXPOSE 80/‹TCP› 81/‹Udp›': 'FROM a\nEXPOSE 80/tcp 81/udp',
  },
});
ruleTest(portFormat, {
  accepts: ['FROM a\nEXPOSE 80 ${P:-80}'],
  rejects: {
    'ARG P=80:80\nFROM a\nARG P\nEXPOSE ‹$P›': null,
    'FROM a\nEXPOSE ‹127.0.0.1:80:81› ‹5000:5000/tcp›': 'FROM a\nEXPOSE 81 5000/tcp',
    'FROM a\nEXPOSE ‹"80:81"›': null,
  },
});

ruleTest(healthcheckMissing, {
  accepts: [
    'FROM a\nHEALTHCHECK NONE',
    'FROM a AS b\nRUN x\nFROM b\nHEALTHCHECK CMD x',
    'FROM a AS b\nHEALTHCHECK NONE\nFROM b',
  ],
  rejects: { '‹FROM a›': null, '‹FROM a AS b›\nFROM c\nHEALTHCHECK NONE': null },
});

ruleTest(legacyKeyValue, {
  accepts: ['FROM a\nENV A=b C="d e"', 'FROM a\nENV', 'FROM a\nARG A', 'FROM a\nENV A'],
  rejects: {
    'FROM a\nENV ‹A b›': 'FROM a\nENV A=b',
    'FROM a\nENV ‹A b c›': 'FROM a\nENV A="b c"',
    'FROM a\nLABEL ‹x "y z"›': 'FROM a\nLABEL x="y z"',
    'FROM a\nENV ‹A say "hi" $B›': 'FROM a\nENV A="say hi $B"',
    "FROM a\nENV ‹A b 'c $d'  e›": "FROM a\nENV A=b\\ 'c $d'\\ \\ e",
    'FROM a\nENV ‹A "b c"›': 'FROM a\nENV A="b c"',
    "FROM a\nENV ‹A it's b›": null,
    'FROM a\nENV ‹A b\\"c d›': null,
  },
});

ruleTest(definitionDescription, {
  accepts: ['# V is it\nARG V\n\n# b builds\nFROM a AS b', '# any\n#\nARG V', 'ARG V', '# x\nFROM a'],
  rejects: { '# the version\n‹ARG› V': null, '# hi\n‹FROM› a AS b': null },
});
