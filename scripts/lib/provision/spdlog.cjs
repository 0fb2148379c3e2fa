/**
 * Stands in for VS Code's native logger, which would need a compiler: without it every output channel stays empty.
 * The interface is that of the package @vscode/spdlog; files do not rotate.
 */
const { appendFileSync, mkdirSync } = require('node:fs');
const path = require('node:path');

const levels = ['trace', 'debug', 'info', 'warning', 'error', 'critical'];

class Logger {
  constructor(_kind, _name, file) {
    this.file = file;
    this.level = 0;
    this.plain = false;
    this.waiting = '';
    mkdirSync(path.dirname(file), { recursive: true });
  }

  getLevel() {
    return this.level;
  }

  setLevel(level) {
    this.level = level;
  }

  setPattern() {
    this.plain = false;
  }

  clearFormatters() {
    this.plain = true;
  }

  write(level, message) {
    if (level < this.level) return;
    if (this.waiting === '') setImmediate(() => this.flush());
    this.waiting += this.plain ? message : `${now()} [${levels[level]}] ${message}\n`;
  }

  flush() {
    if (this.waiting === '') return;
    const text = this.waiting;
    this.waiting = '';
    appendFileSync(this.file, text);
  }

  drop() {
    this.flush();
  }
}

for (const [level, name] of ['trace', 'debug', 'info', 'warn', 'error', 'critical'].entries())
  Logger.prototype[name] = function (message) {
    this.write(level, message);
  };

const now = () => new Date().toISOString().replace('T', ' ').replace('Z', '');
const create = async (name, file) => new Logger('rotating', name, file);

exports.version = 0;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.Logger = Logger;
exports.createRotatingLogger = create;
exports.createAsyncRotatingLogger = create;
