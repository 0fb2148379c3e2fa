import * as l10n from '@vscode/l10n';
import { isRecord } from '../base/record.js';

/** Reads fields of JSON that may be odd: what is absent is neutral, what has the wrong type is neutral and noted. */
export class Row {
  readonly problems: string[];
  private readonly fields: Readonly<Record<string, unknown>>;

  constructor(
    json: unknown,
    private readonly place = '',
    problems: string[] = [],
  ) {
    this.problems = problems;
    this.fields = isRecord(json) ? json : {};
    if (!isRecord(json)) problems.push(place ? notObject(place) : l10n.t('This is not an object'));
  }

  text(field: string): string {
    return this.read(field, isText, '', (name) => l10n.t('{0} is not text', name));
  }

  number(field: string): number {
    return this.read(field, isNumber, 0, (name) => l10n.t('{0} is not a number', name));
  }

  optionalNumber(field: string): number | undefined {
    return this.read<number | undefined>(field, isNumber, undefined, (name) => l10n.t('{0} is not a number', name));
  }

  optionalFlag(field: string): boolean | undefined {
    return this.read<boolean | undefined>(field, isFlag, undefined, (name) => l10n.t('{0} is not a boolean', name));
  }

  list(field: string): readonly unknown[] {
    return this.read<readonly unknown[]>(field, Array.isArray, [], (name) => l10n.t('{0} is not a list', name));
  }

  texts(field: string): readonly string[] {
    return this.read<readonly string[]>(field, isTextList, [], (name) => l10n.t('{0} is not a list of texts', name));
  }

  record(field: string): Readonly<Record<string, unknown>> {
    return this.read(field, isRecord, {}, notObject);
  }

  textRecord(field: string): Readonly<Record<string, string>> {
    return this.read(field, isTextRecord, {}, (name) => l10n.t('{0} is not an object of texts', name));
  }

  /** The row inside a field. */
  row(json: unknown, place: string): Row {
    return new Row(json, place, this.problems);
  }

  private read<T>(
    field: string,
    isRight: (value: unknown) => value is T,
    neutral: T,
    say: (name: string) => string,
  ): T {
    const value = this.fields[field];
    if (value === undefined || value === null) return neutral;
    if (isRight(value)) return value;
    this.problems.push(say(this.place ? `${this.place}.${field}` : field));
    return neutral;
  }
}

const notObject = (name: string) => l10n.t('{0} is not an object', name);

const isText = (value: unknown): value is string => typeof value === 'string';
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const isFlag = (value: unknown): value is boolean => typeof value === 'boolean';
const isTextList = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every(isText);
const isTextRecord = (value: unknown): value is Readonly<Record<string, string>> =>
  isRecord(value) && Object.values(value).every(isText);
