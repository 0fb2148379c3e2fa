import { changeDirectory } from '../../../../../../src/core/dockerfile/lint/rules/run/changeDirectory.js';
import { consecutiveRuns } from '../../../../../../src/core/dockerfile/lint/rules/run/consecutiveRuns.js';
import { curlAndWget } from '../../../../../../src/core/dockerfile/lint/rules/run/curlAndWget.js';
import { pipefail } from '../../../../../../src/core/dockerfile/lint/rules/run/pipefail.js';
import { pointlessCommand } from '../../../../../../src/core/dockerfile/lint/rules/run/pointlessCommand.js';
import { shellByLink } from '../../../../../../src/core/dockerfile/lint/rules/run/shellByLink.js';
import { sudo } from '../../../../../../src/core/dockerfile/lint/rules/run/sudo.js';
import { userIdTooLong } from '../../../../../../src/core/dockerfile/lint/rules/run/userIdTooLong.js';
import { wgetProgress } from '../../../../../../src/core/dockerfile/lint/rules/run/wgetProgress.js';
import { ruleTest } from '../../../../../support/ruleTest.js';

ruleTest(pointlessCommand, {
  accepts: ['FROM a\nRUN apt-get install ssh', 'FROM a\nRUN /bin/ps', 'FROM a\nRUN a # ps'],
  rejects: {
    'FROM a\nRUN x && ‹service› y start': null,
    'FROM a\nONBUILD RUN ‹top›': null,
    'FROM a\nRUN exec ‹kill› 1': null,
  },
});

ruleTest(changeDirectory, {
  accepts: [
    'FROM a\nRUN (cd x && make)',
    'FROM a\nRUN pushd x',
    'FROM a\nONBUILD RUN cd x',
    'FROM a\nRUN y=$(cd x && pwd)',
  ],
  rejects: {
    'FROM a\nRUN ‹cd /x› && make': null,
    'FROM a\nRUN { ‹cd x›; }': null,
    'FROM a\nRUN (cd a; (cd b); cd c); ‹cd d› > "$(cd e)"; { (f; $(cd g); cd h); ‹cd i›; }': null,
  },
});

ruleTest(sudo, {
  accepts: [
    'FROM a\nRUN env sudo x',
    'FROM a\nRUN apt-get install sudo',
    'FROM a\nRUN /usr/bin/sudo x',
    'FROM a\nRUN $SUDO x',
    'FROM a\nRUN exec -a sudo x; exec >sudo',
    'FROM a\nRUN <<E python3\nsudo x\nE\nRUN <<E cat > y\nsudo x\nE',
  ],
  rejects: {
    'FROM a\nRUN ‹sudo› x | ‹"sudo"› y': null,
    'FROM a\nRUN <<E > y\n‹sudo› x\nE\nRUN <<E /bin/bash -e\n‹sudo› x\nE\nRUN <<E cat | ‹sudo› y\nx\nE': null,
    'FROM a\nRUN x=(a "$(‹sudo› b)")': null,
    'FROM a\nRUN exec ‹sudo› a; exec -c -l ‹sudo› b; exec -cla name ‹sudo› c': null,
    'FROM a\nRUN x "`a \\`‹sudo› b $(‹sudo› c)\\``" `\\`a \\\\\\`‹sudo› d\\\\\\`\\``': null,
    'FROM a\nSHELL ["powershell", "-Command"]\nRUN ‹sudo› x': null,
  },
});

ruleTest(userIdTooLong, {
  accepts: [
    'FROM a\nRUN useradd -u 12345 x',
    'FROM a\nRUN useradd -l -u 123456 x && useradd -u $ID y',
    'FROM a\nRUN useradd --no-log-init -u 123456 x',
    'FROM a\nRUN useradd x',
  ],
  rejects: {
    'FROM a\nRUN ‹useradd -u ${USER_ID} x›': 'FROM a\nRUN useradd -l -u ${USER_ID} x',
    'FROM a\nRUN ‹useradd -u 123456 x›': 'FROM a\nRUN useradd -l -u 123456 x',
    'FROM a\nRUN ‹useradd --uid=123456 x›': 'FROM a\nRUN useradd -l --uid=123456 x',
  },
});

ruleTest(wgetProgress, {
  accepts: [
    'wget -q x',
    'wget -nv x',
    'wget --progress=bar x',
    'wget -qO- x',
    'wget -o l x',
    'wget --no-verbose x',
  ].map((run) => `FROM a\nRUN ${run}`),
  rejects: { 'FROM a\nRUN ‹wget› -O y x': 'FROM a\nRUN wget --progress=dot:giga -O y x' },
});

ruleTest(consecutiveRuns, {
  accepts: [
    'FROM a\nRUN a',
    'FROM a\nRUN a\nUSER x\nRUN b',
    'FROM a\nRUN a && b && c\nRUN d',
    'FROM a\nRUN test a && b && c\nRUN d',
    'FROM a\nRUN b $(($(c) + 1)) && d\nRUN e',
    'FROM a\nRUN a\nRUN b && c && d',
    'FROM a\nRUN --mount=type=ssh a\nRUN b',
    'FROM a\nONBUILD RUN a\nONBUILD RUN b',
  ],
  rejects: {
    'FROM a\nRUN a\n‹RUN› b': 'FROM a\nRUN a \\\n    && b',
    'FROM a\nRUN a\n# c\n‹RUN› b': null,
    'FROM a\nSHELL ["powershell", "-Command"]\nRUN a\n‹RUN› b': null,
    'FROM a\nRUN --network=none --mount=type=ssh,id=x a\n‹RUN› --mount=id=x,type=ssh --network=none b':
      'FROM a\nRUN --network=none --mount=type=ssh,id=x a \\\n    && b',
    'FROM a\nRUN a\n\n‹RUN› \\\n b': 'FROM a\nRUN a \\\n    && b',
    'FROM a\nRUN cd x\n‹RUN› b': null,
    'FROM a\nRUN a\n‹RUN› b; c': null,
    'FROM a\nRUN [ a ] && b && c\n‹RUN› d': 'FROM a\nRUN [ a ] && b && c \\\n    && d',
    'FROM a\nRUN ["a"]\n‹RUN› b': null,
  },
});

ruleTest(curlAndWget, {
  accepts: [
    'FROM a\nRUN curl x\nRUN curl y',
    'FROM a\nRUN curl x\nFROM b\nRUN wget y',
    'FROM a\nRUN curl x\nONBUILD RUN wget y',
  ],
  rejects: { 'FROM a\nRUN curl x\nRUN ‹wget› y\nRUN ‹curl› z': null, 'FROM a\nRUN ‹wget› x || curl x': null },
});

ruleTest(shellByLink, {
  accepts: ['FROM a\nRUN ln -s a b'],
  rejects: { 'FROM a\nRUN x; ‹ln -sf /bin/bash /bin/sh›': null },
});

ruleTest(pipefail, {
  accepts: [
    'FROM a\nRUN a && b',
    'FROM a\nRUN a || b',
    'FROM a\nSHELL ["/bin/bash", "-o", "pipefail", "-c"]\nRUN a | b',
    'FROM a\nSHELL ["/bin/bash", "-eo", "pipefail", "-c"]\nRUN a | b',
    'FROM a\nSHELL ["/bin/ash", "-o", "pipefail", "-c"]\nRUN a | b',
    'FROM a\nSHELL ["powershell", "-Command"]\nRUN a | b',
    'FROM a\nRUN set -o pipefail && a | b',
    'FROM a\nRUN set -euo pipefail; a | b',
    "FROM a\nRUN echo 'a | b'",
  ],
  rejects: {
    'FROM a\nRUN a ‹|› b | c': null,
    'FROM a\nSHELL ["/bin/sh", "-o", "pipefail", "-c"]\nRUN a ‹|› b': null,
    'FROM a\nSHELL ["/bin/bash", "-o", "pipefail", "-c"]\nRUN a | b\nFROM c\nRUN a ‹|› b': null,
    'FROM a AS b\nSHELL ["/bin/bash", "-o", "pipefail", "-c"]\nRUN a | b\nFROM b\nRUN a ‹|› b': null,
    'FROM a\nRUN x="$(a ‹|› b)"': null,
    'FROM a\nRUN if a; then b ‹|› c; fi': null,
  },
});
