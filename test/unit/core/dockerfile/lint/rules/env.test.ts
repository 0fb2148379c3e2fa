import { envSelfReference } from '../../../../../../src/core/dockerfile/lint/rules/env/envSelfReference.js';
import { secretInEnv } from '../../../../../../src/core/dockerfile/lint/rules/env/secretInEnv.js';
import { undefinedVariable } from '../../../../../../src/core/dockerfile/lint/rules/env/undefinedVariable.js';
import { ruleTest } from '../../../../../support/ruleTest.js';

ruleTest(envSelfReference, {
  accepts: [
    'FROM a\nENV A=1\nENV B=$A',
    'FROM a\nENV PATH=$PATH:/x',
    'FROM a\nARG A\nENV A=1 B=$A',
    'FROM a\nENV A=1 B=$AB',
    "FROM a\nENV A=1 B='$A'",
  ],
  rejects: {
    'FROM a\nENV A=1 B=‹$A›': null,
    'FROM a\nENV A=1 \\\n  B="x${C}‹${A}›"': null,
  },
});

ruleTest(secretInEnv, {
  accepts: ['FROM a\nENV A=1\nARG VERSION', 'FROM a\nENV MONKEY=1 AUTHOR=x'],
  rejects: {
    'FROM a\nENV ‹DB_PASSWORD›=x OK=1 ‹GH_TOKEN›=y': null,
    'FROM a\nARG ‹npm_token›': null,
    'FROM a\nENV ‹A_KEY›=x A_KEY=y': null,
    'FROM a\nENV ‹MY_KEY›=1': null,
    'FROM a\nONBUILD ENV ‹API_KEY›=1': null,
    'FROM a\nENV ‹SECRET_FILE›=x': null,
  },
});

ruleTest(undefinedVariable, {
  accepts: [
    'FROM scratch\nENV A=1\nCOPY $A /',
    'FROM scratch\nARG A\nENV B=$A',
    'FROM scratch\nRUN echo $UNDEFINED\nCMD echo $X',
    'FROM scratch\nENV P=$PATH',
    'FROM unknown/image:1\nENV A=$B',
    'FROM alpine:3 AS b\nENV X=1\nFROM b\nWORKDIR $X',
    'FROM node:20\nENV A=$NODE_VERSION',
    'ARG I=unknown/image\nFROM $I\nENV A=$B',
    'ARG I\nFROM $I\nENV A=$B',
    "FROM scratch\nLABEL a='$B' b=\\$C",
    'FROM scratch\nCOPY <<"E" /x\n$A\nE\nRUN <<F\n$B\nF',
  ],
  rejects: {
    'FROM scratch\nCOPY ‹$A› /': null,
    'FROM alpine:3\nENV PATH=/x:‹$PAHT›': null,
    'FROM scratch\nARG A=‹$B›': null,
    'FROM scratch\nWORKDIR /x/‹${Y:-z}›': null,
    'FROM alpine:3\nENV A=1 B=‹$A›': null,
    'FROM alpine:3\nARG A=1 B=‹$A›': null,
    'FROM scratch\nCOPY ‹$A›$A ‹$A›\nUSER ‹$B›:$B': null,
    'FROM scratch\nARG no_proxy="x,‹${no_proxy}›"': null,
    'FROM scratch\nRUN --mount=type=cache,target=‹$A›/$A,id=‹$A› --network=$B echo $C': null,
    "FROM alpine:3\nCOPY <<E /x\nit's ‹$A›\nE": null,
    'ARG V=3\nFROM alpine:$V\nCOPY ‹$A› /': null,
    'ARG I=node:20\nFROM ${I}\nENV A=$NODE_VERSION B=‹$NODE›': null,
  },
});
