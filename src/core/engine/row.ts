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
    if (!isRecord(json)) problems.push(`${place || 'row'} is not an object`);
  }

  text(field: string): string {
    return this.read(field, isText, '', 'text');
  }

  number(field: string): number {
    return this.read(field, isNumber, 0, 'a number');
  }

  optionalNumber(field: string): number | undefined {
    return this.read<number | undefined>(field, isNumber, undefined, 'a number');
  }

  optionalFlag(field: string): boolean | undefined {
    return this.read<boolean | undefined>(field, isFlag, undefined, 'a boolean');
  }

  list(field: string): readonly unknown[] {
    return this.read<readonly unknown[]>(field, Array.isArray, [], 'a list');
  }

  texts(field: string): readonly string[] {
    return this.read<readonly string[]>(field, isTextList, [], 'a list of texts');
  }

  record(field: string): Readonly<Record<string, unknown>> {
    return this.read(field, isRecord, {}, 'an object');
  }

  textRecord(field: string): Readonly<Record<string, string>> {
    return this.read(field, isTextRecord, {}, 'an object of texts');
  }

  /** The row inside a field. */
  row(json: unknown, place: string): Row {
    return new Row(json, place, this.problems);
  }

  private read<T>(field: string, isRight: (value: unknown) => value is T, neutral: T, wanted: string): T {
    const value = this.fields[field];
    if (value === undefined || value === null) return neutral;
    if (isRight(value)) return value;
    this.problems.push(`${this.place ? `${this.place}.` : ''}${field} is not ${wanted}`);
    return neutral;
  }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const isFlag = (value: unknown): value is boolean => typeof value === 'boolean';
const isTextList = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every(isText);
const isTextRecord = (value: unknown): value is Readonly<Record<string, string>> =>
  isRecord(value) && Object.values(value).every(isText);
