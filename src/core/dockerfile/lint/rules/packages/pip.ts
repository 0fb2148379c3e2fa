import type { Invocation } from '../../../shell/invocation.js';
import type { Call, LintFile } from '../../lintFile.js';

/** Calls of `pip… install` and `python… -m pip install`; pipenv is something else. */
export function* pipInstalls(file: LintFile): Iterable<Call> {
  for (const { calls } of file.runs) {
    for (const call of calls) if (isPip(call.invocation) && call.invocation.hasArg('install')) yield call;
  }
}

function isPip(invocation: Invocation): boolean {
  const { name, args } = invocation;
  if (name.startsWith('pip')) return !name.startsWith('pipenv');
  return name.startsWith('python') && runsModule(args, 'pip');
}

/** True for `-m module` among the arguments. */
export function runsModule(args: Invocation['args'], module: string): boolean {
  return args.some(({ text }, index) => text === '-m' && args[index + 1]?.text === module);
}
