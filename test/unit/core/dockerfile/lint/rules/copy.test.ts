import { addPlainFile } from '../../../../../../src/core/dockerfile/lint/rules/copy/addPlainFile.js';
import {
  copyFromInvalid,
  copyFromSelf,
  copyFromUnknown,
} from '../../../../../../src/core/dockerfile/lint/rules/copy/copyFrom.js';
import { copyIgnoredFile } from '../../../../../../src/core/dockerfile/lint/rules/copy/copyIgnoredFile.js';
import { copyRelative } from '../../../../../../src/core/dockerfile/lint/rules/copy/copyRelative.js';
import { copySeveral } from '../../../../../../src/core/dockerfile/lint/rules/copy/copySeveral.js';
import { copySourceMissing } from '../../../../../../src/core/dockerfile/lint/rules/copy/copySourceMissing.js';
import { copyThenExtract } from '../../../../../../src/core/dockerfile/lint/rules/copy/copyThenExtract.js';
import { copyWholeFilesystem } from '../../../../../../src/core/dockerfile/lint/rules/copy/copyWholeFilesystem.js';
import { ruleTest } from '../../../../../support/ruleTest.js';

ruleTest(copyThenExtract, {
  accepts: [
    'FROM a\nADD x.tar.gz /x',
    'FROM a\nCOPY x.tar.gz /x\nRUN ls',
    'FROM a\nCOPY --from=b x.tar.gz /x\nRUN tar -xf x.tar.gz',
    'FROM a\nCOPY x.zip /x\nRUN unzip x.zip',
    'FROM a\nCOPY x.tar.gz /\nFROM b\nRUN tar -xf x.tar.gz',
    'FROM a\nCOPY x.tar /\nRUN tar -cf x.tar /y',
  ],
  rejects: {
    'FROM a\n‹COPY› b/x.tar.gz /tmp/\nRUN cd /tmp && tar -xzf /tmp/x.tar.gz': null,
    'FROM a\n‹COPY› foo /x.tgz\nRUN tar xf /x.tgz': null,
    'FROM a\n‹COPY› a.gz /\nRUN gunzip /a.gz': null,
    'FROM a\n‹COPY› ["a.tar", "/"]\nRUN tar --extract --file=x a.tar': null,
  },
});

ruleTest(addPlainFile, {
  accepts: [
    'FROM a\nADD x.tar.gz /',
    'FROM a\nADD https://x.y/z /',
    'FROM a\nADD git@github.com:x/y.git /',
    'FROM a\nADD https://github.com/x/y.git /',
    'FROM a\nADD $FILE /',
    'FROM a\nADD <<EOF /x\nhi\nEOF',
  ],
  rejects: {
    'FROM a\n‹ADD› x.git /': 'FROM a\nCOPY x.git /',
    'FROM a\n‹ADD› file /': 'FROM a\nCOPY file /',
    'FROM a\n‹ADD› --chown=1 ["a b", "/"]': 'FROM a\nCOPY --chown=1 ["a b", "/"]',
    'FROM a\n‹ADD› x.tar y /': null,
    'FROM a\n‹ADD› x y': null,
    'FROM a\nWORKDIR /a\n‹ADD› x y': 'FROM a\nWORKDIR /a\nCOPY x y',
  },
});

ruleTest(copySeveral, {
  accepts: ['FROM a\nCOPY a b c/', 'FROM a\nCOPY a b', 'FROM a\nCOPY ["a", "b", "c/"]', 'FROM a\nCOPY a b "c/"'],
  rejects: {
    'FROM a\nCOPY a b ‹c›': 'FROM a\nCOPY a b c/',
    'FROM a\nCOPY ["a", "b", ‹"c"›]': null,
    'FROM a\nADD a b ‹c›': 'FROM a\nADD a b c/',
  },
});

ruleTest(copyFromUnknown, {
  accepts: [
    'FROM a AS b\nFROM c\nCOPY --from=b x y',
    'FROM a\nFROM c\nCOPY --from=0 x y',
    'FROM a\nCOPY --from=image:tag x y',
    'FROM a\nCOPY x y',
  ],
  rejects: {
    'FROM a\nCOPY --from=‹$STAGE› x y\nCOPY --from=‹a@sha256› x y': null,
    'FROM a\nCOPY --from=‹b› x y': null,
    'FROM a\nCOPY --from=‹3› x y': null,
    'FROM a\nCOPY --from=‹later› x y\nFROM b AS later': null,
  },
});

ruleTest(copyFromSelf, {
  accepts: ['FROM a AS b\nFROM c AS d\nCOPY --from=b x y'],
  rejects: { 'FROM a AS b\nCOPY --from=‹b› x y': null, 'FROM a AS b\nCOPY --from=‹0› x y': null },
});

ruleTest(copyFromInvalid, {
  accepts: [
    'FROM a AS b\nFROM c\nCOPY --from=B x y\nCOPY --from=0 x y\nCOPY --from=d/e:1 x y',
    'FROM a\nCOPY --from=later x y\nFROM b AS Later',
  ],
  rejects: { 'FROM a\nCOPY --from=‹$x› y z\nCOPY --from=‹A› y z\nCOPY --from=‹a::› y z\nCOPY --from=‹1› y z': null },
});

ruleTest(copyRelative, {
  accepts: [
    'FROM a\nWORKDIR /x\nCOPY a b',
    'WORKDIR /x\nCOPY a b',
    'FROM a\nCOPY a /b',
    'FROM a\nCOPY a $B',
    'FROM a AS b\nWORKDIR /x\nFROM b\nCOPY a c',
    'FROM a\nCOPY a C:\\b',
    'FROM a\nCOPY ["a", "/b"]',
    'FROM a\nCOPY a "/b"',
  ],
  rejects: {
    'FROM a\nCOPY a ‹b›': null,
    'FROM a\nCOPY a ‹.›\nWORKDIR /x': null,
    'FROM a\nWORKDIR /x\nFROM b\nCOPY a ‹c/›': null,
  },
});

ruleTest(copyWholeFilesystem, {
  accepts: ['FROM a\nCOPY / /', 'FROM a\nCOPY --from=b /x /'],
  rejects: { 'FROM a\nCOPY --from=b ‹/ /›': null, 'FROM a\nCOPY --from=b ‹"/" \'/\'›': null },
});

ruleTest(copyIgnoredFile, {
  options: { dockerignore: ['# comment', 'secret', '**/*.log', 'build/*', './dist/'] },
  accepts: [
    'FROM a\nCOPY src /',
    'FROM a\nCOPY . /',
    'FROM a\nCOPY --from=b secret /',
    'FROM a\nCOPY build /',
    'FROM a\nCOPY *.log /',
  ],
  rejects: {
    'FROM a\nCOPY ‹secret› /': null,
    'FROM a\nENV X=sec\nARG Y=${X}ret\nCOPY ‹$Y› /': null,
    'FROM a\nADD x ‹./a/b.log› ‹build/x/y› ‹/dist/z› /': null,
  },
});
ruleTest(copyIgnoredFile, { options: { dockerignore: ['*'] }, accepts: [], rejects: { 'FROM a\nCOPY ‹.› /': null } });
ruleTest(copyIgnoredFile, {
  options: { dockerignore: ['*', '!src'] },
  accepts: ['FROM a\nCOPY . /\nCOPY x /'],
  rejects: {},
});

const states: Readonly<Record<string, 'there' | 'ignored' | 'absent'>> = {
  there: 'there',
  'a b': 'absent',
  absent: 'absent',
  'absent*': 'absent',
  ignored: 'ignored',
  excepted: 'ignored',
  'v1/dist': 'absent',
};
ruleTest(copySourceMissing, {
  options: { contextSource: (source) => states[source], dockerignore: ['ignored'] },
  accepts: [
    'FROM a\nCOPY there unknown /',
    'FROM a\nCOPY --from=b absent /',
    'FROM a\nADD https://x.y/absent git@x.y:absent /',
    'FROM a\nARG D\nCOPY $D/dist /',
    'FROM a\nCOPY there absent* /',
    'FROM a\nCOPY <<EOF absent* /\nabsent\nEOF',
    'FROM a\nONBUILD COPY absent /',
    'FROM a\nCOPY ignored /',
    'FROM a\nCOPY absent',
  ],
  rejects: {
    'FROM a\nCOPY ‹absent› /': null,
    'FROM a\nADD there ‹"absent"› /': null,
    'FROM a\nCOPY ["there", ‹"a b"›, "/"]': null,
    'FROM a\nCOPY ‹absent*› /': null,
    'FROM a\nCOPY ‹excepted› /': null,
    'FROM a\nARG D=v1\nCOPY ‹$D/dist› /': null,
  },
});
ruleTest(copySourceMissing, { accepts: ['FROM a\nCOPY absent /'], rejects: {} });
