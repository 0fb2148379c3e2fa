import { CommandReader } from './commandReader.js';
import type { Command, CompoundCommand, CompoundKeyword, List, ListItem, Pipeline, Redirect, Word } from './tree.js';
import { closingParenthesis } from './wordReader.js';

/** Reads a shell script, or the part of a text from `start` to `end`; never fails, whatever the text. */
export function parseShell(text: string, start = 0, end = text.length): List {
  return new ShellParser(text, start, end, 0).readAll();
}

/** Deeper nesting is read as plain words, so that no input overflows the stack. */
const maxDepth = 60;
const openers = new Set<string>(['{', 'if', 'while', 'until', 'for', 'select', 'case', 'function', '[[']);

class ShellParser extends CommandReader {
  readAll(): List {
    const start = this.at;
    const items: ListItem[] = [];
    while (this.at < this.end) {
      items.push(...this.readList([]).items);
      if (this.at < this.end) this.at++;
    }
    return { start, end: this.end, items };
  }

  protected override readSubstituted(): List {
    if (this.depth >= maxDepth) return { start: this.at, end: this.at, items: [] };
    const nested = new ShellParser(this.text, this.at, this.end, this.depth + 1, this.tick);
    const list = nested.readList([')']);
    this.at = nested.at < this.end ? nested.at + 1 : this.end;
    return list;
  }

  protected override readNested(start: number, end: number, tick: string): List {
    return new ShellParser(this.text, start, end, this.depth + 1, tick).readAll();
  }

  protected override readCommand(): Command | undefined {
    this.skipBlanks();
    const start = this.at;
    if (this.depth < maxDepth) {
      if (this.startsWith('((') && closingParenthesis(this.text, start, this.end) !== -1) return this.#readArithmetic();
      const keyword = this.peek() === '(' ? '(' : this.reservedWord();
      if (keyword === '(' || openers.has(keyword)) {
        return new ShellParser(this.text, this.at, this.end, this.depth + 1, this.tick).#readCompoundFor(
          this,
          keyword as CompoundKeyword,
        );
      }
    }
    return this.readSimple(start);
  }

  /** Reads a compound command one level deeper, then moves the outer reader behind it. */
  #readCompoundFor(outer: ShellParser, keyword: CompoundKeyword): Command {
    const start = this.at;
    this.heredocs = outer.heredocs;
    this.at += keyword.length;
    const content = this.#readCompoundContent(keyword);
    const redirects: Redirect[] = [];
    let end = this.at;
    this.skipBlanks();
    for (let redirect = this.readRedirect(); redirect; redirect = this.readRedirect()) {
      redirects.push(redirect);
      end = this.at;
      this.skipBlanks();
    }
    outer.at = this.at;
    return { kind: 'compound', keyword, start, end, name: '', words: [], lists: [], ...content, redirects };
  }

  #readCompoundContent(keyword: CompoundKeyword): Partial<CompoundCommand> {
    if (keyword === '(') return { lists: [this.readList([')']), ...this.#expect(')')] };
    if (keyword === '{') return { lists: [this.readList(['}']), ...this.#expect('}')] };
    if (keyword === 'if') return this.#readIf();
    if (keyword === 'while' || keyword === 'until') {
      return {
        lists: [this.readList(['do', 'done']), ...this.#expect('do'), this.readList(['done']), ...this.#expect('done')],
      };
    }
    if (keyword === 'for' || keyword === 'select') return this.#readFor();
    if (keyword === 'case') return this.#readCase();
    if (keyword === 'function') return this.#readFunction();
    return this.#readTest();
  }

  /** Steps over a closing word if it stands here; gives no list. */
  #expect(word: string): List[] {
    if (this.startsWith(word)) this.at += word.length;
    return [];
  }

  #readIf(): Partial<CompoundCommand> {
    const lists: List[] = [];
    const stops = ['then', 'elif', 'else', 'fi'];
    for (;;) {
      lists.push(this.readList(stops));
      const word = this.reservedWord();
      if (!stops.includes(word)) return { lists };
      this.at += word.length;
      if (word === 'fi') return { lists };
    }
  }

  #readFor(): Partial<CompoundCommand> {
    this.skipBlanks();
    const words: Word[] = [];
    let name = '';
    if (this.startsWith('((')) this.#readArithmetic();
    else {
      name = this.readWord()?.text ?? '';
      this.skipLineBreaks();
      if (this.reservedWord() === 'in') {
        this.at += 2;
        this.readWordsInto(words);
      }
    }
    this.skipSeparators();
    const closer = this.reservedWord() === '{' ? '}' : 'done';
    this.#expect(closer === '}' ? '{' : 'do');
    return { name, words, lists: [this.readList([closer]), ...this.#expect(closer)] };
  }

  #readCase(): Partial<CompoundCommand> {
    const words: Word[] = [];
    const lists: List[] = [];
    this.skipBlanks();
    const subject = this.readWord();
    if (subject) words.push(subject);
    this.skipSeparators();
    this.#expect('in');
    for (;;) {
      this.skipSeparators();
      while (this.startsWith(';;')) this.#readCaseEnd();
      if (this.at >= this.end || this.reservedWord() === 'esac') break;
      const before = this.at;
      this.#readPatterns(words);
      lists.push(this.readList(['esac']));
      this.#readCaseEnd();
      if (this.at === before) this.at++;
    }
    this.#expect('esac');
    return { words, lists };
  }

  #readPatterns(words: Word[]): void {
    if (this.peek() === '(') this.at++;
    for (;;) {
      this.readWordsInto(words);
      if (this.peek() !== '|') break;
      this.at++;
    }
    if (this.peek() === ')') this.at++;
  }

  #readCaseEnd(): void {
    if (this.startsWith(';;')) this.at += this.peek(2) === '&' ? 3 : 2;
    else if (this.startsWith(';&')) this.at += 2;
    this.skipSeparators();
  }

  #readFunction(): Partial<CompoundCommand> {
    this.skipBlanks();
    const name = this.readWord()?.text ?? '';
    this.skipBlanks();
    if (this.peek() === '(') this.at++;
    this.skipBlanks();
    if (this.peek() === ')') this.at++;
    return { name, lists: this.#readBody() };
  }

  #readBody(): List[] {
    this.skipLineBreaks();
    const body = this.readCommand();
    if (!body) return [];
    const pipeline: Pipeline = { start: body.start, end: body.end, commands: [body], bars: [], isNegated: false };
    const operatorSpan = { start: body.end, end: body.end };
    return [{ start: body.start, end: body.end, items: [{ pipeline, operator: '', operatorSpan }] }];
  }

  #readTest(): Partial<CompoundCommand> {
    const words: Word[] = [];
    while (this.at < this.end) {
      this.skipBlanks();
      const word = this.readWord();
      if (word?.text === ']]') break;
      if (word) words.push(word);
      else this.at++;
    }
    return { words };
  }

  #readArithmetic(): CompoundCommand {
    const start = this.at;
    const close = closingParenthesis(this.text, start, this.end);
    this.at = close === -1 ? this.end : close + 1;
    return { kind: 'compound', keyword: '((', start, end: this.at, name: '', words: [], lists: [], redirects: [] };
  }

  protected override namedFunction({ start, text }: Word): CompoundCommand {
    const lists = this.#readBody();
    return { kind: 'compound', keyword: 'function', start, end: this.at, name: text, words: [], lists, redirects: [] };
  }
}
