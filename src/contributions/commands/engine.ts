import type { CommandSpec } from '../command.js';

export interface EngineCommandArgs {
  'engine.doctor': [];
  'engine.use': [context?: string];
  'engine.reconnect': [];
}

export const engineCommands = {
  'engine.doctor': { title: { en: 'Diagnose Connection', ko: '연결 진단' }, icon: '$(pulse)' },
  'engine.use': { title: { en: 'Use Engine…', ko: '엔진 선택…' } },
  'engine.reconnect': { title: { en: 'Reconnect to Engine', ko: '엔진에 다시 연결' }, icon: '$(debug-restart)' },
} as const satisfies Record<keyof EngineCommandArgs, CommandSpec>;
