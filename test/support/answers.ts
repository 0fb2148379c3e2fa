import { EventEmitter, type InputBox, type QuickInputButton, type QuickPickItem, window } from 'vscode';

/** A question that an extension asked, as a person saw it. */
export interface Asked {
  readonly kind: 'information' | 'warning' | 'error' | 'pick' | 'input';
  readonly message: string;
  readonly detail: string;
  /** Buttons or rows. */
  readonly choices: readonly string[];
}

/** The button or the rows to take, or what to type; undefined leaves the question. */
export type Answer = string | readonly string[] | undefined;

/** Answers the window's questions in place of a person, and keeps them. */
export class Answers {
  readonly asked: Asked[] = [];
  private readonly original = { ...pickFunctions(window) };
  private respond: (asked: Asked) => Answer | Promise<Answer> = () => undefined;

  constructor() {
    const message =
      (kind: Asked['kind']) =>
      async (text: string, ...rest: unknown[]) => {
        const [options, ...titles] = typeof rest[0] === 'object' ? rest : [{}, ...rest];
        const { detail = '' } = options as { detail?: string };
        return this.take({ kind, message: text, detail, choices: titles as string[] });
      };
    Object.assign(window, {
      showInformationMessage: message('information'),
      showWarningMessage: message('warning'),
      showErrorMessage: message('error'),
      showQuickPick: (items: readonly (QuickPickItem | string)[], options: object) => this.pick(items, options),
      createInputBox: () => this.inputBox(),
      showInputBox: async (options: { title?: string; value?: string }) =>
        this.take({ kind: 'input', message: options.title ?? '', detail: options.value ?? '', choices: [] }),
    });
  }

  /** Answers from now on; a test that expects one question gives its answer alone. */
  with(respond: ((asked: Asked) => Answer | Promise<Answer>) | Answer): this {
    this.respond = typeof respond === 'function' ? respond : () => respond;
    return this;
  }

  get last(): Asked | undefined {
    return this.asked.at(-1);
  }

  clear(): void {
    this.asked.length = 0;
    this.respond = () => undefined;
  }

  restore(): void {
    Object.assign(window, this.original);
  }

  private async take(asked: Asked): Promise<Answer> {
    this.asked.push(asked);
    return this.respond(asked);
  }

  /** A box that asks when it is shown, and again while its answer is refused; the title of a button presses it. */
  private inputBox(): Partial<InputBox> {
    const [changed, accepted, hidden, pressed] = [0, 1, 2, 3].map(() => new EventEmitter<unknown>());
    const box = {
      ...{ value: '', prompt: '', buttons: [] as QuickInputButton[], validationMessage: undefined },
      ...{ onDidChangeValue: changed?.event, onDidAccept: accepted?.event },
      ...{ onDidHide: hidden?.event, onDidTriggerButton: pressed?.event },
      show: async () => {
        do {
          const choices = box.buttons.map(({ tooltip = '' }) => tooltip);
          const detail = box.validationMessage ?? '';
          const answer = await this.take({ kind: 'input', message: box.prompt, detail, choices });
          if (typeof answer !== 'string') return hidden?.fire(undefined);
          const button = box.buttons.find(({ tooltip }) => tooltip === answer);
          if (button) return pressed?.fire(button);
          box.value = answer;
          changed?.fire(answer);
          accepted?.fire(undefined);
        } while (box.validationMessage);
      },
      dispose: () => {},
    };
    return box as Partial<InputBox>;
  }

  private async pick(
    items: readonly (QuickPickItem | string)[],
    options: { placeHolder?: string; canPickMany?: boolean },
  ) {
    const labelOf = (item: QuickPickItem | string) => (typeof item === 'string' ? item : item.label);
    const choices = items.map(labelOf);
    const answer = await this.take({ kind: 'pick', message: options.placeHolder ?? '', detail: '', choices });
    if (answer === undefined) return undefined;
    const wanted = typeof answer === 'string' ? [answer] : answer;
    const picked = items.filter((item) => wanted.includes(labelOf(item)));
    return options.canPickMany ? picked : picked[0];
  }
}

function pickFunctions({
  createInputBox,
  showInformationMessage,
  showWarningMessage,
  showErrorMessage,
  showQuickPick,
  showInputBox,
}: typeof window) {
  return { createInputBox, showInformationMessage, showWarningMessage, showErrorMessage, showQuickPick, showInputBox };
}
