import { compact } from '../../base/compact.js';
import type { Span } from '../mappedText.js';
import { SeparatorReader } from './separatorReader.js';
import type {
  Assignment,
  Command,
  CompoundCommand,
  List,
  ListItem,
  Pipeline,
  Redirect,
  SimpleCommand,
  Word,
} from './tree.js';

/** Words that end a list where a command could begin. */
export type Stops = readonly string[];

const redirectStart = /[\d{<>&]/y;
const redirectPattern = /(?:\d+|\{\w+\})?(?:<<<|<<-?|<>|<&|>>|>&|>\||<|>)|&>>?/y;
const assignmentPattern = /^([A-Za-z_][A-Za-z0-9_]*)(\[[^\]]*\])?\+?=/;
const functionHead = /[ \t]*\([ \t]*\)/y;
const reservedWord =
  /(?:case|do|done|elif|else|esac|fi|for|function|if|in|select|then|time|until|while|!|\{|\}|\[\[|-p)(?![^\s;&|<>()'"\\$`])/y;

/** Reads lists, pipelines and simple commands; the compound ones are left to the class built on it. */
export abstract class CommandReader extends SeparatorReader {
  protected abstract readCommand(): Command | undefined;
  protected abstract namedFunction(name: Word): CompoundCommand;

  /** Reads commands until a stop word, an unmatched `)` or `;;`, or the end. */
  protected readList(stops: Stops): List {
    const items: ListItem[] = [];
    this.skipSeparators();
    const start = this.at;
    let end = start;
    while (this.at < this.end && !this.isAtStop(stops)) {
      const before = this.at;
      const pipeline = this.#readPipeline(stops);
      end = this.at;
      const { operator, operatorSpan } = this.#readOperator();
      if (pipeline.commands.length > 0) items.push({ pipeline, operator, operatorSpan });
      this.skipSeparators();
      if (this.at === before) this.at++;
    }
    return { start, end, items: compact(items) };
  }

  protected isAtStop(stops: Stops): boolean {
    if (this.peek() === ')' || this.startsWith(';;')) return true;
    return stops.length > 0 && stops.includes(this.reservedWord());
  }

  /** The reserved word of the shell that stands here, unquoted and on its own; empty where none does. */
  protected reservedWord(): string {
    return this.text.slice(this.at, this.endOf(reservedWord) ?? this.at);
  }

  #readOperator(): { operator: ListItem['operator']; operatorSpan: Span } {
    this.skipBlanks();
    const start = this.at;
    let operator: ListItem['operator'] = '';
    if (this.startsWith('&&')) operator = '&&';
    else if (this.startsWith('||')) operator = '||';
    else if (this.startsWith(';;')) operator = '';
    else if (this.peek() === ';' || this.peek() === '&') operator = this.peek() as ';' | '&';
    else if (this.peek() === '\n' || this.peek() === '\r') operator = '\n';
    if (operator === '\n') this.skipSeparators();
    else this.at += operator.length;
    return { operator, operatorSpan: { start, end: start + operator.length } };
  }

  #readPipeline(stops: Stops): Pipeline {
    this.skipBlanks();
    const start = this.at;
    let isNegated = false;
    for (let word = this.reservedWord(); word === '!' || word === 'time'; word = this.reservedWord()) {
      if (word === '!') isNegated = true;
      this.at += word.length;
      this.skipBlanks();
      if (word === 'time' && this.reservedWord() === '-p') this.at += 2;
      this.skipBlanks();
    }
    const commands: Command[] = [];
    const bars: Span[] = [];
    for (;;) {
      const command = this.readCommand();
      if (command) commands.push(command);
      this.skipBlanks();
      if (this.peek() !== '|' || this.peek(1) === '|') break;
      const end = this.at + (this.peek(1) === '&' ? 2 : 1);
      bars.push({ start: this.at, end });
      this.at = end;
      this.skipLineBreaks();
      if (this.isAtStop(stops)) break;
    }
    return { start, end: commands.at(-1)?.end ?? this.at, commands: compact(commands), bars: compact(bars), isNegated };
  }

  protected readSimple(start: number): Command | undefined {
    const assignments: Assignment[] = [];
    const words: Word[] = [];
    const redirects: Redirect[] = [];
    let end = start;
    for (;;) {
      this.skipBlanks();
      const redirect = this.readRedirect();
      if (redirect) redirects.push(redirect);
      else {
        const word = this.readWord();
        if (!word) break;
        const assignment = words.length === 0 || isDeclaration(words[0]) ? this.#toAssignment(word) : undefined;
        if (assignment && words.length === 0) assignments.push(assignment);
        else if (words.length === 0 && assignments.length === 0 && this.#isFunctionHead())
          return this.namedFunction(word);
        else words.push(word);
      }
      end = this.at;
    }
    if (end === start) return undefined;
    return {
      kind: 'simple',
      start,
      end,
      assignments: compact(assignments),
      words: compact(words),
      redirects: compact(redirects),
    } satisfies SimpleCommand;
  }

  #isFunctionHead(): boolean {
    const end = this.endOf(functionHead);
    this.at = end ?? this.at;
    return end !== undefined;
  }

  #toAssignment(word: Word): Assignment | undefined {
    const [first] = word.parts;
    if (first?.kind !== 'literal' || first.isQuoted || !word.text.includes('=')) return undefined;
    const match = assignmentPattern.exec(this.text.slice(word.start, Math.min(word.end, word.start + 200)));
    if (!match?.[1]) return undefined;
    const isArray = this.peek() === '(' && word.end === word.start + match[0].length;
    const items = isArray ? this.#readArray() : undefined;
    return {
      start: word.start,
      end: this.at,
      name: match[1],
      items,
      value: isArray ? undefined : assignedWord(word, match[0].length),
    };
  }

  #readArray(): readonly Word[] {
    this.at++;
    const items: Word[] = [];
    while (this.at < this.end && this.peek() !== ')') {
      const before = this.at;
      this.skipLineBreaks();
      this.readWordsInto(items);
      if (this.at === before) this.at++;
    }
    this.at = Math.min(this.at + 1, this.end);
    return compact(items);
  }

  protected readWordsInto(words: Word[]): void {
    this.skipBlanks();
    for (let word = this.readWord(); word; word = this.readWord()) {
      words.push(word);
      this.skipBlanks();
    }
  }

  protected readRedirect(): Redirect | undefined {
    if (this.endOf(redirectStart) === undefined) return undefined;
    redirectPattern.lastIndex = this.at;
    const match = redirectPattern.exec(this.text);
    if (!match || redirectPattern.lastIndex > this.end) return undefined;
    const start = this.at;
    const operator = match[0].replace(/^(?:\d+|\{\w+\})/, '');
    if ((operator === '<' || operator === '>') && this.text.charAt(redirectPattern.lastIndex) === '(') return undefined;
    this.at = redirectPattern.lastIndex;
    this.skipBlanks();
    const target = this.readWord();
    if (target && /^<<-?$/.test(operator)) this.heredocs.push({ end: target.text, stripsTabs: operator === '<<-' });
    return { start, end: this.at, operator, name: /^\{(\w+)\}/.exec(match[0])?.[1], target };
  }
}

const declarations = new Set(['export', 'local', 'declare', 'readonly', 'typeset']);

function isDeclaration(word: Word | undefined): boolean {
  return word !== undefined && declarations.has(word.text);
}

/** The part of an assignment's word after the equals sign. */
function assignedWord(word: Word, equals: number): Word {
  const start = word.start + equals;
  const parts = word.parts.flatMap((part) => {
    if (part.end <= start && part.kind === 'literal' && part.end - part.start > 0) return [];
    if (part.start >= start || part.kind !== 'literal') return [part];
    return [{ ...part, start, text: part.text.slice(start - part.start) }];
  });
  return { start, end: word.end, parts, text: word.text.slice(equals) };
}
