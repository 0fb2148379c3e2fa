import { type Memento, type QuickPickItem, window } from 'vscode';
import { DisposableStore } from '../../core/base/disposable.js';

/** A question whose earlier answers are offered below the box. */
export interface HistoryQuestion {
  readonly title: string;
  readonly placeholder: string;
  /** Offered after the earlier answers. */
  readonly known?: readonly string[];
  /** False for an answer that is not to be kept, as one that may hold a secret; all are kept when absent. */
  keeps?(text: string): boolean;
  /** What is wrong with an answer; undefined accepts it. */
  problem(text: string): string | undefined;
}

const kept = 20;

/** Asks for a line of text; answers are remembered under the key, the newest first. */
export async function askWithHistory(
  memory: Memento,
  key: string,
  question: HistoryQuestion,
): Promise<string | undefined> {
  const earlier = memory.get<string[]>(key, []);
  const answer = await ask(question, [...new Set([...earlier, ...(question.known ?? [])])]);
  if (answer !== undefined && (question.keeps?.(answer) ?? true)) {
    await memory.update(key, [answer, ...earlier.filter((other) => other !== answer)].slice(0, kept));
  }
  return answer;
}

function ask(question: HistoryQuestion, offered: readonly string[]): Promise<string | undefined> {
  const store = new DisposableStore();
  const pick = store.add(window.createQuickPick());
  pick.title = question.title;
  pick.placeholder = question.placeholder;
  pick.items = itemsFor('', question, offered);
  store.add(
    pick.onDidChangeValue((text) => {
      pick.items = itemsFor(text.trim(), question, offered);
    }),
  );
  return new Promise((resolve) => {
    const end = (answer: string | undefined) => {
      resolve(answer);
      store.dispose();
    };
    store.add(
      pick.onDidAccept(() => {
        const text = pick.activeItems[0]?.label ?? pick.value.trim();
        if (text !== '' && question.problem(text) === undefined) end(text);
      }),
    );
    store.add(pick.onDidHide(() => end(undefined)));
    pick.show();
  });
}

/** What is typed stands first, so that Enter takes it and not an earlier answer that resembles it. */
function itemsFor(text: string, question: HistoryQuestion, offered: readonly string[]): QuickPickItem[] {
  const others = offered.filter((answer) => answer !== text).map((label) => ({ label }));
  if (text === '') return others;
  const problem = question.problem(text);
  return [{ label: text, alwaysShow: true, ...(problem !== undefined && { detail: problem }) }, ...others];
}
